"""A whole article: its quotes, marked and unmarked, in text order."""

from __future__ import annotations

import gc
import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter

from stance.errors import UserError
from stance.extraction.attribution import Found, attribute
from stance.extraction.describe import head
from stance.extraction.headings import Bodies
from stance.extraction.indirect import find_reported
from stance.extraction.joint import speaker_of, surface_of
from stance.extraction.kinds import can_speak, is_bare_name
from stance.extraction.marks import find_marked
from stance.extraction.model import Learned, learned
from stance.extraction.paragraphs import story
from stance.extraction.people import People
from stance.extraction.phrases import SOURCED
from stance.extraction.reader import Analysed, Reader
from stance.extraction.resolve import Resolver
from stance.extraction.stated import stated
from stance.extraction.transcripts import settle_labelled, turns
from stance.extraction.views import VIEWED
from stance.extraction.visible import Seen, visible
from stance.schema import Kind, Quote

_CONTEXT = 4000  # characters of a paragraph given as context, where it is longer than that
_STEP = 500


def extract_quotes(
    text: str, article: str | None = None, *, doubled: bool = False, indirect: bool = True
) -> list[Quote]:
    """The quotes of an article in text order, each with span, kind, speaker, rule, confidence.

    `article` is a name for the text, used in the quotes' ids. `doubled` reads two apostrophes as
    a quotation mark. Works on any text, in time that grows with its length; `text[q.start:q.end]`
    is `q.text`.
    """
    if not isinstance(text, str):
        raise UserError(f"text is {type(text).__name__}, must be str")
    weights = learned()
    with _no_collection():
        seen = visible(text)
        shown = seen.text if seen is not None else text
        found = find_quotes(shown, weights, doubled=doubled, indirect=indirect)
        around = [_context(shown, quote) for quote in found]
        if seen is not None:
            _place(found, seen)
            around = [_placed_whole(span, seen) for span in around]
        return _as_quotes(text, found, around, article, weights)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without Python's search for cycles inside, which takes an eighth of the time for nothing.

    What is worked out of a text is held until its end, so every search goes through all of it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def find_quotes(
    text: str, weights: Learned, *, doubled: bool = False, indirect: bool = True
) -> list[Found]:
    """The quotes of a text, before they are numbered."""
    paragraphs = story(text)
    marked = find_marked(text, paragraphs, doubled=doubled)
    reader, people = Reader(text, paragraphs, marked), People(text)
    resolver = Resolver(reader, people)
    found = attribute(reader, weights, resolver)
    settle_labelled(text, people, found)
    if indirect:
        reported = _unmarked(reader, resolver, found)
        _settle_by_reported(text, found, reported)
        spoken = _beside(found, turns(reader, people))
        found += spoken + _outside(reported, spoken)
    found = [quote for quote in found if not quote.unsure]
    found.sort(key=lambda quote: (quote.start, -quote.end))
    _settle_by_most(text, found)
    return found


def _settle_by_reported(text: str, found: list[Found], reported: list[Found]) -> None:
    """Gives headings that no quote bears out the speaker of a reported clause with their words.

    Not a name in single marks: ‘Home’ returns to Gris.
    """
    headings = [q for q in found if q.kind is Kind.HEADING and q.rule == "nobody"]
    headings = [q for q in headings if not q.unsure or text[q.start].islower()]
    if headings:
        bodies = Bodies(text, [(q.start, q.end) for q in reported])
        for heading in headings:
            source = bodies.taken_up(heading.start, heading.end)
            if source is not None:
                heading.speaker, heading.rule = reported[source].speaker, "heading of a quote"
                heading.unsure = False


def _settle_by_most(text: str, found: list[Found]) -> None:
    """Gives the words a headline begins with, where no quote has them, to whom it is all about.

    That is who is quoted twice as often as anybody else: “I’d do it again”: tea with Ana Paz.
    """
    if not found:
        return
    first = found[0]
    if first.kind is not Kind.HEADING or first.rule != "nobody":
        return
    quoted = Counter(quote.speaker for quote in found if quote.speaker is not None).most_common(2)
    times = [n for _, n in quoted] + [0, 0]
    if times[0] >= max(3, 2 * times[1]) and not any(map(str.isalnum, text[: first.start])):
        first.speaker, first.rule = quoted[0][0], "most quoted"


def _beside(found: Sequence[Found], spoken: Sequence[Found]) -> list[Found]:
    """The turns of a transcript that no marked quote holds: its marks may close late or never."""
    marked = sorted((quote.start, quote.end) for quote in found)
    reached = [0, *itertools.accumulate((end for _, end in marked), max)]
    begun = [bisect_right(marked, turn.start, key=itemgetter(0)) for turn in spoken]
    return [turn for turn, n in zip(spoken, begun, strict=True) if reached[n] <= turn.start]


def _outside(reported: list[Found], spoken: list[Found]) -> list[Found]:
    """What is reported but not by whoever speaks around it: "I said that …" is his turn's."""
    ends = [turn.end for turn in spoken]
    kept = []
    for quote in reported:
        at = bisect_right(ends, quote.start)
        turn = spoken[at] if at < len(spoken) else None
        if turn is None or quote.start < turn.start or quote.speaker != turn.speaker:
            kept.append(quote)
    return kept


