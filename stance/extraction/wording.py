"""How a description of somebody is written, taken out of its sentence."""

from __future__ import annotations

import re

from stance.extraction import words

APOSTROPHE = re.compile("['’]")
OWNING = ("'s", "’s", "s'", "s’")  # how a word ends that owns what follows
# How a noun ends that is told of several.
PLURAL = re.compile(r"(?<!s)s$|people$|men$|women$|police$|children$")
# A year, a day of a month, an hour.
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d|\d{1,2}(?:st|nd|rd|th)|\d{1,2}[.:]\d\d(?:[ap]m)?")
_BY_DATE = frozenset(("christmas", "easter", "boxing", "eve", "dated"))
_TIME = words.TIME - {"times"}
_BEGINS_DATE = _TIME | _BY_DATE

_POINTING = words.ARTICLE | frozenset(("this", "that", "these"))
# How somebody says something, and with what that is told: "said a nurse in an email".
_MANNER = frozenset(
    words.listed("""
    statement interview speech email letter tweet post message call television court anonymity
    morning afternoon evening night week month year phone telephone reporters radio news
    conference parliament record turn response video briefing hearing debate reply note memo
    report lawsuit filing text broadcast podcast whisper evidence release circular tears smile
    grin shrug sigh laugh applause laughter oath background condition livestream webcast
    testimony affidavit remarks breath voice way
""")
).union(words.MEDIA)
_BY = frozenset(("in", "on", "at", "by", "over", "with", "under", "to"))
_HEARD = frozenset(("radio", "television", "court", "parliament"))  # also where somebody is


def spaced(words_: str) -> str:
    """Words with one space between them, whatever stood there."""
    return " ".join(words_.split())


def without_article(words_: str) -> str:
    """A description without what it begins with, if that is an article, "this" or "one"."""
    first, _, rest = words_.partition(" ")
    if first.lower() in ("one", "some") and not rest.startswith(("of ", "who ")):
        if rest[:1].isdigit():
            return words_  # "some 40 women"
        return rest or words_
    those = first.lower() == "those" and " " not in rest  # unlike "those who waited"
    if not rest or (first.lower() not in _POINTING and not those):
        return words_
    return rest.removeprefix("few ")


def lowered(description: str, *, opens: bool = True) -> str:
    """A description without the capital its sentence began with; `opens` if it may have that.

    >>> lowered("Police in Gris"), lowered("Mayor of Gris", opens=False)
    ('police in Gris', 'Mayor of Gris')
    """
    first, _, rest = description.partition(" ")
    if not opens and any(map(str.isupper, rest)):
        return description
    if first.lower() in words.PERSON_NOUN or first.lower() in words.DETERMINER:
        return f"{first.lower()} {rest}" if rest else first.lower()
    return description


def spelled_out(before: str, short: str) -> str:
    """The name before a bracket that its letters stand for, or nothing.

    >>> spelled_out("by the Commission on Audit ", "COA")
    'Commission on Audit'
    """
    parts, i = before.split(), len(short)
    for k in range(len(parts) - 1, -1, -1):
        initial = parts[k][0]
        if initial.upper() == short[i - 1]:
            i -= 1
            if not i:
                return " ".join(parts[k:]) if initial.isupper() else ""
        elif initial.isupper():
            return ""
    return ""


def places(words_: list[str], word: str) -> list[int]:
    """Where a word stands among others; quicker than looking at each of them for it.

    >>> places(["so", "it", "is", "so"], "so")
    [0, 3]
    """
    found: list[int] = []
    for _ in range(words_.count(word)):
        found.append(words_.index(word, found[-1] + 1 if found else 0))
    return found


def is_way(preposition: str, noun: str, *, bare: bool, told: bool) -> bool:
    """Whether a phrase behind who speaks tells how, and nothing of him.

    `bare` is one without an article; `told`, that a verb of speech stands before him.

    >>> is_way("in", "email", bare=False, told=True), is_way("of", "email", bare=False, told=True)
    (True, False)
    """
    if noun not in _MANNER:
        return False
    if bare:
        return preposition != "for"  # "a correspondent for Gris television"
    return told and preposition in _BY and noun not in _HEARD


def may_be_date(word: str) -> bool:
    """Whether a date may begin with a word in small letters: what `is_date` need be asked of.

    >>> may_be_date("jan."), may_be_date("3rd"), may_be_date("ana")
    (True, True, False)
    """
    return word in _BEGINS_DATE or word[0].isdigit() or word[-1] == "."


def is_date(run: list[str]) -> bool:
    """Whether words in small letters are a day, a month, a year or an hour, which says nothing.

    >>> is_date(["jan.", "19"]), is_date(["easter", "monday"]), is_date(["1944"]), is_date(["12"])
    (True, True, True, False)
    """
    dated = False
    for word in run:
        if word.rstrip(".") in _TIME or _YEAR.fullmatch(word):
            dated = True
        elif not (word[0].isdigit() or word in _BY_DATE):
            return False
    return dated
