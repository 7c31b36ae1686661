"""Whether what stands behind a verb of speech opens a clause, and at which word."""

from __future__ import annotations

import re

from stance.extraction import words
from stance.extraction.tokens import Tokens

# Before a number or a noun that begins a clause: "said at least two".
_ABOUT = frozenset(("at", "about", "around", "over", "under", "up", "between", "some", "than"))
_LEAST = frozenset(("least", "most"))
# Adverbs that say something of what follows, not of the saying: "said not everyone was safe".
_FOCUS = frozenset(("not", "only", "just", "even", "never", "almost", "nearly", "perhaps", "maybe"))
_LAST = frozenset(("last", "next"))
_AS_MANY = (["many", "as"], ["much", "as"], ["few", "as"], ["little", "as"])
_ACTED = ("wD", "wP")  # a verb in the past and its object
# What tells of the thing said. "In" and "at" may tell where it was said, "as he left" when.
_BEFORE_PHRASE = frozenset(
    ("because", "despite", "with", "without", "for", "by", "instead", "like", "unlike", "as")
)
_BEFORE_EITHER = frozenset(("after", "before", "since", "until", "during"))
_BEFORE_CLAUSE = frozenset(
    ("if", "when", "although", "though", "because", "while", "once", "unless")
)
_WHAT = frozenset(("what", "how", "why", "where", "who"))

_SEVERAL = frozenset(("people", "women", "men", "children", "police"))
_NOUN = r"(?:P|9|D{0,4}R?[wN9V]{1,6})"
_PLAIN = re.compile(rf"(?:PR?[ASH]|DDR?A|{_NOUN}(?:O{_NOUN}){{0,2}}R?A)")
_SUBJECT = frozenset(("he", "she", "they", "it", "i", "we", "you"))
_VERB = r"R?(?:[ASH]|w(?=[.\n]|$))"
# "despite the rain the road was", "for now the road is", "instead of talking, they should".
_PHRASE = re.compile(rf"[KORw]{{1,2}}(?:{_NOUN}(?:O{_NOUN}){{0,2}}|R),?{_NOUN}{_VERB}")
# "if it rains the road will", "although it rained, the road was".
_ADVERBIAL = re.compile(
    rf"[KO](?:P|D{{1,4}}[wN9V]{{1,3}}|[wN]{{1,2}})R?[wASH]{{1,3}}(?:R|O{_NOUN}){{0,2}}"
    rf",?(?:P|D{{1,4}}R?[wN9V]{{1,4}}|[N9]){_VERB}"
)
# "what she saw was", "why the road closed was", "what happened in Gris was".
_NOMINAL = re.compile(rf"[KP](?:P|D{{1,4}}[wN]{{1,3}})?[wASH]{{1,2}}(?:R|O{_NOUN}){{0,2}}A")


def opening(tokens: Tokens, i: int, high: int, clausal: bool, says: bool) -> int | None:
    """The token at which a clause opens behind a verb of speech; None where none does.

    `i` is where it would begin but for adverbs. `clausal` says that the verb is seldom followed by
    anything else, `says` that it is "say" or "tell", behind which a phrase may come first.
    """
    lower, begin = tokens.lower, i
    if i >= high:
        return None
    if lower[i : i + 2] == ["so", "far"] or (lower[i] in _LAST and lower[i + 1] in words.TIME):
        i += 1 + (lower[i] == "so")
    elif lower[i] == "as" and lower[i + 1 : i + 3] in _AS_MANY:
        i += 3  # "as many as 300 were"
    while i < high and lower[i] in _FOCUS:
        i += 1
    of = lower[i + 1 : i + 2] == ["of"]  # "some of the roads were"
    if i < high and lower[i] in _ABOUT and not of and (lower[i] != "at" or lower[i + 1] in _LEAST):
        if not says and "9" not in tokens.kinds[i : i + 4]:
            return None  # "argued over it"
        i += 1 + (lower[i] == "at" or lower[i : i + 2] == ["up", "to"])
    elif i < high and tokens.kinds[i] == "?" and lower[i] in "$£€":
        i += 1
    if i > high:
        return None
    plain = tokens.kinds[i] in "PDNw9" or lower[i] == "there"
    fronted = (says and _is_fronted(tokens, i, high)) or (
        lower[i] in _BEFORE_CLAUSE and _ADVERBIAL.match(tokens.kinds, i, high + 1) is not None
    )
    if not (plain and _is_clause(tokens, i, high, clausal, says)) and not fronted:
        return None
    while lower[begin - 1] in _FOCUS or (lower[begin - 1] in _LAST and lower[begin] in words.TIME):
        begin -= 1
    return begin


