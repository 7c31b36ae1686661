"""Predictions as articles to read: their paragraphs, cut where quotes begin and end."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stance.classifiers.inputs import fold
from stance.data.files import Record
from stance.data.tables import nothing
from stance.errors import UserError
from stance.extraction.paragraphs import split_paragraphs
from stance.schema import LABELS, Kind, Span, Stance

if TYPE_CHECKING:
    from stance.explanations import Explanation

LOOSE = 100  # quotes without an article on one page
_KINDS = {
    Kind.DIRECT: "direct quote",
    Kind.HEADING: "quoted heading",
    Kind.INDIRECT: "reported speech",
}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# As agencies open a text: "26 Mar 2019; DW: The military presence ..."
_OPENING = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4}); ([^:;\n]{1,60}): ")


@dataclass(frozen=True, slots=True)
class Answer:
    """One prediction: whole percents in the order of `Stance`, and whether it waits for review."""

    stance: Stance
    percents: tuple[int, ...]
    review: bool = False
    seen: bool = True


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


# A piece of text and the numbers of the quotes it stands in, the outermost first.
Piece = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Story:
    """An article on the page. A paragraph without pieces stands for text that is left out."""

    title: str
    outlet: str | None
    date: str | None
    paragraphs: tuple[tuple[Piece, ...], ...]
    quotes: tuple[Said, ...]


@dataclass(slots=True)
class _Quote:
    """What the rows of one quote have in common, and their answers by target."""

    record: Record
    text: str
    context: str | None
    start: int | None
    answers: dict[str, Answer] = field(default_factory=dict)
    explanations: dict[str, Explanation] = field(default_factory=dict)


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


def targets_of(rows: Iterable[Record]) -> list[str]:
    """The ids of the targets that rows answer for, in order of first use."""
    return list(dict.fromkeys(row.text("target") for row in rows))


def stories(
    rows: Sequence[Record], texts: Mapping[str, str], targets: Sequence[str]
) -> list[Story]:
    """An article for each name in `texts`, and for each that rows name besides, in that order.

    Rows are those `stance.predict` writes, with any of `title`, `outlet` and `date`; and perhaps
    `explanation`, an `Explanation`. An article whose text is not given is shown as the contexts of
    its quotes. They are in order of date, those without one last. Names of speakers that differ in
    accents or case alone are read as one, the most frequent. Raises `UserError` for a row that is no prediction, and for a span that does not
    fit its text.
    """
    by_story: dict[tuple[str, ...], list[_Quote]] = defaultdict(list)
    for name in texts:
        by_story[name, "", "", ""] = []
    loose: Counter[tuple[str, ...]] = Counter()
    for quote in _quotes(rows):
        name, *head = (_cell(quote.record, n) or "" for n in ("article", "title", "outlet", "date"))
        if name in texts:
            by_story[name, "", "", ""].append(quote)
            continue
        key = (name, *head)
        if not name:
            key = (f"{loose[key] // LOOSE}", *head, "loose")
            loose[(name, *head)] += 1
        by_story[key].append(quote)
    names = _one_spelling([quote for quotes in by_story.values() for quote in quotes])
    told = [_story(key, quotes, texts, targets, names) for key, quotes in by_story.items()]
    return sorted(told, key=lambda story: story.date or "~")


def _quotes(rows: Sequence[Record]) -> Iterator[_Quote]:
    """The quotes of rows, each of which answers for one target."""
    found: dict[tuple[str | None, ...], list[_Quote]] = defaultdict(list)
    order: list[_Quote] = []
    same = ("article", "id", "start", "text", "speaker", "context", "outlet", "date")
    for row in rows:
        target, answer = row.text("target"), _answer(row)
        key = tuple(_cell(row, name) for name in same)
        quote = next((q for q in found[key] if target not in q.answers), None)
        if quote is None:
            quote = _Quote(row, row.text("text"), _cell(row, "context"), _whole(row, "start"))
            found[key].append(quote)
            order.append(quote)
        quote.answers[target] = answer
        if "explanation" in row.fields:
            quote.explanations[target] = row.fields["explanation"]
    yield from order


def _one_spelling(quotes: Iterable[_Quote]) -> dict[str | None, str]:
    """The name to show for each speaker as written."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for speaker in filter(None, (_cell(quote.record, "speaker") for quote in quotes)):
        spellings[fold(speaker).casefold()][speaker] += 1
    return {speaker: same.most_common(1)[0][0] for same in spellings.values() for speaker in same}


def _story(
    key: tuple[str, ...],
    quotes: list[_Quote],
    texts: Mapping[str, str],
    targets: Sequence[str],
    names: Mapping[str | None, str],
) -> Story:
    name, title, outlet, date = key[:4]
    loose = len(key) > 4
    if not loose and name in texts:
        text = texts[name]
        quotes.sort(key=lambda q: (q.start or 0, -len(q.text)))
        pieces, spans = [(0, text)], [_span_in(text, quote, name) for quote in quotes]
        known = [_first(quotes, "outlet"), _first(quotes, "date")]
        outlet, date = (a or b or "" for a, b in zip(known, opening(text), strict=True))
        title = _first(quotes, "title") or ""
    else:
        if all(quote.start is not None for quote in quotes):
            quotes.sort(key=lambda q: (q.start or 0, -len(q.text)))
        pieces, spans = _excerpts(quotes)
    if loose:
        first = int(name) * LOOSE
        name = f"Quotes {first + 1} to {first + len(quotes)}"
    numbers = {_cell(q.record, "id"): n for n, q in enumerate(quotes, start=1)}
    return Story(
        title=title or name,
        outlet=outlet or None,
        date=_iso(date, quotes) if date else None,
        paragraphs=tuple(_paragraphs(pieces, spans)),
        quotes=tuple(_said(n, q, targets, numbers, names) for n, q in enumerate(quotes, start=1)),
    )


