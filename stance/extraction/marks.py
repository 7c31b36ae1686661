"""Quotation marks: which open, which close, and which are no quotation marks at all.

One pass over the marks of a paragraph with a stack. A mark is read by its glyph and by what
stands on either side of it; where that leaves a doubt, the next mark of its family decides, so
that the time taken is linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from stance.extraction.glyphs import Mark, balance, may_close, next_of_family, read_marks
from stance.extraction.paragraphs import Paragraph
from stance.extraction.words import ATTRIBUTION

_REACH = 5  # paragraphs a quotation without repeated opening marks may run on


@dataclass(slots=True)
class Marked:
    """What stands between two marks: `[start, end)` without them, `[outer, outer_end)` with them.

    Without the white space inside them, too: « Non ». `parent` is the index of the marked text
    around it, in the list they come in. `opened` and `closed` say whether the marks are there;
    `resumes` that it goes on from the one before it, in the paragraph before.
    """

    start: int
    end: int
    outer: int
    outer_end: int
    single: bool
    parent: int | None = None
    opened: bool = True
    closed: bool = True
    resumes: bool = False


def find_marked(
    text: str, paragraphs: Sequence[Paragraph], *, doubled: bool = False
) -> list[Marked]:
    r"""Everything between quotation marks, in the order of opening; spans nest or are apart.

    `doubled` also reads '' as a mark, as some archives print it; it is one where `` opens.

    >>> [text[m.start:m.end] for text in ["He's “in” and 'out', the '90s."]
    ...  for m in find_marked(text, [Paragraph(0, len(text))])]
    ['in', 'out']
    """
    found: list[Marked] = []
    doubled = doubled or "``" in text
    pending: str | None = None  # how a quotation opened that the last paragraph left open
    waited = 0
    for number, paragraph in enumerate(paragraphs):
        marks = list(read_marks(text, paragraph, doubled))
        resumes = False
        start_open = False
        if pending is not None:
            first = next((m for m in marks if m.single == (pending in "‘'")), None)
            if first is not None and first.opens and _at_start(text, paragraph, first):
                resumes = True
            elif first is not None and first.closes and not first.opens:
                start_open = True
            elif (
                first is None
                and waited < _REACH
                and _closes_soon(text, paragraphs, number, pending, doubled)
            ):
                found.append(_plain(paragraph, pending in "‘'"))
                waited += 1
                continue
            pending, waited = None, 0
        if not marks:
            continue
        follows = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        pending = _parse(text, paragraph, marks, found, resumes, start_open, follows)
        if pending is not None and not _goes_on(text, paragraphs, number, pending, doubled):
            pending = None
    if "''" in text and not doubled:
        _leave_unread(text, find_marked(text, paragraphs, doubled=True), found)
    _nest(found)
    for m in found:
        while m.start < m.end and text[m.start].isspace():
            m.start += 1
        while m.end > m.start and text[m.end - 1].isspace():
            m.end -= 1
    return found


def _nest(found: Sequence[Marked]) -> None:
    """Has those that never close, and end before an attribution, hold no more than is in them."""
    for m in found:
        while m.parent is not None and found[m.parent].outer_end < m.outer_end:
            around = found[m.parent]
            around.end = min(around.end, m.outer)
            around.outer_end = min(around.outer_end, m.outer)
            m.parent = around.parent


def _leave_unread(text: str, read: Sequence[Marked], found: list[Marked]) -> None:
    """Takes out what stands in single marks between two '', which are not read themselves."""
    spans = [
        (m.start, m.end) for m in read if m.closed and text.startswith("''", m.outer) and m.opened
    ]
    drop = []
    for index, m in enumerate(found):
        at = bisect_right(spans, (m.start, len(text))) - 1
        if m.single and m.parent is None and at >= 0 and m.end <= spans[at][1]:
            drop.append(index)
    _remove(found, drop, 0)


def _plain(paragraph: Paragraph, single: bool) -> Marked:
    return Marked(
        paragraph.start,
        paragraph.end,
        paragraph.start,
        paragraph.end,
        single,
        opened=False,
        closed=False,
        resumes=True,
    )


def _goes_on(
    text: str, paragraphs: Sequence[Paragraph], number: int, glyph: str, doubled: bool
) -> bool:
    """Whether the next paragraph takes up a quotation that this one leaves open."""
    if number + 1 >= len(paragraphs):
        return False
    following = paragraphs[number + 1]
    first = next(
        (m for m in read_marks(text, following, doubled) if m.single == (glyph in "‘'")), None
    )
    if first is None:
        return _closes_soon(text, paragraphs, number + 1, glyph, doubled)
    return (first.opens and _at_start(text, following, first)) or (
        first.closes and not first.opens and not first.weak
    )


def _closes_soon(
    text: str, paragraphs: Sequence[Paragraph], number: int, glyph: str, doubled: bool
) -> bool:
    """Whether, in the paragraphs after one without marks, the first mark is a closing one."""
    for paragraph in paragraphs[number + 1 : number + 1 + _REACH]:
        for mark in read_marks(text, paragraph, doubled):
            if mark.single == (glyph in "‘'"):
                return mark.closes and not mark.opens and not mark.weak
    return False


def _at_start(text: str, paragraph: Paragraph, mark: Mark) -> bool:
    return not text[paragraph.start : mark.position].strip("—–-… \t\xa0")


def _parse(
    text: str,
    paragraph: Paragraph,
    marks: list[Mark],
    found: list[Marked],
    resumes: bool,
    start_open: bool,
    follows: Paragraph | None,
) -> str | None:
    """Pairs the marks of one paragraph; gives the glyph of a quotation left open at its end."""
    nearest = next_of_family(marks)
    closing = balance(marks)
    stack: list[tuple[int, str, bool]] = []  # index in found, glyph, whether single
    base = len(found)

    def enter(mark: Mark) -> None:
        parent = stack[-1][0] if stack else None
        begin = mark.position + mark.width
        again = resumes and len(found) == base
        found.append(
            Marked(begin, begin, mark.position, begin, mark.single, parent, True, False, again)
        )
        stack.append((len(found) - 1, mark.glyph, mark.single))

    def leave(end: int, outer_end: int, closed: bool) -> None:
        m = found[stack.pop()[0]]
        m.end, m.outer_end, m.closed = max(end, m.start), max(outer_end, m.start), closed

    if start_open:
        begin = paragraph.start
        found.append(Marked(begin, begin, begin, begin, marks[0].single, None, False, False, True))
        stack.append((len(found) - 1, "", next(m.single for m in marks if m.closes)))
    drop: list[int] = []
    for i, mark in enumerate(marks):
        depth = None
        if stack:
            depths = range(len(stack) - 1, -1, -1)
            depth = next((d for d in depths if stack[d][2] == mark.single), None)
        follower = marks[nearest[i]] if nearest[i] >= 0 else None
        if depth is not None and mark.closes and may_close(stack[depth][1], mark.glyph):
            stray = mark.weak and follower is not None and follower.closes and not follower.opens
            if stray:
                continue
            while len(stack) > depth + 1:  # what is open inside was no quotation
                drop.append(stack.pop()[0])
            leave(mark.position, mark.position + mark.width, True)
        elif mark.opens:
            if depth is not None and not mark.single:
                nested = follower is not None and follower.closes and closing[i] >= 2
                if not nested:  # the one before never closed
                    while len(stack) > depth + 1:
                        drop.append(stack.pop()[0])
                    end = _cut(text, found[stack[depth][0]].start, mark.position)
                    leave(end, end, False)
            elif depth is not None:
                continue
            if mark.weak and mark.closes and follower is None:
                continue
            enter(mark)
        elif depth is None and not mark.single and not mark.weak and len(found) == base:
            _unopened(text, paragraph, mark, found)
    pending = None
    while stack:
        index, glyph, single = stack[-1]
        if single and not (
            len(stack) == 1
            and glyph == "‘"
            and follows is not None
            and text.startswith("‘", follows.start)
        ):
            drop.append(stack.pop()[0])
            continue
        if len(stack) > 1:
            drop.append(stack.pop()[0])
            continue
        end = paragraph.end
        goes_on = follows is not None and text[follows.start] in "“\"„«»‘'”"
        if not goes_on:
            end = _cut(text, found[index].start, paragraph.end)
        pending = glyph or "“"
        leave(end, end, False)
    _remove(found, drop, base)
    return pending


def _cut(text: str, start: int, limit: int) -> int:
    """Where a quotation ends that is never closed: before its attribution, or at the limit."""
    match = ATTRIBUTION.search(text, start, min(limit, start + 1500))
    end = match.start() + 1 if match else limit
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _unopened(text: str, paragraph: Paragraph, mark: Mark, found: list[Marked]) -> None:
    """A closing mark without its opening one, an attribution behind it: the paragraph's start."""
    end = mark.position
    if (
        end - paragraph.start < 600
        and text[end - 1] in ",?!"
        and ATTRIBUTION.match(text, end - 1, min(paragraph.end, end + 200))
        and text[paragraph.start : end].strip()
    ):
        found.append(
            Marked(paragraph.start, end, paragraph.start, end + mark.width, False, opened=False)
        )


def _remove(found: list[Marked], drop: list[int], base: int) -> None:
    """Takes out the openings that turned out to be none, and mends the parents' indexes."""
    if not drop:
        return
    gone = set(drop)
    place: dict[int, int | None] = {}
    kept: list[Marked] = []
    for index in range(base, len(found)):
        m = found[index]
        parent = m.parent
        if parent is not None and parent >= base:
            parent = place[parent]
        if index in gone:
            place[index] = parent
            continue
        place[index] = base + len(kept)
        m.parent = parent
        kept.append(m)
    found[base:] = kept
