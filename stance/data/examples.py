"""Examples as a `datasets.Dataset`, in splits, with a fingerprint of their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stance.data.corpus import Corpus
from stance.errors import UserError
from stance.schema import LABELS, Basis, Example, Kind, Quote, Split, Stance, Target

if TYPE_CHECKING:
    from datasets import Dataset

# A split that a model learns from, is chosen on or is scored on must show every class: without
# one, macro-F1 counts a class nobody could get right. Gold is taken as the news left it.
FULL_SPLITS = (Split.TRAIN, Split.DEV, Split.TEST)


@dataclass(frozen=True)
class Data:
    """What one experiment reads: the targets and, by name, the splits.

    `fingerprint` is a SHA-256 over every field of every example in order: equal content gives an
    equal fingerprint, wherever it was read from. `pairs` are ids of quotes that differ in a few
    words, and in a label.
    """

    targets: tuple[Target, ...]
    splits: dict[str, Dataset]
    fingerprint: str
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def scored(self) -> dict[str, Dataset]:
        """The splits a model is scored on: all but train."""
        return {name: rows for name, rows in self.splits.items() if name != Split.TRAIN}


def corpus_data(corpus: Corpus) -> Data:
    """The examples of a corpus by split.

    Raises `UserError` where train, dev or test is empty or lacks a class.
    """
    examples = {split: corpus.examples(split) for split in Split}
    for split in FULL_SPLITS:
        found = {example.stance for example in examples[split]}
        missing = [label for label in Stance if label not in found]
        if missing:
            raise UserError(
                f"split {split} has no quote labelled {', '.join(missing)}; "
                f"train, dev and test each need every one of {', '.join(LABELS)}"
            )
    rows = {split.value: [to_row(e) for e in examples[split]] for split in Split if examples[split]}
    digest = hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()
    return Data(
        targets=corpus.targets,
        splits={split: to_dataset(examples[Split(split)]) for split in rows},
        fingerprint=digest,
        pairs=tuple(
            (a.quote.id, a.pair)
            for a in corpus.annotations
            if a.quote.id is not None and a.pair is not None and a.quote.id < a.pair
        ),
    )


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
        "stance": example.stance and example.stance.value,
        "basis": example.basis and example.basis.value,
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
            "target_aliases": List(text),
            "stance": ClassLabel(names=list(LABELS)),
            "basis": text,
        }
    )
    return Dataset.from_list([to_row(example) for example in examples], features=features)


def to_examples(rows: Iterable[dict[str, Any]]) -> list[Example]:
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
            target=Target(row["target"], row["target_name"], tuple(row["target_aliases"])),
            stance=None if row["stance"] is None else Stance(LABELS[row["stance"]]),
            basis=None if row["basis"] is None else Basis(row["basis"]),
        )
        for row in rows
    ]
