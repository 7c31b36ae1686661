"""Spellings that mean the same."""

from __future__ import annotations

import re
import unicodedata

_FOREIGN = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """The text without accents, character for character: `Guaidó` and `Guaido` become the same.

    >>> fold("Guaidó"), fold("김철수")
    ('Guaido', '김철수')
    """
    return text if text.isascii() else _FOREIGN.sub(_bare, text)


def _bare(found: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFD", found[0])
    return parts[0] if all(map(unicodedata.combining, parts[1:])) else found[0]


def alike(name: str) -> str:
    """What names have in common that differ in case, accents, spaces or the form of an apostrophe.

    >>> alike("Ánn  O'Neil") == alike("ann o’neil")
    True
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    return fold(name).casefold().replace("'", "’")
