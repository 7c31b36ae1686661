"""The trained model, asked about new quotes."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classifiers.base import Classifier
from stance.classifiers.folder import Manifest, load_model
from stance.data.aliases import last_word, named
from stance.data.files import half_a_pair
from stance.data.readers import lacks
from stance.data.spelling import alike
from stance.data.tables import given, nothing
from stance.errors import UserError
from stance.evaluation.calibration import scale
from stance.schema import LABELS, Example, Prediction, Quote, Target

if TYPE_CHECKING:
    from stance.explanations import Explanation, Method

CHAMPION = "models:/stance@champion"
_CHUNK = 512
# The fields a prediction adds to a row, and what they hold.
ANSWER: dict[str, type] = {
    "target": str,
    "stance": str,
    **dict.fromkeys(LABELS, float),
    "abstained": bool,
    "target_seen": bool,
}


def load(uri: str | Path = CHAMPION, device: str = "cpu") -> Model:
    """A trained model, from a model folder, `runs:/ID/model` or `models:/NAME@ALIAS`.

    On the processor an encoder answers by ONNX Runtime, without torch; on another `device`
    (`cuda`) by torch.

    Names of the latter two are looked up in the store of `MLFLOW_TRACKING_URI`, or else in
    `mlflow.db` of the working directory. Raises `UserError` where there is no such model or its
    folder is not whole, no such device, or a device given for another model than an encoder.
    """
    classifier, manifest = load_model(folder_of(uri))
    if device != "cpu":
        from stance.classifiers.encoder import Encoder

        if not isinstance(classifier, Encoder):
            raise UserError(f"device {device!r} is for encoders; this model is {manifest.kind}")
        classifier.to(device)
    return Model(classifier, manifest)


def folder_of(uri: str | Path) -> Path:
    """The model folder a name stands for; raises `UserError` as `load` does."""
    name = str(uri)
    if not name.startswith(("runs:/", "models:/")):
        return Path(uri)
    from stance.registry import find, model_folder

    if (found := find(name)) is not None:
        return model_folder(name, found)
    from stance.tracking import fetch

    return fetch(name)


@dataclass(frozen=True)
class Model:
    """A classifier with its manifest: calibrated answers about any quote and target."""

    classifier: Classifier
    manifest: Manifest

    def __repr__(self) -> str:
        """The kind and the targets, as "Model tfidf, trained on maduro, guaido"; of many, some."""
        first = [target.id for target in self.targets[:5]]
        more = [f"{len(self.targets) - 5} more"] if len(self.targets) > 5 else []
        return f"Model {self.manifest.kind}, trained on {', '.join(first + more)}"

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets the model was trained on."""
        return self.manifest.targets

    def target(self, name: str | Target) -> Target:
        """The target of this id, name, alias or last word; any other text is one of its own.

        Case, accents and spaces do not matter: `guaido` and `Juan Guaidó` are the same. A new
        target is also looked for in texts by the last word of its name, unless a known one's ends
        so or it would mislead, as that of a body ("Party"; see `stance.data.aliases`), by which
        no known one is found either. An alias or last word that several targets share is none
        of them.
        """
        if isinstance(name, Target):
            return name
        if not isinstance(name, str):
            raise UserError(f"target is {name!r}, must be a text")
        if half_a_pair(name):
            raise UserError(f"target {name!r} holds half a surrogate pair, which is no text")
        from stance.extraction.words import INSTITUTION, MATTER

        name = " ".join(unicodedata.normalize("NFC", name).split())
        wanted, common = alike(name), INSTITUTION | MATTER
        ways: tuple[Callable[[Target], list[str]], ...] = (
            lambda t: [t.id],
            lambda t: [t.name],
            lambda t: [*t.aliases, last_word(t.name, common) or t.name],
        )
        for names in ways:
            found = [target for target in self.targets if wanted in map(alike, names(target))]
            if len(found) == 1:
                return found[0]
        return named([name], self.targets, common)[0]

    def predict(
        self, examples: Iterable[Example], *, cut: Callable[[int], None] | None = None
    ) -> Iterator[Prediction]:
        """A prediction for each example, in order, worked out some hundreds at a time.

        `cut` is told, of each of these, how many are too long to be read whole.
        """
        remaining = iter(examples)
        known = {target.id for target in self.targets}
        while chunk := list(islice(remaining, _CHUNK)):
            if cut is not None:
                cut(self.classifier.truncated(chunk))
            raw = self.classifier.predict_proba(chunk)
            scaled = scale(raw, self.manifest.temperature)
            if not np.isfinite(scaled).all():
                raise UserError(
                    "the model's probabilities are not finite numbers: its settings or weights "
                    "are damaged; get or train it anew"
                )
            for example, row in zip(chunk, scaled.tolist(), strict=True):
                yield Prediction(
                    example=example,
                    probabilities=tuple(row),
                    abstained=max(row) < self.manifest.threshold,
                    target_seen=example.target.id in known,
                )

    def predict_quote(
        self,
        text: str,
        speaker: str | None = None,
        context: str | None = None,
        targets: Sequence[str | Target] | None = None,
    ) -> list[Prediction]:
        """Where the speaker of one quote stands, toward each target asked for (default: all)."""
        quote = _quote({"text": text, "speaker": speaker, "context": context})
        return list(self.predict(Example(quote, target) for target in self._asked(targets)))

    def explain(
        self,
        text: str,
        speaker: str | None = None,
        context: str | None = None,
        *,
        target: str,
        method: Method = "occlusion",
    ) -> Explanation:
        """How much each word of a quote moved the answer toward one target.

        `method` is `occlusion`, or for an encoder `integrated_gradients`; see
        `stance.explanations`. Raises `UserError` for another, and for an empty text.
        """
        from stance.explanations import explain

        example = Example(
            _quote({"text": text, "speaker": speaker, "context": context}), self.target(target)
        )
        (prediction,) = self.predict([example])
        return explain(self.classifier, prediction, self.manifest.temperature, method)

    def predict_rows(
        self,
        rows: Iterable[Mapping[Any, Any]],
        targets: Sequence[str] | None = None,
        *,
        cut: Callable[[int], None] | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Answers as flat rows: the fields given, then target, stance, probabilities and flags.

        What a row has under the name of one of these is kept as `given_stance` and so on, its
        target as `given_target`. A row has `text` and perhaps `speaker`, `context` and `target`. It
        is answered once for each of `targets`, however often and in whatever way one is named;
        without them, for its own `target`; without that, for all the model's.
        `cut` is told, now and then, how many more answers rest on a quote too long to be read
        whole. Raises `UserError`, with the row's number from 0, for a row without text or one
        that is no mapping: of a data frame, give `frame.to_dict("records")`.
        """
        waiting: deque[Mapping[Any, Any]] = deque()  # the rows of the examples under way
        find = functools.lru_cache(4096)(self.target)  # a table names the same ones again and again
        asked = self._asked(targets)

        def examples() -> Iterator[Example]:
            for number, row in enumerate(rows):
                try:
                    quote, own = _quote(row), _text(row, "target")
                    toward = [find(own)] if own and not targets else asked
                except UserError as error:
                    raise UserError(f"row {number}: {error}") from None
                for target in toward:
                    waiting.append(row)
                    yield Example(quote, target)

        for prediction in self.predict(examples(), cut=cut):
            yield {**given(waiting.popleft(), ANSWER), **answer(prediction)}

    def _asked(self, names: Sequence[str | Target] | None) -> list[Target]:
        """The targets of these names, each once; without any, all of the model's."""
        _refuse_text(names)
        if not names:
            return list(self.targets)
        return list({target.id: target for target in map(self.target, names)}.values())


class BatchPredictor:
    """A trained model as engines of large data want one: made once a worker, called with batches.

    A batch is a column `text`, and perhaps `speaker`, `context`, `target` and others that are
    handed through; an answer has these and what `Model.predict_rows` adds, a row for each row and
    target.
    """

    def __init__(self, uri: str | Path = CHAMPION, device: str = "cpu"):
        self.model = load(uri, device)

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        """The answers to a batch of equally long columns, as columns (NumPy arrays).

        Probabilities, flags and dates have a type of their own, all else is an array of objects.

        Raises `UserError` without a column `text`, for a row without text, and for columns of
        different length.
        """
        if "text" not in batch:
            raise UserError(lacks("text", batch))
        if twice := [name for name, n in Counter(list(batch)).items() if n > 1]:
            raise UserError(f"column {twice[0]!r} stands twice in a batch")
        columns = [batch[name] for name in batch]  # of a data frame as well
        if len({len(column) for column in columns}) > 1:
            raise UserError("the columns of a batch are not equally long")
        held = {name: _kept(column) for name, column in zip(batch, columns, strict=True)}
        # A data frame's missing date is one in its array alone.
        columns = [
            c if held[name] is object else np.asarray(c)
            for name, c in zip(batch, columns, strict=True)
        ]
        rows = [dict(zip(batch, row, strict=True)) for row in zip(*columns, strict=True)]
        answers = list(self.model.predict_rows(rows))
        kinds = given(held, ANSWER) | ANSWER
        return {  # texts as objects: at a fixed width, each would take as much as the longest
            name: np.fromiter(
                (answer[name] for answer in answers), object if kind is str else kind, len(answers)
            )
            for name, kind in kinds.items()
        }


def _kept(column: Any) -> Any:
    """The type a column is handed through with: dates as they are, which engines cannot guess."""
    kind = getattr(column, "dtype", None)
    return kind if isinstance(kind, np.dtype) and kind.kind in "mM" else object


def answer(prediction: Prediction) -> dict[str, Any]:
    """The fields a prediction adds to a row."""
    return {
        "target": prediction.example.target.id,
        "stance": prediction.stance.value,
        **dict(zip(LABELS, prediction.probabilities, strict=True)),
        "abstained": prediction.abstained,
        "target_seen": prediction.target_seen,
    }


def _refuse_text(targets: Sequence[str | Target] | None) -> None:
    """Raises `UserError` for one name in place of a list: its letters would be asked about."""
    if isinstance(targets, str):
        raise UserError(f"targets is {targets!r}, must be a list: [{targets!r}]")


def _quote(row: Mapping[Any, Any]) -> Quote:
    """What is asked about: `text`, and perhaps `speaker` and `context`."""
    if not isinstance(row, Mapping):
        raise UserError(
            f"is of type {type(row).__name__}, must be a mapping of columns to values; of a data "
            'frame, give frame.to_dict("records")'
        )
    text, speaker, context = (_text(row, name) for name in ("text", "speaker", "context"))
    return Quote(text or "", speaker, context)


def _text(row: Mapping[Any, Any], name: str) -> str | None:
    """A field as text; missing, null and (for a table's empty cell) blank are None."""
    value = row.get(name)
    if nothing(value):
        return None
    if not isinstance(value, str):
        raise UserError(f"{name} is {value!r}, must be a text")
    if half_a_pair(value):
        raise UserError(f"{name} holds half a surrogate pair, which is no text")
    return value
