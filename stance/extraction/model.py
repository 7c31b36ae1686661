"""What was learned from annotated articles: weights of features, and how often a rule is right."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.extraction.candidates import Candidate, Setting, nobody
from stance.extraction.templates import Part, Tables, tables, weigh

_MOST_SUMS = 200_000
WEIGHTS = Path(__file__).with_name("weights.json")


class _Sums(dict[Part, float]):
    """The sum of the weights of each part; the same few thousand come again and again."""

    def __init__(self, known: Tables) -> None:
        self._known = known

    def __missing__(self, part: Part) -> float:
        found = weigh(part, self._known)
        if len(self) < _MOST_SUMS:
            self[part] = found
        return found


@dataclass(frozen=True)
class Learned:
    """`speaker` and `saying`: a weight a feature, of log-linear models; `rules`: shares right."""

    speaker: Mapping[str, float]
    saying: Mapping[str, float]
    rules: Mapping[str, float]

    def choose(
        self, found: Sequence[Candidate], given: Setting, *, sure: bool = False
    ) -> Candidate | None:
        """The likeliest speaker, or None where nobody is likelier than any of them.

        `sure` says that it is one of them.
        """
        best, most = None, -math.inf if sure else self._score(nobody(given))
        weight = self._weight
        for candidate in found:
            score = sum(map(weight, candidate.parts))
            if score > most:
                best, most = candidate, score
        return best

    @functools.cached_property
    def _weight(self) -> Callable[[Part], float]:
        return _Sums(tables({**self.speaker, **self.saying})).__getitem__

    def _score(self, parts: Sequence[Part]) -> float:
        return sum(map(self._weight, parts))

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
