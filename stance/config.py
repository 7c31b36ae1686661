"""Typed configuration: dataclasses that mirror `conf/`.

Hydra hands an entry point a `DictConfig`; `read_config` turns it into these at the door, and
nothing further in knows of Hydra. Defaults stand in `conf/`, in one place; here are the names,
the types and the rules.
"""

from __future__ import annotations

import dataclasses
import os
import re
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.errors import UserError, exit_on_user_error, near

if TYPE_CHECKING:
    from omegaconf import DictConfig


@dataclass
class MajorityConfig:
    """`model=majority`."""

    kind: str


@dataclass
class TfidfConfig:
    """`model=tfidf`."""

    kind: str
    inputs: list[str]
    words: list[int]
    characters: list[int]
    min_rows: int
    c: float
    tokens: str
    target_name: bool
    around: int
    shared: float
    balanced: bool
    neutral: float
    choose: dict[str, list[Any]]
    criterion: str


@dataclass
class ScheduleConfig:
    """`model.schedule`: how an encoder is fine-tuned."""

    epochs: int
    patience: int
    batch_size: int
    learning_rate: float
    warmup: float
    weight_decay: float


@dataclass
class EncoderConfig:
    """`model=encoder`."""

    kind: str
    checkpoint: str
    inputs: list[str]
    max_length: int
    freeze_embeddings: bool
    precision: str
    schedule: ScheduleConfig


@dataclass
class CorpusConfig:
    """`data=venezuela`: a corpus folder; without a root, the one that comes with the package."""

    kind: str
    root: str | None


@dataclass
class NewsMtscConfig:
    """`data=newsmtsc`: a folder with the benchmark's files."""

    kind: str
    root: str | None
    held_out: float
    metric: str


@dataclass
class SemEval2016Config:
    """`data=semeval2016`: a folder with the benchmark's files, in either of two layouts."""

    kind: str
    root: str | None
    held_out: float
    metric: str


@dataclass
class ColumnsConfig:
    """`data.columns`: what the columns of a table are called; null for one it does not have."""

    text: str
    target: str
    stance: str
    speaker: str | None
    context: str | None
    group: str | None


@dataclass
class LabelsConfig:
    """`data.labels`: what the labels of a table are called."""

    favor: str
    against: str
    neutral: str


@dataclass
class TableConfig:
    """`data=table`: anyone's tables."""

    kind: str
    train: str | None
    dev: str | None
    test: str | None
    columns: ColumnsConfig
    labels: LabelsConfig
    held_out: float
    metric: str


@dataclass
class FixedConfig:
    """`protocol=fixed`: the splits of the data."""

    kind: str


@dataclass
class KfoldConfig:
    """`protocol=kfold`: cross-validation grouped by article."""

    kind: str
    folds: int


@dataclass
class SpeakersConfig:
    """`protocol=speakers`: leave one speaker out, of those with `min_quotes` quotes or more."""

    kind: str
    min_quotes: int


@dataclass
class TargetsConfig:
    """`protocol=targets`: leave one target out."""

    kind: str


@dataclass
class CurveConfig:
    """`protocol=curve`: growing shares of the train articles."""

    kind: str
    shares: list[float]


@dataclass
class AbstainConfig:
    """The share of a model's answers on dev that must be right; less sure ones abstain.

    With null, no answer abstains.
    """

    accuracy: float | None


@dataclass
class TrackingConfig:
    """Where runs are recorded. `artifacts` counts only for a store that is a local file."""

    uri: str
    artifacts: str
    experiment: str
    registered_model: str


MODELS: dict[str, type] = {
    "majority": MajorityConfig,
    "tfidf": TfidfConfig,
    "encoder": EncoderConfig,
}
DATA: dict[str, type] = {
    "corpus": CorpusConfig,
    "newsmtsc": NewsMtscConfig,
    "semeval2016": SemEval2016Config,
    "table": TableConfig,
}
PROTOCOLS: dict[str, type] = {
    "fixed": FixedConfig,
    "kfold": KfoldConfig,
    "speakers": SpeakersConfig,
    "targets": TargetsConfig,
    "curve": CurveConfig,
}


@dataclass
class TrainConfig:
    """`conf/train.yaml`.

    `baselines` are fitted beside the model and recorded as child runs. `resume` is null, `auto`
    or the id of a run to go on with.
    """

    model: Any  # one of MODELS
    data: Any  # one of DATA
    baselines: dict[str, Any]  # each one of MODELS
    protocol: Any  # one of PROTOCOLS
    tracking: TrackingConfig
    abstain: AbstainConfig
    seed: int
    resume: str | None


@dataclass
class EvaluateConfig:
    """`conf/evaluate.yaml`: the models to compare, each a name or a list of them (seeds)."""

    run_a: Any
    run_b: Any
    more: list[Any]
    data: Any  # one of DATA
    split: str
    output: str | None


def conf_dir() -> Path:
    """The folder of `train.yaml`: inside the installed package, or beside it in a checkout."""
    installed = Path(__file__).parent / "conf"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "conf"


