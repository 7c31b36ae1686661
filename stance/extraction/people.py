"""Who is who in an article: full names, roles, and what a pronoun stands for."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice

from stance.extraction import names, words
from stance.extraction.namesakes import Person, is_within, join
from stance.extraction.titles import behind_matter, is_epithet, is_whole_title
from stance.extraction.wording import spelled_out

_SMALL = "|".join(sorted(words.BINDING | {"le", "af"}))
_BINDING = rf"(?:(?:{_SMALL})[ ]|{words.ARTICLE_OF_NAME})"
_ARTICLE = re.compile(rf"^(?i:{words.ARTICLE_OF_NAME})(?=[^\W\d_a-z])")
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_SHORT = "|".join(
    rf"(?<=(?<![\w’'-]){short})"
    for short in words.listed(
        "[A-Z] Mr Mrs Ms Dr St Sen Rep Gov Gen Col Capt Lt Sgt Rev Prof Jr Sr"
    )
)
_CALLED = rf"(?:[“\"‘']{names.NICKNAME}[”\"’'][ \xa0])?"
_REST = rf"(?:(?:\.[A-Z])++\.|[\w’'-]*+(?:(?=\.)(?:{_SHORT})\.)?)"  # of "A.B.", or "Ana", "Mr."
# Two capitalised words or more; initials count. Bounded, so that one long line of capitals costs
# no more than its length. A search is fast where the pattern begins with a set of letters.
_FULL = re.compile(
    rf"{_CAPITAL}(?<![\w’'-].){_REST}"
    rf"(?:[ \xa0]{_CALLED}{_BINDING}{{0,3}}{_CAPITAL}{_REST}){{1,9}}"
)
# What begins a sentence with a capital, and no name.
_COMMON = (
    words.PREPOSITION
    | words.DETERMINER
    | words.CONJUNCTION
    | words.ADVERB
    | words.PRONOUN
    | words.AUXILIARY
    | words.SAY_FORMS
    | words.DAY
) - {"rose", "grant", "hope"}
# "Rosa and", unlike "Maria Rosa and".
_AND = re.compile(
    rf"(?:\A|[.;:(“\"\n—] ?|(?<![\w’'-])[a-zà-öø-ÿ][\w’'-]*,? )({_CAPITAL}[\w’'-]+) and $"
)
_DATE = 8  # characters before a month
_DAY = re.compile(r"\d+(?:st|nd|rd|th)?")
_JOINED = 30  # characters before a name
_LINE = re.compile(r"\s{0,200}[^\n]{1,200}(?=\n)")  # the headline, and what stands before it
_NAMED = 40  # times that somebody's name is looked at
_TOLD = 20_000  # characters behind the first time
# What follows a name in its sentence up to a pronoun, with nobody else between.
_PRONOUN = re.compile(r"[^.!?;:“”\"«»\nA-Z]{1,90}?\b(she|he|her|his|herself|himself)\b")
_WANTED = {"he": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
_SHORT_FORM = re.compile(r"\(([A-Z]{2,7})\)")  # behind a name that it stands for
_SPELLED = 100  # characters before it
_DOTTED = frozenset(("Jr.", "Sr."))
_LITTLE = 3  # letters of a word that no headline need have in capitals
_NAMESAKES = 40  # looked at of those with one name
_TITLED = re.compile(
    r"([MSDLF](?<=\b(?=(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lady|Lord|Sister|Father|Mother)\b).)[a-z]+)"
    r"\.?[ \xa0](\w[\w’'-]*)"
)


@functools.lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A word for comparing: without marks, accents, case, possessive and the article of a name.

    >>> plain("Guaidó’s"), plain("al-Assad"), plain("“Lola”")
    ('guaido', 'assad', 'lola')
    """
    word = (
        _ARTICLE.sub("", word.lstrip("“\"‘'"))
        .rstrip('”"')
        .removesuffix("’s")
        .removesuffix("'s")
        .rstrip("’',")
    )
    if word in _DOTTED:
        word = word[:-1]
    if word.isascii():
        return word.lower()
    return "".join(unicodedata.normalize("NFD", c)[0] for c in word).lower()


