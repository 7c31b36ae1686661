"""TF-IDF of n-grams, those of a word counted once however often it stands in the texts.

What a text's n-grams are and what they weigh is scikit-learn's, to the bit; its own way takes
several times as long, in which it cuts and counts the same words again and again, and importing
it longer than a first answer may take.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

WORD = r"(?u)\b\w\w+\b"
_MOST_WORDS = 100_000  # kept with their n-grams, some 30 MB; then the words are learned anew


class Ngrams:
    """What `TfidfVectorizer(sublinear_tf=True)` of scikit-learn makes of texts.

    Args:
        lengths: shortest and longest n-gram.
        characters: whether they are of characters within word bounds, or of words.
        min_rows: in how many texts an n-gram must stand to be kept.
        pattern: what a word is, a regular expression; two letters or more unless it is given.

    Attributes:
        terms: the n-grams of a fitted one, in the order of their columns.
        idf: float64 (n-grams,), what each weighs for being rare.
    """

    def __init__(
        self,
        lengths: tuple[int, int],
        characters: bool = False,
        min_rows: int = 1,
        pattern: str = WORD,
    ):
        self._lengths, self._by_word, self._min_rows = lengths, characters, min_rows
        self._words = re.compile(pattern).findall
        self.restore([], np.zeros(0))

    def restore(self, terms: Sequence[str], idf: npt.NDArray[np.float64]) -> Self:
        """Becomes the fitted one whose `terms` and `idf` these are."""
        self.terms, self.idf = list(terms), idf
        self._places = dict(zip(self.terms, range(len(self.terms)), strict=True))
        self._known: dict[str, array[int]] = {}
        return self

    def fit(self, texts: Sequence[str]) -> Self:
        """Learns the n-grams of the texts; none, where none stands in so many as `min_rows`."""
        self.restore([], np.zeros(0))
        rows = Counter(texts)
        counts = self._count(rows, learn=True)
        times = np.repeat(np.fromiter(rows.values(), float, len(rows)), np.diff(counts.indptr))
        found = np.bincount(counts.indices, times, minlength=len(self._places))
        kept = sorted(t for t, place in self._places.items() if found[place] >= self._min_rows)
        standing = found[[self._places[term] for term in kept]]
        return self.restore(kept, np.log((1 + len(texts)) / (1 + standing)) + 1)

    def transform(self, texts: Sequence[str]) -> Any:
        """Sparse float64 (n, n-grams), rows of unit length, or 0 where no n-gram is known."""
        places: dict[str, int] = {}  # a quote that names no target reads alike for all of them
        order = [places.setdefault(text, len(places)) for text in texts]
        rows = self._count(places)
        rows.data = (np.log(rows.data) + 1.0) * self.idf[rows.indices]
        row = np.repeat(np.arange(len(places)), np.diff(rows.indptr))
        rows.data /= np.sqrt(np.bincount(row, rows.data**2, minlength=len(places)))[row]
        return rows if len(places) == len(texts) else rows[order]

    def _count(self, texts: Iterable[str], learn: bool = False) -> Any:
        """Sparse float64 (n, n-grams), how often each stands; to `learn` is to add unknown ones."""
        from scipy import sparse

        columns, ends = array("i"), array("q", [0])
        for text in texts:
            for part in text.split() if self._by_word else (text,):
                columns.extend(self._columns(part, learn))
            ends.append(len(columns))
        rows = sparse.csr_matrix(
            (np.ones(len(columns)), np.asarray(columns), np.asarray(ends)),
            shape=(len(ends) - 1, len(self._places)),
        )
        rows.sum_duplicates()
        return rows

    def _columns(self, part: str, learn: bool) -> array[int]:
        """The column of each n-gram of a word, or of a text whose n-grams are of words."""
        found = self._known.get(part)
        if found is None:
            places = self._places
            ngrams = self._cut(part.lower())
            if learn:
                found = array("i", [places.setdefault(n, len(places)) for n in ngrams])
            else:
                found = array("i", [places[n] for n in ngrams if n in places])
            if self._by_word:
                if len(self._known) >= _MOST_WORDS:
                    self._known.clear()
                self._known[part] = found
        return found

    def _cut(self, text: str) -> Iterator[str]:
        """The n-grams of a word, its bounds a space each, or of the words of a text.

        A word that is shorter than the shortest ones is one itself.
        """
        shortest, longest = self._lengths
        if self._by_word:
            whole = f" {text} "
            yield whole[:shortest]
            for length in range(shortest, longest + 1):
                for start in range(length == shortest, len(whole) - length + 1):
                    yield whole[start : start + length]
        else:
            tokens = self._words(text)
            for length in range(shortest, longest + 1):
                for start in range(len(tokens) - length + 1):
                    yield " ".join(tokens[start : start + length])
