"""Who is told right beside a quotation, or at its sentence's end, to say it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from stance.extraction import words
from stance.extraction.candidates import Candidate, Setting
from stance.extraction.describe import described
from stance.extraction.kinds import is_somebody, is_speaker
from stance.extraction.reader import Analysed
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import is_passed_on
from stance.extraction.words import listed

_READ = frozenset(("read", "reads"))  # by whoever wrote it: “…,” read the first, signed by Paz
_NEARBY = 8  # tokens before a quotation in which a verb has it for its object
_CRIES = frozenset(
    listed("cry cries shout shouts chant chants call calls cheer cheers jeers heckle heckles")
)
_TELLING, _PARTING = re.compile("[SHQ.:]"), re.compile("[SHQ.:,]")
_MANY = 12  # tokens of cries on either side: a sentence may have any number
_AS = frozenset(("as", "a", "an", "the"))
_BEING = _AS | {"of", "being"}  # "accused of being “late” by Len"
_CALLED = 4  # tokens
_WHAT_FOR = _AS | {"of", "for", "that", "to"}
_BE = frozenset(("is", "are", "was", "were", "been", "being", "be"))
_SPOKEN_OF = frozenset(
    words.listed("""
    told warned accused called described termed labelled labeled branded deemed dubbed criticised
    criticized informed assured
""")
)
_PASSIVE = ("ed", "told")
# Of what is shown or passed on the words may be another's: "a letter released by Ana Paz".
_SHOWN = frozenset(
    listed("post release publish report issue share question press push raise fire back voice ask")
)
# What may stand behind cries: "from the gallery", "went up from the gallery".
_WHENCE = re.compile("(?:[AwSHV][RO]?)?O")
_FROM = re.compile(r"(?:,N{1,4}){1,2}\.?")
# What may stand between "she told" and the end of its sentence.
_END = re.compile(r"(?:O?D{0,2}[wN]{0,3}R?)?(?:[.?]|$)")

_PRONOUNS = ("he", "they", "it")
_ARTICLES = (["the"], ["a"], ["an"])


def tagged(options: list[Candidate], given: Setting, here: Analysed, at: int) -> Candidate | None:
    """Who speaks, right behind a quotation: “…,” a clerk at Gris said, “…?” asked one of them.

    Also who signs it, “…” – Ana Paz, and what it says: “…” it reads.
    """
    for c in options:
        signs = c.mention.relation == "acc" and c.mention.cue == at + 1 and c.where is here
        if signs and here.tokens.kinds[at + 1] == "-":
            return c
        if c.where is here and c.mention.first == at + 1 and _is_signature(c, here, at):
            return Candidate(replace(c.mention, relation="acc"), here, "according to", c.parts)
        it = c.mention.kind == "it" and c.mention.first == at + 1 and c.mention.relation == "sv"
        if it and c.where is here:
            return c
    calling = _calling_out(options, here, at)
    if calling is not None:
        return calling
    if given.end not in ",?":
        return _tagged_behind(options, here, at)
    for c in options:
        m = c.mention
        if here.tokens.kinds[m.first : m.last + 1] == "9":
            continue  # "said 9/11 widow Ana Paz"
        if m.relation == "vs" and at + 1 == m.cue and c.where is here:
            said = here.tokens.kinds[m.cue] == "S" and here.tokens.lower[m.cue] not in _READ
            return c if said else None
        asked = given.before == "^" and here.tokens.words[at + 1 : at + 2] in _ARTICLES
        if given.end != "," and not asked:
            continue
        if m.first == at + 1 and c.where is here and m.relation[:2] == "sv":
            plainly = here.tokens.kinds[m.cue] == "S" and m.relation != "svo" and m.kind != "it"
            return _remembered(options, here, m.cue) or (c if plainly else None)
    return None


def _remembered(options: list[Candidate], here: Analysed, verb: int) -> Candidate | None:
    """Whom somebody remembers to have said it: “…,” Ana remembers her mother telling her."""
    for c in options:
        m = c.mention
        if m.first == verb + 1 and c.where is here and is_passed_on(here.tokens, m.first, m.last):
            return c
    return None


def _is_signature(c: Candidate, here: Analysed, at: int) -> bool:
    """Whether a letter ends with who wrote it and where he is from: “…” Ana Paz, Gris."""
    named = c.mention.kind == "person" and not at and c.mention.cue < 0
    return named and _FROM.fullmatch(here.tokens.kinds, c.mention.last + 1) is not None


def _calling_out(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who is told behind a verb and its particle: “…,” called out a clerk."""
    kinds = here.tokens.kinds
    verb = at + 1 + (kinds[at + 1 : at + 2] == ",")
    if kinds[verb + 1 : verb + 2] != "R":
        return None
    said = (c for c in options if c.mention.relation == "vs" and c.where is here)
    return next((c for c in said if c.mention.cue == verb == c.mention.first - 2), None)


