"""Paragraphs that begin in capitals for the eye: "THE TANKER has been", "ANA PAZ was late"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stance.extraction.classes import CLASS
from stance.extraction.names import SEX
from stance.extraction.titles import is_role

_CAPITALS = r"[^\W\d_a-z]+(?:[’'-][^\W\d_a-z]+)*"
# The words, up to the first that is in small letters; a label ("PAZ: We are") has none.
_OPENING = re.compile(
    rf"^[ \t]*[“\"‘'«]?({_CAPITALS}(?:,? {_CAPITALS}){{0,7}})(?=(?:[’']s)?,? [^\W\d_]*[a-z])",
    re.MULTILINE,
)
_EACH = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_SMALL = re.compile(r"(?<![^\W\d_])[a-z]+(?![^\W\d_])")
_TITLE = re.compile(r"(?<![^\W\d_])[A-Z][a-z]+(?![^\W\d_])")
_LETTERS = 4  # of an abbreviation
# What is short for something as well: the US, the WHO.
_SHORT = frozenset(("us", "it", "who", "am", "pm", "un", "can", "may"))


def lowered(text: str) -> Iterator[tuple[int, int, str]]:
    """Spans of such words, and the same words as they are written elsewhere.

    Where one of them is no name and no abbreviation: "A BBC reporter" is as it stands.
    """
    found = [opening for opening in _OPENING.finditer(text) if len(opening[1]) > 1]  # unlike "A"
    if not found:
        return
    small, titled = set(_SMALL.findall(text)), set(_TITLE.findall(text))
    for opening in found:
        words = [word.lower() for word in _EACH.findall(opening[1])]
        dated = text[opening.end() : opening.end() + 1] == ","  # "LIMA, Peru (AP) —"
        if not _typed(words, small, set() if dated else titled):
            continue
        begun = False
        for match in _EACH.finditer(text, *opening.span(1)):
            word, low = match[0], match[0].lower()
            name = _bare(word.title()) in titled or not (low in small or is_role(low))
            title = not begun or (name and low not in CLASS)
            new = word[0] + low[1:] if title else low
            begun = True
            if new != word and len(new) == len(word):
                yield *match.span(), new


def _typed(words: list[str], small: set[str], titled: set[str]) -> bool:
    """Whether words stand in capitals for the eye, not as the letters of a body or a place."""
    if len(words) == 1:
        [word] = words
        long = len(word) > _LETTERS and _bare(word).title() in titled
        return (long or word in small or word in CLASS) and _bare(word) not in _SHORT
    return words[0] in SEX or any(
        len(word) > 1 and word in CLASS and word not in _SHORT for word in words
    )


def _bare(word: str) -> str:
    return re.sub(r"[’'][sS]$", "", word)