def is_plain_clause(tokens: Tokens, i: int, high: int) -> bool:
    """Whether a subject and its verb stand at a token: "the way was", unlike "the way he took"."""
    if tokens.lower[i] == "there":
        return tokens.kinds[i + 1 : i + 2] == "A"
    match = _PLAIN.match(tokens.kinds, i, high + 1)
    if match is None or tokens.lower[match.end() - 1].endswith("ing"):
        return False
    return tokens.kinds[i] != "P" or tokens.lower[i] in _SUBJECT


def _is_fronted(tokens: Tokens, i: int, high: int) -> bool:
    """Whether a clause begins with a phrase, a clause or "that": "if it rains the road will"."""
    kinds, word = tokens.kinds, tokens.lower[i]
    end = high + 1
    if word.endswith("ing") and kinds[i] in "AHSw":  # "having no road was hard"
        return kinds.find("A", i + 1, min(end, i + 16)) > 0
    if kinds[i] == "A":  # "that's wrong", "there's no hope"
        return word.startswith(("that", "there"))
    if word == "that":
        return kinds[i + 1 : i + 2] == "A"
    if word in _WHAT:
        return _NOMINAL.match(kinds, i, end) is not None
    if word in _BEFORE_CLAUSE | _BEFORE_EITHER and _ADVERBIAL.match(kinds, i, end):
        return True
    return word in _BEFORE_PHRASE | _BEFORE_EITHER and _PHRASE.match(kinds, i, end) is not None


def _is_clause(tokens: Tokens, i: int, high: int, clausal: bool, says: bool) -> bool:
    """Whether what begins at a noun has a verb of its own."""
    kinds, lower = tokens.kinds, tokens.lower
    if kinds[i] == "P" or lower[i] == "there":
        i += lower[i + 1 : i + 2] == ["once"] and i + 1 < high  # "he once waited"
        return i < high and kinds[i + 1] in "ASHVRwD" and not lower[i].endswith(("self", "selves"))
    simple = True  # where neither a comma nor a conjunction stands before
    for j in range(i + 1, min(high, i + 16) + 1):
        if kinds[j] in "ASH" or (clausal and kinds[j] == "w" and lower[j].endswith("ed")):
            return True
        if not clausal and lower[j].endswith("ed") and kinds[j] + kinds[j + 1 : j + 2] in _ACTED:
            return True  # "denied the ministry owed it money"
        simple = simple and kinds[j] not in ",K"
        if simple and kinds[j] == "w" and _acts(tokens, i, j, says):
            return True
        if kinds[j] == ":":
            high = j - 1
            break
        if kinds[j] in ".Q" or (not clausal and kinds[j] in ",K"):
            return False
    # unlike "told him not much of it, since it rained"
    return clausal and high - i > 4 and kinds[i] in "DN" and lower[i - 1] not in _FOCUS


def _acts(tokens: Tokens, first: int, j: int, says: bool) -> bool:
    """Whether a word is a verb of the present that no list has: "the proof fills three boxes".

    It has an object, or, behind "say", what may follow a verb: "the ferry leaves at noon".
    """
    kinds, lower = tokens.kinds, tokens.lower
    before = j - 1 - (kinds[j - 1] == "R" and j - 1 > first)
    behind = kinds[j + 1 : j + 2]
    if kinds[before] not in "wN9" or behind not in (*("D9POR.w" if says else "D9P"), ""):
        return False
    if lower[j + 1 : j + 2] == ["of"]:
        return False  # "said a few words of comfort"
    governed = kinds.find("O", first, before)  # "doctors at the clinic treat 80"
    head = governed - 1 if governed > first and behind not in ("O", ".", "") else before
    several = lower[head].endswith("s") or lower[head] in _SEVERAL
    return lower[j].endswith("s") is not several and (several or behind != "w")
