"""`python -m stance.train`: fit a model beside its baselines, score, track and save them."""

from __future__ import annotations

import shlex
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hydra

from stance.config import (
    NewsMtscConfig,
    SemEval2016Config,
    TableConfig,
    conf_dir,
    read_config,
    run_app,
)
from stance.errors import UserError, exit_on_user_error

if TYPE_CHECKING:
    from omegaconf import DictConfig
    from rich.console import Console

    from stance.classifiers.base import Classifier
    from stance.config import TrackingConfig, TrainConfig
    from stance.data.examples import Data
    from stance.evaluation.outcomes import Outcome
    from stance.experiment import Fitted, Scored
    from stance.tracking import Run


def train(
    cfg: TrainConfig, output: Path, command: str = "python -m stance.train"
) -> dict[str, Fitted]:
    """One run: the baselines and the model, fitted, scored, tracked and saved under `output`.

    Returns them by kind, the model last; nothing where the protocol has folds, each of which is a
    run of its own. Raises `UserError` for whatever the user can put right.
    """
    from stance import tracking
    from stance.classifiers.folder import save_model
    from stance.experiment import fit_and_score
    from stance.reporting.cards import model_card

    data = read_data(cfg.data)
    fitted: dict[str, Fitted] = {}
    with tracking.run(
        uri=cfg.tracking.uri,
        artifacts=cfg.tracking.artifacts,
        experiment=cfg.tracking.experiment,
        config=recorded(cfg),
        fingerprint=data.fingerprint,
        output=output,
        registered=cfg.tracking.registered_model,
        command=command,
        resume=cfg.resume,
    ) as run:
        if cfg.protocol.kind != "fixed":
            show_outcome(run_protocol(cfg, data, run, output), run.id)
            return fitted
        for name, baseline in cfg.baselines.items():
            if baseline.kind != cfg.model.kind:
                with run.child(name) as child:
                    fitted[name] = fit_and_score(
                        build(baseline, cfg.seed), data, accuracy=cfg.abstain.accuracy
                    )
                    child.log_fitted(fitted[name])
        output = run.output  # a resumed run keeps the folder it was started with
        checkpoints = output / "checkpoints"
        classifier = build(cfg.model, cfg.seed)
        main = fit_and_score(
            classifier,
            data,
            accuracy=cfg.abstain.accuracy,
            log=run.log,
            checkpoints=checkpoints,
        )
        fitted[cfg.model.kind] = main
        save_model(main.classifier, main.manifest, output / "model", model_card(main.manifest))
        run.log_fitted(main)
        run.log_pictures(main, output / "pictures")
        dev = main.splits["dev"].scores.macro_f1
        run.log_model(output / "model", cfg.tracking.registered_model, cfg.data.kind, dev)
    shutil.rmtree(checkpoints, ignore_errors=True)
    show(fitted, run.id, output / "model", cfg.tracking)
    return fitted


def run_protocol(cfg: TrainConfig, data: Data, run: Run, output: Path) -> Outcome:
    """The folds of the protocol, each fitted and scored as a child of the run."""
    from stance.data.folds import by_articles, by_speaker, by_target, learning_curve
    from stance.protocol import run_folds
    from stance.reporting.pictures import folds_picture

    kind = cfg.protocol.kind
    match kind:
        case "kfold":
            folds = by_articles(data, cfg.protocol.folds)
        case "speakers":
            folds = by_speaker(data, cfg.protocol.min_quotes)
        case "targets":
            folds = by_target(data)
        case _:
            folds = learning_curve(data, cfg.protocol.shares)
    outcome = run_folds(
        folds,
        lambda: build(cfg.model, cfg.seed),
        run,
        accuracy=cfg.abstain.accuracy,
        disjoint=kind != "curve",
    )
    picture = folds_picture(outcome, f"{cfg.model.kind}, protocol {kind}", kind == "curve")
    run.log_picture(picture, output / "pictures" / f"{kind}.png")
    return outcome


def read_data(cfg: Any) -> Data:
    """The data a section of the configuration names."""
    match cfg:
        case NewsMtscConfig():
            from stance.data.newsmtsc import read_newsmtsc

            data = read_newsmtsc(cfg.root, held_out=cfg.held_out, metric=cfg.metric)
            return replace(data, name="newsmtsc")
        case SemEval2016Config():
            from stance.data.semeval2016 import read_semeval2016

            data = read_semeval2016(cfg.root, held_out=cfg.held_out, metric=cfg.metric)
            return replace(data, name="semeval2016")
        case TableConfig():
            from stance.data.labelled import read_labelled

            data = read_labelled(
                {"train": cfg.train, "dev": cfg.dev, "test": cfg.test},
                columns=asdict(cfg.columns),
                labels=asdict(cfg.labels),
                held_out=cfg.held_out,
                metric=cfg.metric,
            )
            return replace(data, name=f"table {Path(cfg.train or '').name}")
        case _:
            from stance.data.corpus import read_corpus
            from stance.data.examples import corpus_data

            own = cfg.root and f"corpus {Path(cfg.root).absolute().name}"
            return replace(corpus_data(read_corpus(cfg.root)), name=own or "venezuela")


