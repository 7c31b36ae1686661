"""What the folds of a protocol came to, together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stance.evaluation.comparisons import Spread, spread
from stance.evaluation.scores import Scores, groups, score
from stance.schema import LABELS

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Outcome:
    """The scores of a protocol's folds on their test rows.

    `folds` has the scores of each by name. `over_folds` is the spread of their macro-F1 over the
    classes that have gold rows in the fold: a speaker may never be neutral. It is no confidence
    interval, since the folds learn from much the same rows (Bengio & Grandvalet, JMLR 2004).
    `pooled` scores all test rows together, or is None where the folds share their test rows (a
    learning curve).
    """

    folds: dict[str, Scores]
    over_folds: Spread
    pooled: Scores | None

    def flat(self) -> dict[str, float]:
        """The figures by name, for tracking."""
        over = self.over_folds
        flat = {"macro_f1_mean": over.mean, "macro_f1_sd": over.sd, "n": float(over.n)}
        pooled = {} if self.pooled is None else self.pooled.flat()
        return {k: v for k, v in flat.items() if v is not None} | {
            f"pooled_{k}": v for k, v in pooled.items()
        }


def outcome(tests: Mapping[str, Rows], disjoint: bool = True) -> Outcome:
    """The outcome of folds by name, from their test rows as they are recorded.

    A row has `gold`, `predicted`, `target`, `article` and `id`. `disjoint` says that no row is
    test twice, so that all can be scored together.
    """
    scores = {name: _score(rows) for name, rows in tests.items()}
    pooled = _score([row for rows in tests.values() for row in rows]) if disjoint else None
    present = [s.parts["all"]["rows"].macro_f1 for s in scores.values()]
    return Outcome(scores, spread(present), pooled)


def _score(rows: Rows) -> Scores:
    return score(
        gold=[LABELS.index(row["gold"]) for row in rows],
        predicted=[LABELS.index(row["predicted"]) for row in rows],
        targets=[row["target"] for row in rows],
        groups=groups([row["article"] for row in rows], [row["id"] for row in rows]),
        parts={"all": ["rows"] * len(rows)},
    )
