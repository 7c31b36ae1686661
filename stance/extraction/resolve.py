"""From the words that name a speaker to who that is: the full name, or a description."""

from __future__ import annotations

import functools
from dataclasses import replace

from stance.extraction import places, words
from stance.extraction.antecedents import Antecedents
from stance.extraction.apposed import beside, is_presented
from stance.extraction.authors import author, owner_of, voice_of
from stance.extraction.called import aliases, byline, long_forms, name_told
from stance.extraction.clauses import acts_on
from stance.extraction.describe import chartered, described, head, is_placed
from stance.extraction.kinds import (
    DOCUMENT,
    WRITTEN,
    can_speak,
    is_human,
    is_listed,
    is_native,
    is_office,
    is_place,
    singular,
)
from stance.extraction.object_clauses import is_inside
from stance.extraction.people import People, gender_of_titles, plain
from stance.extraction.phrases import Mention
from stance.extraction.posts import doer, holder, styled
from stance.extraction.reader import Analysed, Reader
from stance.extraction.relatives import other_of_two
from stance.extraction.roles import Roles
from stance.extraction.seats import Seats
from stance.extraction.several import (
    both,
    is_contrasted,
    is_theirs,
    member,
    numbered,
    one_of_several,
    presented,
    takes_up,
)
from stance.extraction.variation import Variation, is_counterpart
from stance.extraction.wording import PLURAL, lowered, spaced, without_article

_LETTERED = 4  # letters that are too many for an office
_LETTERS = 6  # paragraphs looked back over for a letter
_MENTIONS = 60
_NEAR = 20  # mentions looked back over for who wrote
_WRITING = frozenset(("write", "email", "text", "post", "tweet", "message", "blog"))
_CHAIN = 12  # pronouns that stand for pronouns
_OWNERS = {"his": "he", "her": "he", "its": "it", "their": "they"}


