"""Who may have said a quotation: the mentions around it, and what speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from stance.extraction import words
from stance.extraction.marks import Marked
from stance.extraction.mentions import Mention, find_mentions
from stance.extraction.paragraphs import Paragraph
from stance.extraction.tokens import Tokens, tokenize

_WINDOW = 24  # mentions of its paragraph looked at for one quotation
_INSIDE = re.compile(r"(?<=[^\W\d_A-Z][ ,] )[^\W\d_a-z]\w+|(?<=[^\W\d_A-Z] )[^\W\d_a-z]\w+")
_ABOVE = 6  # mentions of the paragraph before


@dataclass(slots=True)
class Analysed:
    """A paragraph with its tokens and mentions."""

    paragraph: Paragraph
    number: int
    tokens: Tokens
    mentions: list[Mention]


class Reader:
    """Tokens and mentions of a text's paragraphs, worked out when they are first asked for."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], marked: Sequence[Marked]
    ) -> None:
        self.text, self.paragraphs, self.marked = text, paragraphs, marked
        self.names = frozenset(_INSIDE.findall(text))
        self.outer: list[list[int]] = [[] for _ in paragraphs]
        self.where: dict[int, int] = {}
        number = 0
        for index, m in enumerate(marked):
            if m.parent is None:
                while paragraphs[number].end < m.outer_end:
                    number += 1
                self.outer[number].append(index)
                self.where[index] = number
        self._read: dict[int, Analysed] = {}

    def __getitem__(self, number: int) -> Analysed:
        known = self._read.get(number)
        if known is None:
            paragraph = self.paragraphs[number]
            tokens = tokenize(self.text, paragraph, self.marked, self.outer[number], self.names)
            known = self._read[number] = Analysed(paragraph, number, tokens, find_mentions(tokens))
        return known


