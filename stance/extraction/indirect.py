"""Words reported without marks: "said that …", "according to …", "accused … of …"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.extraction import words
from stance.extraction.candidates import Analysed
from stance.extraction.mentions import Mention, find_mentions
from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

_SHORTEST = 3  # tokens of a reported clause
_LONGEST = 150  # tokens of a reported clause
_SKIPPED = 12  # tokens between a verb of speech and what it reports

_BARE = frozenset(  # verbs that take a clause without "that"
    listed("""
    say tell add claim believe think insist argue note warn suggest admit acknowledge fear hope
    explain concede contend allege maintain predict swear reckon guess feel write remark
    complain announce declare estimate caution recall assert deny allow grant conclude reply
    answer quip joke tweet confide reason
""")
)
_THAT = (
    frozenset(words.BASE.values())
    - frozenset(
        listed("""
    show find mean see hear learn discover know determine indicate make give put cut break burst
    run come draw take set lay
""")
    )
) | {"find", "indicate"}
_WHETHER = frozenset(("whether", "if", "why", "how", "what", "who", "when", "where"))
_ASKS = frozenset(
    ["ask", "wonder", "question", "inquire", "enquire", "explain", "describe", "say", "tell"]
)
# Verb → what introduces the charge or the praise.
_OF = {
    "accuse": "of",
    "complain": "of",
    "warn": "of",
    "boast": "of",
    "suspect": "of",
    "speak": "of",
}
_FOR = frozenset(
    listed("""
    blame criticize criticise condemn denounce praise thank commend fault chide rebuke applaud
    mock ridicule scold slam blast attack hail laud deride credit congratulate apologize
    apologise call
""")
)
_ADDRESSED = frozenset(
    listed("""
    tell assure remind warn inform persuade convince notify brief promise advise
""")
)
_MEDIUM = frozenset(
    listed("""
    statement interview speech letter report email tweet post message television conference
    meeting news briefing note afterward reporters green ink microphone megaphone earshot record
""")
)
_NOBODY = frozenset(("nobody", "none", "anyone", "anybody", "no-one", "nothing"))
_MUTE = frozenset(
    ["laugh", "smile", "sigh", "shrug", "nod", "cry", "go", "begin", "sing", "scream", "read"]
)
_TO = frozenset(
    listed("""
    urge vow pledge promise ask implore beg advise tell plead demand recommend
""")
)
# Verbs that report without "that"; with it, more do.
_PLAIN = _BARE | set(_OF) | _FOR | _TO | _ASKS | frozenset(words.SAY)
_PARTICIPLE = frozenset(
    f
    for v in (
        *words.SAY,
        "call",
        "accuse",
        "argue",
        "express",
        "blame",
        "believe",
        "hope",
        "fear",
        "think",
    )
    for f in words.BASE
    if words.BASE[f] == v and f.endswith("ing")
) - {
    "reading",
    "going",
    "beginning",
    "singing",
    "smiling",
    "crying",
    "laughing",
    "sighing",
    "posting",
    "summing",
    "pointing",
    "speaking",
}


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
    left to it. Propositions of one paragraph do not overlap.
    """
    tokens = where.tokens
    bounds = _bounds(tokens)
    taken = -1
    for reported in _all(where, bounds):
        at = bisect_left(quoted, reported.first - 1)
        if reported.first <= taken or (at < len(quoted) and quoted[at] <= reported.last + 1):
            continue
        taken = reported.last
        yield reported


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
        if m.cue < 0 or m.cue in done or m.kind in ("i", "stem") or m.head in _NOBODY:
            continue
        low, high = bounds[tokens.sentence[m.first]]
        one = _of_mention(tokens, m, low, high)
        if one is not None:
            done.add(m.cue)
            found.append(one)
    for i in tokens.verbs:
        if i and tokens.lower[i] in _PARTICIPLE and i not in done:
            sentence = tokens.sentence[i]
            if tokens.kinds[i - 1] in ",-":
                actor = subject.get(sentence)
                if actor is not None and actor.first < i:
                    one = _content(tokens, actor, i, bounds[sentence][1], "participle")
                    if one is not None:
                        found.append(one)
    found.sort(key=lambda r: (r.first, -r.last))
    for i, r in enumerate(found):
        yield _shortened(tokens, r, found[i + 1 : i + 6])


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
    return verb in _PLAIN or (verb in _THAT and "that" in tokens.lower[i + 1 : i + _SKIPPED])


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
        if m.cue == low or (m.cue == low + 1 and kinds[low] == "K"):
            i = m.last + 1
            while i < high and kinds[i] != ",":
                i += 1
            return _span(tokens, i + 1, high, m, "according to, first")
        return _span(tokens, low, m.cue - 1, m, "according to, last")
    if m.relation == "label":
        return None
    if m.relation == "vs":
        if m.cue > low + _SHORTEST and kinds[m.cue - 1] == "," and kinds[m.cue] == "S":
            if words.BASE.get(tokens.lower[m.cue]) in _MUTE or not _clause(tokens, low, m.cue - 1):
                return None
            return _span(tokens, low, m.cue - 2, m, "proposition, verb, subject")
        return None
    if not m.relation.startswith("sv"):
        return None
    if m.first > low + _SHORTEST and kinds[m.first - 1] == "," and kinds[m.cue] == "S":
        if words.BASE.get(tokens.lower[m.cue]) in _MUTE or not _clause(tokens, low, m.first - 1):
            return None
        i = m.cue + 1
        while i <= high and (kinds[i] in "R" or tokens.lower[i] in words.DAY):
            i += 1
        if i > high or kinds[i] in ",.":
            if "Q" not in kinds[low : m.first]:
                return _span(tokens, low, m.first - 2, m, "proposition, subject, verb")
            return None
    return _content(tokens, m, m.cue, high, "")


