"""Typed configuration: dataclasses that mirror `conf/`, and what each section describes.

What a command does by default stands in `conf/`; here are the names and the types.
`stance.overrides` turns what Hydra hands an entry point into these at the door, and nothing
further in knows of Hydra.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.errors import UserError

if TYPE_CHECKING:
    from stance.classifiers.base import Classifier
    from stance.data.examples import Data
    from stance.data.folds import Fold


@dataclass
class ModelConfig:
    """What every section `model` has."""

    kind: str

    def build(self, seed: int, section: str = "model") -> Classifier:
        """The unfitted classifier described; raises `UserError` for a setting it refuses.

        `section` is where the settings stand, for its message.
        """
        from stance.classifiers.folder import new_classifier

        settings = asdict(self)
        del settings["kind"]
        if self.kind == "encoder":  # the others draw nothing
            settings["seed"] = seed
        try:
            return new_classifier(self.kind, settings)
        except UserError as error:
            raise UserError(f"{section}: {error}") from None


@dataclass
class MajorityConfig(ModelConfig):
    """`model=majority`."""


@dataclass
class TfidfConfig(ModelConfig):
    """`model=tfidf`."""

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
    choose: dict[str, list[Any]] | None
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
    joined: float


@dataclass
class EncoderConfig(ModelConfig):
    """`model=encoder`."""

    checkpoint: str
    inputs: list[str]
    max_length: int
    mask_names: bool
    frozen_layers: int | None
    tfidf: bool
    precision: str
    schedule: ScheduleConfig


@dataclass
class DataConfig(ABC):
    """What every section `data` has."""

    kind: str

    @abstractmethod
    def read(self) -> Data:
        """The data that are described; raises `UserError` where they are not there or not valid."""


@dataclass
class CorpusConfig(DataConfig):
    """`data=venezuela`: a corpus folder; without a root, the one that comes with the package."""

    root: str | None

    def read(self) -> Data:
        """The corpus."""
        from stance.data.corpus import read_corpus
        from stance.data.examples import corpus_data, data_name

        name = data_name(self.kind, self.root)
        return replace(corpus_data(read_corpus(self.root)), name=name)


@dataclass
class BenchmarkConfig(DataConfig):
    """`data=newsmtsc` and `data=semeval2016`: a folder with the benchmark's files."""

    root: str | None
    held_out: float
    metric: str

    def read(self) -> Data:
        """The benchmark, with a dev set held out of train where it has none."""
        from stance.data.newsmtsc import read_newsmtsc
        from stance.data.semeval2016 import read_semeval2016

        read = {"newsmtsc": read_newsmtsc, "semeval2016": read_semeval2016}[self.kind]
        return replace(read(self.root, held_out=self.held_out, metric=self.metric), name=self.kind)


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
class TableConfig(DataConfig):
    """`data=table`: anyone's tables."""

    train: str | None
    dev: str | None
    test: str | None
    targets: str | None
    columns: ColumnsConfig
    labels: LabelsConfig
    held_out: float
    metric: str

    def read(self) -> Data:
        """The tables, with a dev set held out of train where none is given."""
        from stance.data.examples import data_name
        from stance.data.labelled import read_labelled
        from stance.extraction.words import INSTITUTION, MATTER

        data = read_labelled(
            {"train": self.train, "dev": self.dev, "test": self.test},
            columns=asdict(self.columns),
            labels=asdict(self.labels),
            held_out=self.held_out,
            common=INSTITUTION | MATTER,
            targets=self.targets,
            metric=self.metric,
        )
        return replace(data, name=data_name(self.kind, train=self.train))


@dataclass
class ProtocolConfig:
    """`protocol=fixed`, and what every section `protocol` has."""

    kind: str

    def deal(self, data: Data) -> list[Fold]:
        """A fold for each fit; none where the splits of the data are used as they are."""
        return []


@dataclass
class KfoldConfig(ProtocolConfig):
    """`protocol=kfold`: cross-validation grouped by article."""

    folds: int

    def deal(self, data: Data) -> list[Fold]:
        """A fold for each share of the articles."""
        from stance.data.folds import by_articles

        return by_articles(data, self.folds)


@dataclass
class SpeakersConfig(ProtocolConfig):
    """`protocol=speakers`: leave one speaker out, of those with `min_quotes` quotes or more."""

    min_quotes: int

    def deal(self, data: Data) -> list[Fold]:
        """A fold for each speaker."""
        from stance.data.folds import by_speaker

        return by_speaker(data, self.min_quotes)


@dataclass
class TargetsConfig(ProtocolConfig):
    """`protocol=targets`: leave one target out."""

    def deal(self, data: Data) -> list[Fold]:
        """A fold for each target."""
        from stance.data.folds import by_target

        return by_target(data)


@dataclass
class CurveConfig(ProtocolConfig):
    """`protocol=curve`: growing shares of the train articles."""

    shares: list[float]

    def deal(self, data: Data) -> list[Fold]:
        """A fold for each share; all have the same dev and test rows."""
        from stance.data.folds import learning_curve

        return learning_curve(data, self.shares)


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


MODELS: dict[str, type[ModelConfig]] = {
    "majority": MajorityConfig,
    "tfidf": TfidfConfig,
    "encoder": EncoderConfig,
}
DATA: dict[str, type[DataConfig]] = {
    "corpus": CorpusConfig,
    "newsmtsc": BenchmarkConfig,
    "semeval2016": BenchmarkConfig,
    "table": TableConfig,
}
PROTOCOLS: dict[str, type[ProtocolConfig]] = {
    "fixed": ProtocolConfig,
    "kfold": KfoldConfig,
    "speakers": SpeakersConfig,
    "targets": TargetsConfig,
    "curve": CurveConfig,
}


@dataclass
class TrainConfig:
    """`conf/train.yaml`.

    `baselines` are fitted beside the model and recorded as child runs, but for one that is called
    like the model's kind. `resume` is null, `auto` or the id of a run to go on with, whole
    or its first eight digits.
    """

    model: Any  # one of MODELS: OmegaConf knows no union of dataclasses, `kind` chooses
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
