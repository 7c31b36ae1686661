"""Whether one model is better than another, beyond what chance would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stance.evaluation.scores import Labels, by_group, f1_of, macro_f1

ALPHA = 0.05


@dataclass(frozen=True)
class Spread:
    """A score over seeds: mean, standard deviation (n - 1), and the mean's 95 % t interval.

    With one seed there is no spread to tell, and the last three are None.
    """

    mean: float
    sd: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Comparison:
    """Model `b` against model `a` on the same rows.

    `gain` is macro-F1 of b minus that of a, with the ends of its 95 % paired bootstrap interval.
    `p` tests macro-F1 by approximate randomisation, `p_accuracy` accuracy by McNemar's exact
    test; both two-sided, and corrected where several models were compared.
    """

    a: str
    b: str
    macro_f1_a: float
    macro_f1_b: float
    low: float
    high: float
    p: float
    p_accuracy: float
    n: int

    @property
    def gain(self) -> float:
        """How much higher the macro-F1 of b is; negative where it is lower."""
        return self.macro_f1_b - self.macro_f1_a

    @property
    def verdict(self) -> str:
        """What may be said of b, in words."""
        if self.p >= ALPHA:
            return "no better beyond chance" if self.gain > 0 else "no worse beyond chance"
        return "better" if self.gain > 0 else "worse"


def spread(values: Sequence[float]) -> Spread:
    """Mean, standard deviation and t interval of a score over seeds; at least one value."""
    from scipy.stats import t

    n, mean = len(values), float(np.mean(values))
    if n == 1:
        return Spread(mean, None, None, None, n)
    sd = float(np.std(values, ddof=1))
    half = float(t.ppf(0.975, n - 1)) * sd / n**0.5
    return Spread(mean, sd, mean - half, mean + half, n)


def compare(
    a: str,
    b: str,
    gold: Labels,
    predicted_a: Labels,
    predicted_b: Labels,
    groups: Sequence[str],
    *,
    draws: int = 2000,
    seed: int = 0,
) -> Comparison:
    """Compares two models on the same rows; `groups` are the articles.

    The randomisation swaps the two models' answers on whole articles ("More accurate tests for
    the statistical significance of result differences", Yeh, COLING 2000): rows of one article
    are no independent witnesses. The bootstrap draws whole articles for the same reason.
    """
    counts_a, counts_b = (by_group(gold, p, groups) for p in (predicted_a, predicted_b))
    rng = np.random.default_rng(seed)
    n = len(counts_a)
    gain = macro_f1(gold, predicted_b) - macro_f1(gold, predicted_a)
    swap = rng.integers(0, 2, size=(draws, n)).astype(float)
    mixed_a = np.einsum("rg,gij->rij", 1 - swap, counts_a) + np.einsum(
        "rg,gij->rij", swap, counts_b
    )
    mixed_b = counts_a.sum(axis=0) + counts_b.sum(axis=0) - mixed_a
    by_chance = np.abs(f1_of(mixed_b) - f1_of(mixed_a))
    # The observed assignment counts as one of the draws, so that p is never 0.
    p = (1 + int((by_chance >= abs(gain) - 1e-12).sum())) / (1 + draws)
    chosen = rng.multinomial(n, np.full(n, 1 / n), size=draws)
    gains = f1_of(np.einsum("rg,gij->rij", chosen, counts_b)) - f1_of(
        np.einsum("rg,gij->rij", chosen, counts_a)
    )
    low, high = np.quantile(gains, [0.025, 0.975])
    return Comparison(
        a=a,
        b=b,
        macro_f1_a=macro_f1(gold, predicted_a),
        macro_f1_b=macro_f1(gold, predicted_b),
        low=float(low),
        high=float(high),
        p=p,
        p_accuracy=mcnemar(predicted_a == gold, predicted_b == gold),
        n=len(gold),
    )


def mcnemar(right_a: Sequence[bool] | Labels, right_b: Sequence[bool] | Labels) -> float:
    """Two-sided exact p of McNemar's test (Psychometrika, 1947): do both err equally often?

    Only rows that one model has right and the other wrong count; without any, p is 1.
    """
    from scipy.stats import binomtest

    a, b = np.asarray(right_a, bool), np.asarray(right_b, bool)
    only_a, only_b = int((a & ~b).sum()), int((b & ~a).sum())
    if only_a + only_b == 0:
        return 1.0
    return float(binomtest(only_a, only_a + only_b, 0.5).pvalue)


def corrected(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """The comparisons with their p values raised for their number, after Holm (1979)."""
    p = holm([c.p for c in comparisons])
    p_accuracy = holm([c.p_accuracy for c in comparisons])
    return [replace(c, p=p[i], p_accuracy=p_accuracy[i]) for i, c in enumerate(comparisons)]


def holm(p: Sequence[float]) -> list[float]:
    """P values adjusted by Holm's step-down method: of m, the k-th smallest times m - k + 1.

    >>> [round(value, 2) for value in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    adjusted, highest = [0.0] * len(p), 0.0
    for rank, index in enumerate(np.argsort(p, kind="stable")):
        highest = max(highest, min(1.0, (len(p) - rank) * p[index]))
        adjusted[index] = highest
    return adjusted


def pairwise(
    versus: Sequence[tuple[str, str]],
    gold: Labels,
    answers: Mapping[str, Labels],
    groups: Sequence[str],
) -> list[Comparison]:
    """The comparison of each (a, b) of `versus`, with p values corrected for their number."""
    return corrected([compare(a, b, gold, answers[a], answers[b], groups) for a, b in versus])
