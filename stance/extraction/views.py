"""What somebody's answer or view is told to be: "Her answer was that it rained"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stance.extraction.kinds import is_speaker
from stance.extraction.lead_ins import owner_of
from stance.extraction.leading import SPEECH
from stance.extraction.passing import source_in
from stance.extraction.phrases import Mention
from stance.extraction.propositions import Reported, stripped
from stance.extraction.reader import Analysed
from stance.extraction.words import listed

_VIEW = SPEECH | frozenset(
    listed("point position fear hope worry concern guess theory reasoning finding")
)
# One of these stands where somebody's view is told.
VIEWED = frozenset(("that", "words", "phrase", "put", "puts"))
_IS = frozenset(("is", "was"))
_PHRASE = 8  # tokens of a view and whose it is
_OPENING = frozenset(("as", "in", "by", "to"))
_COMMA = 14  # tokens up to the comma behind "as Ana Paz put it"
_NAMED = frozenset(("person", "name", "org"))


def views(where: Analysed, bounds: Sequence[tuple[int, int]]) -> Iterator[Reported]:
    """What sentences report as a view: "Paz's view is that …", "As Paz put it, …"."""
    tokens = where.tokens
    for low, high in bounds:
        opens = tokens.lower[low]
        comma = tokens.kinds.find(",", low, min(high, low + _COMMA)) if opens in _OPENING else -1
        m = source_in(where, low, comma) if comma > low + 2 else None
        if m is not None and _is_put(tokens.lower[low:comma]):
            one = stripped(tokens, comma + 1, high, m, "according to, first", m.cue)
            if one is not None:
                yield one
    that = [i for i, word in enumerate(tokens.lower) if word == "that"]
    for i in (i - 1 for i in that if i > 2 and tokens.lower[i - 1] in _IS):
        low, high = bounds[tokens.sentence[i]]
        m = _whose(where, max(low, i - _PHRASE), i)
        one = stripped(tokens, i + 2, high, m, "stated that", i) if m is not None else None
        if one is not None:
            yield one


def _is_put(phrase: list[str]) -> bool:
    """Whether a phrase says how somebody puts it, not only that he spoke: "as Paz said"."""
    return phrase[0] != "as" or phrase[-1] == "it"


def _whose(where: Analysed, low: int, i: int) -> Mention | None:
    """Whose view the words before "is that" are: "her", "Paz's", "of Paz", "What Paz said"."""
    tokens = where.tokens
    if tokens.lower[i - 1] in _VIEW:
        return owner_of(where, low, i - 1)
    for m in where.mentions[where.before(low) : where.before(i)]:
        of = tokens.lower[m.first - 2 : m.first]
        held = m.last == i - 1 and of[1:] == ["of"] and of[0] in _VIEW
        said = tokens.lower[low] == "what" and m.first == low + 1 and m.cue == m.last + 1
        said = said and tokens.kinds[m.cue] == "S" and i - m.cue < _PHRASE
        if held or said:
            return m if m.kind in _NAMED or is_speaker(m, where) else None
    return None
