"""How far annotators agree beyond chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """Two annotators or more on `n` units, each judged by two of them at least.

    `observed` is the share labelled alike (of several, of the pairs of judgements of a unit),
    `kappa` Cohen's κ, of several its mean over the pairs that share units; `alpha` is
    Krippendorff's α for nominal labels, `low` and `high` the ends of its 95 % interval. κ and α
    are 1 for full agreement, 0 for what chance would give, and 1 where nobody used a second label.
    """

    n: int
    observed: float
    kappa: float
    alpha: float
    low: float
    high: float


def agreement(
    annotators: Sequence[Sequence[str | None]],
    groups: Sequence[str],
    resamples: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Agreement of annotators, each a label a unit or None where they did not judge it.

    `groups` have an entry a unit as well, in the same order. κ: "A Coefficient of Agreement for
    Nominal Scales" (Cohen, 1960), its mean after Light (1971). α: "Content Analysis"
    (Krippendorff, 2019), ch. 12. The interval draws whole groups (articles) with replacement, as
    many as there are; with a single group its units. Raises `ValueError` where no unit is judged
    by two.
    """
    units = [Counter(said) - Counter([None] * len(said)) for said in zip(*annotators, strict=True)]
    twice = [unit for unit, given in enumerate(units) if given.total() > 1]
    if not twice:
        raise ValueError("no unit to agree on")
    _, group = np.unique([groups[unit] for unit in twice], return_inverse=True)
    if group.max() == 0:
        group = np.arange(len(twice))
    size = int(group.max()) + 1
    code = {label: i for i, label in enumerate({name for unit in twice for name in units[unit]})}
    apart, uses = np.zeros(size), np.zeros((size, len(code)))
    for place, unit in zip(group, twice, strict=True):
        m = units[unit].total()
        # Ordered pairs of different labels, each counted 1 / (m - 1).
        apart[place] += (m**2 - sum(n**2 for n in units[unit].values())) / (m - 1)
        for label, n in units[unit].items():
            uses[place, code[label]] += n

    rng = np.random.default_rng(seed)
    draws = rng.multinomial(size, np.full(size, 1 / size), size=resamples).astype(float)
    low, high = np.quantile(_alpha(draws @ apart, draws @ uses), [0.025, 0.975])
    whole = _alpha(apart.sum(keepdims=True), uses.sum(0, keepdims=True))
    pairs: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for said in zip(*annotators, strict=True):
        for (i, a), (j, b) in combinations([s for s in enumerate(said) if s[1] is not None], 2):
            pairs[i, j].append((a, b))
    return Agreement(
        n=len(twice),
        observed=float(1 - apart.sum() / uses.sum()),
        kappa=float(np.mean([_kappa(shared) for shared in pairs.values()])),
        alpha=float(whole[0]),
        low=float(low),
        high=float(high),
    )


def _kappa(shared: Sequence[tuple[str, str]]) -> float:
    one, other = (Counter(labels) for labels in zip(*shared, strict=True))
    n = len(shared)
    alike = sum(a == b for a, b in shared) / n
    chance = sum(one[label] * other[label] for label in one) / n**2
    return 1.0 if chance == 1 else (alike - chance) / (1 - chance)


def _alpha(apart: Floats, uses: Floats) -> Floats:
    """α = 1 - observed / expected disagreement, for a row each of `uses` (r, labels).

    Two values drawn from all without replacement differ with the expected disagreement.
    """
    values = uses.sum(axis=1)
    expected = 1 - (uses * (uses - 1)).sum(axis=1) / (values * (values - 1))
    ratio = np.divide(apart / values, expected, out=np.zeros_like(expected), where=expected > 0)
    alpha: Floats = 1 - ratio
    return alpha
