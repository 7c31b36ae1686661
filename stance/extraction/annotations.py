"""Annotated articles to learn extraction from: their quotes, and where the sources stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.data.corpus import read_corpus
from stance.data.files import read_jsonl
from stance.extraction.people import plain
from stance.schema import Kind, Split

Span = tuple[int, int]


_PAIRS = {"“": "”", '"': '"', "«": "»"}


_WORD = re.compile(r"[^\W\d_][\w’'-]*")


_PRONOUNS = frozenset(("he", "she", "they", "i", "we", "it", "who", "you"))


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated quote: its span, where its source stands, and who that is if that is known."""

    span: Span
    sources: tuple[Span, ...]
    speaker: str | None = None
    kind: Kind = Kind.DIRECT


@dataclass(frozen=True, slots=True)
class Document:
    """A text with every quote in it; `whole` where unmarked and single-marked ones are in too."""

    text: str
    quotes: tuple[Gold, ...]
    whole: bool


def read_attributions(path: Path) -> Iterator[Document]:
    """The documents of an attributions file; a quote is what stands between marks in a content."""
    for record in read_jsonl(path):
        text = record.text("text")
        quotes: dict[Span, Gold] = {}
        for attribution in record.fields["attributions"]:
            sources = tuple((a, b) for a, b in attribution["source"])
            runs = [r for a, b in attribution["content"] for r in _runs(text, a, b)]
            for run in runs:
                quotes.setdefault(run, Gold(run, sources))
            if not runs and attribution["content"]:
                span = attribution["content"][0][0], attribution["content"][-1][1]
                quotes.setdefault(span, Gold(span, sources, None, Kind.INDIRECT))
        yield Document(text, tuple(quotes.values()), False)


def _runs(text: str, start: int, end: int) -> Iterator[Span]:
    i = start
    while i < end:
        close = _PAIRS.get(text[i])
        if close is not None:
            j = text.find(close, i + 1, end)
            j = end if j < 0 else j
            yield trimmed(text, i + 1, j)
            i = j
        i += 1


def read_articles(folder: Path) -> Iterator[Document]:
    """The training articles of a corpus of our own format."""
    corpus = read_corpus(folder)
    quotes: dict[str, list[Gold]] = defaultdict(list)
    texts = {a.id: a.text for a in corpus.articles if a.split is Split.TRAIN}
    for annotation in corpus.annotations:
        q = annotation.quote
        if q.article in texts and q.start is not None and q.end is not None:
            text = texts[q.article]
            source = _nearest(text, q.speaker_mention, (q.start, q.end))
            span = trimmed(text, q.start, q.end)
            quotes[q.article].append(Gold(span, source, q.speaker or "", q.kind))
    for identifier, text in texts.items():
        yield Document(text, tuple(quotes[identifier]), True)


def _nearest(text: str, mention: str | None, quote: Span) -> tuple[Span, ...]:
    """Where the words that name a speaker stand: the place outside the quote nearest to it."""
    if mention is None:
        return ()
    low, high = max(0, quote[0] - 1000), quote[1] + 1000
    pattern = re.compile(rf"(?<!\w){re.escape(mention)}(?!\w)")
    places = [m.span() for m in pattern.finditer(text, low, high)]
    outside = [p for p in places if p[1] <= quote[0] or p[0] >= quote[1]]
    far = sorted(outside, key=lambda p: max(p[0] - quote[1], quote[0] - p[1]))
    return tuple(far[:1])


def trimmed(text: str, start: int, end: int) -> Span:
    """A span without what is neither letter nor digit at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def overlap(a: Span, b: Span) -> float:
    """The share of the union of two spans that both cover."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0


def agrees(text: str, span: Span, sources: Sequence[Span]) -> bool:
    """Whether a mention names what the annotated source names.

    A pronoun must be the one in that place; of a name the last word must be shared; of another
    phrase the last word must be the same.
    """
    if not sources:
        return False
    surface = " ".join(text[a:b] for a, b in sources).strip()
    if surface.lower() in _PRONOUNS:
        return any(abs(span[0] - a) <= 2 for a, _ in sources)
    theirs, ours = capitals(surface), capitals(text[slice(*span)])
    if theirs:
        return bool(ours) and (ours[-1] in theirs or theirs[-1] in ours)
    last, own = _WORD.findall(surface.lower())[-1:], _WORD.findall(text[slice(*span)].lower())[-1:]
    return bool(last) and last == own


def capitals(words: str) -> list[str]:
    """The capitalised words, made plain for comparing."""
    return [
        plain(w) for w in _WORD.findall(words) if w[0].isupper() and w not in ("The", "A", "An")
    ]
