"""`python -m stance.train`: fit a model beside its baselines, score, track and save them."""

from __future__ import annotations

import functools
import shlex
import shutil
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hydra

from stance.apps import run_app
from stance.config import conf_dir
from stance.errors import UserError, exit_on_user_error
from stance.overrides import read_config

if TYPE_CHECKING:
    from omegaconf import DictConfig

    from stance.config import TrackingConfig, TrainConfig
    from stance.experiment import Fitted


def train(
    cfg: TrainConfig, output: Path, command: str = "python -m stance.train"
) -> dict[str, Fitted]:
    """One run: the baselines and the model, fitted, scored, tracked and saved under `output`.

    Returns the baselines by name and the model by its kind, last; nothing where the protocol has
    folds, each of them a run of its own. Raises `UserError` for whatever the user can put right.
    """
    from stance.classifiers.folder import save_model
    from stance.classifiers.weights import resolve
    from stance.config import EncoderConfig
    from stance.data.remarks import remarks
    from stance.experiment import fit_and_score
    from stance.protocol import run_folds
    from stance.reporting.cards import model_card
    from stance.reporting.pictures import folds_picture
    from stance.reporting.summaries import show_fitted, show_outcome
    from stance.tracking import recording

    # A mistake in any of these is told before a run is begun.
    data = cfg.data.read()
    folds = cfg.protocol.deal(data)
    if isinstance(cfg.model, EncoderConfig):
        resolve(cfg.model.checkpoint)
    build = functools.partial(cfg.model.build, cfg.seed)
    classifier = build()
    baselines = {
        name: baseline.build(cfg.seed, f"baselines.{name}")
        for name, baseline in cfg.baselines.items()
        if name != cfg.model.kind  # which the model is itself
    }
    fitted: dict[str, Fitted] = {}
    with recording.run(
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
        output = run.output  # a resumed run keeps the folder it was started with
        for remark in remarks(data):
            print(remark, file=sys.stderr)
        if folds:
            protocol = cfg.protocol.kind
            curve = protocol == "curve"  # whose folds share their test rows
            outcome = run_folds(
                folds, build, run, accuracy=cfg.abstain.accuracy, disjoint=not curve
            )
            picture = folds_picture(outcome, f"{cfg.model.kind}, protocol {protocol}", curve)
            run.log_picture(picture, output / "pictures" / f"{protocol}.png")
            show_outcome(outcome)
            print(f"run {run.id}, a child a fold", file=sys.stderr)
            return fitted
        for name, baseline in baselines.items():
            with run.child(name) as child:
                fitted[name] = fit_and_score(baseline, data, accuracy=cfg.abstain.accuracy)
                child.log_fitted(fitted[name])
        checkpoints = output / "checkpoints"
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
        champion = run.log_model(output / "model", cfg.tracking.registered_model, data, dev)
    shutil.rmtree(checkpoints, ignore_errors=True)
    show_fitted(fitted)
    target = data.targets[0].name
    show_next(run.id, output / "model", cfg.tracking, champion, target)
    return fitted


def recorded(cfg: TrainConfig) -> dict[str, Any]:
    """What makes a run the run it is: all but where it is tracked and whether it goes on."""
    config = asdict(cfg)
    del config["tracking"], config["resume"]
    return config


def show_next(run: str, folder: Path, store: TrackingConfig, champion: bool, target: str) -> None:
    """Prints what to type next, on standard error; the model of the run is what it asks."""
    from stance.registry import DEFAULT_URI

    uri = shlex.quote(store.uri)
    ask = "python -m stance.predict"
    if store.uri != DEFAULT_URI:
        ask = f"MLFLOW_TRACKING_URI={uri} {ask}"
    name = store.registered_model if champion else None
    asked = {"stance": "", None: f" --model runs:/{run}/model"}
    model = asked.get(name, f" --model {shlex.quote(f'models:/{name}@champion')}")
    print(
        f"run {run}, model in {folder}\n"
        "next:\n"
        f"  {ask} --quote {shlex.quote(f'{target} kept their word.')} --speaker 'Ana Paz'{model}\n"
        f"  {ask} quotes.csv --model runs:/{run}/model\n"
        f"  mlflow ui --backend-store-uri {uri}",
        file=sys.stderr,
    )


def discard(output: Path) -> None:
    """Takes away what Hydra made for a run, or a job of a sweep, that was refused at once."""
    if {path.name for path in output.iterdir()} <= {".hydra", "train.log"}:
        shutil.rmtree(output / ".hydra", ignore_errors=True)
        (output / "train.log").unlink(missing_ok=True)
        here = Path.cwd()
        while output != here and not any(output.iterdir()):
            output.rmdir()
            if here not in (output := output.parent).parents:
                return


def _from_here(folder: str) -> str:
    """A folder as the results page may show it: "my" where it lies in the working folder."""
    inside = Path(folder).is_relative_to(Path.cwd())
    return str(Path(folder).relative_to(Path.cwd())) if inside else folder


@hydra.main(version_base="1.3", config_path=str(conf_dir()), config_name="train")
def _app(cfg: DictConfig) -> None:
    from hydra.core.hydra_config import HydraConfig
    from hydra.types import RunMode

    from stance.classifiers.distributed import processes

    job = HydraConfig.get()
    output = Path(job.runtime.output_dir)
    typed = list(job.overrides.task)
    own = [o for o in typed if not o.startswith(("tracking.", "resume="))]
    folders = [s.path for s in job.runtime.config_sources if s.provider == "command-line"]
    own += [f"--config-dir={_from_here(folder)}" for folder in folders]
    command = shlex.join(["python", "-m", "stance.train", *own])
    if job.mode is RunMode.RUN:
        with exit_on_user_error():
            try:
                train(read_config(cfg, typed), output, command)
            except UserError:
                discard(output)
                raise
        return
    try:
        train(read_config(cfg, typed), output, command)
    except Exception as error:  # Hydra goes on with the other jobs and fails at the end
        if isinstance(error, UserError):
            discard(output)
        what = ", ".join(job.overrides.task)
        print(f"job {job.job.num} failed ({what}): {error}", file=sys.stderr)
        if processes() == 1:
            raise
        # The helpers may be in the midst of a fit and would wait in it for ever: no job follows.
        if not isinstance(error, UserError):
            traceback.print_exc()
        raise SystemExit(2 if isinstance(error, UserError) else 1) from None


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
