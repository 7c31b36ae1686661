"""What data are measured by: the mean F1 of some classes.

Labels are indices into `LABELS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.schema import LABELS

Labels = npt.NDArray[np.int64]
Counts = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Metric:
    """The mean F1 of some classes: what it is called, and which they are."""

    title: str
    classes: tuple[int, ...]

    def of(self, confusion: Counts) -> Counts:
        """The metric (n,) of confusion counts (n, gold 3, predicted 3)."""
        mean: Counts = _f1(confusion)[:, list(self.classes)].mean(axis=1)
        return mean

    def of_draws(self, draws: Counts, rows: Counts) -> Counts:
        """The metric (n,) of draws (n, gold 3, predicted 3) from rows of these counts (3, 3).

        A class that a draw happens to lack, in gold and in answers, is no mistake there: the mean
        is of the others. One that the rows lack themselves counts 0, as in `of`.
        """
        chosen = list(self.classes)
        occurs = _rows(draws)[:, chosen] > 0
        lacked = (_rows(rows[np.newaxis])[:, chosen] > 0) & ~occurs
        # 1, where a draw has none of the classes: its mean is 0
        number = np.maximum(1, len(chosen) - lacked.sum(axis=1))
        mean: Counts = _f1(draws)[:, chosen].sum(axis=1) / number
        return mean


# By their names among the fields of `stance.evaluation.scores.Scores`. F_avg is of favor and
# against: that of SemEval-2016 Task 6 (Mohammad et al., 2016).
METRICS = {"f_avg": Metric("F_avg", (0, 1)), "macro_f1": Metric("macro-F1", (0, 1, 2))}


def measured_by(numbers: Mapping[str, float], split: str = "") -> str:
    """Which of `METRICS` the data of recorded numbers are measured by: F_avg if it has an interval.

    `split` is what the names begin with.

    >>> measured_by({"test/macro_f1": 0.5, "test/f_avg": 0.6, "test/f_avg_low": 0.5}, "test/")
    'f_avg'
    """
    return "f_avg" if f"{split}f_avg_low" in numbers else "macro_f1"


def macro_f1(gold: Labels, predicted: Labels) -> float:
    """The unweighted mean F1 of the three classes, whether or not each occurs."""
    return mean_f1(gold, predicted, METRICS["macro_f1"].classes)


def mean_f1(gold: Labels, predicted: Labels, classes: Sequence[int]) -> float:
    """The unweighted mean F1 of these classes."""
    # Counted by hand: a split has hundreds of speakers, and scikit-learn takes 10 ms for each.
    pairs = np.bincount(len(LABELS) * gold + predicted, minlength=len(LABELS) ** 2)
    return float(_f1(pairs.reshape(1, len(LABELS), -1).astype(float))[0, list(classes)].mean())


def _f1(confusion: Counts) -> Counts:
    """F1 of each class (n, 3) of confusion counts (n, gold 3, predicted 3); 0 where it has none."""
    # F1 of a class is 2 TP / (gold rows + predicted rows).
    right = np.diagonal(confusion, axis1=1, axis2=2)
    total = _rows(confusion)
    f1: Counts = np.divide(2 * right, total, out=np.zeros(right.shape), where=total > 0)
    return f1


def _rows(confusion: Counts) -> Counts:
    """Gold rows and predicted rows together of each class (n, 3)."""
    rows: Counts = confusion.sum(axis=1) + confusion.sum(axis=2)
    return rows
