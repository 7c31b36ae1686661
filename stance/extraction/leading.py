"""Whose a quotation is by the clause that leads up to it: "the crowd chanted, “…”"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stance.extraction.candidates import Candidate, Setting
from stance.extraction.clauses import is_complement
from stance.extraction.describe import described, head
from stance.extraction.kinds import NOBODY, can_speak, is_somebody, is_speaker, singular
from stance.extraction.mentions import QUOTING
from stance.extraction.reader import Analysed
from stance.extraction.subjects import is_hanging
from stance.extraction.templates import Part
from stance.extraction.verbs import is_passed_on
from stance.extraction.words import BASE, listed

_TOLD = frozenset(("told", "asked", "warned", "assured", "promised"))
CALLING = frozenset(("call", "describe", "term", "label", "brand", "deem", "dub"))
_APPOSED = re.compile(r",[RK]?[DO]?[wN9OD]{1,12},")  # "Ana Paz, once a clerk in Gris, who"
_CLAUSE = 14  # tokens of a clause before the quotation in it
_APART, _TOLD_ANEW = re.compile("[Q.]"), re.compile("[SQ.]|,.")
_RELATIVE = frozenset(("who", "which"))
_REACHED = frozenset(("by", "from", "to", "A", "K", ""))
_OPENING = frozenset(("what", "which", "that", "whom"))  # a clause with a subject of its own
_HOLDS = frozenset(("holds", "held", "thinks", "thought"))
# What somebody says, by name.
SPEECH = frozenset(
    listed("""
    claim claims warning warnings remark remarks comment comments statement statements assertion
    argument suggestion conclusion contention demand demands call calls insistence promise promises
    pledge vow answer reply response accusation criticism observation assumption belief view
    description dismissal complaint declaration prediction message slogan motto dictum mantra
    catchphrase phrase word advice plea request retort verdict quip joke line refrain admission
    charge charges allegation allegations cry chant shout call verse explanation
""")
)
_UTTERED = SPEECH | {"question", "questions"}
WAS = frozenset(("was", "is"))
_VERDICT = re.compile("(?:AR?D[wV]{1,3})?O")
_SAID = re.compile("[^A][SH]")  # unlike "was written"
_COMES = frozenset(("comes", "came", "come"))
_SOURCE = frozenset(("of", "from"))
# Behind a quotation, before whose it is.
_QUOTING = [
    comma + words
    for words in (["in", "the", "words", "of"], ["to", "quote"])
    for comma in ([","], [])
]


def told_by_another(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose words another passes on.

    "Paz said a manager had told him he could “go”", "According to records, a manager told him
    to “go”", "Paz quoted a manager: “Go”", "a video shows a manager shouting: “Go”".
    """
    kinds, lower = here.tokens.kinds, here.tokens.lower
    for c in options:
        m = c.mention
        if m.cue >= at or c.where is not here:
            continue
        quoted = m.relation == "acc" and lower[m.cue] in QUOTING
        if quoted or (m.cue > m.last and is_passed_on(here.tokens, m.first, m.last)):
            if _APART.search(kinds, m.cue, at) is None:
                return c
            continue
        if m.relation != "sv" or _TOLD_ANEW.search(kinds, m.cue + 1, at):
            continue
        opens = lower[max(0, m.first - 1)] in _OPENING and m.kind not in ("he", "it", "i")
        if opens and BASE.get(lower[m.cue]) in CALLING:
            return c  # "Len denied what the judge called a “late” act"
        said = kinds[max(0, m.first - 2) : m.first].rstrip("K").endswith("S")
        named = said and lower[m.first] not in NOBODY and (m.kind == "name" or is_somebody(m, here))
        if lower[m.cue] in _TOLD and kinds[m.cue + 1] == "P":
            if said or lower[here.tokens.first[here.tokens.sentence[at]]] == "according":
                return c
        elif named and (kinds[m.cue] == "S" or _calls(lower[m.cue])):
            return c  # "police said Len Roth shouted “Go”", "Paz said Len had called it “late”"
    return None


def _calls(verb: str) -> bool:
    """Whether a verb says what something is: "called", unlike "were calling every hour"."""
    return BASE.get(verb) in CALLING and not verb.endswith("ing")


