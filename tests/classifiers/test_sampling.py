"""Batches alike in length, in no order of length."""

from itertools import pairwise

import torch

from stance.classifiers.sampling import POOL, AlikeInLength

SIZE = 4
LENGTHS = [5 + (7 * place) % 90 for place in range(POOL * SIZE * 2 + 3)]


def batches():
    order = list(AlikeInLength(LENGTHS, SIZE))
    return [order[first : first + SIZE] for first in range(0, len(order), SIZE)]


def test_every_row_comes_once_an_epoch():
    torch.manual_seed(1)
    found = [row for batch in batches() for row in batch]
    assert sorted(found) == list(range(len(LENGTHS)))


def test_a_batch_is_alike_in_length_and_batches_are_shuffled():
    torch.manual_seed(1)
    full = [batch for batch in batches() if len(batch) == SIZE]
    # Two rows of a pool of 200 that are next to each other in length differ by half a token on
    # average; any two rows by a third of the range of 90.
    spread = [max(LENGTHS[r] for r in b) - min(LENGTHS[r] for r in b) for b in full]
    assert sum(spread) / len(spread) < 5
    means = [sum(LENGTHS[r] for r in b) / SIZE for b in full]
    rises = sum(a < b for a, b in pairwise(means))
    assert 0.35 < rises / (len(means) - 1) < 0.65  # neither from long to short nor the other way


def test_the_generator_of_torch_decides_the_order():
    """What a checkpoint keeps: a training that goes on reads the rows it would have read."""
    torch.manual_seed(1)
    first, state = batches(), torch.get_rng_state()
    second = batches()
    torch.set_rng_state(state)
    assert batches() == second
    assert first != second