def _content(tokens: Tokens, m: Mention, cue: int, high: int, rule: str) -> Reported | None:
    """What stands behind a verb of speech, if it is a proposition."""
    kinds, lower = tokens.kinds, tokens.lower
    verb = words.BASE.get(lower[cue], "")
    i = cue + 1
    limit = min(high, cue + _SKIPPED)
    if i > high or kinds[i] == "Q":
        return None
    while i <= limit and (kinds[i] in "R" and lower[i] != "that"):
        i += 1
    name = rule or verb_class(verb)
    first = _that(tokens, i, limit, verb in _ADDRESSED)
    if first is not None:
        if verb in _THAT:
            return _span(tokens, first + 1, high, m, f"{name} that", cue)
        return None
    if i > high:
        return None
    if verb in _OF or verb in _FOR:
        particle = _OF.get(verb, "for")
        for j in range(i, limit + 1):
            if lower[j] == particle:
                return _span(tokens, j + 1, high, m, f"verb of judgement, {particle}", cue)
            if kinds[j] in ",.:Q":
                break
        if verb not in _BARE and verb not in _TO:
            return None
    if verb in _ASKS:
        for j in range(i, min(limit, i + 4) + 1):
            if lower[j] in _WHETHER:
                return _span(tokens, j, high, m, "question", cue)
            if kinds[j] not in "PNwDO9":
                break
    if verb in _TO:
        for j in range(i, min(limit, i + 8) + 1):
            if lower[j] == "to" and j + 1 <= high:
                if verb in ("ask", "tell", "advise", "urge", "implore", "beg") and j == i:
                    break
                return _span(tokens, j, high, m, "verb of will, to", cue)
            if kinds[j] in ",.:QA":
                break
        if verb in ("urge", "vow", "pledge", "promise", "demand", "implore", "beg", "plead"):
            return None
    if verb == "tell":
        behind = _past_phrase(tokens, i, limit)
        if behind is None or behind > high:
            return None
        i = behind
    if verb in _BARE:
        if kinds[i] == ",":
            return None
        if kinds[i] == "O":
            behind = _past_phrase(tokens, i + 1, limit)
            if (
                behind is not None
                and behind <= high
                and (
                    lower[i + 1] in words.DAY
                    or lower[behind - 1]
                    in ("statement", "interview", "speech", "letter", "report", "email", "tweet")
                )
            ):
                i = behind
        if i <= high and kinds[i] in "PDNw9" and _clause(tokens, i, high):
            return _span(tokens, i, high, m, f"{name} clause", cue)
    return None


def verb_class(verb: str) -> str:
    """The verbs that report most, by name; the others by their class."""
    if verb in ("say", "tell", "add"):
        return verb
    return "verb of speech" if verb in words.SAY else "verb of thought"


def _that(tokens: Tokens, i: int, limit: int, addressed: bool) -> int | None:
    """The token "that" that opens the proposition, over an addressee or a time."""
    for j in range(i, limit + 1):
        if tokens.lower[j] == "that":
            if j + 1 < len(tokens) and tokens.kinds[j + 1] in "A.":
                return None
            if j == i or addressed or tokens.kinds[j - 1] == ",":
                return j
            behind = tokens.lower[j - 1]
            return (
                j
                if behind in words.DAY or behind in _MEDIUM or tokens.kinds[j - 1] == "9"
                else None
            )
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


def _clause(tokens: Tokens, i: int, high: int) -> bool:
    """Whether what begins at a token has a subject and a verb of its own."""
    kinds = tokens.kinds
    if kinds[i] == "P":
        return not tokens.lower[i].endswith(("self", "selves"))
    for j in range(i + 1, min(high, i + 16) + 1):
        if kinds[j] in "ASH" or (kinds[j] == "w" and tokens.lower[j].endswith("ed")):
            return True
        if kinds[j] in ".:Q":
            return False
    return high - i > 4 and kinds[i] in "DN"


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
