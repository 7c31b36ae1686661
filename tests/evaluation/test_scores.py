import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score

from stance.data.metrics import macro_f1
from stance.evaluation.scores import groups, interval, score

labels = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40)


def test_a_case_worked_by_hand():
    # gold      favor favor against neutral
    # predicted favor against against favor
    # favor: TP 1 of 2 predicted, 2 gold -> F1 1/2; against: TP 1 of 2, 1 -> 2/3; neutral: 0
    scores = score([0, 0, 1, 2], [0, 1, 1, 0], ["m", "m", "g", "g"], ["a", "a", "b", "b"])
    assert scores.macro_f1 == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)
    assert scores.accuracy == 0.5
    assert scores.n == 4
    # toward m: favor TP 1, FN 1 -> 2/3; against one false alarm -> 0; neutral absent -> 0
    assert scores.targets["m"] == pytest.approx(2 / 9)
    # toward g: against right -> 1; neutral missed -> 0; favor one false alarm -> 0
    assert scores.targets["g"] == pytest.approx(1 / 3)
    assert scores.flat()["macro_f1_of_g"] == scores.targets["g"]


@given(labels)
def test_agreement_with_scikit_learn(rows):
    gold, predicted = zip(*rows, strict=True)
    everywhere = ["t"] * len(rows)
    scores = score(gold, predicted, everywhere, everywhere)
    assert scores.accuracy == accuracy_score(gold, predicted)
    reference = f1_score(gold, predicted, labels=[0, 1, 2], average="macro", zero_division=0)
    assert scores.macro_f1 == scores.targets["t"] == pytest.approx(reference)


def test_resampling_agrees_with_scikit_learn_on_the_same_draws():
    gold = np.array([0, 0, 1, 2, 2, 1, 0, 1])
    predicted = np.array([0, 1, 1, 2, 0, 1, 0, 2])
    groups = list("abcdefgh")  # a row each, so that a draw is a choice of rows
    low, high = interval(gold, predicted, groups, resamples=60, seed=3)
    draws = np.random.default_rng(3).multinomial(8, [1 / 8] * 8, size=60)
    chosen = [np.repeat(np.arange(8), draw) for draw in draws]
    reference = [
        f1_score(gold[rows], predicted[rows], average="macro", zero_division=0) for rows in chosen
    ]  # of the classes that are there
    assert (low, high) == pytest.approx(tuple(np.quantile(reference, [0.025, 0.975])))


def test_an_interval_resamples_articles_whole():
    # Two articles, one all right, one all wrong: a draw has neither, one or both of them, so
    # macro-F1 is 0, something between, or 1/2 (neutral never occurs, and against not in that
    # draw), and nothing else.
    gold, predicted = np.array([0] * 50 + [1] * 50), np.array([0] * 50 + [0] * 50)
    low, high = interval(gold, predicted, ["a"] * 50 + ["b"] * 50)
    assert low == 0
    assert high == pytest.approx(1 / 2)
    narrow = interval(gold, predicted, [str(i) for i in range(100)])
    assert narrow[1] - narrow[0] < 0.1


def test_a_class_that_a_draw_happens_to_lack_is_no_mistake():
    # Against stands in one article of eleven: about a third of the draws are without it.
    gold = [0, 0, 2, 2] * 5 + [1, 1]
    articles = [f"a{i // 2}" for i in range(len(gold))]
    scores = score(gold, gold, ["m"] * len(gold), articles)
    assert (scores.low, scores.macro_f1, scores.high) == (1, 1, 1)
    # Answers that are never right have a class in every draw.
    wrong = score(gold, [(label + 1) % 3 for label in gold], ["m"] * len(gold), articles)
    assert (wrong.low, wrong.high) == (0, 0)
    # F_avg is of favor and against alone.
    scores = score(gold, gold, ["m"] * len(gold), articles, metric="f_avg")
    assert (scores.low, scores.f_avg, scores.high) == (1, 1, 1)


def test_a_class_that_all_rows_lack_counts_nothing_in_draws_as_in_the_score():
    gold = [0, 0, 2, 2] * 5
    scores = score(gold, gold, ["m"] * 20, [f"a{i // 4}" for i in range(20)])
    assert (scores.low, scores.high) == pytest.approx((2 / 3, 2 / 3))
    assert scores.macro_f1 == scores.low


