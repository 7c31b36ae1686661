"""Probabilities that mean what they say, and answers withheld where they say too little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]
# Log-probabilities are kept above this, so that a 0 can still be moved.
_TINY = 1e-12


def scale(probabilities: Array, temperature: float) -> npt.NDArray[np.float32]:
    """Probabilities (n, 3) at another temperature: softmax(log p / T). T above 1 flattens them.

    The order of a row's classes never changes.
    """
    logits = np.log(np.maximum(probabilities, _TINY).astype(np.float64)) / temperature
    weights = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    scaled: npt.NDArray[np.float32] = (weights / weights.sum(axis=1, keepdims=True)).astype(
        "float32"
    )
    return scaled


def fit_temperature(probabilities: Array, gold: Sequence[int]) -> float:
    """The temperature, between 0.1 and 10, with the least negative log-likelihood of `gold`.

    "On Calibration of Modern Neural Networks" (Guo et al., ICML 2017), section 4.2. Raises
    `ValueError` without a row, and where the two have not as many.
    """
    from scipy.optimize import minimize_scalar

    _check_rows(probabilities, gold)
    rows, labels = np.arange(len(gold)), np.asarray(gold)

    def loss(log_temperature: float) -> float:
        scaled = scale(probabilities, float(np.exp(log_temperature)))
        return float(-np.log(np.maximum(scaled[rows, labels], _TINY)).mean())

    best = minimize_scalar(loss, bounds=(np.log(0.1), np.log(10)), method="bounded")
    return float(np.exp(best.x))


@dataclass(frozen=True)
class Calibration:
    """How far probabilities can be believed, and how good the answers are that are given.

    `ece` is the expected calibration error: over ten equal bins of the highest probability, the
    mean distance of confidence from accuracy, weighted by rows (Guo et al., ICML 2017). `brier`
    is the mean squared distance of the three probabilities from the truth, 0 to 2 (Brier, 1950).
    """

    ece: float
    brier: float


@dataclass(frozen=True)
class Bin:
    """The rows whose highest probability lies in one tenth of the range, and how many are right."""

    confidence: float
    accuracy: float
    n: int


BINS = 10


def calibration(probabilities: Array, gold: Sequence[int]) -> Calibration:
    """Expected calibration error and Brier score of probabilities (n, 3).

    Raises `ValueError` without a row, and where the two have not as many.
    """
    _check_rows(probabilities, gold)
    truth = np.eye(probabilities.shape[1])[np.asarray(gold, dtype=int)]
    n = len(probabilities)
    ece = sum(b.n * abs(b.confidence - b.accuracy) for b in bins(probabilities, gold)) / n
    brier = float(((probabilities - truth) ** 2).sum(axis=1).mean())
    return Calibration(float(ece), brier)


def _check_rows(probabilities: Array, gold: Sequence[int]) -> None:
    if not len(probabilities) == len(gold) > 0:
        raise ValueError(
            "probabilities and gold must have as many rows, at least one, had: "
            f"{len(probabilities)}, {len(gold)}"
        )


def bins(probabilities: Array, gold: Sequence[int]) -> list[Bin]:
    """The rows in ten equal bins of their highest probability; empty bins are left out."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == np.asarray(gold)
    index = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        Bin(float(confidence[index == i].mean()), float(right[index == i].mean()), int(n))
        for i, n in enumerate(np.bincount(index, minlength=BINS))
        if n
    ]


def risk_coverage(
    probabilities: Array, gold: Sequence[int]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Coverage, risk and threshold (k,) as the surest rows are answered first.

    At each distinct confidence, from the highest down: the share of rows at or above it, and the
    share of wrong answers among them ("Selective Classification for Deep Neural Networks",
    Geifman & El-Yaniv, NeurIPS 2017).
    """
    confidence = probabilities.max(axis=1).astype(np.float64)
    order = np.argsort(-confidence, kind="stable")
    wrong = (probabilities.argmax(axis=1) != np.asarray(gold))[order]
    answered = np.arange(1, len(order) + 1)
    ends = np.append(np.diff(confidence[order]) != 0, True)  # rows alike are answered together
    risk = np.cumsum(wrong) / answered
    return (answered / len(order))[ends], risk[ends], confidence[order][ends]


def threshold_for(probabilities: Array, gold: Sequence[int], accuracy: float) -> float:
    """The lowest confidence at which the answers given are right often enough.

    Answers below it abstain. It is the one that answers most rows while at least `accuracy` of
    them are right: 0.0 where all may be answered, and 1.0, so that all but certain answers
    abstain, where no confidence does that. Raises `ValueError` without a row, and where the two
    have not as many.
    """
    _check_rows(probabilities, gold)
    _, risk, thresholds = risk_coverage(probabilities, gold)
    good = np.flatnonzero(risk <= 1 - accuracy + 1e-12)
    if len(good) and good[-1] == len(thresholds) - 1:
        return 0.0  # else all that is less sure than dev's least sure row would abstain
    return float(thresholds[good[-1]]) if len(good) else 1.0
