"""Predictions as articles to read: their paragraphs, cut where quotes begin and end."""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stance.data.files import Record
from stance.data.spelling import alike, told_apart
from stance.reporting.answers import Answer, Quoted, cell, percent, quotes_of, share
from stance.reporting.layout import Piece, excerpts, paragraphs, span_in
from stance.schema import Kind

LOOSE = 100  # quotes without an article on one page
_KINDS = {
    Kind.DIRECT: "direct quote",
    Kind.HEADING: "quoted heading",
    Kind.INDIRECT: "reported speech",
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
# As agencies open a text: "26 Mar 2019; DW: The military presence ..."
_OPENING = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4}); ([^:;\n]{1,60}): ")


@dataclass(frozen=True, slots=True)
class Said:
    """A quote on the page, with an answer for each target or None.

    `number` counts from 1 in its story. `words` are the pieces of the quote, each with its weight
    toward the answer for each target, in percentage points; empty where nothing was explained.
    """

    number: int
    speaker: str | None
    answers: tuple[Answer | None, ...]
    kind: str = ""
    mention: str = ""
    rule: str = ""
    continues: int = 0
    words: tuple[tuple[str, tuple[int | None, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An article on the page, or quotes without one (`loose`).

    A paragraph without pieces stands for text that is left out.
    """

    title: str
    outlet: str | None
    date: str | None
    paragraphs: tuple[tuple[Piece, ...], ...]
    quotes: tuple[Said, ...]
    loose: bool = False


def opening(text: str) -> tuple[str | None, str | None]:
    """Outlet and ISO date, where an article opens with them.

    >>> opening("26 Mar 2019; DW: The military presence")
    ('DW', '2019-03-26')
    """
    match = _OPENING.match(text)
    if match is None or match[2][:3].lower() not in _MONTHS:
        return None, None
    month = _MONTHS.index(match[2][:3].lower()) + 1
    try:
        return match[4], datetime.date(int(match[3]), month, int(match[1])).isoformat()
    except ValueError:
        return None, None


def stories(
    rows: Sequence[Record], texts: Mapping[str, str], targets: Sequence[str]
) -> list[Story]:
    """An article for each name in `texts`, and for each that rows name besides, in that order.

    Rows are those `stance.predict` writes, with any of `title`, `outlet` and `date`; and perhaps
    `explanation`, an `Explanation`. An article whose text is not given is shown as the contexts of
    its quotes. They are in order of date, those without one last; a date that begins with no day
    is none, which is told on standard error. Names of speakers that differ
    in accents or case alone are read as one, the most frequent; descriptions, as "spokeswoman",
    have their article behind them where there are several. Raises `UserError` for a row that is no
    prediction, and for a span that does not fit its text.
    """
    by_story: dict[tuple[str, ...], list[Quoted]] = defaultdict(list)
    for name in texts:
        by_story[name, "", "", ""] = []
    loose: Counter[tuple[str, ...]] = Counter()
    for quote in quotes_of(rows):
        name, *head = (cell(quote.record, n) or "" for n in ("article", "title", "outlet", "date"))
        if name in texts:
            by_story[name, "", "", ""].append(quote)
            continue
        key = (name, *head)
        if not name:
            key = (f"{loose[key] // LOOSE}", *head, "loose")
            loose[(name, *head)] += 1
        by_story[key].append(quote)
    names = _one_spelling([quote for quotes in by_story.values() for quote in quotes])
    undated: list[str] = []
    told = [_story(key, quotes, texts, targets, names, undated) for key, quotes in by_story.items()]
    told = _described_apart(told, [key[0] for key in by_story])
    if undated:
        more = f", and {len(undated) - 1} more" if len(undated) > 1 else ""
        print(
            f"{undated[0]}, does not begin with YYYY-MM-DD{more}; shown without a date",
            file=sys.stderr,
        )
    return _numbered(sorted(told, key=lambda story: story.date or "~"))


def _numbered(told: Sequence[Story]) -> list[Story]:
    """The same with loose quotes that have no title counted through, as they stand on the page."""
    first, numbered = 1, []
    for story in told:
        if story.loose and not story.title:
            last = first + len(story.quotes) - 1
            title = f"Quotes {first} to {last}" if first < last else f"Quote {first}"
            story, first = replace(story, title=title), last + 1
        numbered.append(story)
    return numbered


def _described_apart(told: Sequence[Story], names: Sequence[str]) -> list[Story]:
    """The same with whoever has no name told from those of other articles: "spokeswoman (leeds)".

    An article is called by its title, or by its name where another one has that title.
    """
    if len(told) == 1:
        return list(told)
    titles = Counter(story.title for story in told)
    apart = []
    for story, name in zip(told, names, strict=True):
        where = story.title if titles[story.title] == 1 else name
        quotes = tuple(
            replace(said, speaker=told_apart(said.speaker, where)) if said.speaker else said
            for said in story.quotes
        )
        apart.append(story if story.loose else replace(story, quotes=quotes))
    return apart


def _one_spelling(quotes: Iterable[Quoted]) -> dict[str | None, str]:
    """The name to show for each speaker as written."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for speaker in filter(None, (cell(quote.record, "speaker") for quote in quotes)):
        spellings[alike(speaker)][speaker] += 1
    return {speaker: same.most_common(1)[0][0] for same in spellings.values() for speaker in same}


def _story(
    key: tuple[str, ...],
    quotes: list[Quoted],
    texts: Mapping[str, str],
    targets: Sequence[str],
    names: Mapping[str | None, str],
    undated: list[str],
) -> Story:
    name, title, outlet, date = key[:4]
    loose = len(key) > 4
    if not loose and name in texts:
        text = texts[name]
        quotes.sort(key=lambda q: (q.start or 0, -len(q.text)))
        pieces, spans = [(0, text)], [span_in(text, quote, name) for quote in quotes]
        known = [_first(quotes, "outlet"), _first(quotes, "date")]
        outlet, date = (a or b or "" for a, b in zip(known, opening(text), strict=True))
        title = _first(quotes, "title") or ""
    else:
        if all(quote.start is not None for quote in quotes):
            quotes.sort(key=lambda q: (q.start or 0, -len(q.text)))
        pieces, spans = excerpts(quotes)
    day = _day(date)
    if date and day is None:
        undated.append(f"{quotes[0].record.place}: date is {date!r}")
    numbers = {cell(q.record, "id"): n for n, q in enumerate(quotes, start=1)}
    return Story(
        title=title or ("" if loose else name),
        outlet=outlet or None,
        date=day,
        paragraphs=tuple(paragraphs(pieces, spans)),
        quotes=tuple(_said(n, q, targets, numbers, names) for n, q in enumerate(quotes, start=1)),
        loose=loose,
    )


def _said(
    number: int,
    quote: Quoted,
    targets: Sequence[str],
    numbers: Mapping[str | None, int],
    names: Mapping[str | None, str],
) -> Said:
    row = quote.record
    speaker, mention = cell(row, "speaker"), cell(row, "speaker_mention")
    kind = cell(row, "kind")
    with row.place_errors():
        told = _KINDS[Kind.parse(kind)] if kind else ""
    rule = cell(row, "rule") or ""
    if rule:
        rule = f"“{rule}”"
        if cell(row, "confidence") is not None:
            rule += f", right for {percent(share(row, 'confidence'))} % of such quotes in training"
    return Said(
        number=number,
        speaker=names.get(speaker),
        answers=tuple(quote.answers.get(target) for target in targets),
        kind=told,
        mention=mention if mention and mention != speaker else "",
        rule=rule,
        continues=numbers.get(cell(row, "continues") or "", 0),
        words=_weighted(quote, targets),
    )


def _weighted(
    quote: Quoted, targets: Sequence[str]
) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
    """The quote word by word and, between words, as it is."""
    given = [quote.explanations.get(target) for target in targets]
    spans = next(([(w.start, w.end) for w in e.words] for e in given if e is not None), [])
    pieces: list[tuple[str, tuple[int | None, ...]]] = []
    last = 0
    for place, (start, end) in enumerate(spans):
        if last < start:
            pieces.append((quote.text[last:start], ()))
        weights = (None if e is None else round(100 * e.words[place].weight) for e in given)
        pieces.append((quote.text[start:end], tuple(weights)))
        last = end
    if pieces and last < len(quote.text):
        pieces.append((quote.text[last:], ()))
    return tuple(pieces)


def _day(date: str) -> str | None:
    """The day an ISO date begins with; None where it is none: a month, 01/09/2026."""
    try:
        return datetime.date.fromisoformat(date[:10]).isoformat()
    except ValueError:
        return None


def _first(quotes: Sequence[Quoted], name: str) -> str | None:
    return next(filter(None, (cell(quote.record, name) for quote in quotes)), None)
