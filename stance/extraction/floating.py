"""Quotations that stand alone in their paragraph and name nobody: whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from stance.extraction.candidates import names_speaker
from stance.extraction.clauses import is_aside
from stance.extraction.dialogue import (
    Turn,
    addressee,
    asks,
    is_answered,
    is_asked,
    is_floating,
    is_reply,
    other_speaker,
    spoken_to,
    takes_turns,
    talks_back,
)
from stance.extraction.headings import is_heading
from stance.extraction.kinds import (
    ANYBODY,
    SIGNED,
    is_institution,
    is_place,
    is_site,
    is_somebody,
    singular,
)
from stance.extraction.labels import MET
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.resolve import Resolver
from stance.extraction.tokens import Tokens
from stance.extraction.wording import is_date
from stance.extraction.words import INSTITUTION, listed

_SENTENCES = 2  # of the paragraph above that are looked at
_BEFORE = 24  # characters in which it is told that somebody is spoken to
_OPENING = 10  # paragraphs in which an interview introduces somebody
_FEW = 200  # mentions of such a paragraph that are looked at, and people
_OPENING_CLAUSE = frozenset(
    listed("when if as after before while once although though asked pressed")
)
_YOU = frozenset(("you", "your"))
_LABEL = 30  # tokens of a line that presents somebody
_ENDING = frozenset(".:QSH")
_BODIES = INSTITUTION | {"household", "presidency", "palace"}
_DATE = 8  # tokens of a date and what stands behind it
_SIGNATURE = 40  # tokens of a line that a dash and a name begin


def speaker_of_floating(
    reader: Reader, resolver: Resolver, here: Analysed, turns: Sequence[Turn]
) -> tuple[Mention, Analysed, str] | None:
    """The mention of who says a quotation that stands alone, its paragraph, and the rule.

    It answers the question above it, or goes on where the paragraph above ends with a quotation;
    else it belongs to the subject of what is told above. None where neither helps.
    """
    signed = _signature(reader, here)
    if signed is not None or not here.number:
        return signed
    above = reader[here.number - 1]
    last = turns[-1] if turns else None
    follows = last is not None and reader.where[last[2]] == above.number
    if _is_question(reader, above) or _is_put(reader, above, last):
        if _opens_interview(reader, above, last):
            asked = _interviewed(reader, resolver, above.number)
            if asked is not None:
                return asked
        # what the question quotes is nobody's who answers it
        if follows and not _spoke_before(above, last):
            before = (turn for turn in reversed(turns) if reader.where[turn[2]] != above.number)
            last = next(before, None)
        return (last[1], last[0], "answers") if last is not None else None
    if is_heading(reader, above.number) and not follows:
        if last is None and here.number + 1 < len(reader.paragraphs):
            return _subject(reader[here.number + 1], resolver, first=True)
        return None
    if follows and last is not None:
        named = _named_below(reader, resolver, here, last)
        if named is not None:
            return named
        addressed = addressee(reader, resolver, last)
        if addressed is not None:
            return addressed
        if is_asked(reader, last) or is_reply(here):
            told = spoken_to(reader, last)
            if told is None and last[1].kind == "i":  # whom the reporter asks is told of above
                told = _told_before(reader, resolver, last)
            return told or other_speaker(reader, turns)
        if (
            above.tokens.kinds[-1] != "Q"
            and above.tokens.sentence[-1] > above.tokens.sentence[above.tokens.at[last[2]]]
        ):
            told = _subject(above, resolver, least=above.tokens.sentence[-1])
            if told is not None:
                return told
        if is_answered(reader, here):
            return other_speaker(reader, turns) or _told_before(reader, resolver, last)
        if asks(reader, last[2]) or takes_turns(reader, turns) or talks_back(reader, last, here):
            return other_speaker(reader, turns)
        return None
    return _subject(above, resolver)


def is_entry(here: Analysed, at: int) -> bool:
    """Whether nothing but a date stands before a quotation at a paragraph's head: "3 May: “…”"."""
    if not 1 < at <= _DATE or here.tokens.kinds[at - 1] not in ":-.":
        return False
    first = here.tokens.lower[0] == "on"
    date = [word for word in here.tokens.lower[first:at] if word[:1].isalnum()]
    return "Q" not in here.tokens.kinds[:at] and is_date(date)


