"""Whose words a letter, a sign or a banner carries: who wrote it, signed it, or put it up."""

from __future__ import annotations

import re

from stance.extraction.describe import head
from stance.extraction.kinds import ANYBODY, DOCUMENT, SIGNED, is_somebody, singular
from stance.extraction.mentions import is_shown
from stance.extraction.phrases import OWNER_KIND, Mention
from stance.extraction.reader import Analysed

# "a note from", "a letter signed by", "a sheet, hung by", "a clip was put online by"
_FROM = re.compile(r"(?:(?:,?(?:9,)?A?R?[wSHVA][Rw]?)?|OD?[wN]{1,3},)O")
_NAMES = frozenset(("person", "name", "org"))
# "a note from a nurse", "a leaflet of the Teachers' Union"
_FROM_WHOM = {False: ("from", "by"), True: ("from", "by", "of")}
_SUBJECT = frozenset(("sv", "svp", "svc", "sva"))
# What opens a clause that tells more of a place or a time: "in Gris, where Paz works, a card".
_RELATIVE = frozenset(("where", "when"))
_GOT = frozenset(("got", "received", "found", "opened"))
_BEHIND = 8  # mentions looked at behind it
# What stands before the object of a verb: nothing, or the verb.
_MADE = frozenset(("", "S", "H", "V", "A"))


def author(m: Mention, where: Analysed) -> Mention | None:
    """Whose "Ana Paz's letter" is, and "a note from Ana Paz"; else who made it."""
    if where.tokens.lower[m.first] in OWNER_KIND:
        return None  # "his last letter, written from a hospice": the owner's
    at, sentence = where.before(m.first), where.tokens.sentence
    for other in where.mentions[at + 1 : at + 6]:
        signed = where.tokens.lower[max(0, other.first - 2) : other.first] == ["signed", "by"]
        if signed and other.kind in _NAMES and sentence[other.first] == sentence[m.first]:
            return other  # "a letter from the office in Gris, signed by Ana Paz"
    inside = where.tokens.lower[m.last + 1 : m.last + 3] == ["in", "which"]
    for other in where.mentions[at + 1 : at + 3] if inside else ():
        if other.first == m.last + 3 and (other.kind in _NAMES or other.kind == "he"):
            return other  # "a letter in which she accused the board"
    for other in where.mentions[max(0, at - 2) : at + 6]:
        if other.possessor and other.first == m.first and other.kind == "name":
            return other
        if (
            other.first > m.last + 1
            and where.tokens.lower[other.first - 1] in _FROM_WHOM[other.kind in _NAMES]
            and _FROM.fullmatch(where.tokens.kinds, m.last + 1, other.first)
            and not is_shown(where.tokens, other.first)
        ):
            return other
    if singular(m.head) in DOCUMENT:
        return None
    maker = _holder(m, where) or _maker(m, where) or _speaking_in(m, where)
    return head(maker, where) if maker is not None else None


def owner_of(m: Mention, where: Analysed) -> int:
    """The token of "clerk's" in "the clerk's letter", which is no name; -1 where there is none."""
    tokens = where.tokens
    for i in range(m.first, m.last):
        if tokens.kinds[i] == "w" and tokens.lower[i].endswith(("'s", "’s", "s'", "s’")):
            return i
    return -1


def voice_of(m: Mention, where: Analysed) -> Mention | None:
    """Whose a voice is: "Ana Paz's voice", "the voice of a clerk"."""
    if m.head != "voice":
        return None
    at, of = where.before(m.first), where.tokens.lower[m.last + 1 : m.last + 2] == ["of"]
    for other in where.mentions[max(0, at - 1) : at + 3]:
        within = m.first <= other.first and other.last < m.last
        if (within and other.possessor) or (of and other.first == m.last + 2):
            return other
    return None


def _speaking_in(m: Mention, where: Analysed) -> Mention | None:
    """Who speaks in what is written: "In a statement sent on Monday, Ana Paz said"."""
    tokens, at = where.tokens, where.before(m.first)
    sentence = tokens.sentence[m.first]
    if m.before != "in" or m.first != tokens.first[sentence] + 1:
        return None
    for other in where.mentions[at + 1 : at + _BEHIND]:
        if tokens.sentence[other.first] != sentence:
            return None
        if other.cue > other.last and other.relation in _SUBJECT and tokens.kinds[other.cue] == "S":
            return other
    return None


def _holder(m: Mention, where: Analysed) -> Mention | None:
    """Who carries what is written: "a nurse with a placard", "fans came with a bed sheet"."""
    if m.before != "with":
        return None
    tokens, at = where.tokens, where.before(m.first)
    for other in reversed(where.mentions[max(0, at - 4) : at]):
        if tokens.sentence[other.first] != tokens.sentence[m.first]:
            return None
        whose = head(other, where)
        if (other.last == m.first - 2 or other.active) and is_somebody(whose, where):
            return whose
    return None


def _maker(m: Mention, where: Analysed) -> Mention | None:
    """Who made what is written: "the notice she taped to the gate", "the flutes hung a sheet".

    The subject of the clause behind it, or of the one it is the object of.
    """
    tokens, at = where.tokens, where.before(m.first)
    follows = m.last + 1 + (tokens.lower[m.last + 1 : m.last + 2] in (["that"], ["which"]))
    said_in = m.before == "in" and tokens.kinds[m.first - 2 : m.first - 1] in (*"SHV",)
    for other in where.mentions[at + 1 : at + 3]:
        if other.first == follows and other.active and other.kind != "i" and not said_in:
            return other
    if m.subject or tokens.kinds[m.first - 1] == "," or tokens.lower[m.first - 1] == "past":
        return None  # "she walked past a banner"
    for other in where.mentions[max(0, at - 4) : at]:
        if said_in and other.cue == m.first - 2 and other.relation[:2] == "sv":
            return other  # "Paz, who filed a brief, said in a statement"
    for other in reversed(where.mentions[max(0, at - 4) : at]):
        if tokens.sentence[other.first] != tokens.sentence[m.first]:
            return None
        aside = tokens.lower[other.first - 1] in _RELATIVE if other.first else False
        if not _GOT.isdisjoint(tokens.lower[other.last + 1 : m.first]):
            return None
        # "the mayor of Gris wrote a letter"
        wrote = other.cue == m.first - 1 and other.relation in _SUBJECT
        acts = other.active or wrote or (other.subject and tokens.kinds[other.last + 1] == "R")
        if acts and not other.possessor and not aside and other.kind != "i":
            nobody = other.head in ANYBODY or other.head in SIGNED or other.head == "somebody"
            return other if not nobody and (said_in or m.before in _MADE) else None
    return None
