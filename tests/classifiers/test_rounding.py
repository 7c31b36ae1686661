"""Weights in 8 bits: what rounding one channel loses, others make up for."""

import numpy as np
import pytest

from stance.classifiers.rounding import Spread, rounded_weight

RNG = np.random.default_rng(0)


def test_a_channel_makes_up_for_what_one_like_it_lost():
    """By hand: 63.5 and 63.5 are 127 steps of 1. Two channels that are always the same are worth
    20.4 steps each: 20 and 21 lose 0.2, which 20 and 20 would not."""
    weight = np.array([[63.5], [63.5], [20.4], [20.4]], dtype=np.float32)
    both = RNG.normal(size=(100, 1)).astype(np.float32)
    seen = np.hstack([RNG.normal(size=(100, 2)).astype(np.float32), both, both])
    steps, scales = rounded_weight(weight, seen)
    assert scales == pytest.approx([1.0])
    assert steps[2:, 0].tolist() == [20, 21]


@pytest.mark.parametrize("channels", [31, 32, 150])
def test_products_with_what_was_seen_lose_less_than_by_rounding_alone(channels):
    """Of values that vary together, as those of a network do."""
    weight = RNG.normal(size=(channels, 8)).astype(np.float32)
    seen = (RNG.normal(size=(500, 8)) @ RNG.normal(size=(8, channels))).astype(np.float32)
    steps, scales = rounded_weight(weight, seen)
    plain = np.round(weight / scales) * scales
    lost, alone = (np.square(seen @ (w - weight)).mean() for w in (steps * scales, plain))
    assert lost < alone / 2
    assert np.abs(steps * scales - weight).max() < 8 * scales.max()


def test_two_neighbouring_products_fit_into_16_bits():
    """So that processors which add them there answer as others do."""
    weight = RNG.normal(size=(64, 8)).astype(np.float32)
    seen = (RNG.normal(size=(500, 4)) @ RNG.normal(size=(4, 64))).astype(np.float32)
    steps = rounded_weight(weight, seen)[0].astype(int)
    pairs = np.abs(steps[::2]) + np.abs(steps[1::2])
    assert 255 * pairs.max() <= np.iinfo(np.int16).max
    assert pairs.max() > 120  # and hardly less than they could be


def test_channels_of_zeros_lose_nothing():
    weight = RNG.normal(size=(6, 2)).astype(np.float32)
    steps, scales = rounded_weight(weight, np.zeros((9, 6), dtype=np.float32))
    assert steps * scales == pytest.approx(weight, abs=0.51 * float(scales.max()))


def test_rounded_tokens_by_hand():
    """The largest value has 127 steps, and channels that reach far are left out."""
    tokens = np.array([[1.27, 0.014, -0.3], [0.0, 0.0, 0.0]], dtype=np.float32)
    even = Spread((), 128, 0.3)
    assert even.rounded(tokens) == pytest.approx(np.array([[1.27, 0.01, -0.3], [0, 0, 0]]))
    assert Spread((0,), 128, 0.3).rounded(tokens)[0] == pytest.approx([0, 0.3 * 6 / 127, -0.3])
