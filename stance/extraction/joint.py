"""Who say something together: "Ana Paz, Len Roth and Mia Dube said", "doctors and nurses said"."""

from __future__ import annotations

from stance.extraction import names, places
from stance.extraction.kinds import is_speaker
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.resolve import Resolver
from stance.extraction.titles import is_role
from stance.extraction.wording import PLURAL

_MOST = 4  # of those who speak together, but the last
_NAMED = frozenset(("person", "name", "org"))
_PEOPLE = _NAMED | {"noun", "mixed"}
_ABOUT = frozenset(("about", "around", "over", "more", "than", "nearly", "almost", "some"))
_INSIDE = frozenset(("sva", "svo"))  # told of another
# What may follow the second of two whose verb stands before them.
_CLOSING = frozenset(("", *",.OQ-(R"))


def speaker_of(resolver: Resolver, m: Mention, where: Analysed, last: str | None) -> str | None:
    """Who a mention stands for, with whom he speaks together; `last` is the speaker before."""
    if m.relation == "label" and m.head == "q":
        return None  # whoever asks
    all_ = (resolver.speaker(one, where, last) for one in joint(m, where))
    known = [name for name in dict.fromkeys(all_) if name]
    if len(known) < 2:
        return known[0] if known else None
    return f"{', '.join(known[:-1]).removeprefix('both ')} and {known[-1]}"


def surface_of(resolver: Resolver, m: Mention, where: Analysed) -> tuple[int, int]:
    """The span of the words that name the speaker, or those who speak together."""
    together = joint(m, where)
    return resolver.surface(together[0], where)[0], resolver.surface(together[-1], where)[1]


def joint(m: Mention, where: Analysed) -> list[Mention]:
    """Those of whom a mention is one, where all are the subject of a verb of speech."""
    at, one = where.before(m.first), m
    for behind in where.mentions[at + 1 : at + _MOST]:
        together = _ended_by(one, where)
        if together:
            return together
        if not _is_listed(one, behind, where):
            break
        one = behind
    return _ended_by(one, where) or [m]


def _ended_by(m: Mention, where: Analysed) -> list[Mention]:
    """Those who speak together, of whose last two a mention is one; none if it is neither."""
    tokens = where.tokens
    if "K" not in (tokens.kinds[m.last + 1 : m.last + 2], tokens.kinds[max(0, m.first - 1)]):
        return []
    at = where.before(m.first)
    for other in where.mentions[max(0, at - 2) : at + 3]:
        first, second = (other, m) if other.first < m.first else (m, other)
        if first is second or tokens.lower[first.last + 1 : second.first] != ["and"]:
            continue
        if first.possessor or second.possessor:
            continue
        one = second.kind == "person" and _is_one(first, second, where)
        named = second.kind in _NAMED and (first.kind in _NAMED or one or _is_known(first, where))
        if not (named or _are_people(first, second, where)):
            continue
        together = [second] if one else [*_before(first, where), first, second]
        head = first if one else together[0]
        subject = (head.before == "" or head.before in _ABOUT) and (
            head is first or head.subject or head.cue >= 0
        )
        if second.relation[:2] == "sv" and subject and head.cue in (-1, second.cue):
            return together
        follows = tokens.kinds[second.last + 1 : second.last + 2]
        if head.relation in ("vs", "acc") and second.cue < 0 and follows in _CLOSING:
            return together
    return []


def _are_people(first: Mention, second: Mention, where: Analysed) -> bool:
    """Whether two, one of them unnamed, may speak together: "doctors and nurses", "Paz and a man".

    Not where the first one stands in what another does ("She met the doctor and the nurse said"),
    nor where both are one ("a banker and former clerk").
    """
    at, tokens = first.first, where.tokens
    begin = tokens.first[tokens.sentence[at]]
    while at > begin and tokens.lower[at - 1] in _ABOUT:
        at -= 1  # "More than 200 doctors"
    opens = at == begin or tokens.kinds[at - 1] in "SHQ" or first.relation == "acc"
    opens |= tokens.kinds[at - 1] == "," and tokens.kinds[begin] == "O"  # "In Gris, doctors"
    two = tokens.kinds[second.first] == "D" or second.kind in _NAMED or PLURAL.search(second.head)
    fits = (m.kind in _PEOPLE and m.relation not in _INSIDE for m in (first, second))
    speak = is_speaker(first, where) and is_speaker(second, where)
    titled = second.kind == "person" and tokens.starts[second.first] < second.start
    return opens and bool(two) and speak and all(fits) and not titled


def _before(m: Mention, where: Analysed) -> list[Mention]:
    """The names that stand before one, with commas between."""
    at, found = where.before(m.first), [m]
    for other in reversed(where.mentions[max(0, at - _MOST) : at]):
        if not _is_listed(other, found[0], where):
            break
        found.insert(0, other)
    return found[:-1]


def _is_listed(m: Mention, other: Mention, where: Analysed) -> bool:
    """Whether another's name stands right behind a name and a comma, not what he is."""
    if where.tokens.kinds[m.last + 1 : other.first] != ",":
        return False
    people = m.kind == other.kind == "person"
    lands = not people and all(where.tokens.words[o.last] in places.ADJECTIVE for o in (m, other))
    named = (people or lands) and not (m.possessor or other.possessor)
    return named and not is_role(other.head)


def _is_one(first: Mention, second: Mention, where: Analysed) -> bool:
    """Whether one is told of by two trades: "the author and activist Ana Paz"."""
    tokens = where.tokens
    titled = tokens.starts[second.first] < second.start and tokens.words[second.first].islower()
    titled = titled and tokens.kinds[second.first] != "D"  # "his wife and the mayor Ana Paz"
    return titled and is_role(first.head) and not PLURAL.search(first.head)


def _is_known(m: Mention, where: Analysed) -> bool:
    """Whether what begins a sentence is a given name or a country: "Ana and Len", "France and"."""
    alone = m.kind == "noun" and m.first == m.last
    return alone and (bool(names.gender(m.head)) or where.tokens.words[m.first] in places.ADJECTIVE)
