"""Noun phrases and pronouns of a paragraph that may name a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stance.extraction import names, places, words
from stance.extraction.titles import (
    HUMAN,
    NOT_VERBAL,
    VERBAL,
    after_titles,
    behind_office,
    is_role,
    is_titled,
)
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import ends_in_verb, is_passed_on, is_past, is_subject
from stance.extraction.wording import APOSTROPHE
from stance.extraction.words import listed

# A pronoun alone, some of a group ("one of the guards"), a run of words that may be a noun phrase,
# or a quantity beside a verb of speech ("others said", "the second reads", "read the first").
# Bounded, so that a text of nothing but articles takes no longer than another.
_CHUNK = re.compile(
    r"P|[wN9V]{1,24}|D(?:OP|OD{0,3}R?[wN9V]{1,8}|D{0,3}R?[wN9V]{1,24}|D?R?(?=[SH]))"
    r"|R[wN9V]{1,24}|(?<=[SH])D{1,2}R?(?=[.,])|(?<=[SH])D(?=O)|D(?=P)"
)
_WHICH = frozenset(("last", "next", "this", "that", "every", "each"))
_WHEN = _WHICH | words.WEEKDAY
_SINCE = frozenset(("in", "by", "since", "until", "at", "before"))
_HOURS = frozenset(("noon", "midnight", "dawn", "dusk", "nightfall", "daybreak", "lunchtime"))
_YEAR = re.compile("(?:1[89]|20)[0-9]{2}")
_CROWD = frozenset(("dozens", "hundreds", "thousands", "several", "many"))
_OWNED = re.compile("OD?(?:N?w{1,3})?(N{1,4})(?![wN])")
_DIRECTION = frozenset(("north", "south", "east", "west"))
_OF_THEM = frozenset(
    listed("""
    one two three four five six seven eight nine ten some several many most few both all each none
    either neither half dozens hundreds thousands another
""")
)
_THOSE = (_OF_THEM | {"those"}) - {"one"}
# Of "in his view" the speaker is he.
VIEW = frozenset(
    listed("view words opinion judgment judgement telling account reading eyes estimate estimation")
)
OPINION = VIEW - {"words", "telling", "reading", "eyes"}  # what may stand behind a clause as well
SOURCED = OPINION | {"according"}  # what tells whose words a sentence is, without a verb of speech
# What ends the phrase before it: "on the wall of the station someone has written".
_SOMEBODY = frozenset(
    listed("someone somebody everyone everybody anyone anybody nobody no-one others")
)
_HOLDING = frozenset(listed("bearing carrying holding waving brandishing wearing displaying"))
# Whose a body may be that has their name: "the Women's Institute", as "the Workers' Union".
_THEIRS = frozenset(
    who + mark + "s" for who in ("women", "men", "children", "people") for mark in "'’"
)
_MEMBER = words.TITLE - words.INSTITUTION
_CALLED_OUT = re.compile("[Q,][SHV]R")  # “…,” called out a clerk


@dataclass(slots=True)
class Mention:
    """A noun phrase of a paragraph: tokens `[first, last]`, its name or its whole words.

    `start` and `end` are the span of what names the speaker, title left out. `kind` is one of he,
    they, it, i, who (pronouns), person, name, mixed (a name and a common noun), noun.
    `relation` tells how it goes with the verb of speech at token `cue` (-1 if there is none).
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    head: str
    before: str = ""  # the preposition or verb class before it
    possessor: bool = False
    relation: str = "-"
    cue: int = -1
    subject: bool = False
    active: bool = False  # whether a verb seems to follow


_BARE_KINDS = frozenset(("he", "they", "it", "i", "who"))
_PRONOUN_KIND = {
    "he": "he", "she": "he", "they": "they", "it": "it", "i": "i", "we": "i", "who": "who",
    "you": "i",
}  # fmt: skip
_OBJECT_KIND = {"him": "he", "her": "he", "them": "they"}
OWNER_KIND = {"his": "he", "her": "he", "their": "they"}
_ACCORDING = ["according", "to"]
_QUOTED, _AT_ALL = ["as", "saying"], ["at", "all"]
_CHARTERING = frozenset(("of", "for", "on"))
_BARE_DETERMINER = words.ARTICLE | words.POSSESSIVE  # they name nobody by themselves


