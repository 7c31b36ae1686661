"""Forms beside marked words that are verbs there, whatever they are elsewhere: "the cook jokes"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stance.extraction import words
from stance.extraction.classes import ADVERB, BREAK, QUOTE
from stance.extraction.wording import PLURAL
from stance.extraction.words import listed

# A noun phrase, its verb perhaps included, and what it may go on with: "of the port", "seen by us".
_PHRASE = re.compile(r"(?:DOD{1,3}|D{1,3})?R?[wN9V]{1,7}|P")
_MORE = re.compile(r"H?OD{0,3}R?[wN9V]{1,6}")
_MOST = 3  # such phrases
# What may open a sentence or stand before marked words: "Over coffee", "in a note to readers".
_OPENING = r"(?:R|N(?=D)|O?D{0,2}[wN9V]{1,4}(?=[DO])){0,3}?,?"
_CLOSING = r"V?(?:R?OD{0,3}R?(?:[wN9V]{1,6}|P)){0,3}[RO]?[,:]?"
# A verb that leads up to marked words, with its subject before it.
_LEAD = re.compile(
    rf"(?:\A|(?<=[.\n,KQ])){_OPENING}"
    r"((?:DOD{1,3}|D{1,3})?R?[wN9V]{1,7}?(?:OD{0,3}R?[wN9V]{1,6}?){0,2}?|P)"
    rf"(V|[wA](?=[RO][,:])){_CLOSING}\Z"
)
_LONGEST = 24  # tokens of it
# What makes a verb one of saying: "cuts in", "hit back".
_PARTICLES = frozenset(listed("in out back up on off"))
_STOP = re.compile("[.,:Q\n]")
_FINITE = re.compile("[SHA]")
_SPEAKING = words.PERSON_NOUN | words.TITLE | words.MALE_WORD | words.FEMALE_WORD
_SPEAKING |= words.INSTITUTION | words.CARRIER | {"head"}
_ONE = frozenset(("a", "an", "one", "another"))
_MAY_SAY = frozenset(("sang", "began", "begins", "goes"))


def settle_beside(lower: Sequence[str], kinds: list[str], said: Mapping[int, str]) -> None:
    """Changes the classes of the verbs in “…,” the cook jokes, and: The cook cuts in: “…”.

    `said` gives for each quotation its last character.
    """
    letters = "".join(kinds)
    for i, last in said.items():
        if last in (",", "!", "?") and letters[i + 1] != BREAK:
            verb = i + 1 if _comes_first(lower, letters, i + 1) else _tag(lower, letters, i + 1)
            _say(lower, kinds, letters, verb)  # “Stop!” returned Ana Paz. “Go,” he boomed, “or …”
        _say(lower, kinds, letters, _lead(lower, letters, i))


def _say(lower: Sequence[str], kinds: list[str], letters: str, verb: int) -> None:
    if verb > 0:
        kinds[verb] = "S"
        if _is_phrasal(lower, letters, verb) or (
            letters[verb - 1] == QUOTE and lower[verb + 1] in _PARTICLES
        ):
            kinds[verb + 1] = ADVERB  # "hits back", “…,” cuts in the cook


def _comes_first(lower: Sequence[str], letters: str, verb: int) -> bool:
    """Whether a verb that no list has stands between a quotation and its subject."""
    word, behind = lower[verb], letters[verb + 1]
    if word in _MAY_SAY:
        return behind in "DNP"
    if letters[verb] == "w" and word.endswith("ed") and behind in "DN":
        return True
    if letters[verb] not in "wVAH":
        return False
    particle = lower[verb + 1] in _PARTICLES
    if letters[verb] == "V" and words.BASE.get(word) == word and not particle:
        return behind == "w" and lower[verb + 1].endswith("s")  # “…,” comment readers
    if letters[verb] == "V" and not particle:
        return behind in "DN"
    subject = _PHRASE.match(letters, verb + 1 + particle)
    if subject is None or letters[subject.start()] not in "DN" or not (particle or word[-1] == "s"):
        return False  # “…,” chips in the cook, “…,” offers the cook.
    end = subject.end()
    return letters[end] in ".,\nO" and _is_known(lower[end - 1], letters[end - 1])


def _is_known(noun: str, kind: str) -> bool:
    """Whether a noun is somebody's name, or tells who speaks or what bears words."""
    return kind == "N" or noun in _SPEAKING or words.TRADE.search(noun) is not None


