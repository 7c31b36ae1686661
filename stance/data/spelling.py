"""Spellings that mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stance.schema import Annotation

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


def is_described(speaker: str | None) -> bool:
    """Whether a speaker is told by words without a capital; who posts has a name.

    >>> is_described("spokeswoman"), is_described("Ana Paz"), is_described("@gris")
    (True, False, False)
    """
    return speaker is not None and speaker.islower() and speaker[0] != "@"


def told_apart(speaker: str, article: str) -> str:
    """Whoever has no name told from those of other articles.

    >>> told_apart("spokeswoman", "leeds"), told_apart("Ana Paz", "leeds")
    ('spokeswoman (leeds)', 'Ana Paz')
    """
    return f"{speaker} ({article})" if is_described(speaker) else speaker


def speakers_of(annotations: Sequence[Annotation]) -> list[str | None]:
    """Who says each quote; where the articles are several, with descriptions told apart.

    >>> speakers_of([])
    []
    """
    several = len({annotation.quote.article for annotation in annotations}) > 1
    speakers: list[str | None] = []
    for annotation in annotations:
        speaker, article = annotation.quote.speaker, annotation.quote.article
        if speaker is not None and article is not None and several:
            speaker = told_apart(speaker, article)
        speakers.append(speaker)
    return speakers