def test_intervals_are_the_same_every_time():
    gold, predicted = np.array([0, 1, 2, 1]), np.array([0, 1, 1, 1])
    assert interval(gold, predicted, list("aabb")) == interval(gold, predicted, list("aabb"))


def test_a_single_article_is_resampled_by_row():
    gold, predicted = np.array([0, 1, 2] * 10), np.array([0, 1, 1] * 10)
    low, high = interval(gold, predicted, ["a"] * 30)
    assert low < macro_f1(gold, predicted) < high


def test_f_avg_leaves_neutral_out():
    # favor: TP 1 of 2 predicted and 2 gold: 1/2; against: TP 1 of 2 predicted and 1 gold: 2/3
    scores = score([0, 0, 1, 2], [0, 1, 1, 0], ["t"] * 4, list("abcd"))
    assert scores.f_avg == pytest.approx((1 / 2 + 2 / 3) / 2)
    favor = scores.classes["favor"]
    assert (favor.precision, favor.recall, favor.n) == (0.5, 0.5, 2)
    assert scores.classes["neutral"].f1 == 0


def test_parts_count_the_classes_they_have():
    basis = ["explicit", "explicit", "none", None]
    scores = score([0, 1, 2, 0], [0, 1, 2, 1], ["t"] * 4, list("abcd"), {"basis": basis})
    assert set(scores.parts["basis"]) == {"explicit", "none"}
    explicit = scores.parts["basis"]["explicit"]
    # favor and against both right; neutral cannot occur there, and does not count as 0
    assert (explicit.macro_f1, explicit.accuracy, explicit.n) == (1, 1, 2)
    assert scores.flat()["accuracy_basis_none"] == 1


def test_the_interval_is_of_the_measure_named():
    gold, predicted, rows = (
        [0, 1, 2, 0, 1, 2] * 5,
        [0, 1, 0, 1, 1, 2] * 5,
        [str(i) for i in range(30)],
    )
    macro = score(gold, predicted, ["t"] * 30, rows)
    pooled = score(gold, predicted, ["t"] * 30, rows, metric="f_avg")
    assert macro.flat()["macro_f1_low"] <= macro.macro_f1 <= macro.flat()["macro_f1_high"]
    assert pooled.flat()["f_avg_low"] <= pooled.f_avg <= pooled.flat()["f_avg_high"]
    assert "macro_f1_low" not in pooled.flat()


def test_names_of_metrics_are_allowed_ones():
    many = score([0, 1], [0, 1], ["tax, law", "A & B"], ["a", "b"])
    assert {"macro_f1_of_tax__law", "macro_f1_of_A___B"} <= many.flat().keys()
    targets = [str(i) for i in range(13)]
    assert not any("_of_" in name for name in score([0] * 13, [0] * 13, targets, targets).flat())


def test_names_of_metrics_are_those_of_one_target_and_not_too_long():
    long, longer = "x" * 300, "x" * 301
    gold, predicted = [0, 1, 2, 0, 1], [0, 1, 0, 1, 1]
    targets = ["A&B", "A/B", "A B C", long, longer]
    found = score(gold, predicted, targets, targets)
    names = {name: value for name, value in found.flat().items() if "_of_" in name}
    assert sorted(names.values()) == sorted(found.targets.values())
    assert "macro_f1_of_A_B_C" in names
    assert max(map(len, names)) < 150


def test_a_single_article_is_grouped_by_its_quotes():
    assert groups(["a", "a"], ["a#1", "a#2"]) == ["a#1", "a#2"]
    assert groups(["a", "b"], ["a#1", "b#2"]) == ["a", "b"]


def test_rows_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match=r"as many rows, at least one, had: 2, 1, 2$"):
        score([0, 1], [0], ["m", "m"], ["a", "b"])
    with pytest.raises(ValueError, match=r"as many rows, at least one, had: 0, 0, 0$"):
        score([], [], [], [])
    with pytest.raises(ValueError, match=r"targets must have 2 rows, as gold has, had: 1$"):
        score([0, 1], [0, 1], ["m"], ["a", "b"])
    with pytest.raises(ValueError, match=r"kind must have 2 rows, as gold has, had: 3$"):
        score([0, 1], [0, 1], ["m", "m"], ["a", "b"], {"kind": ["direct"] * 3})
