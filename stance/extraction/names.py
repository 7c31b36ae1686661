"""Given names by the pronoun that most often stands for them, to tell he from she."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path


def _read() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The letter of each given name of `given_names.txt`, and the shorter lists by heading."""
    text = Path(__file__).with_name("given_names.txt").read_text("utf-8")
    _, *parts = re.split(r"^\[(.+)\]$", text, flags=re.MULTILINE)
    words = {parts[i]: parts[i + 1].split() for i in range(0, len(parts), 2)}
    sexes = dict.fromkeys(words.pop("more female"), "f") | dict.fromkeys(words["female"], "f")
    sexes |= dict.fromkeys(words.pop("more male"), "m") | dict.fromkeys(words["male"], "m")
    return sexes, {heading: frozenset(listed) for heading, listed in words.items()}


SEX, _LISTS = _read()
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
    return SEX.get(given, "")


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
    male, female = _LISTS["male"], _LISTS["female"]
    for names, letter in ((male - female, "m"), (female - male, "f")):
        for name in names:
            for length in (1, 2, 3, 4):
                if len(name) > length:
                    found.setdefault(name[-length:], Counter())[letter] += 1
    return found
