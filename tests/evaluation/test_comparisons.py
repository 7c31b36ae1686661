import itertools
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from stance.data.metrics import METRICS, macro_f1
from stance.evaluation.comparisons import compare, holm, mcnemar, pairwise, spread
from stance.evaluation.scores import by_group, interval
from stance.reporting.tables import comparisons_table

macro_f1_of = METRICS["macro_f1"].of


def test_mcnemar_counts_only_rows_the_models_disagree_on():
    # 5 rows only a has right, 1 only b: two-sided binomial (5, 1) of 6 at 1/2:
    # 2 * (C(6, 0) + C(6, 1)) / 64
    right_a = [True] * 5 + [False] + [True] * 40
    right_b = [False] * 5 + [True] + [True] * 40
    assert mcnemar(right_a, right_b) == pytest.approx(2 * (1 + 6) / 64)
    assert mcnemar(right_b, right_a) == mcnemar(right_a, right_b)
    assert mcnemar(right_a, right_a) == 1
    with pytest.raises(ValueError, match=r"must have as many rows, had: 1, 2$"):
        mcnemar([True], [True, False])


@pytest.mark.parametrize(("articles", "told"), [(3, "with only 3 of these p cannot"), (6, "")])
def test_too_few_articles_to_tell_are_told(articles, told):
    gold = np.array([0, 1, 2] * articles)
    of = [str(row // 3) for row in range(3 * articles)]
    found = compare("a", "b", gold, (gold + 1) % 3, gold, of)
    # All articles are swapped, or none: 2 of 2^k assignments, however often they are drawn.
    assert 2 / 2**articles <= found.p <= 2 / 2**articles + 0.03
    assert (found.verdict == "better") == (articles == 6)
    caption = str(comparisons_table([found], "on test").caption)
    assert told in caption
    assert ("cannot be below 0.25" in caption) == (articles == 3)


def test_a_small_p_is_not_shown_as_none():
    gold = np.array([0, 1, 2] * 20)
    found = compare("a", "b", gold, (gold + 1) % 3, gold, [str(row // 3) for row in range(60)])
    assert found.p_accuracy == pytest.approx(2 / 2**60)
    shown = comparisons_table([replace(found, p=0.0009995)], "on test").columns
    assert [*shown[4].cells] == ["0.0010\n< 0.0001"]


def test_accuracy_is_compared_by_the_answers_most_seeds_give():
    gold = np.array([0, 1, 2, 0, 1, 2, 0, 1])
    wrong = np.where(np.arange(8) < 6, (gold + 1) % 3, gold)
    # two seeds of three err on six rows, on which b is right: 2 * C(6, 0) / 64
    a, b = np.stack([wrong, gold, wrong]), np.stack([gold, gold, gold])
    found = compare("a", "b", gold, a, b, list("stuvwxyz"))
    assert found.p_accuracy == pytest.approx(2 / 64)


def test_holm_steps_down():
    # sorted 0.01, 0.02, 0.04 times 3, 2, 1; none may be lower than the one before it
    assert holm([0.04, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.04])
    assert holm([0.6, 0.9]) == [1, 1]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_raises_the_smallest_most(p):
    adjusted = holm(p)
    assert all(raw <= high + 1e-12 and high <= 1 for raw, high in zip(p, adjusted, strict=True))
    assert min(adjusted) == pytest.approx(min(1, len(p) * min(p)))


def test_randomisation_agrees_with_every_assignment_there_is():
    gold = np.array([0, 1, 2, 0, 1, 2])
    a = np.array([0, 1, 2, 1, 1, 0])
    b = np.array([0, 2, 0, 0, 0, 2])
    observed = abs(macro_f1(gold, b) - macro_f1(gold, a))
    extreme = 0
    for swap in itertools.product([False, True], repeat=6):
        x, y = np.where(swap, b, a), np.where(swap, a, b)
        extreme += abs(macro_f1(gold, y) - macro_f1(gold, x)) >= observed - 1e-12
    found = compare("a", "b", gold, a, b, list("uvwxyz"), draws=20_000)
    assert found.p == pytest.approx(extreme / 64, abs=0.02)


def test_a_class_that_a_draw_lacks_is_no_gain_and_no_loss():
    gold = np.array([0, 1, 2, 2])
    found = compare("a", "b", gold, np.array([0, 1, 2, 1]), gold, list("uvwx"))
    # Of 256 draws 81 lack the last row: neither has a mistake in them. 8 have it three times and
    # once a row of a class of its answer or label: a has F1 2/5 of one class and 0 of the other.
    assert (found.low, found.high) == (0, pytest.approx(1 - (2 / 5 + 0) / 2))


def test_a_clear_gain_is_told_from_none():
    rng = np.random.default_rng(0)
    gold = rng.integers(0, 3, 600)
    articles = [str(i // 6) for i in range(600)]
    good = np.where(rng.random(600) < 0.9, gold, (gold + 1) % 3)
    poor = np.where(rng.random(600) < 0.5, gold, (gold + 1) % 3)
    better = compare("poor", "good", gold, poor, good, articles)
    assert better.verdict == "better"
    assert better.low < better.gain < better.high
    assert better.low > 0
    alike = compare("good", "same", gold, good, good, articles)
    assert (alike.gain, alike.p, alike.p_accuracy) == (0, 1, 1)
    assert alike.verdict == "not better"


def test_articles_that_agree_within_are_no_many_witnesses():
    # Two articles of fifty rows: whatever happens in them, two coin tosses prove nothing.
    gold = np.array([0] * 50 + [1] * 50)
    bad = np.array([1] * 50 + [1] * 50)
    by_article = compare("bad", "gold", gold, bad, gold, ["x"] * 50 + ["y"] * 50)
    by_row = compare("bad", "gold", gold, bad, gold, [str(i) for i in range(100)])
    assert by_row.p < 0.01 < by_article.p


def test_several_comparisons_are_corrected():
    gold = np.array([0, 1, 2] * 20)
    answers = {"a": (gold + 1) % 3, "b": gold, "c": gold}
    rows = [str(i) for i in range(60)]
    alone = compare("a", "b", gold, answers["a"], gold, rows)
    both = pairwise([("a", "b"), ("a", "c")], gold, answers, rows)
    assert [c.p for c in both] == [pytest.approx(2 * alone.p)] * 2


def test_spread_is_the_t_interval():
    # mean 0.6, sd 0.1, n 3: half the interval is t(0.975, 2) * 0.1 / sqrt(3)
    found = spread([0.5, 0.6, 0.7])
    assert (found.mean, found.sd) == (pytest.approx(0.6), pytest.approx(0.1))
    assert found.high == pytest.approx(0.6 + t.ppf(0.975, 2) * 0.1 / 3**0.5)
    assert spread([0.5]).sd is None


def test_seeds_are_averaged_and_make_no_more_rows():
    rng = np.random.default_rng(1)
    gold = rng.integers(0, 3, 90)
    a = np.stack([np.where(rng.random(90) < 0.6, gold, (gold + 1) % 3) for _ in range(2)])
    b = np.stack([np.where(rng.random(90) < 0.7, gold, (gold + 1) % 3) for _ in range(2)])
    rows = [str(i // 3) for i in range(90)]
    both = compare("a", "b", gold, a, b, rows)
    singles = [compare("a", "b", gold, x, y, rows) for x, y in zip(a, b, strict=True)]
    assert both.n == 90
    assert both.gain == pytest.approx(np.mean([one.gain for one in singles]))
    # The same model three times over is no more evidence than once.
    thrice = compare("a", "b", gold, a[[0, 0, 0]], b[[0, 0, 0]], rows)
    assert thrice.p == singles[0].p
    assert thrice.p_accuracy == singles[0].p_accuracy


def answers(rows, groups):
    rng = np.random.default_rng(4)
    gold, *predicted = (rng.integers(0, 3, size) for size in (rows, (2, rows), (2, rows)))
    return gold, *predicted, [f"a{n % groups}" for n in range(rows)]


@pytest.mark.parametrize("size", [1, 70, 10**6])
def test_draws_in_blocks_are_the_draws_at_once(size, monkeypatch):
    monkeypatch.setattr("stance.evaluation.scores._WEIGHTS", size)
    gold, a, b, groups = answers(60, 20)  # blocks of one draw, of three, and all at once
    counts_a, counts_b = (np.stack([by_group(gold, p, groups) for p in x]) for x in (a, b))
    rng = np.random.default_rng(0)
    swap = rng.integers(0, 2, size=(50, 20))[:, None, :, None, None]
    mixed_a, mixed_b = (np.where(swap == which, counts_b, counts_a).sum(axis=2) for which in (1, 0))
    gain = macro_f1_of(mixed_b.reshape(-1, 3, 3)) - macro_f1_of(mixed_a.reshape(-1, 3, 3))
    by_chance = np.abs(gain.reshape(50, 2).mean(axis=1))
    drawn = rng.multinomial(20, np.full(20, 1 / 20), size=50)
    of_a, of_b = (
        np.mean([macro_f1_of(np.einsum("rg,gij->rij", drawn, one)) for one in counts], axis=0)
        for counts in (counts_a, counts_b)
    )
    found = compare("a", "b", gold, a, b, groups, draws=50)
    assert found.p == (1 + (by_chance >= abs(found.gain) - 1e-12).sum()) / 51
    assert (found.low, found.high) == tuple(np.quantile(of_b - of_a, [0.025, 0.975]))
    drawn = np.random.default_rng(0).multinomial(20, np.full(20, 1 / 20), size=50)
    dense = macro_f1_of(np.einsum("rg,gij->rij", drawn, counts_a[0]))
    low_high = interval(gold, a[0], groups, resamples=50)
    assert low_high == tuple(np.quantile(dense, [0.025, 0.975]))


def test_many_groups_fit_in_memory():
    gold, a, b, groups = answers(20_000, 20_000)
    tracemalloc.start()
    compare("a", "b", gold, a[0], b[0], groups, draws=500)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 80e6  # the weights of all draws alone: 500 x 20,000 x 8 bytes