@dataclass(slots=True)
class Candidate:
    """A mention that may be the speaker, in its paragraph; `rule` names what speaks for it."""

    mention: Mention
    where: Analysed
    rule: str
    features: list[str] = field(default_factory=list)


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
    last = text[m.end - 1] if m.end > m.start else ""
    end = "," if last == "," else "." if last in ".…" else "?" if last in "?!" else "-"
    initial = text[m.start : m.start + 1]
    begin = "l" if initial.islower() else "u" if initial.isupper() else "o"
    kinds, sentence = tokens.kinds, tokens.sentence
    left = at - 1 if at and sentence[at - 1] == sentence[at] else -1
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
        middle = sum(m.first < at for m in near)
        low = max(0, middle - _WINDOW // 2)
        near = near[low : low + _WINDOW]
    found = [_candidate(here, at, m, given, previous) for m in near]
    if here.number:
        first_sentence = here.tokens.sentence[at] == 0
        above = reader[here.number - 1]
        if first_sentence and here.paragraph.start - above.paragraph.end < 4:
            last = above.tokens.sentence[-1] if len(above.tokens) else 0
            colon = above.tokens.kinds.endswith(":")
            tail = [m for m in above.mentions[-12:] if above.tokens.sentence[m.first] == last]
            for m in tail[-_ABOVE:]:
                found.append(_above(above, m, given, previous, colon))
    if previous is not None and not any(c.mention is previous[1] for c in found):
        found.append(_only_previous(here, reader, index, given, previous))
    _rank(found, at)
    return found


def _group(tokens: Tokens, cue: int) -> str:
    if cue < 0:
        return "-"
    kind = tokens.kinds[cue]
    if kind in "SV":
        verb = words.BASE.get(tokens.lower[cue], "")
        if verb in ("say", "tell", "ask", "add", "call"):
            return verb
    return kind


def _distance(n: int) -> str:
    return "0" if n == 0 else "1" if n == 1 else "3" if n <= 3 else "8" if n <= 8 else "+"


def _head(m: Mention) -> str:
    if m.kind not in ("noun", "mixed"):
        return m.kind
    carries = "c" if m.head in words.CARRIER else "p" if m.head in words.PERSON_NOUN else "-"
    return m.kind + carries


def _candidate(
    here: Analysed,
    at: int,
    m: Mention,
    given: Setting,
    previous: tuple[Analysed, Mention, int] | None,
) -> Candidate:
    tokens = here.tokens
    after = m.first > at
    apart = tokens.sentence[m.first] - tokens.sentence[at]
    side = "a" if after else "b"
    place = side + str(min(abs(apart), 3))
    low, high = (at + 1, m.first) if after else (m.last + 1, at)
    between = tokens.kinds[low:high]
    crossed = min(between.count("Q"), 2)
    group = _group(tokens, m.cue)
    near = "-"
    if m.cue >= 0:
        if apart == 0:
            gap = (
                tokens.kinds[at + 1 : min(m.cue, m.first)]
                if after
                else tokens.kinds[max(m.cue, m.last) + 1 : at]
            )
            stop = "c" if gap[-1:] == ":" else "," if gap[-1:] == "," else ""
            near = _distance(len(gap) - bool(stop)) + stop
        elif abs(apart) == 1:
            near = "c" if tokens.kinds[high - 1 : high] == ":" else "s"
    relation = m.relation
    if m.cue >= 0 and apart == 0 and (m.cue > at) != after:
        relation = "x" + relation  # the verb is on the other side of the quotation
    rule = _rule(relation, place)
    context = given.end + given.before + given.after + ("A" if given.alone else "")
    kind = _head(m)
    features = [
        f"pr {place} {relation}",
        f"pk {place} {kind}",
        f"rk {relation} {kind}",
        f"prn {place} {relation} {group} {near}",
        f"rne {relation} {near} {given.end}{given.before}{given.after}",
        f"pre {place} {relation} {context}",
        f"pc {place} {crossed} {given.end}",
        f"prc {place} {relation} {crossed}",
        f"ps {place} {m.subject} {relation} {given.alone}",
        f"bf {m.before} {relation} {place[0]}",
        f"po {m.possessor} {place}",
        f"d {place[0]} {_distance(high - low)} {relation}",
        f"s {given.size} {relation} {place}",
        f"gk {group} {relation} {kind}",
    ]
    if m.kind in ("noun", "mixed", "stem") and m.cue >= 0:
        features.append(f"nr {kind} {group} {near} {place}")
    if previous is not None:
        _, prior, _ = previous
        if prior is m:
            features += [
                f"pv {place} {relation} {context}",
                f"pv {place} {crossed} {given.alone} {given.begin}",
                f"pv {given.size} {given.alone}",
            ]
            if m.cue < 0 or apart:
                rule = "goes on"
        elif prior.head == m.head and prior.kind == m.kind:
            features.append(f"pe {place} {relation} {given.alone}")
    return Candidate(m, here, rule, features)


def _above(
    above: Analysed,
    m: Mention,
    given: Setting,
    previous: tuple[Analysed, Mention, int] | None,
    colon: bool,
) -> Candidate:
    context = given.end + given.before + given.after + ("A" if given.alone else "")
    kind = _head(m)
    prior = previous is not None and previous[1] is m
    features = [
        f"up {m.relation} {colon} {given.alone} {prior}",
        f"up {context} {colon} {m.relation}",
        f"upk {kind} {colon} {m.subject}",
        f"upg {_group(above.tokens, m.cue)} {colon} {m.relation} {m.subject}",
        f"upb {m.before} {colon}",
        f"upv {prior} {context}",
        f"upp {m.possessor}",
    ]
    rule = "lead-in above" if colon else "goes on above" if prior else "mentioned above"
    return Candidate(m, above, rule, features)


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
    context = given.end + given.before + given.after + ("A" if given.alone else "")
    features = [
        f"only {gap} {behind} {given.alone}",
        f"only {context}",
        f"only {behind} {given.alone} {given.size} {resumes}",
    ]
    return Candidate(m, where, "goes on above", features)


def _rule(relation: str, place: str) -> str:
    """The name of what ties a mention to a quotation."""
    side = "after" if place[0] == "a" else "before"
    base = {
        "acc": "according to", "label": "label", "vs": f"verb and subject {side}",
        "sv": f"subject and verb {side}", "-": f"mentioned {side}",
    }.get(relation)  # fmt: skip
    if base is None:
        base = "around" if relation[0] == "x" else f"subject, more, and verb {side}"
    if place[1] != "0":
        base = f"{base}, other sentence"
    return base


def _rank(found: list[Candidate], at: int) -> None:
    """Adds how many rivals with a verb of speech of the same place stand nearer."""
    counts: dict[str, int] = {}
    order = sorted(found, key=lambda c: abs(c.mention.first - at))
    for c in order:
        if c.rule in ("lead-in above", "mentioned above", "goes on above"):
            continue
        key = c.features[0]
        place = key.split(" ")[1]
        verb = c.mention.cue >= 0
        group = f"{place}{verb}"
        n = counts.get(group, 0)
        total = counts.get("v" if verb else "n", 0)
        c.features.append(f"k {group} {min(n, 3)} {c.mention.relation}")
        c.features.append(f"kk {verb} {min(total, 3)} {place}")
        if not verb:
            c.features.append(f"kv {min(counts.get('v', 0), 2)} {place} {_head(c.mention)}")
        counts[group] = n + 1
        counts["v" if verb else "n"] = total + 1
