"""What a linear model reads: n-grams of a quote, shared and crossed with the target."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from stance.classifiers.inputs import antecedent, masked, masked_quote
from stance.classifiers.ngrams import WORD, Ngrams
from stance.classifiers.tweets import TOKEN, plain
from stance.errors import UserError
from stance.schema import Example, Target

# More targets than these are not crossed: each is a copy of every n-gram.
CROSSED = 20


class Features:
    """N-grams of one kind or more, each a column, and a copy of them all for each known target.

    The kinds are, in the order of their columns, `words` and `characters` of what is read,
    `target_name`, and `around`: the words beside a mention of the target. The arguments are those
    of `stance.classifiers.tfidf.Tfidf` of that name; `targets` are the known ones.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        *,
        inputs: Sequence[str],
        words: tuple[int, int],
        characters: tuple[int, int],
        min_rows: int,
        tokens: str,
        target_name: bool,
        around: int,
    ):
        self._targets, self._inputs, self._min_rows = tuple(targets), inputs, min_rows
        self._tweets, self._around = tokens == "tweets", around
        self._marks = "target" in inputs
        kinds = ["words", "characters"]
        if self._marks:
            kinds += ["target_name"] * target_name
            kinds += ["around"] * (around > 0 and "quote" in inputs)
        pattern = TOKEN if self._tweets else WORD
        self.kinds = {
            kind: Ngrams(characters, True, min_rows)
            if kind == "characters"
            else Ngrams(words, False, min_rows, pattern)
            for kind in kinds
        }

    def fit_read(self, examples: Sequence[Example]) -> Any:
        """Learns the n-grams, and reads the examples as `read` does.

        Raises `UserError` for a kind with no n-gram in `min_rows` rows, but for `around`: targets
        that no text mentions have no words beside them.
        """
        texts = self._texts(examples)
        for kind, ngrams in self.kinds.items():
            ngrams.fit(texts[kind])
            if not ngrams.terms and kind != "around":
                raise UserError(
                    f"min_rows {self._min_rows}: no n-gram of {kind} stands in so many of "
                    f"{len(examples)} rows"
                )
        return self._vectors(texts)

    @property
    def dtypes(self) -> dict[str, str]:
        """What `arrays` holds, by name."""
        types = {"terms": "uint8", "idf": "float64"}
        return {f"{kind}.{name}": dtype for kind in self.kinds for name, dtype in types.items()}

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The n-grams of each kind as UTF-8, one a line, and what each weighs for being rare."""
        found: dict[str, npt.NDArray[Any]] = {}
        for kind, ngrams in self.kinds.items():
            # No n-gram holds the end of a line: words do not, and characters stay within one.
            lines = "\n".join(ngrams.terms).encode("utf-8", "surrogatepass")
            found[f"{kind}.terms"] = np.frombuffer(lines, np.uint8)
            found[f"{kind}.idf"] = ngrams.idf
        return found

    def restore(self, found: dict[str, npt.NDArray[Any]]) -> Self:
        """Becomes the fitted one whose `arrays` these are; raises `ValueError` if they are none."""
        for kind, ngrams in self.kinds.items():
            lines, idf = found[f"{kind}.terms"].tobytes(), found[f"{kind}.idf"]
            terms = lines.decode("utf-8", "surrogatepass").split("\n") if lines else []
            if len(set(terms)) != len(terms) or idf.shape != (len(terms),):
                raise ValueError(
                    f"{kind} has {len(set(terms))} different n-grams on {len(terms)} lines, and "
                    f"{idf.shape} weights"
                )
            ngrams.restore(terms, idf)
        return self

    @property
    def width(self) -> int:
        """How many columns there are, crossed ones as well."""
        ngrams = sum(len(ngrams.terms) for ngrams in self.kinds.values())
        return ngrams * (1 + len(self._targets) if self._crosses else 1)

    @property
    def _crosses(self) -> bool:
        """Whether each known target has a block of n-grams of its own."""
        return self._marks and 1 < len(self._targets) <= CROSSED

    def read(self, examples: Sequence[Example]) -> Any:
        """Sparse (n, n-grams), not crossed."""
        return self._vectors(self._texts(examples))

    def _vectors(self, texts: Mapping[str, list[str]]) -> Any:
        from scipy import sparse

        blocks = [ngrams.transform(texts[kind]) for kind, ngrams in self.kinds.items()]
        return sparse.hstack(blocks, format="csr")

    def crossed(self, read: Any, examples: Sequence[Example], shared: float) -> Any:
        """Sparse (n, width) of what `read` gave: `shared` times it, then a block a known target."""
        from scipy import sparse

        if not self._crosses:
            return read
        crossed = [
            sparse.diags_array([float(e.target.id == target.id) for e in examples]) @ read
            for target in self._targets
        ]
        return sparse.hstack([shared * read, *crossed], format="csr")

    def _texts(self, examples: Sequence[Example]) -> dict[str, list[str]]:
        """What each kind of n-grams is taken from, a text an example."""
        quotes = [self._quote(example) for example in examples]
        own = [self._own(e, quote) for e, quote in zip(examples, quotes, strict=True)]
        texts = {"words": own, "characters": own}
        if "target_name" in self.kinds:
            texts["target_name"] = [example.target.name for example in examples]
        if "around" in self.kinds:
            texts["around"] = [around(quote, self._around) for quote in quotes]
        return texts

    def _own(self, example: Example, words: str) -> str:
        """The fields that are read of an example, one a line; `words` is its quote, marked."""
        quote = example.quote
        read = [words] if "quote" in self._inputs else []
        if self._marks and "antecedent" in self._inputs:
            who = antecedent(example, self._targets)
            if who is not None:
                read.insert(0, "ABOUTTARGET" if who == example.target.id else "ABOUTRIVAL")
        fields = {"speaker": quote.speaker or "", "context": quote.context or ""}
        for text in (fields[name] for name in self._inputs if name in fields):
            if self._marks:
                text = masked(text, example.target, self._targets, "TARGET", "RIVAL")
            read.append(text)
        text = "\n".join(read) if read else example.target.name  # the target alone
        return plain(text) if self._tweets else text

    def _quote(self, example: Example) -> str:
        if not self._marks:
            return example.quote.text
        return masked_quote(example, self._targets, "TARGET", "RIVAL")


def around(text: str, words: int) -> str:
    """The so many words before and after every mention of the target, each told by its side.

    What lies beyond the next mention of another target is said of that one.

    >>> around("RIVAL knew that TARGET lied to us all.", 2)
    'l_knew l_that TARGET r_lied r_to'
    """
    tokens = re.findall(r"\w+|[^\w\s]", text)
    # Where a window ends at the latest: at either end of the text, and at the mentions of others.
    bounds = [-1, *(i for i, token in enumerate(tokens) if token == "RIVAL"), len(tokens)]
    windows = []
    for place in [place for place, token in enumerate(tokens) if token == "TARGET"]:
        after = bisect(bounds, place)
        first = max(place - words, bounds[after - 1] + 1)
        last = min(place + words + 1, bounds[after])
        windows += [f"l_{token}" for token in tokens[first:place]]
        windows += ["TARGET", *(f"r_{token}" for token in tokens[place + 1 : last])]
    return " ".join(windows)
