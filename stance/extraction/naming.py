"""What somebody calls another without marks: "called the vote a farce", "in what she called a"."""

from __future__ import annotations

import re

from stance.extraction import words
from stance.extraction.phrases import Mention
from stance.extraction.tokens import Tokens

# Whom or what somebody calls something, before what: "it", "the tax on boats", "the plan to go".
_OBJECT = re.compile(
    r"(?:P|D{0,2}R?[wN9V]{1,6}(?:OD{0,2}R?[wN9V]{1,5}){0,2}(?:Ow(?:D{0,2}[wN]{1,3}))?)(?=D)"
)
_ONE = frozenset(("a", "an", "one"))
_BEFORE = frozenset(("what", "which"))
_SELF = ("self", "selves")


def name_behind(tokens: Tokens, m: Mention, cue: int, i: int, limit: int) -> int:
    """Where what somebody calls another begins, behind a verb; -1 if he does not.

    `i` is the token behind the verb and its adverbs. Unlike "called her twice a week", and what
    somebody calls himself.
    """
    lower, at, one = tokens.lower, i, _ONE
    if m.first == 0 or m.last > cue or lower[m.first - 1] not in _BEFORE:
        match = _OBJECT.match(tokens.kinds, i, limit + 1)
        at = match.end() if match is not None and not lower[i].endswith(_SELF) else -1
        one = _ONE | {"the"}
    if at < 0 or lower[at] not in one:
        return -1
    return at if words.TIME.isdisjoint(lower[at : at + 3]) else -1
