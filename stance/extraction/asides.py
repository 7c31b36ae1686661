"""The proposition around an aside: "The tent, he said, was new", "It rained, he said"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stance.extraction import reporting, words
from stance.extraction.circumstances import past_phrase
from stance.extraction.endings import end_before_act
from stance.extraction.phrases import Mention
from stance.extraction.propositions import LONGEST, Reported, stripped
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import is_past
from stance.extraction.words import listed

_OPENING = frozenset(
    listed("where when which if because since though although that while once after")
)
# What opens a phrase about who speaks: "Asked what he saw, Ana Paz said", unlike "Reported crimes".
_ASKED = re.compile("[SH][KOPR]")
_APART = words.RELATIVE | reporting.PARTICIPLE  # "…, police said, adding that"
_ACTING = frozenset(("he", "she", "they", "we", "i", "it"))
_MANY = frozenset(("all", "both", "most", "none", "some", "many", "several", "few"))
# What goes on with what is said behind an aside: "…, he said, and it would be late".
_JOINING = frozenset(
    listed("and but nor or yet because since so for that when if unless until without")
)
# What opens what else was done then: "he said before leaving", "he said as he left".
_MEANWHILE = frozenset(listed("when while as before after until"))
_TO_VERB = re.compile("(?:OD{0,2}[wN]{1,4})*A?R{0,2}")  # "the mayor of Gris has also said"
_TIMED = 4  # tokens of a time at most
_LONGEST = 40  # tokens behind an aside that breaks a clause
_PHRASES = 4  # behind a verb of speech: "told reporters in Gris on Monday"
_BY_WHOM = re.compile("OD[wV]{1,3}$")
_VERBS = re.compile("A[AR]*[SH]?|[SH]")


def aside_around(tokens: Tokens, m: Mention, low: int, high: int) -> Reported | None:
    """The proposition around an aside: "It rained, he said", "The tent, he said, was new".

    Who says it is a part of it only where it stands between a subject and its verb.
    """
    kinds = tokens.kinds
    on = tokens.lower[m.cue + 1 : m.cue + 2] == ["on"]  # "…, he went on"
    if words.BASE.get(tokens.lower[m.cue]) in reporting.MUTE and not on:
        return None
    if "Q" in kinds[low : high + 1]:
        return None
    i = _past_tag(tokens, m.cue, high)
    if (i <= high and kinds[i] not in ",.") or _tells_who(tokens, m):
        return None
    if _ASKED.match(kinds, low) and tokens.lower[low].endswith(("ed", "told")):
        return None
    # "where, she said, it rained", "small as it is, she said, it works"
    opened = not _OPENING.isdisjoint((tokens.lower[low], tokens.lower[max(low, m.first - 2)]))
    opened |= tokens.lower[low + 1 : low + 2] == ["as"]
    opened = opened and i < high and kinds[i] == ","
    alone = _is_tagged(tokens, m) and _is_alone(tokens, low, m.first - 1, i, high)
    if not opened and (alone or has_verb(tokens, low, m.first - 1)):
        last = last_said(tokens, m.first - 2, i, high)
        return stripped(tokens, low, last, m, "proposition, subject, verb")
    if i < high and kinds[i] == "," and (opened or tokens.lower[i + 1] not in _APART):
        first = i + 1 if opened or kinds[low] in "OR" else low  # "On Monday, she said, it rained"
        return stripped(tokens, first, high, m, "subject, verb, proposition")
    return None


def inverted_around(tokens: Tokens, m: Mention, low: int, high: int) -> Reported | None:
    """The proposition around a verb and its subject: "It rained, said Ana Paz"."""
    kinds, lower = tokens.kinds, tokens.lower
    behind = kinds[m.last + 1] if m.last < high else "."
    more = behind in "wHA" and kinds[m.last + 2 : m.last + 3] == "O"  # "a cook hired by the crew"
    ends = behind in ",.ORA9(" or more or lower[m.last + 1 : m.last + 2] == ["who"]
    if kinds[m.cue - 1] != "," or not ends or "Q" in kinds[low : high + 1]:
        return None
    named = kinds[m.first] == "D" or m.kind in ("person", "name")  # unlike "feared dead"
    if lower[m.cue] not in reporting.INVERTED and not (
        named and words.BASE.get(lower[m.cue]) in reporting.ASSERTED
    ):
        return None
    opened = lower[low] in _OPENING and behind == "," and kinds[low + 1] != "A"  # "That was no"
    # unlike "Ana Paz, who was there, said the opposite"
    alone = kinds.find(",", low, m.cue - 1) < 0
    alone = alone and _is_alone(tokens, low, m.cue - 1, m.last + 1, high)
    if not opened and (alone or has_verb(tokens, low, m.cue - 1)):
        last = last_said(tokens, m.cue - 2, m.last + 1, high)
        return stripped(tokens, low, last, m, "proposition, verb, subject")
    i = m.last + 2  # "The tent, said Ana Paz, was new", "In May, said Ana Paz, it rained"
    clause = opened or kinds[low] == "O"
    if behind == "," and i < high and (has_verb(tokens, i, high) if clause else kinds[i] in "ASH"):
        first = i if clause else low
        return stripped(tokens, first, high, m, "subject, verb, proposition")
    return None


def still_said(tokens: Tokens, r: Reported, high: int) -> Iterator[Reported]:
    """What is said behind an aside that ends a clause: "It rained, he said; the road was shut"."""
    m, kinds = r.mention, tokens.kinds
    tag = max(m.cue, m.last)
    if not r.first < m.first or not r.rule.startswith("proposition") or tag >= high:
        return
    i = kinds.find(".", tag + 1, high)
    said = kinds[i + 1 : high + 1] if i > r.last else ""
    end = min(high + 1, len(tokens) - 1)  # a text may be cut off in a clause
    if said and "S" not in said and "Q" not in said and has_verb(tokens, i + 1, end):
        one = stripped(tokens, i + 1, high, m, r.rule)
        if one is not None:
            yield one


def _past_tag(tokens: Tokens, cue: int, high: int) -> int:
    """The token behind whom, when, where and how somebody told: "told us in Gris on Monday"."""
    kinds, lower = tokens.kinds, tokens.lower
    i = cue + 1 + (words.BASE.get(lower[cue]) == "go")  # "he went on"
    for number in range(_PHRASES):
        while i <= high and (kinds[i] in "R" or lower[i] in words.DAY):
            i += 1
        if i > high or kinds[i] in ",.":
            break
        if lower[i] in _MEANWHILE and words.BASE.get(lower[cue]) in reporting.TAGGING:
            comma = kinds.find(",", i, high)
            return comma if comma > 0 else high + 1
        governed = kinds[i] == "O"
        if number and is_past(lower[i]):
            i += 1  # "in a statement posted online"
        elif number and not governed:
            break
        behind = past_phrase(tokens, i + governed, high)
        if behind is None:
            break
        i = behind
        if not (governed or number or words.BASE.get(lower[cue]) in reporting.REMINDING):
            break  # "he wrote a letter to the board"
    return i


def _is_tagged(tokens: Tokens, m: Mention) -> bool:
    """Whether a clause may stand before a verb: "…, he fears", unlike "…, he wrote a letter"."""
    kinds, verb = tokens.kinds, words.BASE.get(tokens.lower[m.cue], "")
    acts = kinds[m.cue] != "V" and _TO_VERB.fullmatch(kinds, m.last + 1, m.cue) is not None
    if verb not in reporting.TAGGING or not acts:
        return False
    behind, by = [*tokens.lower[m.cue + 1 : m.cue + 3], "", ""][:2]
    told = verb in reporting.REMINDING or kinds[m.cue + 1 : m.cue + 2] not in ("D", "P", "w")
    passive = behind == "by" and by not in reporting.MEDIUM  # unlike "said by telephone"
    return (told or behind in words.TIME) and not passive


def _is_alone(tokens: Tokens, low: int, comma: int, i: int, high: int) -> bool:
    """Whether all that is said stands before an aside, whose end is `i`: none of it can follow.

    Unlike "In Gris, she wrote" and "Sitting down, he explained".
    """
    kinds, lower = tokens.kinds, tokens.lower
    timed = lower[comma - 1] in words.TIME and comma - low < _TIMED  # "Every other day, she wrote"
    acting = lower[low].endswith(("ing", "ed")) and not lower[low].endswith("thing")
    if kinds[low] == "O" or acting or timed or comma - low < 2 or _is_noun(tokens, low, comma):
        return False  # also "Later, he added trucks"
    if i >= high or kinds[i] != ",":
        return True
    return lower[i + 1] in _JOINING or (kinds[i - 1] == "N" and lower[i + 1] == "who")


def _is_noun(tokens: Tokens, low: int, comma: int) -> bool:
    """Whether all words tell of a noun: "The tent that he bought", "The tent, which was new"."""
    for i in range(low + 1, comma):
        if tokens.lower[i] in words.RELATIVE:
            return tokens.kinds[i - 1] in "wN," and _past_verb(tokens.kinds, i + 3, comma) < 0
        if tokens.kinds[i] in "ASH":
            return False
    return False


def last_said(tokens: Tokens, before: int, i: int, high: int) -> int:
    """The last token of a proposition that ends before an aside or, behind a comma, goes on."""
    if i >= high or tokens.kinds[i] != "," or not _goes_on(tokens, i + 1, high):
        return before
    last = end_before_act(tokens, i, min(high, i + LONGEST))
    return last if last > i else before


def _goes_on(tokens: Tokens, i: int, high: int) -> bool:
    """Whether what begins at a token is still said, behind an aside: "…, he said, and it would"."""
    lower = tokens.lower
    if lower[i] in _JOINING:
        return tokens.kinds[i + 1 : i + 2] not in (*"SH", "")  # "…, she said, and added that"
    ends = high - i < _LONGEST and "S" not in tokens.kinds[i : high + 1]
    return lower[i] in ("to", "not") and ends


def _tells_who(tokens: Tokens, m: Mention) -> bool:
    """Whether a verb only says who somebody is: "Ana Paz, who told us of it"."""
    if tokens.kinds[m.cue - 1] == ",":
        return False
    of = next((i for i in range(m.first, m.cue) if tokens.lower[i] in words.RELATIVE), -1)
    if of < 0 or tokens.kinds[of - 1] == "," or not tokens.kinds[of + 1 : m.cue].strip("AR"):
        return of >= 0
    # unlike "a baker who sells figs said"
    return tokens.lower[of] != "who" or tokens.lower[m.cue] not in reporting.INVERTED


def has_verb(tokens: Tokens, low: int, end: int) -> bool:
    """Whether the words before an aside are a clause, not a phrase or a name and what it is."""
    kinds, lower = tokens.kinds, tokens.lower
    i = low + 1
    while i < end:
        kind, word = kinds[i], lower[i]
        if word in ("who", "which", "whose", "whom", "that") and i > low + 1:
            if kinds[i - 1] == ",":
                i = kinds.find(",", i, end)  # "The driver, who was 40, was not hurt"
                if i < 0 or is_past(lower[i + 1]):
                    return i > 0
                continue
            behind = i + 2 if is_past(lower[i + 1]) else _past_verb(kinds, i, end)
            if behind < 0:
                return False
            i = behind  # "A fire that took two lives has been put out"
            continue
        if lower[i + 1] == "by" and _BY_WHOM.match(kinds, low, i) and word.endswith(("d", "n")):
            i += 2  # "In a letter seen by the press"
            continue
        acts = kinds[i - 1] in "PNw" or lower[i - 1] in _MANY
        if kind in "ASH" or (kind == "w" and word.endswith("ed") and acts):
            return True
        if i == low + 1 and kind == "w" and word.endswith("s") and kinds[i + 1] in "D9P":
            return True  # "Smoking kills 8 million a year"
        if kind == "V" and kinds[i - 1] in "Nw" and kinds[i + 1] in "D9P":
            return True  # "A ship hit the pier"
        if kind in "wV" and lower[i - 1 - (kinds[i - 1] == "R" and i - 1 > low)] in _ACTING:
            return True  # "They never rest"
        i += 1
    return False


def _past_verb(kinds: str, i: int, end: int) -> int:
    """The token behind the verb, with its auxiliaries, that follows a token; -1 if none does."""
    match = _VERBS.search(kinds, i, end)
    return -1 if match is None else match.end()
