"""What was learned from annotated articles: weights of features, and how often a rule is right."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.extraction.candidates import Candidate, Setting

WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Learned:
    """`speaker` and `saying`: a weight a feature, of log-linear models; `rules`: shares right."""

    speaker: Mapping[str, float]
    saying: Mapping[str, float]
    rules: Mapping[str, float]

    def choose(self, found: Sequence[Candidate], given: Setting) -> Candidate | None:
        """The likeliest speaker, or None where nobody is likelier than any of them."""
        get = self.speaker.get
        best, most = None, sum([get(f, 0.0) for f in nobody(given)])
        for candidate in found:
            score = sum([get(f, 0.0) for f in candidate.features])
            if score > most:
                best, most = candidate, score
        return best

    def says(self, features: Sequence[str]) -> float:
        """Above 0 where marked words are likelier somebody's words than not."""
        get = self.saying.get
        return sum([get(f, 0.0) for f in features])

    def confidence(self, rule: str) -> float:
        """How often quotes found by a rule were right, speaker and all, in training articles."""
        return self.rules.get(rule, self.rules.get("", 0.5))


def nobody(given: Setting) -> list[str]:
    """The features of the answer that nobody near is the speaker."""
    return [
        "0",
        f"0 {given.end}{given.before}{given.after}{given.alone}",
        f"0 {given.size} {given.before}",
    ]


@functools.cache
def learned() -> Learned:
    """The weights that come with the package."""
    held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Learned(held["speaker"], held["saying"], held["rules"])
