"""Turns of a dialogue, a paragraph each: who answers whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.resolve import Resolver
from stance.extraction.tokens import Tokens

_TURNS = 5  # quotes and paragraphs looked back over for the other speaker of a dialogue
_FEW_TOKENS = 12  # of a turn that says whose it is
_SHORT = 400  # characters of a turn in a dialogue
_RETORT = 100  # characters of a turn that another takes up
_ANSWER = re.compile(r"(?:comes|came) (?:the|a) (?:answer|reply|response|retort|riposte)\b")
# What ends a turn with the name of who is spoken to: “Why not, Mr Paz?”
_VOCATIVE = re.compile(
    r",\s(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.?\s)?([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)[.!?…]*$"
)
_TELLING = frozenset(("told", "tells", "asked", "asks", "texted", "texts"))
_I = re.compile(r"\b(?:i|me|my|mine)\b", re.IGNORECASE)
_YOU = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)

# Who said a quote before: the mention and its paragraph, the quote's index, the speaker's name.
Turn = tuple[Analysed, Mention, int, str | None]


def is_floating(here: Analysed) -> bool:
    """Whether a paragraph is one quotation and nothing else."""
    # Of one with many, which may be long, the classes are not looked at for each.
    return len(here.tokens.at) == 1 and here.tokens.kinds.strip(".,?-") == "Q"


def is_reply(here: Analysed) -> bool:
    """Whether a paragraph says of its quotation that it is an answer: “Never,” came the reply."""
    said = here.tokens.lower[1:4]
    return here.tokens.kinds[:1] == "Q" and _ANSWER.match(" ".join(said)) is not None


def addressee(
    reader: Reader, resolver: Resolver, turn: Turn
) -> tuple[Mention, Analysed, str] | None:
    """Whom a turn speaks to by name at its end: who answers it."""
    where, _, index, speaker = turn
    m = reader.marked[index]
    named = _VOCATIVE.search(reader.text, max(m.start, m.end - _RETORT), m.end)
    if named is None or where is not reader[reader.where[index]]:
        return None
    person = resolver.people.named(named[1], m.start)
    if person is None or person.name == speaker:
        return None
    at, head = where.tokens.at[index], named[1].split()[-1].lower()
    mention = Mention(at, at, *named.span(1), "name", head, subject=True)
    return mention, where, "answers"


def spoken_to(reader: Reader, turn: Turn) -> tuple[Mention, Analysed, str] | None:
    """Whom a turn is said to be spoken to: “Why not?” she asked Ana Paz, he wrote to a clerk."""
    where, speaker, index, _ = turn
    if speaker.cue < 0 or where is not reader[reader.where[index]]:
        return None
    told = where.tokens.lower[speaker.cue] in _TELLING
    for m in where.mentions[where.before(speaker.cue + 1) :]:
        if m.first == speaker.first:
            continue  # “Why not?” asked Ana Paz
        if m.before == "to" or (told and m.first == speaker.cue + 1):
            later = (o for o in where.mentions if m.last < o.first <= m.last + 2)
            apposed = next((o for o in later if o.kind == "person" and o.before == ""), None)
            return apposed or m, where, "answers"
    return None


def talks_back(reader: Reader, turn: Turn, here: Analysed) -> bool:
    """Whether a quotation alone says "I" to somebody's "you", or "you" to her "I"."""
    said = [reader.marked[index] for index in (turn[2], *here.tokens.at)]
    first, second = (reader.text[m.start : m.end] for m in said[:2])
    if max(len(first), len(second)) > _RETORT:
        return False
    return any(
        mine.search(first) and theirs.search(second) and not theirs.search(first)
        for mine, theirs in ((_I, _YOU), (_YOU, _I))
    )


def is_answered(reader: Reader, here: Analysed) -> bool:
    """Whether a quotation alone is a question which the one alone in the next paragraph answers."""
    if here.number + 1 >= len(reader.paragraphs) or not is_floating(here):
        return False
    below = reader[here.number + 1]
    [index] = here.tokens.at
    return asks(reader, index) and is_floating(below) and not asks(reader, *below.tokens.at)


def is_asked(reader: Reader, turn: Turn) -> bool:
    """Whether a paragraph is somebody's question and who asks: “Why not?” Ana Paz asked."""
    where, mention, index, _ = turn
    m = reader.marked[index]
    asked = reader.text[m.start : m.end].endswith("?") and mention.cue >= 0
    return asked and _is_turn(where) and where.tokens.at.get(index) == 0


def asks(reader: Reader, index: int) -> bool:
    """Whether a quotation alone in its paragraph is a turn that another answers: a question."""
    m = reader.marked[index]
    alone = is_floating(reader[reader.where[index]])
    short = m.end - m.start < _SHORT
    return alone and short and m.closed and reader.text[m.start : m.end].endswith("?")


def takes_turns(reader: Reader, turns: Sequence[Turn]) -> bool:
    """Whether the last two quotations are short turns of two speakers, a paragraph each."""
    if len(turns) < 2 or turns[-1][3] == turns[-2][3]:
        return False
    numbers = [reader.where[turn[2]] for turn in turns[-2:]]
    spans = [reader.paragraphs[number] for number in numbers]
    return (
        numbers[1] == numbers[0] + 1
        and _is_whole(reader[numbers[1]].tokens)
        and all(span.end - span.start < _SHORT // 2 for span in spans)
        and len(reader[numbers[1]].tokens) < _FEW_TOKENS
    )


def _is_whole(tokens: Tokens) -> bool:
    """Whether one quotation stands in a paragraph, and begins its sentence there."""
    at = tokens.kinds.find("Q")
    return tokens.kinds.count("Q") == 1 and tokens.first[tokens.sentence[at]] == at


def _is_turn(where: Analysed) -> bool:
    """Whether a paragraph is a quotation and who said it: “Never,” said Ana Paz."""
    kinds = where.tokens.kinds
    return kinds.startswith("Q") and kinds.count("Q") == 1 and len(kinds) < _FEW_TOKENS


def other_speaker(reader: Reader, turns: Sequence[Turn]) -> tuple[Mention, Analysed, str] | None:
    """Who spoke before the last speaker, a few turns back at most."""
    name = turns[-1][3]
    least = reader.where[turns[-1][2]] - _TURNS
    for where, mention, index, speaker in turns[-2 : -_TURNS - 1 : -1]:
        if reader.where[index] < least:
            break
        if speaker != name and speaker is not None:
            return mention, where, "answers"
    return None
