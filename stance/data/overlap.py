"""What of the rows that score a model stands among those it learned from."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence

from stance.data.spelling import alike
from stance.schema import Example, Split


def tell_shared(splits: Mapping[str, Sequence[Example]]) -> None:
    """Says on standard error how much of what scores a model it learned from: texts, groups."""
    for what, of in (("texts", _texts), ("groups", _groups)):
        learned = of(splits[Split.TRAIN])
        for name, examples in splits.items():
            there = of(examples) if name != Split.TRAIN else set()
            if shared := len(there & learned):
                told = f"{shared} of {len(there)} {what} of {name} stand in train too"
                print(told, file=sys.stderr)


def alone(text: str) -> str:
    """The group of a text that its data name no group of: "We pay. " is that of "WE PAY."."""
    return hashlib.sha256(alike(text).encode()).hexdigest()[:16]


def _texts(examples: Sequence[Example]) -> set[str | None]:
    return {alone(e.quote.text) for e in examples}


def _groups(examples: Sequence[Example]) -> set[str | None]:
    """The groups that the data name: none is a text or a row under another name."""
    return {
        e.quote.article
        for e in examples
        if e.quote.article not in (alone(e.quote.text), e.quote.text, e.quote.id)
    }
