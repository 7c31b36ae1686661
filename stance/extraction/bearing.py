"""What bears the words of a quotation: a banner, a note, a card on a gate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stance.extraction.candidates import Candidate
from stance.extraction.kinds import ANYBODY, WRITTEN, singular
from stance.extraction.reader import Analysed

# Where something is, and how it came there: "chalked on the shed by the gate".
_WHERE = re.compile(r"(?:[wVHS]?(?:OD{0,2}[wNV9]{1,4})+)?R?")
_BEARING = frozenset(("that", "which"))
_READ = frozenset(("read", "reads"))
_HANGING = frozenset(("saying", "reading"))
_READS = _READ | _HANGING | {"said", "says"}


def borne(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """What bears the words: "a banner that read “…”", "a note, which said: “…”", "a card reads".

    "sent her a text saying “…”" too, which is whose the text is.
    """
    tokens, verb = here.tokens, at - 1 - (here.tokens.kinds[at - 1] in ",:")
    if verb < 2 or tokens.lower[verb] not in _READS or tokens.lower[verb - 1] == "by":
        return None
    hanging = tokens.lower[verb] in _HANGING
    bearing = hanging or tokens.lower[verb - 1] in _BEARING
    if not bearing and tokens.lower[verb] not in _READ:
        return _told_of_where(options, here, verb)
    i = verb - 2 + hanging
    if tokens.lower[i - 1 : i + 1] == ["some", "of"]:
        i -= 2
    i -= tokens.kinds[i] in ",-"
    i -= tokens.kinds[i] in "RO"  # "the note inside, which said"
    for c in options:
        m = c.mention
        if c.where is not here or tokens.sentence[m.first] != tokens.sentence[at]:
            continue
        if m.head in ANYBODY and not hanging:
            return None  # "somebody had hung out a sheet that read"
        if singular(m.head) not in WRITTEN and m.head != "text":
            continue
        if m.cue == verb and m.relation[:2] == "sv" and tokens.lower[verb] in _READ:
            return c
        if bearing and m.last == i:
            reading = replace(m, relation="svc", cue=verb)
            return Candidate(reading, here, "subject and verb before", c.parts)
    return None if bearing and not hanging else _told_of_where(options, here, verb)


def _told_of_where(options: Sequence[Candidate], here: Analysed, verb: int) -> Candidate | None:
    """What bears the words, told of with where it is: "On the gate a card in green ink reads"."""
    for c in options:
        m = c.mention
        if c.where is not here or singular(m.head) not in WRITTEN or m.before not in ("", "K"):
            continue
        if m.last < verb and _WHERE.fullmatch(here.tokens.kinds, m.last + 1, verb):
            reading = replace(m, relation="sv", cue=verb)
            return Candidate(reading, here, "subject and verb before", c.parts)
    return None
