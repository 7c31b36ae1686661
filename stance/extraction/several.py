"""One of several: what "the first" and "one of them" are, where the text told of many."""

from __future__ import annotations

import re

from stance.extraction import names
from stance.extraction.describe import described
from stance.extraction.kinds import is_human, singular
from stance.extraction.people import plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.wording import PLURAL
from stance.extraction.words import COUNT, INSTITUTION, listed

_PARAGRAPHS = 2
_ORDINAL = frozenset(("first", "second", "third"))
_OF_SEVERAL = _ORDINAL | {"fourth"}
_MENTIONS = 20  # looked back over for a number
_NEAR = 250  # characters to the other
_OTHER = re.compile(r"\b[Tt]he other[,.;]")
_ORDER = _OF_SEVERAL | {"next", "last", "other"}
_ANYONE = frozenset(listed("man woman boy girl person one another neighbour neighbor them"))
_PRESENTING = frozenset(("a", "an", "his", "her"))
_BESIDE = 3  # mentions behind one
_NUMBER = frozenset(("two", "three", "four", "several", "some", "both"))
_OF_MANY = COUNT | _NUMBER | {"dozens", "hundreds"}


def one_of_several(reader: Reader, m: Mention, where: Analysed) -> str | None:
    """What "the second" is, or "one", by what there were several of; None of anything else."""
    if m.head in _OF_SEVERAL:
        counted = _counted(reader, m, where)
        return f"{m.head} {counted}" if counted is not None else None
    alone = m.head == "one" and m.first == m.last and m.cue >= 0
    return _of_those(reader, m, where) if alone else None


def _counted(reader: Reader, m: Mention, where: Analysed) -> str | None:
    """What "the first" is one of: the last noun before it with a number, in the singular.

    Of "the second" behind "the first design" it is a design as well.
    """
    for other, there in reader.back(m, where, _PARAGRAPHS, _MENTIONS):
        tokens = there.tokens
        sentence = tokens.sentence[other.first]
        if there is not where:
            sentence -= tokens.sentence[-1] + 1
        if sentence < where.tokens.sentence[m.first] - 2:
            break
        words_ = tokens.lower[other.first : other.last]
        numbered = tokens.lower[other.first] in _NUMBER and PLURAL.search(other.head)
        if other.kind == "noun" and (numbered or not _ORDINAL.isdisjoint(words_)):
            return singular(other.head)
    return None


def _of_those(reader: Reader, m: Mention, where: Analysed) -> str | None:
    """Which of those who spoke "one" is: "Two officials told us of it. “No,” said one."."""
    for other, there in reader.back(m, where, _PARAGRAPHS, _MENTIONS):
        group = other.cue >= 0 and other.kind in ("noun", "mixed") and PLURAL.search(other.head)
        if group and is_human(other, there):
            end = there.tokens.ends[other.last]
            more = reader.text[end : max(end, described(other, there))]
            return member(other, there, single=True) + more
    return None


def numbered(reader: Reader, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
    """The last people told of by their number: "thieves robbed eight of her members"."""
    for other, there in reader.back(m, where, _PARAGRAPHS, _MENTIONS):
        many = there.tokens.lower[other.first] in _OF_MANY or there.tokens.kinds[other.first] == "9"
        if many and PLURAL.search(other.head) and is_human(other, there):
            return other, there
    return None


def presented(m: Mention, where: Analysed) -> Mention | None:
    """Who somebody is said to be whom only his order or his place tells from others.

    "One of them, a surveyor,", "the next caller, a baker,", "the man behind her, a welder,".
    """
    tokens = where.tokens
    if m.head not in _ANYONE and _ORDER.isdisjoint(tokens.lower[m.first : m.last + 1]):
        return None
    end, at = described(m, where), where.before(m.last + 1)
    for other in where.mentions[at : at + _BESIDE]:
        behind = other.first > m.last + 1 and tokens.kinds[other.first - 1] == ","
        if behind and tokens.ends[other.first - 2] == end:
            told = tokens.lower[other.first] in _PRESENTING and is_human(other, where)
            return other if told else None
    return None


def member(group: Mention, where: Analysed, *, single: bool) -> str:
    """A group without article and number, in the singular where one of it is meant.

    Of "dozens of guards" a guard.
    """
    tokens, first = where.tokens, group.first
    while first < group.last and (tokens.kinds[first] in "DR9" or tokens.lower[first] == "of"):
        first += 1
    head = tokens.lower[group.last]
    return " ".join([*tokens.words[first : group.last], singular(head) if single else head])


def is_contrasted(text: str, m: Mention) -> bool:
    """Whether "one pen" is set against another: "… was the cry from one pen. The other, …"."""
    return text[m.start : m.start + 4].lower() == "one " and bool(
        _OTHER.search(text, m.end, m.end + _NEAR)
    )


_TWO = frozenset(("couple", "pair", "duo", "two", "both"))
_NAMED = frozenset(("person", "name"))


def both(reader: Reader, m: Mention, where: Analysed) -> list[tuple[Mention, Analysed]]:
    """Who "the couple", "the pair" or "they" are: "Ana Paz and Len Roth came. “…,” they said".

    Not where many are told of in between.
    """
    if m.kind != "they" and (m.head not in _TWO or described(m, where) > m.end):
        return []
    last: Mention | None = None
    for other, there in reader.back(m, where, _PARAGRAPHS, _MENTIONS):
        sentence = there.tokens.sentence[other.first]
        if there is not where:
            sentence -= there.tokens.sentence[-1] + 1
        if sentence < where.tokens.sentence[m.first] - 1:
            break
        if PLURAL.search(other.head) and other.kind in ("noun", "mixed"):
            break
        pair = last is not None and other.kind in _NAMED and other.subject and not other.possessor
        if pair and last is not None and there.tokens.lower[other.last + 1 : last.first] == ["and"]:
            return [(other, there), (last, there)]
        last = other if other.kind in _NAMED and not other.possessor else None
    return []


def takes_up(m: Mention, where: Analysed, other: Mention, there: Analysed) -> bool:
    """Whether "the clerk" is "the clerk at the gate" of before; unlike "told the clerk that"."""
    bare = m.last == m.first + 1 and described(m, where) == m.end
    told = there.tokens.lower[other.last + 1 : other.last + 2] != ["that"]
    return bare and told and described(other, there) > other.end


def is_theirs(m: Mention, name: str) -> bool:
    """Whether somebody named beside a body is not that body: "hired by the company, Paz, …"."""
    return m.head in INSTITUTION and bool(names.gender(plain(name.split()[0])))