class Resolver:
    """Gives speakers their names, within one article."""

    def __init__(self, reader: Reader, people: People) -> None:
        self.reader, self.people, self.text = reader, people, reader.text
        self._antecedents = Antecedents(reader, people)
        self._variation = Variation(reader, people, self._antecedents)
        self._seats, self._roles = Seats(reader), Roles(reader)
        self._aliases = aliases(self.text)
        self._known: dict[tuple[int, int, int, int], str | None] = {}
        self._open: set[tuple[int, int, int, int]] = set()

    def surface(self, m: Mention, where: Analysed) -> tuple[int, int]:
        """The span of the words that name the speaker, an unnamed one's description whole."""
        if m.kind in ("org", "name", "person") and self._is_chartered(m, where):
            start = where.tokens.starts[m.first] if m.kind == "org" else m.start
            return start, chartered(m, where)
        if m.kind == "org":
            return where.tokens.starts[m.first], m.end
        if m.kind in ("noun", "mixed"):
            return m.start, described(m, where)
        return m.start, m.end

    def _is_chartered(self, m: Mention, where: Analysed) -> bool:
        """Whether a name may go on with "of": a bank, the Mothers of the Square, a duke."""
        if m.head in words.INSTITUTION or is_office(m):
            return True
        plural = m.head.endswith("s") and m.head not in self.people.by_last
        return plural and m.kind != "noun" and where.tokens.words[m.last] in self.reader.names

    def speaker(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        """Who a mention stands for; `last` is the speaker before. None if it cannot be told."""
        key = (where.number, m.first, m.last, m.start)
        own = where is self.reader[where.number]
        if own and key in self._known:
            return self._known[key]
        if len(self._open) > _CHAIN:
            return last
        if key in self._open:
            return None  # "a note from its embassy": it would be the note's, and so on
        self._open.add(key)
        found = self._speaker(m, where, last)
        self._open.discard(key)
        if own:
            self._known[key] = found
        return found

    def told_of(self, m: Mention, where: Analysed, around: str) -> str | None:
        """Whom "she" means in somebody's own words: not herself."""
        found = self._antecedents.find(m, where, None, around)
        return self.speaker(*found, None) if found is not None else None

    def agree(self, m: Mention, pronoun: Mention, where: Analysed) -> bool:
        """Whether "he" or "she" may stand for a mention, as far as names and nouns tell."""
        return self._antecedents.agree(m, pronoun, where)

    def _speaker(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        match m.kind:
            case "he" | "they" | "it":
                return self._antecedent(m, where, last)
            case "i":
                return self._labelled(m, where)
            case "who":
                return self._before_who(m, where)
            case "org" if is_office(m) or is_native(m) or is_presented(m, where):
                pass  # "the Minister", "a Democrat"
            case "name" if is_listed(m.head) and m.first < m.last and not self._is_person(m):
                pass  # "the state Commissioner"
            case "person" | "name" | "stem" | "org":
                return self._named(m, where)
        return self._role(m, where, last)

    def _is_person(self, m: Mention) -> bool:
        return self.people.named(self.text[m.start : m.end], m.start) is not None

    def _antecedent(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        two = self._both(m, where)
        if two is not None:
            return two
        found = self._antecedents.find(m, where, last)
        if found is None:
            return last if self._antecedents.may_be(last, m) else None
        speaker = self.speaker(*found, last)
        if speaker is None and found[0].kind == "he":  # "In the hall he built, Len ate. He"
            other = self._antecedents.find(m, where, last, skip=found[0])
            return self.speaker(*other, last) if other is not None else None
        if found[0].kind in ("noun", "mixed") and not self._antecedents.may_be_so(speaker, m):
            other = self._antecedents.find(m, where, last, skip=found[0])
            return self.speaker(*other, last) if other is not None else speaker
        return speaker

    def _both(self, m: Mention, where: Analysed) -> str | None:
        two = both(self.reader, m, where)
        return " and ".join(self._named(*one) for one in two) if two else None

    def _named(self, m: Mention, where: Analysed) -> str:
        name = self.text[m.start : m.end]
        if name in self._aliases:
            return self._aliases[name]
        if self._is_chartered(m, where):
            name = self.text[m.start : chartered(m, where)]
        titles = where.titles(m) if m.kind == "name" else ()
        person = self.people.named(name, m.start, gender_of_titles(titles))
        if person is not None:
            return self._aliases.get(person.name, person.name)
        if name in self.people.spelled:
            return self.people.spelled[name]
        if name.isupper() and not is_place(name) and name in self._long_forms:
            return self._long_forms[name]
        if m.kind == "org" and name.isupper() and len(name) < _LETTERED:
            officer = self._roles.officer(m, where)
            if officer is not None:
                return self._named(*officer)
        if m.kind == "org" or len(name.split()) > 1:
            return self._institution(name, m, where)
        return spaced(name)

    @functools.cached_property
    def _long_forms(self) -> dict[str, str]:
        return long_forms(self.text)

    def _institution(self, name: str, m: Mention, where: Analysed) -> str:
        """An institution as named, with the country where its name is one that all have."""
        if name.lower() not in places.OF_STATE:
            return spaced(name)
        country = self._seats.country(name, m, where)
        return spaced(name) if country is None else f"{country} {spaced(name).title()}"

    def _role(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        """A description: of somebody who was named before, or in its own words."""
        tokens = where.tokens
        first = tokens.lower[m.first]
        people = PLURAL.search(m.head) and is_listed(singular(m.head))
        if m.first == m.last and self.text[m.start].isupper() and not people:
            person = self.people.named(self.text[m.start : m.end], m.start)
            if person is not None and len(person.words[-1]) > 1:
                return person.name  # whom no list of given names has
        land = m.first == m.last and self.text[m.start : m.end] in places.ADJECTIVE
        named = None if land else beside(m, where)  # "France, Germany and Italy"
        if named is not None:
            return self._named(named, where)
        called = name_told(self.text, m, where)
        if called is not None:
            person = self.people.named(called, m.start)
            return person.name if person is not None else called
        owned = owner_of(m, where) >= 0
        written = singular(m.head) in WRITTEN or (m.head == "text" and (first == "a" or owned))
        if written and (owned or first not in _OWNERS):
            writer = self._writer(m, where)
            if writer is not None:
                return writer
        surface = self.text[slice(*self.surface(m, where))]
        told = presented(m, where) or voice_of(m, where)
        if told is not None:
            # "said one, a former clerk", "Paz's voice"
            return self.speaker(told, where, last)
        if m.head == "them":
            return self._one_of_them(m, where, last)
        several = one_of_several(self.reader, m, where)
        if several is not None:
            return several
        two = self._both(m, where)
        if two is not None:
            return two
        bare = surface if is_contrasted(self.text, m) else without_article(surface)
        if bare.lower() in places.OF_STATE:
            return self._institution(bare, m, where)
        based = first.endswith("-based") and tokens.kinds[m.first - 1] == ","
        if (first in ("the", "that", "this") or based) and m.head not in words.CARRIER:
            varied = self._variation.of_nation(m, where)
            known = self._introduced(m, where) if varied is None else None
            if known:
                return known
            varied = (
                varied
                or doer(m, where, self.reader)
                or styled(m, where, self.reader)
                or self._variation.just_named(m, where)
            )
            if varied is None and not is_counterpart(m, where):
                varied = self._variation.find(m, where, last)
            if varied is not None and self._is_another(m, where, *varied):
                varied = None
            if varied is not None:
                return self._named(*varied)
            fuller = self._roles.told_fuller(m, where)
            if fuller is not None:
                return self._role(*fuller, None)
        elif first in ("a", "an"):
            varied = self._variation.later.find(m, where)
            if varied is not None:
                return self._named(*varied)
        elif first in _OWNERS and m.last > m.first:
            return self._owned(m, where, surface, last)
        elif where.tokens.kinds[m.first] == "N" and m.last > m.first:
            one = is_human(m, where) and not PLURAL.search(m.head)
            known = self._introduced(m, where) if one else None
            if known:
                return known  # "Gris's mayor", who was told of as the mayor of Gris
        elif not where.number:
            varied = self._variation.headlined(m, where)
            if varied is not None:
                return self._named(*varied)
        if first in words.POSSESSIVE and m.last > m.first:
            bare = surface.partition(" ")[2]
        return lowered(spaced(bare), opens=bare == surface)

    def _is_another(self, m: Mention, where: Analysed, name: Mention, there: Analysed) -> bool:
        """Whether grammar says that a description is not who was named before it."""
        if there is where and is_inside(m, where, name):
            return True
        gender, _ = self._antecedents.gender(name, there)
        # "Len Roth was on the line. The presenter asked him …"
        return any(acts_on(m, where, sex) for sex in gender or "mf")

    def _owned(self, m: Mention, where: Analysed, surface: str, last: str | None) -> str:
        """Her brother is a brother, its embassy the Norwegian one, their letter theirs."""
        tokens = where.tokens
        rest = spaced(surface.partition(" ")[2]).removeprefix("own ")
        if is_human(m, where):
            known = self._introduced(m, where)
            if known is not None:
                return known  # "his wife", who was named before
            related = other_of_two(self.reader, m, where)
            if related is not None:
                return self._antecedent(*related, last) or rest
        written = m.head in words.CARRIER or singular(m.head) in WRITTEN or m.head == "text"
        if written or m.head in words.INSTITUTION:
            end = tokens.ends[m.first]
            kind = _OWNERS[tokens.lower[m.first]]
            pronoun = Mention(m.first, m.first, m.start, end, kind, tokens.lower[m.first])
            owner = self._antecedent(pronoun, where, last)
            if owner is not None and rest not in owner:
                named = plain(owner) in self.people.by_name
                whose = f"{owner}'s" if named else places.ADJECTIVE.get(owner, owner)
                return owner if written else f"{whose} {rest}"
        return rest

    def _introduced(self, m: Mention, where: Analysed) -> str | None:
        """Whom "the sergeant" means: the last one introduced as a sergeant."""
        human = is_human(m, where)
        for other, there in self._roles.bearers(m, where):
            office = is_office(other) or (other.kind == "name" and other.head in words.TITLE)
            if other.kind in ("person", "name", "org") and not office:
                return self._named(other, there)
            if human and (bearer := holder(other, there)) is not None:
                return self.speaker(bearer, there, None)  # "Ana Paz became a sergeant"
            apposed = beside(other, there)
            if apposed is not None:
                if is_theirs(m, self.text[apposed.start : apposed.end]) or is_placed(m, where):
                    continue
                return self._named(apposed, there)
            if there.tokens.lower[other.first] == "the":
                found = self.speaker(other, there, None)
                if found is not None and (
                    plain(found) in self.people.by_name
                    or (
                        found not in self.text[other.start : other.end]
                        and name_told(self.text, other, there)
                    )
                ):
                    return found
                if found and human and takes_up(m, where, other, there):
                    return found
            if there.tokens.lower[other.first] in ("a", "an", "one", "another"):
                if described(m, where) > m.end:
                    continue  # "the man behind the counter" is not any man before
                return self._role(other, there, None)
        return None

    def _one_of_them(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        """What "one of them" is: one of those told of before."""
        end = where.tokens.ends[m.last]
        them = Mention(m.last, m.last, end - len("them"), end, "they", "them", "of")
        found = numbered(self.reader, m, where) or self._antecedents.find(them, where, last)
        if found is None or found[0].kind not in ("noun", "mixed") or found[0].head == "them":
            return spaced(self.text[m.start : m.end]).lower()
        return member(*found, single=where.tokens.lower[m.first] in ("one", "another"))

    def _writer(self, m: Mention, where: Analysed) -> str | None:
        """Whose words a statement or a letter is: "a note from Ana Paz", "Ana Paz's letter"."""
        i = owner_of(m, where)
        if i >= 0:
            end = where.tokens.ends[i] - (1 if where.tokens.words[i][-1] in "'’" else 2)
            name = without_article(spaced(self.text[m.start : end]))
            if where.tokens.lower[m.first] in _OWNERS:  # "her brother's letter"
                whose = Mention(m.first, i, m.start, end, "noun", name.split()[-1].lower())
                return self.speaker(whose, where, None)
            person = self.people.named(name, m.start)
            return person.name if person is not None else lowered(name)
        found = author(m, where)
        if found is None and where.tokens.lower[m.first] == "the":
            for other, there in self.reader.back(m, where, _LETTERS, _MENTIONS):
                if other.head == m.head and there.tokens.lower[other.first] != "the":
                    return self.speaker(other, there, None)
            near = self.reader.back(m, where, 1, _NEAR) if singular(m.head) not in DOCUMENT else ()
            for other, there in near:
                verb = words.BASE.get(there.tokens.lower[other.cue]) if other.cue >= 0 else ""
                if other.kind == "noun" and not can_speak(other.head):
                    continue  # "which owns a tenth, wrote"
                if verb in _WRITING and other.relation[:2] == "sv":
                    return self.speaker(other, there, None)
        return self.speaker(found, where, None) if found is not None else None

    def _labelled(self, m: Mention, where: Analysed) -> str | None:
        """Who "I" is: in a transcript whose label the paragraph begins with, else the writer."""
        label = where.mentions[0] if where.mentions else m
        labelled = label.relation == "label" and label.first == 0
        found = self._named(label, where) if labelled else byline(self.text)
        return found if self.text[m.start : m.end] == "I" else None

    def _before_who(self, m: Mention, where: Analysed) -> str | None:
        before = where.mentions[max(0, where.before(m.first) - 6) : where.before(m.first)]
        near = (other for other in reversed(before) if other.last < m.first)
        best = next((o for o in near if o.kind != "who" and not o.possessor), None)
        if best is None or m.first - best.last > 8:
            return None
        verb = where.tokens.kinds[m.cue : m.cue + 2]
        says = m.first < m.cue <= m.first + 2 and (verb[:1] == "S" or verb[1:] in (*"PDQ",))
        if says and best.kind == "noun" and best.cue < 0 and best.last == m.first - 1:
            # "It was a clerk who said": that tells nobody who she is
            return self._speaker(head(replace(best, cue=m.cue), where), where, None)
        return self.speaker(head(best, where), where, None)
