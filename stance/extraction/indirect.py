"""Words reported without marks: "said that …", "according to …", "accused … of …"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from stance.extraction import reporting, words
from stance.extraction.agents import quoted_as_saying, reported_by, said_in_clause, with_quoted
from stance.extraction.asides import (
    aside_around,
    has_verb,
    inverted_around,
    last_said,
    still_said,
)
from stance.extraction.clauses import is_asked_about
from stance.extraction.endings import is_claim
from stance.extraction.giving_way import AND, end_before_quotation, shortened
from stance.extraction.mentions import dateline, find_mentions
from stance.extraction.phrases import OPINION, SOURCED, Mention
from stance.extraction.propositions import (
    SHORTEST,
    SKIPPED,
    Reported,
    is_unsaid,
    proposition_behind,
    stripped,
)
from stance.extraction.questions import question_behind
from stance.extraction.reader import Analysed
from stance.extraction.relayed import without_relays
from stance.extraction.stated import BEING, stated
from stance.extraction.tokens import Tokens
from stance.extraction.views import views

_OWN = frozenset(("sv", "svp", "sva", "svc", "vs"))  # how a mention goes with its own verb
_DONE = frozenset(("spoken", "written", "known", "given"))  # behind "had"
_WHILE = frozenset(("by", "before", "after", "while", "without"))  # "before adding that"
_THEN = frozenset(("then", "later", "also", "only", "instead"))  # "…, then conceded that"
_SAYING = frozenset("SH")
_LEAD_IN = frozenset(("say", "saying", "add"))
_LOOSE = ("clause", "question")  # rules by which no word opens what is reported


def find_reported(
    where: Analysed, quoted: Sequence[int], commas: Set[int] = frozenset()
) -> Iterator[Reported]:
    """What the sentences of a paragraph report without marks.

    `quoted` are the tokens that are quotes of their own, in order: a proposition that holds one is
    left to it, up to where a new clause begins ("… and that"). Propositions of one paragraph do
    not overlap. `commas` are those that end in a comma.
    """
    tokens = where.tokens
    bounds = _bounds(tokens)
    taken = -1
    for reported in _all(where, bounds):
        # “… for now.” The road will open, he said.
        begins = reported.first == tokens.first[tokens.sentence[reported.first]]
        at = bisect_left(quoted, reported.first - (not begins))
        nothing = reported.last < reported.first  # where others were cut out of it
        if nothing or reported.first <= taken or _is_tag(tokens, reported, commas):
            continue
        if at < len(quoted) and quoted[at] <= reported.last + 1:
            last = end_before_quotation(tokens, reported.first, quoted[at])
            if last - reported.first + 1 < SHORTEST:
                continue
            reported = replace(reported, last=last)
        taken = reported.last
        yield reported


def _is_tag(tokens: Tokens, reported: Reported, commas: Set[int]) -> bool:
    """Whether a verb has its words before it: “…,” Ana Paz wrote in a letter the paper has seen."""
    m = reported.mention
    tag = m.first - 1 in commas and m.first not in tokens.first and m.relation[:2] == "sv"
    return tag and reported.cue == m.cue < reported.first and reported.rule.endswith(_LOOSE)


def _bounds(tokens: Tokens) -> list[tuple[int, int]]:
    """First and last token of each sentence, its full stop and a dateline left out."""
    begin = dateline(tokens)  # behind "GRIS, Mont. (AP) —", where a full stop stands
    found = []
    for low, high in pairwise([*tokens.first, len(tokens)]):
        low, last = max(low, begin), high - 1
        while last > low and tokens.kinds[last] in ".":
            last -= 1
        found.append((low, last))
    return found


def _all(where: Analysed, bounds: list[tuple[int, int]]) -> Iterator[Reported]:
    tokens = where.tokens
    subject: dict[int, Mention] = {}
    tagging: dict[int, Mention] = {}  # the last of a sentence who says what stands before
    mentions = _mentions(where)
    done: set[int] = set()
    found: list[Reported] = []
    quoted = "as" in tokens.lower  # "was quoted as saying"
    for m in (with_quoted(tokens, m) for m in mentions) if quoted else mentions:
        speaks = m.cue >= 0
        by = None
        if m.before == "by":
            by = reported_by(tokens, m, bounds[tokens.sentence[m.first]][1])
        if by is not None:
            done.add(by.cue)
            found.append(by)
        if not (speaks or m.subject) or m.kind == "stem":
            continue
        sentence = tokens.sentence[m.first]
        if sentence not in subject and not m.possessor and _may_act(m, where):
            subject[sentence] = m
        if not speaks or m.cue in done or m.kind == "i" or m.head in reporting.NOBODY:
            continue
        if m.first and _is_denied(tokens.lower, m.first):
            continue
        low, high = bounds[sentence]
        one = quoted_as_saying(tokens, m, high) or _of_mention(tokens, m, low, high)
        if one is not None:
            done |= {m.cue, one.cue}
            found.append(one)
            found += still_said(tokens, one, high)
            if one.first < m.first and not one.rule.startswith("subject"):
                tagging[sentence] = m
    for i in tokens.verbs:
        actor = tagging.get(tokens.sentence[i])
        if actor is None or actor.cue > i:
            actor = subject.get(tokens.sentence[i])
        if i and tokens.lower[i - 1] == "which":
            before = i - 2 - (tokens.kinds[i - 2] == ",")
            actor = next((m for m in mentions if m.last == before), None)
            if actor is not None:
                found += said_in_clause(tokens, actor, i, bounds[tokens.sentence[i]][1])
            continue
        if i and i not in done and actor is not None and actor.first < i:
            one = _hung(tokens, actor, i, bounds[tokens.sentence[i]][1])
            if one is not None:
                found.append(one)
    for verb, i in stated(tokens):
        actor = subject.get(tokens.sentence[verb])
        if actor is not None and actor.last < verb and actor.kind != "it" and i not in done:
            within = tokens.lower[verb] in BEING and "S" in tokens.kinds[actor.last + 1 : verb]
            if not within:  # "Ana Paz said the law is clear that it rains"
                found += _stated(tokens, actor, i, bounds[tokens.sentence[i]][1])
    found += views(where, bounds)
    found += _resumed(tokens, mentions, bounds)
    found += _before_subject(tokens, mentions, bounds)
    found.sort(key=lambda r: (r.first, -r.last))
    kept = without_relays(tokens, found)
    for i, r in enumerate(kept):
        yield shortened(tokens, r, kept[i + 1 : i + 6])


def _is_denied(lower: list[str], first: int) -> bool:
    """Whether somebody said no such thing: "neither Len Roth nor Ana Paz", "not even Ana Paz"."""
    return lower[first - 1] == "nor" or lower[first - 1 : first + 1] == ["not", "even"]


def _may_act(m: Mention, where: Analysed) -> bool:
    """Whether a mention may be its sentence's subject: no object, nor in what it was asked."""
    tokens = where.tokens
    acts = m.relation != "vs" or tokens.kinds[m.cue] == "S"
    opens = tokens.kinds[tokens.first[tokens.sentence[m.first]]] == "S"
    return acts and not (opens and is_asked_about(m, where))


