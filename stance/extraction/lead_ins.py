"""Whose words a claim or a letter leads to: "his claim that …", "a reply from Ana: “…”"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stance.extraction.candidates import Candidate
from stance.extraction.kinds import WRITTEN, can_speak, is_place, is_speaker, singular
from stance.extraction.leading import SPEECH, WAS
from stance.extraction.phrases import OWNER_KIND, Mention
from stance.extraction.reader import Analysed
from stance.extraction.templates import Part
from stance.extraction.titles import is_role
from stance.extraction.tokens import Tokens
from stance.extraction.wording import OWNING
from stance.extraction.words import CARRIER, listed

_BEFORE = 20  # tokens before a quotation that are looked at for a claim
_PHRASE = 6  # tokens of a claim and whose it is
_CALL = frozenset(("of", "for", "to"))
_IS = re.compile(r"(?:OD{0,3}R?[wN9V]{1,6}){0,2}(?:,[^,Q.:]{1,8},)?(A)R?(?:D?[wN]{1,2}[,:]|[,:]?)")
# "Paz's explanation, by email:", "Her explanation?"
_COLON = re.compile(r"(?:OD{0,3}R?[wN9V]{1,6}){0,2}(?:,[^,Q.:]{1,8},?)?[:.]")
_BARE = re.compile("D?[wN]{0,5}")
# What may stand between a claim and what it says: "his claim on the radio that …".
_MORE = re.compile(r"(?:OD{0,3}R?[wN9V]{1,6}){0,2}")
_WRITTEN = WRITTEN | CARRIER
_ANSWER = frozenset(
    listed("answer reply response verdict advice message slogan motto mantra word retort")
)
_BEING = WAS | {"came", "comes", "ran", "runs", "went", "goes"}  # "“Late,” came her reply."
_SPEAKING = frozenset("SHQ.")
_FROM = frozenset(("from", "of"))
_NAMED = frozenset(("person", "name", "org", "he", "they"))


def led_by_claim(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose claim a quotation is: "a riff on his warning that it was “late”"."""
    tokens = here.tokens
    first = max(tokens.first[tokens.sentence[at]], at - _BEFORE)
    if first == at and at > 2 and tokens.words[at - 1] == "?":  # "Her explanation? “…”"
        first = tokens.first[tokens.sentence[at - 1]]
        if at - first > _PHRASE:
            return None
    claim = at - 2
    while claim > first and not (
        tokens.lower[claim] in SPEECH and (_is_owned(tokens, claim) or _is_sourced(tokens, claim))
    ):
        posted = tokens.kinds[claim] == "S" and tokens.lower[claim].endswith("ed")
        if tokens.kinds[claim] in "SHQ.:" and not (posted and claim == at - 2):
            return None  # unlike "Her reply, also posted:"
        claim -= 1
    sourced = claim >= first and tokens.lower[claim] in SPEECH and _is_sourced(tokens, claim)
    if sourced and not _is_owned(tokens, claim):
        return _told_from(options, here, claim, at)
    if claim <= first or not (_is_led(tokens, claim, at) or _is_told(here, claim, at)):
        return None
    owner = owner_of(here, max(first, claim - _PHRASE), claim)
    if owner is None:
        return None
    parts: list[Part] = [("verb", "b0", "acc", owner.kind, "-", "-")]
    same = (c.parts for c in options if c.where is here and c.mention.first == owner.first)
    return Candidate(owner, here, "according to", next(same, parts))


