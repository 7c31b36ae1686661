"""Who of those with one last name are the same: "Ana Paz" is the Ana María Paz told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stance.extraction import names, words

_BYNAMES = frozenset(("big", "little", "old", "young"))  # before a surname: Big Paz


@dataclass(slots=True)
class Person:
    """Somebody the article names: the fullest form, its plain words, how often, what else."""

    name: str
    words: list[str]
    first_seen: int
    count: int = 1
    gender: str = ""


def join(namesakes: list[Person], by_name: dict[str, Person], text: str) -> None:
    """Has "Ana Paz" be the one Ana María Paz there is, and "Proud Ana Paz" or "Big Paz" her.

    And "Cruz Paz", whose first word may be a given name, the Ana Cruz Paz told of before.
    """
    for person in list(namesakes):
        own, rest = person.words, person.words[1:]
        junior = own[-1] in words.SUFFIX  # who is not his father
        near = [p for p in namesakes if (p.words[-1] in words.SUFFIX) == junior]
        same = [p for p in near if p.words[0] == own[0] and is_within(own, p.words)]
        if _may_be_epithet(person, text) and rest[0] in names.SEX and person.count == 1:
            same += [p for p in near if p.words == rest]
        elif person.name.isupper():  # a headline: "CITY EYE PAZ"
            same = [p for p in near if p is person or not p.name.isupper()]
        elif own[0] in _BYNAMES and len(own) == 2:
            same = [p for p in near if p is person or p.words[0] not in _BYNAMES]
        elif own[0] in names.SEX:
            before = [p for p in near if p.first_seen < person.first_seen]
            same += [p for p in before if p.words[1:] == own and not _may_be_epithet(p, text)]
        others = [p for p in same if p is not person]
        if len(others) != 1:
            continue
        whole = by_name[" ".join(own)] = others[0]
        whole.count += person.count
        whole.first_seen = min(whole.first_seen, person.first_seen)
        whole.gender = whole.gender or person.gender
        namesakes.remove(person)


def _may_be_epithet(person: Person, text: str) -> bool:
    """Whether a name's first word may be none: no given name, where a sentence begins."""
    before = text[max(0, person.first_seen - 2) : person.first_seen]
    within = before[1:] == " " and (before[0].islower() or before[0] == ",")
    return person.words[0] not in names.SEX and not within


def is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of a name stand in another, in order: "Ana Paz" in "Ana María Paz"."""
    rest = iter(long)
    return all(word in rest for word in short)
