"""Clauses that one says and another passes on: "Ana Paz told police it rained, the court heard"."""

from __future__ import annotations

from collections.abc import Sequence

from stance.extraction import words
from stance.extraction.propositions import Reported
from stance.extraction.tokens import Tokens

_AHEAD = 5  # propositions looked through for one inside another
_PRONOUNS = frozenset(("he", "they", "it"))
_RULES = ("that", "clause", "question")  # by which a proposition stands behind its verb


def without_relays(tokens: Tokens, found: Sequence[Reported]) -> list[Reported]:
    """Propositions, in order, but those that are no more than what somebody else says.

    What that one says ends where they do.
    """
    kept = []
    for i, r in enumerate(found):
        inner = _inside(tokens, r, found[i + 1 : i + 1 + _AHEAD])
        if inner is None:
            kept.append(r)
        else:
            inner.last = min(inner.last, r.last)
    return kept


def _inside(tokens: Tokens, r: Reported, ahead: Sequence[Reported]) -> Reported | None:
    """What the subject says with which a proposition beside "the court heard" begins.

    Not beside a pronoun, who tells of what was said to him: "Ana Paz told him it rained, he said".
    """
    if r.mention.kind in _PRONOUNS or (r.cue < r.first and r.rule != "according to, first"):
        return None
    for other in ahead:
        says = words.BASE.get(tokens.lower[other.cue]) in words.SAY
        behind = other.rule.endswith(_RULES) and r.first < other.cue < other.first
        if says and behind and other.mention.first == r.first:
            return other
    return None
