"""Words reported without marks: "said that …", "according to …", "accused … of …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from stance.extraction import reporting, words
from stance.extraction.mentions import Mention, find_mentions
from stance.extraction.reader import Analysed
from stance.extraction.reporting import verb_class
from stance.extraction.tokens import Tokens

_SHORTEST = 3  # tokens of a reported clause
_LONGEST = 150  # tokens of a reported clause
_SKIPPED = 12  # tokens between a verb of speech and what it reports
_PHRASES = re.compile(r"(?:[RO]?D{0,4}R?[wN9VP]{1,6},?){1,4}")


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported proposition: tokens `[first, last]`, who said it, and by what rule."""

    first: int
    last: int
    mention: Mention
    cue: int
    rule: str


def find_reported(where: Analysed, quoted: Sequence[int]) -> Iterator[Reported]:
    """What the sentences of a paragraph report without marks.

    `quoted` are the tokens that are quotes of their own, in order: a proposition that holds one is
    left to it, up to where a new clause begins ("… and that"). Propositions of one paragraph do
    not overlap.
    """
    tokens = where.tokens
    bounds = _bounds(tokens)
    taken = -1
    for reported in _all(where, bounds):
        at = bisect_left(quoted, reported.first - 1)
        if reported.first <= taken:
            continue
        if at < len(quoted) and quoted[at] <= reported.last + 1:
            last = _clause_end(tokens, reported.first, quoted[at])
            if last - reported.first + 1 < _SHORTEST:
                continue
            reported = replace(reported, last=last)
        taken = reported.last
        yield reported


def _clause_end(tokens: Tokens, first: int, quote: int) -> int:
    """The last token before the last "and that" or "and said" that leads up to a quotation."""
    for i in range(quote - 1, max(first, quote - 30), -1):
        if tokens.lower[i] in ("and", "but") and (
            tokens.lower[i + 1] == "that" or tokens.kinds[i + 1] in "SH"
        ):
            while i > first and tokens.kinds[i - 1] in ",-":
                i -= 1
            return i - 1
    return -1


def _bounds(tokens: Tokens) -> list[tuple[int, int]]:
    """First and last token of each sentence, its full stop left out."""
    starts = [*tokens.first, len(tokens)]
    found = []
    for low, high in pairwise(starts):
        last = high - 1
        while last > low and tokens.kinds[last] in ".":
            last -= 1
        found.append((low, last))
    return found


def _all(where: Analysed, bounds: list[tuple[int, int]]) -> Iterator[Reported]:
    tokens = where.tokens
    subject: dict[int, Mention] = {}
    mentions = _mentions(where)
    for m in mentions:
        sentence = tokens.sentence[m.first]
        if (
            sentence not in subject
            and not m.possessor
            and m.kind != "stem"
            and (m.subject or m.cue >= 0)
        ):
            subject[sentence] = m
    done: set[int] = set()
    found: list[Reported] = []
    for m in mentions:
        if m.cue < 0 or m.cue in done or m.kind in ("i", "stem") or m.head in reporting.NOBODY:
            continue
        low, high = bounds[tokens.sentence[m.first]]
        one = _of_mention(tokens, m, low, high)
        if one is not None:
            done.add(m.cue)
            found.append(one)
    for i in tokens.verbs:
        actor = subject.get(tokens.sentence[i])
        if i and i not in done and actor is not None and actor.first < i:
            one = _hung(tokens, actor, i, bounds[tokens.sentence[i]][1])
            if one is not None:
                found.append(one)
    found += _resumed(tokens, mentions, bounds)
    found.sort(key=lambda r: (r.first, -r.last))
    for i, r in enumerate(found):
        yield _shortened(tokens, r, found[i + 1 : i + 6])