class People:
    """The people and institutions an article names, looked up by the words that name them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.by_last: dict[str, list[Person]] = {}
        self.by_name: dict[str, Person] = {}
        self.title_gender: dict[str, str] = {}
        self._other: dict[str, list[Person]] | None = None
        self._bearers: dict[str, list[Person]] = {}
        self._told: dict[str, str] = {}
        headline = _LINE.match(text)
        self.headline = headline[0] if headline else ""
        longer = [word for word in self.headline.split() if len(word) > _LITTLE]
        capitals = sum(word[0].isupper() for word in longer) > 0.7 * len(longer)
        self._capitals = capitals and not self.headline.endswith(".")
        for match in _TITLED.finditer(text):
            title = match.group(1).lower()
            self.title_gender.setdefault(
                plain(match.group(2)), "m" if title in words.MALE_WORD else "f"
            )
        runs: dict[str, list[int]] = {}
        for match in _FULL.finditer(text):
            run = match.group()
            known = runs.get(run)
            if known is None:
                runs[run] = [match.start(), 1]
            else:
                known[1] += 1
        for run, (start, count) in runs.items():
            self._note(run, start, count)
        for person in list(self.by_name.values()):
            self._note_relative(person)
        self.spelled: dict[str, str] = {}  # names by the letters that stand for them
        for match in _SHORT_FORM.finditer(text):
            before = text[max(0, match.start() - _SPELLED) : match.start()]
            if name := spelled_out(before, match.group(1)):
                self.spelled[match.group(1)] = name
        for last in self.by_last.values():
            if 1 < len(last) <= _NAMESAKES:
                join(last, self.by_name, text)

    def _note(self, run: str, position: int, count: int) -> None:
        parts = run.split()
        if position < len(self.headline) and run.isupper() and self.headline.isupper():
            # "COUNCIL BACKS PLAN" is nobody, "ANA PAZ QUITS" is she
            if plain(parts[0]) not in names.SEX:
                return
            parts = [part.title() for part in parts[:2]]
        start = int(parts[0] == "X.")  # the site, at the end of a sentence
        for i in range(1, len(parts) - 1):
            if parts[i].endswith(("’s", "'s")) and parts[i + 1] in ("The", "A", "An"):
                del parts[i + 1 :]  # "Ana Paz’s The Mill"
                break
        office = ("'" in run or "’" in run) and _is_office(parts)
        before = self.text[max(0, position - 2) : position]
        within = before[:1].islower() and before[1:] == " "  # "says Per Brandt"
        suffixed = len(parts) > 2 and plain(parts[-1]) in words.SUFFIX
        last = len(parts) - 1 - suffixed
        for i in range(start, last):
            low = parts[i].rstrip(".").lower()
            given = i == last - 1 and low in words.GIVEN  # Don Meyer, unlike Don Renato Piaz
            of_theirs = parts[i][-1] in "s'’" and _begins_person(parts[i], parts[i + 1], parts[-1])
            dated = i == 0 and low in words.DAY and self._is_dated(position)
            common = i == start and low in _COMMON and (dated or not (i == 0 and within))
            # "Sadly Ana Paz", "Take Ana Paz"
            adverb = low.endswith("ly") and low not in names.SEX
            common |= i == 0 and last > 1 and not within and (adverb or low in words.BIDDING)
            based = low.endswith("-based")  # "Athens-based Poseidon Maritime"
            trade = i < last - 1 and is_whole_title(low, plain(parts[i + 1]))
            titled = (low in words.TITLE and not given) or trade
            if (titled and not office) or common or of_theirs or based:
                start = i + 1
        start += len(parts) - start > 1 and is_epithet(parts[start])
        if self.text[max(0, position - 4) : position] in (" of ", "for "):
            named = (i for i in range(start, len(parts) - 1) if plain(parts[i]) in names.SEX)
            matter = start + behind_matter([part.lower() for part in parts[start:]])
            start = next(named, matter)  # "Director of Public Prosecutions Ana Paz"
        roles = {p.rstrip(".").lower() for p in parts[:start]}
        parts = parts[start:]
        while len(parts) > 1 and (
            parts[-1] in words.LETTERS or parts[-1] == "I" or parts[-1].lower() in words.WEEKDAY
        ):
            parts.pop()
        if len(parts) > 2 and parts[-1] in ("Show", "Podcast", "Hour"):
            parts.pop()  # "The Len Roth Show"
        if len(parts) < 2 or sum(part[0].isupper() for part in parts) > 4:
            return  # a surname, or a headline
        if parts[-1].endswith(("’s", "'s")):
            parts[-1] = parts[-1][:-2]
        parts[-1] = parts[-1].rstrip("’'")
        if not parts[-1]:
            return
        bare = [plain(part) for part in parts]
        key = " ".join(bare)
        known = self.by_name.get(key)
        if known is not None:
            known.count += count
            return
        person = Person(" ".join(parts), bare, position, count)
        listed = "" if bare[0] in names.EITHER else names.SEX.get(bare[0], "")
        person.gender = listed or self.title_gender.get(bare[-1], "")
        if not person.gender:
            person.gender = gender_of_titles(roles)
        self.by_name[key] = person
        self.by_last.setdefault(_surname(bare), []).append(person)

    def _is_dated(self, month: int) -> bool:
        """Whether a day or a word of time stands before a month: "in June", "2nd June"."""
        before = self.text[max(0, month - _DATE) : month].split()
        last = before[-1].lower() if before else ""
        return last in words.DATED or _DAY.fullmatch(last) is not None

    def _note_relative(self, person: Person) -> None:
        """Notes who shares a surname that is written once: Rosa, of "Rosa and Ana Paz"."""
        if len(person.words) != 2 or person.words[0] not in names.SEX:
            return
        start = max(0, person.first_seen - _JOINED)
        other = _AND.search(self.text, start, person.first_seen)
        if other is None or plain(other[1]) not in names.SEX or plain(other[1]) in self._by_other():
            return
        name = f"{other[1]} {person.name.split()[1]}"
        found = Person(name, [plain(other[1]), person.words[1]], other.start(), 1)
        found.gender = names.SEX[found.words[0]]
        if self.by_name.setdefault(" ".join(found.words), found) is found:
            self.by_last[found.words[1]].append(found)
            self._by_other().setdefault(found.words[0], []).append(found)

    def named(self, name: str, position: int, gender: str = "") -> Person | None:
        """The person a name stands for: of those with all its words, the one most named before.

        `gender` is what a title tells: of a couple it is one.
        """
        parts = [plain(part) for part in name.split()]
        own = self.by_name.get(" ".join(parts))
        if own is not None and (own.words[0] in names.SEX or own.words != parts):
            return own  # not two surnames, or joined with him
        found = self._bearers.get(name)
        if found is None:
            found = self._bearers[name] = self._bearing(name)
        if gender and len(found) > 1:
            found = (
                [p for p in found if _given_gender(p) == gender]
                or [p for p in found if not _given_gender(p)]
                or found
            )
        if len(found) < 2:
            return found[0] if found else None
        pool = [p for p in found if p.first_seen <= position] or found
        if len(name.split()) > 1:
            return max(pool, key=lambda p: (len(p.name.split()), p.count))
        return max(pool, key=lambda p: (p.count, -p.first_seen))

    def _bearing(self, name: str) -> list[Person]:
        """Those with all the words of a name, their last among them; of one word, any.

        Not a headline's capitals, where the story names somebody so: "Why Paz Is Leaving".
        """
        parts = [plain(p) for p in name.split()]
        if not parts:
            return []
        found = [
            p
            for p in self.by_last.get(_surname(parts), [])[:_NAMESAKES]
            if len(parts) == 1 or is_within(parts, p.words)
        ]
        if not found and len(parts) == 1:
            found = self._by_other().get(parts[0], [])[:_NAMESAKES]
        if len(found) > 1 and self._capitals:
            return [p for p in found if p.count > 1 or p.first_seen >= len(self.headline)] or found
        return found

    def _by_other(self) -> dict[str, list[Person]]:
        """People by their names but the last: a given name, the first of two surnames."""
        if self._other is None:
            self._other = {}
            for key, person in self.by_name.items():
                for name in key.split(" ")[:-1]:
                    self._other.setdefault(name, []).append(person)
        return self._other

    def gender_told(self, person: Person) -> str:
        """The letter m or f for the pronouns that follow somebody in his sentences, or nothing."""
        known = self._told.get(person.name)
        if known is None:
            found = {"m": 0, "f": 0}
            last = re.compile(rf"\b{re.escape(person.name.split()[-1])}\b")
            first = person.first_seen
            for match in islice(last.finditer(self.text, first, first + _TOLD), _NAMED):
                behind = _PRONOUN.match(self.text, match.end())
                if behind is not None:
                    found[_WANTED[behind.group(1)]] += 1
            sure = [sex for sex, n in found.items() if n > max(1, 2 * (sum(found.values()) - n))]
            known = self._told[person.name] = sure[0] if sure else ""
        return known


def _surname(parts: Sequence[str]) -> str:
    """The last of some plain words of a name; of "len paz jr" the last but one."""
    return parts[-2] if len(parts) > 1 and parts[-1] in words.SUFFIX else parts[-1]


def _is_office(parts: Sequence[str]) -> bool:
    """Whether a body is named by whom it serves: "Mayor's Office", "St. Ana's Hospital"."""
    owners = [plain(part) for part in parts[:-1] if part.endswith(("’s", "'s"))]
    served = parts[0] in ("St", "St.") or not words.TITLE.isdisjoint(owners)
    return bool(owners) and served and plain(parts[-1]) in words.INSTITUTION


def _begins_person(owner: str, given: str, last: str) -> bool:
    """Whether somebody's name begins behind whose he is: "Labour’s Priya Venkat", "Gris’s Ana"."""
    if not owner.endswith(("’s", "'s", "s’", "s'")) or plain(last) in words.INSTITUTION:
        return False
    # also "the Post’s Xogwi Ndebe"
    known = plain(given) in names.SEX or plain(owner) in words.INSTITUTION
    return known or bool(names.gender_by_ending(plain(given)))


def _given_gender(person: Person) -> str:
    return names.gender(plain(person.name.split()[0]))


def gender_of_titles(titles: Iterable[str]) -> str:
    """The letter m or f for titles and roles in small letters, or nothing."""
    if not words.MALE_WORD.isdisjoint(titles):
        return "m"
    return "" if words.FEMALE_WORD.isdisjoint(titles) else "f"
