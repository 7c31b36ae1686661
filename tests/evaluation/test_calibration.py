import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stance.evaluation.calibration import (
    bins,
    calibration,
    fit_temperature,
    risk_coverage,
    scale,
    threshold_for,
)

logits = arrays(np.float64, st.tuples(st.integers(1, 20), st.just(3)), elements=st.floats(-9, 9))


def softmax(x):
    return np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)


@given(logits, st.floats(0.1, 10))
def test_scaling_is_the_softmax_of_divided_logits(x, temperature):
    scaled = scale(softmax(x), temperature)
    assert scaled.dtype == np.float32
    assert scaled.sum(axis=1) == pytest.approx(np.ones(len(x)), abs=1e-5)
    assert scaled == pytest.approx(softmax(x / temperature), abs=1e-4)


def test_certainty_can_still_be_moved():
    flat = scale(np.array([[1.0, 0.0, 0.0]]), 10)
    assert 0.5 < flat[0, 0] < 1
    assert scale(np.zeros((0, 3)), 2.0).shape == (0, 3)


def test_the_temperature_undoes_overconfidence():
    rng = np.random.default_rng(0)
    true = rng.normal(size=(4000, 3)) * 1.5
    gold = [int(rng.choice(3, p=p)) for p in softmax(true)]
    # a model whose logits are three times too large
    assert fit_temperature(softmax(true * 3), gold) == pytest.approx(3, rel=0.1)
    assert fit_temperature(softmax(true), gold) == pytest.approx(1, rel=0.1)


HAND = np.array([[0.95, 0.05, 0.0], [0.91, 0.09, 0.0], [0.2, 0.7, 0.1], [0.3, 0.3, 0.4]])


def test_calibration_worked_by_hand():
    # bins: 0.9-1.0 holds 0.95 (right) and 0.91 (wrong): confidence 0.93, accuracy 0.5;
    # 0.7 right; 0.4 wrong
    gold = [0, 1, 1, 0]
    found = calibration(HAND, gold)
    assert found.ece == pytest.approx(2 / 4 * 0.43 + 1 / 4 * 0.3 + 1 / 4 * 0.4)
    brier = (0.05**2 * 2) + (0.91**2 * 2) + (0.2**2 + 0.3**2 + 0.1**2) + (0.7**2 + 0.3**2 + 0.4**2)
    assert found.brier == pytest.approx(brier / 4)
    assert [b.n for b in bins(HAND, gold)] == [1, 1, 2]


def test_bins_are_tenths():
    sure = [0.81, 0.85, 0.89, 0.9, 1.0]
    rows = np.array([[p, 1 - p, 0.0] for p in sure])
    assert [b.n for b in bins(rows, [0] * 5)] == [3, 2]


def test_risk_grows_with_what_is_answered():
    coverage, risk, thresholds = risk_coverage(HAND, [0, 1, 1, 0])
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1]
    assert risk.tolist() == [0, 0.5, pytest.approx(1 / 3), 0.5]
    assert thresholds.tolist() == pytest.approx([0.95, 0.91, 0.7, 0.4])


def test_rows_alike_are_answered_together():
    same = np.array([[0.8, 0.2, 0.0]] * 3)
    coverage, risk, _ = risk_coverage(same, [0, 1, 0])
    assert (coverage.tolist(), risk.tolist()) == ([1], [pytest.approx(1 / 3)])


def test_the_threshold_answers_most_rows_at_the_accuracy_asked():
    gold = [0, 1, 1, 0]
    assert threshold_for(HAND, gold, 0.6) == pytest.approx(0.7)  # two of three right
    assert threshold_for(HAND, gold, 0.9) == pytest.approx(0.95)
    assert threshold_for(HAND, gold, 0.5) == 0  # all may be answered, less sure ones as well
    assert threshold_for(HAND, [1, 1, 0, 0], 0.5) == 1  # never right: all abstain


@pytest.mark.parametrize(
    "measure", [calibration, fit_temperature, lambda p, g: threshold_for(p, g, 0.5)]
)
def test_rows_that_do_not_match_are_refused(measure):
    with pytest.raises(ValueError, match=r"as many rows, at least one, had: 4, 2$"):
        measure(HAND, [0, 1])
    with pytest.raises(ValueError, match=r"as many rows, at least one, had: 0, 0$"):
        measure(HAND[:0], [])
