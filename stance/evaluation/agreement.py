"""How far two annotators agree beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """Two annotators on the same `n` units.

    `observed` is the share they label alike, `kappa` Cohen's κ, `alpha` Krippendorff's α for
    nominal labels; `low` and `high` are the ends of the 95 % interval of α. κ and α are 1 for
    full agreement, 0 for what chance would give, and 1 where neither used a second label.
    """

    n: int
    observed: float
    kappa: float
    alpha: float
    low: float
    high: float


def agreement(
    first: Sequence[str],
    second: Sequence[str],
    groups: Sequence[str],
    resamples: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Agreement of two annotators; all three have one entry a unit, in the same order.

    κ: "A Coefficient of Agreement for Nominal Scales" (Cohen, 1960). α: "Content Analysis"
    (Krippendorff, 2019), ch. 12. The interval draws whole groups (articles) with replacement, as
    many as there are; with a single group its units. Raises `ValueError` without a unit.
    """
    if not first:
        raise ValueError("no unit to agree on")
    labels, codes = np.unique([*first, *second], return_inverse=True)
    one, other = codes[: len(first)], codes[len(first) :]
    alike = float((one == other).mean())
    chance = sum(float((one == c).mean() * (other == c).mean()) for c in range(len(labels)))

    _, group = np.unique(np.asarray(groups), return_inverse=True)
    if group.max() == 0:
        group = np.arange(len(one))
    size = int(group.max()) + 1
    units = np.bincount(group).astype(float)
    apart = np.bincount(group, weights=one != other)
    uses = np.zeros((size, len(labels)))
    for coder in (one, other):
        np.add.at(uses, (group, coder), 1)

    rng = np.random.default_rng(seed)
    draws = rng.multinomial(size, np.full(size, 1 / size), size=resamples).astype(float)
    resampled = _alpha(draws @ units, draws @ apart, draws @ uses)
    low, high = np.quantile(resampled, [0.025, 0.975])
    whole = _alpha(units.sum(keepdims=True), apart.sum(keepdims=True), uses.sum(0, keepdims=True))
    return Agreement(
        n=len(one),
        observed=alike,
        kappa=1.0 if chance == 1 else (alike - chance) / (1 - chance),
        alpha=float(whole[0]),
        low=float(low),
        high=float(high),
    )


def _alpha(units: Floats, apart: Floats, uses: Floats) -> Floats:
    """α = 1 - observed / expected disagreement, for a row each of `uses` (r, labels).

    Two judgements a unit make 2 n values; two values drawn from them without replacement differ
    with the expected disagreement.
    """
    values = 2 * units
    expected = 1 - (uses * (uses - 1)).sum(axis=1) / (values * (values - 1))
    ratio = np.divide(apart / units, expected, out=np.zeros_like(expected), where=expected > 0)
    alpha: Floats = 1 - ratio
    return alpha
