"""Who say something together: "Ana Paz and Len Roth said"."""

from __future__ import annotations

from stance.extraction import names, places
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.resolve import Resolver

_NAMED = frozenset(("person", "name", "org"))
# What may follow the second of two whose verb stands before them.
_CLOSING = frozenset(("", *",.OQ-(R"))


def speaker_of(resolver: Resolver, m: Mention, where: Analysed, last: str | None) -> str | None:
    """Who a mention stands for, with whom he speaks together; `last` is the speaker before."""
    if m.relation == "label" and m.head == "q":
        return None  # whoever asks
    pair = joint(m, where)
    if pair is None:
        return resolver.speaker(m, where, last)
    first, second = (resolver.speaker(one, where, last) for one in pair)
    if not first or not second or first == second:
        return second or first
    return f"{first.removeprefix('both ')} and {second}"


def surface_of(resolver: Resolver, m: Mention, where: Analysed) -> tuple[int, int]:
    """The span of the words that name the speaker, or the two who speak together."""
    pair = joint(m, where)
    if pair is None:
        return resolver.surface(m, where)
    return resolver.surface(pair[0], where)[0], resolver.surface(pair[1], where)[1]


def joint(m: Mention, where: Analysed) -> tuple[Mention, Mention] | None:
    """The two of whom a mention is one, where both are the subject of a verb of speech."""
    tokens = where.tokens
    if "K" not in (tokens.kinds[m.last + 1 : m.last + 2], tokens.kinds[max(0, m.first - 1)]):
        return None
    at = where.before(m.first)
    for other in where.mentions[max(0, at - 2) : at + 3]:
        first, second = (other, m) if other.first < m.first else (m, other)
        if first is second or tokens.lower[first.last + 1 : second.first] != ["and"]:
            continue
        if second.kind not in _NAMED or first.possessor or second.possessor:
            continue
        if not (first.kind in _NAMED or _is_known(first, where)) or _is_third(first, where):
            continue
        if second.relation[:2] == "sv" and first.before == "" and first.cue in (-1, second.cue):
            return first, second
        follows = tokens.kinds[second.last + 1 : second.last + 2]
        if first.relation in ("vs", "acc") and second.cue < 0 and follows in _CLOSING:
            return first, second
    return None


def _is_known(m: Mention, where: Analysed) -> bool:
    """Whether what begins a sentence is a given name or a country: "Ana and Len", "France and"."""
    alone = m.kind == "noun" and m.first == m.last
    return alone and (bool(names.gender(m.head)) or where.tokens.words[m.first] in places.ADJECTIVE)


def _is_third(m: Mention, where: Analysed) -> bool:
    """Whether another name stands before two: "Eva Lund, Ana Paz and Len Roth"."""
    return where.tokens.kinds[max(0, m.first - 2) : m.first] == "N,"
