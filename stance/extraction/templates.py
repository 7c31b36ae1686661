"""The features of the learned models: templates of fields, and their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

# A part of what is known of a candidate: the name of a template, and the values of its fields.
Part = tuple[str | int | bool, ...]


# The features of a template: which of its fields they look at together.
TEMPLATES: dict[str, tuple[tuple[int, ...], ...]] = {
    # place, relation, kind, verb, how near the verb is
    "verb": ((0, 1), (0, 2), (1, 2), (0, 1, 3, 4), (1, 2, 3), (0, 2, 3, 4)),
    # place, relation, nearness, end, before, after, alone, quotations between
    "setting": ((0, 1, 3, 4, 5, 6), (1, 2, 3, 4, 5), (0, 7, 3), (0, 1, 7)),
    # place, relation, subject, alone, word before, possessor, distance, size, behind a preposition
    "mention": ((0, 1, 2, 3), (0, 1, 4), (0, 5), (0, 1, 6), (0, 1, 7), (0, 1, 8)),
    # place, relation, end, before, after, alone, quotations between, begin, size
    "previous": ((0, 1, 2, 3, 4, 5), (0, 5, 6, 7), (5, 8)),
    "same": ((0, 1, 2),),
    # behind a colon: place, relation, kind, subject, active
    "lead": ((0, 1, 2, 3), (0, 1, 3, 4)),
    # place, subjects since the quotation before, alone, before, begin
    "fresh": ((0, 1, 2), (0, 1, 3), (0, 1, 2, 4)),
    # relation, colon, alone, prior, end, before, after, kind, subject, verb, word before, possessor
    "above": (
        (0, 1, 2, 3), (0, 1, 2, 4, 5, 6), (1, 7, 8), (0, 1, 8, 9), (1, 10), (2, 3, 4, 5, 6), (11,),
    ),
    # paragraphs to the mention, to the quote before, alone, end, before, after, size, resumes
    "only": ((0, 1, 2), (2, 3, 4, 5), (1, 2, 6, 7)),
    # place, verb, rivals there, relation, rivals anywhere, those with a verb, kind
    "rank": ((0, 1, 2, 3), (0, 1, 4), (0, 1, 5, 6)),
    # alone, end, before, after, size
    "nobody": ((), (0, 1, 2, 3), (2, 4)),
    # Whether marked words are a quote. Size, single, end, begin, case, closed, opened
    "form": ((), (0, 1, 2), (0, 1, 3, 4), (0, 5, 6), (1, 4)),
    # before, after, size, end, begin, alone
    "place": ((0, 1), (0, 1, 2), (1, 3, 4), (2, 3, 5)),
    # word before, after, size, whether it names, case, verb, personal
    "word": ((0, 2), (0, 1), (2, 3, 4), (3, 5), (2, 6)),
    # rule of the speaker, size, single, relation, before, begin
    "said": ((0,), (0, 1, 2), (3, 4, 5)),
    # nearness and relation of the verb, size, begin, case, word before, naming after, speech before
    "near": ((0, 1, 2), (0, 3), (4, 6), (6, 2), (5, 4), (7, 2)),
    # verb to the left, what lies between, word before, size, begin, after
    "scope": ((0, 1), (0, 2), (0, 1, 3), (0, 4, 5), (1, 2, 3)),
    # verb, size, single, listed, case, heading, verb before, begin
    "around": ((0, 1, 2), (3, 4), (1, 2, 5), (0, 6, 7)),
}  # fmt: skip


def expand(part: Part) -> list[str]:
    """The features of a part, by name.

    >>> expand(("same", "b0", "sv", True))
    ['same0 b0 sv True']
    """
    name, *fields = map(str, part)
    return [
        " ".join([f"{name}{k}", *[fields[i] for i in chosen]])
        for k, chosen in enumerate(TEMPLATES[name])
    ]


# For each template, its features: what picks their fields, and the weights by those.
Tables = dict[str, list[tuple[Callable[[Sequence[str]], Any], dict[Any, float]]]]


def tables(weights: Mapping[str, float]) -> Tables:
    """Weights by feature, as `expand` names them, laid out for `weigh`."""
    by_feature: dict[str, dict[Any, float]] = {}
    for feature, weight in weights.items():
        name, *fields = feature.split(" ")
        by_feature.setdefault(name, {})[_key(fields)] = weight
    return {
        name: [
            (itemgetter(*chosen) if chosen else _nothing, by_feature.get(f"{name}{k}", {}))
            for k, chosen in enumerate(features)
        ]
        for name, features in TEMPLATES.items()
    }


def _nothing(fields: Sequence[str]) -> tuple[()]:
    return ()


def _key(fields: Sequence[str]) -> Any:
    """What `itemgetter` gives: one field by itself, several as a tuple; of none, nothing."""
    return fields[0] if len(fields) == 1 else tuple(fields)


def weigh(part: Part, known: Tables) -> float:
    """The sum of the weights of a part's features."""
    name, *fields = map(str, part)
    return sum(weights.get(pick(fields), 0.0) for pick, weights in known[name])