def _viewed(tokens: Tokens, first: int) -> bool:
    """Whether "his view" begins at a token, behind "in"."""
    return tokens.lower[first] in OWNER_KIND and first > 0 and tokens.lower[first - 1] == "in"


def _is_dated(tokens: Tokens, month: int) -> bool:
    """Whether a day or a word of time stands before a month."""
    day = month - 1 - (month > 1 and tokens.lower[month - 1] == "of")
    return day >= 0 and (tokens.kinds[day] == "9" or tokens.lower[month - 1] in words.DATED)


def _past_time(tokens: Tokens, first: int, last: int) -> int:
    """The token behind when something was: "last week | residents", "by Friday noon | pupils"."""
    kinds, lower = tokens.kinds, tokens.lower
    begin = first
    which = first + 1 + (lower[first + 1 : first + 2] == ["other"])
    if lower[first] in _WHICH and which < last and lower[which] in words.TIME:
        first = which + 1
    elif first < last and first and lower[first - 1] in _SINCE and kinds[first + 1] == "w":
        year = kinds[first] == "9" and _YEAR.fullmatch(lower[first]) is not None
        first += year or lower[first] in words.MONTH or lower[first] in _HOURS
    while first < last and lower[first] in words.WEEKDAY:
        first += 1
        first += first < last and lower[first] in words.TIME
    # unlike "last week's vote" and "a year of rain"
    return first if kinds[first] in "DNw9" else begin


def phrases(tokens: Tokens, start: int, end: int) -> Iterator[Mention]:
    """The mentions in tokens `[start, end)`, in order, not yet with verbs."""
    kinds, lower = tokens.kinds, tokens.lower
    past = -1
    for match in _CHUNK.finditer(kinds, start, min(end, len(kinds))):
        first, last = match.span()
        last -= 1
        if first < past:
            continue
        if kinds[last + 1 : last + 2] == "O" and lower[last + 1] in _CHARTERING:
            given, behind = behind_office(tokens, first, last)
            if behind > 0:
                past = behind
                kind = "mixed" if given == first else "name" if given == past - 1 else "person"
                yield _mention(tokens, first, given, past - 1, kind)
                continue
        owned = _OWNED.match(kinds, last + 1) if lower[last] == "shares" else None
        if owned is not None:  # "Shares in the robot maker Gris fell after it said"
            past = owned.end()
            kind = "name" if owned.start(1) == past - 1 else "person"
            yield _mention(tokens, first, owned.start(1), past - 1, kind)
            continue
        for k in (first, first + 1):  # "In June Ana Paz", "On 2 June Paz", "Last June Paz"
            if k < last and lower[k] in words.MONTH and kinds[k + 1] == "N":
                first = k + 1 if _is_dated(tokens, k) else first
        if lower[first] in _WHEN or (first and lower[first - 1] in _SINCE):
            first = _past_time(tokens, first, last)
        begins, ends = kinds[first], kinds[last]
        if begins == "D" and ends == "P":
            if lower[first] in _OF_THEM and lower[last] == "them":
                yield _mention(tokens, first, first, last, "noun")
                continue
            first, begins = last, "P"  # "some of us"
        if first == last:
            if begins == "P":
                named = _PRONOUN_KIND.get(APOSTROPHE.split(lower[first])[0])
                according = lower[max(0, first - 2) : first] == _ACCORDING
                quoted = lower[first + 1 : first + 3] == _QUOTED  # "quoted him as saying"
                if named is None and (according or quoted or is_passed_on(tokens, first, first)):
                    named = _OBJECT_KIND.get(lower[first])
                if named is None:
                    continue
            elif begins == "D":
                # "a boy of about ten", "a mother of two who walked"
                aged = lower[max(0, first - 2) : first] == ["of", "about"]
                aged |= lower[first] in words.COUNT and kinds[max(0, first - 2) : first] == "wO"
                those = lower[first] in _THOSE and lower[last + 1 : last + 2] == ["who"]
                if kinds[last + 1 : last + 2] == "P" and not those:
                    continue  # unlike "many who fled"
                aged |= lower[first - 1 : last + 1] == _AT_ALL  # "with no hat at all"
                if lower[first] in _BARE_DETERMINER or aged:
                    continue
                named = "noun"
            else:
                if begins == "9" and first and tokens.words[first - 1] in ("'", "’"):
                    continue  # "Ana Paz ’26"
                if lower[first] in _DIRECTION:
                    continue  # "west of the town"
                named = "name" if begins == "N" else "noun"
                if lower[first] == "whom":
                    named = "who"
            yield _mention(tokens, first, first, first, named)
        elif lower[first] == "not":
            name = first + len(kinds[first : last + 1].rstrip("N"))
            if first + 1 < name <= last and not is_titled(lower[name - 1]):
                yield from _from_chunk(tokens, name, last)  # "That did not impress Ana Paz"
            continue  # "not authorised to speak"
        elif ends in "DR":
            if ends == "R" or lower[last] not in _BARE_DETERMINER:
                yield _mention(tokens, first, first, last, "noun")
        elif begins != "D":
            yield from _from_chunk(tokens, first, last)
        elif kinds[first + 1] == "O":
            if lower[first] in _OF_THEM and lower[first + 1] == "of":
                some = _from_chunk(tokens, first + 2, last)
                if some:
                    yield _mention(tokens, first, first, some[-1].last, "noun")
            else:
                if lower[first] == "those" and first and kinds[first - 1] in "SH":
                    yield _mention(tokens, first, first, first, "noun")  # "shouted those in front"
                yield from _from_chunk(tokens, first + 2, last)
        elif last == first + 1 and ends != "N":
            if lower[first] in _CROWD and is_past(lower[last]):
                yield _mention(tokens, first, first, first, "noun")  # "thousands marched"
            elif lower[last] in VIEW and _viewed(tokens, first):
                yield _mention(tokens, first, first, first, OWNER_KIND[lower[first]])
            else:
                yield _mention(tokens, first, first, last, "noun")
        else:
            yield from _from_chunk(tokens, first, last)