def _hung(tokens: Tokens, actor: Mention, i: int, high: int) -> Reported | None:
    """What a verb without a subject of its own reports: "…, saying that", "… and said that"."""
    before = tokens.kinds[i - 1]
    if tokens.lower[i] in reporting.PARTICIPLE:
        if before in ",-Q" or tokens.lower[i - 1] == "by":
            return _content(tokens, actor, i, high, "participle")
    elif tokens.kinds[i] in "SH" and tokens.lower[i - 1] in ("and", "but"):
        return _content(tokens, actor, i, high, "")
    return None


def _resumed(
    tokens: Tokens, mentions: Sequence[Mention], bounds: Sequence[tuple[int, int]]
) -> Iterator[Reported]:
    """What "and that" adds to a quotation: "said it was “over” and that all should go"."""
    speaking = [m for m in mentions if m.cue >= 0 and m.relation[:2] in ("sv", "vs")]
    for i, word in enumerate(tokens.lower):
        if word == "that" and i and tokens.lower[i - 1] in ("and", "but"):
            low, high = bounds[tokens.sentence[i]]
            near = [m for m in speaking[-200:] if low <= m.cue < i]
            if near and "Q" in tokens.kinds[near[-1].cue : i] and i < high:
                one = _span(tokens, i + 1, high, near[-1], "and that")
                if one is not None:
                    yield one


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
    if "according" in tokens.lower:
        found = sorted(
            {*found, *(tokens.sentence[i] for i, w in enumerate(tokens.lower) if w == "according")}
        )
    return found


def _may_report(tokens: Tokens, i: int) -> bool:
    verb = words.BASE.get(tokens.lower[i])
    return verb in reporting.REPORTING or (
        verb in reporting.THAT and "that" in tokens.lower[i + 1 : i + _SKIPPED]
    )


def _shortened(tokens: Tokens, r: Reported, ahead: Sequence[Reported]) -> Reported:
    """A proposition cut where the next verb of speech takes over: "…, adding that …".

    `ahead` are some of those that begin after it.
    """
    last = r.last
    for other in ahead:
        if r.first < other.cue <= last and other.mention.first < r.first < other.first:
            last = other.cue - 1
    while last > r.first and tokens.kinds[last] in ",K-":
        last -= 1
    return Reported(r.first, last, r.mention, r.cue, r.rule) if last != r.last else r


def _of_mention(tokens: Tokens, m: Mention, low: int, high: int) -> Reported | None:
    kinds = tokens.kinds
    if m.relation == "acc":
        return _according(tokens, m, low, high)
    if _is_unsaid(tokens, m.cue):
        return None
    if m.relation == "vs":
        behind = kinds[m.last + 1 : m.last + 2] if m.last < high else "."
        if (
            m.cue > low + _SHORTEST
            and kinds[m.cue - 1] == ","
            and tokens.lower[m.cue] in reporting.INVERTED
            and behind in ",.ORA9("
            and "Q" not in kinds[low : high + 1]
            and _has_verb(tokens, low, m.cue - 1)
        ):
            return _span(tokens, low, m.cue - 2, m, "proposition, verb, subject")
        return None
    if not m.relation.startswith("sv"):
        return None
    if m.first > low and kinds[m.first - 1] == "," and kinds[m.cue] == "S":
        aside = _aside(tokens, m, low, high)
        if aside is not None or m.cue == high or kinds[m.cue + 1] in ",.":
            return aside
    return _content(tokens, m, m.cue, high, "")


def _according(tokens: Tokens, m: Mention, low: int, high: int) -> Reported | None:
    """The rest of the sentence beside "according to Ana Paz" or "in her view"."""
    kinds = tokens.kinds
    i = max(m.last, m.cue) + 1
    whom = tokens.lower[m.last] in ("whom", "which")
    if min(m.cue, m.first - 1) <= low + (kinds[low] == "K"):
        while i < high and kinds[i] != ",":
            i += 1
        return _span(tokens, i + 1, high, m, "according to, first")
    if tokens.lower[m.cue] != "according":
        return None
    if whom:
        return _span(tokens, i, high, m, "according to, first")
    if (
        kinds[m.cue - 1] == ","
        and i < high
        and kinds[i] == ","
        and not _has_verb(tokens, low, m.cue)
    ):
        return _span(tokens, i + 1, high, m, "according to, first")
    return _span(tokens, low, m.cue - 1, m, "according to, last")


