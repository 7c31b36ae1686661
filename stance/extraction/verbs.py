"""Which words of a run of nouns and names are verbs that no list has, and what they go with."""

from __future__ import annotations

import re

from stance.extraction import words
from stance.extraction.titles import HUMAN, NOT_VERBAL, is_role
from stance.extraction.tokens import Tokens
from stance.extraction.wording import APOSTROPHE
from stance.extraction.words import listed

_ONE = frozenset(("a", "an", "one", "another"))
_PRESENT = re.compile(r"(?<![suia])s$(?<!series)(?<!news)(?<!quarters)(?<!clothes)(?<!summons)")
_FEW = frozenset(listed("few dozen half-dozen hundred thousand million billion couple"))
_SENSED = frozenset(("show", "hear", "see", "remember", "recall"))
_UP = tuple([particle] for particle in listed("up out down back away off to"))
_CUT = frozenset(listed("cut set hit let put beat split spread cast shed hurt burst"))
# Behind what a present verb may stand that is its sentence's only one, and how far that is looked.
_ONE_ACTS = words.ARTICLE | words.POSSESSIVE | _ONE | frozenset(("this", "that"))
_FAR = 30
_LEADS = re.compile("[,:]?Q")
_SAID = frozenset(listed("said says told tells added warned is was has had would"))


def is_passed_on(tokens: Tokens, first: int, last: int) -> bool:
    """Whether another has somebody speak: "a video shows her saying", "they heard her shout"."""
    verb = words.BASE.get(tokens.lower[first - 1]) if first else ""
    if tokens.kinds[last + 1 : last + 2] != "S" or verb not in _SENSED:
        return False
    said = tokens.lower[last + 1]
    return said.endswith("ing") or (verb == "hear" and words.BASE[said] == said)


def is_subject(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name with 's owns nothing: "Macy's said", "said Macy's."."""
    kinds, lower = tokens.kinds, tokens.lower
    if not tokens.words[last][0].isupper() or lower[last][-1] != "s" or last + 1 == len(kinds):
        return False
    # "Macy's cut its forecast", unlike "Paz's reported illness" and "Paz's claims that"
    object_ = lower[last + 1].endswith("ed") and kinds[last + 2 : last + 3] in (*"DPKQ",)
    acts = (kinds[last + 1] in "SHV" and object_) or lower[last + 2 : last + 3] == ["its"]
    told = kinds[first - 1 : first] == "S" and kinds[last + 1] in ".,"
    return acts or told or lower[last + 1] in _SAID


# What a text does where it is quoted.
_RUNS = frozenset(
    words.listed("ends begins opens closes starts concludes runs ended began opened closed started")
)


def ends_in_verb(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the last word of a run is a verb: with an s before an object, or behind "a"."""
    kinds, lower = tokens.kinds, tokens.lower
    if acts_alone(tokens, first, last):
        return True
    runs = lower[last] in _RUNS and lower[last - 1] in words.CARRIER
    if runs and kinds[last + 1 : last + 2] in (*",:O",):
        return True  # "The letter ends: “…”", "Her note opens with “…”"
    if not lower[last].endswith("s") or any(map(APOSTROPHE.search, lower[first : last + 1])):
        return False  # "Paz’s terms"
    if lower[first] in _ONE and _PRESENT.search(lower[last]):  # "a junior minister texts that"
        return lower[first + 1] not in _FEW and "9" not in kinds[first:last]
    ahead = lower[last + 1 : last + 2]
    if ahead and ahead[0] in words.RELATIVE:
        return False  # "Treasury officials who"
    follows = kinds[last + 1 : last + 2] in ("D", "P") or ahead in _UP
    if _LEADS.match(kinds, last + 1):  # "Kim Hackl offers: “…”", unlike "Paz voters: “…”"
        follows = lower[last] not in words.PERSON_NOUN and lower[last][:-1] not in words.TITLE
    subject = kinds[last - 1] == "N" or is_role(lower[last - 1])
    # "The letter offers no reason"
    subject |= kinds[first : last + 2] == "DwwD" and not lower[last - 1].endswith("s")
    subject |= lower[last - 1] in words.CARRIER  # "The notice runs to two pages"
    return follows and kinds[last] == "w" and subject


def acts_alone(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a form is the only verb its sentence has: "The dairy lights a candle"."""
    kinds, lower = tokens.kinds, tokens.lower
    if lower[last] in _CUT and kinds[last + 1 : last + 2] == "D":
        return True  # "Gris cut its forecast"
    one = kinds[last - 1] in "wN" and (kinds[first] != "D" or lower[first] in _ONE_ACTS)
    one = one and not (lower[last - 1].endswith("s") or tokens.words[last][0].isupper())
    if not one or kinds[last + 1 : last + 2] not in (*"DPORN",):
        return False
    form, stem, object_ = lower[last], lower[last].removesuffix("s"), lower[last + 1] in _ONE_ACTS
    noun = form in words.PERSON_NOUN or is_role(stem) or stem in HUMAN
    told = kinds[last] == "V" and kinds[last - 1] == "w" and not is_role(lower[last - 1])
    present = _PRESENT.search(form) and not told  # "The clerk points at it", not "the tax claims"
    if noun or not (present or (object_ and kinds[last] == "w")):
        return False
    sentence = tokens.sentence[last]
    low = max(tokens.first[sentence], first - _FAR)
    high = min(tokens.past(sentence), last + _FAR)
    if high == len(kinds) and kinds[high - 1] not in ".Q":
        return False  # a headline
    return not any(_is_finite(tokens, i) for i in range(low, high))


def _is_finite(tokens: Tokens, i: int) -> bool:
    """Whether a token is a verb of a sentence's own, as far as lists and its ending tell."""
    word = tokens.lower[i]
    if tokens.kinds[i] in "ASH":
        return not word.endswith("ing")
    return tokens.kinds[i] == "w" and is_past(word)


def may_act(tokens: Tokens, i: int) -> bool:
    """Whether a form may be a verb by the noun before it: "clerks credit", not "phone credit"."""
    lower = tokens.lower
    base = words.BASE.get(lower[i]) == lower[i]
    return not base or tokens.kinds[i - 1] != "w" or lower[i - 1].endswith("s")


def is_past(word: str) -> bool:
    """Whether a word has the form of a verb in the past: "marched", unlike "hundred"."""
    return word.endswith("ed") and word not in NOT_VERBAL
