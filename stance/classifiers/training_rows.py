"""What an encoder learns from: rows of tokens with their questions and labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.utils.data import Dataset as TorchDataset

from stance.classifiers.arrays import collate
from stance.classifiers.inputs import OTHER, RIVAL
from stance.classifiers.rows import Question, Row, Rows
from stance.classifiers.sampling import ALONE, Pick
from stance.data.examples import to_examples

if TYPE_CHECKING:
    from datasets import Dataset

NO_LABEL = -100  # torch's own for a place in a batch that asks nothing
# Batches in training are so many tokens wide, or twice as many and so on: a processor keeps what it
# makes ready for products of each size, which took half a gigabyte.
WIDTHS = 8


def labelled(rows: Rows, examples: Dataset) -> Dataset:
    """A row a text, with its questions and their labels.

    Columns: `ids` and `types` of its tokens, how many they are (`length`), the span of its
    `words` among them; for each question `roles`, `names` and `labels`.
    """
    from datasets import Dataset

    asked: dict[Row, tuple[list[Question], list[int]]] = {}
    encoded = rows.encode(to_examples(examples))
    for (row, question), label in zip(encoded, examples["stance"], strict=True):
        questions, labels = asked.setdefault(row, ([], []))
        questions.append(question)
        labels.append(label)
    return Dataset.from_list(
        [
            {
                "ids": row.ids,
                "types": row.types,
                "roles": [q.roles for q in questions],
                "names": [q.name for q in questions],
                "labels": labels,
                "length": len(row.ids),
                "words": row.words,
            }
            for row, (questions, labels) in asked.items()
        ]
    )


def tensors(
    batch: Sequence[tuple[Row, Sequence[Question]]], pad: int, width: int = 0
) -> dict[str, Tensor]:
    """A batch as `stance.classifiers.arrays.collate` makes it, as torch takes it."""
    return {name: torch.from_numpy(of) for name, of in collate(batch, pad, width).items()}


def collated(rows: Sequence[dict[str, Any]], pad: int, max_length: int) -> dict[str, Tensor]:
    """Rows of such a dataset as a batch, with their `labels` (n, t).

    These are `NO_LABEL` where a row has fewer questions than others.
    """
    batch = [
        (
            Row(r["ids"], r["types"]),
            [Question(tuple(o), tuple(n)) for o, n in zip(r["roles"], r["names"], strict=True)],
        )
        for r in rows
    ]
    labels = torch.full((len(rows), max(len(r["labels"]) for r in rows)), NO_LABEL)
    for index, row in enumerate(rows):
        labels[index, : len(row["labels"])] = torch.tensor(row["labels"])
    width = -(-max(len(row["ids"]) for row in rows) // WIDTHS) * WIDTHS
    return {**tensors(batch, pad, min(width, max_length)), "labels": labels}


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
