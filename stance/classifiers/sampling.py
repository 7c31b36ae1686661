"""The order of rows while an encoder is trained, and which of them are read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch.utils.data import Sampler

POOL = 50  # batches whose rows are sorted together
ALONE = -1


class Pick(NamedTuple):
    """A row, and the one whose words are read before or after its own; or `ALONE`."""

    row: int
    other: int = ALONE
    before: bool = False


class AlikeInLength(Sampler[Pick]):
    """Rows in an order that makes batches alike in length, the batches themselves shuffled.

    A share of them, `joined`, is read together with another row, drawn anew in every epoch.

    The library's own grouping goes through each pool from the longest row to the shortest. Short
    quotes are neutral more often, so a model is then drawn to and fro between the labels, and
    every epoch is scored after the short ones. Draws from torch's generator, so that a training
    that goes on from a checkpoint goes on with the same order.
    """

    def __init__(self, lengths: Sequence[int], batch_size: int, joined: float = 0.0):
        self.lengths, self.batch_size = torch.tensor(list(lengths)), batch_size
        self.joined = joined

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[Pick]:
        order = torch.randperm(len(self))
        lengths, picks = self.lengths, [Pick(row) for row in range(len(self))]
        if self.joined:
            chosen = torch.rand(len(self)) < self.joined
            others = torch.randint(len(self), (len(self),))
            before = torch.rand(len(self)) < 0.5
            lengths = lengths + torch.where(chosen, lengths[others], 0)
            for row in chosen.nonzero().flatten().tolist():
                picks[row] = Pick(row, int(others[row]), bool(before[row]))
        pools = [
            pool[lengths[pool].argsort(stable=True)]
            for pool in torch.split(order, POOL * self.batch_size)
        ]
        batches = [batch for pool in pools for batch in torch.split(pool, self.batch_size)]
        full = [batch for batch in batches if len(batch) == self.batch_size]
        # One that is not full would shift the bounds of those after it.
        rest = [batch for batch in batches if len(batch) < self.batch_size]
        for place in torch.randperm(len(full)).tolist():
            yield from (picks[row] for row in full[place].tolist())
        for batch in rest:
            yield from (picks[row] for row in batch.tolist())
