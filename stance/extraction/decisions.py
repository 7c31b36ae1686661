"""Which of the mentions around a quotation is its speaker, and whether it is a quote at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from stance.extraction import names, words
from stance.extraction.bearing import borne
from stance.extraction.candidates import Candidate, Setting, candidates, setting
from stance.extraction.contrast import told_anew, told_in_turn
from stance.extraction.describe import chartered
from stance.extraction.kinds import can_speak, is_speaker
from stance.extraction.lead_ins import led_by_claim, led_from, named_by_claim
from stance.extraction.leading import (
    led_by_verb,
    named_behind,
    opening,
    told_by_another,
    told_in_clause,
)
from stance.extraction.model import Learned
from stance.extraction.object_clauses import told_in_object_clause, told_in_own_clause
from stance.extraction.passing import told_in_passing
from stance.extraction.phrases import Mention
from stance.extraction.presenting import presented
from stance.extraction.reader import Analysed, Reader
from stance.extraction.saying import quote_parts
from stance.extraction.tags import (
    agent,
    breaking_in,
    crying,
    is_spoken_of,
    tagged,
    tagged_at_end,
    told_aside,
)
from stance.extraction.templates import Part
from stance.extraction.wording import PLURAL
from stance.extraction.words import listed

_MAIN = frozenset(("sv", "svp", "svc", "sva"))
_CHARTERED = 3  # mentions that the name of an institution may hold
_INSIDE = 6  # mentions that a subject may have inside what tells more of it
# What opens a phrase that only says what the words are about: "As for Paz: “…”".
_ABOUT = re.compile(r"(?:as for|and of|and to|of|to|about|on) ")
# What a clause ends with before marked words, told as somebody said it: "It would be “…”".
_BACKSHIFTED = re.compile(r"\b(?:had|would)(?: (?:not|never|only))?(?: be| been| have been)?$")
# What opens a sentence that tells where words are written.
_WHERE = frozenset(
    listed("on below beneath under underneath above beside over inside across lower opposite next")
)
# Nothing is given back, or a sentence of many such phrases would take for ever.
_PHRASES = re.compile(r"R?(?:,?R?O(?:D{0,2}+[wNVR9P]{1,4}+){0,2}+)++:")
# A list of names that the last of a body's is joined to.
_LISTED = re.compile(r"D(?:N{1,2},)*N{1,2}K\Z")
_NAME = 12  # tokens of it
_PLACING = frozenset(("of", "in", "at", "near"))
# What stands before what somebody is as well: "Paz, himself a cook,", "Paz, now 81,".
_TELLING_MORE = frozenset(listed("himself herself itself themselves now then once"))
_CLAUSE = frozenset(listed("when if as before after although while which"))
_TOPIC = 6  # tokens of such a phrase


@dataclass(slots=True)
class Decision:
    """What was decided of one marked text; `quote` is None where nobody's words were seen.

    `aside` says whether its speaker only cries it while another speaks, who goes on.
    """

    index: int
    given: Setting
    options: list[Candidate]
    chosen: Candidate | None
    parts: list[Part]
    score: float
    aside: bool = False


def decide(
    reader: Reader,
    learned: Learned,
    index: int,
    previous: tuple[Analysed, object, int] | None,
) -> Decision:
    """Looks at one marked text: who may be its speaker, and whether it is a quote."""
    m = reader.marked[index]
    here = reader[reader.where[index]]
    at = here.tokens.at[index]
    given = setting(reader.text, m, here.tokens, at)
    options = candidates(reader, index, given, previous)  # type: ignore[arg-type]
    cry = crying(options, here, at)
    chosen = (
        cry
        or tagged(options, given, here, at)
        or tagged_at_end(options, here, at)
        or told_in_turn(options, here, at)
        or told_aside(options, here, at)
        or told_in_passing(options, here, at)
        or agent(options, here, at)
        or _on_topic(options, here, at)
        or told_in_object_clause(options, here, at)
        or told_in_own_clause(options, here, at)
        or told_by_another(options, here, at)
        or told_anew(options, here, at)
        or told_in_clause(options, here, at)
        or led_by_verb(options, here, at)
        or led_by_claim(options, here, at)
        or named_by_claim(options, here, at)
        or led_from(options, here, at)
        or breaking_in(options, here, at)
        or borne(options, here, at)
        or named_behind(options, given, here, at)
        or learned.choose(options, given)
        or learned.choose(_speaking(options), given, sure=True)
    )
    chosen = _subject(chosen) if chosen is not None else None
    chosen = presented(chosen, options, given, here, at) or chosen
    parts = quote_parts(reader.text, m, here, at, given, chosen)
    if chosen is None or _is_silent(chosen):
        # "cards that read “…” and “…”"
        joined = previous is not None and previous[2] == index - 1
        joined = joined and here.tokens.kinds[max(0, at - 2) : at] == "QK"
        same = (c for c in options if joined and c.rule.startswith("goes on"))
        chosen = next(same, None) or opening(options, here, at)
    elif _tells_where(here, at) or is_spoken_of(chosen, here, at):
        chosen = None
    return Decision(index, given, options, chosen, parts, learned.says(parts), cry is not None)


def _subject(chosen: Candidate) -> Candidate:
    """The subject itself where what is chosen only tells more of it.

    Of "a man who sells coffee said" the man; "a paper from the bank said" is the bank's.
    """
    m, where = chosen.mention, chosen.where
    at = where.before(m.first)
    for other in where.mentions[max(0, at - _CHARTERED) : at]:
        named = other.head in words.INSTITUTION and where.tokens.words[other.last][0].isupper()
        if named and m.end <= chartered(other, where) > other.end:
            whole = replace(other, relation=m.relation, cue=m.cue)  # "Ministry of Food and Trade"
            return Candidate(whole, where, chosen.rule, chosen.parts)
    meant = _whole_body(m, where) or _before_aside(m, where) or _before_clause(m, where)
    if meant is not None:
        return Candidate(meant, where, chosen.rule, chosen.parts)
    before = max(0, m.first - 1)  # "Ana Paz, a lawyer representing Len Roth, said"
    governed = where.tokens.kinds[before] == "O" or where.tokens.lower[before].endswith("ing")
    governed |= where.tokens.lower[before] in _TELLING_MORE or where.tokens.kinds[m.first] == "9"
    inside = m.relation == "svo" or (m.relation == "sva" and governed)
    if inside and m.before != "as":  # "a woman, who gave her name as Ana Paz, said"
        mute = not (is_speaker(m, where) or can_speak(m.head))  # "a card above her desk says"
        for other in where.mentions[max(0, at - _INSIDE) : at]:
            fits = is_speaker(other, where) or (mute and can_speak(other.head))
            fits = fits or bool(other.kind == "name" and where.titles(other))  # "Lord Kerr of Wick"
            of = m.before in _PLACING and other.last + 2 == m.first
            # "the head of the school", "the label on the crate"
            thing = mute and m.kind == "noun"
            fits = fits or ((of or thing) and other.kind == "noun")
            if other.cue == m.cue and other.relation in _MAIN and fits:
                return Candidate(other, where, chosen.rule, chosen.parts)
    return chosen


def _whole_body(m: Mention, where: Analysed) -> Mention | None:
    """A body whose name holds a list: "the Rail, Tram and Bus Union"."""
    tokens = where.tokens
    if m.before != "K" or m.head not in words.INSTITUTION:
        return None
    low = max(tokens.first[tokens.sentence[m.first]], m.first - _NAME)
    listed_ = _LISTED.search(tokens.kinds, low, m.first)
    if listed_ is None or any(names.gender(w) for w in tokens.lower[listed_.start() + 1 : m.first]):
        return None
    first = listed_.start() + 1
    return replace(m, first=first, start=tokens.starts[first], kind="org", before="")


def _before_aside(m: Mention, where: Analysed) -> Mention | None:
    """Who speaks through another: "The minister, in a note read by her aide, Len Roth, said"."""
    tokens = where.tokens
    first = tokens.first[tokens.sentence[m.first]]
    if m.relation != "sva" or not m.first or tokens.kinds[m.first - 1] != ",":
        return None
    for other in where.mentions[where.before(first) : where.before(first) + 2]:
        aside = tokens.lower[other.last + 1 : m.first]
        if (
            other.subject
            and aside[:2] == [",", "in"]
            and "by" in aside
            and is_speaker(other, where)
        ):
            return replace(other, relation="sv", cue=m.cue)
    return None


def _before_clause(m: Mention, where: Analysed) -> Mention | None:
    """Who speaks on both sides of another's clause: "The board, when I write to it, replies".

    Also whose relative is told of: "Paz, whose family owns the mill, says".
    """
    tokens, at = where.tokens, where.before(m.first)
    whose = tokens.lower[m.first] == "whose"
    for other in reversed(where.mentions[max(0, at - _CHARTERED) : at]):
        opening = other.last + 2
        if opening > m.first or tokens.kinds[opening - 1] != ",":
            continue
        if whose and opening == m.first:
            return other
        inside = tokens.lower[opening] in _CLAUSE and opening < m.first
        if inside and other.relation == "sva" and m.relation != "-" and m.cue < other.cue:
            return other
    return None


def _tells_where(here: Analysed, at: int) -> bool:
    """Whether what leads up to a quotation only tells where it stands: "Below it, in red: “…”"."""
    tokens = here.tokens
    first = tokens.first[tokens.sentence[at]]
    first += tokens.lower[first] == "and"
    topic = tokens.lower[first] == "on" and at - 1 - first <= _TOPIC  # "On rents: “…”"
    place = tokens.lower[first] in _WHERE and not topic
    return place and _PHRASES.fullmatch(tokens.kinds, first, at) is not None


def _is_silent(chosen: Candidate) -> bool:
    """Whether what is named near a quotation could not speak: "a political decision"."""
    if not chosen.rule.startswith("mentioned"):
        return False
    m, where = chosen.mention, chosen.where
    told = can_speak(m.head) or is_speaker(m, where) or PLURAL.search(m.head)
    return m.kind == "noun" and where.tokens.words[m.last].islower() and not told


def _on_topic(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who goes on to another matter: "As for Paz: “…”" is not what Paz said.

    Whoever the sentence before has speak; else whoever said the quotation before.
    """
    tokens = here.tokens
    own = tokens.sentence[at]
    first = tokens.first[own]
    if not own or "S" in tokens.kinds[first : tokens.past(own)]:
        return None
    topic = tokens.kinds[at - 1] == ":" and at - 1 - first <= _TOPIC
    topic = topic and _ABOUT.match(" ".join(tokens.lower[first:at])) is not None
    then = tokens.lower[first] == "then" and _PHRASES.fullmatch(tokens.kinds, first, at)
    topic = topic or bool(then)
    if not topic and not _BACKSHIFTED.search(" ".join(tokens.lower[max(first, at - 3) : at])):
        return None
    for c in options:
        m = c.mention
        said = c.where is here and tokens.sentence[m.first] == own - 1 and m.cue >= 0
        if said and m.relation[:2] in ("sv", "vs") and m.relation != "svo":
            return c
    going_on = (c for c in options if c.rule.startswith("goes on"))
    return next(going_on, None) if topic else None


def _speaking(options: list[Candidate]) -> list[Candidate]:
    """Those with a verb of saying in the quotation's own sentence: likelier than nobody."""
    return [
        c
        for c in options
        if c.parts[0][0] == "verb"
        and c.parts[0][1] in ("a0", "b0")
        and c.mention.relation in ("sv", "svp", "vs", "acc")
        and c.where.tokens.kinds[c.mention.cue] in "Sw"
    ]
