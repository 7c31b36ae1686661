"""Whether one model is better than another, beyond what chance would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stance.data.metrics import METRICS, Counts, Labels
from stance.evaluation.scores import blocks, by_group, weighted
from stance.schema import LABELS

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

    `gain` is the score of b minus that of a, `low` and `high` the ends of its 95 % paired
    bootstrap interval. `p` tests the score (`metric`) by approximate randomisation, `p_accuracy`
    accuracy by McNemar's exact test; both two-sided, and corrected where several models were
    compared. `groups` is how many articles were drawn and swapped, `n` the number of rows.
    """

    a: str
    b: str
    metric: str
    score_a: float
    score_b: float
    low: float
    high: float
    p: float
    p_accuracy: float
    groups: int
    n: int

    @property
    def gain(self) -> float:
        """How much higher the score of b is; negative where it is lower."""
        return self.score_b - self.score_a

    @property
    def verdict(self) -> str:
        """What may be said of b, in words."""
        if self.p >= ALPHA:
            return "not better beyond chance" if self.gain > 0 else "not better"
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
    metric: str = "macro_f1",
    draws: int = 2000,
    seed: int = 0,
) -> Comparison:
    """Compares two models on the same rows; `groups` are the articles.

    Predictions are (n,), or (seeds, n) for models fitted under several seeds: then their mean
    score counts, the seeds taken as given. The randomisation swaps the two models' answers on
    whole articles ("More accurate tests for the statistical significance of result differences",
    Yeh, COLING 2000): rows of one article are no independent witnesses. The bootstrap draws whole
    articles for the same reason. McNemar's test is of the answers most seeds give.
    """
    measure = METRICS[metric].of
    of_draws = METRICS[metric].of_draws  # a class that a draw lacks is no mistake in it
    answers_a, answers_b = np.atleast_2d(predicted_a), np.atleast_2d(predicted_b)
    counts_a, counts_b = (
        np.stack([by_group(gold, p, groups) for p in answers]) for answers in (answers_a, answers_b)
    )

    def mean(counts: Iterable[Counts]) -> Counts:
        """The mean score over seeds (draws,) of the confusion counts (draws, 3, 3) of each."""
        result: Counts = np.mean([measure(one) for one in counts], axis=0)
        return result

    n = counts_a.shape[1]
    totals_a, totals_b = counts_a.sum(axis=1, keepdims=True), counts_b.sum(axis=1, keepdims=True)
    score_a, score_b = float(mean(totals_a)[0]), float(mean(totals_b)[0])
    gain = score_b - score_a
    rng = np.random.default_rng(seed)
    by_chance = np.empty(0)
    for size in blocks(draws, n):
        swap = rng.integers(0, 2, size=(size, n))
        # What the answers of the swapped groups add to the one model and take from the other.
        moved = [weighted(swap, one) for one in counts_b - counts_a]
        mixed_a, mixed_b = (
            mean(map(np.add, totals_a, moved)),
            mean(map(np.subtract, totals_b, moved)),
        )
        by_chance = np.append(by_chance, np.abs(mixed_b - mixed_a))
    # The observed assignment counts as one of the draws, so that p is never 0.
    p = (1 + int((by_chance >= abs(gain) - 1e-12).sum())) / (1 + draws)
    p = max(p, least_p(n))  # of few articles the draws are the same ones over and over
    gains = np.empty(0)
    for size in blocks(draws, n):
        chosen = rng.multinomial(n, np.full(n, 1 / n), size=size)
        drawn_a, drawn_b = (
            np.mean([of_draws(weighted(chosen, c), c.sum(axis=0)) for c in counts], axis=0)
            for counts in (counts_a, counts_b)
        )
        gains = np.append(gains, drawn_b - drawn_a)
    low, high = np.quantile(gains, [0.025, 0.975])
    return Comparison(
        a=a,
        b=b,
        metric=metric,
        score_a=score_a,
        score_b=score_b,
        low=float(low),
        high=float(high),
        p=p,
        groups=n,
        p_accuracy=mcnemar(_vote(answers_a) == gold, _vote(answers_b) == gold),
        n=len(gold),
    )


def least_p(groups: int) -> float:
    """The least that `p` can be, before correction: the answers as they are, or all swapped."""
    return float(min(1.0, 2.0 ** (1 - groups)))


def _vote(answers: Labels) -> Labels:
    """The answer (n,) that most seeds (seeds, n) give; of equals, the first label."""
    votes = np.stack([(answers == label).sum(axis=0) for label in range(len(LABELS))])
    vote: Labels = votes.argmax(axis=0)
    return vote


def mcnemar(right_a: Sequence[bool] | Labels, right_b: Sequence[bool] | Labels) -> float:
    """Two-sided exact p of McNemar's test (Psychometrika, 1947): do both err equally often?

    Only rows that one model has right and the other wrong count; without any, p is 1. Raises
    `ValueError` where the models have not as many rows.
    """
    from scipy.stats import binomtest

    a, b = np.asarray(right_a, bool), np.asarray(right_b, bool)
    if len(a) != len(b):
        raise ValueError(f"both models must have as many rows, had: {len(a)}, {len(b)}")
    only_a, only_b = int((a & ~b).sum()), int((b & ~a).sum())
    if only_a + only_b == 0:
        return 1.0
    return float(binomtest(only_a, only_a + only_b, 0.5).pvalue)


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
    metric: str = "macro_f1",
) -> list[Comparison]:
    """The comparison of each (a, b) of `versus`, p values raised for their number (Holm, 1979)."""
    found = [compare(a, b, gold, answers[a], answers[b], groups, metric=metric) for a, b in versus]
    p, p_accuracy = holm([c.p for c in found]), holm([c.p_accuracy for c in found])
    return [replace(c, p=p[i], p_accuracy=p_accuracy[i]) for i, c in enumerate(found)]
