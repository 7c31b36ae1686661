import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stance.evaluation.calibration import fit_temperature, scale

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
