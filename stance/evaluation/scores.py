"""How good predictions are: accuracy and macro-F1, overall and per target, with an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stance.schema import LABELS

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Scores:
    """Scores of one model on one split, shares of 1.

    `macro_f1` is the mean F1 of the three classes, a class without rows or predictions counting
    0; `low` and `high` are the ends of its 95 % interval; `targets` has the macro-F1 of each
    target's rows by target id; `n` is the number of rows, a row being a quote and a target.
    """

    macro_f1: float
    low: float
    high: float
    accuracy: float
    targets: dict[str, float]
    n: int

    def flat(self) -> dict[str, float]:
        """The scores as one mapping of names to numbers, for tracking and manifests."""
        return {
            "macro_f1": self.macro_f1,
            "macro_f1_low": self.low,
            "macro_f1_high": self.high,
            "accuracy": self.accuracy,
            **{f"macro_f1_{target}": value for target, value in self.targets.items()},
            "n": float(self.n),
        }


def score(
    gold: Sequence[int], predicted: Sequence[int], targets: Sequence[str], groups: Sequence[str]
) -> Scores:
    """Scores predictions; all four have one entry a row, labels as indices into `LABELS`.

    `groups` are the articles: the interval resamples them whole, since quotes of one article
    share its speakers and its dispute.
    """
    from sklearn.metrics import accuracy_score

    gold_, predicted_ = np.asarray(gold), np.asarray(predicted)
    of_target = np.asarray(targets)
    low, high = interval(gold_, predicted_, groups)
    return Scores(
        macro_f1=macro_f1(gold_, predicted_),
        low=low,
        high=high,
        accuracy=float(accuracy_score(gold_, predicted_)),
        targets={
            target: macro_f1(gold_[of_target == target], predicted_[of_target == target])
            for target in sorted(set(targets))
        },
        n=len(gold_),
    )


def macro_f1(gold: Labels, predicted: Labels) -> float:
    """The unweighted mean F1 of the three classes, whether or not each occurs."""
    from sklearn.metrics import f1_score

    return float(
        f1_score(gold, predicted, labels=range(len(LABELS)), average="macro", zero_division=0)
    )


def interval(
    gold: Labels, predicted: Labels, groups: Sequence[str], resamples: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of macro-F1 (Efron & Tibshirani, 1993, ch. 13).

    Whole groups are drawn with replacement, as many as there are; with a single group its rows
    are drawn instead.
    """
    names, index = np.unique(np.asarray(groups), return_inverse=True)
    if len(names) == 1:
        names, index = np.arange(len(gold)), np.arange(len(gold))
    confusion = np.zeros((len(names), len(LABELS), len(LABELS)))
    np.add.at(confusion, (index, gold, predicted), 1)
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
    resampled = np.einsum("rg,gij->rij", draws, confusion)
    # F1 of a class is 2 TP / (gold rows + predicted rows).
    right = np.diagonal(resampled, axis1=1, axis2=2)
    total = resampled.sum(axis=1) + resampled.sum(axis=2)
    f1 = np.divide(2 * right, total, out=np.zeros_like(right), where=total > 0)
    low, high = np.quantile(f1.mean(axis=1), [0.025, 0.975])
    return float(low), float(high)
