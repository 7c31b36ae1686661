"""Whom somebody told, and when: "told [reporters in Gris on Friday] the road was shut"."""

from __future__ import annotations

import re

from stance.extraction import words
from stance.extraction.circumstances import past_phrase
from stance.extraction.openings import opening
from stance.extraction.reporting import MEDIUM
from stance.extraction.titles import is_role
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import is_past

_BEFORE_ADVERB = re.compile("D{0,3}[wN]{1,3}(?=R)")
_FINITE = frozenset("ASH")
_THEN = words.WEEKDAY | {"yesterday", "today"}
_WHICH = frozenset(("last", "this", "next", "earlier"))
_ABOUT = frozenset(("up", "about", "around", "over", "at"))
_REPORTED = frozenset(("there", "up"))  # adverbs that begin what is told: "up to 20 were"
_LONGEST = 16  # tokens of a clause that are looked at for its verb
_PHRASES = 3  # behind whom somebody told


def past_addressee(tokens: Tokens, i: int, limit: int, high: int) -> int | None:
    """The token behind whom somebody told, where what is told may begin."""
    kinds, lower = tokens.kinds, tokens.lower
    end = _past_run(tokens, i, limit)
    if end is None or end > high:
        return None
    told = [(i, end)]
    for _ in range(_PHRASES):
        if end >= high:
            break
        which = lower[end] in _WHICH and lower[end + 1] in words.TIME
        timed = end + 1 + which if which or lower[end] in _THEN else high
        if timed < high and kinds[timed] not in "ASH":
            behind = timed
        elif _opens(tokens, end, high):
            return end
        elif kinds[end] == "O" and lower[end] not in _ABOUT:
            behind = _past_run(tokens, end + 1, limit) or high + 1
            told.append((end + 1, behind))
        else:
            break
        end = min(behind, high)
    for first, behind in told:
        for k in range(min(behind, high) - 1, first, -1):
            if _ends(tokens, first, k) and _opens(tokens, k, high):
                while kinds[k] == "R" and opening(tokens, k, high, True, True) is None:
                    k += 1  # "told analysts roughly two in three were"
                return k
    adverb = _BEFORE_ADVERB.match(kinds, i, told[0][1])
    if adverb is None:
        return told[0][1]
    behind = adverb.end()
    while behind < high and kinds[behind] == "R":
        behind += 1  # "told analysts roughly two in three were"
    return behind


def _past_run(tokens: Tokens, i: int, limit: int) -> int | None:
    """The token behind the noun phrase at `i`, which ends before when something was told."""
    behind = past_phrase(tokens, i, limit)
    if behind is None or tokens.kinds[i] == "P":
        return behind
    if tokens.lower[i] in words.DAY:
        return i + 1  # "in May rents rose"
    for j in range(i + 1, behind):
        if tokens.lower[j] in _THEN or tokens.lower[j] in _WHICH:
            return j
    return behind


def _ends(tokens: Tokens, i: int, k: int) -> bool:
    """Whether whom somebody told may end before a token: "told reporters | Mr Roth had left"."""
    kinds, before = tokens.kinds, tokens.lower[k - 1]
    if kinds[k] not in "NwR9" or kinds[k - 1] not in "Nw":
        return False
    if kinds[k - 1] == "N":  # "told Reuters rents had", unlike "told Gris councillors he had"
        return kinds[k] != "N" and not _may_be_told(tokens.lower[k])
    if kinds[k] == "N":
        return before.endswith("s") or kinds[i] == "D"
    return before.endswith("s") or (_may_be_told(before) and not _may_be_told(tokens.lower[k]))


def _may_be_told(noun: str) -> bool:
    role = is_role(noun) or is_role(noun.removesuffix("s"))
    return role or noun in words.INSTITUTION or noun in MEDIUM


def _opens(tokens: Tokens, k: int, high: int) -> bool:
    """Whether a clause with a verb of its own begins at a token."""
    lower = tokens.lower
    while k < high and tokens.kinds[k] == "R" and lower[k] not in _REPORTED:
        k += 1
    if k >= high or opening(tokens, k, high, True, True) is None or lower[k] in words.RELATIVE:
        return False  # "told the woman who owned it"
    return tokens.kinds[k] not in "Nw9V" or _has_verb(tokens, k, high)


def _has_verb(tokens: Tokens, k: int, high: int) -> bool:
    """Whether a noun phrase at a token has a verb: not "story of a town", nor "labored over it"."""
    if is_past(tokens.lower[k]) or tokens.lower[k].endswith("ing"):
        return False
    for j in range(k + 1, min(high, k + _LONGEST) + 1):
        if tokens.kinds[j] in ".Q:," or tokens.lower[j] in words.RELATIVE:
            return False
        if tokens.kinds[j] in _FINITE or (tokens.kinds[j] == "w" and is_past(tokens.lower[j])):
            return True
    return False
