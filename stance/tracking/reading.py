"""What runs recorded, and the models they left."""

from __future__ import annotations

import atexit
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from stance.errors import UserError
from stance.registry import SHORT_ID, default_store, model_folder
from stance.tracking.store import connect_default, first_line, parents, search

if TYPE_CHECKING:
    import pandas as pd
    from mlflow.entities import Run as MlflowRun

    from stance.reporting.results import Recorded

COMMAND = "stance.command"
COMMIT = "mlflow.source.git.commit"
# Where data lie is no setting, and may be spelt in several ways: a fingerprint tells what they are.
PLACES = ("data.root", "data.train", "data.dev", "data.test", "data.targets")


def fetch(uri: str) -> Path:
    """The model folder behind `runs:/ID/model` or `models:/NAME@ALIAS`, as a local path.

    Of an ID the first eight digits are enough. Its files are fetched, for as long as this process
    lives, and MLflow runs nothing of them. Raises `UserError` where the store has no such model, or
    one that MLflow would load by unpickling or by other code than ours.
    """
    store = default_store()
    connect_default()
    run, slash, path = uri.removeprefix("runs:/").partition("/")
    if uri.startswith("runs:/") and SHORT_ID.fullmatch(run):
        uri = f"runs:/{whole_id(run)}{slash}{path}"
    copy = TemporaryDirectory(prefix="stance-")
    atexit.register(copy.cleanup)  # not before: a model reads some of its files when it needs them
    try:
        folder = Path(mlflow.artifacts.download_artifacts(uri, dst_path=copy.name))
    except MlflowException as error:
        raise UserError(f"{uri}: not found in {store}: {first_line(error)}") from None
    return model_folder(uri, folder)


def finished_runs(experiment: str = "stance") -> list[MlflowRun]:
    """The finished trainings of the default store, newest first; `UserError` if there is none."""
    uri = default_store()
    client = connect_default()
    found = client.get_experiment_by_name(experiment)
    runs = [] if found is None else parents(client, found.experiment_id, "= 'FINISHED'")
    if not runs:
        raise UserError(f"{uri}: no finished run of experiment {experiment!r}; train first")
    return runs


def children(run: MlflowRun) -> list[MlflowRun]:
    """The runs nested in a run, oldest first: its baselines."""
    return search(
        MlflowClient(),
        run.info.experiment_id,
        f"tags.`mlflow.parentRunId` = '{run.info.run_id}'",
        "attributes.start_time ASC",
    )


def whole_id(start: str, client: MlflowClient | None = None) -> str:
    """The id of the run whose id begins so; `UserError` if not of one run.

    The store is the client's, or else the default one.
    """
    client = client or connect_default()
    experiments = [experiment.experiment_id for experiment in client.search_experiments()]
    found = client.search_runs(experiments, f"attributes.run_id LIKE '{start}%'")
    if len(found) != 1:
        many = f"{len(found)} runs have ids that begin" if found else "no run has an id that begins"
        raise UserError(f"{start}: {many} so; give a run's whole id")
    return str(found[0].info.run_id)


def targets_of(model: str) -> set[str]:
    """The ids of the targets that a registered model knows; none if its files are gone."""
    try:
        manifest = mlflow.artifacts.load_dict(f"{model}/artifacts/model/manifest.json")
    except (MlflowException, OSError):
        return set()
    return {str(target["id"]) for target in manifest["targets"]}


