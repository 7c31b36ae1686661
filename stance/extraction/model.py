"""What was learned from annotated articles: weights of features, and how often a rule is right."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance.extraction.candidates import Candidate, Setting, nobody
from stance.extraction.templates import Part, Tables, tables, weigh

_MOST_SUMS = 200_000
WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Learned:
    """`speaker` and `saying`: a weight a feature, of log-linear models; `rules`: shares right."""

    speaker: Mapping[str, float]
    saying: Mapping[str, float]
    rules: Mapping[str, float]
    # The same few thousand parts come again and again: their sums are kept.
    _sums: dict[Part, float] = field(default_factory=dict, repr=False, compare=False)

    def choose(
        self, found: Sequence[Candidate], given: Setting, *, sure: bool = False
    ) -> Candidate | None:
        """The likeliest speaker, or None where nobody is likelier than any of them.

        `sure` says that it is one of them.
        """
        best, most = None, -math.inf if sure else self._score(nobody(given))
        for candidate in found:
            score = self._score(candidate.parts)
            if score > most:
                best, most = candidate, score
        return best

    @functools.cached_property
    def _tables(self) -> Tables:
        return tables({**self.speaker, **self.saying})

    def _score(self, parts: Sequence[Part]) -> float:
        sums = self._sums
        try:
            return sum(map(sums.__getitem__, parts))
        except KeyError:
            pass
        total = 0.0
        for part in parts:
            known = sums.get(part)
            if known is None:
                known = weigh(part, self._tables)
                if len(sums) < _MOST_SUMS:
                    sums[part] = known
            total += known
        return total

    def says(self, parts: Sequence[Part]) -> float:
        """Above 0 where marked words are likelier somebody's words than not."""
        return self._score(parts)

    def confidence(self, rule: str) -> float:
        """How often quotes found by a rule were right, speaker and all, in training articles."""
        return self.rules.get(rule, self.rules.get("", 0.5))


@functools.cache
def learned() -> Learned:
    """The weights that come with the package."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Learned(held["speaker"], held["saying"], held["rules"])
