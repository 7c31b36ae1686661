"""Who says it, named behind the verb: "was told by Ana Paz that", "quoted Ana Paz as saying"."""

from __future__ import annotations

from stance.extraction import reporting, words
from stance.extraction.mentions import QUOTING
from stance.extraction.phrases import Mention
from stance.extraction.propositions import Reported, proposition_behind
from stance.extraction.tokens import Tokens


def reported_by(tokens: Tokens, m: Mention, high: int) -> Reported | None:
    """What an agent says: "Workers were told by Ana Paz that"; not what he asks."""
    verb = m.first - 2
    if m.before != "by" or verb < 1 or tokens.kinds[verb - 1] != "A":
        return None
    if tokens.kinds[verb] not in "SH" or words.BASE[tokens.lower[verb]] in reporting.ASKS:
        return None
    return proposition_behind(tokens, m, verb, high, "")


def quoted_as_saying(tokens: Tokens, m: Mention, high: int) -> Reported | None:
    """What somebody is quoted by another as saying: "Gris Radio quoted Ana Paz as saying"."""
    i = m.last + 2
    if m.relation != "acc" or tokens.lower[m.cue] not in QUOTING or i > high:
        return None
    if tokens.lower[i - 1] != "as":
        return None
    return proposition_behind(tokens, m, i, high, "participle")
