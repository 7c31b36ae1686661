"""What somebody is by what is told of him: "Ana Paz works as a nurse", "who owns the bakery"."""

from __future__ import annotations

import re

from stance.extraction.describe import described
from stance.extraction.kinds import is_human
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.titles import HUMAN
from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

_FAR = 10  # tokens between somebody and what he is told to be
_BESIDE = 4  # mentions looked back over
_UNGOVERNED = frozenset(("", "K", "S", "H", "V", "A"))  # what is no preposition
_NAMED = frozenset(("person", "name", "he"))
_IS = frozenset(listed("is was be became become becomes been remains remained"))
_CHOSEN = frozenset(listed("elected appointed named crowned re-elected"))
_SERVING = _CHOSEN | frozenset(
    listed("""
    works worked working serves served serving acts acted trained qualified hired employed
    recruited retired installed ordained
""")
)
_NOT = frozenset(listed("not never nearly almost to than would could should might may can if"))
_USED = "used to "
_LEADING = re.compile(r"(?:,9)?(?:,?P)?[RASHVwOD9N]{1,9}")

# "a rebel colonel", "of the rebel movement", behind a name.
_STYLE = re.compile(r",?O?D[wN]{1,4}")

_AGENT = re.compile(r"(\w+)(?:er|or|ress)")
_ENDINGS = ("s", "es", "ed", "d", "ing")
# What such a verb was, by what stands before the ending: the driver drove.
_PAST = {
    "driv": "drove", "buy": "bought", "writ": "wrote", "teach": "taught", "lead": "led",
    "sell": "sold", "build": "built", "los": "lost", "sing": "sang", "keep": "kept",
    "mak": "made", "rid": "rode", "winn": "won", "runn": "ran", "find": "found",
}  # fmt: skip
# What does not tell who did it here.
_ELSEWHERE = frozenset(
    listed("speaker reporter officer minister commander observer caller suspect former")
)
_BE = frozenset(listed("is was are were be been"))
_STEM = 3  # letters of a verb
_HAVING = 3  # tokens up to a verb: "who has also founded"
_OBJECT = 5
_MENTIONS, _PARAGRAPHS = 40, 4  # looked back over


def holder(m: Mention, where: Analysed) -> Mention | None:
    """Who is told to be, to have become or to work as a description: "who is a nurse"."""
    tokens, i = where.tokens, m.first - 1
    if i < 1 or m.possessor:
        return None
    low = max(tokens.first[tokens.sentence[m.first]], i - _FAR)
    if m.before == "as":
        tied = not _SERVING.isdisjoint(tokens.lower[low:i])
    else:
        tied = tokens.lower[i] in _IS or tokens.lower[i] in _CHOSEN
    if not tied:
        return None
    at = where.before(m.first)
    for other in reversed(where.mentions[max(0, at - _BESIDE) : at]):
        if other.last < low or other.possessor:
            return None
        if other.kind in _NAMED:
            who = tokens.lower[other.last + 1 : other.last + 3] == [",", "who"]
            if other.before not in _UNGOVERNED and not who:
                return None  # "Behind Ana Paz stood …", "the father of Ana Paz is a nurse"
            between = " ".join(tokens.lower[other.last + 1 : m.first]).replace(_USED, "").split()
            joined = _LEADING.fullmatch(tokens.kinds, other.last + 1, m.first)
            return other if joined and _NOT.isdisjoint(between) else None
    return None


def doer(m: Mention, where: Analysed, reader: Reader) -> tuple[Mention, Analysed] | None:
    """Who is told to do what a description says: "Ana Paz, who owns the bakery", "the owner".

    Of "the bakery owner" who owns a bakery.
    """
    agent = _AGENT.fullmatch(m.head)
    stem = agent[1] if agent is not None else m.head
    if len(stem) < _STEM or m.head in _ELSEWHERE or not is_human(m, where):
        return None
    stems = (stem, stem[:-1]) if stem[-1] == stem[-2] else (stem,)
    more = [_bare(word) for word in where.tokens.lower[m.first + 1 : m.last]]
    for other, there in reader.back(m, where, _PARAGRAPHS, _MENTIONS):
        if other.kind not in ("person", "name") or other.possessor:
            continue
        lower, i = there.tokens.lower, other.last + 1
        if there.tokens.kinds.startswith(",9,", i):
            i += 2  # "Ana Paz, 34, who"
        if lower[i : i + 2] == [",", "who"]:
            i += 2
        elif other.before not in _UNGOVERNED:
            continue
        if _does(there.tokens, i, stems, _PAST.get(stem), more):
            return other, there
    return None


def styled(m: Mention, where: Analysed, reader: Reader) -> tuple[Mention, Analysed] | None:
    """Whose office or body has a description's word in it: of "the rebel" Ana Paz, a rebel colonel.

    Also "the rebel leader Ana Paz", and "Ana Paz of the rebel movement".
    """
    if m.last != m.first + 1 or m.head not in HUMAN or described(m, where) != m.end:
        return None
    for other, there in reader.back(m, where, _PARAGRAPHS, _MENTIONS):
        if other.kind != "person" or other.possessor:
            continue
        tokens, name, i = there.tokens, there.name_at(other), other.last + 1
        told = tokens.lower[other.first : name - 1]
        style = _STYLE.match(tokens.kinds, i)
        if style is not None and (tokens.kinds[i] == "," or tokens.lower[i] == "of"):
            told = told + tokens.lower[i : style.end() - 1]
        if m.head in told:
            return other, there
    return None


def _does(
    tokens: Tokens, i: int, stems: tuple[str, ...], past: str | None, what: list[str]
) -> bool:
    """Whether from token `i` on somebody does what a verb says, to what these words name."""
    for verb in range(i, min(i + _HAVING, len(tokens))):
        word, behind = tokens.lower[verb], tokens.lower[verb + 1 : verb + _OBJECT]
        if word == past or any(_is_form(word, stem) for stem in stems):
            done = not word.endswith("ing") and tokens.lower[verb - 1] in _BE  # "was led by"
            return not done and behind[:1] != ["to"] and set(map(_bare, behind)).issuperset(what)
        if tokens.kinds[verb] not in "AR":
            return False
    return False


def _is_form(verb: str, stem: str) -> bool:
    """Whether a verb is of this stem: of "manag" are "manages" and "managed"."""
    return verb.startswith(stem) and verb[len(stem) :] in _ENDINGS


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").removesuffix("s")