def _hung(tokens: Tokens, actor: Mention, i: int, high: int) -> Reported | None:
    """What a verb without a subject of its own reports: "…, saying that", "… and said that"."""
    lower, before = tokens.lower, tokens.kinds[i - 1]
    if lower[i] in reporting.PARTICIPLE:
        if before in ",-Q" or lower[i - 1] in _WHILE:
            return proposition_behind(tokens, actor, i, high, "participle")
    elif _is_holding(tokens, i) and before == ",":
        return stripped(tokens, i + 2, high, actor, "participle that", i)
    elif tokens.kinds[i] in "SH" and lower[i] not in _DONE:
        then = lower[i - 1] in _THEN and i > 1
        at = i - 1 - then
        if lower[at] in AND or (then and tokens.kinds[at] == ","):
            return proposition_behind(tokens, actor, i, high, "")
    return None


def _is_holding(tokens: Tokens, i: int) -> bool:
    """Whether a participle and "that" stand at a token: "ruling that it was late"."""
    lower = tokens.lower
    verb = words.BASE.get(lower[i]) if lower[i].endswith("ing") else ""
    return verb in reporting.THAT and verb != "find" and lower[i + 1 : i + 2] == ["that"]


def _before_subject(
    tokens: Tokens, mentions: Sequence[Mention], bounds: Sequence[tuple[int, int]]
) -> Iterator[Reported]:
    """What a participle says that opens a sentence: "Noting that it was late, Ana Paz left"."""
    for low, high in bounds:
        if high - low < SKIPPED // 2 or not _is_holding(tokens, low):
            continue
        at = bisect_left(mentions, low + 2, key=lambda m: m.first)
        for m in mentions[at : at + SKIPPED]:
            comma = m.first - 1
            acts = m.subject or (m.cue > m.last and m.relation[:2] == "sv")
            if m.first > high or (acts and tokens.kinds[comma] == "," and comma > low + 2):
                one = stripped(tokens, low + 2, comma - 1, m, "participle that", low)
                if one is not None and m.first <= high:
                    yield one
                break


