"""Where a question begins that somebody asks: "asked her on Monday [whether it rained]"."""

from __future__ import annotations

import re

from stance.extraction.reporting import WHETHER
from stance.extraction.tokens import Tokens

_WHOM = r"(?:P|D{0,3}[wN9V]{1,5}(?:OD{0,2}[wN9V]{1,4}){0,2})"
# Whom, and when, where and through whom: "asked the board of the mill in a letter", "asked her,
# through the chair,".
_BETWEEN = re.compile(rf"{_WHOM}?R?(?:,?OD{{0,3}}[wN9V]{{1,4}}){{0,2}}R?,?")
# What is asked for or about begins none: "asked for help when it sank".
_MATTER = frozenset(("for", "about", "after", "because", "over", "than", "as", "like"))
_WHICH = frozenset(("which", "whose", "whom"))
_WHO = _WHICH | {"who"}


def question_behind(tokens: Tokens, i: int, limit: int) -> int:
    """The token at which a question begins behind a verb and its adverbs; -1 if none does."""
    lower, kinds = tokens.lower, tokens.kinds
    for j in range(i, limit + 1):
        if lower[i] == "of" or (j > i and lower[j - 1] in _MATTER):
            return -1
        if j > i and lower[j - 1] == "to" and kinds[j] in "VSHA":
            return -1  # "asked them to study it"
        if not _opens(tokens, i, j, limit):
            continue
        return j if _BETWEEN.fullmatch(kinds, i, j) else -1
    return -1


def _opens(tokens: Tokens, i: int, j: int, limit: int) -> bool:
    """Whether a question may begin at a token; unlike "asked the clerks who had left to go"."""
    lower, kinds = tokens.lower, tokens.kinds
    if kinds[j] == "O" and j < limit and lower[j] not in _MATTER:
        # "by what right", "to whom"
        return lower[j + 1] in _WHICH or lower[j + 1] == "what"
    told = j == i or kinds[j - 1] == "P" or (kinds[j - 1] == "N" and lower[j] == "who")
    return lower[j] in (_WHO if told else WHETHER - {"who"}) or (told and lower[j] in WHETHER)
