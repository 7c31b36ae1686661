"""Who is presented in the sentence before a quotation: "Her sister shakes her head. “Never.”"."""

from __future__ import annotations

from stance.extraction.candidates import Candidate, Setting
from stance.extraction.clauses import is_described
from stance.extraction.kinds import is_place, is_somebody
from stance.extraction.leading import come_from
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.templates import Part
from stance.extraction.words import listed

# What ties nobody to a quotation but that he was named before it.
_SILENT = frozenset(
    ("goes on", "goes on above", "mentioned before, other sentence", "mentioned above")
)
_PRONOUNS = frozenset(("he", "they", "it", "i", "who"))
_US = frozenset(("i", "we"))
_SOMEBODY = frozenset(listed("he she him her his they them their"))
_OTHERS = frozenset(("others", "few", "nobody"))  # who are told of, not named


def presented(
    chosen: Candidate | None,
    options: list[Candidate],
    given: Setting,
    here: Analysed,
    at: int,
) -> Candidate | None:
    """Who acts in the sentence before a quotation that nobody is said to say.

    "Her sister shakes her head. “Never.”" is hers, whoever spoke before; so is what stands behind
    "That was too much for Ana Paz, a clerk."
    """
    tokens = here.tokens
    own = tokens.sentence[at]
    attributed = chosen is not None and chosen.rule not in _SILENT
    if chosen is not None and (chosen.mention.kind == "i" or chosen.mention.head == "nobody"):
        attributed = False  # "I wrote to Ana Paz. “…”", "Nobody knows it better than Ana Paz. “…”"
    if attributed or not own or given.before != "^" or given.after not in "$.":
        return None
    first, past = tokens.first[own - 1], tokens.first[own]
    if "Q" in tokens.kinds[first:past]:
        return None
    whence = come_from(here, first, past)
    if whence is not None:
        return whence
    near = [c for c in options if c.where is here and first <= c.mention.first < past]
    if tokens.words[past - 1] == "?" and (chosen is None or chosen.where is not here):
        # "Would she go? “…”": whom a question is put to, if nobody has spoken here
        return next((c for c in near if c.mention.kind == "he" and not c.mention.possessor), None)
    if tokens.words[past - 1] != ".":
        return None
    if any(c.mention.head in _OTHERS and c.mention.subject for c in near):
        # "Others, like Ana Paz, are calm. “…”"
        return next((c for c in near if c.mention.kind == "person"), None)
    for c in near:
        m = c.mention
        acts = m.kind == "name" and m.active and not m.possessor and not is_place(m.head.title())
        if m.subject and m.kind not in _PRONOUNS and (acts or is_somebody(m, here)):
            return c
    for c in near:
        if c.mention.kind == "person" and is_described(c.mention, here):
            return c
    return _alone(here, first, past)


def _alone(here: Analysed, first: int, past: int) -> Candidate | None:
    """Who alone is told of in a sentence: "At the gate sits one baker.", "I put this to Paz."."""
    lower = here.tokens.lower
    if first:
        return None  # it goes on from another sentence
    if lower[first] not in _US and not _SOMEBODY.isdisjoint(lower[first:past]):
        return None  # "He was silent, to the dismay of the official beside her."
    found: Mention | None = None
    for m in here.mentions[here.before(first) : here.before(past)]:
        named = m.kind == "person" and not is_place(here.tokens.words[m.last])
        if named or is_somebody(m, here):
            if found is not None and found.first != m.first:
                return None
            found = m
    if found is None or found.possessor:
        return None
    parts: list[Part] = [("verb", "b1", "-", found.kind, "-", "-")]
    return Candidate(found, here, "mentioned before, other sentence", parts)
