"""Headlines and sub-headings, and the quotes whose words they take up."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from stance.extraction.glyphs import MARKS
from stance.extraction.reader import Reader

_LONGEST = 130
_LINE = 60
_CREDITS = 2  # lines between a headline and the story: who wrote it, and when
_CREDIT = re.compile(r"[Bb][Yy]:? |[^\n.“”\"]{0,60}\d")
_SOON = 8000  # characters behind a line in which its words come again
_WORD = re.compile(r"[^\W_]+")
_AHEAD = 60  # quotes a heading is compared with
_BEHIND = 6
_FIRST = 300  # words of a quote looked at
_LETTERS = 12  # of a word, at most, in the mean
_KEPT = 4 * _AHEAD  # quotes in small letters


def is_heading(reader: Reader, number: int) -> bool:
    """Whether a paragraph is a headline or sub-heading: short, no sentence, text below it."""
    paragraph = reader.paragraphs[number]
    if paragraph.end - paragraph.start > _LONGEST or number + 1 >= len(reader.paragraphs):
        return False
    words = reader.text[paragraph.start : paragraph.end].rstrip(f"{MARKS} ")
    if not words:
        return False
    last = words[-1]
    if last in ":;,":
        return False
    if last in ".!?…":
        if number or last != ".":
            return number == 0
        return _titled(words)
    if number == 0:
        return True
    for below in reader.paragraphs[number + 1 : number + 2 + _CREDITS]:
        if below.end - below.start > _LINE:
            return True
        if not _CREDIT.match(reader.text, *below):
            return False
    return False


def comes_again(reader: Reader, start: int, end: int) -> bool:
    """Whether a line's words stand soon below it again, as those of a sub-heading do: “Why us?”."""
    line = reader.text[start:end].rstrip(".,!?…").lower()
    if end - start > _LONGEST or " " not in line or reader.text[end - 1] == ".":
        return False  # no headline ends in a full stop
    below = reader.text[end : end + _SOON].lower()
    at = below.find(line)
    around = (below[at - 1 : at], below[at + len(line) :][:1])
    return at > 0 and not any(side.isalnum() for side in around)


def reads_as_said(text: str, start: int, end: int) -> bool:
    """Whether marked words of a headline are no name: several, and most in small letters.

    Four at least where more stands on the line: ‘right to buy’ is a scheme.
    """
    words = text[start:end].split()[1:]
    around = (text[:start].rpartition("\n")[2] + text[end:].partition("\n")[0]).strip("'‘’.,")
    small = sum(word[0].islower() for word in words)
    return len(words) >= (3 if around else 2) and 2 * small > len(words)


def _titled(words: str) -> bool:
    """Whether most longer words are capitalised, as in a headline."""
    longer = [w for w in _WORD.findall(words) if len(w) > 3]
    return len(longer) > 2 and sum(w[0].isupper() for w in longer) > 0.7 * len(longer)


class Bodies:
    """The quotes a heading may have taken its words from, in text order."""

    def __init__(self, text: str, quotes: Sequence[tuple[int, int]]) -> None:
        self._text, self._quotes = text, quotes
        self._said: dict[int, str] = {}  # by index, in small letters

    def taken_up(self, start: int, end: int) -> int | None:
        """The index of the quote whose words stand in a heading, in order; None if there is none.

        A heading may shorten: three quarters of its words must be there.
        """
        wanted = [w.lower() for w in _WORD.findall(self._text, start, end)]
        rarest = sorted(wanted, key=len, reverse=True)
        best, most = None, 0.74 * len(wanted)
        if len(self._said) > _KEPT:
            self._said.clear()
        following = bisect.bisect_left(self._quotes, (end, 0))
        near = range(following, min(len(self._quotes), following + _AHEAD))
        for i in (*near, *range(following - 1, max(-1, following - _BEHIND), -1)):
            start, end = self._quotes[i]
            end = min(end, start + _FIRST * _LETTERS)
            said = self._said.get(i)
            if said is None:
                said = self._said[i] = self._text[start:end].lower()
            floor = most - (best is not None and self._is_within(i, best))  # as many will do
            left = len(wanted)
            for word in rarest:
                if word not in said:
                    left -= 1
                    if left <= floor:
                        break
            if left <= floor:
                continue  # not even as parts of words
            known = [w.lower() for w in _WORD.findall(self._text, start, end)[:_FIRST]]
            # without its first word too: "It is as it was" begins with what ends “is as it was”
            hit = max(_in_order(wanted, known), _in_order(wanted[1:], known))
            if hit > floor:
                best, most = i, hit
        return best

    def _is_within(self, i: int, other: int) -> bool:
        """Whether a quote stands inside another: “He goes, ‘Why us?’”."""
        (start, end), (from_, to) = self._quotes[i], self._quotes[other]
        return from_ <= start and end <= to


def _in_order(wanted: Sequence[str], known: Sequence[str]) -> int:
    """How many words stand among others, each behind the one before it."""
    position, hit = 0, 0
    for word in wanted:
        try:
            position = known.index(word, position) + 1
            hit += 1
        except ValueError:
            continue
    return hit