def _stated(tokens: Tokens, actor: Mention, i: int, high: int) -> list[Reported]:
    """What "expressed fears that" or "wants to know", which ends at a token, reports."""
    if tokens.lower[i] == "know" and tokens.lower[i + 1 : i + 2] != ["that"]:
        begin = question_behind(tokens, i + 1, min(high, i + SKIPPED))
        one = stripped(tokens, begin, high, actor, "question", i) if begin > 0 else None
        return [one] if one is not None else []
    if i < high and tokens.lower[i + 1] == "that" and tokens.lower[i] not in _LEAD_IN:
        one = stripped(tokens, i + 2, high, actor, "stated that", i)
    else:
        one = proposition_behind(tokens, actor, i, high, "")
    return [one] if one is not None else []


def _resumed(
    tokens: Tokens, mentions: Sequence[Mention], bounds: Sequence[tuple[int, int]]
) -> Iterator[Reported]:
    """What "and that" adds to a quotation: "said it was “over” and that all should go"."""
    lower = tokens.lower
    if "Q" not in tokens.kinds or "that" not in lower:
        return
    that = [i for i in range(2, len(lower)) if lower[i] == "that"]
    added = [i for i in that if lower[i - 1 - (lower[i - 1] == "also")] in AND]
    if not added:
        return
    speaking = sorted(
        (m for m in mentions if m.cue >= 0 and m.relation in _OWN and not _is_told_of(tokens, m)),
        key=lambda m: (m.cue, m.relation[:2] == "sv"),
    )
    for i in added:
        low, high = bounds[tokens.sentence[i]]
        at = bisect_left(speaking, i, key=lambda m: m.cue)
        while at > 1 and _both_say(*speaking[at - 2 : at]):
            at -= 1  # "the board, which backs the plan, said"
        m = speaking[at - 1] if at else None
        if m is not None and m.cue >= low and "Q" in tokens.kinds[m.cue : i] and i < high:
            one = stripped(tokens, i + 1, high, m, "and that")
            if one is not None:
                yield one


def _is_told_of(tokens: Tokens, m: Mention) -> bool:
    """Whether a verb is one of what somebody says: "said the board had shown “care” and that"."""
    return tokens.kinds[m.cue] == "H" and m.relation == "sv" and tokens.kinds[m.first - 1] == "S"


def _both_say(m: Mention, other: Mention) -> bool:
    """Whether two mentions before a verb of speech have it for theirs."""
    return m.cue == other.cue and m.relation[:2] == other.relation[:2] == "sv"


def _mentions(where: Analysed) -> list[Mention]:
    """The mentions of the sentences that may report something; only those are worked out."""
    tokens = where.tokens
    if where.known or tokens.at:
        return where.mentions
    found: list[Mention] = []
    ends = [*tokens.first[1:], len(tokens)]
    for sentence in _reporting(tokens):
        found += find_mentions(tokens, tokens.first[sentence], ends[sentence])
    return found


