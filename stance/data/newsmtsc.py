"""NewsMTSC: sentiment toward a person mentioned in a sentence of US news.

Hamborg & Donnay, "NewsMTSC: A Dataset for (Multi-)Target-dependent Sentiment Classification in
Political News Articles", EACL 2021. Positive is read as favor and negative as against: nobody
speaks, so these rows are about the sentence's stance. Of every sentence the annotators saw one
mention marked; the marked one is the target, the others marked in the same sentence are rivals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stance.data.examples import Data, hold_out, to_data
from stance.data.files import Record, read_jsonl
from stance.data.overlap import tell_shared
from stance.errors import UserError
from stance.schema import Example, Quote, Span, Stance, Target

WHERE = "https://github.com/fhamborg/NewsMTSC"
# Everyone who is mentioned is one target to a classifier: there are thousands, most once.
PERSON = Target("person", "the person mentioned")
# Where its authors keep a set: under a plain name, as the data set's loader fetches it from their
# repository, or as the archive they released with the paper has it (dev and test in one).
TRAIN = ("train.jsonl", "newsmtsc-rw-hf/train.jsonl", "newsmtsc-rw/train.jsonl", "rw/train.jsonl")
EVALUATION = {
    f"{split}-{kind}": (
        f"{split}-{kind}.jsonl",
        f"{split}_{kind}.jsonl",
        f"newsmtsc-{kind}-hf/{split}.jsonl",
        f"newsmtsc-{kind}/{split}.jsonl",
        f"{kind}/{split}.jsonl",
    )
    for split in ("dev", "test", "devtest")
    for kind in ("rw", "mt")
}
# Where all these lie in a folder: at its top or, in a clone of their repository, here.
HOMES = (".", "NewsSentiment/experiments/default/datasets")
POLARITY = {-1: Stance.AGAINST, 0: Stance.NEUTRAL, 1: Stance.FAVOR}
# The scale of the annotators, which the released archive keeps.
ANNOTATED = {2: Stance.AGAINST, 4: Stance.NEUTRAL, 6: Stance.FAVOR}
_DOCUMENT = re.compile(r"(allsides_\d+_\d+|polusa_v\d+_-?\d+)_")


def read_newsmtsc(root: Path | str | None, *, held_out: float, metric: str = "macro_f1") -> Data:
    """The benchmark in a folder: `train`, `dev`, and the evaluation sets that are there by name.

    Its authors' dev sets (`dev-rw`, `dev-mt`) are evaluation sets here, beside `test-rw` and
    `test-mt`: `dev`, which a model is chosen and calibrated on, is the share `held_out` of train.

    Raises `UserError` naming file, line, value and rule for whatever breaks the format, and where
    train or every evaluation set is missing.
    """
    if not root:
        raise UserError(f"data.root is not given: the folder of NewsMTSC, which is at {WHERE}")
    folder = Path(root)
    train = _first(folder, TRAIN)
    if train is None:
        raise UserError(
            f"{folder}: no train.jsonl of NewsMTSC in it; the files are at {WHERE} "
            "(train.jsonl, dev-rw.jsonl, dev-mt.jsonl, test-rw.jsonl, test-mt.jsonl)"
        )
    evaluation = read_evaluation(folder)
    kept, held = hold_out(_examples(train), held_out)
    splits = {"train": kept, "dev": held, **evaluation}
    tell_shared(splits)
    return to_data([PERSON], splits, metric)


def read_evaluation(folder: Path) -> dict[str, list[Example]]:
    """The evaluation sets in a folder by name; raises `UserError` where there is none."""
    found = {name: _first(folder, paths) for name, paths in EVALUATION.items()}
    if not any(found.values()):
        raise UserError(
            f"{folder}: no evaluation set of NewsMTSC in it; give one or more of "
            f"{', '.join(f'{name}.jsonl' for name in EVALUATION)}, which are at {WHERE}"
        )
    return {name: list(_examples(path)) for name, path in found.items() if path}


def _first(folder: Path, paths: tuple[str, ...]) -> Path | None:
    found = (folder / home / path for home in HOMES for path in paths)
    return next((path for path in found if path.is_file()), None)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention with its label."""

    id: str
    sentence: str
    text: str
    span: Span
    stance: Stance


def _examples(path: Path) -> Iterator[Example]:
    mentions = [mention for record in read_jsonl(path) for mention in _mentions(record)]
    spans: dict[str, set[Span]] = defaultdict(set)
    for mention in mentions:
        spans[mention.sentence].add(mention.span)
    for mention in mentions:
        document = _DOCUMENT.match(mention.id)
        yield Example(
            quote=Quote(
                text=mention.sentence,
                id=mention.id,
                # A sentence that names no article is a group of its own.
                article=document[1] if document else mention.sentence,
            ),
            target=Target(PERSON.id, mention.text),
            stance=mention.stance,
            mentions=(mention.span,),
            rivals=_apart(mention.span, spans[mention.sentence]),
        )


def _apart(own: Span, spans: set[Span]) -> tuple[Span, ...]:
    """The spans that overlap neither `own` nor one before them."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        free = end <= own[0] or start >= own[1]
        if free and (not apart or start >= apart[-1][1]):
            apart.append((start, end))
    return tuple(apart)


def _mentions(record: Record) -> Iterator[_Mention]:
    if "targets" not in record.fields:
        yield _mention(record, record.text("sentence"), record.text("id"), POLARITY)
        return
    sentence = record.text("sentence_normalized")
    targets = record.fields["targets"]
    if not isinstance(targets, list) or not all(isinstance(target, dict) for target in targets):
        raise UserError(f"{record.place}: targets must be a list of objects")
    for number, fields in enumerate(targets, start=1):
        target = Record(f"{record.place}: target {number}", fields)
        yield _mention(target, sentence, target.text("Input.gid"), ANNOTATED)


def _mention(record: Record, sentence: str, identifier: str, labels: dict[int, Stance]) -> _Mention:
    text, start, end = record.text("mention"), record.number("from"), record.number("to")
    if start < 0 or sentence[start:end] != text:
        raise UserError(
            f"{record.place}: mention {text!r} is not what stands at {start}-{end} of the "
            f"sentence, which is {sentence[max(start, 0) : end]!r}"
        )
    polarity = record.fields.get("polarity")
    # The archive writes 6.0.
    if type(polarity) not in (int, float) or polarity not in labels:
        raise UserError(
            f"{record.place}: polarity {polarity!r} is not one of {', '.join(map(str, labels))}"
        )
    return _Mention(identifier, sentence, text, (start, end), labels[int(polarity)])
