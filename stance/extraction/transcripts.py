"""What is said behind a speaker's label, without marks: "PAZ: We are staying."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from stance.extraction import names
from stance.extraction.attribution import Found
from stance.extraction.labels import (
    ANSWERING,
    MET,
    OWN,
    Turn,
    by_initials,
    is_full_name,
    is_marked,
    is_question,
    labelled,
    seen,
    untitled,
)
from stance.extraction.mentions import LABELS
from stance.extraction.people import People, plain
from stance.extraction.reader import Reader
from stance.extraction.titles import is_role
from stance.extraction.wording import spaced, without_article
from stance.schema import Kind

_LEAST = 3  # turns that have a label
_QUESTIONS = 2  # of an interview whose answers have a label at its beginning alone
_BARE = 3  # of one without any
# A label inside the marks; the next word begins a sentence.
_INSIDE = re.compile(r"([^\W\d_a-z]{2}(?:[^\W\d_a-z]|[ .’'-](?=[^\W\d_a-z]))*): (?=[^\W\d_a-z])")
_SPOKEN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Mm]e|[Uu]s)\b|\?")
_DIRECTION = re.compile(r"[(\[][^()\[\]\n]{1,80}[)\]][.:]?|[^\na-z]{1,80}")  # (LAUGHTER), END CLIP
_BOLD = frozenset("*_#")
_SEEN = 2000  # characters of an answer looked at
_NEAR = 120  # characters behind that
_OPENING = 4000  # characters looked at for it


def turns(reader: Reader, people: People) -> list[Found]:
    """The turns of a transcript, a quote a paragraph; of whoever only asks there is none.

    A transcript has labels that come again, and people in it say "I" and "you", unlike in a list
    of parties and what they want.
    """
    found = labelled(reader, people)
    said = [turn for turn in found if not turn.asks]
    if not found:
        return _unlabelled(reader, people)
    if not said:
        return []
    alone = len({plain(turn.label) for turn in said}) == 1
    asking = [turn for turn in found if turn.asks or is_question(reader, turn.number)]
    # once, where only the first question and answer have labels
    asked = _questions(reader, found[0].number) if len(asking) < 2 else []
    interview = alone and len(asked) >= _QUESTIONS
    if not interview and not _is_transcript(reader, found):
        return []
    answers = _interviewed(reader.text, people, found[0].start)
    quotes: list[Found] = []
    for turn, number, start in _paragraphs(reader, found, asked, interview=interview):
        end = reader.paragraphs[number].end
        quote = Found(start, end, Kind.INDIRECT, "transcript", _name(turn.label, people, answers))
        if number == turn.number:
            until = turn.start + len(turn.label)
            quote.mention = until - len(untitled(turn.label)), until
        elif quotes and quotes[-1].speaker == quote.speaker:
            quote.goes_on = quotes[-1]
        quotes.append(quote)
    return quotes


def _unlabelled(reader: Reader, people: People) -> list[Found]:
    """The answers of an interview without labels, whose opening says whom the questions are put to.

    Where they are in bold type it need not: **Why?**
    """
    text, paragraphs = reader.text, reader.paragraphs
    asked = _questions(reader, -1)
    bold = [n for n in asked if text[paragraphs[n].start] in _BOLD]
    asked = bold if len(bold) >= _QUESTIONS else asked
    if len(asked) < (_QUESTIONS if bold else _BARE):
        return []
    first = paragraphs[asked[0]].start
    met = bold or MET.search(text, max(0, first - _OPENING), first)
    speaker = _interviewed(text, people, first) if met else None
    if speaker is None:
        return []
    quotes: list[Found] = []
    own = 0
    questions = set(asked)
    for number in range(asked[0] + 1, asked[-1] + 2):
        if number in questions or is_marked(reader, number):
            continue
        start, end = paragraphs[number]
        quote = Found(start, end, Kind.INDIRECT, "transcript", speaker)
        if number - 1 in questions:
            own += OWN.search(text, start, min(end, start + _SEEN)) is not None
        elif quotes:
            quote.goes_on = quotes[-1]
        quotes.append(quote)
    return quotes if 2 * own >= len(asked) else []


def settle_labelled(text: str, people: People, found: Sequence[Found]) -> None:
    """Gives quotes the speakers whose labels stand inside their marks: “PAZ: We are staying.”."""
    labels = {id(quote): _INSIDE.match(text, quote.start, quote.end) for quote in found}
    if sum(match is not None for match in labels.values()) < 2:
        return  # a placard
    for quote in found:
        match = labels[id(quote)]
        if match is not None and match[1].lower() not in LABELS:
            quote.speaker, quote.rule, quote.goes_on = _name(match[1], people, None), "label", None
            quote.mention, quote.cue = match.span(1), None
        elif quote.goes_on is not None and labels.get(id(quote.goes_on)) is not None:
            quote.speaker = quote.goes_on.speaker


def _is_transcript(reader: Reader, found: Sequence[Turn]) -> bool:
    """Whether enough paragraphs have labels, of two people or more, and speak of "I" and "you".

    Half of them, but where labels are full names that come again one of each of two is enough.
    """
    if len(found) < _LEAST or len({turn.label for turn in found}) < 2:
        return False
    spoken = [t for t in found if _SPOKEN.search(reader.text, t.speech, seen(reader, t))]
    often = Counter(turn.label for turn in found)
    named = {t.label for t in spoken if often[t.label] > 1 and is_full_name(t.label)}
    return 2 * len(spoken) >= len(found) or len(named) > 1


def _questions(reader: Reader, first: int) -> list[int]:
    """The paragraphs behind one that are a question, and have another behind them."""
    last = len(reader.paragraphs) - 1
    return [n for n in range(first + 1, last) if is_question(reader, n)]


def _paragraphs(
    reader: Reader, found: Sequence[Turn], asked: Sequence[int], *, interview: bool
) -> Iterator[tuple[Turn, int, int]]:
    """Whose each paragraph is, its number, and where what he says begins in it.

    One without a label goes on the turn above, but behind the last label nobody knows how far.
    The paragraphs `asked` are the journalist's; in an `interview` with one person that person
    answers them.
    """
    begun = {turn.number: turn for turn in found}
    above = {turn.number - 1 for turn in found if turn.above}
    questions = set(asked) - set(begun)
    until = max([found[-1].number, *(number + 1 for number in questions if interview)])
    answering = next(turn for turn in found if not turn.asks) if interview else None
    turn: Turn | None = None
    for number in range(found[0].number, until + 1):
        paragraph = reader.paragraphs[number]
        if number in begun:
            turn = begun[number]
            if not turn.asks:
                yield turn, number, turn.speech
        elif number in above:
            continue
        elif number in questions:
            turn = answering
        elif _DIRECTION.fullmatch(reader.text, paragraph.start, paragraph.end):
            continue
        elif turn is not None and not turn.asks and not is_marked(reader, number):
            yield turn, number, paragraph.start


def _name(label: str, people: People, answers: str | None) -> str | None:
    """Who a label is: the article's full name for him, else the label's own, or his role."""
    if plain(label) in ANSWERING:
        return answers
    own = untitled(label)
    person = people.named(own, len(people.text))
    if person is None and (initialled := by_initials(label, people)) is not None:
        return initialled
    if person is not None:
        return person.name.title() if person.name.isupper() else person.name
    if is_role(own.split()[-1].lower()):
        return without_article(spaced(own.lower()))
    return spaced(own.title() if own.isupper() else own)


def _interviewed(text: str, people: People, until: int) -> str | None:
    """Whom questions are put to: the one person named before them, or in the headline.

    Or whom what stands there says they are put to.
    """
    named = [
        person
        for person in people.by_name.values()
        if person.first_seen < until and (person.gender or names.gender(person.words[0]))
    ]
    if len(named) == 1:
        return named[0].name
    met = MET.search(text, max(0, until - _OPENING), until)
    behind = text[met.end() : min(met.end() + _NEAR, until)] if met is not None else ""
    places = [(behind.find(person.name), person.name) for person in named]
    headline = [person.name for person in named if "\n" not in text[: person.first_seen]]
    told = min((place for place in places if place[0] >= 0), default=(0, None))[1]
    return told or (headline[0] if len(headline) == 1 else None)
