"""The model folder: a manifest beside the weights, written whole and read without unpickling."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from stance.classifiers.base import Classifier
from stance.classifiers.limits import check_file, read_json
from stance.classifiers.weights import sha256
from stance.data.corpus import read_target
from stance.data.files import Record, replacing, write_json
from stance.errors import UserError
from stance.schema import LABELS, Target

FORMAT = 1
COLDEST = 0.001  # temperature: what is fitted is a hundred times as high
MANIFEST = "manifest.json"
CARD = "README.md"
_PACKAGES = (
    "stance",
    "scikit-learn",
    "torch",
    "transformers",
    "tokenizers",
    "safetensors",
    "onnxruntime",
)
PICKLES = (".pkl", ".pickle", ".joblib", ".bin", ".pt", ".pth", ".ckpt")


@dataclass(frozen=True)
class Manifest:
    """What a model folder says of itself.

    `settings` are the classifier's arguments; `temperature` divides its log-probabilities, and
    answers whose highest probability lies below `threshold` abstain: so that a share of `accuracy`
    of the others was right on dev, if that was asked; `data` names what it learned from, in
    `train_rows` rows; `scores` are per split, as measured when the model was made; `inference` is,
    of an encoder, the precision that answers and how far it was seen to agree with the full one
    (`stance.classifiers.exporting.Verdict`), and where it was chosen later, on another corpus, as
    `measured` the precision that temperature, threshold and scores are of; `files` maps every file
    of the folder to its SHA-256.
    """

    kind: str
    settings: dict[str, Any]
    targets: tuple[Target, ...]
    temperature: float = 1.0
    threshold: float = 0.0
    fingerprint: str = ""
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    accuracy: float | None = None
    data: str = ""
    train_rows: int = 0
    inference: Mapping[str, Any] = field(default_factory=dict)


def new_classifier(kind: str, settings: Mapping[str, Any]) -> Classifier:
    """An unfitted classifier of a kind; raises `UserError` for a kind or a setting it has not."""
    arguments = dict(settings)
    classes: dict[str, type[Classifier]] = {}
    match kind:
        case "majority":
            from stance.classifiers.majority import Majority

            classes[kind] = Majority
        case "tfidf":
            from stance.classifiers.tfidf import Tfidf

            classes[kind] = Tfidf
            arguments.pop("seed", None)  # in folders from before; it did nothing
        case "encoder":
            from stance.classifiers.encoder import Encoder
            from stance.classifiers.finetuning import Schedule

            classes[kind] = Encoder
            try:
                arguments["schedule"] = Schedule(**arguments.get("schedule", {}))
            except TypeError as error:
                raise UserError(f"settings of kind {kind}: schedule: {error}") from None
        case _:
            raise UserError(f"kind {kind!r} is not one of majority, tfidf, encoder")
    try:
        return classes[kind](**arguments)
    except UserError:
        raise
    except Exception as error:  # whatever a setting of another type trips
        raise UserError(f"settings of kind {kind}: {error}") from None


def save_model(
    classifier: Classifier, manifest: Manifest, folder: Path, card: str | None = None
) -> None:
    """Writes a model folder, whole or not at all; a model folder of that name is replaced.

    `card` is the text of its model card, `README.md`; see `stance.reporting.cards`.
    Raises `UserError` where it cannot be written (no room, no permission), or would replace more
    than a model.
    """
    with replacing(folder, folder_of=_written(folder)) as new:
        new.mkdir()
        classifier.save(new)
        if card is not None:
            (new / CARD).write_text(card, "utf-8")
        files = {path.name: sha256(path) for path in sorted(new.iterdir())}
        write_json(
            new / MANIFEST,
            {
                "format": FORMAT,
                "kind": manifest.kind,
                "labels": LABELS,
                "targets": [asdict(target) for target in manifest.targets],
                "inputs": manifest.settings.get("inputs", []),
                "settings": manifest.settings,
                "calibration": {
                    "temperature": manifest.temperature,
                    "threshold": manifest.threshold,
                    "accuracy": manifest.accuracy,
                },
                "data": manifest.data or None,
                "data_fingerprint": manifest.fingerprint or None,
                "train_rows": manifest.train_rows,
                "packages": {name: _version(name) for name in _PACKAGES},
                "inference": manifest.inference or None,
                "scores": manifest.scores,
                "files": files,
            },
        )
        # That of new files here; safetensors' writer leaves its own to their owner alone, and a
        # server often runs as somebody else.
        mode = stat.S_IMODE((new / MANIFEST).stat().st_mode)
        for name in files:
            (new / name).chmod(mode)


def _written(folder: Path) -> set[str]:
    """The names of what was saved in a model folder; none where there is no model in it."""
    try:
        return {MANIFEST, *read_manifest(folder).files}
    except UserError:
        return set()


def load_model(folder: Path) -> tuple[Classifier, Manifest]:
    """Reads a model folder. Nothing in it is unpickled, or run in any other way.

    Raises `UserError`, saying which, for a folder that is missing, incomplete, changed, foreign,
    of a newer format, holds a pickle, a link, or weights whose header is longer than their file.
    """
    manifest = read_manifest(folder)
    for name in manifest.files:
        if Path(name).name != name or "\\" in name or "\0" in name:
            raise UserError(f"{folder / MANIFEST}: files: {name!r} must be the name of a file")
    for path in folder.iterdir():
        if path.suffix in PICKLES:
            raise UserError(f"{path}: is a pickle, which can run code; a model folder holds none")
        if path.name not in (MANIFEST, *manifest.files, ".DS_Store"):  # which macOS makes
            raise UserError(f"{path}: is not among the files its manifest names")
    for name, expected in manifest.files.items():
        path = folder / name
        if path.is_symlink():
            raise UserError(f"{path}: is a link; a model folder holds plain files only")
        if not path.is_file():
            raise UserError(f"{folder}: incomplete: no {name} in it, which its manifest names")
        if sha256(path) != expected:
            raise UserError(f"{path}: is not the file that was saved (its sha256 differs)")
        check_file(path)
    classifier = new_classifier(manifest.kind, manifest.settings)
    return classifier.load(folder, manifest.targets), manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a model folder, validated; raises `UserError` as `load_model` does."""
    path = folder / MANIFEST
    if not folder.is_dir():
        raise UserError(f"{folder}: no such model folder")
    if not path.is_file():
        raise UserError(f"{folder}: is not a model folder of stance: no {MANIFEST} in it")
    if path.is_symlink():
        raise UserError(f"{path}: is a link; a model folder holds plain files only")
    fields = read_json(path)
    if not isinstance(fields, dict) or "format" not in fields:
        raise UserError(f"{path}: is not a manifest of stance: no format in it")
    record = Record(str(path), fields)
    if record.number("format") < 1:
        raise UserError(f"{path}: format must be 1 or more, was: {fields['format']}")
    if record.number("format") > FORMAT:
        raise UserError(
            f"{path}: format {fields['format']} is newer than this package reads ({FORMAT}); "
            "update stance"
        )
    if fields.get("labels") != list(LABELS):
        raise UserError(f"{path}: labels are {fields.get('labels')}, must be {list(LABELS)}")
    listed = fields.get("targets")
    if not isinstance(listed, list) or not all(isinstance(target, dict) for target in listed):
        raise UserError(f"{path}: targets must be a list of objects")
    if not listed:
        raise UserError(f"{path}: no targets; a model has one at least")
    targets = [Record(f"{path}: targets", target) for target in listed]
    calibration = record.record("calibration")
    temperature, threshold = (calibration.share(n) for n in ("temperature", "threshold"))
    if temperature < COLDEST:
        raise UserError(f"{path}: temperature must be {COLDEST} or more, was: {temperature:g}")
    return Manifest(
        kind=record.text("kind"),
        settings=record.record("settings").fields,
        targets=tuple(map(read_target, targets)),
        temperature=temperature,
        threshold=threshold,
        accuracy=None
        if calibration.fields.get("accuracy") is None
        else calibration.share("accuracy"),
        # Folders from before there were cards do not have these two.
        data=(record.text_or_none("data") or "") if "data" in fields else "",
        train_rows=record.number("train_rows") if "train_rows" in fields else 0,
        fingerprint=record.text_or_none("data_fingerprint") or "",
        scores=record.record("scores").fields,
        # Folders of the first versions have no such field.
        inference=record.record("inference").fields if fields.get("inference") else {},
        files=record.record("files").fields,
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
