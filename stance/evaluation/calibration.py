"""Probabilities that mean what they say."""

from __future__ import annotations

from collections.abc import Sequence

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

    "On Calibration of Modern Neural Networks" (Guo et al., ICML 2017), section 4.2.
    """
    from scipy.optimize import minimize_scalar

    rows = np.arange(len(gold))

    def loss(log_temperature: float) -> float:
        scaled = scale(probabilities, float(np.exp(log_temperature)))
        return float(-np.log(np.maximum(scaled[rows, gold], _TINY)).mean())

    best = minimize_scalar(loss, bounds=(np.log(0.1), np.log(10)), method="bounded")
    return float(np.exp(best.x))
