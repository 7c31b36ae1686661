"""Rows and questions as arrays: batches of like length, as a network takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from stance.classifiers.rows import Question, Row

Array = npt.NDArray[np.int64]
QUESTIONS = 64  # the most of them in a batch of predictions
# Tokens of a batch, each as often as there are questions about it: what a layer makes of so many
# stays in the cache of a core.
BATCH_TOKENS = 512
# The dimensions of what an exported network takes and of what it gives; the other of names and
# of pooled texts is the width of the network.
SHAPES = {
    "input_ids": ("rows", "tokens"),
    "attention_mask": ("rows", "tokens"),
    "token_type_ids": ("rows", "tokens"),
    "roles": ("rows", "questions", "tokens"),
    "names": ("names",),
    "named": ("rows", "questions"),
    "logits": ("rows", "questions", "labels"),
    "pooled": ("rows",),
}


def collate(
    rows: Sequence[tuple[Row, Sequence[Question]]], pad: int, width: int = 0
) -> dict[str, Array]:
    """A batch of n rows, each asked up to t questions, as a network takes it; all int64.

    It is as wide as its longest row, or `width` where that is more.
    What `texts` gives, `named` (n, t) as of `naming`, and the k names: `names` and `names_mask`
    (k, tokens).
    """
    names, named = naming(rows)
    longest = max(map(len, names))
    return {
        **texts(rows, pad, width),
        "names": _padded(names, longest, pad),
        "names_mask": _padded([[1] * len(name) for name in names], longest, 0),
        "named": named,
    }


def texts(
    rows: Sequence[tuple[Row, Sequence[Question]]], pad: int, width: int = 0
) -> dict[str, Array]:
    """`input_ids`, `attention_mask` and `token_type_ids` (n, tokens), and `roles` (n, t, tokens).

    Where a row has fewer than t questions, the rest ask nothing.
    """
    asked = max(len(questions) for _, questions in rows)
    width = max(width, *(len(row.ids) for row, _ in rows))
    roles = np.zeros((len(rows), asked, width), dtype=np.int64)
    for i, (_, questions) in enumerate(rows):
        for j, question in enumerate(questions):
            roles[i, j, : len(question.roles)] = question.roles
    return {
        "input_ids": _padded([row.ids for row, _ in rows], width, pad),
        "attention_mask": _padded([[1] * len(row.ids) for row, _ in rows], width, 0),
        "roles": roles,
        "token_type_ids": _padded([row.types for row, _ in rows], width, 0),
    }


def naming(
    rows: Sequence[tuple[Row, Sequence[Question]]],
) -> tuple[list[tuple[int, ...]], Array]:
    """The names asked about, each once, and the place in them of each question's, (n, t).

    Where a row has fewer than t questions, the rest name the first.
    """
    names = list(dict.fromkeys(q.name for _, questions in rows for q in questions))
    place = {name: index for index, name in enumerate(names)}
    named = np.zeros((len(rows), max(len(questions) for _, questions in rows)), dtype=np.int64)
    for i, (_, questions) in enumerate(rows):
        named[i, : len(questions)] = [place[question.name] for question in questions]
    return names, named


def batches(
    asked: Sequence[tuple[Row, Question]], tokens: int = BATCH_TOKENS
) -> Iterator[tuple[list[tuple[Row, list[Question]]], dict[tuple[int, int], list[int]]]]:
    """Batches of rows of like length with their questions, each once; of one row at least.

    Beside each batch stand, for a row and a question by their places in it, the indices in
    `asked` that are answered by them.
    """
    indices: dict[Row, dict[Question, list[int]]] = {}
    for index, (row, question) in enumerate(asked):
        indices.setdefault(row, {}).setdefault(question, []).append(index)
    # A row with very many questions is asked in parts.
    parts = [
        (row, list(questions)[first : first + QUESTIONS])
        for row, questions in indices.items()
        for first in range(0, len(questions), QUESTIONS)
    ]
    # The width of a batch is that of its widest row, in both directions.
    parts.sort(key=lambda part: (len(part[1]), len(part[0].ids)))
    while parts:
        batch = [parts.pop()]
        most, width = len(batch[0][1]), len(batch[0][0].ids)
        while parts:
            most, width = max(most, len(parts[-1][1])), max(width, len(parts[-1][0].ids))
            if (len(batch) + 1) * most * width > tokens:
                break
            batch.append(parts.pop())
        places = {
            (i, j): indices[row][question]
            for i, (row, questions) in enumerate(batch)
            for j, question in enumerate(questions)
        }
        yield batch, places


def _padded(rows: Sequence[Sequence[int]], length: int, value: int) -> Array:
    padded = np.full((len(rows), length), value, dtype=np.int64)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
    return padded
