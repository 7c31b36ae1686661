"""Two who speak in one sentence, a clause each: "Paz called it “fine”, while Roth said …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from stance.extraction.candidates import Candidate
from stance.extraction.leading import CALLING
from stance.extraction.reader import Analysed
from stance.extraction.tokens import Tokens
from stance.extraction.words import BASE

_TOLD_ANEW = re.compile("[SQ.]|,.")
_NAMED = frozenset(("person", "name", "org"))
# What may stand between a second speaker and his words: "Len Roth that it was “late”".
_GAP = re.compile("(?:that (?:it|he|she|they) (?:is|was|are|were)|of|for|as)?(?: an?| the)?")
_SEEN_BY = frozenset(("to", "for"))
_CLAUSE = 60  # tokens before a second speaker in which the first one's verb stands
_FEW = 12  # tokens back to the quotation before
_BEFORE = "subject and verb before"
_JOINING = frozenset(("while", "whereas", "but", "and", "though", "although"))


def told_anew(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose words they are whose own clause leads to them, behind another's.

    "Paz called it “fine”, while Len Roth said it was “late”".
    """
    tokens = here.tokens
    for c in options:
        m = c.mention
        if c.where is not here or m.relation != "sv" or m.kind == "who" or not m.last < m.cue < at:
            continue
        spliced = tokens.kinds[m.first - 2 : m.first] == "Q," and (
            BASE.get(tokens.lower[m.cue]) in CALLING  # "called it “fine”, Len called it “late”"
        )
        if (spliced or begins_clause(tokens, m.first)) and not _TOLD_ANEW.search(
            tokens.kinds, m.cue + 1, at
        ):
            return c
    return None


def told_in_turn(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose words they are where the verb stands with the first alone.

    "Paz called it “fine” and Len Roth “late”", "“fine” by Paz and “late” by Len Roth".
    """
    tokens = here.tokens
    first = tokens.first[tokens.sentence[at]]
    before = max(first, at - _FEW)
    if "Q" not in tokens.kinds[before:at]:
        return None
    for c in options:
        m = c.mention
        if c.where is not here or m.kind not in _NAMED:
            continue
        # "to Paz it is “fine”, to Len Roth “late”"
        begin = m.first - (m.before in _SEEN_BY and m.before in tokens.lower[before : m.first - 1])
        turned = tokens.kinds[begin - 2 : begin] in ("QK", "Q,")
        if turned and m.last < at and _GAP.fullmatch(" ".join(tokens.lower[m.last + 1 : at])):
            low = max(first, m.first - _CLAUSE)  # a sentence may be of any length
            verbs = range(bisect_left(tokens.verbs, low), bisect_left(tokens.verbs, m.first))
            calls = any(BASE.get(tokens.lower[tokens.verbs[i]]) in CALLING for i in verbs)
            ends = m.kind == "person" and tokens.kinds[at + 1 : at + 2] in ("", *".,:")
            if calls or ends:
                return Candidate(replace(m, relation="svc"), here, _BEFORE, c.parts)
        by = m.first == at + 2 and tokens.lower[at + 1] == "by" and tokens.kinds[at - 1] in "K,"
        last = tokens.kinds.rfind("Q", before, at)
        if by and tokens.lower[last + 1] == "by":
            return Candidate(replace(m, relation="acc", cue=at + 1), here, "according to", c.parts)
    return None


def begins_clause(tokens: Tokens, first: int) -> bool:
    """Whether a token is the first of a clause behind another: ", while Len", "; Len"."""
    joined = tokens.lower[max(0, first - 1)] in _JOINING and tokens.kinds[first - 2] in ",Q"
    return first > 1 and (joined or tokens.words[first - 1] == ";")
