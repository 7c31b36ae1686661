"""Examples as a `datasets.Dataset`, in splits, with a fingerprint of their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.data.corpus import Corpus
from stance.data.metrics import METRICS
from stance.errors import UserError
from stance.schema import LABELS, Basis, Example, Kind, Quote, Span, Split, Stance, Target

if TYPE_CHECKING:
    from datasets import Dataset

# The splits that a model is made from: what only others have, it must not know.
LEARNED = (Split.TRAIN, Split.DEV)


@dataclass(frozen=True)
class Data:
    """What one experiment reads: the targets and, by name, the splits.

    There are always `train` and `dev`; every split but train is scored. `targets` are those that
    rows of these two ask about: one of the test rows alone is new to a model. `metric` is the
    figure these data are compared by in the literature, one of `METRICS`. `fingerprint` is a
    SHA-256 over every field of every example in order: equal content gives an equal fingerprint,
    wherever it was read from. `pairs` are ids of quotes that differ in a few words, and a label.
    `name` is what the card of a model that learned from them calls them.
    """

    targets: tuple[Target, ...]
    splits: dict[str, Dataset]
    fingerprint: str
    metric: str = "macro_f1"
    pairs: tuple[tuple[str, str], ...] = ()
    name: str = ""

    @property
    def scored(self) -> dict[str, Dataset]:
        """The splits a model is scored on: all but train."""
        return {name: rows for name, rows in self.splits.items() if name != Split.TRAIN}


def data_name(kind: str, root: str | None = None, train: str | None = None) -> str:
    """What the data of a section `data` are called: by kind, and the folder or table of its own.

    >>> data_name("corpus", "path/to/letters")
    'corpus letters'
    """
    if kind == "table":
        return f"table {Path(train or '').name}"
    if kind != "corpus":
        return kind
    return "venezuela" if root is None else f"corpus {Path(root).absolute().name}"


def corpus_data(corpus: Corpus) -> Data:
    """The examples of a corpus by split.

    Raises `UserError` where train, dev or test is empty or lacks a class.
    """
    examples = {split.value: corpus.examples(split) for split in Split}
    if not examples[Split.GOLD]:
        del examples[Split.GOLD]
    pairs = tuple(
        (a.quote.id, a.pair)
        for a in corpus.annotations
        if a.quote.id is not None and a.pair is not None and a.quote.id < a.pair
    )
    return replace(to_data(corpus.targets, examples), pairs=pairs)


def to_data(
    targets: Sequence[Target], splits: Mapping[str, Sequence[Example]], metric: str = "macro_f1"
) -> Data:
    """Examples by split as what an experiment reads; of `targets`, those of train and dev.

    Raises `UserError` for a metric there is not, and for a split that lacks a class.
    """
    if metric not in METRICS:
        raise UserError(f"metric: {metric!r} is not one of {', '.join(METRICS)}")
    for split, examples in splits.items():
        # A split that a model learns from, is chosen on or is scored on must show every class:
        # without one, macro-F1 counts a class nobody could get right. Gold is taken as the news
        # left it.
        found = {example.stance for example in examples}
        missing = [label for label in Stance if label not in found]
        if missing and split != Split.GOLD:
            raise UserError(
                f"split {split} has no quote labelled {', '.join(missing)}; "
                f"train, dev and test sets each need every one of {', '.join(LABELS)}"
            )
    rows = {split: [to_row(e) for e in examples] for split, examples in splits.items()}
    learned = {e.target.id for split in LEARNED for e in splits[split]}
    return Data(
        targets=tuple(target for target in targets if target.id in learned),
        splits={split: to_dataset(examples) for split, examples in splits.items()},
        fingerprint=hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest(),
        metric=metric,
    )


def hold_out(examples: Iterable[Example], share: float) -> tuple[list[Example], list[Example]]:
    """Examples to learn from and, of about this share of the articles, examples to choose on.

    An article lies on one side, whole, and on the same one everywhere: a hash of its id decides.
    Raises `UserError` for a share that is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise UserError(f"held_out must be above 0 and below 1, was: {share}")
    kept: list[Example] = []
    held: list[Example] = []
    for example in examples:
        digest = hashlib.sha256((example.quote.article or "").encode()).digest()
        out = int.from_bytes(digest[:8], "big") < share * 2**64
        (held if out else kept).append(example)
    return kept, held


def to_row(example: Example) -> dict[str, Any]:
    """An example as a flat row: the columns of the dataset."""
    quote, target = example.quote, example.target
    return {
        "id": quote.id,
        "article": quote.article,
        "start": quote.start,
        "end": quote.end,
        "kind": quote.kind.value,
        "text": quote.text,
        "speaker": quote.speaker,
        "speaker_mention": quote.speaker_mention,
        "continues": quote.continues,
        "context": quote.context,
        "target": target.id,
        "target_name": target.name,
        "target_aliases": list(target.aliases),
        "target_descriptions": list(target.descriptions),
        "stance": example.stance and example.stance.value,
        "basis": example.basis and example.basis.value,
        "mentions": [list(span) for span in example.mentions],
        "rivals": [list(span) for span in example.rivals],
    }


def to_dataset(examples: Sequence[Example]) -> Dataset:
    """A dataset with a row an example; `stance` is a `ClassLabel` in the order of `Stance`."""
    from datasets import ClassLabel, Dataset, Features, List, Value

    text, number = Value("string"), Value("int64")
    features = Features(
        {
            **dict.fromkeys(("id", "article"), text),
            **dict.fromkeys(("start", "end"), number),
            **dict.fromkeys(
                ("kind", "text", "speaker", "speaker_mention", "continues", "context"), text
            ),
            **dict.fromkeys(("target", "target_name"), text),
            **dict.fromkeys(("target_aliases", "target_descriptions"), List(text)),
            "stance": ClassLabel(names=list(LABELS)),
            "basis": text,
            **dict.fromkeys(("mentions", "rivals"), List(List(number))),
        }
    )
    return Dataset.from_list([to_row(example) for example in examples], features=features)


def to_examples(rows: Dataset) -> list[Example]:
    """The examples of a dataset: the inverse of `to_dataset`."""
    return [
        Example(
            quote=Quote(
                text=row["text"],
                speaker=row["speaker"],
                context=row["context"],
                kind=Kind(row["kind"]),
                id=row["id"],
                article=row["article"],
                start=row["start"],
                end=row["end"],
                speaker_mention=row["speaker_mention"],
                continues=row["continues"],
            ),
            target=Target(
                row["target"],
                row["target_name"],
                tuple(row["target_aliases"]),
                tuple(row["target_descriptions"]),
            ),
            stance=None if row["stance"] is None else Stance(LABELS[row["stance"]]),
            basis=None if row["basis"] is None else Basis(row["basis"]),
            mentions=_spans(row["mentions"]),
            rivals=_spans(row["rivals"]),
        )
        for row in rows.to_list()  # several times as fast as row by row
    ]


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)
