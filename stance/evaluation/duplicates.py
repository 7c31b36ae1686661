"""Texts that are nearly the same: letter for letter, by their shingles, by their embeddings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.evaluation.giveaways import words

_BLOCK = 1024


@dataclass(frozen=True)
class Twins:
    """Two texts, by their places, and how alike they are: 1 is the same."""

    first: int
    second: int
    similarity: float


def exact(texts: Sequence[str]) -> list[Twins]:
    """Texts with the same words, whatever their case, punctuation and marks."""
    places = defaultdict(list)
    for place, text in enumerate(texts):
        places[" ".join(words(text))].append(place)
    return [Twins(*pair, 1.0) for same in places.values() for pair in combinations(same, 2)]


def shingled(texts: Sequence[str], above: float) -> list[Twins]:
    """Texts whose sets of five-character shingles have a Jaccard similarity above a bound.

    "On the resemblance and containment of documents" (Broder, 1997), worked out in full.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    if not texts:
        return []
    # Marks at each end, so that a text shorter than a shingle has some as well.
    padded = [f"\2\2\2{text}\3\3\3" for text in texts]
    counts = CountVectorizer(analyzer="char", ngram_range=(5, 5), binary=True, dtype=np.int32)
    sets = counts.fit_transform(padded)
    sizes = np.asarray(sets.sum(axis=1)).ravel()

    def jaccard(rows: slice) -> npt.NDArray[np.floating[Any]]:
        common = (sets[rows] @ sets.T).toarray()
        similarity: npt.NDArray[np.floating[Any]] = common / (
            sizes[rows, None] + sizes[None, :] - common
        )
        return similarity

    return list(_above(len(texts), above, jaccard))


def embedded(vectors: npt.NDArray[np.float32], above: float) -> list[Twins]:
    """Pairs of unit vectors (n, d) with a cosine above a bound."""
    return list(_above(len(vectors), above, lambda rows: vectors[rows] @ vectors.T))


def _above(n: int, bound: float, similarities: Any) -> Iterator[Twins]:
    """Pairs above a bound, a block of rows at a time: memory grows with n, not with its square."""
    for start in range(0, n, _BLOCK):
        block = similarities(slice(start, start + _BLOCK))
        for row, column in np.argwhere(block > bound):
            if start + row < column:
                similarity = float(block[row, column])
                yield Twins(int(start + row), int(column), similarity)
