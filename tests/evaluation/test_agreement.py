import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from stance.evaluation.agreement import agreement

judgements = st.lists(st.tuples(st.sampled_from("fan"), st.sampled_from("fan")), min_size=2)


def test_a_case_worked_by_hand():
    # Ten units, six alike. Of the 20 values 14 are 0 and 6 are 1, so two values drawn differ in
    # 2 x 14 x 6 of 20 x 19 cases: alpha = 1 - 0.4 / (168 / 380).
    first, second = list("0100000010"), list("1110010000")
    found = agreement([first, second], list("abcdefghij"))
    assert (found.n, found.observed) == (10, 0.6)
    assert found.alpha == pytest.approx(1 - 0.4 / (168 / 380))
    # Chance: both 0 in 0.8 x 0.6 of cases, both 1 in 0.2 x 0.4.
    assert found.kappa == pytest.approx((0.6 - 0.56) / (1 - 0.56))
    assert found.low <= found.alpha <= found.high


@given(judgements)
def test_kappa_is_that_of_scikit_learn(rows):
    first, second = map(list, zip(*rows, strict=True))
    found = agreement([first, second], [str(i) for i in range(len(rows))])
    if len({*first, *second}) > 1:  # where it gives no number, we say 1
        assert found.kappa == pytest.approx(cohen_kappa_score(first, second))
    assert found.alpha <= 1


def test_full_agreement_and_a_single_label_are_one():
    assert agreement([list("ab"), list("ab")], list("xy")).alpha == 1
    single = agreement([list("aa"), list("aa")], list("xy"))
    assert (single.alpha, single.kappa, single.low) == (1, 1, 1)


def test_annotators_may_be_several_and_leave_units_out():
    # Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: 0.743.
    rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    annotators = [[None if label == "." else label for label in row] for row in rows]
    found = agreement(annotators, [str(unit) for unit in range(12)])
    assert found.n == 11  # one alone judged the last
    assert found.alpha == pytest.approx(0.743, abs=5e-4)


def test_kappa_of_several_is_the_mean_of_the_pairs():
    first, second, third = list("ffaa"), list("ffaa"), ["f", "a", "f", None]
    # First and second agree; of the three units the third judged, either has f, f, a: alike on
    # one, by chance on 2/3 x 2/3 + 1/3 x 1/3.
    chance = 5 / 9
    found = agreement([first, second, third], list("wxyz"))
    assert found.kappa == pytest.approx((1 + 2 * (1 / 3 - chance) / (1 - chance)) / 3)
    # Of w and z all pairs are alike, of x and y one in three; a unit counts by its judgements.
    assert found.observed == pytest.approx((3 * 1 + 3 / 3 + 3 / 3 + 2 * 1) / 11)


def test_chance_agrees_with_nothing():
    rng = np.random.default_rng(0)
    first, second = (list(map(str, rng.integers(0, 3, 3000))) for _ in range(2))
    found = agreement([first, second], [str(i) for i in range(3000)])
    assert abs(found.alpha) < 0.05
    assert found.low < 0 < found.high


def test_the_interval_resamples_articles_whole():
    # Two articles, one all alike, one all apart: some draws have the second one twice.
    first, second = list("fafafafa"), list("fafaafaf")
    found = agreement([first, second], list("xxxxyyyy"))
    assert found.high == 1
    assert found.low < -0.5


def test_resampling_agrees_with_units_drawn_one_by_one():
    first, second = list("ffaanffa"), list("fnaanfaa")
    found = agreement([first, second], ["x"] * 8, resamples=60, seed=3)
    draws = np.random.default_rng(3).multinomial(8, [1 / 8] * 8, size=60)
    chosen = [np.repeat(np.arange(8), draw) for draw in draws]
    alphas = [
        agreement([[by[i] for i in rows] for by in (first, second)], ["x"] * 8).alpha
        for rows in chosen
    ]
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(alphas, [0.025, 0.975])))


def test_no_unit_is_no_agreement():
    for annotators, groups in (([[], []], []), ([["f", None], [None, "f"]], ["x", "x"])):
        with pytest.raises(ValueError, match="no unit"):
            agreement(annotators, groups)
