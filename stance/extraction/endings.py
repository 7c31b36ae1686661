"""Where a reported clause ends within its sentence."""

from __future__ import annotations

import re

from stance.extraction.phrases import Mention
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import is_past
from stance.extraction.words import listed

# "Ana Paz, who has said", "Ana Paz, saying", "a man who said", each before a verb of its own.
_RELATIVE = re.compile("(?:,P[AR]{0,2}|,|P[AR]{0,2})[SHV]")
_FINITE = re.compile("[ASH]")
_OWN_VERB = re.compile(r",R?(?:[ASH]|w(?=[DOPNR.\n]|$))")
_SECOND_VERB = re.compile(r"(?<=[ASH]w)[AS]|(?<=[ASH][wR]w)[AS]")
# What another makes of it: "…, but Ana Paz denied it", "…, a claim the ministry rejects".
_AGAINST = frozenset(("but", "although", "though", "while", "yet"))
_BESIDE = _AGAINST | {"when", "after", "as", "since", "before"}
_DENIES = frozenset(
    listed("""
    denied denies deny disagreed disagrees disputed disputes dispute rejected rejects reject
    dismissed dismisses dismiss refuted refutes contested contests contest
""")
)
_IT = frozenset(("it", "this", "that", "them", ",", "."))
_CLAIM = frozenset(
    listed("""
    claim claims charge charges allegation allegations accusation accusations view assertion
    suggestion statement account version idea argument figure number point
""")
)
# What who speaks did at that, or kept back.
_TURNING = frozenset((",", "but", "and", "without", "when"))
_DECLINED = frozenset(("declined", "refused"))
_OWN = frozenset(("his", "her"))
_DID_NOT = (["did", "not"], ["would", "not"])
_TELL = frozenset(listed("say comment elaborate give answer name specify provide identify discuss"))
_TELLING = frozenset(listed("giving elaborating naming specifying providing identifying offering"))
_SHOWING = frozenset(
    listed("""
    citing referring alluding pointing gesturing waving brandishing banging thumping pounding
""")
)
# What came of its being said: "…, sparking a walkout", "…, to applause".
_STIRRING = frozenset(
    listed("sparking prompting drawing triggering provoking eliciting earning stoking")
)
_NOISE = frozenset(listed("applause laughter cheers cheering jeers boos gasps groans"))


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


def end_before_denial(tokens: Tokens, first: int, high: int) -> int:
    """The last token before another denies what is said: "…, but Ana Paz denied it"."""
    for i in range(first + 1, high):
        turns = tokens.kinds[i] in ",-." or tokens.lower[i + 1] == "but"
        if turns and _is_denied_behind(tokens, i + 1, high):
            return i - (tokens.kinds[i] in ",-.")
    return high


def end_before_act(tokens: Tokens, first: int, high: int) -> int:
    """The last token before what who speaks did or kept back: "… but declined to say when"."""
    for i in range(first, high):
        word = tokens.lower[i]
        if word not in _TURNING:
            continue
        ahead = [*tokens.lower[i + 1 : i + 4], "", ""]
        if word == "but":
            silent = ahead[0] in _DECLINED or ahead[:2] == ["gave", "no"]
            silent |= ahead[:2] in _DID_NOT and ahead[2] in _TELL
        elif word == "and":
            silent = ahead[0] in _DECLINED and ahead[2] in _TELL
        elif word == "when":
            silent = ahead[0] == "asked" and ahead[1] != "to"
        elif word == "without":
            silent = ahead[0] in _TELLING
        else:
            silent = ahead[0] in _SHOWING or ahead[0] in _STIRRING or ahead[:2] == ["holding", "up"]
            silent |= ahead[0] == "to" and not _NOISE.isdisjoint(ahead)  # "to loud applause"
            silent |= ahead[0] in _OWN and ahead[1] == "voice" and ahead[2].endswith("ing")
        if silent:
            return i - 1
    return high


def end_of_infinitive(tokens: Tokens, m: Mention, first: int, high: int) -> int:
    """The last token of what somebody is to do, before another verb: "to go, and criticised it"."""
    kinds, lower = tokens.kinds, tokens.lower
    if lower[m.first - 1] in _BESIDE and m.first:
        comma = kinds.find(",", first, high)  # "While Ana Paz vowed to go, others stayed"
        if comma > 0:
            return comma - 1
    for i in range(first, high):
        turns = lower[i] in _AGAINST and kinds[i - 1] == ","
        if turns or (lower[i] in ("and", "but") and is_past(lower[i + 1])):
            return i - 1
    return high


def is_claim(tokens: Tokens, i: int) -> bool:
    """Whether a noun phrase at a token takes up what was said: "…, a claim Ana Paz denied"."""
    return tokens.lower[i] in ("a", "an") and tokens.lower[i + 1] in _CLAIM


def _is_denied_behind(tokens: Tokens, i: int, high: int) -> bool:
    """Whether a subject and a verb of denial follow, whose object is what was said before."""
    kinds, lower = tokens.kinds, tokens.lower
    which = lower[i] == "which" or (i < high and is_claim(tokens, i))
    subject = i + 1 + (which and lower[i] != "which") if which or lower[i] in _AGAINST else i
    subject += which and lower[subject : subject + 1] == ["that"]  # "a claim that Ana Paz denied"
    for j in range(subject + 1, min(high, subject + 8) + 1):
        if lower[j] in _DENIES:
            behind = lower[j + 1 : j + 3] if j < high else []
            it = not behind or behind[0] in _IT or behind[-1] in _CLAIM
            return kinds[subject] in "PDNw" and (which or it)
        if kinds[j] not in "DNwVOR9A":
            return False
    return False
