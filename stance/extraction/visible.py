"""A text as a reader sees it: accents on their letters, broken lines whole, nothing not seen."""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from stance.extraction.capitals import lowered
from stance.extraction.classes import CLASS
from stance.extraction.paragraphs import line_breaks

_SIGN = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
# Of one width each, and read as another: the spaces of typesetters, line ends, and marks that
# stand for others.
_READ_AS = str.maketrans(
    "\v\f\x1c\x1d\x1e\x85\u2028\u2029「」『』〝〞〟❝❞❛❜″＂＇′´ʼ",
    "\n\n\n\n\n\n\n\n“”“”“””“”‘’\"\"'''’",
)
_READ_AS |= dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), ord(" "))
_ODD = re.compile("[" + "".join(map(chr, _READ_AS)) + "]")
# How a block of text or a mail that is quoted begins its lines: "> We lost", "> > We lost".
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]*)+", re.MULTILINE)
# [Ana Paz](https://…), of which the page shows the name; and a picture.
_LINK = re.compile(r"(!?\[)([^\[\]\n]{0,300})(\]\((?:https?:|mailto:|[/#])[^()\s]{0,400}\))")
# **Ana Paz**, _at last_; and what stands behind a word for a note: said.² said[3] Paz* Gris™
_STYLED = re.compile(
    r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]{1,1000}?)(?<=\S)(\1)(?![\w*])"
    r"|(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?”\"’')\]]))[¹²³⁰⁴-⁹]{1,3}"
    r"|(?<=[^\W\d_]{2}[a-z][.”\"])\d{1,2}(?=\s+[A-Z“\"]|\s*\Z)"
    r"|(?<=[\w.,;:!?”\"’')])\[\d{1,3}\]|(?<=[^\W\d_])(?:[†‡™®]|\*{1,3}(?=[\s.,;:)]|\Z))"
)
# Without one of these there is nothing such: looked for first, as few texts have any.
_SIGNED = re.compile(
    r"[*¹²³⁰⁴-⁹†‡™®_\[.”\"]"
    r"(?:(?<=[^_\[.”\"])|(?<=_)_{0,2}[^\W_]|(?<=\[)\d|(?<=[a-z][.”\"])\d{1,2}(?!\w))"
)
# What a paragraph is begun by that is no part of its first sentence: a bullet, a number, a time.
_HEAD = re.compile(
    r"^[ \t]*(?:(?:[•●▪◦‣*]|\d{1,3}[.)]|\[\d{1,3}\]|\(\d{1,3}\))[ \t]+(?=\S)"
    r"|[\[(]?\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?: ?[ap]\.?m\.?)?(?: [A-Z]{1,3}T| UTC)?"
    r"[\])]?(?: ?[-–—:|])?[ \t]+(?=[A-Z“‘\"'«„]))",
    re.MULTILINE,
)
# Soft hyphens, what has no width, marks that belong to a letter before them.
_NOT_SEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_HIDDEN = re.compile(rf"[{_NOT_SEEN}]")
_MODIFYING = re.compile(rf"[{_NOT_SEEN}\u0300-\u036f]+")
_SOFT = "\u00ad"
_WORD = r"\w++(?:-\w++)*+"
_WORDS = re.compile(_WORD)
_BREAKING = re.compile(rf"[-\u2010{_SOFT}][ \t]*+\n")
# What is before the end of a line, the hyphen, and what is behind it.
_BROKEN = re.compile(rf"(?<![\w-])({_WORD})([-\u2010{_SOFT}])[ \t]*+\n[ \t]*+(?=({_WORD}))")

_Change = tuple[int, int, str]  # a span of the text, and what is seen there: never longer


class Seen(NamedTuple):
    """What is seen of a text, and where in it each of its characters begins and ends.

    A place more among the `starts` is the end of the text.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def visible(text: str) -> Seen | None:
    r"""What is seen of a text; None where all of it is seen as it is.

    Mail, scans and web pages write "José" as five characters, break the lines of a paragraph, and
    write hyphens into words where a line may end or does, and stars around those in bold type.

    >>> seen, starts, ends = visible("Jose\u0301 **Gu\u00adtiérrez**")
    >>> seen, starts[3:8], ends[3:8]
    ('José Gutiérrez', array('q', [3, 5, 8, 9, 11]), array('q', [5, 6, 9, 11, 12]))
    """
    seen: Seen | None = None
    flat = text
    for step in (_decoded, _joined, _unlinked, _unstyled, _unnumbered, _composed, lowered):
        now = _changed(flat, step(flat))
        if now is not None:
            flat = now.text
            seen = now if seen is None else _behind(seen, now)
        if step is _decoded:
            flat = _read(flat)
    if seen is None:
        return None if flat == text else Seen(flat, range(len(flat) + 1), range(1, len(flat) + 1))
    return seen._replace(text=flat)


def _behind(first: Seen, then: Seen) -> Seen:
    """What is seen of what is seen of a text."""
    starts = array("q", map(first.starts.__getitem__, then.starts))
    return Seen(then.text, starts, array("q", (first.ends[end - 1] for end in then.ends)))


def _decoded(text: str) -> Iterator[_Change]:
    """The signs that a web page writes by name or number: &quot;, &#8217;."""
    for sign in _SIGN.finditer(text) if "&" in text else ():
        new = html.unescape(sign[0])
        if len(new) == 1:
            yield *sign.span(), new


