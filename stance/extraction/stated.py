"""What reports like a verb of speech: "voiced fears that", "rose to say", "wants to know if"."""

from __future__ import annotations

from collections.abc import Iterator

from stance.extraction import reporting, words
from stance.extraction.tokens import Tokens
from stance.extraction.wording import OWNING
from stance.extraction.words import listed

_REACH = 9  # tokens from such a verb to its "that" or "to say"
_SURE = frozenset(listed("adamant convinced clear confident certain hopeful"))
BEING = frozenset(listed("is are was were remains remained"))
_MADE = BEING | {"made", "makes"}
_VOICED = frozenset(
    listed("""
    expressed expresses voiced voices repeated repeats issued issues made makes raised raises
    reiterated reiterates gave gives took takes sent sends left leaves shared shares rejected
    rejects dismissed dismisses denied denies disputed disputes
""")
)
_VIEWS = frozenset(
    listed("""
    warning warnings fear fears concern concerns claim claims hope hopes view belief doubts regret
    confidence suspicion suspicions allegation allegations accusation accusations suggestion
    suggestions notion idea report reports rumour rumours rumor rumors assertion assertions
    argument assurance assurances promise word doubt point position message prediction
""")
)
_REFUSED = frozenset(listed("rejected rejects dismissed dismisses denied denies disputed disputes"))
_LEADING = frozenset(("that", "saying", "say", "add", "know"))
_WANTING = frozenset(listed("want wants wanted wishes wished like"))
_HAVING = frozenset(("has", "have", "had"))
_BEYOND = reporting.UNSAID | _HAVING
_NONE: frozenset[str] = frozenset()
_SENT = frozenset(
    listed("issued issues released releases published publishes posted posts sent sends wrote took")
)
# What one does in order to say something: "rose to say", "called the paper to say".
_TURNED = _SENT | frozenset(
    listed("""
    rose rises stood stands got called calls rang rings phoned phones telephoned telephones emailed
    emails texted came comes went goes stepped wishes wished asks
""")
)
# Of orders and forecasts: "moved that the road be closed".
_RULED = frozenset(
    listed("ordered directed directs moved projected requested stipulated stipulates")
)
_PUT = frozenset(("put", "puts"))
_LET = frozenset(listed("let lets wants wanted wishes wished"))
_KNOWN = frozenset(("known", "know"))


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
            if before in _RULED and _opens_clause(tokens, i + 1):
                if _BEYOND.isdisjoint(lower[max(0, i - 3) : i]):
                    yield i - 1, i - 1
                continue
            told = _told_as_known(lower, i)
            if told > 0:
                yield told, i - 1
                continue
            verbs = _MADE if before in _SURE else _VOICED if before in _VIEWS else _NONE
            if lower[i - 2 : i] == ["no", "doubt"]:
                verbs = _VOICED | _HAVING
        elif word == "saying":
            verbs = _SENT if before in words.CARRIER else _NONE
        else:
            verbs = _TURNED if before == "to" else _NONE
        verb = _verb_before(tokens, i, verbs)
        owned = any(w.endswith(OWNING) for w in lower[verb + 1 : i]) if verb > 0 else False
        if owned and lower[verb] in _REFUSED:
            continue  # "rejected the clerk's claim that" tells what the clerk said
        if verb > 0 and reporting.UNSAID.isdisjoint(lower[max(0, verb - 2) : i]):
            yield verb, i - (word == "that")


def _told_as_known(lower: list[str], that: int) -> int:
    """The verb of "put it to her that" and "let it be known that"; -1 where there is none."""
    for j in range(that - 2, max(0, that - _REACH), -1):
        put = lower[j] in _PUT and lower[j + 1 : j + 3] == ["it", "to"]
        let = lower[j] in _LET and lower[that - 1] in _KNOWN
        if put or let:  # also "has let it be known"
            beyond = reporting.UNSAID if let else _BEYOND
            return j if beyond.isdisjoint(lower[max(0, j - 2) : j]) else -1
        if lower[j] in (",", ".", "that"):
            break
    return -1


def _opens_clause(tokens: Tokens, i: int) -> bool:
    """Whether a clause may begin behind "that": unlike "moved that week"."""
    return tokens.kinds[i : i + 1] in (*"PDN9w",) and tokens.lower[i] not in words.TIME


def _verb_before(tokens: Tokens, i: int, verbs: frozenset[str]) -> int:
    """The verb that a phrase up to token `i` goes with; -1 if none stands near."""
    for j in range(i - 1, max(0, i - _REACH), -1):
        if tokens.lower[j] in verbs:
            return j
        if tokens.kinds[j] in ",.:-QKS" and j < i - 1:  # the noun may be "claims"
            break
    return -1