def _tagged_behind(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who speaks behind a comma that stands outside the marks: They saw “…”, she said.

    Bus cuts “too deep”, say campaigners; unlike: Ana called it “too deep”, said Len.
    """
    tokens = here.tokens
    if tokens.kinds[at + 1 : at + 2] != ",":
        return None
    for c in options:
        m = c.mention
        if m.relation == "vs" and m.cue == at + 2 == m.first - 1 and c.where is here:
            ends = tokens.kinds[m.last + 1 : m.last + 2] in ("", ".")
            told = any(_is_said_before(o, here, at) for o in options)
            return c if ends and tokens.kinds[m.cue] == "S" and not told else None
        if m.first == at + 2 and c.where is here and m.relation in ("sv", "svp"):
            ends = _END.match(tokens.kinds, m.cue + 1) is not None
            return c if ends and tokens.kinds[m.cue] == "S" and m.kind != "it" else None
    return None


def _is_said_before(c: Candidate, here: Analysed, at: int) -> bool:
    """Whether somebody has a verb of speech right before a quotation."""
    near = c.where is here and at - _NEARBY <= c.mention.cue < at
    return near and (c.mention.kind != "noun" or is_speaker(c.mention, here))


def tagged_at_end(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who says a sentence with a quotation in it: It “is legal” between the two, said Ana Paz."""
    kinds = here.tokens.kinds
    for c in options:
        m = c.mention
        if m.relation != "vs" or c.where is not here or m.cue != m.first - 1 or m.cue <= at + 1:
            continue
        if words.BASE.get(here.tokens.lower[m.cue]) == "tell":
            continue  # "the chair, Ana Paz, told the house"
        plainly = kinds[m.cue - 1 : m.first] == ",S" and kinds[m.last + 1 : m.last + 2] in (*",.",)
        if any(o.where is here and at - _NEARBY <= o.mention.cue < at for o in options):
            return None  # "Ana called the plan “reckless” in the house, said Len"
        if plainly and _TELLING.search(kinds, at + 1, m.cue - 1) is None:
            return c
    return None


def told_aside(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who is told between two commas to say it: "The remark, it now says, was “late”"."""
    kinds = here.tokens.kinds
    for c in options:
        m = c.mention
        if c.where is not here or m.kind not in _PRONOUNS or m.relation != "sv" or m.cue >= at:
            continue
        aside = m.first and kinds[m.first - 1] == "," and kinds[m.cue : m.cue + 2] == "S,"
        if aside and _TELLING.search(kinds, m.cue + 1, at) is None and "K" not in kinds[m.cue : at]:
            return c
    return None


def is_spoken_of(chosen: Candidate, here: Analysed, at: int) -> bool:
    """Whether somebody is told or called the words, by nobody knows whom.

    "Ana Paz was called “late”", "Ana Paz, accused of “waste”, left", unlike "was quoted as saying".
    """
    tokens, m = here.tokens, chosen.mention
    if chosen.where is not here or not m.last < at or not chosen.rule.startswith("mentioned"):
        return False
    verb = bisect_left(tokens.verbs, m.last + 1)
    if verb >= len(tokens.verbs) or tokens.verbs[verb] >= at:
        return False
    i = tokens.verbs[verb]
    if tokens.lower[i] not in _SPOKEN_OF or "S" in tokens.kinds[i + 1 : at]:
        return False
    between = tokens.kinds[m.last + 1 : i].replace("R", "")
    passive = set(between) == {"A"} and tokens.lower[i - 1 - (tokens.kinds[i - 1] == "R")] in _BE
    hanging = between == "," and tokens.lower[i] == "accused"
    return passive or (hanging and tokens.kinds[max(0, m.first - 1)] != ",")


def agent(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """By whom somebody is told or called something.

    "Len was described by Ana as “late”", "Len, branded “late” by Ana", unlike "seen by Ana".
    """
    tokens = here.tokens
    own, behind = tokens.sentence[at], tokens.lower[at + 1 : at + 2] == ["by"]
    called = at - 1
    while called > at - _CALLED and tokens.lower[called] in _BEING:
        called -= 1
    for c in options:
        m = c.mention
        if m.before != "by" or c.where is not here or tokens.sentence[m.first] != own:
            continue
        if behind and m.first == at + 2:
            verb = called
        elif _is_told_by(tokens, at, m.first - 2) or (
            m.last < at and _is_what_for(tokens, m.last + 1, at)
        ):
            verb = m.first - 2
        else:
            continue
        told = verb > 0 and tokens.kinds[verb] in "SH" and tokens.lower[verb].endswith(_PASSIVE)
        if told and words.BASE.get(tokens.lower[verb]) not in _SHOWN:
            by = replace(m, relation="acc", cue=verb)
            return Candidate(by, here, "according to", c.parts)
    return None


def _is_told_by(tokens: Tokens, at: int, verb: int) -> bool:
    """Whether a quotation is told to somebody right behind it: "“No,” Len was told by Ana"."""
    told = tokens.lower[verb] == "told" and tokens.lower[verb - 1] in _BE
    return told and verb > at + 2 and set(tokens.kinds[at + 1 : verb - 1]) <= set("NDwP")


def _is_what_for(tokens: Tokens, i: int, at: int) -> bool:
    """Whether only what somebody is told or called stands between: "by Ana as “late”".

    Not where the agent stands inside a subject: "a vote called by Ana would be “late”".
    """
    end = at - (tokens.kinds[at - 1] == ":")  # "was told by a clerk: “…”"
    leads = i == end or tokens.lower[i] in _WHAT_FOR
    return leads and _PARTING.search(tokens.kinds, i, end) is None


def crying(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Who cries something while another speaks: she said, to cries of “Shame!” from the gallery."""
    lower, kinds = here.tokens.lower, here.tokens.kinds
    first = last = at
    while (
        at - first < _MANY and kinds[max(0, first - 2) : first] == "QK"
    ):  # cries of “Shame!” and “Go!”
        first -= 2
    while last - at < _MANY and kinds[last + 1 : last + 3] == "KQ":
        last += 2
    if first < 2 or lower[first - 1] != "of" or lower[first - 2] not in _CRIES:
        return None
    whence = _WHENCE.match(kinds, last + 1)
    if whence is None or lower[whence.end() - 1] != "from":
        return None
    near = [c for c in options if c.where is here and c.mention.first == whence.end()]
    if not near:
        return None
    whole = max(near, key=lambda c: c.mention.last)  # "the Liberal benches", not "Liberal"
    from_there = replace(whole.mention, relation="acc", cue=whence.end() - 1)
    return Candidate(from_there, here, "according to", whole.parts)


def breaking_in(options: list[Candidate], here: Analysed, at: int) -> Candidate | None:
    """Whose voice comes in before a colon: "The hush was broken by a voice from the back: “…”"."""
    tokens = here.tokens
    if at < 2 or tokens.kinds[at - 1] != ":":
        return None
    for c in options:
        m = c.mention
        if c.where is not here or m.first >= at:
            continue
        voice = m.head == "voice" and m.before == "by"
        cry = m.before in ("from", "of") and tokens.lower[max(0, m.first - 2)] in _CRIES
        told = voice or (cry and is_somebody(m, here))
        if told and tokens.ends[at - 2] == described(m, here):
            return Candidate(replace(m, relation="acc"), here, "according to", c.parts)
    return None
