"""The name that a description is given behind it: "a widow called Ana Paz"."""

from __future__ import annotations

import re

from stance.extraction import names, places, words
from stance.extraction.describe import described
from stance.extraction.kinds import is_human
from stance.extraction.people import gender_of_titles, plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed
from stance.extraction.wording import PLURAL

_NAME = r"[^\W\d_a-z][\w’'-]*"
# "who gave her name only as Ana", "who asked to be identified as Ana", "whose name is Ana"
_AS = re.compile(
    r"(?: (?:I|we) [^.,;:“”\"\n]{3,60})?,? "
    r"(?:who (?:(?:gives?|gave|would give|offer(?:s|ed)) (?:only )?(?:the|his|her|their) "
    r"(?:first |full )?name,?"
    r"|(?:(?:asked|wanted|wished|agreed|preferred) (?:only )?to|would(?: only)?) be "
    r"(?:identified|named|known|called|quoted)"
    r"|(?:simply |only )?(?:would only call|calls|called|identifie[sd]|introduce[sd]|signs) "
    r"(?:him|her)self"
    r"|(?:go|goes|went) by(?: the (?:name|nickname|handle)(?: of)?)?)"
    r"|whose (?:first |full |real )?name (?:is|was)"
    r"|(?:calling|identifying|introducing) (?:him|her)self"
    r"|identified) (?:only |simply |just )?(?:as |by |the )?"
    rf"({_NAME}(?: {_NAME}){{0,2}}|(?<= handle )[\w.-]+\b)"
)
# "a widow called Ana Paz, who", unlike "a widow called Ana Paz a fool"
_CALLED = re.compile(
    rf" (?:called|named) ({_NAME}(?: {_NAME}){{0,3}})"
    r"(?=[,.;]| (?:who|said|says|was|is|had|has|from)\b)"
)
# In a sentence of its own: "She gave her name as Ana Paz.", "His name was Len Roth."
_GIVES = re.compile(
    r"(?:(?P<who>He|She) (?:(?:gave|gives|would give) (?:only )?(?:his|her) (?:first |full )?name "
    r"(?:only |simply |just )?as|(?:goes|went) by|(?:introduces|introduced) (?:him|her)self as)"
    r"|(?P<whose>His|Her) (?:first |full |real )?name (?:is|was)) "
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,2}})"
)
# Of the same: "It was Ana Paz, a clerk.", "She is Ana Paz."
_IS = re.compile(
    rf"(?P<who>It|This|That|He|She) (?:is|was) (?P<name>{_NAME}(?: {_NAME}){{0,2}})(?=[,.]| and )"
)
# In his own sentence: "A baker rose and gave his name as Len Roth."
_SELF = re.compile(
    r" (?:[a-z][a-z ’'-]{0,60} and )?(?:"
    r"(?:gave|gives) (?:only )?(?:his|her) (?:first |full )?name (?:only |simply |just )?as"
    r"|(?:identifie[sd]|introduce[sd]|calls|called) (?:him|her)self(?: only)?(?: as)?"
    r"|(?:asked|wanted|wished|agreed|preferred) (?:only )?to be "
    r"(?:identified|named|known|called|quoted)(?: only| simply)?(?: as| by)?) "
    rf"({_NAME}(?: {_NAME}){{0,2}})"
)
# What tells behind a name that it is somebody's.
_WHAT = re.compile(r", (?:who|a|an|the|his|her|\d+)\b| and (?:he|she) (?:is|was) ")
_ONE = frozenset(("a", "an", "one", "another"))
_SEX = {"He": "m", "His": "m", "She": "f", "Her": "f"}
_BEHIND = 12  # mentions looked at behind a description


def name_told(text: str, m: Mention, where: Analysed) -> str | None:
    """The name that somebody described gives, or is told to have, behind the description."""
    end = described(m, where)
    told = _AS.match(text, m.end) or _AS.match(text, end)
    if told is None and where.tokens.lower[m.first] in _ONE:
        told = _CALLED.match(text, m.end) or _CALLED.match(text, end)
        if told is None and m.subject:
            told = _SELF.match(text, m.end) or _SELF.match(text, end)
    return told.group(1) if told is not None else _name_given(text, m, where)


