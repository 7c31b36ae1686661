"""Where paragraphs begin and end, also in texts that are wrapped at a fixed width."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

# A line without white space at its ends.
_LINE = re.compile(r"\S(?:[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*\S)?")
_TERMINAL = frozenset(".!?…:;\"”’'»)")


class Paragraph(NamedTuple):
    """A half-open span of the text, without white space at its ends."""

    start: int
    end: int


def split_paragraphs(text: str) -> list[Paragraph]:
    r"""The paragraphs of a text: its lines, or where lines are wrapped, what empty lines part.

    >>> split_paragraphs("One.\nTwo.")
    [Paragraph(start=0, end=4), Paragraph(start=5, end=9)]
    """
    lines = _lines(text)
    if not _wrapped(text, lines):
        return lines
    joined: list[Paragraph] = []
    for line_ in lines:
        if joined and text.count("\n", joined[-1].end, line_.start) == 1:
            joined[-1] = Paragraph(joined[-1].start, line_.end)
        else:
            joined.append(line_)
    return joined


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text are broken at one width, not ends of paragraphs."""
    return _wrapped(text, _lines(text))


def _lines(text: str) -> list[Paragraph]:
    return [Paragraph(*match.span()) for match in _LINE.finditer(text)]


def _wrapped(text: str, lines: list[Paragraph]) -> bool:
    """Whether line ends are typesetting: lines that break off in mid-sentence, of one width."""
    if len(lines) < 4:
        return False
    broken = followed = 0
    for line, following in pairwise(lines):
        if text.count("\n", line.end, following.start) == 1:
            followed += 1
            width = line.end - line.start
            broken += 40 <= width <= 120 and text[line.end - 1] not in _TERMINAL
    return followed >= 3 and broken > 0.5 * followed
