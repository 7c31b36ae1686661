"""What stands behind a verb of speech, if it is a proposition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stance.extraction import reporting, words
from stance.extraction.addressees import past_addressee
from stance.extraction.circumstances import past_circumstance, past_time
from stance.extraction.endings import (
    end_before_act,
    end_before_denial,
    end_of_infinitive,
    end_of_relative,
)
from stance.extraction.gerunds import doing
from stance.extraction.naming import name_behind
from stance.extraction.openings import is_plain_clause, opening
from stance.extraction.phrases import Mention
from stance.extraction.questions import question_behind
from stance.extraction.reporting import verb_class
from stance.extraction.titles import is_role
from stance.extraction.tokens import Tokens
from stance.extraction.verbs import is_past
from stance.extraction.words import listed

SHORTEST, LONGEST = 3, 150  # tokens of a reported clause
SKIPPED = 12  # tokens between a verb of speech and what it reports
# Whom one assures, before a clause without "that": "promised her it", "reminded the board the".
_TOLD = re.compile("(?:P|D{1,2}w|N{1,3})(?=[PDR])")
_HAVING = frozenset(("has", "have", "had", "having"))
_PART = frozenset(
    listed("""
    one some most many few several all none each any either neither both half much two three
    because instead out
""")
)
_FINITE = frozenset("ASH")
_OPENING = ("D", "P", "N", "9", "w", "O", "K", "R")
_OF_WHICH = words.RELATIVE | {"what"}
# Conjunctions that may end a clause: "met him only once", "did not say why", "asked them to do so".
_CLOSING = frozenset(listed("once so yet though however how why when where what because"))
# Verbs, what introduces what they charge, praise or warn of, and how their rule is called.
_JUDGING = (
    (reporting.AGAINST, "against", "of"),
    (reporting.OF, "of", "of"),
    (reporting.FOR, "for", "for"),
    (reporting.AS, "as", "as"),
)
_PHRASES = re.compile(r"(?:[RO]?D{0,4}R?[wN9VP]{1,6},?){1,4}")


@dataclass(slots=True)
class Reported:
    """A reported proposition: tokens `[first, last]`, who said it, and by what rule."""

    first: int
    last: int
    mention: Mention
    cue: int
    rule: str


def is_unsaid(tokens: Tokens, cue: int) -> bool:
    """Whether a verb of saying is denied or asked about: "did not say that"; not "in May, said"."""
    low = max(0, cue - 2)
    if tokens.lower[cue + 1 : cue + 2] == ["off"]:
        return True  # "shrugged off criticism that"
    if tokens.kinds[cue - 1] == "," or reporting.UNSAID.isdisjoint(tokens.lower[low:cue]):
        return False
    return any(  # "in May residents said"
        tokens.lower[i] in reporting.UNSAID and tokens.kinds[i] != "N" for i in range(low, cue)
    )


def proposition_behind(
    tokens: Tokens, m: Mention, cue: int, high: int, rule: str
) -> Reported | None:
    """What stands behind a verb of speech, if it is a proposition."""
    kinds, lower = tokens.kinds, tokens.lower
    verb = words.BASE.get(lower[cue], "")
    high = end_of_relative(tokens, m, cue, high)
    i = cue + 1
    limit = min(high, cue + SKIPPED)
    if i < high and kinds[i] == "A" and lower[m.first - 1] in words.RELATIVE:
        return _of_relative(tokens, m, cue, high)
    if i > high or kinds[i] == "Q" or is_unsaid(tokens, cue) or _compares(tokens, m, high):
        return None
    while i <= limit and kinds[i] == "R" and lower[i] not in ("that", "there", "up"):
        i += 1
    timed = i if verb == "tell" else past_time(tokens, i, limit, high)  # "told reporters Friday"
    if timed > i:
        i = timed
        while i <= limit and kinds[i] == "R" and lower[i] not in ("that", "there"):
            i += 1
    if i > high:
        return None
    name = rule or verb_class(verb)
    if kinds[i] == ":":
        return _behind_colon(tokens, m, cue, i, high)
    first = _that(tokens, i, limit, verb in reporting.ADDRESSED)
    if first is not None:
        if verb in reporting.THAT:
            return stripped(tokens, first + 1, high, m, f"{name} that", cue)
        return None
    for verbs, particle, rule in _JUDGING:
        at = _particle(tokens, i, limit, particle) if verb in verbs else -1
        if at >= 0 and particle == "against" and "of" in lower[i:at]:
            continue  # "warned of a plot against him"
        if at >= 0 and not _is_judged(tokens, m, cue, i):
            begin = at + 1
            if particle == "as":  # "described by Ana Paz as late"
                begin = i if m.first < cue else at
            if begin == at and _has_object_before(tokens, m):
                comma = kinds.find(",", at, high)  # "in what Ana Paz described as a farce, it fell"
                high = comma if comma > 0 else high
            return stripped(tokens, begin, high, m, f"verb of judgement, {rule}", cue)
    if verb in reporting.NAMES:
        begin = name_behind(tokens, m, cue, i, limit)
        if begin > 0:
            high = end_of_infinitive(tokens, m, begin, min(high, begin + LONGEST))
            return stripped(tokens, begin, high, m, "verb of judgement, as", cue, 2)
    if verb in reporting.WILL and "to" in lower[i : limit + 1]:
        wanted = _wanted(tokens, m, cue, (i, high), limit)
        if wanted is not None:
            return wanted
    wants = 2 * (lower[i : i + 2] == ["to", "know"])  # "demanded to know what it was"
    if verb in reporting.ASKS or wants:
        begin = question_behind(tokens, i + wants, limit)
        if begin > 0:
            return stripped(tokens, begin, high, m, "question", cue)
    if verb in reporting.ADDRESSED and verb != "tell":
        whom = _TOLD.match(kinds, i, high)
        if whom is not None and is_plain_clause(tokens, whom.end(), high):
            return stripped(tokens, whom.end(), high, m, f"{name} clause", cue)
    if verb == "tell":
        behind = past_addressee(tokens, i, limit, high)
        if behind is None or behind > high:
            return None
        i = behind
    done = doing(tokens, cue, i, min(high, i + LONGEST)) if verb in reporting.DOING else None
    if done is not None and lower[m.first - 1] not in _OF_WHICH:
        last = end_of_infinitive(tokens, m, *done)
        return stripped(tokens, done[0], last, m, f"{name} clause", cue, 2)
    if verb in reporting.PLAINLY and is_past(lower[cue]) and is_plain_clause(tokens, i, high):
        return stripped(tokens, i, high, m, f"{name} clause", cue)
    if verb in reporting.BARE and kinds[i] != ",":
        i = past_circumstance(tokens, i, limit, high)
        says = verb in ("say", "tell")
        opened = opening(tokens, i, high, verb in reporting.CLAUSAL, says)
        if opened is not None:
            # "said nobody died", "said she lied", unlike "said it was"
            shortest = 2 if says and kinds[opened + 1 : opened + 2] == "w" else SHORTEST
            return stripped(tokens, opened, high, m, f"{name} clause", cue, shortest)
    return None


def _behind_colon(tokens: Tokens, m: Mention, cue: int, i: int, high: int) -> Reported | None:
    """A clause behind a colon and no marks: "Ana Paz explained: the road was shut"."""
    kinds, verb = tokens.kinds, words.BASE.get(tokens.lower[cue], "")
    clause = kinds[i + 1 : i + 2] in _OPENING and not _FINITE.isdisjoint(kinds[i + 2 : high + 1])
    told = verb in reporting.LEADING and tokens.lower[m.first - 1] not in _OF_WHICH
    if not told or not clause or "Q" in kinds[i : high + 2]:
        return None  # also "What the papers say: a vote that nobody wants"
    return stripped(tokens, i + 1, high, m, f"{verb_class(verb)} clause", cue)


def _of_relative(tokens: Tokens, m: Mention, cue: int, high: int) -> Reported | None:
    """What is said of the noun before a clause: "a line, which Ana Paz said would make glass"."""
    kinds = tokens.kinds
    begin = tokens.first[tokens.sentence[cue]]
    told = words.BASE.get(tokens.lower[cue]) in reporting.BARE and not is_unsaid(tokens, cue)
    # unlike "asks who Ana Paz thinks is right"
    noun = tokens.lower[m.first - 1] != "who" or kinds[m.first - 2] in ",wN"
    # unlike "the plan that Ana Paz said was dead is back", whose end is not known
    begin = max(begin, m.first - LONGEST)
    if not told or not noun or _FINITE.isdisjoint(kinds[begin : m.first - 1]):
        return None
    comma = kinds.find(",", cue, min(high, cue + LONGEST)) if kinds[m.first - 2] == "," else -1
    return stripped(tokens, cue + 1, comma if comma > 0 else high, m, "verb of speech clause", cue)


def _compares(tokens: Tokens, m: Mention, high: int) -> bool:
    """Whether an aside only likens the rest to what is said: "as Ana Paz said it would be, …"."""
    as_ = tokens.lower[m.first - 1] == "as" and tokens.kinds[m.first - 2] == ","
    return as_ and tokens.kinds.find(",", m.last, min(high, m.last + LONGEST)) > 0


def _wanted(
    tokens: Tokens, m: Mention, cue: int, span: tuple[int, int], limit: int
) -> Reported | None:
    """What somebody is to do: "urged [her to go]", "promised [to go]", "told her [to go]".

    `span` are the token behind the verb and its adverbs and the last of the sentence.
    """
    kinds, lower = tokens.kinds, tokens.lower
    i, high = span
    verb, at = words.BASE[lower[cue]], _particle(tokens, i, limit, "to")
    begin = at - (at > i and lower[at - 1] == "not")
    if at < 0 or kinds[at + 1 : at + 2] not in (*"ASHVwR",) or not _wants(tokens, m, cue):
        return None
    own = verb in reporting.OWN_WILL
    if own is not (begin == i) or not set("ASHK").isdisjoint(kinds[i:begin]):
        return None
    if "P" in kinds[i + 2 : begin] or (verb == "call" and not _is_called_on(tokens, i, at)):
        return None
    if not own and verb != "tell" and m.first != i + 1:
        begin = i + (lower[i] in ("on", "upon"))
    high = end_of_infinitive(tokens, m, at + 1, high)
    return stripped(tokens, begin, high, m, "verb of will, to", cue)


def _is_called_on(tokens: Tokens, i: int, to: int) -> bool:
    """Whether "on the board to go" or "for it to be held" follow, unlike "for action to end it"."""
    if tokens.lower[i] == "for":
        return tokens.kinds[i + 1] in "DNP" or tokens.lower[to + 1] == "be"
    return tokens.lower[i] in ("on", "upon")


def _wants(tokens: Tokens, m: Mention, cue: int) -> bool:
    """Whether a verb of will tells of what was said: unlike "the sum he pledged to pay"."""
    form, before = tokens.lower[cue], tokens.lower[cue - 1]
    behind = m.last + 1
    object_ = tokens.lower[behind] in words.RELATIVE and tokens.kinds[behind + 1] in "DNP"
    if before == "by" or object_ or _has_object_before(tokens, m):
        return False  # "disgraced himself by urging them to go"
    acted = form.endswith(("ed", "told", "ing"))
    if acted and words.BASE[form] not in reporting.OWN_WILL:
        return True
    # unlike "the debate promised to be dull", "would freeze it and urge others to do so"
    return (acted or before != "and") and (
        m.kind != "noun" or is_role(m.head) or is_role(m.head.removesuffix("s"))
    )


def _is_judged(tokens: Tokens, m: Mention, cue: int, i: int) -> bool:
    """Whether others judge the noun before a verb: "a man suspected of", "and accused of lying".

    `i` is the token behind the verb and its adverbs.
    """
    verb = tokens.lower[cue]
    if not verb.endswith("ed") or words.BASE[verb] in reporting.ALONE or m.first == i + 1:
        return False  # also of who judges: "was accused by Ana Paz of"
    if tokens.kinds[i] not in "O," or tokens.lower[cue - 1] in _HAVING:
        return False  # "accused Ana Paz of"
    return m.last > cue or not _has_object_before(tokens, m)


def _has_object_before(tokens: Tokens, m: Mention) -> bool:
    """Whether what is judged stands before a subject: "what Ana Paz", "a plan Ana Paz"."""
    i = m.first - 1
    if i < 0:
        return False
    return tokens.lower[i] in _OF_WHICH or (
        tokens.kinds[i] in "Nw9" and not is_past(tokens.lower[i])
    )


def _particle(tokens: Tokens, i: int, limit: int, particle: str) -> int:
    for j in range(i, limit + 1):
        if tokens.lower[j] == particle:
            part = particle == "of" and tokens.lower[j - 1] in _PART
            if part and tokens.kinds[j + 1 : j + 2] in (*"DP", ""):
                continue  # "accused one of the guards of it", "warned most of them were late"
            return -1 if tokens.lower[j - 1] == "condition" else j  # "on condition of anonymity"
        if tokens.kinds[j] in ",.:Q" or tokens.kinds[j - 1 : j + 1] in ("KA", "KS", "KH"):
            break
    return -1


def _that(tokens: Tokens, i: int, limit: int, addressed: bool) -> int | None:
    """The token "that" that opens the proposition, over an addressee, a time or phrases."""
    told = addressed and "who" in tokens.lower[i : limit + 1]  # "told a man who asked that"
    for j in range(i, limit + 1):
        if tokens.lower[j] == "that":
            if j + 1 < len(tokens) and tokens.kinds[j + 1] in "A.":
                return None
            day = tokens.kinds[j + 2 : j + 3] in (",", ".", "")
            if day and tokens.lower[j + 1 : j + 2] and tokens.lower[j + 1] in words.TIME:
                return None  # "preached in Gris that evening, …"
            if j > i and _tells_of(tokens, j):
                return None
            if j == i or tokens.kinds[j - 1] == "," or (addressed and "," not in tokens.kinds[i:j]):
                return j
            behind = tokens.lower[j - 1]
            if behind in words.DAY or behind in reporting.MEDIUM or tokens.kinds[j - 1] == "9":
                return j
            phrases = tokens.kinds[i] == "O" and _PHRASES.fullmatch(tokens.kinds, i, j)
            return j if phrases else None
        verb = tokens.kinds[j] in "ASH" and (tokens.kinds[j] == "A" or j > i)
        if tokens.kinds[j] in "Q.:" or (verb and not (told and "who" in tokens.lower[i:j])):
            return None
    return None


def _tells_of(tokens: Tokens, that: int) -> bool:
    """Whether a clause tells of the noun before it: "at a meeting that soon turned to fish"."""
    verb = that + 1 + (tokens.kinds[that + 1 : that + 2] == "R")
    if verb >= len(tokens):
        return False
    # unlike "told reporters that demands for it grew"
    acts = tokens.kinds[verb] in "SHV" and tokens.kinds[verb + 1 : verb + 2] in (*"DP",)
    return tokens.kinds[that - 1] in "wVN" and (acts or is_past(tokens.lower[verb]))


def stripped(
    tokens: Tokens,
    first: int,
    last: int,
    m: Mention,
    rule: str,
    cue: int = -1,
    shortest: int = SHORTEST,
) -> Reported | None:
    """A proposition without the punctuation around it; None below `shortest` tokens."""
    last = min(last, first + LONGEST)
    if (cue if cue >= 0 else m.cue) < first:  # what may stand behind it is not the speaker's
        last = end_before_denial(tokens, first, last)
        last = end_before_act(tokens, first + SHORTEST, last)
    while last > first and tokens.kinds[last] in ",.:-K" and not _closes(tokens, last):
        last -= 1
    while first < last and tokens.kinds[first] in ",:-":
        first += 1
    if last - first + 1 < shortest:
        return None
    return Reported(first, last, m, cue if cue >= 0 else m.cue, rule)


def _closes(tokens: Tokens, i: int) -> bool:
    """Whether a token is a conjunction that joins nothing: "met him only once", before a mark."""
    behind = tokens.kinds[i + 1 : i + 2]
    return tokens.lower[i] in _CLOSING and tokens.kinds[i - 1] != "," and behind in ("", ",", ".")
