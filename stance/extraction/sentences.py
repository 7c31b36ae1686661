"""Where sentences begin, and whether a capital there is that of a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from stance.extraction import words
from stance.extraction.classes import ADVERB, BREAK, CLASS, NAME, QUOTE, SHORT_TITLE, STOP, WORD
from stance.extraction.names import SEX, WORDS
from stance.extraction.places import ADJECTIVE
from stance.extraction.words import listed

_ENDS = re.compile("[.:Q\n](?=[^\n])")  # not the last of a paragraph
# What follows a given name that acts: "Rosa laughs", "Rosa, who".
_ACTING = frozenset("ASHVw,R")
_FINITE = frozenset("SHVA")
# Titles that are other words, but for "former Paz aides" and "then Mayor Paz".
_ONCE = {"then": ADVERB, **dict.fromkeys(("former", "acting", "interim"), WORD)}
_HALF = frozenset(("a.m.", "p.m."))
# Behind a comma, what a name has before it that the text has not given yet: "Fulgencio, who".
_INTRODUCING = tuple([word] for word in listed("who whose his her their"))


def sentences(
    found: list[str], lower: list[str], kinds: list[str], said: Mapping[int, str], names: Set[str]
) -> list[int]:
    """The first token of each sentence; a capital that only begins one is taken for that.

    `found` are words, also in small letters, and `kinds` their classes, which are changed, of
    paragraphs with a break before, between and behind them. `said` gives for each quotation its
    last character, `names` are the words that the text writes with a capital inside sentences.
    """
    first: list[int] = []
    for match in _ENDS.finditer("".join(kinds)):
        i = match.start()
        follows = kinds[i + 1]
        if kinds[i] == BREAK:
            first.append(i + 1)
            if follows == "9" and lower[i + 2] in _HALF and kinds[i + 3] != BREAK:
                first.append(i + 3)  # "9:00 a.m. There are", in a live blog
            continue
        capital = found[i + 1][:1].isupper()
        if kinds[i] == ":":  # a label or a dateline before a sentence: "LONDON: The"
            short = i - first[-1] <= 6
            fresh = capital and short and not _FINITE.intersection(kinds[first[-1] : i])
        elif kinds[i] == STOP:
            fresh = (capital or follows in "Q9(-?") and found[i] != ";"
            if fresh and i and found[i] == "." and lower[i - 1].rstrip(".") in SHORT_TITLE:
                fresh = False
        else:
            last = said[i]
            fresh = (
                last in ".!?…"
                and last != ""
                and (follows == QUOTE or (follows != STOP and capital))
            )
            if fresh and last in "!?…" and follows in "NDP" and not _is_led_in(kinds, i):
                fresh = not _says_next(kinds, i + 1)  # “Why?” Ana Paz asked.
        if fresh:
            first.append(i + 1)
    for i in first:
        if kinds[i] == NAME:
            kinds[i] = _initial(found, lower, kinds, i, names)
        elif kinds[i] == ".":
            kinds[i] = "-"
    return first


def _is_led_in(kinds: list[str], i: int) -> bool:
    """Whether a verb of speech leads up to a quotation: "Len Roth shouted: “Go!” Ana Paz said"."""
    return kinds[i - 1 - (kinds[i - 1] in (",", ":"))] in "SH"


def _says_next(kinds: list[str], i: int) -> bool:
    for kind in kinds[i : i + 6]:
        if kind in "SH":
            return True
        if kind not in "NDPwR":
            return False
    return False


def _initial(found: list[str], lower: list[str], kinds: list[str], i: int, names: Set[str]) -> str:
    """The class of a word that has a capital because its sentence begins with it."""
    low, word = lower[i], found[i]
    named = kinds[i + 1 : i + 2] == [NAME]
    if low in _ONCE and not (named and (low != "then" or lower[i + 1] in words.TITLE)):
        return _ONCE[low]  # "Then Ana Paz came", unlike "Then Mayor Ana Paz"
    several = low.endswith("s") and not low.endswith("ss") and kinds[i + 1 : i + 2] != [NAME]
    titled = low.rstrip(".") in words.TITLE and not several  # unlike "Parents said"
    if named and kinds[i + 2 : i + 3] == [NAME] and low in words.BIDDING:
        return CLASS.get(low, WORD)  # "Take Ana Paz."
    if titled or (word.isupper() and len(word) > 1):
        return NAME
    if low in CLASS:
        return CLASS[low]
    if low in words.PERSON_NOUN:
        return WORD
    owner = word.removesuffix("'s").removesuffix("’s")
    if owner in names or (owner != word and owner in ADJECTIVE):
        return NAME  # "Kenya's envoy"
    if kinds[i + 1 : i + 2] == [","] and lower[i + 2 : i + 3] in _INTRODUCING:
        return NAME
    if kinds[i + 1 : i + 2] == [","] and _is_presented(lower, kinds, i + 2):
        return NAME
    if not word.replace("’", "").isascii():
        return NAME  # "Teófila did"
    given = low in SEX and low not in WORDS
    if given and "".join(kinds[i + 1 : i + 2]) in _ACTING:
        return NAME
    if low.endswith(("ed", "ing", "ly")):
        if not low.endswith("ly") and (acts := _acts(lower, kinds, i + 1)):
            return acts
        acting = "".join(kinds[i + 2 : i + 3]) in ("A", "S", "H")
        # "Planning officers had", unlike "Addressing officers, he"
        return WORD if acting and lower[i + 1] in words.PERSON_NOUN else ADVERB
    return NAME if kinds[i + 1 : i + 2] == [NAME] else WORD


def _acts(lower: list[str], kinds: list[str], i: int) -> str:
    """The class of what looks like a participle and is who does something: "Beijing said"."""
    has = i + 1 < len(kinds) and lower[i] in ("has", "had") and kinds[i + 1] in "SHR"
    if has or kinds[i : i + 1] in (["S"], ["H"]):
        return NAME
    return WORD if kinds[i : i + 1] == [WORD] and lower[i].endswith("ed") else ""


def _is_presented(lower: list[str], kinds: list[str], i: int) -> bool:
    """Whether what begins at a token says who a name is: "Fulgencio, a clerk", "Fulgencio, 41,"."""
    if kinds[i : i + 2] == ["9", ","]:
        return True
    noun = lower[i + 1] if lower[i] in ("a", "an") else ""
    named = noun in words.TITLE or noun in words.MALE_WORD or noun in words.FEMALE_WORD
    if named or (bool(noun) and words.TRADE.search(noun) is not None):
        return True
    # "Osvaldino, a deckhand, is"
    return bool(noun) and kinds[i + 2 : i + 3] == [","] and kinds[i + 3] in _FINITE