def read_config(cfg: DictConfig) -> TrainConfig:
    """The typed form of a composed configuration.

    Raises `UserError` with the full key and what is allowed for an unknown key, a missing one or
    a wrong type.
    """
    from omegaconf import OmegaConf

    fields = OmegaConf.to_container(cfg, resolve=True)
    typed: TrainConfig = _typed("", fields, TrainConfig)
    if not 0 <= typed.seed < 2**32:
        raise UserError(f"seed must be at least 0 and below 2**32, was: {typed.seed}")
    if typed.abstain.accuracy is not None and not 0 < typed.abstain.accuracy <= 1:
        raise UserError(
            f"abstain.accuracy must be above 0 and at most 1, or null, was: "
            f"{typed.abstain.accuracy}"
        )
    # OmegaConf knows no union of dataclasses: `kind` chooses.
    typed.model = _section("model", typed.model, MODELS)
    typed.data = _section("data", typed.data, DATA)
    typed.protocol = _section("protocol", typed.protocol, PROTOCOLS)
    typed.baselines = {
        name: _section(f"baselines.{name}", value, MODELS)
        for name, value in typed.baselines.items()
    }
    return typed


def read_evaluate_config(cfg: DictConfig) -> EvaluateConfig:
    """The typed form of `conf/evaluate.yaml`; raises as `read_config` does."""
    from omegaconf import OmegaConf
    from omegaconf.errors import MissingMandatoryValue

    try:
        fields = OmegaConf.to_container(cfg, resolve=True, throw_on_missing=True)
    except MissingMandatoryValue as error:
        raise UserError(
            f"missing key {error.full_key}; give a run, a model folder or a registered model"
        ) from None
    typed: EvaluateConfig = _typed("", fields, EvaluateConfig)
    typed.data = _section("data", typed.data, DATA)
    return typed


def valid_keys() -> list[str]:
    """Every key an override can name, dotted."""
    sections = {
        "model": MODELS.values(),
        "data": DATA.values(),
        "protocol": PROTOCOLS.values(),
        "tracking": [TrackingConfig],
        "abstain": [AbstainConfig],
    }
    keys = [field.name for field in dataclasses.fields(TrainConfig)]
    for section, classes in sections.items():
        keys += [key for cls in classes for key in _dotted(section, cls)]
    return list(dict.fromkeys(keys))


def _unknown(key: str, evaluating: bool = False) -> UserError:
    """The full key, with its near misses, or else the keys that stand where it was looked for."""
    keys = [f.name for f in dataclasses.fields(EvaluateConfig)] if evaluating else valid_keys()
    if key in keys:
        section = key.partition(".")[0]
        classes = {"model": MODELS, "data": DATA, "protocol": PROTOCOLS}.get(section, {})
        owners = [
            f"{section}={'venezuela' if kind == 'corpus' else kind}"
            for kind, cls in classes.items()
            if key in _dotted(section, cls)
        ]
        return UserError(f"key {key} goes with {' or '.join(owners)} alone")
    parent = key.rpartition(".")[0]
    beside = [k for k in keys if k.rpartition(".")[0] == parent]
    misses = near(key, keys)
    return UserError(f"unknown key {key}: {misses if '?' in misses else near(key, beside or keys)}")


def _dotted(prefix: str, cls: type) -> Iterator[str]:
    hints = typing.get_type_hints(cls)
    for name, hint in hints.items():
        yield f"{prefix}.{name}"
        if dataclasses.is_dataclass(hint):
            yield from _dotted(f"{prefix}.{name}", typing.cast(type, hint))


def _section(key: str, value: Any, classes: dict[str, type]) -> Any:
    """A section whose `kind` chooses its class."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in classes:
        raise UserError(f"{key}.kind: {kind!r} is not one of {', '.join(classes)}")
    return _typed(key, value, classes[kind])


def _typed(key: str, value: Any, cls: type) -> Any:
    """A section as its dataclass; OmegaConf checks keys and types."""
    from omegaconf import OmegaConf
    from omegaconf.errors import (
        ConfigKeyError,
        MissingMandatoryValue,
        OmegaConfBaseException,
    )

    dot = f"{key}." if key else ""
    try:
        return OmegaConf.to_object(OmegaConf.merge(OmegaConf.structured(cls), value))
    except ConfigKeyError as error:
        name = f"{dot}{error.full_key}"
        raise _unknown(name, evaluating=cls is EvaluateConfig) from None
    except MissingMandatoryValue as error:
        raise UserError(f"missing key {dot}{error.full_key}") from None
    except OmegaConfBaseException as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UserError(f"{dot}{error.full_key or ''}: {reason}") from None


def composition_error(error: Exception, evaluating: bool = False) -> UserError | None:
    """What a user did wrong where Hydra could not compose a configuration; None for a defect."""
    from hydra.errors import HydraException, MissingConfigException
    from omegaconf.errors import OmegaConfBaseException

    if isinstance(error, ValueError) and "Config group override" in str(error):  # model=null
        return UserError(str(error))
    if not isinstance(error, HydraException | OmegaConfBaseException):
        return None
    if isinstance(error, MissingConfigException):
        group, _, name = (error.missing_cfg_file or "").rpartition("/")
        if error.options:
            return UserError(f"{group}={name}: no such choice; {near(name, error.options)}")
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    key = re.search(r"Could not override '([^']+)'", str(error))
    if key:
        return _unknown(key[1], evaluating)
    return UserError(lines[0] if lines else type(error).__name__)


def run_app(app: Callable[[], None], evaluating: bool = False) -> None:
    """Runs a Hydra app; a user's mistake, also in composing, is one line and status 2.

    `evaluating` says whose keys are allowed: those of `evaluate.yaml` or of `train.yaml`.
    """
    # Hydra would fold every error into its own words and status 1.
    os.environ["HYDRA_FULL_ERROR"] = "1"
    with exit_on_user_error():
        try:
            app()
        except UserError:
            raise
        except Exception as error:
            if (mistake := composition_error(error, evaluating)) is not None:
                raise mistake from None
            raise
