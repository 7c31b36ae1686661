"""Who may have said a quotation: the mentions around it, and what speaks for each of them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field

from stance.extraction import words
from stance.extraction.glyphs import MARKS
from stance.extraction.kinds import is_human
from stance.extraction.marks import Marked
from stance.extraction.mentions import is_shown
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.templates import Part
from stance.extraction.tokens import Tokens

_PLACES = {False: ("b0", "b1", "b2", "b3"), True: ("a0", "a1", "a2", "a3")}
_FAR = 200  # tokens, beyond which what lies between is not looked at
_WINDOW = 24  # mentions of its paragraph looked at for one quotation
_ANYONE = frozenset(("anyone", "anybody", "whoever"))
_ABOVE = 6  # mentions of the paragraph before


@dataclass(slots=True)
class Candidate:
    """A mention that may be the speaker, in its paragraph; `rule` names what speaks for it."""

    mention: Mention
    where: Analysed
    rule: str
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Setting:
    """How a quotation stands in its sentence: what every decision about it looks at."""

    end: str  # the last character before the closing mark, by class
    begin: str  # l(ower case), u(pper case), o(ther)
    before: str
    after: str
    alone: bool
    size: str


def setting(text: str, m: Marked, tokens: Tokens, at: int) -> Setting:
    """The setting of a quotation that is token `at` of its paragraph."""
    last = text[max(m.start, m.end - 3) : m.end].rstrip(MARKS)[-1:]
    end = "," if last == "," else "." if last in ".…" else "?" if last in "?!" else "-"
    initial = text[m.start : m.start + 1]
    begin = "l" if initial.islower() else "u" if initial.isupper() else "o"
    kinds, sentence = tokens.kinds, tokens.sentence
    listed = kinds.startswith("-")  # "- “…”", in a list
    left = at - 1 if at > listed and sentence[at - 1] == sentence[at] else -1
    right = at + 1 if at + 1 < len(kinds) and sentence[at + 1] == sentence[at] else -1
    before = "^" if left < 0 else kinds[left]
    if before == "K" and tokens.lower[left] == "that":
        before = "t"
    elif before == "," and left and kinds[left - 1] in "SHV":
        before = "s"
    after = "$" if right < 0 else kinds[right]
    alone = left < 0 and (right < 0 or kinds[right] in ".?")
    length = text.count(" ", m.start, m.end) + 1
    size = "1" if length == 1 else "3" if length <= 3 else "7" if length <= 7 else "20"
    if length > 20:
        size = "+"
    return Setting(end, begin, before, after, alone, size)


def candidates(
    reader: Reader, index: int, given: Setting, previous: tuple[Analysed, Mention, int] | None
) -> list[Candidate]:
    """The mentions that may be the speaker of a quotation, with their features.

    `previous` is the speaker decided for the quotation before: where it is mentioned, and the
    index of that quotation.
    """
    here = reader[reader.where[index]]
    at = here.tokens.at[index]
    near = here.mentions
    if len(near) > _WINDOW:
        middle = here.before(at)
        low = max(0, middle - _WINDOW // 2)
        near = near[low : low + _WINDOW]
    found = _around(here, at, near, given, previous)
    if here.number:
        first_sentence = here.tokens.sentence[at] == 0
        above = reader[here.number - 1]
        if first_sentence and here.paragraph.start - above.paragraph.end < 4:
            last = above.tokens.sentence[-1] if len(above.tokens) else 0
            colon = above.tokens.kinds.endswith(":")
            labelled = len(here.tokens) <= 2 and names_speaker(above.tokens)
            colon = colon or labelled
            tail = [
                m
                for m in above.mentions[-12:]
                if above.tokens.sentence[m.first] == last and m.kind != "i"
            ]
            for m in above.mentions[:1] if labelled else tail[-_ABOVE:]:
                found.append(_above(above, m, given, previous, colon))
    if previous is not None:
        same = [c for c in found if c.mention is previous[1]]
        if not same:
            same = [_only_previous(here, reader, index, given, previous)]
            found += same
        fresh = _fresh(here, at, near)
        for c in same:
            place = c.parts[0][1] if c.where is here else "-"
            c.parts.append(("fresh", place, fresh, given.alone, given.before, given.begin))
    return found


def _fresh(here: Analysed, at: int, near: Sequence[Mention]) -> int:
    """How many subjects, at most two, stand between a quotation and the one before it."""
    before = here.tokens.kinds.rfind("Q", max(0, at - _FAR), at)
    fresh = [m for m in near if m.subject and before < m.first < at and m.kind not in ("i", "who")]
    return min(2, len(fresh))


def names_speaker(tokens: Tokens) -> bool:
    """Whether a line is a name and what he is, above his words: "ANA PAZ, mayor of Gris"."""
    kinds = tokens.kinds
    named = kinds.startswith("N") or (kinds.startswith("DN") and tokens.words[1].isupper())
    return named and len(kinds) < 30 and not set(".:QSH").intersection(kinds)


def nobody(given: Setting) -> list[Part]:
    """The answer that nobody near is the speaker."""
    return [("nobody", given.alone, given.end, given.before, given.after, given.size)]


def _group(tokens: Tokens, cue: int) -> str:
    """The verb of speech at a token, a frequent one by name."""
    kind = tokens.kinds[cue]
    if kind in "SV":
        verb = words.BASE.get(tokens.lower[cue], "")
        if verb in ("say", "tell", "ask", "add", "call"):
            return verb
    return kind


_DISTANCE = ("0", "1", "3", "3", "8", "8", "8", "8", "8", "+")


@functools.lru_cache(maxsize=65536)
def _head(kind: str, head: str) -> str:
    """A mention's kind, and of a common noun what it is."""
    if kind not in ("noun", "mixed"):
        return kind
    return kind + ("c" if head in words.CARRIER else "p" if head in words.PERSON_NOUN else "-")


