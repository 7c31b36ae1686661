"""How good predictions are: overall with an interval, by class, and by what rows share.

Labels are indices into `LABELS`; a row is a quote and a target.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.data.metrics import METRICS, Counts, Labels, macro_f1, mean_f1
from stance.schema import LABELS

# What an interval or a test takes whole, in words.
RESAMPLED = "articles (texts where rows name none, quotes where there is one article)"
FEW_TARGETS = 12
_WEIGHTS = 2_000_000  # numbers of eight bytes held at once
_LONGEST = 100  # characters of a target in the name of a metric, which a store takes 250 of


@dataclass(frozen=True)
class ClassScore:
    """Precision, recall and F1 of one class, shares of 1, and its number of gold rows."""

    precision: float
    recall: float
    f1: float
    n: int


@dataclass(frozen=True)
class PartScore:
    """Scores of some of the rows.

    `macro_f1` is the mean over the classes that have gold rows among them: `explicit` rows, say,
    are never neutral, and a class that cannot occur is not a failure.
    """

    accuracy: float
    macro_f1: float
    n: int


@dataclass(frozen=True)
class Scores:
    """Scores of one model on one split, shares of 1.

    `macro_f1` is the mean F1 of the three classes, a class without rows or predictions counting
    0; `f_avg` is the mean F1 of favor and against over all rows pooled, the measure of
    SemEval-2016 Task 6 (Mohammad et al., 2016); `low` and `high` are the ends of the 95 % interval
    of the one of them that is named by `metric`; `targets` has the macro-F1 of each target's rows
    by target id, a class that they lack counting 0 as well; `parts` has more of the kind by what
    is shared (`speaker`, `basis`, `kind`) and its value; `n` is the number of rows.
    """

    macro_f1: float
    low: float
    high: float
    accuracy: float
    f_avg: float
    classes: dict[str, ClassScore]
    targets: dict[str, float]
    n: int
    metric: str = "macro_f1"
    parts: dict[str, dict[str, PartScore]] = field(default_factory=dict)

    def flat(self) -> dict[str, float]:
        """The scores as one mapping of names to numbers, for tracking and manifests.

        Speakers are left out, and targets where there are more than twelve: a table can have
        hundreds.
        """
        few = {shared: parts for shared, parts in self.parts.items() if shared != "speaker"}
        targets = self.targets if len(self.targets) <= FEW_TARGETS else {}
        return {
            "macro_f1": self.macro_f1,
            f"{self.metric}_low": self.low,
            f"{self.metric}_high": self.high,
            "accuracy": self.accuracy,
            "f_avg": self.f_avg,
            **{f"f1_{label}": score.f1 for label, score in self.classes.items()},
            **{
                f"macro_f1_of_{name}": value
                for name, value in zip(_plain(list(targets)), targets.values(), strict=True)
            },
            **{
                f"accuracy_{shared}_{value}": score.accuracy
                for shared, parts in few.items()
                for value, score in parts.items()
            },
            "n": float(self.n),
        }


def score(
    gold: Sequence[int],
    predicted: Sequence[int],
    targets: Sequence[str],
    groups: Sequence[str],
    parts: Mapping[str, Sequence[str | None]] | None = None,
    metric: str = "macro_f1",
) -> Scores:
    """Scores predictions; every sequence has one entry a row.

    `groups` are the articles: the interval resamples them whole, since quotes of one article
    share its speakers and its dispute. `parts` says of each row what it shares with others
    (`basis`: explicit, none, ...); a row of None is left out there. `metric` is the score the
    interval is of, one of `METRICS`. Raises `ValueError` for sequences of different lengths, and
    without a row.
    """
    from sklearn.metrics import accuracy_score, precision_recall_fscore_support

    gold_, predicted_ = np.asarray(gold), np.asarray(predicted)
    of_target = np.asarray(targets)
    low, high = interval(gold_, predicted_, groups, metric=metric)
    for name, of in {"targets": targets, **(parts or {})}.items():
        if len(of) != len(gold):
            raise ValueError(f"{name} must have {len(gold)} rows, as gold has, had: {len(of)}")
    by_class = precision_recall_fscore_support(
        gold_, predicted_, labels=range(len(LABELS)), zero_division=0
    )
    classes = {
        label: ClassScore(float(p), float(r), float(f1), int(n))
        for label, p, r, f1, n in zip(LABELS, *by_class, strict=True)
    }
    return Scores(
        macro_f1=macro_f1(gold_, predicted_),
        low=low,
        high=high,
        accuracy=float(accuracy_score(gold_, predicted_)),
        f_avg=mean_f1(gold_, predicted_, METRICS["f_avg"].classes),
        classes=classes,
        targets={
            target: macro_f1(gold_[of_target == target], predicted_[of_target == target])
            for target in sorted(set(targets))
        },
        n=len(gold_),
        metric=metric,
        parts={shared: _parts(gold_, predicted_, of) for shared, of in (parts or {}).items()},
    )


def _plain(names: Sequence[str]) -> list[str]:
    """Names as a store takes them in those of metrics: `A b` is `A_b`, and a long one is cut.

    One that is cut, or reads as another then, ends in a hash: `A&B` beside `A/B` is `A_B_ea99df94`.
    """
    plain = [re.sub(r"[^\w.-]", "_", name) for name in names]
    read = Counter(plain)
    return [
        short
        if len(short) <= _LONGEST and read[short] == 1
        else f"{short[:_LONGEST]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        for name, short in zip(names, plain, strict=True)
    ]


def _parts(gold: Labels, predicted: Labels, of: Sequence[str | None]) -> dict[str, PartScore]:
    values = np.asarray([value or "" for value in of])
    parts = {}
    for value in sorted(set(of) - {None}, key=str):
        g, p = gold[values == value], predicted[values == value]
        found = sorted({int(label) for label in g})
        parts[str(value)] = PartScore(float((g == p).mean()), mean_f1(g, p, found), len(g))
    return parts


def interval(
    gold: Labels,
    predicted: Labels,
    groups: Sequence[str],
    resamples: int = 2000,
    seed: int = 0,
    metric: str = "macro_f1",
) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a score (Efron & Tibshirani, 1993, ch. 13).

    Whole groups are drawn with replacement, as many as there are; with a single group its rows
    are drawn instead. A class that a draw happens to lack is left out of its mean.
    """
    confusion = by_group(gold, predicted, groups)
    rng = np.random.default_rng(seed)
    n, rows = len(confusion), confusion.sum(axis=0)
    draws = (rng.multinomial(n, np.full(n, 1 / n), size=size) for size in blocks(resamples, n))
    resampled = [METRICS[metric].of_draws(weighted(draw, confusion), rows) for draw in draws]
    low, high = np.quantile(np.concatenate(resampled), [0.025, 0.975])
    return float(low), float(high)


