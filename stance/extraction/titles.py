"""What stands before a name and is no part of it: titles, trades, offices."""

from __future__ import annotations

import re

from stance.extraction import names, words
from stance.extraction.tokens import Tokens

# What a sentence says of somebody before his name: "Oil-rich Norland", "Rival Paz", "Then-mayor".
_EPITHET = re.compile(
    r"[^\W\d_]{2,}-(?:[a-zà-öø-ÿ]{5,}|rich|born|torn|held)"
    r"|(?:Neighbou?ring|Nearby|Rival|Fellow|Late|Veteran|Longtime|Incoming|Outgoing|Embattled"
    r"|Ousted|Jailed|Exiled|Proud|Brave|Plucky|Furious|Grieving|Heartbroken|Devastated"
    r"|Then|Meanwhile|Perhaps|Maybe|Instead|Even|Soon|Later|Yesterday)"
)
_OFFICE = re.compile("D?([wN]{1,3}N{2,4})")


def is_role(word: str) -> bool:
    """Whether a word is what somebody is: "painter", "aunt"."""
    return (
        word in words.PERSON_NOUN
        or word in words.TITLE
        or word in words.MALE_WORD
        or word in words.FEMALE_WORD
        or words.TRADE.search(word) is not None
    )


def is_epithet(word: str) -> bool:
    """Whether a capitalised word is none of a name that follows it.

    >>> is_epithet("Oil-rich"), is_epithet("Rival"), is_epithet("Saint-Exupéry")
    (True, True, False)
    """
    return _EPITHET.fullmatch(word) is not None


def after_titles(tokens: Tokens, start: int, last: int) -> int:
    """Where the name begins in a run of capitalised words: behind the last title in it."""
    for k in range(last - 1, start - 1, -1):
        low = tokens.lower[k].rstrip(".")
        if low in words.TITLE and tokens.lower[last].rstrip(".") not in words.INSTITUTION:
            if k + 1 == last and low in words.GIVEN | {"white", "saint"}:
                continue
            return k + 1
    begin = tokens.first[tokens.sentence[start]]
    opens = start == begin or (start == begin + 1 and not tokens.words[begin].isalnum())
    if opens and last > start and is_epithet(tokens.words[start]):
        return start + 1
    if (
        last - start > 1
        and opens
        and words.TRADE.search(tokens.lower[start])
        and not names.gender(tokens.lower[start])
        and tokens.lower[last] not in words.INSTITUTION
    ):
        return start + 1  # "Trombonist Kendri Palmar", at the head of a sentence
    return start


def officer(tokens: Tokens, i: int) -> tuple[int, int]:
    """Where a name begins and ends behind "Minister for": "Trade Ana Paz"; -1 where none does."""
    match = _OFFICE.match(tokens.kinds, i)
    if match is not None:
        for given in range(match.start(1) + 1, match.end() - 1):
            named = tokens.kinds[given] == "N" and names.gender(tokens.lower[given])
            if named and "w" not in tokens.kinds[given : match.end()]:
                return given, match.end()
    return -1, -1
