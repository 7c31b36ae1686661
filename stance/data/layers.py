"""What each annotator said before it was settled: `annotations/NAME.jsonl` of a corpus folder.

A layer is one annotator's word on every quote or on some of them: an object a line with `quote`
(an id of `quotes.jsonl`), `speaker`, `stances` and `annotator`. What was settled on stands in
`quotes.jsonl`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stance.data.corpus import LAYERS, Corpus, read_stances
from stance.data.files import read_jsonl
from stance.errors import UserError
from stance.schema import Label


@dataclass(frozen=True, slots=True)
class Judgement:
    """One annotator's word on a quote."""

    speaker: str | None
    stances: Mapping[str, Label]
    annotator: str


_FIELDS = ("quote", "speaker", "stances", "annotator")
# By quote id, in the order of the file.
Layer = dict[str, Judgement]


def read_layers(root: Path, corpus: Corpus) -> dict[str, Layer]:
    """The layers of a corpus folder by the names of their files; none where it keeps none.

    Raises `UserError` for a quote the corpus does not have, one judged twice, a bad label, and an
    unknown field.
    """
    quotes = {annotation.quote.id for annotation in corpus.annotations}
    layers: dict[str, Layer] = {}
    for path in sorted((root / LAYERS).glob("*.jsonl")):
        layer: Layer = {}
        for record in read_jsonl(path, _FIELDS):
            identifier = record.text("quote")
            if identifier not in quotes:
                raise UserError(f"{record.place}: quote {identifier!r} is not in quotes.jsonl")
            if identifier in layer:
                raise UserError(f"{record.place}: quote {identifier!r} is judged twice")
            layer[identifier] = Judgement(
                record.text_or_none("speaker"),
                read_stances(record, corpus.targets),
                record.text("annotator"),
            )
        layers[path.stem] = layer
    return layers
