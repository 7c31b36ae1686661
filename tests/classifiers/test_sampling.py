"""Batches alike in length, in no order of length; rows read together."""

from itertools import pairwise

import torch
from datasets import Dataset

from stance.classifiers.inputs import OTHER, RIVAL, TARGET
from stance.classifiers.sampling import ALONE, POOL, AlikeInLength, Pick
from stance.classifiers.training_rows import Joined

SIZE = 4
LENGTHS = [5 + (7 * place) % 90 for place in range(POOL * SIZE * 2 + 3)]


def batches():
    order = [pick.row for pick in AlikeInLength(LENGTHS, SIZE)]
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


def test_a_share_of_rows_is_joined_and_their_lengths_count():
    torch.manual_seed(1)
    picks = list(AlikeInLength(LENGTHS, SIZE, joined=0.3))
    assert sorted(pick.row for pick in picks) == list(range(len(LENGTHS)))
    joined = [pick for pick in picks if pick.other != ALONE]
    assert 0.2 < len(joined) / len(picks) < 0.4
    assert 0.3 < sum(pick.before for pick in joined) / len(joined) < 0.7
    read = [LENGTHS[p.row] + (0 if p.other == ALONE else LENGTHS[p.other]) for p in picks]
    batches = [read[first : first + SIZE] for first in range(0, len(read) - SIZE, SIZE)]
    assert sum(max(batch) - min(batch) for batch in batches) / len(batches) < 10


def test_another_epoch_joins_other_rows():
    torch.manual_seed(1)
    sampler = AlikeInLength(LENGTHS, SIZE, joined=0.3)
    assert {p for p in sampler if p.other != ALONE} != {p for p in sampler if p.other != ALONE}


# Two texts [CLS] speaker [SEP] words [SEP] as tokens: 1 and 2 are special.
ROWS = Dataset.from_list(
    [
        {
            "ids": [1, 10, 2, 11, 12, 2],
            "types": [0, 0, 0, 1, 1, 1],
            "roles": [[0, 0, 0, TARGET, OTHER, 0]],
            "names": [[1, 11, 2]],
            "labels": [2],
            "words": [3, 5],
        },
        {
            "ids": [1, 2, 21, 22, 23, 2],
            "types": [0, 0, 1, 1, 1, 1],
            "roles": [[0, 0, OTHER, TARGET, RIVAL, 0]],
            "names": [[1, 22, 2]],
            "labels": [0],
            "words": [2, 5],
        },
        {
            "ids": [1, 2, 31, 2],
            "types": [0, 0, 1, 1],
            "roles": [[0, 0, TARGET, 0]],
            "names": [[1, 11, 2]],
            "labels": [1],
            "words": [2, 3],
        },
    ]
)


def test_a_joined_row_asks_about_its_own_target_alone():
    after = Joined(ROWS, 16)[Pick(0, 1)]
    assert after["ids"] == [1, 10, 2, 11, 12, 21, 22, 23, 2]
    assert after["types"] == [0, 0, 0, 1, 1, 1, 1, 1, 1]
    assert after["roles"] == [[0, 0, 0, TARGET, OTHER, OTHER, RIVAL, RIVAL, 0]]
    assert (after["names"], after["labels"]) == ([[1, 11, 2]], [2])
    before = Joined(ROWS, 16)[Pick(0, 1, before=True)]
    assert before["ids"] == [1, 10, 2, 21, 22, 23, 11, 12, 2]
    assert before["roles"] == [[0, 0, 0, OTHER, RIVAL, RIVAL, TARGET, OTHER, 0]]


def test_rows_about_the_same_target_or_too_long_together_stay_alone():
    assert Joined(ROWS, 16)[Pick(0, 2)] == ROWS[0]  # both ask about [1, 11, 2]
    assert Joined(ROWS, 8)[Pick(0, 1)] == ROWS[0]
    assert Joined(ROWS, 9)[Pick(0, 1)] != ROWS[0]
    assert Joined(ROWS, 16)[Pick(0)] == ROWS[0]
