"""Descriptions that stand for a name given elsewhere: "the company", "the comedian", "a nurse"."""

from __future__ import annotations

import re

from stance.extraction import places
from stance.extraction.antecedents import Antecedents
from stance.extraction.apposed import beside
from stance.extraction.clauses import is_complement, is_same_speaker
from stance.extraction.contrast import begins_clause
from stance.extraction.describe import described
from stance.extraction.firms import Firms, whole
from stance.extraction.kinds import (
    is_human,
    is_institution,
    is_listed,
    is_native,
    is_somebody,
)
from stance.extraction.later import OPENING, Later
from stance.extraction.people import People, plain
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader
from stance.extraction.roles import differ
from stance.extraction.wording import PLURAL
from stance.extraction.words import COUNT, listed

_PARAGRAPHS = 8  # looked back over
_OLD = "-year-old"
_DESCRIBED = frozenset(("noun", "mixed"))
_SENTENCES = 2  # looked back over for who was just named
_MENTIONS = 60
_AHEAD = 120  # mentions looked ahead over
_ONE = frozenset(("a", "an", "another"))  # who is told of anew
# Nouns that say what somebody named is, and seldom stand for an office that a place has.
_TRADE = re.compile(
    r"-year-old$|(?:ologist|(?:photo|bio|demo|choreo)grapher|ician|nomist|cellist|pianist"
    r"|violinist|guitarist|novelist)$|^(?:mother|father)-of-\w+$"
)
_TRADES = frozenset(
    listed("""
    comedian comic actor actress singer rapper musician composer author writer poet artist painter
    sculptor filmmaker presenter broadcaster star celebrity striker forward winger midfielder
    defender goalkeeper quarterback pitcher batsman bowler boxer champion skipper athlete golfer
    jockey historian scientist academic scholar professor laureate veteran pensioner widow widower
    billionaire millionaire tycoon entrepreneur businessman businesswoman politician lawmaker
    legislator parliamentarian democrat republican conservative backbencher envoy grandmother
    grandfather teenager youngster retiree activist campaigner farmer lawyer barrister surgeon
    defendant suspect accused
""")
)


# What somebody is called in a story about him: "the Florida senator", "the dance-show beauty".
_EPITHETS = frozenset(
    listed("""
    senator governor congressman congresswoman candidate nominee front-runner frontrunner incumbent
    hopeful magnate mogul beauty ace legend favourite favorite icon idol heartthrob hitmaker
    businessman businesswoman billionaire millionaire tycoon republican democrat star neurosurgeon
    native veteran
""")
)
_PARENTS = frozenset(("mother", "father", "grandmother", "grandfather", "mum", "dad"))
_NATIONS = frozenset((*places.ADJECTIVE, *places.ADJECTIVE.values()))
_STEM = 3  # letters that Spain, Spanish and Spaniard share
_FOREIGN = places.REGIONAL | frozenset(places.ADJECTIVE.values())


# Who does something to somebody, and is told by that alone.
_COUNTERPARTS = frozenset(
    listed("""
    judge magistrate prosecutor lawyer attorney solicitor barrister counsel doctor surgeon nurse
    physician paramedic manager coach trainer captain referee umpire officer detective sergeant
    inspector constable policeman policewoman spokesman spokeswoman spokesperson coroner landlord
    boss employer victim reporter interviewer
""")
)
_NEXT = frozenset(listed("first second third fourth next other same"))
_PLACING = frozenset(listed("behind beside opposite near next"))
_HE, _SHE = r"[Hh]e|[Hh]im|[Hh]is", r"[Ss]he|[Hh]er"
_THIRD = {
    sex: re.compile(rf"\b(?:{words})\b")
    for sex, words in (("m", _HE), ("f", _SHE), ("", f"{_HE}|{_SHE}"))
}
_LOOKED = 400  # characters of what is said
_STORY, _OFTEN = 20_000, 2  # characters before, and how often somebody is named in them
_MANY = 100  # quotations of a paragraph


