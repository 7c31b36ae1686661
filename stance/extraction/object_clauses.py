"""Whose words a clause tells that lacks its object: "a charge the mayor has called “absurd”"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stance.extraction.candidates import Candidate
from stance.extraction.kinds import can_speak, is_human, is_speaker
from stance.extraction.leading import CALLING
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.subjects import SINCE
from stance.extraction.tokens import Tokens
from stance.extraction.wording import PLURAL
from stance.extraction.words import BASE, listed

_REACH = 16  # tokens of such a clause before its verb
_OPENING = frozenset(("what", "which", "that", "whom"))
# Before the quotation: "called “…”", "dismissed hours before as a “…”", "said was “…”".
_LEADING = re.compile(r"(?:[wR9]{0,4}O{0,2}|A{1,2}R?)D?\Z")
_AS = frozenset(("as", "to"))
# Verbs that say what something is.
_CALLING = CALLING | frozenset(
    listed("""
    dismiss denounce condemn hail praise slam decry deride characterise characterize portray compare
    liken reject
""")
)
# What "that" stands behind where it opens such a clause: "a charge that", unlike "she said that".
_NOUN = re.compile(r"(?:[wN]|DR?w?V)\Z")
_MORE = re.compile(r"OD?[wN]{1,4}A{0,2}R?")  # "the mayor of Gris once called"
# What stands between: "it", "the plan for Gris a", "him as a".
_OBJECT = re.compile(r"(?:P|D{0,2}[wN9V]{1,5}(?:OD{0,2}[wN]{1,4})?)O?D?")
_READ = frozenset(("read", "reads"))
_NEAR = 12
_PARTING, _PARTED = re.compile("[.:Q,]"), re.compile("[.:Q]")


def told_in_object_clause(
    options: Sequence[Candidate], here: Analysed, at: int
) -> Candidate | None:
    """The subject of the clause that a quotation ends, if the clause tells of what stands before.

    "a claim the president dismissed as “…”", "what critics said was “…”", "which Paz called “…”".
    """
    tokens = here.tokens
    verb = _verb(tokens, at)
    if verb < 0:
        return None
    low = max(tokens.first[tokens.sentence[at]] + 1, verb - _REACH)
    place = here.before(verb)
    for m in reversed(here.mentions[max(0, place - 4) : place]):
        if m.first < low:
            break
        parts = next((c.parts for c in options if c.where is here and c.mention is m), None)
        plural = _plural(here, m, verb)
        said = m if plural is None else plural
        if parts is not None and _opens(here, said) and _acts(tokens, said, verb):
            said = replace(said, relation="sv", cue=verb)
            return Candidate(said, here, "subject and verb before", parts)
    return None


def told_in_own_clause(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """The subject of the verb that calls something the quotation behind it, whoever else acts.

    "Len left when Ana called it “late”", "Ana, calling him “late”, asked Len to go", "Calling it
    “late”, a clerk left".
    """
    tokens = here.tokens
    verb = _calling(tokens, at)
    if verb < 0:
        return None
    if any(c.mention.relation == "acc" and c.where is here for c in options):
        return None  # "According to Ana, Len calls it “late”"
    hanging = tokens.lower[verb].endswith("ing")
    first, comma = tokens.first[tokens.sentence[at]], tokens.kinds[at + 1 : at + 2] == ","
    for c in options:
        m = c.mention
        if c.where is not here:
            continue
        acts = (
            not hanging
            and m.kind != "it"
            and m.relation == "sv"
            and m.cue == verb
            and m.last < verb
        )
        aside = hanging and m.last == verb - 2 and tokens.kinds[verb - 1] == "," and m.subject
        behind = hanging and comma and verb == first and m.first == at + 2
        speaks = m.kind not in ("noun", "mixed") or is_speaker(m, here) or can_speak(m.head)
        if speaks and acts:
            return c
        if speaks and (aside or behind):
            said = replace(m, relation="sv", cue=verb)
            return Candidate(said, here, "subject and verb before", c.parts)
    return None


def _calling(tokens: Tokens, at: int) -> int:
    """The verb that calls what is told behind it a quotation; -1 where there is none."""
    if at > 1 and tokens.kinds[at - 1] == "S" and tokens.kinds[at - 2] not in "AO":
        # "did not like it when Ana said “no”", unlike "would say “no”"
        return at - 1 if tokens.lower[at - 1] not in _READ else -1
    for i in range(at - 2, max(-1, at - _NEAR), -1):
        if tokens.kinds[i] in ".:Q,":
            return -1
        if tokens.kinds[i] in "SH":
            calls = BASE.get(tokens.lower[i]) in _CALLING
            return i if calls and _OBJECT.fullmatch(tokens.kinds, i + 1, at) else -1
    return -1


def is_inside(m: Mention, where: Analysed, other: Mention) -> bool:
    """Whether a description stands in a clause of what a subject does, so that it is not him.

    "Lena Orr left after what the president called “…”", "Lena Orr heard that the mayor …":
    Principle C of binding (Chomsky, 1981).
    """
    tokens, before = where.tokens, m.first - 1
    if not (m.active and other.subject) or other.possessor or other.last >= before:
        return False
    if tokens.sentence[other.first] != tokens.sentence[m.first]:
        return False
    # unlike "Gris Mills fell after the company said"
    since = tokens.lower[before] in SINCE and is_human(m, where)
    return (since or _opens(where, m)) and not _PARTED.search(tokens.kinds, other.last + 1, before)


def _verb(tokens: Tokens, at: int) -> int:
    """The verb that has a quotation for what it calls its object; -1 where there is none."""
    for i in range(at - 1, max(-1, at - 7), -1):
        if tokens.kinds[i] in ".:Q,":
            return -1
        if tokens.kinds[i] not in "SH":
            continue
        base = BASE.get(tokens.lower[i], "")
        between = tokens.kinds[i + 1 : at]
        if _LEADING.match(between) is None:
            return -1
        said = tokens.kinds[i] == "S" and between[:1] == "A"
        as_ = "O" not in between or not _AS.isdisjoint(tokens.lower[i + 1 : at])
        return i if said or (base in _CALLING and as_) else -1
    return -1


def _plural(here: Analysed, m: Mention, verb: int) -> Mention | None:
    """Who acts, without an article, behind what is told of: "a move critics described"."""
    tokens, i = here.tokens, m.last + 1
    head = tokens.lower[i]
    if tokens.kinds[i] != "w" or not PLURAL.search(head):
        return None
    found = Mention(i, i, tokens.starts[i], tokens.ends[i], "noun", head, "", False, "sv", verb)
    return found if is_human(found, here) else None


def _opens(here: Analysed, m: Mention) -> bool:
    """Whether a clause that tells of something before it begins with this subject."""
    tokens, before = here.tokens, m.first - 1
    if tokens.lower[before] == "that":
        return bool(_NOUN.search(tokens.kinds, max(0, before - 3), before))
    if tokens.lower[before] in _OPENING:
        return True
    noun = tokens.kinds[before] == "w" or tokens.kinds[max(0, before - 1) : before + 1] == "DV"
    speaks = m.kind not in ("noun", "mixed") or is_speaker(m, here)  # unlike "a play called “…”"
    return noun and speaks and m.before in ("", "V")


def _acts(tokens: Tokens, m: Mention, verb: int) -> bool:
    """Whether a mention is the subject of a verb: right before it, or with more about it."""
    between = tokens.kinds[m.last + 1 : verb - (tokens.lower[verb - 1] == "once")]
    if not between.strip("AR"):
        return True
    modified = m.cue == verb or _MORE.fullmatch(between) is not None
    return modified and not _PARTING.search(between)
