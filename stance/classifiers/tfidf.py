"""The baseline: word and character n-grams, shared and crossed with the target."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.inputs import check_inputs, masked
from stance.data.examples import to_examples
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset

FILE = "tfidf.skops"
PARTS = {
    "words": "TfidfVectorizer",
    "characters": "TfidfVectorizer",
    "regression": "LogisticRegression",
}


class Tfidf:
    """Logistic regression on TF-IDF of word and character n-grams.

    Every n-gram is a feature once for all targets and once more for each known target, after
    "Frustratingly Easy Domain Adaptation" (Daumé III, ACL 2007): what holds of every target is
    learned from all rows, what holds of one from its own. Mentions of the target asked about
    read `TARGET`, those of the others `RIVAL`, so that "TARGET lied" is one n-gram for both.

    Args:
        inputs: which of quote, target, speaker and context are read; without `target` neither
            the crossing nor the marking takes place.
        words: shortest and longest word n-gram.
        characters: shortest and longest character n-gram, within word bounds.
        min_rows: in how many training rows an n-gram must stand to be a feature. A quote gives a
            row for each target.
        c: inverse strength of the L2 penalty.
        seed: of the solver.
    """

    name: ClassVar[str] = "tfidf"

    def __init__(
        self,
        inputs: Sequence[str] = ("quote", "target"),
        words: tuple[int, int] = (1, 2),
        characters: tuple[int, int] = (3, 5),
        min_rows: int = 3,
        c: float = 1.0,
        seed: int = 0,
    ):
        self.inputs = check_inputs(inputs)
        self.words, self.characters = _range("words", words), _range("characters", characters)
        if min_rows < 1:
            raise UserError(f"min_rows must be 1 or more, was: {min_rows}")
        if c <= 0:
            raise UserError(f"c must be above 0, was: {c}")
        self.min_rows, self.c, self.seed = min_rows, c, seed
        self._targets: tuple[Target, ...] = ()
        self._parts: dict[str, Any] | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The arguments of the constructor."""
        return {
            "inputs": list(self.inputs),
            "words": list(self.words),
            "characters": list(self.characters),
            "min_rows": self.min_rows,
            "c": self.c,
            "seed": self.seed,
        }

    def fit(
        self,
        train: Dataset,
        dev: Dataset,
        targets: Sequence[Target],
        *,
        log: Log = no_log,
        checkpoints: Path | None = None,
    ) -> Self:
        """Learns from `train` alone."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        self._targets = tuple(targets)
        examples = to_examples(train)
        texts = [self._text(example) for example in examples]
        common = {"sublinear_tf": True, "min_df": self.min_rows}
        vectorizers = {
            "words": TfidfVectorizer(ngram_range=self.words, **common),
            "characters": TfidfVectorizer(
                analyzer="char_wb", ngram_range=self.characters, **common
            ),
        }
        try:
            for vectorizer in vectorizers.values():
                vectorizer.fit(texts)
        except ValueError:  # an empty vocabulary, under two names
            raise UserError(
                f"min_rows {self.min_rows}: no n-gram stands in so many of {len(texts)} rows"
            ) from None
        regression = LogisticRegression(
            C=self.c, class_weight="balanced", max_iter=2000, random_state=self.seed
        )
        self._parts = {**vectorizers, "regression": regression}
        regression.fit(self._features(examples), np.asarray(train["stance"]))
        return self

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3), rows sum to 1. Raises `NotFittedError` before `fit`."""
        if self._parts is None:
            raise NotFittedError("tfidf: call fit or load first")
        if not examples:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        regression = self._parts["regression"]
        probabilities = np.zeros((len(examples), len(LABELS)), dtype=np.float32)
        probabilities[:, regression.classes_] = regression.predict_proba(self._features(examples))
        return probabilities

    def truncated(self, examples: Sequence[Example]) -> int:
        """None: it reads texts of any length."""
        return 0

    def save(self, folder: Path) -> None:
        """Writes vectorizers and weights to `tfidf.skops`."""
        if self._parts is None:
            raise NotFittedError("tfidf: call fit or load first")
        _skops_io().dump(self._parts, folder / FILE)

    def load(self, folder: Path, targets: Sequence[Target]) -> Self:
        """Reads `tfidf.skops`.

        Raises `UserError` where it is no such file, or holds any type beyond scikit-learn's.
        """
        skops_io = _skops_io()
        from skops.io.exceptions import UntrustedTypesFoundException

        path = folder / FILE
        try:
            parts = skops_io.load(path)
        except UntrustedTypesFoundException as error:
            raise UserError(f"{path}: holds types that are not trusted: {error}") from None
        except Exception as error:  # skops raises whatever its readers meet in a foreign file
            raise UserError(f"{path}: is not a skops file of this package: {error}") from error
        kinds = {name: type(part).__name__ for name, part in dict(parts).items()}
        if kinds != PARTS:
            raise UserError(f"{path}: must hold {PARTS}, holds {kinds}")
        self._parts, self._targets = parts, tuple(targets)
        return self

    def _text(self, example: Example) -> str:
        quote = example.quote
        fields = {"quote": quote.text, "speaker": quote.speaker, "context": quote.context}
        read = [fields[name] or "" for name in self.inputs if name in fields]
        if not read:  # the target alone
            return example.target.name
        text = "\n".join(read)
        if "target" not in self.inputs:
            return text
        return masked(text, example.target, self._targets, "TARGET", "RIVAL")

    def _features(self, examples: Sequence[Example]) -> Any:
        """Sparse (n, (1 + targets) x n-grams): the shared block, then a block a known target."""
        from scipy import sparse

        assert self._parts is not None
        texts = [self._text(example) for example in examples]
        shared = sparse.hstack(
            [self._parts["words"].transform(texts), self._parts["characters"].transform(texts)],
            format="csr",
        )
        if "target" not in self.inputs:
            return shared
        crossed = [
            sparse.diags_array([float(e.target.id == target.id) for e in examples]) @ shared
            for target in self._targets
        ]
        return sparse.hstack([shared, *crossed], format="csr")


def _range(name: str, value: Sequence[int]) -> tuple[int, int]:
    if len(value) != 2 or not 1 <= value[0] <= value[1]:
        raise UserError(f"{name} must be two whole numbers, 1 <= first <= second, was: {value}")
    return value[0], value[1]


def _skops_io() -> Any:
    """`skops.io`, read without torch.

    While it is imported it walks through all of scikit-learn, whose bundled array layer imports
    torch where that is installed: two seconds for what no linear model needs. That one module of
    the layer is out of reach during the walk, which passes over what it cannot import, and is
    back after it.
    """
    name = "sklearn.externals.array_api_compat.torch"
    hidden = name not in sys.modules
    if hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # how Python says: not there
    try:
        import skops.io
    finally:
        if hidden:
            del sys.modules[name]
    return skops.io
