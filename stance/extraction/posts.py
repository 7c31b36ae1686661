"""What somebody is by what is told of him: "Ana Paz works as a nurse", "who owns the bakery"."""

from __future__ import annotations

import re

from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.words import listed

_FAR = 10  # tokens between somebody and what he is told to be
_BESIDE = 4  # mentions looked back over
_UNGOVERNED = frozenset(("", "K", "S", "H", "V", "A"))  # what is no preposition
_NAMED = frozenset(("person", "name", "he"))
_IS = frozenset(listed("is was be became become becomes been remains remained"))
_CHOSEN = frozenset(listed("elected appointed named crowned re-elected"))
_SERVING = _CHOSEN | frozenset(
    listed("""
    works worked working serves served serving acts acted trained qualified hired employed
    recruited retired installed ordained
""")
)
_NOT = frozenset(listed("not never nearly almost to than would could should might may can if"))
_USED = "used to "
_LEADING = re.compile(r"(?:,9)?(?:,?P)?[RASHVwOD9N]{1,9}")


def holder(m: Mention, where: Analysed) -> Mention | None:
    """Who is told to be, to have become or to work as a description: "who is a nurse"."""
    tokens, i = where.tokens, m.first - 1
    if i < 1 or m.possessor:
        return None
    low = max(tokens.first[tokens.sentence[m.first]], i - _FAR)
    if m.before == "as":
        tied = not _SERVING.isdisjoint(tokens.lower[low:i])
    else:
        tied = tokens.lower[i] in _IS or tokens.lower[i] in _CHOSEN
    if not tied:
        return None
    at = where.before(m.first)
    for other in reversed(where.mentions[max(0, at - _BESIDE) : at]):
        if other.last < low or other.possessor:
            return None
        if other.kind in _NAMED:
            who = tokens.lower[other.last + 1 : other.last + 3] == [",", "who"]
            if other.before not in _UNGOVERNED and not who:
                return None  # "Behind Ana Paz stood …", "the father of Ana Paz is a nurse"
            between = " ".join(tokens.lower[other.last + 1 : m.first]).replace(_USED, "").split()
            joined = _LEADING.fullmatch(tokens.kinds, other.last + 1, m.first)
            return other if joined and _NOT.isdisjoint(between) else None
    return None
