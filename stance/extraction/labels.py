"""Labels that tell who speaks a paragraph: "PAZ: We are staying.", "[00:12:03] Paz – Where?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from stance.extraction import names, words
from stance.extraction.mentions import LABELS
from stance.extraction.people import People, plain
from stance.extraction.reader import Reader
from stance.extraction.titles import is_role

_WORDS = 5  # of a label
_SEEN = 2000  # characters of a turn looked at
_INITIALS = 3
_ALONE = 80  # of a line that is a label
_BULLET = r"(?:[-–—•▪] )?"
_TIME = r"(?:[(\[]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?[)\]]?\s{1,2}(?:[-–—|] )?)?"
_BEGIN = _BULLET + _TIME
_NAME = r"[^\W\d_][^\n:*“”\"«»?!,(\[\]<>|]{1,60}?"
_MORE = r"\s?[,(\[](?:[^\n:“”\"«»?!]|(?<=\d):(?=\d)){0,80}"
_NO_MARK = r"(?![“\"«„‘'])"
# A name with who that is behind it: "JAKE PAZ, CNN ANCHOR:", "PAZ (14:02):"; or "Q:", "Q.".
_LABEL = re.compile(
    rf"{_BEGIN}(?:[*_]{{0,2}}([QA])\d{{0,2}}"
    r"(?:[*_]{0,2}[.:][*_]{0,2}\s*| ?[-–—] |(?=[^\W\d_a-z][a-z]))"
    rf"|(?=(?:[^:]|(?<=\d):(?=\d)){{1,160}}:)[*_\[]{{0,2}}({_NAME})"
    rf"[*_\]]{{0,2}}(?:{_MORE})?\s?:[*_]{{0,2}}\s+){_NO_MARK}"
)
# One without a colon: "Paz – Yes.", "**Ana Paz** Yes.", "[PAZ] Yes.", "MR. PAZ. Yes."; or alone on
# the line above: "Ana Paz", "PAZ:".
_LOOSE = re.compile(
    rf"{_BEGIN}(?:[*_]{{0,2}}({_NAME})[*_]{{0,2}} (?:[–—|]|--?)"
    rf"|\*\*({_NAME})\*\*|[\[<]({_NAME})[\]>]"
    rf"|((?:M[RrSs][Ss]?|D[Rr]|S[Ee][Nn]|T[Hh][Ee])\.? [^\W\d_a-z]{{2,30}})\.) +{_NO_MARK}"
)
_LINE = re.compile(
    rf"{_BEGIN}[*_#\[ ]{{0,4}}({_NAME}|[QA])[*_\]]{{0,2}}(?:{_MORE})?(?<!\.):?[*_]{{0,2}}"
)
# Without one of these at its head a paragraph has no label: looked for first, as few have any.
_HEAD = 260  # characters
_QUESTION_OR_ANSWER = re.compile(r"[\W\d_]{0,24}[QA]")
_PARTED = re.compile("[–—|*\\[<-]")
_TITLED = re.compile(r"[\W\d]{0,16}(?:M[RrSs]|D[Rr]|S[Ee][Nn]|T[Hh][Ee] [A-Z]{2})")
# Who asks, and is no speaker of an article's: the journalist and his outlet.
_ASKING = frozenset(
    words.listed("""
    q question questioner interviewer host anchor presenter reporter moderator narrator announcer
    editor voiceover voice-over correspondent dw cnn bbc npr pbs abc cbs nbc msnbc cbc itv sky fox
    afp ap voa efe reuters spiegel politico int me us you
