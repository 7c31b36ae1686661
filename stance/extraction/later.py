"""Who is described first and named further down: "A judge said …", then "Judge Ana Paz told"."""

from __future__ import annotations

from stance.extraction.apposed import beside
from stance.extraction.describe import described
from stance.extraction.kinds import is_human
from stance.extraction.people import People
from stance.extraction.phrases import Mention
from stance.extraction.posts import holder
from stance.extraction.reader import Analysed, Reader
from stance.extraction.wording import PLURAL

_AHEAD = 120  # mentions looked ahead over
_LONGEST = 100  # characters of a description
_ONE = frozenset(("a", "an", "another"))  # who is told of anew
OPENING = 3  # paragraphs in which somebody may be described before he is named


class Later:
    """The names that descriptions are given behind them, each with its paragraph."""

    def __init__(self, reader: Reader, people: People) -> None:
        self.reader, self.people, self.text = reader, people, reader.text

    def find(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Whom a description is told to be behind it."""
        return self._opening(m, where) or self._named_later(m, where)

    def _opening(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Whom the first sentence describes and the next paragraph names: "A nurse said …"."""
        opens = where.number < OPENING and not where.tokens.sentence[m.first]
        if not opens or not is_human(m, where) or PLURAL.search(m.head):
            return None
        if where.number + 1 >= len(self.reader.paragraphs):
            return None
        following = self.reader[where.number + 1]
        for other in following.mentions:
            if other.kind == "person" and m.head in following.titles(other):
                return other, following  # "A bishop was late. (…) On Monday Bishop Ana Paz …"
        named = following.mentions[0] if following.mentions else None
        if named is None or named.kind != "person" or named.possessor or not named.subject:
            return None
        person = self.people.named(self.text[named.start : named.end], named.start)
        new = person is not None and person.first_seen >= following.paragraph.start
        apposed = following.tokens.kinds[named.last + 1 : named.last + 2] == ","
        return (named, following) if new and apposed else None

    def _named_later(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Whom "the vet" is told to be only further down: "The vet, Ana Paz, shrugged"."""
        if m.last - m.first > 2 or PLURAL.search(m.head) or not is_human(m, where):
            return None
        end, of = described(m, where), where.tokens.lower[m.last + 1 : m.last + 2] == ["of"]
        if end != m.end and not of:  # unlike "the mayor of Gris"
            return None
        more = set(where.tokens.lower[m.first + 1 : m.last])
        titled: tuple[Mention, Analysed] | None = None
        for other, there in self.reader.ahead(m, where, _AHEAD):
            first, last, tokens = other.first, other.last, there.tokens
            if other.kind == "person" and where.number < OPENING and self._is_new(other, m):
                titles = there.titles(other) if "former" not in more else []
                if m.head in titles and (other.subject or other.cue >= 0):
                    if titled is not None and titled[0].head != other.head:
                        return None  # of two senators nobody knows which spoke
                    titled = titled or (other, there)
                continue
            if other.head != m.head:
                continue
            before = tokens.kinds[first - 1 : first] == ","
            told = of or "," in self.text[other.end : other.end + _LONGEST]
            whose = described(other, there) if told else other.end
            if of and whose > other.end and self.text[m.end : end] != self.text[other.end : whose]:
                continue  # "the mayor of Dorn" is another
            bearer = holder(other, there)
            if bearer is not None and bearer.kind == "person" and self._is_new(bearer, m):
                return bearer, there
            if tokens.lower[first] in _ONE:
                # "a man said … Police held another man. The man, Len Roth, …"
                return self._subject_told(other, there) if there.number == where.number else titled
            aside = before or self.text.startswith(",", whose)
            if aside and tokens.lower[first] == "the":
                others = set(tokens.lower[first + 1 : last])
                if more and others and more.isdisjoint(others):
                    continue  # "a junior minister" is not the former minister
                named = beside(other, there)
                if named is not None and named.kind == "person":
                    return named, there
        return titled

    def _is_new(self, other: Mention, m: Mention) -> bool:
        """Whether the article names somebody nowhere before a description."""
        person = self.people.named(self.text[other.start : other.end], other.start)
        return person is not None and person.first_seen > m.start

    def _subject_told(self, m: Mention, where: Analysed) -> tuple[Mention, Analysed] | None:
        """Who is told behind to be that: "“…,” the senator said. Ana Paz, a senator, …"."""
        named = beside(m, where)
        fits = (
            named is not None and named.kind == "person" and named.subject and named.last < m.first
        )
        return (named, where) if named is not None and fits else None