def _around(
    here: Analysed,
    at: int,
    near: Sequence[Mention],
    given: Setting,
    previous: tuple[Analysed, Mention, int] | None,
) -> list[Candidate]:
    """The candidates of a quotation's own paragraph."""
    tokens = here.tokens
    kinds, sentences = tokens.kinds, tokens.sentence
    own, lead = sentences[at], given.before == ":"
    end, begin, alone, size = given.end, given.begin, given.alone, given.size
    ahead, behind = given.before, given.after
    prior = previous[1] if previous is not None else None
    only = len(tokens.at) == 1
    found: list[Candidate] = []
    for m in near:
        relation, cue, first = m.relation, m.cue, m.first
        after = first > at
        apart = abs(sentences[first] - own)
        if relation == "acc" and kinds[cue] in "-(" and cue != at + 1:
            continue  # it signs another quotation
        said = found and found[-1].mention.relation == "svc"
        if said and is_shown(tokens, first):
            continue  # "a draft seen by Ana Paz says"
        if cue < 0 and m.head in _ANYONE:
            continue  # "whether anyone would go"
        kind = _head(m.kind, m.head)
        if kind == "noun-" and cue < 0:
            if apart and prior is not m and not (m.subject and is_human(m, here)):
                continue  # a thing in another sentence, that says nothing there
            if m.last + 1 == at and not apart:
                continue  # a thing that the quotation tells of: the plan “is dead”
        place = _PLACES[after][apart if apart < 3 else 3]
        low, high = (at + 1, first) if after else (m.last + 1, at)
        distance = high - low
        crossed = 0 if only else kinds.count("Q", low, high if distance < _FAR else low + _FAR)
        if crossed > 2:
            crossed = 2
        verb = nearness = "-"
        if cue >= 0:
            verb = _group(tokens, cue)
            if apart == 0:
                i, j = (at + 1, min(cue, first)) if after else (max(cue, m.last) + 1, at)
                last = kinds[j - 1] if j > i else ""
                stop = "c" if last == ":" else "," if last == "," else ""
                between = j - i - bool(stop) if j > i else 0
                nearness = _DISTANCE[between if between < 9 else 9] + stop
                if (cue > at) != after:
                    relation = "x" + relation  # the verb is on the other side of the quotation
            elif apart == 1:
                nearness = "c" if kinds[high - 1 : high] == ":" else "s"
        parts: list[Part] = [
            ("verb", place, relation, kind, verb, nearness),
            ("setting", place, relation, nearness, end, ahead, behind, alone, crossed),
            (
                "mention", place, relation, m.subject, alone, m.before, m.possessor,
                _DISTANCE[distance if distance < 9 else 9], size, m.before.islower(),
            ),
        ]  # fmt: skip
        if lead and not after and relation in ("-", "colon"):
            parts.append(("lead", place, relation, kind, m.subject, m.active))
        rule = _rule(relation, place)
        if prior is m:
            parts.append(
                (
                    "previous", place, relation, end, ahead, behind, alone, crossed, begin, size,
                )
            )  # fmt: skip
            if cue < 0 or apart:
                rule = "goes on"
        elif prior is not None and prior.head == m.head and prior.kind == m.kind:
            parts.append(("same", place, relation, alone))
        found.append(Candidate(m, here, rule, parts))
    _rank(found, at)
    return found


