"""Small words that are part of a body's name: the Food and Drug Administration, Save the Bay."""

from __future__ import annotations

import re

from stance.extraction import places as lands
from stance.extraction import words
from stance.extraction.classes import BREAK, NAME, QUOTE
from stance.extraction.names import SEX
from stance.extraction.wording import OWNING, places, spelled_out
from stance.extraction.words import listed

_BEFORE = frozenset((".", BREAK, QUOTE, "O"))
_PARTS = 4  # words of a body's name on either side of "and"
_SPELLED = 14  # tokens before the letters
# What ends the name of a body, or says who somebody is.
_ENDED = words.INSTITUTION | words.PERSON_NOUN
# "the Isle of Wick Council"
_OF = re.compile("NO(N{2,6})(?!N)")
# What begins the name of a place with "of".
_LAND = frozenset(listed("port isle cape gulf bay mount city town vale lake county straits"))
# What a campaign calls for: "Save the Bay", "Reclaim the Night".
_CALL = re.compile("ND(?=N)")
_CALLING = frozenset(
    listed("""
    save stop reclaim free defend protect keep ban end fix feed heal help rescue restore build
    rebuild beat fight share block occupy unite clean plant open cut count raise bring
""")
)
_CALLED = frozenset(listed("the our your their all every"))


def bind_phrases(words_: list[str], lower: list[str], kinds: list[str], settled: str) -> None:
    """Makes small words part of a name: "the Isle of Wick Council", Save the Bay, Paz, Roth & Co.

    `settled` are the classes as they were found.
    """
    for match in _OF.finditer(settled):
        i, last = match.start(), match.end() - 1
        theirs = lower[i] in _LAND or (settled[i - 1] == "D" and not _is_somebody(lower[i]))
        of = lower[i + 1] == "of" and lower[i] not in words.INSTITUTION
        if of and theirs and lower[last] in words.INSTITUTION:
            kinds[i + 1] = NAME
    for match in _CALL.finditer(settled):
        i = match.start()
        if lower[i] in _CALLING and lower[i + 1] in _CALLED and words_[i + 1].islower():
            kinds[i + 1] = NAME
    for i in places(lower, "&"):
        if i > 3 and "".join(kinds[i - 3 : i + 2]) == "N,NNN":
            kinds[i - 2] = NAME  # "Paz, Roth & Sons"


def _is_somebody(word: str) -> bool:
    return word in words.TITLE or word in words.PERSON_NOUN or word in SEX


def bind_body(words_: list[str], lower: list[str], kinds: list[str], i: int) -> None:
    """Makes "and" a part of a body's name: "the Food and Drug Administration".

    Also of what a ministry is for, with the commas before: "Ministry of Oil, Mines and Trade".
    """
    first, last = i - 1, i + 1
    while kinds[last + 1] == NAME and last < i + _PARTS:
        last += 1
    if lower[last] in words.MATTER:
        while kinds[first] in "N," and first > i - _PARTS * 2:
            first -= 1
        if lower[first] in ("of", "for") and lower[first - 1].rstrip("s") in words.INSTITUTION:
            kinds[first + 1 : i + 1] = NAME * (i - first)
            return
        if lower[i - 1] in words.MATTER:  # "Immigration and Customs Enforcement"
            kinds[i] = NAME
            return
        first = i - 1
    while kinds[first] == NAME and first > i - _PARTS:
        first -= 1
    ended = lower[i - 1] in _ENDED or words_[i - 1].endswith(OWNING)  # "the Fed and Gris Bank"
    named = words_[i - 1].istitle() and words_[i - 1] not in lands.ADJECTIVE and not ended
    if named and lower[last] in words.INSTITUTION:
        # "the Food and Drug Administration", and "Wyre and Fell Council", where a sentence begins
        opens = kinds[first] in _BEFORE and first == i - 2 and lower[last] == "council"
        if kinds[first] == "D" or (opens and lower[i - 1] not in SEX):
            kinds[i] = NAME


def bind_spelled(words_: list[str], lower: list[str], kinds: list[str], i: int) -> None:
    """Makes commas and "and" part of a name whose letters follow: "Trade, Mines and Oil (TMO)"."""
    low = max(0, i - _SPELLED)
    before = words_[low:i]
    name = spelled_out(" ".join(before), words_[i + 1]) if words_[i + 1].isupper() else ""
    for k in range(i - len(name.split()), i):
        if lower[k] in ("and", "&", ",") and kinds[k + 1] == NAME and kinds[k - 1] in "N,":
            kinds[k] = NAME
