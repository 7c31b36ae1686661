"""`python -m stance.evaluate`: compare models on the same rows, beyond chance."""

from __future__ import annotations

import functools
import os
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hydra

from stance.apps import run_app
from stance.config import EvaluateConfig, conf_dir
from stance.errors import UserError, exit_on_user_error
from stance.overrides import read_evaluate_config

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from omegaconf import DictConfig

    from stance.data.examples import Data
    from stance.data.metrics import Labels
    from stance.evaluation.comparisons import Comparison, Spread

Key = tuple[str, str]


@dataclass(frozen=True)
class Answers:
    """One model's answers, under one seed or several, to the rows it was asked.

    `metric` is what its data are measured by; `gold` and `article` are by row key (quote id,
    target id); `predicted` has the same keys for each seed.
    """

    name: str
    metric: str
    gold: Mapping[Key, int]
    article: Mapping[Key, str]
    predicted: Sequence[Mapping[Key, int]]


def evaluate(cfg: EvaluateConfig) -> tuple[dict[str, Spread], list[Comparison]]:
    """The scores of every model and their comparisons with the first.

    Raises `UserError` where a model is not found, they were not asked the same rows, or nobody
    said which and none of the models knows a target of the corpus of the package.
    """
    import numpy as np

    from stance.data.metrics import METRICS
    from stance.evaluation.comparisons import pairwise, spread
    from stance.evaluation.scores import by_group, groups

    given = {"run_a": cfg.run_a, "run_b": cfg.run_b}
    given |= {f"more[{index}]": value for index, value in enumerate(cfg.more)}
    asked = {key: _names(key, value) for key, value in given.items()}
    _refuse_twice(asked)
    read = functools.cache(cfg.data.read)  # what it tells is told once
    _check_known([name for names in asked.values() for name in names], cfg, read)
    models = [answers(key, names, cfg, read) for key, names in asked.items()]
    first = models[0]
    for model in models[1:]:
        if model.gold != first.gold:
            raise UserError(
                f"{first.name} and {model.name} were not scored on the same rows of {cfg.split} "
                f"({len(first.gold)} and {len(model.gold)}, or other gold labels)"
            )
        if len(model.predicted) != len(first.predicted):
            raise UserError(
                f"{first.name} has {len(first.predicted)} seeds, {model.name} "
                f"{len(model.predicted)}; give each as many"
            )
    keys = list(first.gold)
    gold = _labels([first.gold[key] for key in keys])
    stacked = {
        m.name: np.stack([_labels([p[k] for k in keys]) for p in m.predicted]) for m in models
    }
    articles, quotes = [first.article[key] for key in keys], [key[0] for key in keys]
    rows, measure = groups(articles, quotes), METRICS[first.metric].of

    def score(answer: Labels) -> float:
        return float(measure(by_group(gold, answer, rows).sum(axis=0, keepdims=True))[0])

    spreads = {name: spread([score(one) for one in seeds]) for name, seeds in stacked.items()}
    versus = [(first.name, model.name) for model in models[1:]]
    return spreads, pairwise(versus, gold, stacked, rows, first.metric)


def _names(key: str, value: Any) -> list[str]:
    """The model or models that an option names, each as it is whole."""
    given = [str(v) for v in value] if isinstance(value, list) else [str(value or "")]
    names = [_whole(name) for name in given]
    if not all(names) or not names:
        raise UserError(f"{key} is empty; give a run, a model folder or a registered model")
    return names


def _refuse_twice(asked: Mapping[str, Sequence[str]]) -> None:
    """Raises `UserError` for a model that is named more than once, under one option or several."""
    seen: dict[str, str] = {}
    for key, names in asked.items():
        for name in names:
            one = os.path.realpath(name) if Path(name).exists() else name
            if seen.get(one) == key:  # its scores would not spread
                why = "named more than once; give each seed its own run"
                raise UserError(f"{key}: {name} is {why}")
            if one in seen:  # another comparison would raise the p of all
                raise UserError(f"{key}: {name} is named by {seen[one]} already")
            seen[one] = key


def _check_known(names: Sequence[str], cfg: EvaluateConfig, read: Callable[[], Data]) -> None:
    """Raises `UserError` for data that nobody named, and that are strange to all of the models.

    Strange data that somebody named are a question: what the models make of them.
    """
    from stance.classifiers.folder import read_manifest
    from stance.config import CorpusConfig
    from stance.inference import folder_of

    if not isinstance(cfg.data, CorpusConfig) or cfg.data.root is not None:
        return
    asked = [name for name in names if not _RUN.fullmatch(name)]  # a run has its rows recorded
    manifests = [read_manifest(folder_of(name)) for name in asked]
    if not manifests:
        return
    data = read()
    known = {target.id for manifest in manifests for target in manifest.targets}
    if known.isdisjoint(target.id for target in data.targets):
        raise UserError(
            f"no model knows a target of {data.name}; say what to ask about, as data=table "
            f"data.train=FILE data.test=FILE, or data.root=FOLDER; {asked[0]} was fitted on "
            f"{manifests[0].data or 'other data'}"
        )


