"""The recipe of one run: fit on train, choose on dev, score on the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stance.classifiers.base import Classifier, Log, Probabilities, no_log
from stance.classifiers.folder import Manifest
from stance.data.examples import Data, to_examples
from stance.evaluation.calibration import fit_temperature, scale
from stance.evaluation.scores import Scores, score
from stance.schema import LABELS, Example, Split


@dataclass(frozen=True)
class Scored:
    """A split with its calibrated probabilities, float32 (n, 3), and how good they are.

    `truncated` counts the rows too long for the classifier to read whole.
    """

    examples: list[Example]
    probabilities: Probabilities
    scores: Scores
    truncated: int

    def rows(self) -> list[dict[str, Any]]:
        """A flat row an example, with gold label and prediction, for people to look at."""
        return [
            {
                "id": e.quote.id,
                "article": e.quote.article,
                "kind": e.quote.kind.value,
                "speaker": e.quote.speaker,
                "text": e.quote.text,
                "target": e.target.id,
                "basis": e.basis and e.basis.value,
                "gold": e.stance and e.stance.value,
                "predicted": LABELS[int(p.argmax())],
                **dict(zip(LABELS, map(float, p), strict=True)),
            }
            for e, p in zip(self.examples, self.probabilities, strict=True)
        ]


@dataclass(frozen=True)
class Fitted:
    """A fitted classifier, what its folder will say of it, and every scored split by name."""

    classifier: Classifier
    manifest: Manifest
    splits: dict[str, Scored]


def fit_and_score(
    classifier: Classifier, data: Data, *, log: Log = no_log, checkpoints: Path | None = None
) -> Fitted:
    """Fits a classifier, calibrates it on dev and scores it on dev, test and gold.

    `log` hears the numbers of every epoch; with `checkpoints` a fit that was cut off goes on.
    """
    train, dev = data.splits[Split.TRAIN], data.splits[Split.DEV]
    classifier.fit(train, dev, data.targets, log=log, checkpoints=checkpoints)
    examples = {name: to_examples(rows) for name, rows in data.scored.items()}
    raw = {name: classifier.predict_proba(rows) for name, rows in examples.items()}
    manifest = Manifest(
        kind=classifier.name,
        settings=classifier.settings,
        targets=data.targets,
        temperature=fit_temperature(raw[Split.DEV], dev["stance"]),
        fingerprint=data.fingerprint,
    )
    splits = {
        name: _scored(rows, scale(raw[name], manifest.temperature), classifier.truncated(rows))
        for name, rows in examples.items()
    }
    scores = {name: split.scores.flat() for name, split in splits.items()}
    return Fitted(classifier, replace(manifest, scores=scores), splits)


def _groups(examples: list[Example]) -> list[str]:
    """What an interval resamples whole: the article; where there is one alone, the quote."""
    articles = [e.quote.article or "" for e in examples]
    return articles if len(set(articles)) > 1 else [e.quote.id or "" for e in examples]


def _scored(examples: list[Example], probabilities: Probabilities, truncated: int) -> Scored:
    scores = score(
        gold=[LABELS.index(e.stance) for e in examples if e.stance is not None],
        predicted=probabilities.argmax(axis=1).tolist(),
        targets=[e.target.id for e in examples],
        groups=_groups(examples),
    )
    return Scored(examples, probabilities, scores, truncated)
