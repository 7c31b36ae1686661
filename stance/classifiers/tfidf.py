"""The baseline: word and character n-grams, shared and crossed with the target."""

from __future__ import annotations

import reprlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from stance.classifiers import linear
from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.choosing import choose, combinations
from stance.classifiers.features import Features
from stance.classifiers.inputs import check_inputs
from stance.classifiers.settings import check_above_0, check_flag, check_number, check_whole
from stance.data.examples import to_examples
from stance.data.metrics import METRICS, Labels
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset

FILE = "tfidf.safetensors"
CHOICES = ("c", "shared", "balanced", "neutral")
LONGEST = 100  # n-gram: every length up to the longest is cut from every text that is asked about


class Tfidf:
    """Logistic regression on TF-IDF of word and character n-grams.

    Every n-gram is a feature once for all targets and once more for each known target, after
    "Frustratingly Easy Domain Adaptation" (Daumé III, ACL 2007): what holds of every target is
    learned from all rows, what holds of one from its own. With one known target there is nothing
    to cross. Mentions of the target asked about read `TARGET`, those of the others `RIVAL`, so
    that "TARGET lied" is one n-gram for both; before a description stands whose it is.

    Args:
        inputs: which of quote, target, speaker, context and antecedent are read; without `target`
            neither the crossing nor the marking takes place.
        words: shortest and longest word n-gram.
        characters: shortest and longest character n-gram, within word bounds.
        min_rows: in how many training rows an n-gram must stand to be a feature. A quote gives a
            row for each target.
        c: inverse strength of the L2 penalty.
        tokens: what a word is: `words`, or `tweets`, where hashtags, handles and marks are words
            as well, and a hashtag's parts too.
        target_name: whether word n-grams of the target's name are features of their own, for
            targets that are too many to be crossed.
        around: how many words on each side of a mention of the target, up to the next rival, are
            read once more with their side, as features of their own; 0 for none.
        shared: weight of the features for all targets beside those for each; 0 is a model for
            each target.
        balanced: whether the rows of a class weigh more the fewer there are.
        neutral: weight of a neutral row beside one that takes a side, on top of `balanced`; less
            than 1 for a measure that does not count how well neutral rows are known.
        choose: values of `c`, `shared`, `balanced` and `neutral` to choose from by
            cross-validation on train, grouped by article; what is chosen takes the place of the
            argument.
        criterion: what is best: `macro_f1`, or `f_avg`, the mean F1 of favor and against.
    """

    name: ClassVar[str] = "tfidf"

    def __init__(
        self,
        inputs: Sequence[str] = ("quote", "target", "antecedent"),
        words: tuple[int, int] = (1, 2),
        characters: tuple[int, int] = (3, 5),
        min_rows: int = 3,
        c: float = 1.0,
        tokens: str = "words",
        target_name: bool = False,
        around: int = 8,
        shared: float = 1.0,
        balanced: bool = True,
        neutral: float = 1.0,
        choose: Mapping[str, Sequence[Any]] | None = None,
        criterion: str = "macro_f1",
    ):
        self.inputs = check_inputs(inputs)
        self.words, self.characters = _range("words", words), _range("characters", characters)
        check_whole("min_rows", min_rows, 1)
        check_whole("around", around)
        for name, value, allowed in (
            ("tokens", tokens, ("words", "tweets")),
            ("criterion", criterion, tuple(METRICS)),
        ):
            if value not in allowed:
                raise UserError(f"{name} must be one of {', '.join(allowed)}, was: {value}")
        self.choose = {name: list(values) for name, values in (choose or {}).items()}
        for name, values in self.choose.items():
            if name not in CHOICES:
                raise UserError(f"choose: {name!r} is not one of {', '.join(CHOICES)}")
            if not values:
                raise UserError(f"choose: {name} is empty; give one value or more")
            for value in values:
                _check(name, value)
        _check("c", c)
        _check("shared", shared)
        _check("balanced", balanced)
        _check("target_name", target_name)
        _check("neutral", neutral)
        self.min_rows, self.c = min_rows, c
        self.tokens, self.target_name, self.around = tokens, target_name, around
        self.shared, self.balanced, self.neutral = shared, balanced, neutral
        self.criterion = criterion
        self._features: Features | None = None
        self._regression: linear.Regression | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The arguments of the constructor."""
        return {
            "inputs": list(self.inputs),
            "words": list(self.words),
            "characters": list(self.characters),
            "min_rows": self.min_rows,
            "c": self.c,
            "tokens": self.tokens,
            "target_name": self.target_name,
            "around": self.around,
            "shared": self.shared,
            "balanced": self.balanced,
            "neutral": self.neutral,
            "choose": self.choose,
            "criterion": self.criterion,
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
        examples = to_examples(train)
        labels = np.asarray(train["stance"])
        if self.choose:
            groups = [e.quote.article or e.quote.text for e in examples]
            chosen, score = choose(
                combinations(self.choose),
                self._answer(examples, labels, targets),
                labels,
                groups,
                self.criterion,
            )
            for name, value in chosen.items():
                setattr(self, name, value)
            told = {name: float(value) for name, value in chosen.items()}
            log({f"cv_{self.criterion}": score, **{f"chosen_{k}": v for k, v in told.items()}}, 0)
        features = self._new_features(targets)
        read = features.fit_read(examples)
        design = linear.Design(features.crossed(read, examples, self.shared))
        self._features = features
        self._regression = design.fit(
            labels, c=self.c, balanced=self.balanced, neutral=self.neutral
        )
        return self

    def _answer(self, examples: list[Example], labels: Labels, targets: Sequence[Target]) -> Any:
        """What `choose` asks of each fold; a fold's rows are made ready once for all fits."""

        def answer(
            train: Labels, test: Labels, candidates: Sequence[dict[str, Any]]
        ) -> Iterator[Labels]:
            learn, ask = ([examples[place] for place in places] for places in (train, test))
            features = self._new_features(targets)
            read, asked = features.fit_read(learn), features.read(ask)
            designs: dict[float, linear.Design] = {}
            for candidate in candidates:
                settings = {name: getattr(self, name) for name in CHOICES} | candidate
                shared = settings.pop("shared")
                if shared not in designs:
                    designs[shared] = linear.Design(features.crossed(read, learn, shared))
                model = designs[shared].fit(labels[train], **settings)
                asked_of = features.crossed(asked, ask, shared)
                yield model.probabilities(asked_of).argmax(axis=1)

        return answer

    def _new_features(self, targets: Sequence[Target]) -> Features:
        return Features(
            targets,
            inputs=self.inputs,
            words=self.words,
            characters=self.characters,
            min_rows=self.min_rows,
            tokens=self.tokens,
            target_name=self.target_name,
            around=self.around,
        )

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3), rows sum to 1. Raises `NotFittedError` before `fit`."""
        if self._features is None or self._regression is None:
            raise NotFittedError("tfidf: call fit or load first")
        if not examples:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        read = self._features.read(examples)
        crossed = self._features.crossed(read, examples, self.shared)
        return self._regression.probabilities(crossed)

    def truncated(self, examples: Sequence[Example]) -> int:
        """None: it reads texts of any length."""
        return 0

    def save(self, folder: Path) -> None:
        """Writes n-grams and weights to `tfidf.safetensors`."""
        if self._features is None or self._regression is None:
            raise NotFittedError("tfidf: call fit or load first")
        from safetensors import SafetensorError
        from safetensors.numpy import save_file

        learned = {**self._features.arrays(), **self._regression.arrays()}
        try:
            save_file(learned, folder / FILE)
        except SafetensorError as error:  # how its writer tells of a full disk
            raise OSError(str(error)) from error

    def load(self, folder: Path, targets: Sequence[Target]) -> Self:
        """Reads `tfidf.safetensors`; raises `UserError` where it is no such file.

        It holds arrays alone: nothing in it can name code to run.
        """
        from safetensors.numpy import load_file

        path = folder / FILE
        try:
            found = load_file(path)
        except Exception as error:  # whatever its reader meets in a foreign file
            raise UserError(f"{path}: is not a safetensors file: {error}") from None
        features = self._new_features(targets)
        expected = dict(sorted({**features.dtypes, **linear.Regression.DTYPES}.items()))
        types = {name: str(array.dtype) for name, array in sorted(found.items())}
        if types != expected:
            raise UserError(f"{path}: must hold {expected}, holds {types}")
        if not all(np.isfinite(array).all() for array in found.values()):
            raise UserError(f"{path}: holds a number that is not finite")
        try:
            features.restore(found)
            self._regression = linear.Regression.restored(found, features.width)
        except ValueError as error:
            raise UserError(f"{path}: is not what its settings say: {error}") from None
        self._features = features
        return self


def _check(name: str, value: Any) -> None:
    if name in ("balanced", "target_name"):
        check_flag(name, value)
    elif name == "c":
        check_above_0(name, value)
    else:
        check_number(name, value)


def _range(name: str, value: Sequence[int]) -> tuple[int, int]:
    whole = len(value) == 2 and all(type(length) is int for length in value)
    if not whole or not 1 <= value[0] <= value[1] <= LONGEST:
        raise UserError(
            f"{name} must be two whole numbers, 1 <= first <= second <= {LONGEST}, "
            f"was: {reprlib.repr(value)}"
        )
    return value[0], value[1]
