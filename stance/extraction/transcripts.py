"""What is said behind a speaker's label, without marks: "PAZ: We are staying."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from stance.extraction import names, words
from stance.extraction.attribution import Found
from stance.extraction.mentions import LABELS
from stance.extraction.people import People, plain
from stance.extraction.reader import Reader
from stance.extraction.titles import is_role
from stance.extraction.wording import spaced, without_article
from stance.schema import Kind

_LEAST = 3  # turns that have a label
_QUESTIONS = 2  # of an interview whose answers have a label at its beginning alone
_WORDS = 5  # of a label
# A name with who that is behind it: "JAKE PAZ, CNN ANCHOR:", "PAZ (on camera):"; or "Q:", "Q.".
_LABEL = re.compile(
    r"\*{0,2}(?:([QA])(?:\*{0,2}[.:]\*{0,2}\s*|(?=[^\W\d_a-z][a-z]))"
    r"|(?=[^:]{1,144}:)([^\W\d_][^\n:*“”\"«»?!,(\[]{1,60}?)"
    r"\*{0,2}(?:\s?[,(\[][^\n:“”\"«»?!]{0,80})?\s?:\*{0,2}\s+)"
    r"(?![“\"«„‘'])"
)
# A label inside the marks; the next word begins a sentence.
_INSIDE = re.compile(r"([^\W\d_a-z]{2}(?:[^\W\d_a-z]|[ .’'-](?=[^\W\d_a-z]))*): (?=[^\W\d_a-z])")
# Who asks, and is no speaker of an article's: the journalist and his outlet.
_ASKING = frozenset(
    words.listed("""
    q question questioner interviewer host anchor presenter reporter moderator narrator announcer
    editor voiceover voice-over correspondent dw cnn bbc npr pbs abc cbs nbc msnbc cbc itv sky fox
    afp ap voa efe reuters spiegel politico
