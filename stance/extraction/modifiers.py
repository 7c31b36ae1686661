"""The phrases behind a noun that tell more of it: "with half a beard", "out for a stroll"."""

from __future__ import annotations

import re

from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

# Behind what may follow a noun and begin a phrase that tells more of it.
BEHIND = frozenset(
    listed("""
    of from in at for on with to by inside outside near behind beside opposite across under over
    around above below without against along among between beneath underneath off
""")
)
# Where somebody is, told by a word alone: "the man on the bench outside said".
PLACED = frozenset(listed("outside inside upstairs downstairs"))
_PARTICLE = frozenset(listed("out in off over up down away back home"))
_ALONG = frozenset(("up", "down"))  # which may govern a noun: "up a ladder"
_PHRASE = re.compile(r"(?:DO(?=[DwN9]))?D{0,4}R?[wN9V]{1,24}|DOP")


def past_preposition(tokens: Tokens, i: int) -> int:
    """The token behind "with", "out for" or "up" a ladder at token `i`; `i` if none is there."""
    kinds, word = tokens.kinds, tokens.lower[i : i + 1]
    if not word or i + 1 == len(kinds):
        return i
    if is_along(tokens, i):
        return i + 1
    if word[0] in _PARTICLE and kinds[i + 1] == "O":
        return i + 2
    return i + (kinds[i] == "O")


def past_phrase(tokens: Tokens, i: int) -> int:
    """The token behind the nouns at token `i`, "one of the boats", "no hat at all"; `i` if none."""
    match = _PHRASE.match(tokens.kinds, i)
    if match is None or (match[0][1:2] == "O" and tokens.lower[i + 1] != "of"):
        return i
    end = match.end()
    return end + 2 * (tokens.lower[end : end + 2] == ["at", "all"])


def is_along(tokens: Tokens, i: int) -> bool:
    """Whether "up" or "down" at a token governs the nouns that come next: "up a ladder"."""
    return tokens.lower[i] in _ALONG and tokens.kinds[i + 1 : i + 2] == "D"
