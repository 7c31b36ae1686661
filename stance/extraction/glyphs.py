"""Single marks: which may open or close a quotation, and which are apostrophes or inches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stance.extraction.paragraphs import Paragraph

MARKS = "\"'“”„‟‘’‚‛«»‹›"  # all that open or close a quotation

_DOUBLE = frozenset('"“”„‟«»')


_OPENING = frozenset("“„‟‘‚«‹")


_CLOSING = frozenset("”’»›")


# A mark of one glyph or two, an apostrophe unless it stands between letters, or a tag.
_MARK = re.compile(
    r"[<'`\"“”„‟«»‹›‘’‚‛](?:(?<=[\"“”„‟«»])|(?<=')'+|(?<=[‹›‘’‚‛'])(?!(?<=[^\W_].)[^\W_])|"
    r"(?<=<)[a-zA-Z/!][^<>\n]{0,400}>|(?<=`)`)"
)


_CLIPPED = re.compile(
    r"(?:\d0s|\d\ds?|em|til|tis|twas|cause|cos|bout|round|n|til|nuff|ere|neath|gainst|re)\b",
    re.IGNORECASE,
)


_ENDING = frozenset(".,;:!?…)]}—–-")


_STARTING = frozenset("([{—–-/")


@dataclass(slots=True)
class Mark:
    """A mark at a place, and whether it may open or close something."""

    position: int
    width: int
    glyph: str
    single: bool
    opens: bool
    closes: bool
    weak: bool  # as a closing mark: it may be an apostrophe or inches


def read_marks(text: str, paragraph: Paragraph, doubled: bool) -> Iterator[Mark]:
    """The marks of a paragraph that open or close something; apostrophes and primes left out."""
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        glyph, at = match.group(), match.start()
        if glyph[0] == "<" or (len(glyph) > 1 and not doubled and glyph != "``"):
            continue
        if len(glyph) > 2:  # ''' ends an inner and an outer quotation at once
            glyph, at = "''", match.end() - 2 if at and not text[at - 1].isspace() else at
        before = text[at - 1] if at > paragraph.start else " "
        end = at + len(glyph)
        after = text[end] if end < paragraph.end else " "
        if before == "=" or (after == ">" and glyph in "\"'"):  # an attribute of markup
            continue
        mark = _read(text, glyph, at, before, after, paragraph.end)
        if mark is not None:
            yield mark


def _read(text: str, glyph: str, at: int, before: str, after: str, limit: int) -> Mark | None:
    left = before.isspace() or before in _STARTING or before in _OPENING
    right = after.isspace() or after in _ENDING or after in _CLOSING
    if before in "\"'‘":
        left = at < 2 or text[at - 2].isspace() or text[at - 2] in _STARTING
    if after in "\"'“":  # “ also closes: „Er sagte ‚nein‘“
        beyond = text[at + len(glyph) + 1 : at + len(glyph) + 2]
        right = at + len(glyph) + 1 >= limit or beyond.isspace() or beyond in _ENDING
    if before in "-—–" and right:  # “We will—” rather than an opening after a dash
        left = False
    double = glyph in _DOUBLE or len(glyph) > 1
    if glyph == "``":
        return Mark(at, 2, "“", False, True, False, False)
    if double:
        return _double(glyph, at, before, left, right)
    return _single(text, glyph, at, before, after, left, right)


def _double(glyph: str, at: int, before: str, left: bool, right: bool) -> Mark | None:
    width = len(glyph)
    weak = before.isdigit() and glyph in '"”'
    if glyph in "“„‟«":
        return Mark(at, width, glyph, False, True, not left and right, weak)
    if glyph in "”»":
        return Mark(at, width, glyph, False, left and not right, True, weak)
    if left == right:  # a straight mark between two spaces or two letters: whichever fits
        return Mark(at, width, glyph, False, True, True, weak or not left)
    return Mark(at, width, glyph, False, left, right, weak)


def _single(
    text: str, glyph: str, at: int, before: str, after: str, left: bool, right: bool
) -> Mark | None:
    if glyph in "‹›‚":
        return Mark(at, 1, glyph, True, glyph != "›", glyph != "‚", False)
    if left and not right:
        if glyph == "’" or _CLIPPED.match(text, at + 1):
            return None
        return Mark(at, 1, glyph, True, True, False, False)
    if right and not left:  # ‘ closes only what ‚ opened
        strong = before in _ENDING or after in ".,;:?!" or before in '”"'
        return Mark(at, 1, glyph, True, False, True, not strong)
    if glyph == "‘" and not right:
        return Mark(at, 1, glyph, True, True, False, False)
    return None


def may_close(opened: str, glyph: str) -> bool:
    """Whether a mark may close what another opened."""
    pairs = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
    if glyph == "‘":
        return opened == "‚"
    if opened in pairs:
        return glyph == pairs[opened]
    return glyph not in pairs


def next_of_family(marks: list[Mark]) -> list[int]:
    """For each mark the index of the next of its family, -1 where there is none.

    A single one has none beyond a double one that closes. Time linear in the number of marks.
    """
    nearest = [-1] * len(marks)
    single = double = -1
    for i in range(len(marks) - 1, -1, -1):
        if marks[i].single:
            nearest[i], single = single, i
        else:
            nearest[i], double = double, i
            if marks[i].closes and not marks[i].opens:
                single = -1
    return nearest


def balance(marks: list[Mark]) -> list[int]:
    """For each mark, how many more double marks behind it close than open."""
    behind, total = [0] * len(marks), 0
    for i in range(len(marks) - 1, -1, -1):
        behind[i] = total
        if not marks[i].single and marks[i].opens != marks[i].closes:
            total += 1 if marks[i].closes else -1
    return behind
