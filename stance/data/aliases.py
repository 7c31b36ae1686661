"""What a target that only has a name is called besides: by the last word of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from stance.data.spelling import alike
from stance.schema import Example, Target

# What follows one of these belongs to the name, but is another thing: Bank of England.
_BINDING = frozenset(["of", "for", "to", "in", "on", "at", "and", "&", "against", "the"])
# A word that is a name by itself: no number, no letter, no "Jr" and no "III".
_NAME = re.compile(r"(?!(?:Jr|Sr|[IVX]+)$)[^\W\d_](?:[\w’'‘ʼ-]*\w)")


def last_word(name: str, common: Container[str]) -> str | None:
    """The last word of a name, where it may stand for the whole; None where it would mislead.

    That is one without a capital, and any of a name with a word in it that is `common` (in small
    letters: what names of bodies are made of) or says that the name goes on with another thing.

    >>> [last_word(name, {"energy"}) for name in ("Ellen Hollis", "Ursula von der Leyen")]
    ['Hollis', 'Leyen']
    >>> [last_word(name, {"energy"}) for name in ("Northgate Energy", "Right to Buy", "carbon tax")]
    [None, None, None]
    """
    *before, last = name.split() or [""]
    if not before or last[:1].islower() or not _NAME.fullmatch(last):
        return None
    if any(word in _BINDING or word in common for word in map(str.casefold, (*before, last))):
        return None
    return last


def named(names: Sequence[str], known: Iterable[Target], common: Container[str]) -> list[Target]:
    """Targets of these names, which are their ids, each with its last word as an alias.

    Not where the name of another of them, or one of a `known` target, ends with that word: in a
    text it would mean either.
    """
    others = [mention for target in known for mention in target.mentions]
    ends = Counter(alike(name).rpartition(" ")[2] for name in (*names, *others))
    words = {name: last_word(name, common) for name in names}
    return [
        Target(name, name, (word,) if word is not None and ends[alike(word)] == 1 else ())
        for name, word in words.items()
    ]


def with_aliases(
    splits: Mapping[str, Sequence[Example]], learned: Iterable[str], common: Container[str]
) -> dict[str, list[Example]]:
    """The examples, whose targets have names alone, with the aliases of these.

    A target that is in none of the splits `learned` has those that a model which learned from
    them would give it; so they take nothing from the targets that it knows.
    """
    known = named(sorted({e.target.id for split in learned for e in splits[split]}), (), common)
    targets = {target.id: target for target in known}
    for name in {e.target.id for of in splits.values() for e in of} - targets.keys():
        (targets[name],) = named([name], known, common)
    return {
        split: [replace(e, target=targets[e.target.id]) for e in of] for split, of in splits.items()
    }
