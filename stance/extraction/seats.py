"""Which country a ministry, a court or an army is of, where its name does not say."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left

from stance.extraction import places
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed, Reader

_SEAT = re.compile(r" (?:in|of) ((?:[^\W\d_a-z][\w-]+ ?){1,3})(?<! )\b")
_PARTS = re.compile(r"\W")
_LONGEST = max(map(len, places.ADJECTIVE)) + 1


class Seats:
    """The countries of an article's bodies of state."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._text = reader, reader.text
        self._named: dict[int, str | None] = {}
        self._called: dict[str, list[tuple[int, str]]] = {}

    def country(self, name: str, m: Mention, where: Analysed) -> str | None:
        """By its seat, by a country in the same paragraph, or as the text has called it before."""
        seat = _SEAT.match(self._text, m.end)
        if seat is not None and seat.group(1) in places.ADJECTIVE:
            return places.ADJECTIVE[seat.group(1)]
        named = self._first(where)
        if named is not None:
            return named
        called = self._calls(name.lower())
        at = bisect_left(called, (m.start, ""))
        return called[max(0, at - 1)][1] if called else None

    def _first(self, where: Analysed) -> str | None:
        """The country that a paragraph names first."""
        own = where is self._reader[where.number]  # not a part of it
        if not own or where.number not in self._named:
            tokens = where.tokens
            countries = (
                places.ADJECTIVE.get(word.removesuffix("’s").removesuffix("'s"))
                for word, kind in zip(tokens.words, tokens.kinds, strict=True)
                if kind == "N"
            )
            found = next(filter(None, countries), None)
            if not own:
                return found
            self._named[where.number] = found
        return self._named[where.number]

    @functools.cached_property
    def _small(self) -> str:
        """The text in small letters, of its own length: of one letter alone there come two."""
        return self._text.replace("İ", "i").lower()

    def _calls(self, name: str) -> list[tuple[int, str]]:
        """Where it is called by its country, "the Thai army"; its name in small letters."""
        known = self._called.get(name)
        if known is None:
            known = self._called[name] = []
            for match in re.finditer(rf" {re.escape(name)}\b", self._small):
                before = self._text[max(0, match.start() - _LONGEST) : match.start()]
                country = places.ADJECTIVE.get(_PARTS.split(before)[-1])
                if country:
                    known.append((match.start(), country))
        return known
