"""What one says was or will be done, behind a verb: "denied selling it", "ruled out a sale"."""

from __future__ import annotations

from stance.extraction.titles import NOT_VERBAL
from stance.extraction.tokens import Tokens
from stance.extraction.words import BASE, listed

_HAVING = frozenset(("has", "have", "had"))
# Nouns by which nothing is done: "denied wrongdoing in May", "proposed spending cuts".
_NOUN = NOT_VERBAL | frozenset(
    listed("""
    wrongdoing spending funding housing banking training planning financing earnings savings
    accounting engineering marketing advertising parking lighting warning finding setting being
    outstanding existing remaining pending rising falling growing following sweeping lasting
    binding opposing working leading missing
""")
) - {"reading"}
_OBJECT = frozenset("DPNO9VRASHw")
_ASIDE = frozenset(("a", "an", "one", "which", "but", "although", "saying"))


def doing(tokens: Tokens, cue: int, i: int, high: int) -> tuple[int, int] | None:
    """The first and last token of what was or is to be done, behind a verb; None if nothing is.

    `i` is the token behind the verb and its adverbs. Whoever "has ruled it out" has acted.
    """
    lower, kinds = tokens.lower, tokens.kinds
    if lower[cue - 1] in _HAVING or i > high:
        return None
    out = BASE[lower[cue]] == "rule"
    if out and lower[i - 1] != "out":
        return None
    if not is_gerund(tokens, i, high) and not (out and kinds[i] in "DwN9VSH"):
        return None
    for j in range(i + 2, high):
        if kinds[j] == "," and lower[j + 1] in _ASIDE:
            return i, j - 1
    return i, high


def is_gerund(tokens: Tokens, i: int, high: int) -> bool:
    """Whether a form in -ing has an object or the like: "closing the mill", "going to the mill"."""
    word = tokens.lower[i]
    if not word.endswith("ing") or len(word) < 5 or i >= high:
        return word == "being" and i < high
    noun = word in _NOUN or tokens.words[i][0].isupper() or tokens.kinds[i] == "O"  # "during"
    return not noun and tokens.kinds[i + 1] in _OBJECT and tokens.lower[i + 1] != "of"
