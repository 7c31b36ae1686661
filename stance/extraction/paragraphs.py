"""Where paragraphs begin and end, also in texts that are wrapped at a fixed width."""

from __future__ import annotations

import re
from itertools import pairwise
from operator import and_
from typing import NamedTuple

# A line without white space at its ends.
_LINE = re.compile(r"\S(?:[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*\S)?")
_TERMINAL = frozenset(".!?…:;\"”“’'»«)")
_NARROWEST, _WIDEST = 20, 120  # characters of a line that is broken at a width
_BULLET = frozenset("•▪●◦‣*")
_LINES = 10  # of what empty lines part, in the mean, where they do not part the paragraphs


# Lines between the paragraphs of a story that are none: who took a picture, what else to read.
_ASIDE = re.compile(
    r"(?i:(?:photo|photograph|picture|image|video|graphic|illustration|credit|source)s?"
    r"(?: (?:credit|by|courtesy of))?s? ?[:|/] ?[^\n“”\"‘«]{0,80}"
    r"|(?:read more|more|related|related articles?|see also|also read|don’t miss|watch|listen)"
    r" ?[:|] ?[^\n“”\"‘«]{0,100}"
    r"|advert(?:isement)?|(?:story|article) continues below[^\n]{0,40}"
    r"|share (?:on|this|via)[^\n.]{0,60}|\[?image\]?)"
    r"|[(\[][^()\[\]\n“”\"]{2,50}(?:/| via | \| )[^()\[\]\n“”\"]{2,50}[)\]]|[\W_]{3,40}"
)


class Paragraph(NamedTuple):
    """A half-open span of the text, without white space at its ends."""

    start: int
    end: int


def split_paragraphs(text: str) -> list[Paragraph]:
    r"""The paragraphs of a text: its lines, or where lines are wrapped, what those make up.

    >>> split_paragraphs("One.\nTwo.")
    [Paragraph(start=0, end=4), Paragraph(start=5, end=9)]
    """
    lines = _lines(text)
    joined: list[Paragraph] = lines[:1]
    for line, goes_on in zip(lines[1:], _goes_on(text, lines), strict=True):
        if goes_on:
            joined[-1] = Paragraph(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def story(text: str) -> list[Paragraph]:
    """The paragraphs of a text but for credits, links and rules between them."""
    return [line for line in split_paragraphs(text) if _ASIDE.fullmatch(text, *line) is None]


def line_breaks(text: str) -> list[tuple[int, int]]:
    """The white space between the lines of a paragraph, where lines are broken at one width."""
    lines = _lines(text)
    going_on = _goes_on(text, lines)
    return [(a.end, b.start) for (a, b), on in zip(pairwise(lines), going_on, strict=True) if on]


def _lines(text: str) -> list[Paragraph]:
    return [Paragraph(*match.span()) for match in _LINE.finditer(text)]


def _goes_on(text: str, lines: list[Paragraph]) -> list[bool]:
    """For each line but the first, whether the one above it was broken at the width of all.

    Line ends are typesetting where most full lines break off in mid-sentence. Where no empty lines
    part the paragraphs, one ends with a sentence, on a line with room for the next word or before
    one that stands further in.
    """
    pairs = list(pairwise(lines))
    near = [text.count("\n", line.end, following.start) == 1 for line, following in pairs]
    small = [text[line.start].islower() for line in lines[1:]]
    if sum(map(and_, near, small)) < 2:
        return [False] * len(near)
    widths = [line.end - line.start + _column(text, line) for line in lines]
    needed = [
        width + 1 + _first_word(text, following)
        for width, following in zip(widths, lines[1:], strict=False)
    ]
    ends = [text[line.end - 1] in _TERMINAL for line in lines]
    broken = [
        i
        for i, follows in enumerate(near)
        if follows and small[i] and not ends[i] and _NARROWEST <= widths[i] <= _WIDEST
    ]
    widest = max((widths[i] for i in broken), default=0)
    full = sum(f and 5 * width > 4 * widest for f, width in zip(near, widths, strict=False))
    if len(broken) < 2 or 2 * len(broken) <= full:
        return [False] * len(near)
    least = sorted(needed[i] for i in broken)[len(broken) // 20]
    filled = least > widest  # no line has room for the next word
    unparted = sum(near) > _LINES * (1 + near.count(False))
    going_on = []
    for i, (line, following) in enumerate(pairs):
        roomy = needed[i] <= min(widest, least - 1) and (ends[i] or filled)
        within = ends[i] and _column(text, following) > _column(text, line)
        short = 2 * needed[i] < least and not small[i]
        border = short or text[following.start] in _BULLET or (unparted and (roomy or within))
        going_on.append(near[i] and not border)
    return going_on


def _first_word(text: str, line: Paragraph) -> int:
    """The length of a line's first word."""
    return len(text[line.start : min(line.end, line.start + _WIDEST)].split(None, 1)[0])


def _column(text: str, line: Paragraph) -> int:
    """How far in a line begins."""
    return line.start - 1 - text.rfind("\n", max(0, line.start - _WIDEST), line.start)
