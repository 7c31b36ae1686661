"""The order of rows while an encoder is trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch.utils.data import Sampler

POOL = 50  # batches whose rows are sorted together


class AlikeInLength(Sampler[int]):
    """Rows in an order that makes batches alike in length, the batches themselves shuffled.

    The library's own grouping goes through each pool from the longest row to the shortest. Short
    quotes are neutral more often, so a model is then drawn to and fro between the labels, and
    every epoch is scored after the short ones. Draws from torch's generator, so that a training
    that goes on from a checkpoint goes on with the same order.
    """

    def __init__(self, lengths: Sequence[int], batch_size: int):
        self.lengths, self.batch_size = torch.tensor(list(lengths)), batch_size

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[int]:
        order = torch.randperm(len(self))
        pools = [
            pool[self.lengths[pool].argsort(stable=True)]
            for pool in torch.split(order, POOL * self.batch_size)
        ]
        batches = [batch for pool in pools for batch in torch.split(pool, self.batch_size)]
        full = [batch for batch in batches if len(batch) == self.batch_size]
        # One that is not full would shift the bounds of those after it.
        rest = [batch for batch in batches if len(batch) < self.batch_size]
        for place in torch.randperm(len(full)).tolist():
            yield from full[place].tolist()
        for batch in rest:
            yield from batch.tolist()