def _read(text: str) -> str:
    """The text with one kind of spaces, line ends and marks, each character in its place."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = text.translate(_READ_AS) if _ODD.search(text) else text
    return _QUOTED.sub(lambda match: " " * len(match[0]), text) if ">" in text else text


def _changed(text: str, changes: Iterable[_Change]) -> Seen | None:
    """The text with the changes, in order; None where there are none."""
    pieces, starts, ends, position = list[str](), array("q"), array("q"), 0
    for start, end, new in changes:
        pieces += text[position:start], new
        starts.extend(range(position, start + len(new)))
        ends.extend(range(position + 1, start + len(new) + 1))
        if new:
            ends[-1] = end
        position = end
    if not pieces:
        return None
    pieces.append(text[position:])
    starts.extend(range(position, len(text) + 1))
    ends.extend(range(position + 1, len(text) + 1))
    return Seen("".join(pieces), starts, ends)


def _unlinked(text: str) -> Iterator[_Change]:
    """The text of links, without where they lead, and no pictures."""
    for link in _LINK.finditer(text) if "](" in text else ():
        if link[1] == "[":
            yield *link.span(1), ""
            yield *link.span(3), ""
        else:
            yield *link.span(), ""


def _unstyled(text: str) -> Iterator[_Change]:
    """Words without the signs of bold or slanted type around them, or the number of a note.

    A question in bold type that is a paragraph keeps them, and a name above or before what its
    bearer says: they tell who speaks.
    """
    for styled in _STYLED.finditer(text) if _SIGNED.search(text) else ():
        if styled[1] is None:
            yield *styled.span(), ""
            continue
        start, end = styled.span()
        before, behind = text[max(0, start - 1) : start], text[end : end + 2]
        asks = behind[:1] in ("", "\n") and styled[2].endswith("?")
        labels = behind[:1] == " " and behind[1:].isupper() and styled[1] == "**"
        if before not in ("", "\n") or not (asks or labels):
            yield *styled.span(1), ""
            yield *styled.span(3), ""


def _unnumbered(text: str) -> Iterator[_Change]:
    """Paragraphs without the bullet, number or time before them."""
    return ((*head.span(), "") for head in _HEAD.finditer(text))


def _composed(text: str) -> Iterator[_Change]:
    """Letters with their accents, and without what is not seen."""
    for group in () if text.isascii() else _MODIFYING.finditer(text):
        start, end = max(0, group.start() - 1), group.end()  # with the letter before
        bare = _HIDDEN.sub("", text[start:end])
        # Never longer: some signs of Devanagari have no composed form and are taken apart.
        yield start, end, min(unicodedata.normalize("NFC", bare), bare, key=len)


def _joined(text: str) -> Iterator[_Change]:
    r"""The lines of a paragraph as one, and the words whole that their ends break.

    Those are "Fer-\nreira" but not "long-\nterm".
    """
    breaks = _BROKEN.finditer(text) if _BREAKING.search(text) else ()
    halves = {broken.end(): broken for broken in breaks}
    # Broken words count as neither of their parts.
    words = {*_WORDS.findall(_BROKEN.sub(r"\1_", text).lower())} | CLASS.keys() if halves else set()
    for start, end in line_breaks(text):
        broken = halves.get(end)
        if broken is None:
            yield start, end, " "
            continue
        before, hyphen, behind = broken.groups()
        small = before[-1].islower() and behind[0].islower()
        apart = not _is_compound(before.lower(), behind.lower(), words)
        yield broken.start(2) if small and (hyphen == _SOFT or apart) else start, end, ""


def _is_compound(before: str, behind: str, words: set[str]) -> bool:
    """Whether a hyphen at a line's end is the word's own: "long-term", "re-election".

    What is behind such a one is nearly always a word by itself, and what is behind a break of a
    word nearly never, while both may begin with one: "re-", "for-".
    """
    if f"{before}-{behind}" in words:
        return True
    return behind in words and before + behind not in words