def _tag(lower: Sequence[str], letters: str, first: int) -> int:
    """The verb behind the subject that begins at a token: “…,” the head of the port jokes."""
    phrase, head = _PHRASE.match(letters, first), -1
    if letters[first] == "w" and lower[first].endswith("ing"):
        return -1  # “…,” looking for figs
    for _ in range(_MOST):
        if phrase is None:
            return -1
        end = phrase.end()
        for verb in (end - 2, end - 1, end):
            if verb <= first:
                continue
            noun = head if head > 0 else verb - 1
            told = _agrees(lower, letters, first, noun, verb)
            if told and _may_end(lower, letters, verb, told == "sure"):
                return verb
        head = head if head > 0 else end - 1
        phrase = _MORE.match(letters, end)
    return -1


def _lead(lower: Sequence[str], letters: str, at: int) -> int:
    """The verb that leads up to marked words: "but the cook chips in: “…”"."""
    low = max(0, at - _LONGEST)
    low = max(low, letters.rfind(BREAK, low, at), letters.rfind(QUOTE, low, at))
    if "V" not in letters[low:at] and letters[at - 1] not in ",:":
        return -1
    lead = _LEAD.search(letters[low:at])
    if lead is None:
        return -1
    first, verb = low + lead.start(1), low + lead.start(2)
    of = letters.find("O", first + 2, verb)
    noun = (of if of > 0 else verb) - 1
    return verb if _agrees(lower, letters, first, noun, verb) == "sure" else -1


def _is_phrasal(lower: Sequence[str], letters: str, verb: int) -> bool:
    """Whether a particle belongs to a verb: "chips in:", unlike "jokes in a note"."""
    return lower[verb + 1] in _PARTICLES and letters[verb + 2] not in "DNPwV9"


def _agrees(lower: Sequence[str], letters: str, first: int, noun: int, verb: int) -> str:
    """Whether what may be a noun may be the verb of the noun before it: "sure", "likely" or ""."""
    kind, word, head = letters[verb], lower[verb], lower[noun]
    if kind not in "wVA" or letters[noun] not in "wNVP" or head in words.RELATIVE:
        return ""
    phrasal = _is_phrasal(lower, letters, verb)
    if kind == "A":
        return "sure" if phrasal and _is_known(head, letters[noun]) else ""
    if word.endswith("ed") and kind == "w":
        return "sure" if phrasal or letters[verb + 1] in ".,\n" else ""
    one = lower[first] in _ONE
    plural = not one and PLURAL.search(head) is not None
    if phrasal and word in words.UNCHANGED:
        return "sure"  # "hit back"
    third = word.endswith("s") and words.BASE.get(word) != word
    if letters[first] == "w" and not plural:
        return ""  # "trade unionist at the steelworks"
    if plural or not third:
        base = plural and not third
        return "sure" if base and (phrasal or kind == "V") else ""
    sure = phrasal or _is_known(head, letters[noun]) or (one and kind == "V")
    return "sure" if sure else "likely" if kind == "V" else ""


def _may_end(lower: Sequence[str], letters: str, verb: int, sure: bool) -> bool:
    """Whether a tag may end behind its verb: “…,” the cook jokes from the door."""
    after = verb + 1 + _is_phrasal(lower, letters, verb)
    if letters[after] == ",":
        return sure or letters[after + 1] == "Q"
    if letters[after] in ".:Q\n-":
        return True
    if letters[after] not in "RO" and not lower[after].endswith("ing"):
        return False
    stop = _STOP.search(letters, after)
    return _FINITE.search(letters, after, stop.start() if stop else len(letters)) is None
