"""The store: opening it, what its runs recorded, and the models in its registry.

Only this room and `stance.serving` import MLflow. `stance.tracking.recording` writes a run.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import sqlite3
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

# Read by MLflow when it is imported: nothing is sent anywhere, and no bars for copying files.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from stance.errors import UserError
from stance.registry import DEFAULT_URI, default_store, model_folder

if TYPE_CHECKING:
    import pandas as pd
    from mlflow.entities import Run as MlflowRun

    from stance.reporting.results import Recorded

COMMAND = "stance.command"


def connect(uri: str) -> MlflowClient:
    """A client of a tracking store, made the default one of this process.

    Raises `UserError`, at once, where a server does not answer or a database cannot be opened.
    """
    import logging

    from sqlalchemy.exc import SQLAlchemyError

    # Making the database tells of some forty migrations.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in ("mlflow", "mlflow.store.db.utils", "mlflow.tracking.fluent"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if uri.startswith(("http:", "https:")):
        try:
            parts = urllib.parse.urlsplit(uri)
            port = parts.port or (443 if parts.scheme == "https" else 80)
            # MLflow itself would try for minutes.
            socket.create_connection((parts.hostname or "", port), timeout=5).close()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UserError(
                f"tracking server {uri} cannot be reached ({reason}); start it, "
                f"or use tracking.uri={DEFAULT_URI}"
            ) from None
    try:
        mlflow.set_tracking_uri(uri)
        with _made_quickly(uri):
            client = MlflowClient(uri)
        client.search_experiments(max_results=1)
    except (MlflowException, SQLAlchemyError, OSError, ModuleNotFoundError) as error:
        raise UserError(f"tracking store {uri} cannot be opened: {first_line(error)}") from error
    return client


@contextmanager
def _made_quickly(uri: str) -> Iterator[None]:
    """Inside, a SQLite database that is not there yet is made without waiting for the disk.

    MLflow makes its tables in some four hundred steps, and after each of them SQLite waits until
    the disk has it: seconds, for what holds nothing yet. Every later step is waited for again.
    """
    from sqlalchemy import Engine, event

    if not _is_to_be_made(uri):
        yield
        return
    opened = []

    def relax(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")
        opened.append(connection)

    event.listen(Engine, "connect", relax)
    try:
        yield
    finally:
        event.remove(Engine, "connect", relax)
        for connection in opened:
            with suppress(sqlite3.ProgrammingError):  # one that an error has closed
                connection.execute("PRAGMA synchronous = FULL")


def _is_to_be_made(uri: str) -> bool:
    """Whether a store is a SQLite database that is not there yet."""
    from sqlalchemy import make_url

    file = make_url(uri).database if uri.startswith("sqlite:") else None
    return bool(file) and not Path(file or "").exists()


def connect_default() -> MlflowClient:
    """A client of the default store; `UserError` where that would have to be made first."""
    store = default_store()
    if store == DEFAULT_URI and not Path("mlflow.db").is_file():
        raise UserError(
            "no mlflow.db in this folder; train first (python -m stance.train), go to the folder "
            "you trained in, or name a model folder"
        )
    if _is_to_be_made(store):
        raise UserError(f"MLFLOW_TRACKING_URI is {store}, and no such database is there")
    return connect(store)


def fetch(uri: str) -> Path:
    """The model folder behind `runs:/ID/model` or `models:/NAME@ALIAS`, as a local path.

    Its files are fetched, for as long as this process lives, and MLflow runs nothing of them.
    Raises `UserError` where the store has no such model, or one that MLflow would load by
    unpickling or by other code than ours.
    """
    store = default_store()
    connect_default()
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


def latest_run(experiment: str = "stance") -> MlflowRun:
    """The newest finished training of the default store; raises `UserError` if there is none."""
    return finished_runs(experiment)[0]


def children(run: MlflowRun) -> list[MlflowRun]:
    """The runs nested in a run, oldest first: its baselines."""
    return search(
        MlflowClient(),
        run.info.experiment_id,
        f"tags.`mlflow.parentRunId` = '{run.info.run_id}'",
        "attributes.start_time ASC",
    )


def recorded(experiment: str = "stance") -> list[Recorded]:
    """Every finished fit of an experiment, newest first: models, baselines, folds of protocols.

    Raises `UserError` where there is none.
    """
    from stance.data.examples import data_name
    from stance.reporting.results import Recorded

    found = []
    for run in finished_runs(experiment):
        parameters, tags = run.data.params, run.data.tags
        if COMMAND not in tags:
            continue  # somebody else's, in the same experiment
        kind, root = parameters.get("protocol.kind", "fixed"), parameters.get("data.root", "None")
        own = [("model", run, "")]
        for child in children(run):
            name = child.info.run_name
            own.append(
                (f"baselines.{name}", child, "") if kind == "fixed" else ("model", child, name)
            )
        for section, one, fold in own:
            prefixes = (f"{section}.", "abstain.", "protocol.", "data.")
            of = {k: v for k, v in parameters.items() if k.startswith(prefixes)}
            setting = {k.removeprefix(f"{section}."): v for k, v in of.items()}
            found.append(
                Recorded(
                    data=data_name(
                        parameters["data.kind"],
                        None if root == "None" else root,
                        parameters.get("data.train"),
                    ),
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
                )
            )
    return found


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
            raise UserError(f"{artifact}: not found: {first_line(error)}") from None
        # As they are: an id may look like a number or a date.
        return pd.read_json(
            path, orient="split", dtype=False, convert_axes=False, convert_dates=False
        )


def recorded_rows(run_id: str, split: str) -> list[dict[str, Any]]:
    """The same as a plain row each."""
    rows = predictions(run_id, split).to_dict("records")
    return [
        {str(name): None if value != value else value for name, value in row.items()}
        for row in rows
    ]


def open_experiment(client: MlflowClient, name: str, uri: str, artifacts: str) -> str:
    """The id of an experiment, made where there is none; its files go below `artifacts`."""
    found = client.get_experiment_by_name(name)
    if found is not None:
        return str(found.experiment_id)
    # A server decides itself where artifacts go; a local store would put them under mlruns/.
    local = not uri.startswith(("http", "databricks"))
    return str(
        client.create_experiment(
            name, artifact_location=Path(artifacts).absolute().as_uri() if local else None
        )
    )


def open_registry(client: MlflowClient, name: str) -> None:
    """Makes the registered model of a name where there is none."""
    try:
        client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


def search(client: MlflowClient, experiment_id: str, which: str, order: str) -> list[MlflowRun]:
    """All runs of an experiment that a filter of MLflow finds, which gives them page by page."""
    found: list[MlflowRun] = []
    token = None
    while True:
        page = client.search_runs([experiment_id], which, order_by=[order], page_token=token)
        found += page
        if not (token := page.token):
            return found


def parents(client: MlflowClient, experiment_id: str, status: str) -> list[MlflowRun]:
    """Runs that are no children, newest first."""
    runs = search(
        client, experiment_id, f"attributes.status {status}", "attributes.start_time DESC"
    )
    return [run for run in runs if "mlflow.parentRunId" not in run.data.tags]


def first_line(error: Exception) -> str:
    """What an error says, in one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
