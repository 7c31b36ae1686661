"""From the words that name a speaker to who that is: the full name, or a description."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stance.extraction import names, places, words
from stance.extraction.candidates import Analysed, Reader
from stance.extraction.kinds import (
    GROUPS,
    NOBODY,
    SIGNED,
    is_human,
    is_institution,
    is_place,
    is_somebody,
)
from stance.extraction.mentions import Mention
from stance.extraction.people import ALIKE, People, plain
from stance.extraction.tokens import Tokens
from stance.extraction.words import listed

_ROLES = 40  # paragraphs looked back over for a role
_NEAREST = 20  # of those with it in one paragraph
_PARAGRAPHS = 6  # looked back over for what a pronoun or a role stands for
_MENTIONS = 60
_FAR = 60  # tokens looked back over for a colon
_OPENING = frozenset(":;")
_CHAIN = 12  # pronouns that stand for pronouns
_PLURAL = re.compile(r"(?<!s)s$|people$|men$|women$|police$|children$")
_DESCRIPTION = 90  # characters a description of somebody unnamed may take


# What speaks for and against an antecedent; found by search over the training articles.
_STEP = {
    "sentence": 2.0, "paragraph": 3.2, "same": 1.0, "subject": 1.8, "verb": 0.2, "active": 0.5,
    "owner": 0.5, "object": 1.0, "gender": 2.3, "person": 0.2, "unknown": 2.0, "last": 0.4,
    "least": 12.0,
}  # fmt: skip


class Resolver:
    """Gives speakers their names, within one article."""

    def __init__(self, reader: Reader, people: People) -> None:
        self.reader, self.people, self.text = reader, people, reader.text
        self._known: dict[tuple[int, int, int, int], str | None] = {}
        self._roles: dict[int, dict[str, list[int]]] = {}
        self._depth = 0

    def surface(self, m: Mention, where: Analysed) -> tuple[int, int]:
        """The span of the words that name the speaker, an unnamed one's description whole."""
        if m.kind in ("org", "name", "person") and self._is_chartered(m, where):
            start = where.tokens.starts[m.first] if m.kind == "org" else m.start
            return start, self._chartered(m, where)
        if m.kind == "org":
            return where.tokens.starts[m.first], m.end
        if m.kind in ("noun", "mixed"):
            return m.start, self._described(m, where)
        return m.start, m.end

    def head(self, m: Mention, where: Analysed) -> Mention:
        """Whom a place or a thing belongs to: of "a waitress from Cumana" the waitress."""
        at, best, inner = where.before(m.first), m, m
        while inner.before in _OF and at > 0:
            at -= 1
            other = where.mentions[at]
            if other.last != inner.first - 2 or other.possessor:
                if other.first == inner.first or other.last >= inner.first - 1:
                    continue
                break
            inner = other
            if is_somebody(other, where) or other.head in GROUPS or other.head in words.INSTITUTION:
                best = other
        return best

    def _is_chartered(self, m: Mention, where: Analysed) -> bool:
        """Whether a name may go on with "of": a bank, a federation, the Mothers of the Square."""
        if m.head in words.INSTITUTION:
            return True
        plural = m.head.endswith("s") and m.head not in self.people.by_last
        return plural and m.kind != "noun" and where.tokens.words[m.last] in self.reader.names

    def _chartered(self, m: Mention, where: Analysed) -> int:
        """The end of an institution's name: "Federation of Court Staff"."""
        kinds, lower = where.tokens.kinds, where.tokens.lower
        i = m.last + 1
        if not m.possessor and lower[i : i + 1] in (["of"], ["for"], ["on"]):
            match = _CHARTER.match(kinds, i + 1)
            if match is not None:
                end = match.end()
                if lower[end : end + 1] == ["at"] and kinds[end + 1 : end + 2] == "N":
                    end += 2  # "Institute for Trade Law at Halmstow"
                return where.tokens.ends[end - 1]
        return m.end

    def _described(self, m: Mention, where: Analysed) -> int:
        """The end of a description: "a waitress from Cumana", "a cook who feeds the ward"."""
        tokens = where.tokens
        kinds, lower, end, i = tokens.kinds, tokens.lower, m.last, m.last + 1
        if m.head not in words.PERSON_NOUN and lower[m.first] not in words.ARTICLE | _SOME:
            return m.end
        while i + 1 < len(kinds) and kinds[i] == "O" and lower[i] in _OF:
            start = i + 1 + (lower[i + 1] in ("about", "around", "over"))
            match = _PHRASE.match(kinds, start)
            if match is None or tokens.starts[match.end() - 1] - m.start > _DESCRIPTION:
                break
            if lower[start] in words.DAY or (kinds[start] == "9" and lower[i] != "of"):
                break
            last = match.end() - 1
            bare = kinds[start] != "D"
            if lower[i] == "to" and kinds[start] not in "DN":
                break
            if (
                lower[start] == "condition"
                or (lower[last] in _MANNER and bare)
                or (lower[last] in words.TIME)
            ):
                break
            cut = _verb_in(tokens, start, last)
            end = cut
            if cut != last:
                break
            i = end + 1
        if end == m.last and lower[i : i + 1] in (["who"], ["that"]) and is_human(m, where):
            end = max(end, self._clause_end(i, m, where))
        return max(m.end, tokens.ends[end]) if end != m.last else m.end

    def _clause_end(self, i: int, m: Mention, where: Analysed) -> int:
        """The last token of "who feeds the ward", which stands without a comma; -1 if too long."""
        tokens = where.tokens
        kinds, n = tokens.kinds, len(tokens)
        verbs = 0
        j = i + 1
        while j < n and kinds[j] not in ",.:Q-(" and tokens.sentence[j] == tokens.sentence[i]:
            if j == m.cue and verbs:
                break
            finite = kinds[j] in "ASHV" and kinds[j - 1] not in "ASHDO"
            finite |= kinds[j] == "w" and tokens.lower[j].endswith("ed") and kinds[j - 1] in "NwP"
            if finite and verbs and j > i + 2 and m.cue < i:
                break
            verbs += finite or kinds[j] in "ASHVw"
            j += 1
        end = j - 1
        while end > i and kinds[end] in "RK":
            end -= 1
        return end if end > i and tokens.ends[end] - m.start <= _DESCRIPTION else -1

    def speaker(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        """Who a mention stands for; `last` is the speaker before. None if it cannot be told."""
        key = (where.number, m.first, m.last, m.start)
        own = where is self.reader[where.number]
        if own and key in self._known:
            return self._known[key]
        if self._depth > _CHAIN:
            return last
        self._depth += 1
        found = self._speaker(m, where, last)
        self._depth -= 1
        if own:
            self._known[key] = found
        return found

    def _speaker(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        match m.kind:
            case "he" | "they" | "it":
                return self._antecedent(m, where, last)
            case "i":
                return None
            case "who":
                return self._before_who(m, where)
            case "person" | "name" | "stem" | "org":
                return self._named(m, where)
        return self._role(m, where, last)

    def _named(self, m: Mention, where: Analysed) -> str:
        name = self.text[m.start : m.end]
        if self._is_chartered(m, where):
            name = self.text[m.start : self._chartered(m, where)]
        person = self.people.named(name, m.start)
        if person is not None:
            return person.name
        if m.kind == "org" or len(name.split()) > 1:
            return self._institution(name, where)
        return _spaced(name)

    def _institution(self, name: str, where: Analysed) -> str:
        """An institution as named, with the country where its name is one that all have."""
        if name.lower() not in places.OF_STATE:
            return _spaced(name)
        tokens = where.tokens
        for i, word in enumerate(tokens.words):
            country = places.ADJECTIVE.get(word.removesuffix("’s").removesuffix("'s"))
            if country and tokens.kinds[i] == "N":
                return f"{country} {_spaced(name).title()}"
        return _spaced(name)

    def _role(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        """A description: of somebody who was named before, or in its own words."""
        tokens = where.tokens
        first = tokens.lower[m.first]
        beside = self._beside(m, where)
        if beside is not None:
            return self._named(beside, where)
        if m.head in SIGNED:
            writer = self._writer(m, where)
            if writer is not None:
                return writer
        surface = self.text[m.start : self.surface(m, where)[1]]
        bare = _without_article(surface)
        if bare.lower() in places.OF_STATE:
            return self._institution(bare, where)
        if first in ("the", "that", "this") and m.head not in words.CARRIER:
            known = self._introduced(m, where) or self._just_named(m, where)
            if known:
                return known
        elif first in _OWNERS and m.last > m.first:
            return self._owned(m, where, surface, last)
        elif first in words.POSSESSIVE:
            return _lowered(_spaced(surface), tokens, m)
        return _lowered(_spaced(bare), tokens, m)

    def _owned(self, m: Mention, where: Analysed, surface: str, last: str | None) -> str:
        """Her brother is a brother, its embassy the Norwegian one, their letter theirs."""
        tokens = where.tokens
        rest = _spaced(surface.partition(" ")[2])
        written = m.head in words.CARRIER or m.head in SIGNED
        if written or m.head in words.INSTITUTION:
            end = tokens.ends[m.first]
            kind = _OWNERS[tokens.lower[m.first]]
            pronoun = Mention(m.first, m.first, m.start, end, kind, tokens.lower[m.first])
            owner = self._antecedent(pronoun, where, last)
            if owner is not None:
                return owner if written else f"{places.ADJECTIVE.get(owner, owner)} {rest}"
        return rest

    def _introduced(self, m: Mention, where: Analysed) -> str | None:
        """Whom "the sergeant" means: the last one introduced as a sergeant."""
        head = ALIKE.get(m.head, m.head)
        for number in range(where.number, max(-1, where.number - _ROLES), -1):
            there = self.reader[number]
            bearers = self._bearers(there)
            until = there.before(m.first) if number == where.number else len(there.mentions)
            found = {*bearers.get(head, ()), *bearers.get("=" + m.head, ())}
            for i in sorted((i for i in found if i < until), reverse=True)[:_NEAREST]:
                other = there.mentions[i]
                if other.kind in ("person", "name", "org"):
                    return self._named(other, there)
                beside = self._beside(other, there)
                if beside is not None:
                    return self._named(beside, there)
                if there.tokens.lower[other.first] in ("a", "an", "one", "another"):
                    return self._role(other, there, None)
        person = self.people.with_role(head, m.start)
        return person.name if person is not None else None

    def _bearers(self, where: Analysed) -> dict[str, list[int]]:
        """A paragraph's mentions by the roles they hold, and by "=" and the last word of a name."""
        known = self._roles.get(where.number)
        if known is None:
            known = self._roles[where.number] = {}
            for i, m in enumerate(where.mentions):
                roles: list[str] = []
                if m.kind in ("person", "name"):
                    titles = where.tokens.lower[m.first : _token_at(m, where)]
                    roles = [t.rstrip(".") for t in titles]
                elif m.kind in ("noun", "mixed"):
                    roles = [m.head]
                for role in roles:
                    known.setdefault(ALIKE.get(role, role), []).append(i)
                if m.kind in ("person", "name", "org"):
                    known.setdefault("=" + m.head, []).append(i)
        return known

    def _just_named(self, m: Mention, where: Analysed) -> str | None:
        """The one person of the sentence before, where a role alone goes on speaking of him."""
        if not is_somebody(m, where) or _PLURAL.search(m.head):
            return None
        here, named = where.tokens.sentence[m.first], None
        for other, there in self._back(m, where, 1):
            sentence = there.tokens.sentence[other.first]
            if sentence < here - 2 or (named is not None and sentence < here - 1):
                break
            if other.kind == "person" and not is_institution(self.text[other.start : other.end]):
                if named is not None:
                    return None
                named = other
        fits = named is not None and (named.subject or named.active)
        return self._named(named, where) if named is not None and fits else None

    def _beside(self, m: Mention, where: Analysed) -> Mention | None:
        """The name that a description stands in apposition to, on either side."""
        tokens = where.tokens
        at = where.before(m.first)
        for other in where.mentions[max(0, at - 4) : at + 6]:
            if other.kind not in ("person", "name", "org") or other.possessor:
                continue
            if other.last < m.first:
                aside = tokens.kinds[m.last + 1 : m.last + 2] in (*"ASH",)  # "Paz, a nurse said"
                if not aside and _APPOSING.fullmatch(tokens.kinds, other.last + 1, m.first):
                    return other
            elif other.first > m.last:
                between = (tokens.kinds, m.last + 1, other.first)
                if _APPOSED.fullmatch(*between):
                    return other
                closed = tokens.kinds[other.last + 1 : other.last + 2] == ","
                if closed and other.kind == "person" and _APPOSED_FAR.fullmatch(*between):
                    return other if is_human(m, where) else None
        return None

    def _writer(self, m: Mention, where: Analysed) -> str | None:
        """Whose words a statement or a letter is: "a note from Ana Paz", "Ana Paz's letter"."""
        kinds = where.tokens.kinds
        for i in range(m.first, m.last):
            if kinds[i] == "w" and where.tokens.words[i].endswith(("'s", "’s", "s'", "s’")):
                end = where.tokens.ends[i] - (1 if where.tokens.words[i][-1] in "'’" else 2)
                owner = _without_article(_spaced(self.text[m.start : end]))
                return _lowered(owner, where.tokens, m)
        at = where.before(m.first)
        for other in where.mentions[max(0, at - 2) : at + 6]:
            if other.possessor and other.first == m.first and other.kind == "name":
                return self.speaker(other, where, None)
            if (
                other.first > m.last + 1
                and where.tokens.lower[other.first - 1] in ("from", "by")
                and _FROM.fullmatch(kinds, m.last + 1, other.first)
            ):
                return self.speaker(other, where, None)
        return None

    def _before_who(self, m: Mention, where: Analysed) -> str | None:
        best = None
        before = where.mentions[max(0, where.before(m.first) - 6) : where.before(m.first)]
        for other in before:
            if other.last < m.first and other.kind not in ("who",) and not other.possessor:
                best = other
        if best is None or m.first - best.last > 8:
            return None
        for other in before:  # the name with an age or a place between: "Paz, 41, who"
            if (
                other.last < m.first
                and other.kind == "person"
                and where.tokens.sentence[other.first] == where.tokens.sentence[m.first]
                and m.first - other.last <= 4
            ):
                best = other
        return self.speaker(self.head(best, where), where, None)

    def _back(
        self, m: Mention, where: Analysed, paragraphs: int = _PARAGRAPHS, most: int = _MENTIONS
    ) -> Iterator[tuple[Mention, Analysed]]:
        """The mentions before one, the nearest first, not without bound."""
        seen = 0
        for number in range(where.number, max(-1, where.number - paragraphs), -1):
            there = self.reader[number]
            until = there.before(m.first) if number == where.number else len(there.mentions)
            for i in range(until - 1, -1, -1):
                other = there.mentions[i]
                yield other, there
                seen += 1
                if seen > most:
                    return

    def gender(self, m: Mention, where: Analysed) -> str:
        """m, f, or nothing where neither title, name nor noun tells."""
        if m.kind in ("noun", "mixed"):
            return "m" if m.head in words.MALE_WORD else "f" if m.head in words.FEMALE_WORD else ""
        titles = {t.rstrip(".") for t in where.tokens.lower[m.first : _token_at(m, where)]}
        if titles & words.MALE_WORD:
            return "m"
        if titles & words.FEMALE_WORD:
            return "f"
        name = self.text[m.start : m.end]
        person = self.people.named(name, m.start)
        if person is not None and person.gender:
            return person.gender
        given = plain((person.name if person is not None else name).split()[0])
        if person is not None or m.kind == "person":
            return names.gender(given) or names.gender_by_ending(given)
        return names.gender(given)

    def _antecedent(self, m: Mention, where: Analysed, last: str | None) -> str | None:
        """What a pronoun stands for: the likeliest of the mentions before it."""
        word = plain(self.text[m.start : m.end])
        wanted = _WANTED.get(word, "")
        best: tuple[float, Mention, Analysed] | None = None
        distance = 0.0
        place = own = (where.number, where.tokens.sentence[m.first])
        aside = _is_aside(m, where)
        opened = _opened(m, where) if aside else -1
        for other, there in self._back(m, where):
            here = (there.number, there.tokens.sentence[other.first])
            if aside and here == own and other.first > opened:
                continue  # it stands in the speaker's own words: "Maduro, she said, …"
            if here != place:
                distance += _STEP["sentence"] if here[0] == place[0] else _STEP["paragraph"]
                place = here
            if best is not None and distance > 6:
                break
            score = self._fits(other, there, word, wanted, last)
            if score is None:
                continue
            score -= distance
            if best is None or score > best[0]:
                best = (score, other, there)
        if best is None or best[0] < -_STEP["least"]:
            return last if wanted and self._may_be(last, wanted) else None
        return self.speaker(best[1], best[2], last)

    def _may_be(self, name: str | None, wanted: str) -> bool:
        """Whether somebody named so may be he ("m") or she ("f")."""
        if name is None:
            return False
        person = self.people.named(name, len(self.text))
        given = plain(name.split()[0])
        gender = person.gender if person is not None else ""
        gender = gender or names.gender(given) or names.gender_by_ending(given)
        return not gender or gender == wanted

    def _fits(
        self, m: Mention, where: Analysed, word: str, wanted: str, last: str | None
    ) -> float | None:
        if m.kind in ("he", "they", "it") and plain(self.text[m.start : m.end]) == word:
            return _STEP["same"] + _STEP["subject"] * m.subject + _STEP["verb"] * (m.cue >= 0)
        if m.kind in ("he", "they", "it", "i", "who"):
            return None
        score = (
            _STEP["subject"] * m.subject + _STEP["verb"] * (m.cue >= 0) + _STEP["active"] * m.active
        )
        score -= _STEP["owner"] * m.possessor
        if m.before not in ("", "K", "S", "A") and not m.subject:
            score -= _STEP["object"]
        named = m.kind in ("person", "name", "stem")
        if wanted:
            if where.tokens.lower[m.first] in NOBODY or where.tokens.lower[m.first] == "whose":
                return None
            if m.kind == "org" or (not named and not is_human(m, where)):
                return None
            gender = self.gender(m, where)
            if gender and gender != wanted:
                return None
            score += _STEP["gender"] * bool(gender) + _STEP["person"] * (m.kind == "person")
            if named:
                name = self.text[m.start : m.end]
                person = self.people.named(name, m.start)
                if person is None and m.kind != "person":
                    score -= _STEP["unknown"]
                if is_place(name) or (not gender and is_institution(name)):
                    return None
                if (
                    m.kind == "name"
                    and person is None
                    and not gender
                    and not (m.subject or m.active)
                ):
                    return None
                if (
                    m.before in _LOCATIVE
                    and not (m.kind == "person" and _is_described(m, where))
                    and plain(name.split()[0]) not in names.MALE | names.FEMALE
                ):
                    return None
                if last is not None and person is not None and person.name == last:
                    score += _STEP["last"]
            elif _PLURAL.search(m.head):
                return None
            return score
        plural = m.kind in ("noun", "mixed") and bool(_PLURAL.search(m.head))
        if word in words.THEY:
            if m.kind == "org" or is_institution(self.text[m.start : m.end]):
                return score
            return score + 1.0 if plural else (None if m.kind == "person" else score - 2.0)
        if plural or m.head in words.DAY or (m.kind == "person" and self.gender(m, where)):
            return None
        return score + 0.5 * (m.head in words.CARRIER or m.kind == "org")


_WANTED = {form: sex for forms, sex in ((words.HE, "m"), (words.SHE, "f")) for form in forms}
_OWNERS = {"his": "he", "her": "he", "its": "it", "their": "they"}
_OF = frozenset(("of", "from", "in", "at", "for", "on", "with", "to", "inside", "outside", "near"))
_LOCATIVE = frozenset(
    ("in", "at", "from", "near", "to", "between", "outside", "inside", "across", "during")
)
_SOME = frozenset(("one", "some", "two", "three", "another", "several", "many"))
_MANNER = frozenset(
    listed("""
    statement interview speech email letter tweet post message call television court anonymity
    morning afternoon evening night week month year phone telephone reporters radio news
    conference parliament record turn response
""")
)
_APPOSED = re.compile(r"(?:OD?[wN9]{1,3})?,")
# "the woman behind him in the queue," and then her name
_APPOSED_FAR = re.compile(r"[OwVDPN9RH]{1,8},")
# "a note from", "a letter signed by", "a sheet, hung by"
_FROM = re.compile(r"(?:(?:,?(?:9,)?R?[wSHVA])?O)")
_APPOSING = re.compile(r",(?:9,)?[OP]?")
_CHARTER = re.compile(r"D?N{1,5}")
_PHRASE = re.compile(r"D{0,4}R?[wN9V]{1,24}")


def _token_at(m: Mention, where: Analysed) -> int:
    """The token the name itself begins with, behind its titles."""
    i = m.first
    while i <= m.last and where.tokens.starts[i] < m.start:
        i += 1
    return i


def _is_aside(m: Mention, where: Analysed) -> bool:
    """Whether "she said" stands inside or behind what she said: "It rained, she said."."""
    kinds, n = where.tokens.kinds, len(where.tokens)
    if m.cue != m.last + 1 or m.first == 0 or kinds[m.first - 1] not in ",Q":
        return False
    i = m.cue + 1
    while i < n and (kinds[i] == "R" or where.tokens.lower[i] in words.DAY):
        i += 1
    return i == n or kinds[i] in ",.Q"


def _verb_in(tokens: Tokens, start: int, last: int) -> int:
    """The last token of a phrase, less a verb that no list has: "in a mask nodded"."""
    ahead = tokens.kinds[last + 1 : last + 2]
    same = ahead and tokens.sentence[last + 1] == tokens.sentence[last]
    if last > start + 1 and (
        tokens.lower[last].endswith("ed")
        or (
            tokens.kinds[last] == "w" and same and ahead in "DP" and "w" in tokens.kinds[start:last]
        )
    ):
        return last - 1
    return last


def _is_described(m: Mention, where: Analysed) -> bool:
    """Whether it is said who a person is: "Ana Paz, a nurse", "Ana Paz, who …"."""
    kinds, lower, i = where.tokens.kinds, where.tokens.lower, m.last + 1
    return kinds[i : i + 1] == "," and (
        lower[i + 1 : i + 2] in (["who"], ["a"], ["an"], ["of"]) or kinds[i + 1 : i + 2] == "9"
    )


def _opened(m: Mention, where: Analysed) -> int:
    """The last colon or semicolon before a mention in its sentence, or -1; not looked for far."""
    tokens = where.tokens
    low = max(tokens.first[tokens.sentence[m.first]], m.first - _FAR)
    return next((i for i in range(m.first - 1, low, -1) if tokens.words[i] in _OPENING), -1)


def _spaced(words_: str) -> str:
    return " ".join(words_.split())


def _without_article(words_: str) -> str:
    first, _, rest = words_.partition(" ")
    return rest if rest and first.lower() in words.ARTICLE else words_


def _lowered(description: str, tokens: object, m: Mention) -> str:
    """A description without the capital its sentence began with."""
    first, _, rest = description.partition(" ")
    if first.lower() in words.PERSON_NOUN or first.lower() in words.DETERMINER:
        return f"{first.lower()} {rest}" if rest else first.lower()
    return description
