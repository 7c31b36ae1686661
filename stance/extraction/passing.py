"""Whose words marks hold that a sentence says in passing: "It was, as Ana Paz put it, “late”"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stance.extraction.candidates import Candidate
from stance.extraction.describe import described
from stance.extraction.kinds import WRITTEN, can_speak, is_somebody, is_speaker, singular
from stance.extraction.phrases import OWNER_KIND, VIEW, Mention, phrases
from stance.extraction.reader import Analysed
from stance.extraction.templates import Part
from stance.extraction.tokens import Tokens
from stance.extraction.words import BASE, listed

_WORDS = VIEW | frozenset(listed("phrase description expression formulation wording parlance"))
_OPENING = frozenset(("as", "in", "by", "to", "according", "for"))
_PUT = (["put", "it"], ["puts", "it"], ["has", "it"], ["had", "it"])
_LIKES = (["likes", "to"], ["like", "to"], ["liked", "to"])
_BORROWING = frozenset(("use", "borrow"))
_ONCE = frozenset(("once", "later", "then", "famously", "memorably"))
_WHOSE = frozenset(("of", "from"))
_LONGEST = 14  # tokens of such a phrase
_FAR = 200  # tokens of a sentence before a quotation that are looked at
_WHEN = 4  # tokens behind its verb: "as Ana Paz said on Monday"
_TOLD = frozenset(("tell", "ask", "read"))
_SPEECH = frozenset("SH")

Span = tuple[int, int]


def told_in_passing(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who is told beside a quotation or where its sentence opens, in a phrase set off by commas.

    "It was, in the words of Ana Paz, “late”", "“Late,” to quote her boss", "As Ana Paz puts it,
    he is “late”"; not where the sentence has somebody else say it.
    """
    tokens = here.tokens
    own = tokens.sentence[at]
    first, past = max(tokens.first[own], at - _FAR), tokens.past(own)
    for begin, end in _phrases_beside(tokens, first, at, past):
        # all of the sentence up to the quotation but the phrase
        rest = tokens.kinds[first : min(begin, at)] + tokens.kinds[min(end, at) : at]
        source = source_in(here, begin, end)
        clause = rest.rstrip(",:")
        if source is None and len(clause) > 1 and (begin > at or clause.endswith("A")):
            said = _said(options, here, begin, end)
        elif source is not None:
            parts: list[Part] = [("verb", "b0", "acc", source.kind, "-", "-")]
            said = Candidate(source, here, "according to", parts)
        else:
            said = None
        if said is not None:
            return said if _SPEECH.isdisjoint(rest) else None
    return None


def _phrases_beside(tokens: Tokens, first: int, at: int, past: int) -> Iterator[Span]:
    """The spans that may be such a phrase: right before a quotation, right behind it, opening."""
    kinds, lower = tokens.kinds, tokens.lower
    if at - 1 > first and kinds[at - 1] in ",:":
        for i in range(at - 2, max(first, at - _LONGEST) - 1, -1):
            if kinds[i] in "Q.:":
                break
            if i == first or kinds[i - 1] == ",":
                yield i, at - 1
    if at == first:
        return  # “…,” says Ana Paz: there is no clause to be told of in passing
    begin = at + 1 + (kinds[at + 1 : at + 2] == ",")
    end = begin
    while end < min(past, begin + _LONGEST) and kinds[end] not in ",.:Q":
        end += 1
    if end > begin:
        yield begin, end
    if lower[first] in _OPENING:
        comma = kinds.find(",", first, min(at, first + _LONGEST))
        if comma > 0:
            yield first, comma