def answers(
    key: str, names: Sequence[str], cfg: EvaluateConfig, read: Callable[[], Data]
) -> Answers:
    """What the model or models an option names said of the split."""
    rows = [_rows(name, cfg.split, read) for name in names]
    keyed = [{(str(r["id"]), str(r["target"])): r for r in one} for one in rows]
    if len(keyed[0]) != len(rows[0]):
        raise UserError(f"{key}: {names[0]}: rows of {cfg.split} share an id and a target")
    gold = {k: _index(r["gold"]) for k, r in keyed[0].items()}
    for name, one in zip(names, keyed, strict=True):
        if {k: _index(r["gold"]) for k, r in one.items()} != gold:
            raise UserError(f"{key}: {name} was not scored on the rows of {names[0]}")
    return Answers(
        name=_short(names[0]) if len(names) == 1 else f"{key} ({len(names)} seeds)",
        metric=_metric(names[0], cfg),
        gold=gold,
        article={k: str(r["article"]) for k, r in keyed[0].items()},
        predicted=[{k: _index(r["predicted"]) for k, r in one.items()} for one in keyed],
    )


_RUN = re.compile(r"[0-9a-f]{32}")


def _whole(name: str) -> str:
    """A run's id where a name is the first eight digits of it, as tables show; else the name."""
    from stance.registry import SHORT_ID

    if not SHORT_ID.fullmatch(name) or Path(name).exists():
        return name
    from stance import tracking

    return tracking.whole_id(name)


def _short(name: str) -> str:
    """A name that fits a table: of a run's id, the first eight digits."""
    return name[:8] if _RUN.fullmatch(name) else name


def _rows(name: str, split: str, read: Callable[[], Data]) -> list[dict[str, Any]]:
    """Rows of gold and prediction: recorded with a run, or asked of a model now."""
    if _RUN.fullmatch(name):
        from stance import tracking

        tracking.connect_default()
        return tracking.recorded_rows(name, split)
    from stance.data.examples import to_examples
    from stance.evaluation.calibration import scale
    from stance.experiment import flat_rows
    from stance.inference import load

    model = load(name)
    data = read()
    if split not in data.scored:
        raise UserError(f"split {split!r} is not one of {', '.join(data.scored)}")
    if data.fingerprint != model.manifest.fingerprint:
        asked = data.name or "these data"
        print(f"{name}: was not fitted on {asked}, which it is asked about", file=sys.stderr)
    examples = to_examples(data.scored[split])
    raw = model.classifier.predict_proba(examples)
    return flat_rows(examples, scale(raw, model.manifest.temperature), model.manifest.threshold)


def _metric(name: str, cfg: EvaluateConfig) -> str:
    """What the data of a run are measured by, or those that a model is asked about."""
    if _RUN.fullmatch(name):
        from stance import tracking
        from stance.data.metrics import measured_by

        metrics = tracking.connect_default().get_run(name).data.metrics
        # A run nested in another has no parameters, but the interval of what it is measured by.
        return measured_by(metrics, f"{cfg.split}/")
    return str(getattr(cfg.data, "metric", "macro_f1"))


def _index(label: str) -> int:
    from stance.schema import LABELS

    return LABELS.index(label)


def _labels(values: list[int]) -> Labels:
    import numpy as np

    return np.asarray(values, dtype=np.int64)


def show(spreads: Mapping[str, Spread], comparisons: Sequence[Comparison], split: str) -> None:
    """Prints the comparison, and the spread over seeds where there are several."""
    from stance.reporting.tables import comparisons_table, spreads_table
    from stance.reporting.tables import show as show_tables

    several = any(s.n > 1 for s in spreads.values())
    over_seeds = [spreads_table(spreads, comparisons[0].metric)] if several else []
    show_tables(140, *over_seeds, comparisons_table(comparisons, f"on {split}"))


@hydra.main(version_base="1.3", config_path=str(conf_dir()), config_name="evaluate")
def _app(cfg: DictConfig) -> None:
    from stance.data.files import check_output, replacing, write_json

    with exit_on_user_error():  # here, or Hydra would add a line of its own
        typed = read_evaluate_config(cfg)
        if typed.output is not None:
            check_output(Path(typed.output), [])
        spreads, comparisons = evaluate(typed)
        show(spreads, comparisons, typed.split)
        if typed.output is not None:
            told = {
                "split": typed.split,
                "models": {name: asdict(s) for name, s in spreads.items()},
                "comparisons": [asdict(c) | {"verdict": c.verdict} for c in comparisons],
            }
            with replacing(Path(typed.output)) as new:
                write_json(new, told)


def main() -> None:
    """The command: Hydra's overrides, one line for a user's mistake."""
    run_app(_app, EvaluateConfig)


if __name__ == "__main__":
    main()
