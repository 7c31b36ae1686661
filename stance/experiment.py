"""The recipe of one run: fit on train, choose on dev, score on the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from stance.classifiers.base import Classifier, Log, Probabilities, no_log
from stance.classifiers.encoder import Encoder
from stance.classifiers.folder import Manifest
from stance.data.examples import Data, to_examples
from stance.data.metrics import Labels
from stance.evaluation.calibration import (
    Calibration,
    calibration,
    fit_temperature,
    scale,
    threshold_for,
)
from stance.evaluation.probes import Probe, hidden, hidden_probe, pairs_probe, swapped_probe
from stance.evaluation.scores import Scores, groups, score
from stance.schema import LABELS, Example, Quote, Split


@dataclass(frozen=True)
class Scored:
    """A split with its calibrated probabilities, float32 (n, 3), and how good they are.

    `uncalibrated` and `calibrated` are the calibration before and after the temperature;
    `threshold` is the confidence below which an answer abstains; `truncated` counts the rows too
    long for the classifier to read whole; `probes` are none on dev.
    """

    examples: list[Example]
    probabilities: Probabilities
    scores: Scores
    uncalibrated: Calibration
    calibrated: Calibration
    threshold: float
    truncated: int
    probes: tuple[Probe, ...] = ()

    @property
    def gold(self) -> Labels:
        """The gold labels, int (n,), as indices into `LABELS`."""
        return _gold(self.examples)

    @property
    def groups(self) -> list[str]:
        """What an interval resamples whole, for each row."""
        return groups([e.quote.article for e in self.examples], [e.quote.id for e in self.examples])

    @property
    def coverage(self) -> float:
        """The share of rows that are answered, not abstained from."""
        return float((self.probabilities.max(axis=1) >= self.threshold).mean())

    @property
    def accuracy_answered(self) -> float | None:
        """The share of right answers among those given; None where all abstain."""
        answered = self.probabilities.max(axis=1) >= self.threshold
        right = self.probabilities.argmax(axis=1) == self.gold
        return float(right[answered].mean()) if answered.any() else None

    def flat(self) -> dict[str, float]:
        """Every number of the split by name, for tracking and manifests."""
        probes = {probe.name.replace(" ", "_"): probe for probe in self.probes}
        answered = self.accuracy_answered
        return {
            **self.scores.flat(),
            "ece_before": self.uncalibrated.ece,
            "ece": self.calibrated.ece,
            "brier_before": self.uncalibrated.brier,
            "brier": self.calibrated.brier,
            "coverage": self.coverage,
            **({} if answered is None else {"accuracy_answered": answered}),
            **{f"probe_{name}": probe.score for name, probe in probes.items()},
            **{f"probe_{name}_gap": probe.gap for name, probe in probes.items()},
            **{f"probe_{name}_n": float(probe.n) for name, probe in probes.items()},
            "truncated": float(self.truncated),
        }

    def rows(self) -> list[dict[str, Any]]:
        """A flat row an example, with gold label and prediction, for people to look at."""
        return flat_rows(self.examples, self.probabilities, self.threshold)


@dataclass(frozen=True)
class Fitted:
    """A fitted classifier, what its folder will say of it, and every scored split by name."""

    classifier: Classifier
    manifest: Manifest
    splits: dict[str, Scored]


def fit_and_score(
    classifier: Classifier,
    data: Data,
    *,
    accuracy: float | None = None,
    log: Log = no_log,
    checkpoints: Path | None = None,
) -> Fitted:
    """Fits a classifier, and measures it as `measured` does.

    An encoder is measured as it will answer: by its ONNX model, where it has one. `log` hears the
    numbers of every epoch; with `checkpoints` a fit that was cut off goes on.
    """
    train, dev = data.splits[Split.TRAIN], data.splits[Split.DEV]
    classifier.fit(train, dev, data.targets, log=log, checkpoints=checkpoints)
    inference: dict[str, Any] = {}
    if isinstance(classifier, Encoder):
        inference = classifier.export(to_examples(train), to_examples(dev)).fields()
    return measured(classifier, data, accuracy, inference)


def measured(
    classifier: Classifier, data: Data, accuracy: float | None, inference: Mapping[str, Any]
) -> Fitted:
    """Calibrates a fitted classifier on dev, and scores and probes it on all splits but train.

    With `accuracy`, the model abstains below the confidence at which so large a share of its
    answers on dev is right. `inference` is what the manifest says of an encoder's precision.
    """
    dev = data.splits[Split.DEV]
    examples = {name: to_examples(rows) for name, rows in data.scored.items()}
    raw = {name: classifier.predict_proba(rows) for name, rows in examples.items()}
    temperature = fit_temperature(raw[Split.DEV], dev["stance"])
    threshold = 0.0
    if accuracy is not None:
        threshold = threshold_for(scale(raw[Split.DEV], temperature), dev["stance"], accuracy)
    manifest = Manifest(
        kind=classifier.name,
        settings=classifier.settings,
        targets=data.targets,
        temperature=temperature,
        threshold=threshold,
        accuracy=accuracy,
        fingerprint=data.fingerprint,
        data=data.name,
        train_rows=len(data.splits[Split.TRAIN]),
        inference=inference,
    )
    splits = {
        name: scored(
            rows,
            raw[name],
            manifest,
            classifier.truncated(rows),
            () if name == Split.DEV else probe(classifier, rows, raw[name], data.pairs),
            data.metric,
        )
        for name, rows in examples.items()
    }
    numbers = {name: split.flat() for name, split in splits.items()}
    return Fitted(classifier, replace(manifest, scores=numbers), splits)


def scored(
    examples: list[Example],
    raw: Probabilities,
    manifest: Manifest,
    truncated: int = 0,
    probes: Sequence[Probe] = (),
    metric: str = "macro_f1",
) -> Scored:
    """A split with its scores, from the probabilities as the classifier gave them."""
    probabilities = scale(raw, manifest.temperature)
    gold = _gold(examples).tolist()
    return Scored(
        examples=examples,
        probabilities=probabilities,
        scores=scores_of(examples, probabilities, metric),
        uncalibrated=calibration(raw, gold),
        calibrated=calibration(probabilities, gold),
        threshold=manifest.threshold,
        truncated=truncated,
        probes=tuple(probes),
    )


def scores_of(
    examples: Sequence[Example], probabilities: Probabilities, metric: str = "macro_f1"
) -> Scores:
    """The scores of labelled examples by their probabilities (n, 3), intervals over articles."""
    return score(
        gold=_gold(examples).tolist(),
        predicted=probabilities.argmax(axis=1).tolist(),
        targets=[e.target.id for e in examples],
        groups=groups([e.quote.article for e in examples], [e.quote.id for e in examples]),
        metric=metric,
        parts={
            "speaker": [e.quote.speaker for e in examples],
            "basis": [e.basis and e.basis.value for e in examples],
            "kind": [e.quote.kind.value for e in examples],
        },
    )


def flat_rows(
    examples: Sequence[Example], probabilities: Probabilities, threshold: float
) -> list[dict[str, Any]]:
    """A flat row an example, with gold label and calibrated prediction."""
    return [
        {
            "id": e.quote.id,
            "article": e.quote.article,
            "kind": e.quote.kind.value,
            "speaker": e.quote.speaker,
            "text": e.quote.text,
            "context": e.quote.context,
            "target": e.target.id,
            "basis": e.basis and e.basis.value,
            "gold": e.stance and e.stance.value,
            "predicted": LABELS[int(p.argmax())],
            **dict(zip(LABELS, map(float, p), strict=True)),
            "abstained": float(p.max()) < threshold,
        }
        for e, p in zip(examples, probabilities, strict=True)
    ]


def probe(
    classifier: Classifier,
    examples: Sequence[Example],
    raw: Probabilities,
    pairs: Sequence[tuple[str, str]] = (),
) -> tuple[Probe, ...]:
    """Every probe of a fitted classifier on examples whose probabilities, `raw`, are known."""
    gold, full = _gold(examples), raw.argmax(axis=1)
    found = [swapped_probe(examples, gold, full), pairs_probe(examples, pairs, gold, full)]
    asked = [
        hidden_probe(name, gold, full, _ask_once(classifier, changed).argmax(axis=1))
        for name, changed in hidden(examples).items()
    ]
    return tuple(p for p in [*found, *asked] if p is not None)


def _ask_once(classifier: Classifier, examples: Sequence[Example]) -> Probabilities:
    """Probabilities (n, 3), equal questions asked once: much is equal once its target is hidden."""
    questions = [
        replace(
            e,
            quote=Quote(e.quote.text, e.quote.speaker, e.quote.context),
            stance=None,
            basis=None,
        )
        for e in examples
    ]
    place = {question: index for index, question in enumerate(dict.fromkeys(questions))}
    answers = classifier.predict_proba(list(place))
    picked: Probabilities = answers[[place[question] for question in questions]]
    return picked


def _gold(examples: Sequence[Example]) -> Labels:
    return np.array([LABELS.index(e.stance) for e in examples if e.stance is not None], dtype=int)