def speaker_of_entry(
    reader: Reader, resolver: Resolver, here: Analysed, turns: Sequence[Turn]
) -> tuple[Mention, Analysed, str] | None:
    """Who wrote the entry above a dated one, or is told of there: whose diary it is."""
    if not here.number:
        return None
    above = reader[here.number - 1]
    if turns and reader.where[turns[-1][2]] == above.number:
        return turns[-1][1], turns[-1][0], "goes on above"
    return _subject(above, resolver)


def speaker_of_labelled(reader: Reader, here: Analysed) -> tuple[Mention, Analysed, str] | None:
    """Whom the line above presents: "Ana Paz, 24, driver", "PAZ, MAYOR:", "From Ana Paz, Gris:"."""
    if not here.number:
        return None
    above = reader[here.number - 1]
    tokens = above.tokens
    kinds = tokens.kinds.rstrip(":")
    sent = kinds != tokens.kinds and tokens.lower[0] == "from"  # "From Ana Paz, Gris:"
    presents = (sent or kinds.startswith("N")) and len(kinds) < _LABEL and "," in kinds
    if not presents or not _ENDING.isdisjoint(kinds) or not above.mentions:
        return None
    line = reader.text[above.paragraph.start : above.paragraph.end]
    told = line.isupper() or "9" in kinds or kinds != tokens.kinds
    body = _body(above) if told else None
    if body is not None:
        return body, above, "label"
    people = [m for m in above.mentions if m.kind in ("person", "name")]
    # "NORRLAND, PRIME MINISTER ANA PAZ:" begins with her country
    titled = [m for m in people if above.titles(m)]
    first = titled[0] if titled else above.mentions[0]
    return (first, above, "label") if told and first in people else None


def _body(line: Analysed) -> Mention | None:
    """The body of a country that a line names: "NORRLAND, FOREIGN MINISTRY (statement):"."""
    tokens = line.tokens
    comma = tokens.kinds.index(",")
    head = next((i for i in range(comma + 1, len(tokens)) if tokens.lower[i] in _BODIES), -1)
    place = comma == 1 or tokens.lower[1] == "of"
    if not place or set(tokens.kinds[comma + 1 : head + 1]) != {"N"}:
        return None
    span = (tokens.starts[0], tokens.ends[head])
    return Mention(0, head, *span, "org", tokens.lower[head], subject=True)


def _spoke_before(above: Analysed, turn: Turn | None) -> bool:
    """Whether who answers a question spoke before it: "“It is bad,” she said. Whose?"."""
    tokens = above.tokens
    at = tokens.at[turn[2]] if turn is not None else 0
    own = tokens.sentence[at]
    return own < tokens.sentence[-1] and tokens.first[own] == at


def _interviewed(
    reader: Reader, resolver: Resolver, end: int
) -> tuple[Mention, Analysed, str] | None:
    """Whom the paragraphs before a first question introduce: who acts there, and is named most."""
    start = reader.paragraphs[end].start
    found: dict[str, tuple[Mention, Analysed, str]] = {}
    most = {p.name: p.count for p in islice(resolver.people.by_name.values(), _FEW)}
    for number in range(min(end, _OPENING)):
        for m in reader[number].mentions[:_FEW]:
            # unlike what she acts in
            asked = MET.search(reader.text, max(0, m.start - _BEFORE), m.start)
            if m.kind == "person" and (m.subject or m.active or asked is not None):
                person = resolver.people.named(resolver.text[m.start : m.end], m.start)
                if person is not None and person.first_seen < start:
                    found.setdefault(person.name, (m, reader[number], "answers"))
    return found[max(found, key=lambda name: most.get(name, 0))] if found else None


def _is_question(reader: Reader, where: Analysed) -> bool:
    start, end = where.paragraph
    return reader.text[max(start, end - 3) : end].rstrip("*_").endswith("?")


def _opens_interview(reader: Reader, above: Analysed, last: Turn | None) -> bool:
    """Whether a question is the first that is put to somebody, or speaks to her as the first."""
    if last is None:
        return True
    asked = "Q" not in above.tokens.kinds and not _YOU.isdisjoint(above.tokens.lower)
    return asked and not is_floating(reader[reader.where[last[2]]])