class Variation:
    """The names that descriptions stand for, within one article, each with its paragraph."""

    def __init__(self, reader: Reader, people: People, antecedents: Antecedents) -> None:
        self.reader, self.people, self.text = reader, people, reader.text
        self._antecedents = antecedents
        self._firms = Firms(reader, people, antecedents)
        self.later = Later(reader, people)

    def find(
        self, m: Mention, where: Analysed, last: str | None
    ) -> tuple[Mention, Analysed] | None:
        """Whom a description with "the" means that was not introduced; `last` spoke before."""
        return (
            self._firms.find(m, where)
            or self._of_trade(m, where, last)
            or self.later.find(m, where)
        )

    def headlined(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Whom a headline names by a word alone, and what follows by name: "…, union says"."""
        alone = m.first == m.last or (
            m.first + 1 == m.last and where.tokens.words[m.first] in _NATIONS  # "Norway bishop"
        )
        if where.number or not alone or m.cue < 0 or PLURAL.search(m.head):
            return None
        for other, there in self.reader.ahead(m, where, _AHEAD):
            if there.number > OPENING:
                break
            if not there.number or other.possessor:
                continue
            if self._firms.may_be(m, other, there):
                return whole(other, there), there
            named = beside(other, there) if other.head == m.head else None
            if other.kind == "person" and m.head in there.titles(other):
                named = other
            if named is not None and named.kind == "person":
                return named, there
        return None

    def of_nation(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Who of two "the Spaniard" or "the French president" is: Ana Paz of Spain."""
        if (aged := self._of_age(m, where)) is not None:
            return aged
        nation = m.head if is_native(m) else where.tokens.lower[m.last - 1]
        if not is_native(m) and nation.title() not in _NATIONS:
            return None
        for other, there in self.reader.back(m, where, _PARAGRAPHS, _MENTIONS):
            if other.kind == "person" and not other.possessor:
                words = _beside(other, there)
                if any(w in _NATIONS and w[:_STEM].lower() == nation[:_STEM] for w in words):
                    return other, there
        return None

    def _of_age(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Who is as old as "the 34-year-old": "Ana Paz, 34," or "Ana Paz, a 34-year-old nurse"."""
        own = where.tokens.lower[m.first : m.last + 1]
        age = next((word for word in own if word.endswith(_OLD)), None)
        if age is None:
            return None
        for other, there in self.reader.back(m, where, _PARAGRAPHS, _MENTIONS):
            apart = m.start - other.end > len(", ")  # unlike "by Ana Paz, the 83-year-old said"
            if other.kind == "person" and not other.possessor and apart:
                behind = there.tokens.lower[other.last + 1 : other.last + 4]
                before = there.tokens.lower[max(0, other.first - 3) : other.last]
                apposed = behind[:1] == [","] and (
                    age in behind or age.removesuffix(_OLD) in behind
                )
                if apposed or age in before:
                    return other, there
        return None

    def just_named(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """The one person of the sentence before, where a role alone goes on speaking of him."""
        if not is_somebody(m, where) or PLURAL.search(m.head) or described(m, where) > m.end:
            return None
        if is_counterpart(m, where) or _is_of_another(m, where):
            return None
        here = where.tokens.sentence[m.first]
        found: tuple[Mention, Analysed] | None = None
        # "The senator said", where a paragraph begins: of whom the one above has told
        above = here == 0 and m.cue >= 0
        for other, there in self.reader.back(m, where, 1 + above, _MENTIONS):
            sentence = there.tokens.sentence[other.first]
            if there is not where:  # the last sentence of the paragraph above is the one before
                sentence -= there.tokens.sentence[-1] + 1
            if sentence < here - _SENTENCES:
                break
            if other.head == m.head and other.kind in _DESCRIBED and beside(other, there) is None:
                return None  # "Paz's envoy was told. The envoy said …"
            if found is not None and sentence < here - 1:
                continue
            if there.tokens.asks(there.tokens.sentence[other.first]):
                continue  # "Will Ana Paz stay? “No,” said the coach."
            known = other.kind == "name" and plain(other.head) in self.people.by_last
            institution = is_institution(self.text[other.start : other.end])
            if (other.kind == "person" or known) and not institution:
                if found is not None and other.head != found[0].head:
                    return None
                found = other, there
        if found is None:
            return None
        other, there = found
        if there is where and begins_clause(where.tokens, m.first) and other.cue >= 0:
            return None  # "Len Roth said it was late, while the minister said …"
        if there is not where and other.cue >= 0 and not where.tokens.kinds.startswith("Q"):
            return None  # "Len Roth said it was late. (…) The minister said …"
        if differ(m, where, other, there):
            return None
        sexes = {self._antecedents.gender(*of)[0] for of in (found, (m, where))}
        if speaks_of(self.reader, m, where, max(sexes)):
            return None
        around = (there.tokens.kinds[i : i + 1] for i in (max(0, other.first - 1), other.last + 1))
        acts = (other.subject or other.active) and not other.possessor  # "Paz's money dwindled"
        fits = acts or is_complement(other, there)
        fits = fits or (there is where and is_same_speaker(other, m, where))
        fits = fits or (m.kind == "mixed" and list(around) == [",", ","])
        return (other, there) if fits and sexes != {"m", "f"} else None

    def _of_trade(
        self, m: Mention, where: Analysed, last: str | None
    ) -> tuple[Mention, Analysed] | None:
        """Whom "the comedian", "the 34-year-old", "the mother of three" or "the Dane" means.

        None where somebody was called that before.
        """
        owned = where.tokens.words[m.last - 1].endswith(("'s", "’s"))  # "the skipper’s widow"
        of = where.tokens.lower[m.last + 1 : m.last + 3]
        parent = m.head in _PARENTS and of[:1] == ["of"] and not COUNT.isdisjoint(of)
        aged = any(word.endswith(_OLD) for word in where.tokens.lower[m.first : m.last])
        stands = m.head in _EPITHETS
        if owned or (m.last - m.first > 2 and not (stands or aged)):
            return None
        if described(m, where) != m.end and not parent:
            return None
        trade = parent or aged or stands or m.head in _TRADES or _TRADE.search(m.head)
        foreign = m.kind == "mixed" and where.tokens.words[m.last - 1] in _FOREIGN
        if not (trade or is_native(m) or (foreign and is_human(m, where))) or PLURAL.search(m.head):
            return None
        found = self._antecedents.find(m, where, last)
        if found is None or differ(m, where, *found) or _is_through(m, where, *found):
            return None  # "In a note read by Len Roth, the pensioner said"
        sure = aged or m.head in _TRADES or not stands or self._is_of_the_story(*found)
        return found if sure else None

    def _is_of_the_story(self, m: Mention, where: Analysed) -> bool:
        """Whether somebody is whom the story is about: in its headline, or named often."""
        name = self.text[m.start : m.end]
        person = self.people.named(name, m.start)
        parts = (person.name if person is not None else name).split()
        gender, sure = self._antecedents.gender(m, where)
        if any(part in self.people.headline for part in parts):
            return bool(gender)
        since = max(0, m.end - _STORY)
        return sure and any(self.text.count(part, since, m.end) > _OFTEN for part in parts)


def _is_through(m: Mention, where: Analysed, other: Mention, there: Analysed) -> bool:
    """Whether somebody only reads or signs what another says in the same sentence."""
    tokens = where.tokens
    first = tokens.first[tokens.sentence[m.first]]
    opens = there is where and first <= other.first and tokens.lower[first] == "in"
    return opens and "by" in tokens.lower[first : other.first]


def _beside(m: Mention, where: Analysed) -> list[str]:
    """The words that may say where somebody is from: "Spain's Ana", "Ana, the German mayor"."""
    tokens = where.tokens
    apposed = m.first > 0 and tokens.kinds[m.first - 1] == ","  # "his German host, Ana Paz"
    words = tokens.words[max(0, m.first - (4 if apposed else 2)) : where.name_at(m)]
    behind = tokens.lower[m.last + 1 : m.last + 2]
    if behind == [","] or behind == ["of"]:
        words = words + tokens.words[m.last + 2 : m.last + 5]
    bare = (word.removesuffix("'s").removesuffix("’s") for word in words)
    return [places.ADJECTIVE.get(word, word) for word in bare]


def is_counterpart(m: Mention, where: Analysed) -> bool:
    """Whether a role is that of another in a story of somebody: "Len was jailed. The judge said".

    Unlike what somebody is by himself: "the retired judge", "the farmer".
    """
    return m.head in _COUNTERPARTS and m.last == m.first + 1


def _is_of_another(m: Mention, where: Analysed) -> bool:
    """Whether a description itself tells that it means somebody else than who was named last.

    "The next speaker", "the mayor's aide", "the driver behind her", "the clerk, a tall man,".
    """
    tokens, behind = where.tokens, m.last + 1
    owner = tokens.words[m.last - 1] if m.last > m.first else ""
    owned = owner.endswith(("'s", "’s")) and is_listed(plain(owner)) is True
    placed = not _PLACING.isdisjoint(tokens.lower[behind : behind + 1])
    anew = tokens.words[behind : behind + 1] == [","]
    anew = anew and not _ONE.isdisjoint(tokens.lower[behind + 1 : behind + 2])
    return owned or placed or anew or not _NEXT.isdisjoint(tokens.lower[m.first : m.last])


def speaks_of(reader: Reader, m: Mention, where: Analysed, gender: str) -> bool:
    """Whether what is said in a mention's sentence is of one who is he (m) or she (f), or either.

    “He is ours,” the aunt said: so the aunt is not he.
    """
    tokens = where.tokens
    if len(tokens.at) > _MANY:
        return False
    third, own = _THIRD[gender], tokens.sentence[m.first]
    said = (reader.marked[i] for i, at in tokens.at.items() if tokens.sentence[at] == own)
    return any(third.search(reader.text, q.start, min(q.end, q.start + _LOOKED)) for q in said)
