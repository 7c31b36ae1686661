"""Whom words name, or have for a mother or an aide: another than who says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stance.extraction.clauses import NAMED_BY
from stance.extraction.kinds import is_somebody
from stance.extraction.people import plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.words import listed

_SAID = 300  # characters of a quotation that are looked at
_TOLD = 60  # tokens of a sentence
_BESIDE = 4  # mentions before a name
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w’'-]+")
_MINE = re.compile(r"\b[Mm]y ((?:[\w’'-]+ ?){1,3})")
_OWN = frozenset(("his", "her"))
# Who are that to each other, so that she may be the sister whose sister it is.
_EACH_OTHERS = frozenset(
    listed("""
    brother sister twin cousin wife husband spouse partner fiancé fiancée friend mate buddy
    boyfriend girlfriend colleague neighbour neighbor roommate flatmate rival opponent
""")
)


def _said(m: Mention, where: Analysed, text: str) -> Iterator[str]:
    """The parts next to it of the quotations that stand beside a pronoun."""
    tokens = where.tokens
    for i in (m.first - 1, m.first - 2, m.last + 1, m.last + 2, m.last + 3):
        if 0 <= i < len(tokens) and tokens.kinds[i] == "Q":
            start, end = tokens.starts[i], tokens.ends[i]
            near = max(start, end - _SAID), min(end, start + _SAID)
            yield text[near[0] : end] if i < m.first else text[start : near[1]]


def named_by(m: Mention, where: Analysed, text: str) -> frozenset[str]:
    """Plain words of names in what a pronoun is said to say: “Ana is strong,” he said."""
    said = next(_said(m, where, text), "")
    return frozenset(map(plain, _CAPITALISED.findall(said)))


def owned_by(m: Mention, where: Analysed, text: str) -> frozenset[str]:
    """The words for whom a pronoun has: “My mother left,” she said; she said her mother left."""
    tokens = where.tokens
    found: set[str] = set()
    for said in _said(m, where, text):
        for match in _MINE.finditer(said):
            found.update(match[1].split())
    for i in range(m.last + 1, min(tokens.past(tokens.sentence[m.last]), m.last + 1 + _TOLD)):
        if tokens.lower[i] in _OWN:
            found.update(tokens.lower[i + 1 : i + 4])
    return frozenset(found - _EACH_OTHERS)


def owned_subject(m: Mention, where: Analysed) -> Mention | None:
    """Who acts and is told by whom he has to do with: "Ana's brother, Len Roth, laughed"."""
    at = where.before(m.first)
    for other in where.mentions[at : at + 3]:
        if other.first == m.first and other.last > m.last and is_somebody(other, where):
            return other if other.subject else None
    return None


def has_role(m: Mention, where: Analysed, roles: frozenset[str]) -> bool:
    """Whether somebody is told of by one of these words: "her mother", "her mother, Ana Paz"."""
    if m.kind in ("noun", "mixed"):
        return m.head in roles
    if not roles.isdisjoint(where.titles(m)):
        return True
    kinds, at = where.tokens.kinds, where.before(m.first)
    if not m.first or kinds[m.first - 1] != ",":
        return False
    return any(
        other.head in roles and NAMED_BY.fullmatch(kinds, other.last + 1, m.first)
        for other in where.mentions[max(0, at - _BESIDE) : at]
    )
