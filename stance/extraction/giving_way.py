"""Where a reported clause gives way: to a quotation, or to the next who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.extraction import words
from stance.extraction.propositions import SHORTEST, Reported
from stance.extraction.tokens import Tokens

# What begins a clause of its own: "…, and the ministry calls it “over”".
_CLAUSE = re.compile(r"D{0,2}[wN]{1,4}R?[SH]")
AND = frozenset(("and", "but"))
_PRONOUNS = frozenset(("he", "they", "it", "i", "who"))
_WHEN = frozenset(("after", "when", "while", "although", "though", "whereas", "as", "since"))
_TURN = frozenset((";", "but", "while", "whereas"))  # between what two say
_AND_THEN = re.compile(r",KOD{0,3}R?[wN9V]{1,4}(?:O[wN9D]{1,4}){0,2}[wN9]?,?$")
# What is told of in a reported clause: "…, and that he had said".
_TOLD_OF = frozenset(("had", "would"))
_SPEAKING = frozenset("ASH")


def end_before_quotation(tokens: Tokens, first: int, quote: int) -> int:
    """The last token before "and that" or "and said" that leads up to a quotation; -1 if none."""
    leads = "SH"  # what the conjunction next to the quotation may lead to
    for i in range(quote - 1, max(first, quote - 30), -1):
        if tokens.lower[i] == ";":
            return i - 1
        if tokens.lower[i] not in AND:
            continue
        if (
            tokens.lower[i + 1] == "that"
            or tokens.kinds[i + 1] in leads
            or (tokens.kinds[i + 1] == "A" and tokens.kinds[i + 2] in "SH")  # "and has called"
            or (tokens.kinds[i - 1] == "," and _CLAUSE.match(tokens.kinds, i + 1, quote))
        ):
            while i > first and tokens.kinds[i - 1] in ",-":
                i -= 1
            return i - 1
        leads = "S"  # "had built and released it and was “glad”" is one clause
    # "thinks it is late: “Go now.”", unlike "says the rule is: “Go”" and "said this: “Go”"
    led = tokens.kinds[quote - 1] == ":" and tokens.kinds[quote - 2] not in "ASH"
    return quote - 2 if led and not _SPEAKING.isdisjoint(tokens.kinds[first : quote - 2]) else -1


def shortened(tokens: Tokens, r: Reported, ahead: Sequence[Reported]) -> Reported:
    """A proposition cut where the next verb of speech takes over: "…, adding that …".

    `ahead` are some of those that begin after it.
    """
    last = r.last
    for other in ahead:
        if r.first + SHORTEST < other.mention.first <= last:
            joint = _joint(tokens, r, other)
            if joint >= 0:
                last = joint - 1
                break
        if r.first < other.cue <= last and other.mention.first < r.first < other.first:
            if _is_bare(tokens, other.cue) and not _is_bare(tokens, r.cue):
                continue  # "she said she would thank them and blame the mayor for it"
            last = other.cue - 1
    if last == r.last:
        return r
    while last > r.first and tokens.kinds[last] in ",K-":
        last -= 1
    return Reported(r.first, last, r.mention, r.cue, r.rule)


def _joint(tokens: Tokens, r: Reported, other: Reported) -> int:
    """The conjunction or comma behind which another speaks: "…, but Ana Paz said"; else -1.

    Unlike "and that he said".
    """
    m, at = other.mention, other.mention.first - 1
    says = words.BASE.get(tokens.lower[other.cue]) in words.SAY
    says = says and _TOLD_OF.isdisjoint(tokens.lower[m.last : other.cue])
    if not says or m.relation[:2] != "sv" or not r.cue < m.first < other.cue:
        return -1
    then = _AND_THEN.search(tokens.kinds, r.first, m.first)
    if then is not None:
        at = then.start() + 1  # "…, and in a note Ana Paz said"
    joined = tokens.lower[at] in _TURN
    if tokens.lower[at] == "and" and not _SPEAKING.isdisjoint(tokens.kinds[r.first : at]):
        # "Ana Paz said it was late and Len Roth insisted that it was not"
        clause = other.rule.endswith(" clause") and m.kind not in _PRONOUNS
        joined |= tokens.kinds[at - 1] == "," or other.rule.endswith(" that") or clause
    # "After the report, which found that it was late, Ana Paz said"
    joined |= tokens.kinds[at] == "," and tokens.lower[r.cue - 1] in ("which", "who")
    before = r.mention.first - 1
    opens = before >= 0 and before == tokens.first[tokens.sentence[r.cue]]
    # "After Len Roth said it was late, Ana Paz insisted it was early"
    joined |= tokens.kinds[at] == "," and opens and tokens.lower[before] in _WHEN
    return at if joined else -1


def _is_bare(tokens: Tokens, verb: int) -> bool:
    return words.BASE.get(tokens.lower[verb]) == tokens.lower[verb]
