"""Words and phrases that give a label away to a model that need not read on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stance.data.spelling import fold
from stance.schema import Annotation, Stance

LEAST = 8  # quotes a word stands in before it is told: the labels of fewer may agree by chance
# What writers reach for when somebody is to sound hostile or devoted.
PHRASES = (
    "usurper",
    "puppet",
    "dictator",
    "dictatorship",
    "tyrant",
    "tyranny",
    "regime",
    "coup",
    "traitor",
    "lackey",
    "illegitimate",
    "legitimate",
    "thief",
    "hero",
    "freedom",
)


@dataclass(frozen=True)
class Giveaway:
    """A word in `quotes` quotes, and the label that most of their quote-target pairs have.

    `share` allows for the base rate: every pair weighs the inverse of its label's share among all
    pairs, so that a word that says nothing has a third for each label.
    """

    word: str
    quotes: int
    label: str
    share: float


@dataclass(frozen=True)
class Phrase:
    """A stock phrase: in how many quotes, what share of all, and in how many against nobody.

    A phrase that is denied or mocked stands in quotes that are against neither target.
    """

    phrase: str
    quotes: int
    share: float
    turned: int


def giveaways(annotations: Sequence[Annotation], least: int = LEAST) -> list[Giveaway]:
    """Every word that stands in `least` quotes or more, the most telling first.

    Case and accents do not matter; a word counts once a quote.
    """
    base = Counter(label.stance for a in annotations for label in a.stances.values())
    pairs: dict[str, Counter[Stance]] = defaultdict(Counter)
    quotes: Counter[str] = Counter()
    for annotation in annotations:
        for word in set(words(annotation.quote.text)):
            quotes[word] += 1
            pairs[word].update(label.stance for label in annotation.stances.values())
    found = []
    for word, number in quotes.items():
        if number >= least:
            weights = {s: pairs[word][s] / base[s] for s in Stance if base[s]}
            best = max(weights, key=lambda s: weights[s])
            share = weights[best] / sum(weights.values())
            found.append(Giveaway(word, number, best.value, share))
    return sorted(found, key=lambda g: (-g.share, g.word))


def phrases(annotations: Sequence[Annotation], stock: Sequence[str] = PHRASES) -> list[Phrase]:
    """How often each stock phrase stands in the quotes, its plural and genitive included."""
    found = []
    for phrase in stock:
        pattern = re.compile(rf"\b{re.escape(phrase)}(?:s|['’]s)?\b")
        holding = [a for a in annotations if pattern.search(fold(a.quote.text).casefold())]
        turned = sum(
            all(label.stance is not Stance.AGAINST for label in a.stances.values()) for a in holding
        )
        share = len(holding) / len(annotations) if annotations else 0.0
        found.append(Phrase(phrase, len(holding), share, turned))
    return sorted(found, key=lambda p: (-p.quotes, p.phrase))


def words(text: str) -> list[str]:
    """The words of a text without case and accents.

    >>> words("Guaidó's plan")
    ['guaido', 's', 'plan']
    """
    return re.findall(r"\w+", fold(text).casefold())
