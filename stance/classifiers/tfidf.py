"""The baseline: word and character n-grams, shared and crossed with the target."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.choosing import CRITERIA, Labels, choose, combinations
from stance.classifiers.inputs import check_inputs, masked, masked_quote
from stance.classifiers.ngrams import tfidf
from stance.classifiers.tweets import TOKEN, plain
from stance.data.examples import to_examples
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset

FILE = "tfidf.skops"
# More targets than these are not crossed: each is a copy of every n-gram.
CROSSED = 20
CHOICES = ("c", "shared", "balanced")
WIDE = 100  # columns for each row from which on a fit goes by way of the rows


class Tfidf:
    """Logistic regression on TF-IDF of word and character n-grams.

    Every n-gram is a feature once for all targets and once more for each known target, after
    "Frustratingly Easy Domain Adaptation" (Daumé III, ACL 2007): what holds of every target is
    learned from all rows, what holds of one from its own. With one known target there is nothing
    to cross. Mentions of the target asked about read `TARGET`, those of the others `RIVAL`, so
    that "TARGET lied" is one n-gram for both.

    Args:
        inputs: which of quote, target, speaker and context are read; without `target` neither
            the crossing nor the marking takes place.
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
        choose: values of `c`, `shared` and `balanced` to choose from by cross-validation on
            train, grouped by article; what is chosen takes the place of the argument.
        criterion: what is best: `macro_f1`, or `f_avg`, the mean F1 of favor and against.
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
        tokens: str = "words",
        target_name: bool = False,
        around: int = 0,
        shared: float = 1.0,
        balanced: bool = True,
        choose: Mapping[str, Sequence[Any]] | None = None,
        criterion: str = "macro_f1",
        seed: int = 0,
    ):
        self.inputs = check_inputs(inputs)
        self.words, self.characters = _range("words", words), _range("characters", characters)
        if min_rows < 1:
            raise UserError(f"min_rows must be 1 or more, was: {min_rows}")
        if around < 0:
            raise UserError(f"around must be 0 or more, was: {around}")
        for name, value, allowed in (
            ("tokens", tokens, ("words", "tweets")),
            ("criterion", criterion, tuple(CRITERIA)),
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
        self.min_rows, self.c, self.seed = min_rows, c, seed
        self.tokens, self.target_name, self.around = tokens, target_name, around
        self.shared, self.balanced, self.criterion = shared, balanced, criterion
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
            "tokens": self.tokens,
            "target_name": self.target_name,
            "around": self.around,
            "shared": self.shared,
            "balanced": self.balanced,
            "choose": self.choose,
            "criterion": self.criterion,
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
        self._targets = tuple(targets)
        examples = to_examples(train)
        labels = np.asarray(train["stance"])
        if self.choose:
            groups = [e.quote.article or e.quote.text for e in examples]
            chosen, score = choose(
                combinations(self.choose),
                self._answer(examples, labels),
                labels,
                groups,
                self.criterion,
            )
            for name, value in chosen.items():
                setattr(self, name, value)
            told = {name: float(value) for name, value in chosen.items()}
            log({f"cv_{self.criterion}": score, **{f"chosen_{k}": v for k, v in told.items()}}, 0)
        vectorizers = self._vectorizers(examples)
        regression = self._regression(self.c, self.balanced)
        _fit(regression, self._crossed(self._read(vectorizers, examples), examples), labels)
        self._parts = {**vectorizers, "regression": regression}
        return self

    def _answer(self, examples: list[Example], labels: Labels) -> Any:
        """What `choose` asks of each fold; n-grams are counted once a fold."""

        def answer(
            train: Labels, test: Labels, candidates: Sequence[dict[str, Any]]
        ) -> Iterator[Labels]:
            learn, ask = ([examples[place] for place in places] for places in (train, test))
            vectorizers = self._vectorizers(learn)
            read, asked = self._read(vectorizers, learn), self._read(vectorizers, ask)
            for candidate in candidates:
                settings = {name: getattr(self, name) for name in CHOICES} | candidate
                shared = settings["shared"]
                model = self._regression(settings["c"], settings["balanced"])
                _fit(model, self._crossed(read, learn, shared), labels[train])
                yield model.predict(self._crossed(asked, ask, shared))

        return answer

    def _regression(self, c: float, balanced: bool) -> Any:
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(
            C=c,
            class_weight="balanced" if balanced else None,
            # A handful of steps, each cheap with sparse rows; lbfgs takes some fifty, and most of
            # its time goes into vectors as long as all features.
            solver="newton-cg",
            max_iter=2000,
            random_state=self.seed,
        )

    def _vectorizers(self, examples: Sequence[Example]) -> dict[str, Any]:
        """A fitted vectorizer for each kind of n-gram."""
        found = {}
        for kind in self._kinds():
            found[kind] = self._vectorizer(kind)
            try:
                found[kind].fit([self._text(kind, example) for example in examples])
            except ValueError:  # an empty vocabulary, under two names
                raise UserError(
                    f"min_rows {self.min_rows}: no n-gram of {kind} stands in so many of "
                    f"{len(examples)} rows"
                ) from None
        return found

    def _vectorizer(self, kind: str) -> Any:
        """An unfitted vectorizer for a kind of n-gram."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        common: dict[str, Any] = {"sublinear_tf": True, "min_df": self.min_rows}
        if kind == "characters":
            return TfidfVectorizer(analyzer="char_wb", ngram_range=self.characters, **common)
        if self.tokens == "tweets":
            common["token_pattern"] = TOKEN
        return TfidfVectorizer(ngram_range=self.words, **common)

    def _kinds(self) -> list[str]:
        """The kinds of n-grams, in the order of their columns."""
        kinds = ["words", "characters"]
        if "target" in self.inputs:
            kinds += ["target_name"] * self.target_name + ["around"] * (self.around > 0)
        return kinds

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3), rows sum to 1. Raises `NotFittedError` before `fit`."""
        if self._parts is None:
            raise NotFittedError("tfidf: call fit or load first")
        if not examples:
            return np.zeros((0, len(LABELS)), dtype=np.float32)
        regression = self._parts["regression"]
        probabilities = np.zeros((len(examples), len(LABELS)), dtype=np.float32)
        probabilities[:, regression.classes_] = regression.predict_proba(
            self._crossed(self._read(self._parts, examples), examples)
        )
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
        expected = dict.fromkeys(self._kinds(), "TfidfVectorizer")
        expected["regression"] = "LogisticRegression"
        if kinds != expected:
            raise UserError(f"{path}: must hold {expected}, holds {kinds}")
        self._targets = tuple(targets)
        try:
            self._check(parts)
        except (AttributeError, TypeError, ValueError) as error:
            raise UserError(f"{path}: is not what its settings say: {error}") from None
        self._parts = parts
        return self

    def _check(self, parts: dict[str, Any]) -> None:
        """Raises `ValueError`, or another, where parts are not as those that `fit` makes.

        A vectorizer can name any function of scikit-learn to be called, or a pattern that takes
        for ever; columns that are not there would be read from memory that is not theirs.
        """
        width = 0
        for kind in self._kinds():
            vectorizer = parts[kind]
            for name, value in self._vectorizer(kind).get_params().items():
                found = getattr(vectorizer, name, value)  # other versions have other settings
                if repr(found) != repr(value):
                    raise ValueError(f"{name} of {kind} is {found!r}, must be {value!r}")
            columns = np.fromiter(vectorizer.vocabulary_.values(), dtype=np.int64)
            if not len(columns) or columns.min() < 0 or columns.max() >= len(columns):
                raise ValueError(f"the columns of {kind} are not 0 to {len(columns) - 1}")
            if vectorizer.idf_.shape != columns.shape:
                raise ValueError(
                    f"{kind} has {vectorizer.idf_.shape} weights, {len(columns)} words"
                )
            width += len(columns) * (1 + len(self._targets) if self._crosses else 1)
        classes, weights = parts["regression"].classes_, parts["regression"].coef_
        if not len(classes) or not set(classes.tolist()) <= set(range(len(LABELS))):
            raise ValueError(f"the classes are {classes}, must be some of 0, 1 and 2")
        if weights.shape != (len(classes) if len(classes) > 2 else 1, width):
            raise ValueError(f"the weights are {weights.shape} for {width} columns")

    def _text(self, kind: str, example: Example) -> str:
        """What one kind of n-grams is taken from."""
        if kind == "target_name":
            return example.target.name
        quote, mark = example.quote, "target" in self.inputs
        targets = self._targets
        if kind == "around":
            return _around(masked_quote(example, targets, "TARGET", "RIVAL"), self.around)
        read = []
        if "quote" in self.inputs:
            read.append(masked_quote(example, targets, "TARGET", "RIVAL") if mark else quote.text)
        fields = {"speaker": quote.speaker or "", "context": quote.context or ""}
        for name in [name for name in self.inputs if name in fields]:
            text = fields[name]
            read.append(masked(text, example.target, targets, "TARGET", "RIVAL") if mark else text)
        if not read:  # the target alone
            return example.target.name
        text = "\n".join(read)
        return plain(text) if self.tokens == "tweets" else text

    def _read(self, vectorizers: Mapping[str, Any], examples: Sequence[Example]) -> Any:
        """Sparse (n, n-grams)."""
        from scipy import sparse

        texts = {kind: [self._text(kind, e) for e in examples] for kind in self._kinds()[1:]}
        texts["words"] = texts["characters"]
        return sparse.hstack(
            [tfidf(vectorizers[kind], texts[kind]) for kind in self._kinds()], format="csr"
        )

    @property
    def _crosses(self) -> bool:
        """Whether each known target has a block of n-grams of its own."""
        return "target" in self.inputs and 1 < len(self._targets) <= CROSSED

    def _crossed(self, read: Any, examples: Sequence[Example], shared: float | None = None) -> Any:
        """Sparse (n, (1 + targets) x n-grams): the shared block, then a block a known target."""
        from scipy import sparse

        if not self._crosses:
            return read
        crossed = [
            sparse.diags_array([float(e.target.id == target.id) for e in examples]) @ read
            for target in self._targets
        ]
        weight = self.shared if shared is None else shared
        return sparse.hstack([weight * read, *crossed], format="csr")


def _around(text: str, words: int) -> str:
    """The so many words before and after every mention of the target, each told by its side.

    What lies beyond the next mention of another target is said of that one.

    >>> _around("RIVAL knew that TARGET lied to us all.", 2)
    'l_knew l_that TARGET r_lied r_to'
    """
    tokens = re.findall(r"\w+|[^\w\s]", text)
    rivals = [place for place, token in enumerate(tokens) if token == "RIVAL"]
    windows = []
    for place in [place for place, token in enumerate(tokens) if token == "TARGET"]:
        first = max([place - words, 0, *(rival + 1 for rival in rivals if rival < place)])
        last = min([place + words + 1, *(rival for rival in rivals if rival > place)])
        windows += [f"l_{token}" for token in tokens[first:place]]
        windows += ["TARGET", *(f"r_{token}" for token in tokens[place + 1 : last])]
    return " ".join(windows)


def _fit(regression: Any, features: Any, labels: Labels) -> None:
    """Fits a penalised regression, by way of its rows where there are far more columns.

    The weights that minimise a loss with an L2 penalty are a sum of rows (the representer theorem,
    Kimeldorf & Wahba, 1971). With L the Cholesky factor of X X', fitting v on L and taking
    w = X' L'^-1 v is the same problem in as many unknowns as there are rows.
    """
    rows, columns = features.shape
    if columns < WIDE * rows:
        regression.fit(features, labels)
        return
    from scipy.linalg import cholesky, solve_triangular

    products = (features @ features.T).toarray()
    products[np.diag_indices(rows)] += 1e-8  # the same row twice would leave it singular
    factor = cholesky(products, lower=True)
    regression.fit(factor, labels)
    of_rows = solve_triangular(factor, regression.coef_.T, lower=True, trans="T")
    regression.coef_ = np.ascontiguousarray((features.T @ of_rows).T)
    regression.n_features_in_ = columns


def _check(name: str, value: Any) -> None:
    if name == "balanced":
        if not isinstance(value, bool):
            raise UserError(f"balanced must be true or false, was: {value}")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise UserError(f"{name} must be a number, was: {value}")
    elif name == "c" and not value > 0:
        raise UserError(f"c must be above 0, was: {value}")
    elif name == "shared" and not value >= 0:
        raise UserError(f"shared must be 0 or more, was: {value}")


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