def _is_unsaid(tokens: Tokens, cue: int) -> bool:
    """Whether a verb of saying is denied or asked about: "did not say that"."""
    return not reporting.UNSAID.isdisjoint(tokens.lower[max(0, cue - 2) : cue])


def _aside(tokens: Tokens, m: Mention, low: int, high: int) -> Reported | None:
    """The proposition around an aside: "It rained, he said", "The tent, he said, was new"."""
    kinds = tokens.kinds
    if words.BASE.get(tokens.lower[m.cue]) in reporting.MUTE or "Q" in kinds[low : high + 1]:
        return None
    i = m.cue + 1
    while i <= high and (kinds[i] in "R" or tokens.lower[i] in words.DAY):
        i += 1
    if i <= high and kinds[i] not in ",.":
        behind = _past_phrase(tokens, i + (kinds[i] == "O"), high)
        if behind is None or (behind <= high and kinds[behind] not in ",."):
            return None
        i = behind
    if _has_verb(tokens, low, m.first - 1):
        return _span(tokens, low, m.first - 2, m, "proposition, subject, verb")
    if i < high and kinds[i] == ",":
        return _span(tokens, i + 1, high, m, "subject, verb, proposition")
    return None


def _has_verb(tokens: Tokens, low: int, end: int) -> bool:
    """Whether the words before an aside are a clause, not a phrase or a name and what it is."""
    for i in range(low + 1, end):
        kind, word = tokens.kinds[i], tokens.lower[i]
        if word in ("who", "which", "whose", "whom", "that") and i > low + 1:
            return False
        if kind in "ASH" or (kind == "w" and word.endswith("ed") and tokens.kinds[i - 1] in "PNw"):
            return True
    return False


def _content(tokens: Tokens, m: Mention, cue: int, high: int, rule: str) -> Reported | None:
    """What stands behind a verb of speech, if it is a proposition."""
    kinds, lower = tokens.kinds, tokens.lower
    verb = words.BASE.get(lower[cue], "")
    i = cue + 1
    limit = min(high, cue + _SKIPPED)
    if i > high or kinds[i] == "Q" or _is_unsaid(tokens, cue):
        return None
    while i <= limit and kinds[i] == "R" and lower[i] not in ("that", "there"):
        i += 1
    timed = _past_phrase(tokens, i, limit) if kinds[i : i + 1] in ("D", "9", "w") else None
    if timed is not None and lower[timed - 1] in words.TIME and timed <= high:
        i = timed  # "said an hour later", "said several times that"
        while i <= limit and kinds[i] == "R" and lower[i] != "that":
            i += 1
    name = rule or verb_class(verb)
    first = _that(tokens, i, limit, verb in reporting.ADDRESSED)
    if first is not None:
        if verb in reporting.THAT:
            return _span(tokens, first + 1, high, m, f"{name} that", cue)
        return None
    if i > high:
        return None
    for verbs, particle in ((reporting.OF, "of"), (reporting.FOR, "for"), (reporting.AS, "as")):
        at = _particle(tokens, i, limit, particle) if verb in verbs else -1
        if at >= 0:
            begin = i if particle == "as" else at + 1
            return _span(tokens, begin, high, m, f"verb of judgement, {particle}", cue)
    if verb == "call" and lower[i] in ("on", "upon") and _particle(tokens, i, limit, "to") >= 0:
        return _span(tokens, i + 1, high, m, "verb of will, to", cue)
    if verb in reporting.ASKS:
        for j in range(i, min(limit, i + 4) + 1):
            if lower[j] in reporting.WHETHER:
                return _span(tokens, j, high, m, "question", cue)
            if kinds[j] not in "PNwDO9":
                break
    if verb == "tell":
        behind = _past_phrase(tokens, i, limit)
        if behind is None or behind > high:
            return None
        i = behind
    if verb in reporting.BARE and kinds[i] != ",":
        i = _past_circumstance(tokens, i, limit, high)
        if (kinds[i] in "PDNw9" or lower[i] == "there") and _clause(
            tokens, i, high, verb in reporting.CLAUSAL
        ):
            return _span(tokens, i, high, m, f"{name} clause", cue)
    return None