def build(model: Any, seed: int) -> Classifier:
    """The unfitted classifier a section of the configuration describes."""
    from stance.classifiers.folder import new_classifier

    settings = asdict(model)
    kind = settings.pop("kind")
    try:
        return new_classifier(kind, settings if kind == "majority" else {**settings, "seed": seed})
    except UserError as error:
        raise UserError(f"model: {error}") from None


def recorded(cfg: TrainConfig) -> dict[str, Any]:
    """What makes a run the run it is: all but where it is tracked and whether it goes on."""
    config = asdict(cfg)
    del config["tracking"], config["resume"]
    return config


def show_outcome(outcome: Outcome, run: str) -> None:
    """Prints the scores of a protocol's folds."""
    from rich.console import Console

    from stance.reporting.tables import folds_table

    Console(width=None if sys.stdout.isatty() else 110).print(folds_table(outcome))
    print(f"run {run}, a child a fold", file=sys.stderr)


def show(fitted: dict[str, Fitted], run: str, folder: Path, store: TrackingConfig) -> None:
    """Prints the scores on standard output, and what to type next on standard error."""
    from rich.console import Console

    from stance.registry import DEFAULT_URI
    from stance.reporting.tables import scores_table

    console = Console(width=None if sys.stdout.isatty() else 110)
    scores = {
        name: {split: scored.scores for split, scored in model.splits.items()}
        for name, model in fitted.items()
    }
    console.print(scores_table(scores))
    show_tests(fitted, console)
    for name, one in fitted.items():
        for split, scored in one.splits.items():
            if scored.truncated:
                rows = f"{scored.truncated} of {scored.scores.n} rows"
                print(f"{name}: {rows} of {split} were too long and were cut", file=sys.stderr)
    uri = shlex.quote(store.uri)
    ask = "python -m stance.predict"
    if store.uri != DEFAULT_URI:
        ask = f"MLFLOW_TRACKING_URI={uri} {ask}"
    name = store.registered_model
    champion = "" if name == "stance" else f" --model {shlex.quote(f'models:/{name}@champion')}"
    print(
        f"run {run}, model in {folder}\n"
        "next:\n"
        f"  {ask} --quote 'Maduro kept his word.' --speaker 'Ana Paz'{champion}\n"
        f"  {ask} quotes.csv --model runs:/{run}/model\n"
        f"  mlflow ui --backend-store-uri {uri}",
        file=sys.stderr,
    )


def show_tests(fitted: dict[str, Fitted], console: Console) -> None:
    """Prints what the test splits say: the model beside its baselines, probes, calibration."""
    from stance.evaluation.comparisons import pairwise
    from stance.reporting.tables import comparisons_table, probes_table
    from stance.schema import Split

    *baselines, main = fitted
    for split in fitted[main].splits:
        if split in (Split.DEV, Split.GOLD):  # chosen on; too few for tests of significance
            continue
        tested = {name: model.splits[split] for name, model in fitted.items()}
        test = tested[main]
        if baselines:
            answers = {name: one.probabilities.argmax(axis=1) for name, one in tested.items()}
            versus = [(baseline, main) for baseline in baselines]
            metric = test.scores.metric
            found = pairwise(versus, test.gold, answers, test.groups, metric)
            console.print(comparisons_table(found, f"on {split}"))
        probed = {n: t.probes for n, t in tested.items() if fitted[n].manifest.kind != "majority"}
        if probed:
            console.print(probes_table(probed, f"probes on {split}"))
        console.print(_calibration_line(main, split, test))


def _calibration_line(model: str, split: str, test: Scored) -> str:
    before, after, right = test.uncalibrated, test.calibrated, test.accuracy_answered
    line = (
        f"{model} on {split}: expected calibration error {after.ece:.3f}, Brier score "
        f"{after.brier:.3f} (before the temperature {before.ece:.3f}, {before.brier:.3f})"
    )
    if test.threshold == 0:
        return line + "; answers every row"
    share = "none of it" if right is None else f"{right:.0%} of that"
    return line + f"; answers {test.coverage:.0%} of the rows, {share} right, abstains on the rest"


@hydra.main(version_base="1.3", config_path=str(conf_dir()), config_name="train")
def _app(cfg: DictConfig) -> None:
    from hydra.core.hydra_config import HydraConfig
    from hydra.types import RunMode

    job = HydraConfig.get()
    output = Path(job.runtime.output_dir)
    own = [o for o in job.overrides.task if not o.startswith(("tracking.", "resume="))]
    command = shlex.join(["python", "-m", "stance.train", *own])
    if job.mode is RunMode.RUN:
        with exit_on_user_error():
            train(read_config(cfg), output, command)
        return
    try:
        train(read_config(cfg), output, command)
    except Exception as error:  # Hydra goes on with the other jobs and fails at the end
        what = ", ".join(job.overrides.task)
        print(f"job {job.job.num} failed ({what}): {error}", file=sys.stderr)
        raise


def main() -> None:
    """The command: Hydra's overrides, one line for a user's mistake."""
    from stance.classifiers.distributed import help_fitting, is_helper, leading

    if is_helper():
        help_fitting()
        return
    with leading():
        run_app(_app)


if __name__ == "__main__":
    main()
