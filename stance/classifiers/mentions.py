"""Where a text speaks of targets: by their names, and by what people call them besides."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from stance.data.spelling import fold
from stance.schema import Span, Target

# One character for another, so that places stay: apostrophes, and spaces and hyphens that keep a
# name on a line.
_ODD = "’‘ʼ\u00a0\u2007\u2009\u202f‑"
_SAME = str.maketrans(_ODD, "'''    -")
_IS_ODD = re.compile(f"[{_ODD}]")

_ACCENT = re.compile("[\u0300-\u036f]")  # as a character of its own


@functools.lru_cache(maxsize=64)  # a text is asked about every target, one after another
def _folded(text: str) -> tuple[str, Sequence[int]]:
    """What a text has in common with others spelled alike, and where its characters stand."""
    folded = fold(text)
    if _IS_ODD.search(folded):
        folded = folded.translate(_SAME)
    if not _ACCENT.search(folded):
        return folded, range(len(text) + 1)
    places = [i for i, character in enumerate(folded) if not _ACCENT.match(character)]
    return "".join(folded[i] for i in places), [*places, len(text)]


@functools.lru_cache(maxsize=4096)
def _names(target: Target) -> tuple[str, ...]:
    return tuple(_folded(mention)[0] for mention in target.mentions)


@functools.lru_cache(maxsize=4096)
def _pattern(target: Target) -> re.Pattern[str]:
    names = "|".join(map(re.escape, _names(target)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def mentions(text: str, target: Target) -> list[Span]:
    """Where the text has a name of the target, as half-open spans; accents may be missing in it.

    >>> mentions("Guaido spoke.", Target("guaido", "Juan Guaidó", ("Guaidó",)))
    [(0, 6)]
    """
    folded, places = _folded(text)
    folded = folded.replace("\n", " ").replace("\t", " ")  # a name may go on in the next line
    # A table can have thousands of targets, and most texts name none of them.
    if not any(name in folded for name in _names(target)):
        return []
    return [
        (places[match.start()], places[match.end()]) for match in _pattern(target).finditer(folded)
    ]


def named(text: str, targets: Sequence[Target]) -> list[tuple[Span, str]]:
    """Where the text names one of the targets, in its order, and the id of that one.

    Of names that overlap the longest counts: "Ana Paz" is not somebody else called Paz. One that
    two targets share means neither.

    >>> named("Paz and Ana Paz", (Target("ana", "Ana Paz", ()), Target("bo", "Bo Paz", ("Paz",))))
    [((0, 3), 'bo'), ((8, 15), 'ana')]
    """
    whom: dict[Span, str | None] = {}
    for target in targets:
        for span in mentions(text, target):
            whom[span] = target.id if whom.get(span, target.id) == target.id else None
    if not whom:
        return []
    taken = bytearray(len(text))
    kept = []
    for start, end in sorted(whom, key=lambda span: (span[0] - span[1], span)):
        if not any(taken[start:end]):
            taken[start:end] = b"x" * (end - start)
            kept.append((start, end))
    return [(span, who) for span in sorted(kept) if (who := whom[span]) is not None]


@functools.lru_cache(maxsize=64)
def _descriptions(targets: tuple[Target, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the descriptions of some targets, the longest first, and whom each means."""
    whom: dict[str, str] = {}
    shared = set()
    for target in targets:
        for text in {_folded(text)[0].casefold() for text in target.descriptions}:
            if whom.setdefault(text, target.id) != target.id:
                shared.add(text)
    texts = sorted(whom.keys() - shared, key=lambda text: (-len(text), text))
    any_of_them = "|".join(map(re.escape, texts)) or "(?!)"  # which matches nothing
    return re.compile(rf"(?<![\w-])(?i:{any_of_them})(?![\w-]| [A-Z])"), whom


def described(text: str, targets: Sequence[Target]) -> tuple[tuple[Span, str], ...]:
    """Where the text means one of the targets without naming it, and the id of that one.

    Case and accents do not matter. One with a capitalised word right after it is the title of
    somebody who is named; one that two targets share means neither.

    >>> ana = Target("ana", "Ana Paz", (), ("president",))
    >>> bea = Target("bea", "Bea Sol", (), ("interim president",))
    >>> described("President Gil is interim president, not the President.", (ana, bea))
    (((17, 34), 'bea'), ((44, 53), 'ana'))
    """
    # Thousands of targets, which nobody describes, are not to be kept beside every text.
    if not any(target.descriptions for target in targets):
        return ()
    return _described(text, tuple(targets))


@functools.lru_cache(maxsize=64)  # a quote is asked about every target, one after another
def _described(text: str, targets: tuple[Target, ...]) -> tuple[tuple[Span, str], ...]:
    pattern, whom = _descriptions(tuple(target for target in targets if target.descriptions))
    taken = bytearray(len(text))
    for target in targets:
        for start, end in mentions(text, target):
            taken[start:end] = b"x" * (end - start)
    folded, places = _folded(text)
    matches = (
        (places[match.start()], places[match.end()], match[0].casefold())
        for match in pattern.finditer(folded)
    )
    return tuple(
        ((start, end), whom[found])
        for start, end, found in matches
        # The pattern also takes a dotless i for an i.
        if found in whom and not any(taken[start:end])
    )