def _particle(tokens: Tokens, i: int, limit: int, particle: str) -> int:
    for j in range(i, limit + 1):
        if tokens.lower[j] == particle:
            return j
        if tokens.kinds[j] in ",.:Q":
            break
    return -1


def _past_circumstance(tokens: Tokens, i: int, limit: int, high: int) -> int:
    """The token behind "on Monday" or "in a statement", where a verb is followed by that."""
    if tokens.kinds[i] != "O":
        return i
    behind = _past_phrase(tokens, i + 1, limit)
    if behind is not None and behind <= high:
        last = tokens.lower[behind - 1]
        if tokens.lower[i + 1] in words.DAY or last in reporting.MEDIUM:
            return behind
    return i


def _that(tokens: Tokens, i: int, limit: int, addressed: bool) -> int | None:
    """The token "that" that opens the proposition, over an addressee, a time or phrases."""
    for j in range(i, limit + 1):
        if tokens.lower[j] == "that":
            if j + 1 < len(tokens) and tokens.kinds[j + 1] in "A.":
                return None
            if j == i or addressed or tokens.kinds[j - 1] == ",":
                return j
            behind = tokens.lower[j - 1]
            if behind in words.DAY or behind in reporting.MEDIUM or tokens.kinds[j - 1] == "9":
                return j
            phrases = tokens.kinds[i] == "O" and _PHRASES.fullmatch(tokens.kinds, i, j)
            return j if phrases else None
        if tokens.kinds[j] in "Q.:A" or (tokens.kinds[j] in "SH" and j > i):
            return None
    return None


def _past_phrase(tokens: Tokens, i: int, limit: int) -> int | None:
    """The token behind the noun phrase at `i`."""
    if i <= limit and tokens.kinds[i] == "P":
        return i + 1
    j = i
    while j <= limit and tokens.kinds[j] in "DNw9RV":
        j += 1
        if j > i and tokens.kinds[j - 1] in "NwV" and tokens.kinds[j : j + 1] in ("D", "P"):
            break
    return j if j > i else None


def _clause(tokens: Tokens, i: int, high: int, clausal: bool) -> bool:
    """Whether what begins at a token has a subject and a verb of its own.

    `clausal` says that the verb before it is seldom followed by anything else.
    """
    kinds, lower = tokens.kinds, tokens.lower
    if kinds[i] == "P" or lower[i] == "there":
        return i < high and kinds[i + 1] in "ASHVRwD" and not lower[i].endswith(("self", "selves"))
    for j in range(i + 1, min(high, i + 16) + 1):
        if kinds[j] in "ASH" or (clausal and kinds[j] == "w" and lower[j].endswith("ed")):
            return True
        if kinds[j] in ".:Q" or (not clausal and kinds[j] in ",K"):
            return False
    return clausal and high - i > 4 and kinds[i] in "DN"


def _span(
    tokens: Tokens, first: int, last: int, m: Mention, rule: str, cue: int = -1
) -> Reported | None:
    last = min(last, first + _LONGEST)
    while last > first and tokens.kinds[last] in ",.:-K":
        last -= 1
    while first < last and tokens.kinds[first] in ",:-":
        first += 1
    if last - first + 1 < _SHORTEST:
        return None
    return Reported(first, last, m, cue if cue >= 0 else m.cue, rule)