def _mention(tokens: Tokens, first: int, start: int, last: int, kind: str) -> Mention:
    end, head = tokens.ends[last], tokens.lower[last]
    if head == "else" and last > first:
        head = tokens.lower[last - 1]
    possessor = False
    if head in words.CONTRACTED:
        head = APOSTROPHE.split(head)[0]
        end = tokens.starts[last] + len(head)
    if head[-1] in "'’s" and ("'" in head or "’" in head):
        word = tokens.words[last]
        possessor = word.endswith(("'s", "’s", "'", "’")) and kind not in _BARE_KINDS
        possessor = possessor and not is_subject(tokens, first, last)
        if possessor:
            end -= 1 if word[-1] in "'’" else 2
        head = head.removesuffix("’s").removesuffix("'s")
    before = tokens.kinds[first - 1] if first else ""
    if before == "O":
        before = tokens.lower[first - 1]
    elif before == "R" and _CALLED_OUT.fullmatch(tokens.kinds, max(0, first - 3), first):
        before = tokens.kinds[first - 2]
    elif before not in "SHVKA":
        before = ""
    return Mention(first, last, tokens.starts[start], end, kind, head, before, possessor)


def _from_chunk(tokens: Tokens, first: int, last: int) -> list[Mention]:
    """The mentions in a run of nouns and names."""
    kinds, lower = tokens.kinds, tokens.lower
    while (
        first < last
        and kinds[first : first + 2] == "DD"
        and lower[first + 1] in _BARE_DETERMINER
        and lower[first] not in ("all", "both", "half")
    ):
        first += 1  # "at two the dispatcher said"
    first += first < last and lower[first] in _HOLDING  # "chanting and bearing placards"
    # a verb in the past, or a participle, ends the phrase: "the committee voted"
    i = first
    while i <= last and kinds[i] in "DR":
        i += 1
    for j in range(i + 1, last + 1):
        if kinds[j] != "w":
            continue
        if lower[j] in _SOMEBODY and kinds[j - 1] in "NwV":
            return _from_chunk(tokens, first, j - 1) + _from_chunk(tokens, j, last)
        if (
            lower[j].endswith(VERBAL)
            and (lower[j] not in NOT_VERBAL or (j == last and lower[j] == "named"))
            and (kinds[j - 1] in "NV" or j == last or kinds[j - 1] == "w")
            and not (
                j < last
                and lower[j].endswith("ing")
                and kinds[j - 1] != "N"
                and not (is_role(lower[j - 1]) and kinds[j + 1] == "N")
            )
        ):
            rest = j + 1
            head = _from_chunk(tokens, first, j - 1)
            return head + (_from_chunk(tokens, rest, last) if rest <= last else [])
    # so does one in the present: "Kendri Palmar sits one row back"
    if last > i and kinds[last] in "wV" and ends_in_verb(tokens, first, last):
        return _from_chunk(tokens, first, last - 1)
    if last > i and lower[last] in words.BEHIND_NOUN and kinds[last + 1 : last + 2] == "O":
        return _from_chunk(tokens, first, last - 1)  # "a person familiar with the matter"
    found: list[Mention] = []
    # a possessor inside, "Trump's campaign", "Zakharova's" — the phrase itself goes on
    for j in range(i, last):
        if (
            kinds[j] == "N"
            and tokens.words[j].endswith(("'s", "’s", "s'", "s’"))
            and not (lower[j] in _THEIRS and lower[last] in words.INSTITUTION)
            and (
                kinds[j + 1] != "N"
                or tokens.words[j].endswith("s")
                or kinds[first] != "D"
                # "the Ravens' Ana Paz", unlike "the Gris Reporters' Guild"
                or (names.gender(lower[j + 1]) and lower[last] not in words.INSTITUTION)
            )
        ):
            k = i + len(kinds[i:j].rstrip("N"))
            office = APOSTROPHE.split(lower[j])[0] in words.TITLE  # "the Chief Minister's Office"
            begin = k if office else after_titles(tokens, k, j)
            m = _mention(tokens, first, begin, j, "name")
            m.possessor = True
            found.append(m)
            if kinds[j + 1] == "N":
                i = j + 1
    if kinds[last] == "N":
        k = i + len(kinds[i:last].rstrip("N"))
        behind = last > k and tokens.words[last] in words.LETTERS  # "Ana Paz KC"
        behind = behind and not (kinds[first] == "D" and last == k + 1)  # unlike "a Labour MP"
        start = after_titles(tokens, k, last - behind)
        office = start > i == k and lower[last] in words.TITLE  # "the Prime Minister"
        if kinds[first] == "D" and (office or (i < k == last and lower[last] in _MEMBER)):
            start = i  # "a second MP"
        if i < k and first and kinds[first - 1] == "O" and not is_titled(lower[k - 1]):
            view = lower[k - 1] in VIEW and k == first + 2 and _viewed(tokens, first)
            owner = OWNER_KIND[lower[first]] if view else "noun"  # "in his view Ana Paz was"
            found.append(_mention(tokens, first, first, first if view else k - 1, owner))
            first = k  # "in the waiting room Ana Paz", unlike "from the painter Ana Paz"
        kind = "person" if last - behind > start else "name"
        if kinds[first] == "D" and start == i:
            # "the White House", "the Times"
            kind = "org"
        m = _mention(tokens, first, start, last, kind)
        if behind:
            m.end, m.head = tokens.ends[last - 1], lower[last - 1]
        found.append(m)
    else:
        k = kinds.rfind("N", i, last)
        if k >= i and kinds[k + 1 : last + 1] == "9" and lower[k] not in words.DAY:
            start = i + len(kinds[i:k].rstrip("N"))  # "Unit 12", "Class 6"
            found.append(_mention(tokens, first, after_titles(tokens, start, k), last, "name"))
        elif k >= i:  # "Trump campaign", or a name and a verb that no list has
            j = i + len(kinds[i:k].rstrip("N"))
            name = _mention(tokens, first, after_titles(tokens, j, k), k, "name")
            adjective = tokens.words[k] in places.ADJECTIVE or tokens.words[k] in places.REGIONAL
            # unlike "said a Gris Council spokesman", and "Student groups" where a sentence begins
            spoken = kinds[first] == "D" and (is_role(lower[last]) or lower[last] in HUMAN)
            spoken |= k == tokens.first[tokens.sentence[k]] and lower[k] in words.PERSON_NOUN
            if not (name.possessor or adjective or spoken):
                name.kind = "stem"
                found.append(name)
            found.append(_mention(tokens, first, first, last, "mixed"))
        else:
            while first < last and kinds[first] == "R":
                first += 1
            found.append(_mention(tokens, first, first, last, "noun"))
    return found