def _name_given(text: str, m: Mention, where: Analysed) -> str | None:
    """The name that a sentence behind gives to a speaker, with nobody else told of between."""
    tokens, at = where.tokens, where.before(m.first) + 1
    if m.kind != "noun" or PLURAL.search(m.head):
        return None
    last = own = tokens.sentence[m.first]
    for other in where.mentions[at : at + _BEHIND]:
        sentence = tokens.sentence[other.first]
        if sentence != last:
            last, start = sentence, tokens.starts[tokens.first[sentence]]
            sex = gender_of_titles([m.head])
            told = _IS.match(text, start)
            if told is not None and _is_somebody(told["name"], text, told.end()):
                his = _SEX.get(told["who"])
                spoke = m.cue >= 0 and sentence == own + 1
                if sex in ("", his) if his else spoke:
                    return told["name"]
            told = _GIVES.match(text, start)
            if told is not None:
                return told["name"] if sex in ("", _SEX[told["who"] or told["whose"]]) else None
        named = other.kind in ("person", "name")
        if named or (other.subject and other.kind == "noun" and is_human(other, where)):
            return None
    return None


def _is_somebody(name: str, text: str, end: int) -> bool:
    """Whether what it or he "is" may be who, by a given name or what stands behind it."""
    if name in places.ADJECTIVE or name in places.NATIVE or plain(name) in words.DAY:
        return False
    given = names.gender(plain(name.split()[0]))
    return bool(given) or _WHAT.match(text, end) is not None


# "Ana Paz, whom all call Mother Ana", "Ana Paz, better known as Mother Ana"
_ALSO = re.compile(
    r"\b(?:known (?:[a-z]+ ){0,3}as|nicknamed|dubbed|whom [^.,;:\n]{2,40}? calls?"
    r"|(?:goes|went) by the (?:name|handle)(?: of)?) (?:the )?"
    rf"[“\"‘']?({_NAME}(?: {_NAME}){{1,3}})"
)
_WHO = re.compile(rf"(?<!\bthe )({_NAME}(?: {_NAME}){{1,3}}),(?: who is| who was)?(?: [a-z]+)? $")
_BEFORE = 80


def aliases(text: str) -> dict[str, str]:
    """What people are called as well, with their names."""
    found = {}
    for match in _ALSO.finditer(text):
        who = _WHO.search(text, max(0, match.start() - _BEFORE), match.start())
        if who is not None:
            found[match.group(1)] = who.group(1)
    return found


# The line under a headline that says who wrote the article.
_BYLINE = re.compile(rf"^(?:By|BY) ({_NAME}(?: {_NAME}){{1,3}})$", re.MULTILINE)
_TOP = 600


def byline(text: str) -> str | None:
    """Who wrote an article, and is "I" in it outside the marks."""
    written = _BYLINE.search(text, 0, _TOP)
    return written.group(1) if written is not None else None


# A body by its whole name: "The Federal Bureau of Investigation".
_BODY = re.compile(
    rf"(?<![\w’'-])((?:[Tt]he )?)((?:{_NAME} (?:(?:of|for|on|and|&) (?:the )?)?){{1,6}}{_NAME})"
)
_SMALL = frozenset(("of", "for", "on", "and", "the", "&"))


def long_forms(text: str) -> dict[str, str]:
    """The bodies of a text by their first letters: "IMF". Of two letters only with "the"."""
    found: dict[str, str] = {}
    for match in _BODY.finditer(text):
        parts = match[2].split()
        if parts[0] == "The":
            del parts[0]
        the = bool(match[1]) or match[2].startswith("The ")
        letters = "".join(part[0] for part in parts if part not in _SMALL)
        if len(letters) > 2 or (the and len(letters) == 2):
            found.setdefault(letters, " ".join(parts))
    return found