def _reporting(tokens: Tokens) -> list[int]:
    """The sentences with a verb that can report what follows or precedes it."""
    found: list[int] = []
    for i in tokens.verbs:
        sentence = tokens.sentence[i]
        if (not found or found[-1] != sentence) and _may_report(tokens, i):
            found.append(sentence)
    found = sorted({*found, *(tokens.sentence[verb] for verb, _ in stated(tokens))})
    if not SOURCED.isdisjoint(tokens.lower):
        found = sorted(
            {*found, *(tokens.sentence[i] for i, w in enumerate(tokens.lower) if w in SOURCED)}
        )
    return found


def _may_report(tokens: Tokens, i: int) -> bool:
    verb = words.BASE.get(tokens.lower[i])
    if verb in reporting.REPORTING or tokens.lower[i + 1 : i + 3] == ["to", "know"]:
        return True
    last = tokens.kinds[i + 1 : i + 2] in ("", ".")  # "It rained, the team found."
    return verb in reporting.THAT and (last or "that" in tokens.lower[i + 1 : i + SKIPPED])


def _of_mention(tokens: Tokens, m: Mention, low: int, high: int) -> Reported | None:
    kinds = tokens.kinds
    if m.relation == "acc":
        return None if kinds[m.cue] == "-" else _according(tokens, m, low, high)
    if is_unsaid(tokens, m.cue) or (kinds[m.last] == "N" and is_claim(tokens, m.first)):
        return None
    if m.relation == "vs":
        return inverted_around(tokens, m, low, high)
    if not m.relation.startswith("sv"):
        return None
    if kinds[low] == "O":  # "In a note read to the court, she claimed the chairman had paid"
        one = proposition_behind(tokens, m, m.cue, high, "")
        if one is not None:
            return one
    tags = kinds[m.cue] == "S" or words.BASE.get(tokens.lower[m.cue]) in reporting.REMINDING
    if m.first > low and kinds[m.first - 1] == "," and (tags or m.cue == high):
        aside = aside_around(tokens, m, low, high)
        if aside is not None or m.cue == high or kinds[m.cue + 1] in ",.":
            return aside
    return proposition_behind(tokens, m, m.cue, high, "")


def _according(tokens: Tokens, m: Mention, low: int, high: int) -> Reported | None:
    """The rest of the sentence beside "according to Ana Paz" or "in her view"."""
    kinds = tokens.kinds
    i = max(m.last, m.cue) + 1
    whom = tokens.lower[m.last] in ("whom", "which")
    if min(m.cue, m.first - 1) <= low + (kinds[low] == "K"):
        comma = kinds.find(",", i, high)
        if comma < 0 or m.kind in ("he", "they", "it"):
            return stripped(tokens, i, high, m, "according to, first")
        second = kinds.find(",", comma + 1, high)
        if second > 0 and not set("ASHQ").intersection(kinds[comma:second]):
            comma = second  # "According to Ana Paz, the mayor, it …"
        return stripped(tokens, comma + 1, high, m, "according to, first")
    cue = min(m.cue, m.first - 1)
    viewed = tokens.lower[cue] != "according"  # "…, in her opinion"
    if viewed and (kinds[cue - 1] != "," or OPINION.isdisjoint(tokens.lower[cue : i + 1])):
        return None
    before = cue - 1 - (kinds[cue - 1] == ",")
    if tokens.lower[before] == "that" and not _SAYING.isdisjoint(kinds[low:before]):
        return None  # "the paper said that, according to Ana Paz, it": the paper says so
    if whom:
        return stripped(tokens, i, high, m, "according to, first")
    if kinds[cue - 1] == "," and i < high and kinds[i] == "," and not has_verb(tokens, low, cue):
        return stripped(tokens, i + 1, high, m, "according to, first")
    last = last_said(tokens, cue - 1, i, high) if viewed else cue - 1
    return stripped(tokens, low, last, m, "according to, last")
