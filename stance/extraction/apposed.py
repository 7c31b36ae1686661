"""Who stands beside a description and is meant by it: "Ana Paz, a nurse", "a nurse, Ana Paz"."""

from __future__ import annotations

import re

from stance.extraction import words
from stance.extraction.kinds import is_human, is_site
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.tokens import Tokens

_ONE = frozenset(("a", "an", "one", "another"))
_APPOSED = re.compile(r"(?:O(?:D|D?[wN9]{1,3}))?,")  # also "a friend of both, Ana Paz,"
# "the woman behind him in the queue," and then her name
_APPOSED_FAR = re.compile(r"[OwVDPN9RHA]{1,12},")
# "A man with a ladder came in at this point:", and then his name, and who he is
_PRESENTED = re.compile(r"[^.,:Q]{1,12}:")
_NAMED = re.compile(r"\.|,[D9]|$")
_CLOSING = {False: (",",), True: (*",.", "")}
_PLACED = frozenset(("in", "at", "near", "outside", "inside"))
_OWN_VERB = frozenset(("svp", "svc"))
_BEING = re.compile("R?A")
_BE = frozenset(("is", "was"))
# ", a nurse", ", 41, her sister", ", now a nurse", ", a nurse and a mother"
_APPOSING = re.compile(r",(?:9,)?[OPR]?(?:D[wN]{1,3}K)?")


def _is_said_to_be(between: tuple[str, int, int], tokens: Tokens) -> bool:
    """Whether a description is told to be who follows: "the gentleman opposite was Ana Paz"."""
    kinds, first, last = between
    return _BEING.fullmatch(kinds, first, last) is not None and tokens.lower[last - 1] in _BE


def _goes_on(m: Mention, tokens: Tokens) -> bool:
    """Whether a name begins a clause: "According to a report, Paz fell", unlike "…, Ana Paz, …"."""
    return tokens.kinds[m.last + 1 : m.last + 2] not in ("", *",.(Q")


def beside(m: Mention, where: Analysed) -> Mention | None:
    """The name that a description stands in apposition to, on either side."""
    tokens = where.tokens
    at = where.before(m.first)
    for other in where.mentions[max(0, at - 4) : at + 6]:
        if other.kind not in ("person", "name", "org") or other.possessor:
            continue
        if other.last < m.first:
            name = " ".join(tokens.words[where.name_at(other) : other.last + 1])
            placed = other.before in _PLACED and tokens.starts[other.first] == other.start
            if placed or is_site(name):
                continue  # "In Brussels, a spokeswoman said", "As for Pell Street, a clerk, who"
            # "to Paz, a nurse said", "to Paz, a nurse at Gris said"
            aside = tokens.kinds[m.last + 1 : m.last + 2] in (*"ASH",) or m.relation in _OWN_VERB
            if not aside and _APPOSING.fullmatch(tokens.kinds, other.last + 1, m.first):
                return other
        elif other.first > m.last:
            between = (tokens.kinds, m.last + 1, other.first)
            apart = m.relation == "acc" and _goes_on(other, tokens)
            if _APPOSED.fullmatch(*between) and not apart:
                return other
            if other.kind == "person" and m.subject and _is_said_to_be(between, tokens):
                return other
            anew = m.subject and tokens.lower[m.first] in _ONE
            if anew and other.kind == "person" and _PRESENTED.fullmatch(*between):
                return other if _NAMED.match(tokens.kinds, other.last + 1) else None
            closed = tokens.kinds[other.last + 1 : other.last + 2] in _CLOSING[m.relation == "vs"]
            if closed and other.kind == "person" and _APPOSED_FAR.fullmatch(*between):
                return other if is_human(m, where) else None
    return None


def is_presented(m: Mention, where: Analysed) -> bool:
    """Whether what looks like an institution's name is somebody: "a Democrat".

    Also one who is named behind: "The Convener of the Coalition, Ana Paz, said".
    """
    if where.tokens.lower[m.first] in ("a", "an"):
        return True
    named = beside(m, where) if m.relation == "sva" and m.head not in words.INSTITUTION else None
    return named is not None and named.kind == "person" and named.first > m.last
