"""Which country a ministry, a court or an army is of, where its name does not say."""

from __future__ import annotations

import re
from bisect import bisect_left

from stance.extraction import places
from stance.extraction.phrases import Mention
from stance.extraction.reader import Analysed

_SEAT = re.compile(r" (?:in|of) ((?:[^\W\d_a-z][\w-]+ ?){1,3})(?<! )\b")
_CALLED = re.compile(rf"\b(\w+) ({'|'.join(sorted(places.OF_STATE))})\b", re.IGNORECASE)


class Seats:
    """The countries of an article's bodies of state."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._called: dict[str, list[tuple[int, str]]] | None = None

    def country(self, name: str, m: Mention, where: Analysed) -> str | None:
        """By its seat, by a country in the same paragraph, or as the text has called it before."""
        seat = _SEAT.match(self._text, m.end)
        if seat is not None and seat.group(1) in places.ADJECTIVE:
            return places.ADJECTIVE[seat.group(1)]
        tokens = where.tokens
        for i, word in enumerate(tokens.words):
            country = places.ADJECTIVE.get(word.removesuffix("’s").removesuffix("'s"))
            if country and tokens.kinds[i] == "N":
                return country
        called = self._all().get(name.lower(), [])
        at = bisect_left(called, (m.start, ""))
        return called[max(0, at - 1)][1] if called else None

    def _all(self) -> dict[str, list[tuple[int, str]]]:
        """Where each is called by its country: "the Thai army"."""
        if self._called is None:
            self._called = {}
            for match in _CALLED.finditer(self._text):
                country = places.ADJECTIVE.get(match.group(1))
                if country:
                    found = self._called.setdefault(match.group(2).lower(), [])
                    found.append((match.start(), country))
        return self._called
