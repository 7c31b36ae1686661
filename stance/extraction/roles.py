"""Who held a role before: the mentions that "the sergeant" may take up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from stance.extraction import places, words
from stance.extraction.apposed import beside
from stance.extraction.describe import described
from stance.extraction.kinds import WRITTEN, is_listed, is_office
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.titles import charter
from stance.extraction.tokens import Tokens
from stance.extraction.wording import PLURAL

_BACK = 40  # paragraphs looked back over
_OF_ANY_RANK = frozenset(("prosecutor", "professor"))  # in whose name their assistants speak
_UNDER = frozenset(("deputy", "vice", "assistant", "shadow"))
_PAST = frozenset(("former", "ex"))
# What tells one office from another of its name.
_FIELDS = frozenset(
    words.listed("""
    prime finance foreign health defence defense interior labour labor home transport education
    environment energy justice trade agriculture culture housing information economy budget
    planning science sports tourism treasury police fire opposition party council union financial
    executive operating technology prosecution trial appeal district permanent state
""")
)
# Titles and trades that are one.
_ALIKE = {
    "rev": "priest", "reverend": "priest", "chaplain": "priest", "father": "priest",
    "bishop": "priest", "archbishop": "priest", "capt": "captain", "col": "colonel",
    "sgt": "sergeant", "lt": "lieutenant", "gen": "general", "sen": "senator", "pontiff": "pope",
    "rep": "representative", "congressman": "representative", "congresswoman": "representative",
    "gov": "governor", "dr": "doctor", "prof": "professor", "msgr": "priest", "maj": "major",
    "physician": "doctor", "obstetrician": "doctor", "surgeon": "doctor", "pediatrician": "doctor",
    "insider": "source", "pal": "friend", "ceo": "executive", "boss": "executive",
    "attorney": "lawyer", "solicitor": "lawyer", "barrister": "lawyer", "litigator": "lawyer",
}  # fmt: skip
# What somebody of other titles is called as well.
_CALLED = {
    "nun": ["sister"],
    "lawmaker": words.listed("senator representative deputy mp mla assemblyman assemblywoman"),
    "legislator": words.listed("senator representative deputy mp mla assemblyman assemblywoman"),
    "officer": words.listed("sergeant lieutenant captain inspector constable detective corporal"),
    "academic": words.listed("professor lecturer scientist historian"),
    "scholar": words.listed("professor lecturer academic historian"),
    "writer": words.listed("author novelist poet essayist playwright"),
    "author": words.listed("writer novelist poet"),
    "novelist": ["author"],
    "campaigner": ["activist"],
    "environmentalist": words.listed("activist campaigner"),
    "player": words.listed("striker forward winger midfielder defender goalkeeper"),
    "footballer": words.listed("striker forward winger midfielder defender goalkeeper player"),
    "forward": words.listed("striker winger"),
    "musician": words.listed("singer guitarist drummer pianist violinist cellist"),
    "clergyman": words.listed("priest vicar pastor rector"),
    "don": words.listed("professor lecturer scientist historian doctor"),
    "cleric": words.listed("priest imam pastor rabbi ayatollah sheikh mullah"),
    "envoy": ["ambassador"],
    "monarch": words.listed("king queen ruler sultan emir chief hrh"),
}
# Who speaks for a country, and is several people where several countries speak.
_ENVOYS = frozenset(words.listed("ambassador envoy delegate representative observer counterpart"))
_BEHIND = re.compile("OD?[wN]{0,3}N")
_LANDS = frozenset(("American", *places.ADJECTIVE.values()))
_NEAREST = 20  # mentions of one paragraph
_MENTIONS, _AHEAD = 300, 40
_NAMED = frozenset(("person", "name"))
_TOLD = frozenset(("noun", "mixed"))
# What tells one from another of the kind, not what it is.
_ORDER = frozenset(words.listed("first second third fourth next last other same whole rival"))
_TITLES = 4  # words before a name


class Roles:
    """The mentions of an article by their roles, worked out for a paragraph when asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._held: dict[int, dict[str, list[int]]] = {}

    def bearers(self, m: Mention, where: Analysed) -> Iterator[tuple[Mention, Analysed]]:
        """The mentions before that hold the role of `m`, or a name that ends so, nearest first.

        Of a former one those that are told to be former first.
        """
        found = self._bearers(m, where)
        if _PAST.isdisjoint(_office(m, where)):
            return found
        return iter(sorted(found, key=lambda other: _PAST.isdisjoint(_office(*other))))

    def _bearers(self, m: Mention, where: Analysed) -> Iterator[tuple[Mention, Analysed]]:
        roles = [_ALIKE.get(m.head, m.head), "=" + m.head, *_CALLED.get(m.head, ())]
        for number in range(where.number, max(-1, where.number - _BACK), -1):
            known = self._known(number)
            held = [known[role] for role in roles if role in known]
            if not held:
                continue
            there = self._reader[number]
            until = there.before(m.first) if there is where else len(there.mentions)
            if number == where.number and there is not where:  # `where` is a part of it
                until = bisect_left(there.mentions, m.start, key=lambda other: other.start)
            near: set[int] = set()
            for indexes in held:
                end = bisect_left(indexes, until)
                near.update(indexes[max(0, end - _NEAREST) : end])
            for i in sorted(near, reverse=True)[:_NEAREST]:
                other = there.mentions[i]
                if m.kind == "mixed" and not _share_name(m, where, other, there):
                    continue  # "the mayor's spokesman" is not any spokesman
                if differ(m, where, other, there) or (not number and self._is_shouted(other, m)):
                    continue
                yield other, there

    def told_fuller(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """What "the service" was before: "the statistical service"; of "the aide" Paz's aide."""
        bare = m.last == m.first + 1 and described(m, where) == m.end
        if not bare or m.head in WRITTEN or PLURAL.search(m.head):
            return None
        for other, there in self.bearers(m, where):
            if there.tokens.asks(there.tokens.sentence[other.first]):
                continue  # "Had Orlik's assistant been told?"
            more = there.tokens.lower[other.first : other.last]
            owned = there.tokens.kinds[other.first] != "D"  # "Paz's aide"
            known = more[:1] == ["the"] or owned
            if other.kind in _TOLD and known and len(more) > 1 - owned and _ORDER.isdisjoint(more):
                return other, there
        return None

    def officer(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Who holds the office that letters stand for: of "the MD" the managing director."""
        letters = self._reader.text[m.start : m.end]
        before = self._reader.back(m, where, _BACK, _MENTIONS)
        for other, there in chain(before, self._reader.ahead(m, where, _AHEAD)):
            if _begins_with(other, there, letters):
                named = other if other.kind in _NAMED else beside(other, there)
                if named is not None and named.kind == "person":
                    return named, there
        return None

    def _is_shouted(self, headline: Mention, m: Mention) -> bool:
        """Whether a headline names in capitals what is a role below: "COUNCIL BACKS PLAN"."""
        shouted, said = (self._reader.text[n.start : n.end].isupper() for n in (headline, m))
        return shouted and not said

    def _known(self, number: int) -> dict[str, list[int]]:
        """A paragraph's mentions by the roles they hold, and by "=" and the last word of a name."""
        known = self._held.get(number)
        if known is None:
            known, where = defaultdict(list), self._reader[number]
            self._held[number] = known
            for i, m in enumerate(where.mentions):
                kind, role = m.kind, m.head
                if m.possessor and "of" in where.tokens.lower[m.first : m.last]:
                    continue  # "one of the mayor's few allies"
                if kind == "noun" or kind == "mixed" or is_office(m):
                    known[_ALIKE.get(role, role)].append(i)
                elif kind == "name" and m.possessor and is_listed(role):
                    continue  # "the minister's party"
                elif kind in ("person", "name", "org"):
                    known["=" + role].append(i)
                    titles = where.titles(m) if kind != "org" else []
                    for place, title in enumerate(titles, start=1):
                        if place == len(titles) or title not in words.INSTITUTION:
                            known[_ALIKE.get(title, title)].append(i)
        return known


def differ(m: Mention, where: Analysed, other: Mention, there: Analysed) -> bool:
    """Whether an office is of another field or rank than somebody's.

    "The prime minister" is not the finance minister, "the mayor" not the deputy mayor, and "the
    mayor of Gris" not Ana Paz, mayor of Dorn.
    """
    if _is_elsewhere(m, where, other, there):
        return True
    if m.head in _ENVOYS and _seat(m, where)[1]:  # "the Kenyan delegate" is not anybody
        called = {m.head, *_CALLED.get(m.head, ())}
        if called.isdisjoint(_office(other, there)):
            return True
    if m.head not in words.TITLE:
        return False
    ours, theirs = (_office(*of) - {m.head} for of in ((m, where), (other, there)))
    if not theirs:
        return False
    ranked = m.head not in _OF_ANY_RANK
    if ranked and _UNDER.isdisjoint(ours) != _UNDER.isdisjoint(theirs):
        return True
    theirs_once = there.tokens.lower[other.first] in words.POSSESSIVE  # "her former clerk"
    if _PAST.isdisjoint(ours) and not _PAST.isdisjoint(theirs) and not theirs_once:
        return True  # while "the former minister" may have resigned today
    ours, theirs = ours & _FIELDS, theirs & _FIELDS
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _begins_with(m: Mention, where: Analysed, letters: str) -> bool:
    """Whether the words of an office begin with these: "the Inspector-General of Police", "IGP"."""
    tokens, past = where.tokens, m.last + 1
    if m.kind in _NAMED:
        past = where.name_at(m)
    parts = [part for word in tokens.lower[m.first : past] for part in word.split("-")]
    if not any(map(is_listed, parts)):
        return False
    for end in (past, charter(tokens, past) if len(letters) > 2 else past):  # not of a place
        run = zip(tokens.words[m.first : end], tokens.kinds[m.first : end], strict=True)
        initials = ["".join(p[:1] for p in w.split("-")).upper() for w, k in run if k not in "DO"]
        if any("".join(initials[i:]) == letters for i in range(len(initials))):
            return True
    return False


def _office(m: Mention, where: Analysed) -> frozenset[str]:
    """The words for what somebody is: of a name its titles, and what stands beside it."""
    tokens, first, past = where.tokens, m.first, m.last + 1
    named = m.kind in ("person", "name")
    if named:
        past = where.name_at(m)
        while first and past - first < _TITLES and tokens.kinds[first - 1] in "wN":
            first -= 1  # "Deputy mayor Ana Paz"
    words_ = tokens.lower[first:past]
    if named and tokens.kinds[m.last + 1 : m.last + 2] == ",":
        at = where.before(m.last + 2)
        apposed = where.mentions[at : at + 1]
        if apposed and apposed[0].first == m.last + 2 and apposed[0].kind == "noun":
            words_ = words_ + tokens.lower[apposed[0].first : apposed[0].last + 1]
    return frozenset(part for word in words_ for part in word.rstrip(".").split("-"))


def _share_name(m: Mention, where: Analysed, other: Mention, there: Analysed) -> bool:
    """Whether two descriptions have a name in common: "the Paz aide", "Paz's aide"."""
    past = other.last + 1
    behind = _BEHIND.match(there.tokens.kinds, past)  # "the Gris mayor", "the mayor of Gris"
    end = past if behind is None else behind.end()
    ours = _names(where.tokens, m.first, m.last + 1)
    return not ours.isdisjoint(_names(there.tokens, other.first, end))


def _is_elsewhere(m: Mention, where: Analysed, other: Mention, there: Analysed) -> bool:
    """Whether two offices are of two places or bodies, as far as both tell."""
    (ours, land), (theirs, their_land) = _seat(m, where), _seat(other, there)
    if land and their_land:
        return land.isdisjoint(their_land)
    short = any(name.isupper() for name in ours ^ theirs)  # "the head of the COA"
    return bool(ours and theirs) and ours.isdisjoint(theirs) and not short


def _seat(m: Mention, where: Analysed) -> tuple[frozenset[str], frozenset[str]]:
    """The names of what an office is of, and the countries that its words name.

    Of somebody named, the office that stands beside the name.
    """
    tokens, first, last = where.tokens, m.first, m.last
    if m.kind == "person" or (m.kind == "name" and not is_listed(m.head)):
        at, begin = where.before(last + 2), last + 2
        last = where.name_at(m) - 1
        apposed = where.mentions[at] if at < len(where.mentions) else m
        told = apposed.first == begin and apposed.kind in ("noun", "mixed")
        if told and tokens.kinds[begin - 1] == ",":
            first, last = apposed.first, apposed.last
    behind = _BEHIND.match(tokens.kinds, last + 1)
    of = behind is not None and tokens.lower[last + 1] == "of"
    end = behind.end() if behind is not None and of else last + 1
    seat = _names(tokens, last + 1, end)
    known = _names(tokens, first, end)
    return seat, known & _LANDS


def _names(tokens: Tokens, first: int, end: int) -> frozenset[str]:
    """The names among some words, each country's by the adjective: "Russia's", "Moscow".

    Of "Gris College", which is not Dorn College, no more than "Gris".
    """
    named = (tokens.words[i] for i in range(first, end) if tokens.kinds[i] == "N")
    bare = [word.removesuffix("'s").removesuffix("’s").rstrip("'’") for word in named]
    if "United" in bare and "States" in bare:
        bare = ["American"]
    own = [word for word in bare if word.lower() not in words.INSTITUTION]
    # "the Green leader" leads the Greens
    return frozenset(places.ADJECTIVE.get(word, word.removesuffix("s")) for word in own or bare)
