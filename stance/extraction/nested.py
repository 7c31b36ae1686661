"""Quotes inside quotes: somebody reporting somebody else."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from stance.extraction.clauses import is_complement
from stance.extraction.kinds import SIGNED, is_human, is_somebody, singular
from stance.extraction.marks import Marked
from stance.extraction.paragraphs import Paragraph
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.resolve import Resolver
from stance.extraction.tokens import Tokens, tokenize
from stance.extraction.wording import PLURAL, spaced, without_article
from stance.extraction.words import BASE, listed

# To whom: “she says to me ‘no’”.
_ADDRESSEE = re.compile(r"(?:O|O?(?:P|D?[wN]{1,2}))?[,:]?")
# That, and where or when: "says to me at the gate,", "said after the last one,".
_WHERE = re.compile(r"(?:O?(?:P|D?[wN]{1,2}))?(?:OD?R?[wNV]{0,3}D?){1,2}[,:]")
# What a verb of speech reports that leads to the inner words: "told me he was ‘late’".
_REPORTED = re.compile(r"[PN]?(?:D|D?(?:P|D?[wN]{1,3})AR?)")
_AND_SPOKE = re.compile("KR?S[PO]{0,2}[,:]?$")
_WAS = frozenset(("was", "were", "is"))
_WORDS = frozenset(listed("words answer reply response message motto advice verdict slogan"))
# Verbs that hold words without saying them.
_SILENT = frozenset(listed("hear see know find show mean read make give take put hold understand"))
_AT = frozenset(("in", "at", "from", "near", "to", "outside", "across"))  # before a place
_AS = frozenset(("like", "as"))  # before what somebody is not
# How people tell of each other's words: "he goes, ‘No’", "she was like, ‘No’", "he texts me, ‘No’".
_TALKED = re.compile(
    r"(?:(?:goes|go|went|saying)|(?:is|was|were|[’']s|[’']re) (?:all |just )?like|"
    r"(?:text|type|message|email)(?:s|d|ed)?(?: (?:back|me|us|him|her|them))?)$"
)
_NEAR = 3  # tokens between the verb of speech and the inner quote
_WIDTH = 300  # characters looked at on either side
_BESIDE = 20  # quotes inside one that are looked at, on either side


@dataclass(frozen=True, slots=True)
class Inner:
    """Who says the words inside somebody else's."""

    speaker: str | None
    mention: tuple[int, int]
    cue: tuple[int, int] | None
    rule: str


def inner_speaker(
    reader: Reader, index: int, resolver: Resolver, around: str | None
) -> Inner | None:
    """The speaker of a quote inside another, if its own sentence has a verb of speech for it."""
    m = reader.marked[index]
    parent = reader.marked[m.parent if m.parent is not None else index]
    span = Paragraph(max(parent.start, m.outer - _WIDTH), min(parent.end, m.outer_end + _WIDTH))
    beside = [i for i in _beside(reader, index) if _is_within(reader.marked[i], span)]
    [tokens] = tokenize(reader.text, [span], reader.marked, [beside], reader.names)
    at = tokens.at.get(index)
    if at is None:
        return None  # a nickname inside a name
    where = Analysed(span, reader.where.get(m.parent or 0, 0), tokens)
    best, nearest = None, _NEAR + 1
    for mention in where.mentions:
        if mention.cue < 0 or tokens.sentence[mention.first] != tokens.sentence[at]:
            continue
        if mention.relation == "svo":
            continue  # "a teacher at the school wrote"
        if mention.relation.startswith("sv"):
            gap = at - mention.cue - 1 if mention.cue < at else mention.first - at - 1
        elif mention.relation == "label":
            gap = at - mention.cue - 1 if mention.cue < at else 9
        else:
            gap = mention.first - at - 2 if mention.first > at else 9
        if mention.first > at and tokens.kinds[at + 1] == "K":
            continue  # “I told her, ‘Go,’ and she said no”
        between = tokens.kinds[min(at, mention.cue) + 1 : max(at, mention.cue)]
        led = mention.cue < at and _ADDRESSEE.fullmatch(between) is not None
        if not led and mention.cue < at and _WHERE.fullmatch(between):
            led, gap = True, _NEAR  # “Len says to me at the gate, ‘Go’”
        if BASE.get(tokens.lower[mention.cue]) in _SILENT:
            continue
        if 0 <= gap < nearest and (led or mention.first > at):
            best, nearest = mention, gap
        elif best is None and mention.cue < at:
            close = tokens.kinds[at - 1] in ",:" and gap <= 4
            best = mention if close or _is_reported(tokens, mention.cue, at) else None
    if best is None and at and tokens.kinds[at - 1] == ":":
        told = [
            m
            for m in where.mentions
            if m.last < at
            and tokens.sentence[m.first] == tokens.sentence[at]
            and is_somebody(m, where)
        ]
        best = told[-1] if told else None
    if best is None:
        ways = (_worded, _talked, _acting)
        best = next((m for m in (way(tokens, at, where.mentions) for way in ways) if m), None)
    if best is None or best.kind == "i" or (best.kind == "who" and not best.first):
        return None
    here = reader[reader.where[_outermost(reader, index)]]
    near = Analysed(span, here.number, tokens)
    meant, there = _written(best, where), near
    if best.kind in ("he", "they"):
        meant = _told_of(best, where, resolver, where.before(best.first))
        before = _before(reader, index, here) if meant is None else None
        if before is not None:
            meant, there = _told_of(best, before, resolver, len(before.mentions)), before
    if best.kind == "he" and meant is None and around is not None:
        speaker = resolver.told_of(best, near, around)
    else:
        whom, there = (best, near) if meant is None else (meant, there)
        speaker = resolver.speaker(whom, there, None)
        if speaker == around and whom.kind in ("noun", "mixed"):
            said = reader.text[slice(*resolver.surface(whom, there))]
            speaker = without_article(spaced(said))  # whom somebody describes is not he
    cue = (tokens.starts[best.cue], tokens.ends[best.cue]) if best.cue >= 0 else None
    return Inner(speaker, resolver.surface(best, near), cue, "quote inside a quote")