def _above(
    above: Analysed,
    m: Mention,
    given: Setting,
    previous: tuple[Analysed, Mention, int] | None,
    colon: bool,
) -> Candidate:
    prior = previous is not None and previous[1] is m
    verb = _group(above.tokens, m.cue) if m.cue >= 0 else "-"
    part: Part = (
        "above", m.relation, colon, given.alone, prior, given.end, given.before, given.after,
        _head(m.kind, m.head), m.subject, verb, m.before, m.possessor,
    )  # fmt: skip
    rule = "lead-in above" if colon else "goes on above" if prior else "mentioned above"
    return Candidate(m, above, rule, [part])


def _only_previous(
    here: Analysed,
    reader: Reader,
    index: int,
    given: Setting,
    previous: tuple[Analysed, Mention, int],
) -> Candidate:
    where, m, before = previous
    gap = min(here.number - where.number, 4)
    behind = min(reader.where[index] - reader.where[before], 3)
    resumes = reader.marked[index].resumes
    part: Part = (
        "only", gap, behind, given.alone, given.end, given.before, given.after, given.size, resumes
    )  # fmt: skip
    return Candidate(m, where, "goes on above", [part])


@functools.cache
def _rule(relation: str, place: str) -> str:
    """The name of what ties a mention to a quotation."""
    side = "after" if place[0] == "a" else "before"
    base = {
        "acc": "according to", "label": "label", "colon": "lead-in",
        "vs": f"verb and subject {side}",
        "sv": f"subject and verb {side}", "-": f"mentioned {side}",
    }.get(relation)  # fmt: skip
    if base is None:
        base = "around" if relation[0] == "x" else f"subject, more, and verb {side}"
    if place[1] != "0":
        base = f"{base}, other sentence"
    return base


def _rank(found: list[Candidate], at: int) -> None:
    """Adds how many rivals stand nearer: in the same place, with a verb of speech or without.

    Beyond two or three it makes no difference how many.
    """
    speaking: dict[str | int | bool, int] = {}
    silent: dict[str | int | bool, int] = {}
    with_verb = without = 0
    for c in sorted(found, key=lambda c: abs(c.mention.first - at)):
        _, place, _, kind, _, _ = c.parts[0]
        verb = c.mention.cue >= 0
        verbs = with_verb if with_verb < 2 else 2
        if verb:
            n, total = speaking.get(place, 0), with_verb
            speaking[place] = n + 1 if n < 3 else 3
            with_verb = total + 1 if total < 3 else 3
        else:
            n, total = silent.get(place, 0), without
            silent[place] = n + 1 if n < 3 else 3
            without = total + 1 if total < 3 else 3
        c.parts.append(("rank", place, verb, n, c.mention.relation, total, verbs, kind))