def _said(
    number: int,
    quote: _Quote,
    targets: Sequence[str],
    numbers: Mapping[str | None, int],
    names: Mapping[str | None, str],
) -> Said:
    row = quote.record
    speaker, mention = _cell(row, "speaker"), _cell(row, "speaker_mention")
    kind = _cell(row, "kind")
    rule, confidence = _cell(row, "rule") or "", _cell(row, "confidence")
    if rule and confidence is not None:
        rule += f": right for {_percent(_share(row, 'confidence'))} % of such quotes in training"
    return Said(
        number=number,
        speaker=names.get(speaker),
        answers=tuple(quote.answers.get(target) for target in targets),
        kind=_KINDS[Kind.parse(kind)] if kind else "",
        mention=mention if mention and mention != speaker else "",
        rule=rule,
        continues=numbers.get(_cell(row, "continues") or "", 0),
        words=_weighted(quote, targets),
    )


def _weighted(
    quote: _Quote, targets: Sequence[str]
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


def _span_in(text: str, quote: _Quote, name: str) -> Span:
    start = quote.start
    if start is None:
        start = text.find(quote.text)
    if start < 0 or text[start : start + len(quote.text)] != quote.text:
        raise UserError(
            f"{quote.record.place}: text {quote.text[:40]!r} does not stand at {quote.start} of "
            f"article {name}"
        )
    return start, start + len(quote.text)


def _excerpts(quotes: Sequence[_Quote]) -> tuple[list[tuple[int, str]], list[Span]]:
    """The contexts of quotes as pieces of one text, and the quotes' spans in it.

    Contexts that overlap in the article, or follow each other, become one piece.
    """
    votes: Counter[tuple[str, int]] = Counter()  # where a context may begin in the article
    begins: list[list[int]] = []
    for q in quotes:
        found = [] if q.context is None or q.start is None else _places(q.context, q.text)
        begins.append([(q.start or 0) - place for place in found])
        votes.update((q.context or "", begin) for begin in begins[-1])
    at = [
        max(own, key=lambda begin: votes[q.context or "", begin]) if own else None
        for q, own in zip(quotes, begins, strict=True)
    ]
    joined: list[tuple[int, str]] = []  # where it begins in the article, and what it reads
    home: dict[tuple[int, str], int] = {}
    for begin, context in sorted(
        {(b, q.context or "") for b, q in zip(at, quotes, strict=True) if b is not None}
    ):
        last, text = joined[-1] if joined else (0, "")
        overlap = last + len(text) - begin
        if joined and overlap >= -2 and context.startswith(text[begin - last :]):
            joined[-1] = (last, text + "\n" * max(0, -overlap) + context[max(0, overlap) :])
        elif not (joined and context in text and text[begin - last :].startswith(context)):
            joined.append((begin, context))
        home[begin, context] = len(joined) - 1
    pieces: list[tuple[int, str]] = []
    end = 0
    for _, text in joined:
        pieces.append((end, text))
        end += len(text) + 2
    spans = []
    alone: dict[str, int] = {}
    for q, b in zip(quotes, at, strict=True):
        if b is not None and q.start is not None:
            number = home[b, q.context or ""]
            start = pieces[number][0] + q.start - joined[number][0]
        else:
            shown = q.context if q.context and q.text in q.context else q.text
            if shown not in alone:
                alone[shown] = end
                pieces.append((end, shown))
                end += len(shown) + 1
            start = alone[shown] + shown.index(q.text)
        spans.append((start, start + len(q.text)))
    return pieces, spans


def _places(text: str, part: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(part)})", text)]


def _paragraphs(
    pieces: Sequence[tuple[int, str]], spans: Sequence[Span]
) -> Iterator[tuple[Piece, ...]]:
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
            for a, b in zip(edges, edges[1:], strict=False)
        )


def _answer(row: Record) -> Answer:
    with row.place_errors():
        stance = Stance.parse(row.fields.get("stance"))
    return Answer(
        stance,
        tuple(_percent(_share(row, label)) for label in LABELS),
        _flag(row, "abstained", False),
        _flag(row, "target_seen", True),
    )


def _percent(share: float) -> int:
    return int(100 * share + 0.5)


def _cell(row: Record, name: str) -> str | None:
    """A cell as text, None where it is empty, whatever type a table gave it."""
    value = row.fields.get(name)
    return None if nothing(value) else Record(row.place, {name: str(value)}).text(name)


def _first(quotes: Sequence[_Quote], name: str) -> str | None:
    return next(filter(None, (_cell(quote.record, name) for quote in quotes)), None)


def _whole(row: Record, name: str) -> int | None:
    cell = _cell(row, name)
    try:
        number = None if cell is None else float(cell)
        if number is None or number.is_integer():
            return None if number is None else int(number)
    except ValueError:
        pass
    raise UserError(f"{row.place}: {name} is {cell!r}, must be a whole number")


def _share(row: Record, name: str) -> float:
    try:
        share = float(_cell(row, name) or "")
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UserError(
            f"{row.place}: {name} is {row.fields.get(name)!r}, must be a number from 0 to 1"
        )
    return share


def _flag(row: Record, name: str, default: bool) -> bool:
    cell = (_cell(row, name) or str(default)).lower()
    if cell not in ("true", "false"):
        raise UserError(f"{row.place}: {name} is {cell!r}, must be true or false")
    return cell == "true"


def _iso(date: str, quotes: Sequence[_Quote]) -> str:
    try:
        return datetime.date.fromisoformat(date[:10]).isoformat()
    except ValueError:
        place = quotes[0].record.place
        raise UserError(f"{place}: date is {date!r}, must begin with YYYY-MM-DD") from None
