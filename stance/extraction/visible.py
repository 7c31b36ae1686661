"""A text as a reader sees it: accents on their letters, broken words whole, nothing not seen."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence

from stance.extraction.classes import CLASS
from stance.extraction.paragraphs import is_wrapped

# Soft hyphens, what has no width, marks that belong to a letter before them.
_NOT_SEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_HIDDEN = re.compile(rf"[{_NOT_SEEN}]")
_MODIFYING = re.compile(rf"[{_NOT_SEEN}\u0300-\u036f]+")
_SOFT = "\u00ad"
_WORD = r"\w++(?:-\w++)*+"
_WORDS = re.compile(_WORD)
_LINE_END = rf"([-\u2010{_SOFT}])[ \t]*+\r?\n[ \t]*+"
_MAY_BREAK = re.compile(_LINE_END)
# What is before the break, the hyphen, what is behind it, and the space that ends it.
_BROKEN = re.compile(rf"(?<![\w-])({_WORD}){_LINE_END}(?=({_WORD})(?:\S*+([ \t])(?=\S))?)")

_Change = tuple[int, int, str]  # a span of the text, and what is seen there: never longer


def visible(text: str) -> tuple[str, Sequence[int]] | None:
    r"""What is seen of a text, and where each of its characters and its end stand in the text.

    None where all of it is seen as it is. Mail, scans and web pages write "José" as five
    characters, and hyphens into words where a line may end or, in lines of one width, does.

    >>> seen, places = visible("Jose\u0301 Gu\u00adtiérrez")
    >>> seen, list(places)[:6]
    ('José Gutiérrez', [0, 1, 2, 3, 5, 6])
    """
    whole = _changed(text, _joined(text))
    seen = whole[0] if whole else text
    composed = None if seen.isascii() else _changed(seen, _composed(seen))
    if whole is None or composed is None:
        return whole or composed
    return composed[0], array("q", map(whole[1].__getitem__, composed[1]))


def _changed(text: str, changes: Iterable[_Change]) -> tuple[str, Sequence[int]] | None:
    """The text with the changes, in order, and its places; None where there are none."""
    pieces, places, position = list[str](), array("q"), 0
    for start, end, new in changes:
        pieces += text[position:start], new
        places.extend(range(position, start))
        places.extend(range(start, start + len(new)))
        position = end
    if not pieces:
        return None
    pieces.append(text[position:])
    places.extend(range(position, len(text) + 1))
    return "".join(pieces), places


def _composed(text: str) -> Iterator[_Change]:
    """Letters with their accents, and without what is not seen."""
    for group in _MODIFYING.finditer(text):
        start, end = max(0, group.start() - 1), group.end()  # with the letter before
        bare = _HIDDEN.sub("", text[start:end])
        # Never longer: some signs of Devanagari have no composed form and are taken apart.
        yield start, end, min(unicodedata.normalize("NFC", bare), bare, key=len)


def _joined(text: str) -> Iterator[_Change]:
    r"""Words that lines of one width break off made whole, "Fer-\nreira" but not "long-\nterm".

    The line end goes behind the word, for the lines to stay what they are.
    """
    if not _MAY_BREAK.search(text) or not is_wrapped(text):
        return
    # Broken words count as neither of their parts.
    words = set(_WORDS.findall(_BROKEN.sub(r"\1_", text).lower())) | CLASS.keys()
    for broken in _BROKEN.finditer(text):
        before, hyphen, behind, space = broken.groups()
        small = before[-1].islower() and behind[0].islower()
        if small and (hyphen == _SOFT or not _is_compound(before.lower(), behind.lower(), words)):
            yield broken.start(2), broken.end(), ""
            if space:
                yield broken.start(4), broken.end(4), "\n"


def _is_compound(before: str, behind: str, words: set[str]) -> bool:
    """Whether a hyphen at a line's end is the word's own: "long-term", "re-election".

    What is behind such a one is nearly always a word by itself, and what is behind a break of a
    word nearly never, while both may begin with one: "re-", "for-".
    """
    if f"{before}-{behind}" in words:
        return True
    return behind in words and before + behind not in words
