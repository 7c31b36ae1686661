"""Whether a run of nouns ends in a verb that looks like one of them."""

from __future__ import annotations

import re

from stance.extraction import words
from stance.extraction.titles import NOT_VERBAL, is_role
from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

_APOSTROPHE = re.compile("['’]")
_ONE = frozenset(("a", "an", "one", "another"))
_PRESENT = re.compile(r"(?<![suia])s$(?<!series)(?<!news)(?<!quarters)(?<!clothes)(?<!summons)")
_FEW = frozenset(listed("few dozen half-dozen hundred thousand million billion couple"))
_LEADS = re.compile("[,:]?Q")
_UP = tuple([particle] for particle in listed("up out down back away off to"))
CROWD = frozenset(("dozens", "hundreds", "thousands"))
_ALIKE = frozenset(("cut", "hit", "set", "put"))  # nouns, and verbs alike in the past


def ends_in_verb(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the last word of a run is a verb: "Paz signs the", "a nun texts", "Gris cut its"."""
    kinds, lower = tokens.kinds, tokens.lower
    if kinds[last] == "V" and lower[last] in _ALIKE and kinds[last + 1 : last + 2] == "D":
        return kinds[last - 1] in "wN" and tokens.first[tokens.sentence[first]] == first
    if not lower[last].endswith("s") or any(map(_APOSTROPHE.search, lower[first : last + 1])):
        return False  # "Paz’s terms"
    if lower[first] in _ONE and _PRESENT.search(lower[last]):  # "a junior minister texts that"
        return lower[first + 1] not in _FEW and "9" not in kinds[first:last]
    follows = kinds[last + 1 : last + 2] in ("D", "P") or lower[last + 1 : last + 2] in _UP
    if _LEADS.match(kinds, last + 1):  # "Kim Hackl offers: “…”", unlike "Paz voters: “…”"
        follows = lower[last] not in words.PERSON_NOUN and lower[last][:-1] not in words.TITLE
    return follows and kinds[last] == "w" and (kinds[last - 1] == "N" or is_role(lower[last - 1]))


def is_crowd(tokens: Tokens, first: int) -> bool:
    """Whether a crowd, at a token, begins a sentence and acts: "Thousands marched"."""
    verb = tokens.lower[first + 1]
    begins = tokens.first[tokens.sentence[first]] == first
    return begins and verb.endswith("ed") and verb not in NOT_VERBAL
