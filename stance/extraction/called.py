"""The name that a description is given behind it: "a widow called Ana Paz"."""

from __future__ import annotations

import re

from stance.extraction import names
from stance.extraction.describe import described
from stance.extraction.kinds import PLURAL, is_human
from stance.extraction.people import gender_of_titles, plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed

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
# In a sentence of its own: "She gave her name as Ana Paz.", "It was Ana Paz, a clerk."
_GIVES = re.compile(
    r"(?P<who>He|She) (?:gave|gives|would give) (?:only )?(?:his|her) (?:first |full )?name "
    rf"(?:only |simply |just )?as (?P<name>{_NAME}(?: {_NAME}){{0,2}})"
)
_IS = re.compile(rf"(?:It|This|That) (?:is|was) (?P<name>{_NAME}(?: {_NAME}){{0,2}})(?=[,.])")
_ONE = frozenset(("a", "an", "one", "another"))
_BEHIND = 12  # mentions looked at behind a description


def name_told(text: str, m: Mention, where: Analysed) -> str | None:
    """The name that somebody described gives, or is told to have, behind the description."""
    told = _AS.match(text, m.end) or _AS.match(text, described(m, where))
    if told is None and where.tokens.lower[m.first] in _ONE:
        told = _CALLED.match(text, m.end)
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
            spoke = m.relation == "vs" and sentence == own + 1
            told = _IS.match(text, start) if spoke else None
            if told is not None and names.gender(plain(told["name"].split()[0])):
                return told["name"]
            told = _GIVES.match(text, start)
            if told is not None:
                sex = gender_of_titles([m.head])
                return told["name"] if sex in ("", "m" if told["who"] == "He" else "f") else None
        named = other.kind in ("person", "name")
        if named or (other.subject and other.kind == "noun" and is_human(other, where)):
            return None
    return None


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