def told_in_clause(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose words the clause around a quotation tells: "He met Ana Paz, who found it “dear”"."""
    tokens = here.tokens
    first = max(tokens.first[tokens.sentence[at]], at - _CLAUSE)
    for i in range(at - 2, first, -1):
        if tokens.kinds[i] in ",.:Q":
            return None
        if tokens.lower[i] == "who" and tokens.kinds[i - 1] in "wND":
            return _told_of_who(options, here, i, at)
        if tokens.lower[i] in _RELATIVE and tokens.kinds[i - 1] == ",":
            verb = i + 1 + (tokens.kinds[i + 1] == "R")
            if tokens.kinds[verb] not in "SH" and tokens.lower[verb] not in _HOLDS:
                return None
            if "S" in tokens.kinds[verb + 1 : at]:
                return None
            for c in options:
                m = c.mention
                if c.where is not here:
                    continue
                described = m.kind == "person" and _APPOSED.fullmatch(tokens.kinds, m.last + 1, i)
                which = tokens.lower[i] == "which" and m.before in _REACHED
                speaks = which and tokens.kinds[verb] == "S"  # "by the presidency, which said"
                speaks |= m.kind != "noun" or can_speak(m.head) or is_speaker(m, here)
                near = m.last == i - 2 and speaks
                if near or described:
                    before = "" if which else m.before  # "a denial from the ministry, which said"
                    subject = replace(m, relation="svc", cue=verb, before=before)
                    return Candidate(subject, here, "subject and verb before", c.parts)
            return None
    return None


def _told_of_who(
    options: Sequence[Candidate], here: Analysed, who: int, at: int
) -> Candidate | None:
    """Who speaks in a clause without a comma: "He met a man who asked one thing: “…”"."""
    tokens = here.tokens
    verb = who + 1 + (tokens.kinds[who + 1] == "R")
    joined = tokens.kinds.find("KS", verb, at)  # "who introduced himself as a clerk and asked"
    if tokens.kinds[verb] not in "SH" and joined > 0:
        verb = joined + 1
    led = tokens.kinds[at - 1] in ":," or verb == at - 1
    clause = {"A", "S", "H"}.intersection(tokens.kinds[verb + 1 : at - 1])
    if not led or tokens.kinds[verb] not in "SH" or clause:
        return None  # unlike "a word for those who said it was so: “Liars”"
    begin = tokens.first[tokens.sentence[who]]
    near = [c for c in options if c.where is here and c.mention.first < who]
    for c in reversed(near):
        m = head(c.mention, here)
        fits = m.before != "as" and is_speaker(m, here) and not is_complement(m, here)
        ends = c.mention.last == who - 1 or described(c.mention, here) == tokens.ends[who - 1]
        told = "S" in tokens.kinds[begin : m.first] and m.before != "by"
        if ends and fits and not told:  # unlike "She told a man who asked her, “No”"
            subject = replace(m, relation="svc", cue=verb)
            return Candidate(subject, here, "subject and verb before", c.parts)
    return None


def led_by_verb(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """The subject of the verb that leads to a quotation, behind another clause or at the head.

    "As Paz spoke, the crowd chanted, “Go!”"; not where another passes it on ("According to …").
    """
    tokens = here.tokens
    first, verb = tokens.first[tokens.sentence[at]], at - 2
    if verb <= first or tokens.kinds[at - 1] not in ",:" or tokens.lower[first] == "according":
        return None
    while verb > first and tokens.kinds[verb] == "R":
        verb -= 1  # "called out:"
    if tokens.kinds[verb] == "P" and tokens.lower[verb - 1] in _TOLD:
        verb -= 1  # "told him:"
    if tokens.kinds[verb] not in "SH" or is_hanging(tokens, verb):
        return None
    for c in options:
        m = c.mention
        leads = c.where is here and m.cue == verb and m.relation in ("sv", "svp") and m.kind != "it"
        if leads and m.before in ("", "K") and (not m.first or tokens.kinds[m.first - 1] in ",."):
            return c
    return None


def named_behind(
    options: Sequence[Candidate], given: Setting, here: Analysed, at: int
) -> Candidate | None:
    """Whose a quotation is said to be that begins a sentence: "“Too late,” was the view of Paz".

    Also where a cry comes from: "“Go home!” from the back row", unlike "“Barbie” from Mattel".
    """
    tokens = here.tokens
    quoting = next((w for w in _QUOTING if tokens.lower[at + 1 : at + 1 + len(w)] == w), None)
    past = at + 1 + len(quoting) if quoting else at + 2
    for c in options:
        m = c.mention
        if c.where is not here or m.first != past or m.kind == "noun":
            continue
        owned = m.possessor and tokens.lower[at + 1] in WAS
        verdict = owned and not SPEECH.isdisjoint(tokens.lower[m.last + 1 : m.last + 2])
        if quoting or verdict:  # “Too late” was Ana Paz's answer.
            said = replace(m, relation="acc", cue=past - 1, possessor=False)
            return Candidate(said, here, "according to", c.parts)
    match = _VERDICT.match(tokens.kinds, at + 1)
    if match is None or tokens.lower[match.end() - 1] not in _SOURCE:
        return None
    cried = tokens.kinds[at - 1 : at] in ("", ".") and tokens.lower[at + 1] == "from"
    if not (cried and given.end in ".?") and SPEECH.isdisjoint(tokens.lower[at + 1 : match.end()]):
        return None
    for c in options:
        if c.where is here and c.mention.first == match.end():
            said = replace(c.mention, relation="acc", cue=match.end() - 1)
            return Candidate(said, here, "according to", c.parts)
    return None


def come_from(here: Analysed, first: int, past: int) -> Candidate | None:
    """Who the sentence before a quotation says it comes from: "A shout came from the back row."."""
    kinds, lower = here.tokens.kinds, here.tokens.lower
    words_ = not _UTTERED.isdisjoint(lower[first:past])
    if not words_ and "V" not in kinds[first:past]:
        return None
    for m in here.mentions[here.before(first) :]:
        if m.first >= past:
            break
        speaks = words_ or is_speaker(m, here) or can_speak(singular(m.head))
        comes = m.before == "from" and lower[m.first - 2] in _COMES and kinds[m.last + 1] == "."
        if comes and speaks:  # unlike "The attack came from a drone."
            parts: list[Part] = [("verb", "b1", "acc", m.kind, "-", "-")]
            said = replace(m, relation="acc", cue=m.first - 1)
            return Candidate(said, here, "according to", parts)
    return None


def opening(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who a sentence begins with that leads up to a quotation nobody near it says."""
    tokens = here.tokens
    first = tokens.first[tokens.sentence[at]]
    led = at > first and (tokens.kinds[at - 1] in ":,SH" or tokens.lower[at - 1] == "that")
    for c in options if led else ():
        m = c.mention
        if c.where is not here or not m.subject or m.first != first or m.kind == "i":
            continue
        # Looked at only here, near the sentence's beginning: a sentence may have many quotations.
        said = _SAID.search(tokens.kinds, first, at) is not None
        if said or can_speak(singular(m.head)) or is_speaker(m, here):
            return c
    return None