def _unmarked(reader: Reader, resolver: Resolver, found: list[Found]) -> list[Found]:
    """What is reported without marks, outside the quotes found already."""
    spans = {(q.start, q.end) for q in found}
    unmarked = []
    for number in range(len(reader.paragraphs)):
        here = reader[number]
        tokens = here.tokens
        sourced = not SOURCED.isdisjoint(tokens.lower) or not VIEWED.isdisjoint(tokens.lower)
        if not (tokens.verbs or sourced or any(stated(tokens))):
            continue
        quoted = sorted(
            i
            for index, i in tokens.at.items()
            if (reader.marked[index].start, reader.marked[index].end) in spans
        )
        commas = {i for index, i in tokens.at.items() if _ends_in_comma(reader, index)}
        for reported in find_reported(here, quoted, commas):
            m = head(reported.mention, here) if here.known else reported.mention
            speaker = speaker_of(resolver, m, here, None)
            if speaker is None and m.kind == "it" and reported.first < m.first:
                speaker = _itself(reader, resolver, here, reported.first)
            if speaker is None and m.kind not in ("he", "they", "it"):
                continue
            unmarked.append(
                Found(
                    tokens.starts[reported.first],
                    tokens.ends[reported.last],
                    Kind.INDIRECT,
                    reported.rule,
                    speaker,
                    surface_of(resolver, m, here),
                    (tokens.starts[reported.cue], tokens.ends[reported.cue]),
                )
            )
    return unmarked


def _itself(reader: Reader, resolver: Resolver, here: Analysed, first: int) -> str | None:
    """Who "it" is that nobody before is: "Gris Oil will cut jobs, it said", of itself."""
    at = here.before(first)
    for m in here.mentions[at : at + 1]:
        speaks = m.kind in ("person", "name", "org") or can_speak(m.head)
        if m.first == first and m.subject and (speaks or is_bare_name(m, reader)):
            return resolver.speaker(m, here, None)
    return None


def _ends_in_comma(reader: Reader, index: int) -> bool:
    return reader.text[reader.marked[index].end - 1] == ","


def _place(found: list[Found], seen: Seen) -> None:
    """Has quotes found in what is seen of a text stand where they do in the text."""
    for q in found:
        # all that is between the marks: “*Never*”
        placed = _placed if q.kind is Kind.INDIRECT else _placed_whole
        q.start, q.end = placed((q.start, q.end), seen)
        q.mention = q.mention and _placed(q.mention, seen)
        q.cue = q.cue and _placed(q.cue, seen)


def _placed(span: tuple[int, int], seen: Seen) -> tuple[int, int]:
    """Where a span of what is seen of a text stands in it."""
    return seen.starts[span[0]], seen.ends[span[1] - 1]


def _placed_whole(span: tuple[int, int], seen: Seen) -> tuple[int, int]:
    """The same with the signs beside it that are not seen: the stars of "**Ana Paz** said"."""
    start = seen.ends[span[0] - 1] if span[0] else 0
    return start, seen.starts[span[1]]


def _as_quotes(
    text: str,
    found: list[Found],
    around: list[tuple[int, int]],
    article: str | None,
    weights: Learned,
) -> list[Quote]:
    """Quotes of the text with the spans `around` them as their contexts."""
    identifiers = {id(q): f"{article or 'text'}#{n:02}" for n, q in enumerate(found, start=1)}
    contexts = {span: text[slice(*span)].strip() for span in {*around}}
    return [
        Quote(
            text=text[q.start : q.end],
            speaker=q.speaker,
            context=contexts[span],
            kind=q.kind,
            id=identifiers[id(q)],
            article=article,
            start=q.start,
            end=q.end,
            speaker_mention=text[slice(*q.mention)] if q.mention else None,
            speaker_start=q.mention[0] if q.mention else None,
            speaker_end=q.mention[1] if q.mention else None,
            cue=text[slice(*q.cue)] if q.cue else None,
            continues=identifiers.get(id(q.goes_on)) if q.goes_on else None,
            rule=q.rule,
            confidence=weights.confidence(q.rule),
        )
        for q, span in zip(found, around, strict=True)
    ]


def _context(text: str, q: Found) -> tuple[int, int]:
    """The span of the paragraph around a quote, of a very long one the part next to it.

    In very long ones the part begins and ends at multiples of `_STEP`, so that quotes near each
    other share one context, and a text of nothing but quotes takes no more room than another.
    """
    low = max(0, q.start - _CONTEXT // 2) // _STEP * _STEP
    high = min(len(text), -(-(q.end + _CONTEXT // 2) // _STEP) * _STEP)
    first = text.rfind("\n", low, q.start) + 1 or low
    last = text.find("\n", q.end, high)
    last = high if last < 0 else last
    if q.kind is Kind.HEADING and last < high:  # and what the heading stands over
        below = last
        while below < high and text[below].isspace():
            below += 1
        end = text.find("\n", below, high)
        last = high if end < 0 else end
    return first, last
