"""Where a reported clause ends within its sentence."""

from __future__ import annotations

import re

from stance.extraction.phrases import Mention
from stance.extraction.tokens import Tokens

# "Ana Paz, who has said", "Ana Paz, saying", "a man who said", each before a verb of its own.
_RELATIVE = re.compile("(?:,P[AR]{0,2}|,|P[AR]{0,2})[SHV]")
_FINITE = re.compile("[ASH]")
_OWN_VERB = re.compile(r",R?(?:[ASH]|w(?=[DOPNR.\n]|$))")
_SECOND_VERB = re.compile(r"(?<=[ASH]w)[AS]|(?<=[ASH][wR]w)[AS]")


def end_of_relative(tokens: Tokens, m: Mention, cue: int, high: int) -> int:
    """The last token of "who said it was late" inside a subject, before the subject's own verb."""
    kinds = tokens.kinds
    begin = tokens.first[tokens.sentence[m.first]]
    comma = m.last + 1 if tokens.lower[m.last] != "who" else m.last - (kinds[m.last - 1] == ",")
    match = _RELATIVE.match(kinds, comma, cue + 1)
    if match is None or match.end() <= cue or _FINITE.search(kinds, begin, m.first):
        return high
    if kinds[cue - 1] == "," and not tokens.lower[cue].endswith("ing"):
        return high  # "Ana Paz, said the mayor"
    own = (_OWN_VERB if kinds[comma] == "," else _SECOND_VERB).search(kinds, cue + 1, high + 1)
    while own is not None and kinds[own.start()] == ",":
        if _FINITE.search(kinds, cue + 1, own.start()):
            break
        own = _OWN_VERB.search(kinds, own.start() + 1, high + 1)  # "said Paz, the mayor, was"
    return own.start() - 1 if own is not None else high
