"""The order of rows while an encoder is trained, and which of them are read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch.utils.data import Dataset as TorchDataset
from torch.utils.data import Sampler

from stance.classifiers.rows import OTHER, RIVAL

if TYPE_CHECKING:
    from datasets import Dataset

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


class Joined(TorchDataset[dict[str, Any]]):
    """The rows of a dataset as `AlikeInLength` picks them, some with the words of another.

    What is asked of a row read so, and the answer, stay its own; whoever the other words mention
    is a rival. Short texts mostly say one thing, and a model that learns from them alone reads
    the tone of a text; one that is to be asked about several people in a sentence has to find
    what is said of whom. Joining texts at random as in Nguyen et al., "Data Augmentation by
    Concatenation for Low-Resource Translation" (IWSLT 2021).

    Two rows that ask about the same target are not joined, nor are those that would be longer
    than `max_length` tokens: the first is then read alone.
    """

    def __init__(self, rows: Dataset, max_length: int):
        self.rows, self.max_length = rows, max_length

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, pick: Pick) -> dict[str, Any]:
        row: dict[str, Any] = self.rows[pick.row]
        if pick.other == ALONE:
            return row
        added: dict[str, Any] = self.rows[pick.other]
        start, end = added["words"]
        known = {tuple(name) for name in row["names"]}
        too_long = len(row["ids"]) + end - start > self.max_length
        if too_long or any(tuple(name) in known for name in added["names"]):
            return row
        # The other's mentions, of its targets and of their rivals.
        marked = [any(roles) for roles in zip(*added["roles"], strict=True)]
        words: dict[str, list[int]] = {
            "ids": added["ids"][start:end],
            "types": added["types"][start:end],
            "roles": [RIVAL if mention else OTHER for mention in marked[start:end]],
        }
        place = row["words"][0 if pick.before else 1]

        def joined(name: str, tokens: list[int]) -> list[int]:
            return tokens[:place] + words[name] + tokens[place:]

        return {
            **row,
            "ids": joined("ids", row["ids"]),
            "types": joined("types", row["types"]),
            "roles": [joined("roles", roles) for roles in row["roles"]],
        }