def source_in(here: Analysed, begin: int, end: int) -> Mention | None:
    """Whose words a phrase says something is told in; None where it is no such phrase."""
    tokens = here.tokens
    kinds, lower = tokens.kinds, tokens.lower
    opens, second = lower[begin], lower[begin + 1 : begin + 2]
    if opens == "according" and second == ["to"]:
        return _whole(here, begin + 2, end)
    if opens == "to" and second == ["quote"]:
        return _whole(here, begin + 2, end)
    if opens in ("in", "by") or (opens == "to" and not _BORROWING.isdisjoint(second)):
        start = begin + 1 + (opens == "to")
        if lower[end - 1] in _WORDS:
            return _owner(here, start, end - 1)
        for i in range(start + 1, min(start + 3, end - 2)):
            if lower[i] in _WORDS and lower[i + 1] in _WHOSE and lower[start] in ("the", "a"):
                return _whole(here, i + 2, end)
        return None
    if opens in ("for", "to"):
        m = _whole(here, begin + 1, end)
        fits = m is not None and begin == tokens.first[tokens.sentence[begin]]
        return m if m is not None and fits and is_somebody(m, here) else None
    if opens != "as":
        return None
    for i in range(begin + 2, end):
        put = lower[i : i + 2] in _PUT and end <= i + 2 + _WHEN
        likes = lower[i : i + 2] in _LIKES and kinds[i + 2 : i + 3] == "S"
        if put or likes or (kinds[i] in "SH" and end <= i + 1 + _WHEN):
            before = lower[i - 1] in _ONCE or kinds[i - 1] in "RA"
            return _whole(here, begin + 1, i - before)
    return None


def _said(options: Sequence[Candidate], here: Analysed, begin: int, end: int) -> Candidate | None:
    """Who is told to say it in a phrase that is no more: "says Ana Paz", "Ana Paz says"."""
    tokens = here.tokens
    for c in options:
        told = c.mention
        if c.where is not here or not begin <= told.first < end or not begin <= told.cue < end:
            continue
        plain = tokens.kinds[told.cue] == "S" and BASE.get(tokens.lower[told.cue]) not in _TOLD
        if plain and begin == min(told.first, told.cue) and told.relation in ("sv", "vs"):
            return c if max(told.last, told.cue) == end - 1 else None
    plain = tokens.kinds[begin] == "S" and BASE.get(tokens.lower[begin]) not in _TOLD
    m = _whole(here, begin + 1, end) if plain else None  # "Len is, says Ana, “late”"
    if m is None or tokens.lower[begin].endswith("ing"):
        return None
    parts: list[Part] = [("verb", "b0", "vs", m.kind, "-", "-")]
    said = replace(m, relation="vs", cue=begin)
    return Candidate(said, here, "verb and subject before", parts)


def _whole(here: Analysed, start: int, end: int) -> Mention | None:
    """Who the tokens of a span name, all of them."""
    tokens = here.tokens
    m = next(phrases(tokens, start, end), None) if end > start else None
    if m is None or m.first != start or m.possessor:
        return None
    if m.last < end - 1 and described(m, here) < tokens.ends[end - 1]:
        return None
    return _as_source(m, here)


def _owner(here: Analysed, start: int, end: int) -> Mention | None:
    """Whose the words behind a span are: "his", "her own", "Ana Paz’s", "her brother’s"."""
    tokens = here.tokens
    end -= end - start > 1 and tokens.lower[end - 1] == "own"
    if end - start == 1 and tokens.lower[start] in OWNER_KIND:
        kind = OWNER_KIND[tokens.lower[start]]
        span = tokens.starts[start], tokens.ends[start]
        return Mention(start, start, *span, kind, tokens.lower[start], relation="acc", cue=end)
    m = next(phrases(tokens, start, end), None) if end > start else None
    if m is None or not m.possessor or m.first != start or m.last != end - 1:
        return None
    return _as_source(replace(m, possessor=False), here)


def _as_source(m: Mention, here: Analysed) -> Mention | None:
    """A mention as one that "according to" has before it, where it may speak."""
    speaks = m.kind not in ("noun", "mixed") or is_speaker(m, here)
    speaks = speaks or (can_speak(m.head) and singular(m.head) not in WRITTEN)
    return replace(m, relation="acc", cue=max(0, m.first - 1)) if speaks else None
