"""Given names by the pronoun that most often stands for them, to tell he from she."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path


def _lists() -> dict[str, frozenset[str]]:
    """The lists of `given_names.txt` by their headings."""
    text = Path(__file__).with_name("given_names.txt").read_text("utf-8")
    _, *parts = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)
    return {parts[i]: frozenset(parts[i + 1].split()) for i in range(0, len(parts), 2)}


_LISTS = _lists()
_MALE, _FEMALE = _LISTS["male"], _LISTS["female"]
MALE, FEMALE = _MALE | _LISTS["more male"], _FEMALE | _LISTS["more female"]
EITHER = _LISTS["either"]  # what follows the name tells
WORDS = _LISTS["words"]  # given names that are other words as well

# What somebody is called, in marks between his names: Ana “Lola” Paz.
NICKNAME = r"[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*)?"
_NICKNAME = re.compile(NICKNAME)

_SURE = 0.85  # of the listed names with an ending, for it to tell
_FEWEST = 4


def is_nickname(marked: str) -> bool:
    """Whether marked words between two names may be a part of the name.

    >>> is_nickname("Lola"), is_nickname("Never,"), is_nickname("on time")
    (True, False, False)
    """
    return _NICKNAME.fullmatch(marked) is not None


def gender(given: str) -> str:
    """The letter m or f for a listed given name in small letters, or nothing.

    >>> gender("maria"), gender("paz")
    ('f', '')
    """
    return "m" if given in MALE else "f" if given in FEMALE else ""


@functools.cache
def gender_by_ending(given: str) -> str:
    """What listed names with the same ending are, the longest ending that tells anything.

    >>> gender_by_ending("ruperto"), gender_by_ending("brunhilda")
    ('m', 'f')
    """
    for length in (4, 3, 2, 1):
        counts = _endings().get(given[-length:]) if len(given) > length else None
        if counts is not None and counts.total() >= _FEWEST:
            (most, n), *_ = counts.most_common(1)
            if n >= _SURE * counts.total():
                return most
    return ""


@functools.cache
def _endings() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for names, letter in ((_MALE - _FEMALE, "m"), (_FEMALE - _MALE, "f")):
        for name in names:
            for length in (1, 2, 3, 4):
                if len(name) > length:
                    found.setdefault(name[-length:], Counter())[letter] += 1
    return found
