"""What the folds of a protocol came to, together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stance.data.metrics import METRICS
from stance.evaluation.comparisons import Spread, spread
from stance.evaluation.scores import Scores, groups, score
from stance.schema import LABELS

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Outcome:
    """The scores of a protocol's folds on their test rows.

    `folds` has the scores of each by name, with intervals of the score the data are measured by,
    `metric`. `over_folds` is the spread of that score over the classes that have gold rows in the
    fold: a speaker may never be neutral. It is no confidence interval, since the folds learn from
    much the same rows (Bengio & Grandvalet, JMLR 2004).
    `pooled` scores all test rows together, or is None where the folds share their test rows (a
    learning curve).
    """

    folds: dict[str, Scores]
    over_folds: Spread
    pooled: Scores | None
    metric: str = "macro_f1"

    def flat(self) -> dict[str, float]:
        """The figures by name, for tracking."""
        over = self.over_folds
        flat = {
            f"{self.metric}_{end}": value for end, value in (("mean", over.mean), ("sd", over.sd))
        }
        flat["n"] = float(over.n)
        pooled = {} if self.pooled is None else self.pooled.flat()
        return {k: v for k, v in flat.items() if v is not None} | {
            f"pooled_{k}": v for k, v in pooled.items()
        }


def outcome(tests: Mapping[str, Rows], disjoint: bool = True, metric: str = "macro_f1") -> Outcome:
    """The outcome of folds by name, from their test rows as they are recorded.

    A row has `gold`, `predicted`, `target`, `article` and `id`. `disjoint` says that no row is
    test twice, so that all can be scored together. `metric` is what the data are measured by.
    """
    scores = {name: _score(rows, metric) for name, rows in tests.items()}
    every = [row for rows in tests.values() for row in rows]
    pooled = _score(every, metric) if disjoint else None
    return Outcome(scores, spread([_of_present(s) for s in scores.values()]), pooled, metric)


def _of_present(scores: Scores) -> float:
    """What scores are measured by, over those of its classes that have gold rows; 0 for none."""
    counted = [scores.classes[LABELS[place]] for place in METRICS[scores.metric].classes]
    found = [of.f1 for of in counted if of.n]
    return float(np.mean(found)) if found else 0.0


def _score(rows: Rows, metric: str) -> Scores:
    return score(
        gold=[LABELS.index(row["gold"]) for row in rows],
        predicted=[LABELS.index(row["predicted"]) for row in rows],
        targets=[row["target"] for row in rows],
        groups=groups([row["article"] for row in rows], [row["id"] for row in rows]),
        metric=metric,
    )