def _is_reported(tokens: Tokens, cue: int, at: int) -> bool:
    """Whether inner words end what somebody says: "said it was ‘late’", not "that ‘safe’ road"."""
    ends = tokens.kinds[at + 1 : at + 2] not in ("w", "N")
    return (
        ends
        and tokens.kinds[cue] == "S"
        and _REPORTED.fullmatch(tokens.kinds, cue + 1, at) is not None
    )


def _before(reader: Reader, index: int, here: Analysed) -> Analysed | None:
    """The quotation before the one around, in its paragraph: “A boy rang,” she said. “He said”."""
    beside = reader.outer[here.number]
    at = bisect_left(beside, _outermost(reader, index))
    if not at:
        return None
    outer = beside[at - 1]
    m = reader.marked[outer]
    span = Paragraph(max(m.start, m.end - _WIDTH), m.end)
    inner = range(outer + 1, min(beside[at], outer + _BESIDE))
    held = [
        i
        for i in inner
        if reader.marked[i].parent == outer and reader.marked[i].outer >= span.start
    ]
    [tokens] = tokenize(reader.text, [span], reader.marked, [held], reader.names)
    return Analysed(span, here.number, tokens)


def _told_of(m: Mention, where: Analysed, resolver: Resolver, until: int) -> Mention | None:
    """Whom "he" or "they" means of those the speaker told of: "I met a clerk. He said, ‘No’".

    `until` is how many of the mentions there are looked at.
    """
    for other in reversed(where.mentions[:until]):
        if other.before in _AS or is_complement(other, where):
            continue  # "My mother is a vet, and she would say"
        several = PLURAL.search(other.head) is not None
        human = other.kind == "noun" and is_human(other, where) and several is (m.kind == "they")
        named = other.kind in ("person", "name") and other.before not in _AT
        if m.kind == "they":
            if human and not other.possessor:
                return other
        elif (human or named) and not other.possessor:
            return other if resolver.agree(other, m, where) else None
    return None


def _written(m: Mention, where: Analysed) -> Mention | None:
    """What "it" is that says something: "There was a poster. It said, ‘No’"."""
    if m.kind != "it":
        return None
    before = reversed(where.mentions[: where.before(m.first)])
    return next((o for o in before if singular(o.head) in SIGNED and not o.possessor), None)


def _worded(tokens: Tokens, at: int, mentions: list[Mention]) -> Mention | None:
    """Whose words they are in "her exact words were, ‘No’", or the answer in "the answer was"."""
    i = at - 1
    while i > 1 and tokens.kinds[i] in ",:":
        i -= 1
    if i < 1 or tokens.lower[i] not in _WAS or tokens.lower[i - 1] not in _WORDS:
        return None
    for m in reversed(mentions):
        if m.last < i and m.last >= i - 4 and (m.possessor or m.last == i - 1):
            owner = next((o for o in mentions if o.possessor and i - 4 <= o.last < i), None)
            return owner or m
    return None


def _talked(tokens: Tokens, at: int, mentions: list[Mention]) -> Mention | None:
    """Who speaks by a verb of talk: "a clerk was like, ‘No’"."""
    end = at - 1 if at and tokens.kinds[at - 1] in ",:" else at
    verb = _TALKED.search(" ".join(tokens.lower[max(0, end - 3) : end]))
    if verb is None:
        return None
    begin = end - len(verb[0].split())
    near = next((m for m in reversed(mentions) if m.last == begin - 1), None)
    return None if near is not None and tokens.kinds[max(0, near.first - 1)] == "O" else near


def _acting(tokens: Tokens, at: int, mentions: list[Mention]) -> Mention | None:
    """Who does two things, the second of which is to speak: "she came and told me, ‘No’"."""
    match = _AND_SPOKE.search(tokens.kinds, max(0, at - 6), at)
    if match is None or tokens.lower[match.start()] != "and":
        return None
    begin = max(tokens.first[tokens.sentence[at]], tokens.kinds.rfind("Q", 0, at) + 1)
    own = [m for m in mentions if begin <= m.first < match.start()]
    acts = (m for m in own if m.active or tokens.kinds[m.last + 1 : m.last + 2] == "R")
    other = own[0] if own and tokens.kinds[own[0].first] == "D" else None
    return next(acts, other if begin else None)


def _beside(reader: Reader, index: int) -> list[int]:
    """The quotes inside the same one, as far as they stand next to each other, in order."""
    marked, parent = reader.marked, reader.marked[index].parent
    first = last = index
    while first and marked[first - 1].parent == parent and index - first < _BESIDE:
        first -= 1
    while last + 1 < len(marked) and marked[last + 1].parent == parent and last - index < _BESIDE:
        last += 1
    return list(range(first, last + 1))


def _is_within(m: Marked, span: Paragraph) -> bool:
    return span.start <= m.outer and m.outer_end <= span.end


def _outermost(reader: Reader, index: int) -> int:
    while (parent := reader.marked[index].parent) is not None:
        index = parent
    return index
