"""The text of an article in paragraphs, cut where quotes begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stance.errors import UserError
from stance.extraction.paragraphs import split_paragraphs
from stance.reporting.answers import Quoted
from stance.schema import Span

# A piece of text and the numbers of the quotes it stands in, the outermost first.
Piece = tuple[str, tuple[int, ...]]
Placed = tuple[int, str]  # where a text begins, and what it reads
_BREAK = 2  # characters between paragraphs at most


def span_in(text: str, quote: Quoted, name: str) -> Span:
    """Where a quote stands in the article of this name; raises `UserError` if not where it says."""
    start = quote.start
    if start is None:
        start = text.find(quote.text)
    if start < 0 or text[start : start + len(quote.text)] != quote.text:
        raise UserError(
            f"{quote.record.place}: text {quote.text[:40]!r} does not stand at {quote.start} of "
            f"article {name}"
        )
    return start, start + len(quote.text)


def excerpts(quotes: Sequence[Quoted]) -> tuple[list[Placed], list[Span]]:
    """The contexts of quotes as pieces of one text, and the quotes' spans in it.

    Contexts that overlap in the article, or follow each other, become one piece. A quote of which
    it is not known where its context begins comes after them, with its context.
    """
    begins = _begins(quotes)
    contexts = {(b, q.context or "") for q, b in zip(quotes, begins, strict=True) if b is not None}
    joined, number = _joined(sorted(contexts))
    pieces: list[Placed] = []
    end = 0
    for _, text in joined:
        pieces.append((end, text))
        end += len(text) + 2
    spans = []
    alone: dict[str, int] = {}
    for q, begin in zip(quotes, begins, strict=True):
        if begin is not None and q.start is not None:
            piece = number[begin, q.context or ""]
            start = pieces[piece][0] + q.start - joined[piece][0]
        else:
            shown = q.context if q.context and q.text in q.context else q.text
            if shown not in alone:
                alone[shown] = end
                pieces.append((end, shown))
                end += len(shown) + 1
            start = alone[shown] + shown.index(q.text)
        spans.append((start, start + len(q.text)))
    return pieces, spans


def _begins(quotes: Sequence[Quoted]) -> list[int | None]:
    """Where the context of each quote begins in the article; None if that cannot be told.

    A quote that stands twice in its context leaves two places. It is the one that more quotes of
    the same context allow.
    """
    allowed = []
    for q in quotes:
        found = [] if q.context is None or q.start is None else _places(q.context, q.text)
        allowed.append([(q.start or 0) - place for place in found])
    votes = Counter(
        (q.context, begin) for q, own in zip(quotes, allowed, strict=True) for begin in own
    )
    return [
        max(own, key=lambda begin: votes[q.context, begin], default=None)
        for q, own in zip(quotes, allowed, strict=True)
    ]


def _joined(contexts: Sequence[Placed]) -> tuple[list[Placed], dict[Placed, int]]:
    """Contexts in order of the article, those that belong together as one; and which each is in."""
    joined: list[Placed] = []
    number: dict[Placed, int] = {}
    for begin, context in contexts:
        last, text = joined[-1] if joined else (0, "")
        overlap = last + len(text) - begin
        if joined and overlap >= -_BREAK and context.startswith(text[begin - last :]):
            joined[-1] = (last, text + "\n" * max(0, -overlap) + context[max(0, overlap) :])
        elif not (joined and context in text and text[begin - last :].startswith(context)):
            joined.append((begin, context))
        number[begin, context] = len(joined) - 1
    return joined, number


def _places(text: str, part: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(part)})", text)]


def paragraphs(pieces: Sequence[Placed], spans: Sequence[Span]) -> Iterator[tuple[Piece, ...]]:
    """The paragraphs of pieces of a text; a gap of two characters between pieces is told."""
    text_at: list[tuple[int, int, str]] = []
    last = 0
    for offset, text in pieces:
        if offset - last > 1:
            text_at.append((last, last, ""))
        for start, end in split_paragraphs(text):
            text_at.append((offset + start, offset + end, text[start:end]))
        last = offset + len(text)
    starts = [start for start, _, _ in text_at]
    over: list[list[int]] = [[] for _ in text_at]  # the quotes over each paragraph
    for index in sorted(range(len(spans)), key=lambda i: (spans[i][0], -spans[i][1])):
        start, end = spans[index]
        for place in range(max(0, bisect_right(starts, start) - 1), len(text_at)):
            if starts[place] >= end:
                break
            if text_at[place][1] > start:
                over[place].append(index)
    for (first, stop, text), indices in zip(text_at, over, strict=True):
        cuts = {first, stop}
        for index in indices:
            cuts.update(cut for cut in spans[index] if first < cut < stop)
        edges = sorted(cuts)
        yield tuple(
            (
                text[a - first : b - first],
                tuple(i + 1 for i in indices if spans[i][0] <= a and b <= spans[i][1]),
            )
            for a, b in pairwise(edges)
        )
