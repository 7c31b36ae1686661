"""When, where and to whom something is said, between a verb of speech and what it reports."""

from __future__ import annotations

from stance.extraction import reporting, words
from stance.extraction.tokens import Tokens

# Behind these no time is that of the saying: "said by Friday the road would be open".
_NOT_THEN = frozenset(("by", "since", "until"))
_PLACING = frozenset(("in", "at", "from"))
_THEN = frozenset(("later", "earlier"))


def past_time(tokens: Tokens, i: int, limit: int, high: int) -> int:
    """The token behind a time next to a verb: "an hour later", "Friday night", "Jan. 5"."""
    kinds, lower = tokens.kinds, tokens.lower
    if i < high and lower[i] == "that" and lower[i - 1] in _THEN and lower[i + 1] in words.TIME:
        return i + 2  # "said later that day"
    if kinds[i : i + 1] in ("D", "9", "w"):
        behind = past_phrase(tokens, i, limit)
        if behind is None or behind > high or lower[behind - 1] not in words.TIME:
            return i
        if kinds[behind] in "ASH":
            return i  # "said last year was bad"
        # "said the week of rain was over"
        return i if lower[i] == "the" and kinds[behind] in "OA" else behind
    if i + 1 >= high:
        return i
    dated = kinds[i + 1] == "9" and lower[i].rstrip(".") in words.TIME
    if not dated and lower[i] not in words.WEEKDAY:
        return i
    behind = i + 1 + (dated or lower[i + 1] in words.TIME)
    if kinds[behind] == "w" and lower[behind] not in words.PERSON_NOUN:
        return i  # "said Friday prayers were off"
    ranges = kinds[behind] == "O" and lower[behind + 1] in words.DAY  # "Monday to Friday services"
    return i if kinds[behind] in "ASHV" or ranges else behind  # "said Monday was a bad day"


def past_circumstance(tokens: Tokens, i: int, limit: int, high: int) -> int:
    """The token behind "on Monday" or "in a note in Gris", where a verb is followed by that."""
    while i < high and tokens.kinds[i] == "O":
        dated = tokens.lower[i + 1 : i + 2] and tokens.lower[i + 1] in words.WEEKDAY
        behind = i + 2 if dated else past_phrase(tokens, i + 1, limit)
        if behind is None or behind > high:
            break
        last = tokens.lower[behind - 1]
        timed = tokens.lower[i + 1] in words.DAY or last in words.WEEKDAY or last == "time"
        timed &= tokens.lower[i] not in _NOT_THEN
        placed = tokens.lower[i] in _PLACING and set(tokens.kinds[i + 1 : behind]) == {"N"}
        if not (timed or placed or last in reporting.MEDIUM):
            break
        i = behind
    return i


def past_phrase(tokens: Tokens, i: int, limit: int) -> int | None:
    """The token behind the noun phrase at `i`."""
    if i <= limit and tokens.kinds[i] == "P":
        return i + 1
    j = i
    while j <= limit and tokens.kinds[j] in "DNw9RV":
        j += 1
        if j > i and tokens.kinds[j - 1] in "NwV" and tokens.kinds[j : j + 1] in ("D", "P"):
            break
    return j if j > i else None
