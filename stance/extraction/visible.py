"""A text as a reader sees it: accents on their letters, nothing that is not seen."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence

# Soft hyphens, what has no width, marks that belong to a letter before them.
_NOT_SEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_HIDDEN = re.compile(rf"[{_NOT_SEEN}]")
_GROUP = re.compile(rf"[^{_NOT_SEEN}\u0300-\u036f]?[{_NOT_SEEN}\u0300-\u036f]+")


def visible(text: str) -> tuple[str, Sequence[int]] | None:
    r"""What is seen of a text, and where each of its characters and its end stand in the text.

    None where all of it is seen as it is. Mail, scans and web pages write "José" as five
    characters, and hyphens into words where a line may end.

    >>> seen, places = visible("Jose\u0301 Gu\u00adtiérrez")
    >>> seen, list(places)[:6]
    ('José Gutiérrez', [0, 1, 2, 3, 5, 6])
    """
    if text.isascii() or not _GROUP.search(text):
        return None
    pieces, places, position = list[str](), array("q"), 0
    for group in _GROUP.finditer(text):
        start = group.start()
        bare = _HIDDEN.sub("", group[0])
        # Never longer: some signs of Devanagari have no composed form and are taken apart.
        letter = min(unicodedata.normalize("NFC", bare), bare, key=len)
        pieces += text[position:start], letter
        places.extend(range(position, start))
        places.extend(range(start, start + len(letter)))
        position = group.end()
    pieces.append(text[position:])
    places.extend(range(position, len(text) + 1))
    return "".join(pieces), places
