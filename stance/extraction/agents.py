"""Who says it, named behind the verb: "was told by Ana Paz that", "quoted Ana Paz as saying"."""

from __future__ import annotations

import re
from dataclasses import replace

from stance.extraction import reporting, words
from stance.extraction.mentions import QUOTING
from stance.extraction.phrases import Mention
from stance.extraction.propositions import Reported, proposition_behind
from stance.extraction.subjects import is_passive
from stance.extraction.tokens import Tokens

# Behind whom another quotes: "was quoted as saying", "has been cited by Gris Radio as saying".
_QUOTED = re.compile(r"A{1,2}R?H(?:OD?[wN]{1,4})?OS")


def reported_by(tokens: Tokens, m: Mention, high: int) -> Reported | None:
    """What an agent says: "Workers were told by Ana Paz that"; not what he asks."""
    verb = m.first - 2
    if verb < 1 or not is_passive(tokens, verb):
        return None
    if tokens.kinds[verb] not in "SH" or words.BASE[tokens.lower[verb]] in reporting.ASKS:
        return None
    return proposition_behind(tokens, m, verb, high, "")


def said_in_clause(tokens: Tokens, m: Mention, i: int, high: int) -> list[Reported]:
    """What an institution says that a clause tells of: "It fined Gris Oil, which said that"."""
    one = proposition_behind(tokens, m, i, high, "")
    if one is None or (tokens.kinds[i] != "S" and not one.rule.endswith("that")):
        return []  # "the plan, which allows people to"
    return [one]


def with_quoted(tokens: Tokens, m: Mention) -> Mention:
    """A mention as the subject of "saying", if it is one: "Ana Paz was quoted as saying"."""
    if m.cue >= 0 or m.possessor or tokens.kinds[m.last + 1 : m.last + 2] != "A":
        return m
    match = _QUOTED.match(tokens.kinds, m.last + 1)
    if match is None or tokens.lower[match.end() - 2] != "as":
        return m
    said = tokens.lower[match.end() - 1] in reporting.PARTICIPLE
    return replace(m, cue=match.end() - 1, relation="sv") if said else m


def quoted_as_saying(tokens: Tokens, m: Mention, high: int) -> Reported | None:
    """What somebody is quoted by another as saying: "Gris Radio quoted Ana Paz as saying"."""
    i = m.last + 2
    if m.relation != "acc" or tokens.lower[m.cue] not in QUOTING or i > high:
        return None
    if tokens.lower[i - 1] != "as":
        return None
    return proposition_behind(tokens, m, i, high, "participle")
