"""What reports like a verb of speech: "voiced fears that", "wrote to say", "wants to know if"."""

from __future__ import annotations

from collections.abc import Iterator

from stance.extraction import reporting, words
from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

_REACH = 6  # tokens from such a verb to its "that" or "to say"
_SURE = frozenset(listed("adamant convinced clear confident certain hopeful"))
BEING = frozenset(listed("is are was were remains remained"))
_MADE = BEING | {"made", "makes"}
_VOICED = frozenset(
    listed("""
    expressed expresses voiced voices repeated repeats issued issues made makes raised raises
    reiterated reiterates
""")
)
_VIEWS = frozenset(
    listed("""
    warning warnings fear fears concern concerns claim claims hope hopes view belief doubts regret
    confidence suspicion suspicions allegation allegations accusation accusations
""")
)
_LEADING = frozenset(("that", "saying", "say", "know"))
_WANTING = frozenset(listed("want wants wanted wishes wished like"))
_BEYOND = reporting.UNSAID | {"has", "have", "had"}
_NONE: frozenset[str] = frozenset()
_SENT = frozenset(
    listed("issued issues released releases published publishes posted posts sent sends wrote took")
)


def stated(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The verb of each such phrase, and the token before its "that" or its clause."""
    lower = tokens.lower
    if _LEADING.isdisjoint(lower):
        return
    for i, word in enumerate(lower):
        if word not in _LEADING or not i:
            continue
        before = lower[i - 1]
        if word == "know":
            wants = before == "to" and lower[i - 2] in _WANTING
            if wants and _BEYOND.isdisjoint(lower[max(0, i - 4) : i - 2]):
                yield i - 2, i
            continue
        if word == "that":
            verbs = _MADE if before in _SURE else _VOICED if before in _VIEWS else _NONE
        else:
            sent = before in words.CARRIER if word == "saying" else before == "to"
            verbs = _SENT if sent else _NONE
        verb = _verb_before(tokens, i, verbs)
        if verb > 0 and reporting.UNSAID.isdisjoint(lower[max(0, verb - 2) : i]):
            yield verb, i - (word == "that")


def _verb_before(tokens: Tokens, i: int, verbs: frozenset[str]) -> int:
    """The verb that a phrase up to token `i` goes with; -1 if none stands near."""
    for j in range(i - 1, max(0, i - _REACH), -1):
        if tokens.lower[j] in verbs:
            return j
        if tokens.kinds[j] in ",.:-QKS":
            break
    return -1