""")
)
ANSWERING = frozenset(("a", "answer", "interviewee", "respondent"))
OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s)\b")
# Before the first question, whom they are put to: "Q&A with Ana Paz", "We spoke to Ana Paz".
MET = re.compile(
    r"\b(?:Q ?& ?A|spoke|speaks|talked|talks|sat down|interview|conversation|questions)"
    r" (?:with|to|for)\b|\b(?:interviewed|met)\b|\b(?i:interview|q ?& ?a):"
)
_MARKS = re.compile('[“”"«»„]')
_QUESTION = re.compile(r"\?[*_]{0,2}\Z")


@dataclass(slots=True)
class Turn:
    """A paragraph that a label begins, or the line above: the name in it, and where speech begins.

    `asks` says whether these are the questions of the journalist or his outlet.
    """

    number: int
    label: str
    start: int
    speech: int
    asks: bool
    loose: bool = False
    above: bool = False


def labelled(reader: Reader, people: People) -> list[Turn]:
    """The paragraphs with a label that is somebody, in capitals, or comes again.

    None where no label is anybody's, and no two are of people who take turns.
    """
    begun = list(_begun(reader))
    often = Counter(turn.label for turn in begun)
    found = [turn for turn in begun if not turn.loose or often[turn.label] > 1]
    begins = {turn.start for turn in found}
    sure = {turn.label for turn in found if _is_somebody(turn, people, begins)}
    taking = {t.label for t in found if t.loose and (t.label in sure or t.asks)}
    if len(taking) < 2:
        taking = set()
    found = [turn for turn in found if not turn.loose or turn.label in taking]
    again = [turn for turn in found if often[turn.label] > 1]
    known = bool(sure and again) or any(turn.asks for turn in found)
    if not known and not _take_turns(reader, again):
        return []
    found = [
        turn
        for turn in found
        if turn.label in sure
        or turn.asks
        or turn.label.isupper()
        or (often[turn.label] > 1 and turn.label.istitle())
    ]
    _note_asking(reader, found, sure)
    return found


def _begun(reader: Reader) -> Iterator[Turn]:
    """The paragraphs that may begin with a label, or stand below one."""
    for number, paragraph in enumerate(reader.paragraphs):
        text, (start, end) = reader.text, paragraph
        opening = text[start : min(end, start + _HEAD)]
        colon = ":" in opening or _QUESTION_OR_ANSWER.match(opening)
        match = _LABEL.match(text, start, end) if colon else None
        loose = match is None or match.end() >= end
        above = False
        if loose:
            parted = _PARTED.search(opening) or _TITLED.match(opening)
            match = _LOOSE.match(text, start, end) if parted else None
            if match is not None and (match.end() >= end or is_marked(reader, number)):
                match = None
            if match is None and end - start <= _ALONE and number + 1 < len(reader.paragraphs):
                above = not is_marked(reader, number + 1)
                match = _LINE.fullmatch(text, start, end) if above else None
        if match is None or match.lastindex is None:
            continue
        label = match[match.lastindex].rstrip()
        if len(label.split()) <= _WORDS and label.lower() not in LABELS:
            at = match.start(match.lastindex)
            speech = reader.paragraphs[number + 1].start if above else match.end()
            yield Turn(number + above, label, at, speech, _asks(label), loose, above)


def _asks(label: str) -> bool:
    own = {plain(word) for word in label.split()}
    return not own.isdisjoint(_ASKING) or not own.isdisjoint(words.INSTITUTION)


def _note_asking(reader: Reader, found: Sequence[Turn], sure: set[str]) -> None:
    """Notes that of two the one whom no name tells, and who puts questions, is the journalist."""
    labels = {turn.label for turn in found}
    unknown = labels - sure
    if len(labels) != 2 or len(unknown) != 1:
        return
    turns = [turn for turn in found if turn.label in unknown]
    asked = sum(is_question(reader, turn.number) for turn in turns)
    if asked > 1 and 2 * asked >= len(turns):
        for turn in turns:
            turn.asks = True


def _take_turns(reader: Reader, again: Sequence[Turn]) -> bool:
    """Whether labels in capitals that come again are two people's, though nothing tells of either.

    They say "I" or "we" of themselves, unlike what a list tells its reader ("PROS: You save.").
    """
    speaking = {
        turn.label
        for turn in again
        if turn.label.isupper() and OWN.search(reader.text, turn.speech, seen(reader, turn))
    }
    return len(speaking) > 1


def seen(reader: Reader, turn: Turn) -> int:
    """Where what is looked at of a turn ends."""
    return min(reader.paragraphs[turn.number].end, turn.speech + _SEEN)


def _is_somebody(turn: Turn, people: People, begins: Container[int]) -> bool:
    """Whether a label is the name of a person, as the article or a list knows it, or a role.

    The article knows whom it names elsewhere than where a label `begins`.
    """
    parts, bare = turn.label.split(), untitled(turn.label)
    if plain(turn.label) in ANSWERING or bare != turn.label or by_initials(turn.label, people):
        return True
    if not all(part[0].isupper() for part in parts if part.lower() not in words.BINDING):
        return False
    person = people.named(bare, turn.start)
    if person is not None and person.first_seen not in begins:
        return True  # unlike "FACT CHECK:", which no sentence speaks of
    return is_role(parts[-1].lower()) or is_full_name(turn.label)


def is_full_name(label: str) -> bool:
    """Whether a label is a given name and another."""
    parts = untitled(label).split()
    return len(parts) > 1 and bool(names.gender(plain(parts[0])))


def is_question(reader: Reader, number: int) -> bool:
    """Whether a paragraph without quotation marks ends in a question."""
    paragraph = reader.paragraphs[number]
    text = reader.text[max(paragraph.start, paragraph.end - 3) : paragraph.end]
    return _QUESTION.search(text) is not None and not is_marked(reader, number)


def is_marked(reader: Reader, number: int) -> bool:
    """Whether a paragraph holds quotation marks."""
    paragraph = reader.paragraphs[number]
    return _MARKS.search(reader.text, paragraph.start, paragraph.end) is not None


def untitled(label: str) -> str:
    """A label without the titles it begins with: "SEN. ANA PAZ" is Ana Paz."""
    parts = label.split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in words.TITLE:
        del parts[0]
    return " ".join(parts)


def by_initials(label: str, people: People) -> str | None:
    """The one person whose initials a label is: "AP:", "A.P.:"."""
    letters = label.replace(".", "").lower()
    if not label.isupper() or not 2 <= len(letters) <= _INITIALS:
        return None
    found = [p.name for p in people.by_name.values() if "".join(w[0] for w in p.words) == letters]
    return found[0] if len(found) == 1 else None
