"""Whose a quotation is by what leads up to it: "the crowd chanted, “…”", "his claim that …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stance.extraction.candidates import Candidate, Setting
from stance.extraction.clauses import is_complement
from stance.extraction.describe import described, head
from stance.extraction.kinds import NOBODY, can_speak, is_somebody, is_speaker, singular
from stance.extraction.mentions import QUOTING
from stance.extraction.phrases import OWNER_KIND, Mention
from stance.extraction.reader import Analysed
from stance.extraction.subjects import is_hanging
from stance.extraction.templates import Part
from stance.extraction.titles import is_role
from stance.extraction.tokens import Tokens
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
_BEFORE = 20  # tokens before a quotation that are looked at for a claim
_PHRASE = 6  # tokens of a claim and whose it is
# What somebody says, by name.
_SPEECH = frozenset(
    listed("""
    claim claims warning warnings remark remarks comment comments statement statements assertion
    argument suggestion conclusion contention demand demands call calls insistence promise promises
    pledge vow answer reply response accusation criticism observation assumption belief view
    description dismissal complaint declaration prediction message slogan motto dictum mantra
    catchphrase phrase advice plea request retort verdict quip joke line refrain admission
    cry chant shout call verse explanation
""")
)
_UTTERED = _SPEECH | {"question", "questions"}
_CALL = frozenset(("of", "for", "to"))
_WAS = frozenset(("was", "is"))
_IS = re.compile(r"(?:OD{0,3}R?[wN9V]{1,6}){0,2}(?:,[^,Q.:]{1,8},)?(A)R?(?:D?[wN]{1,2})?[,:]")
# "Paz's explanation, by email:", "Her explanation?"
_COLON = re.compile(r"(?:OD{0,3}R?[wN9V]{1,6}){0,2}(?:,[^,Q.:]{1,8},?)?[:.]")
_BARE = re.compile("D?[wN]{0,5}")
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
# What may stand between a claim and what it says: "his claim on the radio that …".
_MORE = re.compile(r"(?:OD{0,3}R?[wN9V]{1,6}){0,2}")
_OWNING = ("'s", "’s", "s'", "s’")


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
        elif named and kinds[m.cue] == "S":
            return c  # "police said Len Roth shouted “Go”"
    return None


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


def led_by_claim(options: Sequence[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose claim a quotation is: "a riff on his warning that it was “late”"."""
    tokens = here.tokens
    first = max(tokens.first[tokens.sentence[at]], at - _BEFORE)
    if first == at and at > 2 and tokens.words[at - 1] == "?":  # "Her explanation? “…”"
        first = tokens.first[tokens.sentence[at - 1]]
        if at - first > _PHRASE:
            return None
    claim = at - 2
    while claim > first and not (tokens.lower[claim] in _SPEECH and _is_owned(tokens, claim)):
        posted = tokens.kinds[claim] == "S" and tokens.lower[claim].endswith("ed")
        if tokens.kinds[claim] in "SHQ.:" and not (posted and claim == at - 2):
            return None  # unlike "Her reply, also posted:"
        claim -= 1
    if claim <= first or not _is_told(here, claim, at):
        return None
    owner = _owner(here, max(first, claim - _PHRASE), claim)
    if owner is None:
        return None
    parts: list[Part] = [("verb", "b0", "acc", owner.kind, "-", "-")]
    same = (c.parts for c in options if c.where is here and c.mention.first == owner.first)
    return Candidate(owner, here, "according to", next(same, parts))


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
        verdict = m.possessor and tokens.lower[at + 1] in _WAS and tokens.lower[m.last + 1]
        if quoting or verdict in _SPEECH:  # “Too late” was Ana Paz's answer.
            said = replace(m, relation="acc", cue=past - 1, possessor=False)
            return Candidate(said, here, "according to", c.parts)
    match = _VERDICT.match(tokens.kinds, at + 1)
    if match is None or tokens.lower[match.end() - 1] not in _SOURCE:
        return None
    cried = tokens.kinds[at - 1 : at] in ("", ".") and tokens.lower[at + 1] == "from"
    if not (cried and given.end in ".?") and _SPEECH.isdisjoint(tokens.lower[at + 1 : match.end()]):
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


def _is_told(here: Analysed, claim: int, at: int) -> bool:
    """Whether what a claim says stands behind it: "that …", "was that …", "for “…”".

    Not where that is the end of another clause ("his claim that it is so is “false”"), nor where
    somebody speaks of it ("blasted his call for “…”").
    """
    tokens = here.tokens
    is_ = _IS.match(tokens.kinds, claim + 1, at)
    if is_ is not None and is_.end() == at and tokens.lower[is_.start(1)] in _WAS:
        return True  # "his reply was: “…”", "his answer, sent later, was one line: “…”"
    if _COLON.fullmatch(tokens.kinds, claim + 1, at):
        begin = tokens.first[tokens.sentence[claim]]
        return _BARE.fullmatch(tokens.kinds, begin, claim) is not None
    if tokens.kinds.count("A", claim + 3, at) > 1:
        return False
    more = _MORE.match(tokens.kinds, claim + 1, at)
    behind = tokens.lower[more.end() : at] if more is not None else []
    if behind[:1] == ["that"] or (behind[1:2] == ["that"] and behind[0] in _WAS):
        return True
    first = max(tokens.first[tokens.sentence[at]], claim - 2 * _BEFORE)
    spoken = {"S", "H"}.intersection(tokens.kinds[first:claim])
    return tokens.lower[claim + 1] in _CALL and not spoken


def _is_owned(tokens: Tokens, claim: int) -> bool:
    """Whether a word stands before a claim that may say whose it is: "his", "Paz's"."""
    i = claim - 1
    while i > 0 and _is_inside(tokens, i):
        i -= 1
    return tokens.lower[i] in OWNER_KIND or tokens.words[i].endswith(_OWNING)


def _is_inside(tokens: Tokens, i: int) -> bool:
    """Whether a token stands between a claim and whose it is: "his most recent claim"."""
    plain = tokens.kinds[i] in "wRV9" or tokens.lower[i] == "most"
    return plain and not tokens.words[i].endswith(_OWNING)


def _owner(here: Analysed, first: int, claim: int) -> Mention | None:
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
    if word.endswith(_OWNING) and tokens.kinds[i - 1] == "D" and i:  # "the state's argument"
        end = tokens.ends[i] - 1 - (word[-1] == "s")
        noun = tokens.lower[i][: end - tokens.starts[i]]
        m = Mention(i - 1, i, tokens.starts[i - 1], end, "noun", noun, "", True, "acc", claim)
        return m if can_speak(noun) or is_role(noun) else None
    if word.endswith(_OWNING) and word[0].isupper():  # at the head of a sentence: "Paz's reply was"
        start, end = tokens.starts[i], tokens.ends[i] - 1 - (word[-1] == "s")
        name = tokens.lower[i][: end - start]
        return Mention(i, i, start, end, "name", name, "", True, "acc", claim)
    return None