""")
)
_ANSWERING = frozenset(("a", "answer"))
_SPOKEN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Mm]e|[Uu]s)\b|\?")
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s)\b")
_SEEN = 2000  # characters of a turn looked at for that
_DIRECTION = re.compile(r"[(\[][^()\[\]\n]{1,80}[)\]][.:]?|[^\na-z]{1,80}")  # (LAUGHTER), END CLIP
_MARKS = re.compile('[“”"«»„]')
_QUESTION = re.compile(r"\?\*{0,2}\Z")
# Before the first question, whom they are put to: "Q&A with Ana Paz", "We spoke to Ana Paz".
_MET = re.compile(
    r"\b(?:Q ?& ?A|spoke|speaks|talked|talks|sat down|interview|conversation|questions)"
    r" (?:with|to|for)\b|\b(?:interviewed|met)\b"
)
_NEAR = 120  # characters behind that
_OPENING = 4000  # characters looked at for it


@dataclass(slots=True)
class _Turn:
    """A paragraph that begins with a label: the name in it, its place, and where speech begins."""

    number: int
    label: str
    start: int
    speech: int

    @property
    def asks(self) -> bool:
        """Whether these are the questions of the journalist or his outlet."""
        own = {plain(word) for word in self.label.split()}
        return not own.isdisjoint(_ASKING) or not own.isdisjoint(words.INSTITUTION)


def turns(reader: Reader, people: People) -> list[Found]:
    """The turns of a transcript, a quote a paragraph; of whoever only asks there is none.

    A transcript has labels that come again, and people in it say "I" and "you", unlike in a list
    of parties and what they want.
    """
    labelled = _labelled(reader, people)
    said = [turn for turn in labelled if not turn.asks]
    if not said:
        return []
    alone = len({plain(turn.label) for turn in said}) == 1
    asking = [turn for turn in labelled if turn.asks or _is_question(reader, turn.number)]
    # once, where only the first question and answer have labels
    asked = _questions(reader, labelled[0].number) if len(asking) < 2 else []
    interview = alone and len(asked) >= _QUESTIONS
    if not interview and not _is_transcript(reader, labelled):
        return []
    answers = _interviewed(reader.text, people, labelled[0].start)
    found: list[Found] = []
    for turn, number, start in _paragraphs(reader, labelled, asked, interview=interview):
        end = reader.paragraphs[number].end
        quote = Found(start, end, Kind.INDIRECT, "transcript", _name(turn.label, people, answers))
        if number == turn.number:
            until = turn.start + len(turn.label)
            quote.mention = until - len(_untitled(turn.label)), until
        elif found and found[-1].speaker == quote.speaker:
            quote.goes_on = found[-1]
        found.append(quote)
    return found


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


def _labelled(reader: Reader, people: People) -> list[_Turn]:
    """The paragraphs with a label that is somebody, in capitals, or comes again.

    None where no label is anybody's, and no two are of people who take turns.
    """
    found = []
    for number, paragraph in enumerate(reader.paragraphs):
        match = _LABEL.match(reader.text, paragraph.start, paragraph.end)
        if match is None or match.end() >= paragraph.end:
            continue
        label = match[1] or match[2].rstrip()
        if len(label.split()) <= _WORDS and label.lower() not in LABELS:
            start = match.start(1 if match[1] else 2)
            found.append(_Turn(number, label, start, match.end()))
    often = Counter(turn.label for turn in found)
    begins = {turn.start for turn in found}
    sure = {turn.label for turn in found if _is_somebody(turn, people, begins)}
    again = [turn for turn in found if often[turn.label] > 1]
    known = bool(sure and again) or any(turn.asks for turn in found)
    if not known and not _take_turns(reader, again):
        return []
    return [
        turn
        for turn in found
        if turn.label in sure
        or turn.asks
        or turn.label.isupper()
        or (often[turn.label] > 1 and turn.label.istitle())
    ]


def _take_turns(reader: Reader, again: Sequence[_Turn]) -> bool:
    """Whether labels in capitals that come again are two people's, though nothing tells of either.

    They say "I" or "we" of themselves, unlike what a list tells its reader ("PROS: You save.").
    """
    speaking = {
        turn.label
        for turn in again
        if turn.label.isupper() and _OWN.search(reader.text, turn.speech, _seen(reader, turn))
    }
    return len(speaking) > 1


def _seen(reader: Reader, turn: _Turn) -> int:
    """Where what is looked at of a turn ends."""
    return min(reader.paragraphs[turn.number].end, turn.speech + _SEEN)


def _is_somebody(turn: _Turn, people: People, begins: Container[int]) -> bool:
    """Whether a label is the name of a person, as the article or a list knows it, or a role.

    The article knows whom it names elsewhere than where a label `begins`.
    """
    parts, bare = turn.label.split(), _untitled(turn.label)
    if plain(turn.label) in _ANSWERING or bare != turn.label:
        return True
    if not all(part[0].isupper() for part in parts if part.lower() not in words.BINDING):
        return False
    person = people.named(bare, turn.start)
    if person is not None and person.first_seen not in begins:
        return True  # unlike "FACT CHECK:", which no sentence speaks of
    return is_role(parts[-1].lower()) or _is_full_name(turn.label)


def _is_transcript(reader: Reader, labelled: Sequence[_Turn]) -> bool:
    """Whether enough paragraphs have labels, of two people or more, and speak of "I" and "you".

    Half of them, but where labels are full names that come again one of each of two is enough.
    """
    if len(labelled) < _LEAST or len({turn.label for turn in labelled}) < 2:
        return False
    spoken = [t for t in labelled if _SPOKEN.search(reader.text, t.speech, _seen(reader, t))]
    often = Counter(turn.label for turn in labelled)
    named = {t.label for t in spoken if often[t.label] > 1 and _is_full_name(t.label)}
    return 2 * len(spoken) >= len(labelled) or len(named) > 1


def _is_full_name(label: str) -> bool:
    parts = _untitled(label).split()
    return len(parts) > 1 and bool(names.gender(plain(parts[0])))


def _questions(reader: Reader, first: int) -> list[int]:
    """The paragraphs behind one that are a question, and have another behind them."""
    last = len(reader.paragraphs) - 1
    return [n for n in range(first + 1, last) if _is_question(reader, n)]


def _is_question(reader: Reader, number: int) -> bool:
    paragraph = reader.paragraphs[number]
    text = reader.text[max(paragraph.start, paragraph.end - 3) : paragraph.end]
    return _QUESTION.search(text) is not None and not _is_marked(reader, number)


def _is_marked(reader: Reader, number: int) -> bool:
    paragraph = reader.paragraphs[number]
    return _MARKS.search(reader.text, paragraph.start, paragraph.end) is not None


def _paragraphs(
    reader: Reader, labelled: Sequence[_Turn], asked: Sequence[int], *, interview: bool
) -> Iterator[tuple[_Turn, int, int]]:
    """Whose each paragraph is, its number, and where what he says begins in it.

    One without a label goes on the turn above, but behind the last label nobody knows how far.
    The paragraphs `asked` are the journalist's; in an `interview` with one person that person
    answers them.
    """
    begun = {turn.number: turn for turn in labelled}
    questions = set(asked) - set(begun)
    until = max([labelled[-1].number, *(number + 1 for number in questions if interview)])
    answering = next(turn for turn in labelled if not turn.asks) if interview else None
    turn: _Turn | None = None
    for number in range(labelled[0].number, until + 1):
        paragraph = reader.paragraphs[number]
        if number in begun:
            turn = begun[number]
            if not turn.asks:
                yield turn, number, turn.speech
        elif number in questions:
            turn = answering
        elif _DIRECTION.fullmatch(reader.text, paragraph.start, paragraph.end):
            continue
        elif turn is not None and not turn.asks and not _is_marked(reader, number):
            yield turn, number, paragraph.start


def _untitled(label: str) -> str:
    """A label without the titles it begins with: "SEN. ANA PAZ" is Ana Paz."""
    parts = label.split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in words.TITLE:
        del parts[0]
    return " ".join(parts)


def _name(label: str, people: People, answers: str | None) -> str | None:
    """Who a label is: the article's full name for him, else the label's own, or his role."""
    if plain(label) in _ANSWERING:
        return answers
    own = _untitled(label)
    person = people.named(own, len(people.text))
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
    met = _MET.search(text, max(0, until - _OPENING), until)
    behind = text[met.end() : min(met.end() + _NEAR, until)] if met is not None else ""
    places = [(behind.find(person.name), person.name) for person in named]
    headline = [person.name for person in named if "\n" not in text[: person.first_seen]]
    told = min((place for place in places if place[0] >= 0), default=(0, None))[1]
    return told or (headline[0] if len(headline) == 1 else None)