def _is_put(reader: Reader, above: Analysed, last: Turn | None) -> bool:
    """Whether a paragraph between two answers is put to who answers: "Paz told us you had won.".

    It says "you", or the answer above it was one to a question.
    """
    if last is None or "Q" in above.tokens.kinds or reader.where[last[2]] != above.number - 1:
        return False
    number = above.number - 1
    if not is_floating(reader[number]):
        return False
    while number and is_floating(reader[number]):
        number -= 1
    first = reader[number]
    question = _is_question(reader, first) and "Q" not in first.tokens.kinds
    return question or not _YOU.isdisjoint(above.tokens.lower)


def _signature(reader: Reader, here: Analysed) -> tuple[Mention, Analysed, str] | None:
    """The name on the line below, if it is nearer than the line above: a reader's letter."""
    if here.number + 1 >= len(reader.paragraphs):
        return None
    below = reader[here.number + 1]
    kinds = below.tokens.kinds
    dashed = kinds.startswith("-N") and len(kinds) < _SIGNATURE and "Q" not in kinds[:4]
    end = reader.paragraphs[here.number - 1].end if here.number else 0
    gaps = (
        reader.text.count("\n", end, here.paragraph.start),
        reader.text.count("\n", here.paragraph.end, below.paragraph.start),
    )
    near = gaps[1] < gaps[0] and names_speaker(below.tokens)
    if not (dashed or near) or not below.mentions:
        return None
    return below.mentions[0], below, "signed below"


def _subject(
    told: Analysed, resolver: Resolver, *, least: int = -1, first: bool = False
) -> tuple[Mention, Analysed, str] | None:
    """Who acts in the last sentences of a paragraph (or in its first); else who is named there."""
    tokens = told.tokens
    if not len(tokens) or ("Q" in tokens.kinds and least < 0):
        return None
    end = tokens.sentence[-1]
    sentences = [0] if first else range(end, max(-1, end - _SENTENCES, least - 1), -1)
    for sentence in sentences:
        somebody = [
            m
            for m in told.mentions
            if tokens.sentence[m.first] == sentence
            and not m.possessor
            and _may_speak(m, told, resolver)
        ]
        for m in told.mentions:
            if tokens.sentence[m.first] == sentence and _is_read_out(m, told):
                return m, told, "told above"
        aside = [m for m in somebody if is_aside(m, told) and _closes(tokens, m.cue)]
        acting = aside or [m for m in somebody if m.subject or m.active]
        if tokens.lower[tokens.first[sentence]] in _OPENING_CLAUSE:
            # "Asked if Paz would go, Ruiz was blunt": the main clause is behind a comma
            acting = [m for m in acting if m.first and tokens.kinds[m.first - 1] == ","] or acting
        for m in acting or somebody:
            return m, told, "told above"
    return None


def _named_below(
    reader: Reader, resolver: Resolver, here: Analysed, last: Turn
) -> tuple[Mention, Analysed, str] | None:
    """Whom the turn below speaks to, so that he spoke before it: “Never, Len.”."""
    if here.number + 1 >= len(reader.paragraphs):
        return None
    below = reader[here.number + 1]
    if not is_floating(below):
        return None
    [index] = below.tokens.at
    return addressee(reader, resolver, (below, last[1], index, last[3]))


def _told_before(
    reader: Reader, resolver: Resolver, turn: Turn
) -> tuple[Mention, Analysed, str] | None:
    """Who acts in the paragraph above a turn, if not its speaker: who puts the questions."""
    number = reader.where[turn[2]] - 1
    told = _subject(reader[number], resolver) if number >= 0 else None
    other = told is not None and resolver.speaker(*told[:2], None) != turn[3]
    return told if other else None


def _is_read_out(m: Mention, where: Analysed) -> bool:
    """Whether something written is read aloud: "she read from a letter a nurse had sent"."""
    read = {"read", "reads"}.intersection(where.tokens.lower[max(0, m.first - 3) : m.first])
    return bool(read) and singular(m.head) in SIGNED and m.before in ("from", "S", "")


def _may_speak(m: Mention, where: Analysed, resolver: Resolver) -> bool:
    if m.kind == "he":
        return True
    name = resolver.text[m.start : m.end]
    if m.kind in ("name", "person"):
        known = resolver.people.named(name, m.start) is not None
        return known and not (is_place(name) or is_site(name) or is_institution(name))
    return is_somebody(m, where) and m.head not in ANYBODY


def _closes(tokens: Tokens, verb: int) -> bool:
    """Whether nothing but how or where stands behind a verb up to its sentence's end."""
    return "," not in tokens.kinds[verb : tokens.past(tokens.sentence[verb])]