def recorded(experiment: str = "stance") -> list[Recorded]:
    """Every finished fit of an experiment, newest first: models, baselines, folds of protocols.

    Where folders or tables of one name were read from several places, the place is told as well.
    Raises `UserError` where there is none.
    """
    from stance.reporting.results import Recorded

    found: list[Recorded] = []
    # Others may be somebody else's, in the same experiment.
    runs = [run for run in finished_runs(experiment) if COMMAND in run.data.tags]
    for run, data in zip(runs, _data_names([run.data.params for run in runs]), strict=True):
        parameters, tags = run.data.params, run.data.tags
        kind = parameters.get("protocol.kind", "fixed")
        own = [("model", run, "")]
        for child in children(run):
            name = child.info.run_name
            own.append(
                (f"baselines.{name}", child, "") if kind == "fixed" else ("model", child, name)
            )
        for section, one, fold in own:
            prefixes = (f"{section}.", "abstain.", "protocol.", "data.")
            of = {k: v for k, v in parameters.items() if k.startswith(prefixes) and k not in PLACES}
            setting = {k.removeprefix(f"{section}."): v for k, v in of.items()}
            found.append(
                Recorded(
                    data=data,
                    model=parameters[f"{section}.kind"],
                    setting=json.dumps(
                        [setting, tags.get("stance.data_fingerprint")], sort_keys=True
                    ),
                    seed=int(parameters["seed"]),
                    command=tags.get(COMMAND, "python -m stance.train"),
                    metrics=one.data.metrics,
                    protocol=kind,
                    fold=fold,
                    baseline=section != "model",
                    commit=tags.get(COMMIT, ""),
                )
            )
    return found


def _data_names(parameters: Sequence[Mapping[str, str]]) -> list[str]:
    """What the data of runs are called: where one name stands for several places, with the place.

    A benchmark is the same wherever it lies.
    """
    from stance.data.examples import data_name

    named: list[tuple[str, str]] = []
    for of in parameters:
        kind, train = of["data.kind"], of.get("data.train")
        root = None if (given := of.get("data.root", "None")) == "None" else given
        own = {"corpus": root, "table": train}.get(kind)
        place = "" if own is None else os.path.relpath(own or ".")
        named.append((data_name(kind, root, train), place))
    places = Counter(name for name, _ in set(named))
    return [f"{name} ({place})" if places[name] > 1 else name for name, place in named]


def predictions(run_id: str, split: str) -> pd.DataFrame:
    """The table of predictions a run recorded for a split: a row a quote and target.

    Raises `UserError` where the run has none.
    """
    import pandas as pd

    artifact = f"runs:/{run_id}/predictions/{split}.json"
    with TemporaryDirectory(prefix="stance-") as copy:
        try:
            path = mlflow.artifacts.download_artifacts(artifact, dst_path=copy)
        except (MlflowException, OSError) as error:
            why = _why_none(run_id, split) or first_line(error)
            raise UserError(f"{artifact}: not found: {why}") from None
        # As they are: an id may look like a number or a date.
        return pd.read_json(
            path, orient="split", dtype=False, convert_axes=False, convert_dates=False
        )


def _why_none(run_id: str, split: str) -> str | None:
    """Why there are no predictions of a run for a split; None of a run that is not ours."""
    try:
        run = MlflowClient().get_run(run_id)
    except MlflowException:
        return None
    if (folds := _has_folds(run)) is not None:
        return folds
    # Scores are in the store itself, `test/macro_f1`, wherever files are.
    scored = sorted({name.partition("/")[0] for name in run.data.metrics if "/" in name})
    if not scored:
        return None
    if split not in scored:
        return f"split {split!r} is not one of {', '.join(scored)}"
    return "its files are no longer where the store keeps them"


def _has_folds(run: MlflowRun) -> str | None:
    """What to say of a run that has no predictions since its folds have; None of another one."""
    protocol = run.data.params.get("protocol.kind", "fixed")
    folds = [] if protocol == "fixed" else children(run)
    if not folds:
        return None
    first = folds[0].info
    return (
        f"the folds of protocol={protocol} are runs of their own, "
        f"as {first.run_id[:8]} ({first.run_name})"
    )


def recorded_rows(run_id: str, split: str) -> list[dict[str, Any]]:
    """The same as a plain row each."""
    rows = predictions(run_id, split).to_dict("records")
    return [
        {str(name): None if value != value else value for name, value in row.items()}
        for row in rows
    ]