def blocks(draws: int, groups: int) -> list[int]:
    """Sizes that add up to `draws`, each of so few that all their weights of groups fit in 16 MB.

    Drawn block by block a generator gives the numbers that it gives at once.

    >>> blocks(250, 20_000)
    [100, 100, 50]
    """
    size = max(1, _WEIGHTS // groups)
    return [min(size, draws - done) for done in range(0, draws, size)]


def weighted(weights: npt.NDArray[Any], confusion: Counts) -> Counts:
    """Confusion counts (draws, 3, 3) of groups (groups, 3, 3) weighted (draws, groups)."""
    flat = weights.astype(float) @ confusion.reshape(len(confusion), -1)
    total: Counts = flat.reshape(-1, *confusion.shape[1:])
    return total


def groups(articles: Sequence[str | None], quotes: Sequence[str | None]) -> list[str]:
    """What an interval resamples whole: the article; where there is one alone, the quote."""
    named = [article or "" for article in articles]
    return named if len(set(named)) > 1 else [quote or "" for quote in quotes]


def by_group(gold: Labels, predicted: Labels, groups: Sequence[str]) -> Counts:
    """Confusion counts (groups, gold 3, predicted 3); where there is one group, a row is one.

    Raises `ValueError` without a row, and where the three have not as many.
    """
    if not len(gold) == len(predicted) == len(groups) > 0:
        raise ValueError(
            "gold, predicted and groups must have as many rows, at least one, had: "
            f"{len(gold)}, {len(predicted)}, {len(groups)}"
        )
    names, index = np.unique(np.asarray(groups), return_inverse=True)
    if len(names) == 1:
        names, index = np.arange(len(gold)), np.arange(len(gold))
    confusion = np.zeros((len(names), len(LABELS), len(LABELS)))
    np.add.at(confusion, (index, gold, predicted), 1)
    return confusion