def named_by_claim(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose words a quotation is told to be that begins a clause.

    "“Late” was a clerk's verdict", "“Late” is how a clerk describes it".
    """
    tokens = here.tokens
    if _BEING.isdisjoint(tokens.lower[at + 1 : at + 2]):
        return None
    for i in range(at + 3, min(len(tokens), at + 2 + _PHRASE)):
        if tokens.lower[i] in SPEECH and tokens.words[i - 1].endswith(OWNING):
            owner = owner_of(here, at + 2, i)
            parts: list[Part] = [("verb", "a0", "acc", "noun", "-", "-")]
            return Candidate(owner, here, "according to", parts) if owner is not None else None
    if tokens.lower[at + 2 : at + 3] not in (["what"], ["how"]):
        return None
    calls = (c for c in options if c.where is here and c.mention.first == at + 3)
    return next((c for c in calls if c.mention.relation == "sv"), None)


def _is_sourced(tokens: Tokens, claim: int) -> bool:
    """Whether it is told behind a claim whose it is: "criticism from Ana Paz that …"."""
    return tokens.lower[claim + 1 : claim + 2] in (["from"], ["by"], ["of"])


def _told_from(
    options: Sequence[Candidate], here: Analysed, claim: int, at: int
) -> Candidate | None:
    """Whose a claim is that "that" follows: "the charge from a clerk that it is “late”"."""
    tokens = here.tokens
    for c in options:
        m = c.mention
        behind = m.last + 1
        if c.where is here and m.first == claim + 2 and behind < at:
            that = tokens.lower[behind] == "that"
            that = that and _SPEAKING.isdisjoint(tokens.kinds[behind:at])
            of = tokens.lower[behind] == "of" and tokens.kinds[behind + 1 : at] in ("", "D")
            is_ = _IS.match(tokens.kinds, behind, at)
            was = is_ is not None and is_.end() == at and tokens.lower[is_.start(1)] in WAS
            was = was and (tokens.lower[claim] in _ANSWER or tokens.kinds[at - 1] in ",:")
            if not (that or of or was) or not (m.kind in _NAMED or is_speaker(m, here)):
                return None
            return Candidate(
                replace(m, relation="acc", cue=claim + 1), here, "according to", c.parts
            )
    return None


def led_from(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whom what is said or written comes from, before a colon, where nobody is told to speak.

    "The reply from the bank: “…”", "She got a letter from the bank: “…”", and what it stands in:
    "One line in the report stood out: “…”".
    """
    tokens = here.tokens
    first = tokens.first[tokens.sentence[at]]
    if at - first < 2 or tokens.kinds[at - 1] != ":":
        return None
    if not _SPEAKING.isdisjoint(tokens.kinds[first : at - 1]):
        return None
    for c in options:
        m = c.mention
        if c.where is here and first < m.first < at and _is_source(m, here):
            whose = replace(m, relation="acc", cue=at - 1)
            return Candidate(whose, here, "according to", c.parts)
    return None


def _is_source(m: Mention, here: Analysed) -> bool:
    """Whether words come from or stand in what is mentioned: "a reply from him", "in a report"."""
    before = singular(here.tokens.lower[m.first - 2]) if m.first > 1 else ""
    if m.before == "in":
        return before in SPEECH and singular(m.head) in _WRITTEN
    if m.before not in _FROM or before not in SPEECH | _WRITTEN:
        return False
    named = m.kind in _NAMED and not is_place(here.tokens.words[m.last])
    return named or is_speaker(m, here)


def _is_led(tokens: Tokens, claim: int, at: int) -> bool:
    """Whether a colon leads to it, and nobody is told to speak: "The bank's reply came late:"."""
    first = max(tokens.first[tokens.sentence[claim]], claim - 2 * _BEFORE)
    return tokens.kinds[at - 1] == ":" and _SPEAKING.isdisjoint(tokens.kinds[first : at - 1])


def _is_told(here: Analysed, claim: int, at: int) -> bool:
    """Whether what a claim says stands behind it: "that …", "was that …", "for “…”".

    Not where that is the end of another clause ("his claim that it is so is “false”"), nor where
    somebody speaks of it ("blasted his call for “…”").
    """
    tokens = here.tokens
    is_ = _IS.match(tokens.kinds, claim + 1, at)
    if is_ is not None and is_.end() == at and tokens.lower[is_.start(1)] in WAS:
        # "his reply was: “…”", "his answer, sent later, was one line: “…”"; unlike "said that
        # her statement was “false”"
        return tokens.kinds[at - 1] in ",:" or tokens.lower[claim] in _ANSWER
    if _COLON.fullmatch(tokens.kinds, claim + 1, at):
        begin = tokens.first[tokens.sentence[claim]]
        return _BARE.fullmatch(tokens.kinds, begin, claim) is not None
    if tokens.kinds.count("A", claim + 3, at) > 1:
        return False
    more = _MORE.match(tokens.kinds, claim + 1, at)
    behind = tokens.lower[more.end() : at] if more is not None else []
    if behind[:1] == ["that"] or (behind[1:2] == ["that"] and behind[0] in WAS):
        return True
    first = max(tokens.first[tokens.sentence[at]], claim - 2 * _BEFORE)
    spoken = {"S", "H"}.intersection(tokens.kinds[first:claim])
    return tokens.lower[claim + 1] in _CALL and not spoken


def _is_owned(tokens: Tokens, claim: int) -> bool:
    """Whether a word stands before a claim that may say whose it is: "his", "Paz's"."""
    i = claim - 1
    while i > 0 and _is_inside(tokens, i):
        i -= 1
    return tokens.lower[i] in OWNER_KIND or tokens.words[i].endswith(OWNING)


def _is_inside(tokens: Tokens, i: int) -> bool:
    """Whether a token stands between a claim and whose it is: "his most recent claim"."""
    plain = tokens.kinds[i] in "wRV9" or tokens.lower[i] == "most"
    return plain and not tokens.words[i].endswith(OWNING)


def owner_of(here: Analysed, first: int, claim: int) -> Mention | None:
    """Who owns a claim: "his", "Paz's"."""
    tokens, i = here.tokens, claim - 1
    while i > first and _is_inside(tokens, i):
        i -= 1
    if i < 0 or i >= claim:
        return None
    kind = OWNER_KIND.get(tokens.lower[i])
    if kind is not None:
        span = (tokens.starts[i], tokens.ends[i])
        return Mention(i, i, *span, kind, tokens.lower[i], "", True, "acc", claim)
    until = here.before(i + 1)
    for m in reversed(here.mentions[max(0, until - 2) : until]):
        if m.last == i and m.possessor:
            return replace(m, before="", relation="acc", cue=claim)
    word = tokens.words[i]
    begin = i
    while begin > max(0, i - _PHRASE) and tokens.kinds[begin - 1] == "w":
        begin -= 1
    if word.endswith(OWNING) and begin and tokens.kinds[begin - 1] == "D":  # "the state's argument"
        end = tokens.ends[i] - 1 - (word[-1] == "s")
        noun, begin = tokens.lower[i][: end - tokens.starts[i]], begin - 1
        m = Mention(begin, i, tokens.starts[begin], end, "noun", noun, "", True, "acc", claim)
        return m if can_speak(noun) or is_role(noun) else None
    if word.endswith(OWNING) and word[0].isupper():  # at the head of a sentence: "Paz's reply was"
        start, end = tokens.starts[i], tokens.ends[i] - 1 - (word[-1] == "s")
        name = tokens.lower[i][: end - start]
        return Mention(i, i, start, end, "name", name, "", True, "acc", claim)
    return None
