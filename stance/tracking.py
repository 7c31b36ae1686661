"""Runs, models and their registry in MLflow."""

from __future__ import annotations

import hashlib
import json
import math
import os
import socket
import subprocess
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Read by MLflow when it is imported: nothing is sent anywhere, and no bars for copying files.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from stance.errors import UserError
from stance.registry import DEFAULT_URI, default_store, model_folder
from stance.schema import Split

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from mlflow.entities import Run as MlflowRun

    from stance.experiment import Fitted
    from stance.reporting.results import Recorded

CHAMPION = "champion"
COMMAND = "stance.command"
_DIGEST = "stance.config_digest"
_OUTPUT = "stance.output"
_PROCESS = "stance.process"


@dataclass(frozen=True)
class Run:
    """An open MLflow run."""

    id: str
    client: MlflowClient

    @property
    def output(self) -> Path:
        """The folder the run was started with, where its checkpoints are."""
        return Path(self.client.get_run(self.id).data.tags[_OUTPUT])

    def log(self, metrics: Mapping[str, float], step: int = 0) -> None:
        """Records named numbers at a step (an epoch)."""
        mlflow.log_metrics(dict(metrics), step=step, run_id=self.id)

    def log_fitted(self, fitted: Fitted) -> None:
        """Records every scored split: its scores and a table of its predictions."""
        there = {artifact.path for artifact in self.client.list_artifacts(self.id, "predictions")}
        for name, split in fitted.splits.items():
            self.log({f"{name}/{score}": value for score, value in split.flat().items()})
            details = asdict(split.scores) | {"probes": [asdict(p) for p in split.probes]}
            self.client.log_dict(self.id, details, f"scores/{name}.json")
            table = f"predictions/{name}.json"
            if table not in there:  # MLflow appends, and a run gone on with has the same rows
                rows = split.rows()
                columns = {column: [row[column] for row in rows] for column in rows[0]}
                mlflow.log_table(columns, table, run_id=self.id)

    def log_pictures(self, fitted: Fitted, folder: Path) -> None:
        """Saves and records the pictures of every split but dev, which the model was chosen on."""
        from stance.reporting.pictures import pictures

        for name, split in fitted.splits.items():
            if name == Split.DEV:
                continue
            title = f"{fitted.manifest.kind} on {name} (n = {split.scores.n})"
            for kind, picture in pictures(split, title).items():
                self.log_picture(picture, folder / f"{kind}-{name}.png")

    def log_picture(self, picture: Figure, path: Path) -> None:
        """Saves one picture and records it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.savefig(path)
        self.client.log_artifact(self.id, str(path), "pictures")

    @contextmanager
    def child(self, name: str) -> Iterator[Run]:
        """A run nested in this one; going on with a run also goes on with its children."""
        parent = self.client.get_run(self.id)
        known = self._children(name)
        again = known[0].info.run_id if known else None
        with mlflow.start_run(
            run_id=again,
            experiment_id=None if again else parent.info.experiment_id,
            run_name=name,
            nested=True,
        ) as run:
            yield Run(run.info.run_id, self.client)

    def finished_child(self, name: str) -> list[dict[str, Any]] | None:
        """The test rows of a nested run that came to its end, as recorded; None if none did."""
        known = self._children(name)
        if not known or known[0].info.status != "FINISHED":
            return None
        return recorded_rows(known[0].info.run_id, "test")

    def _children(self, name: str) -> list[MlflowRun]:
        parent = self.client.get_run(self.id)
        found: list[MlflowRun] = self.client.search_runs(
            [parent.info.experiment_id],
            f"tags.`mlflow.parentRunId` = '{self.id}' AND attributes.run_name = '{name}'",
        )
        return found

    def log_model(self, folder: Path, registered: str, data: str, dev_macro_f1: float) -> str:
        """Records a model folder as a pyfunc model, registers it, returns its version.

        The alias `champion` moves to it only where its dev macro-F1 is not worse than that of
        the version that holds the alias, and both were fitted on the same kind of `data`: scores
        of a benchmark say nothing beside those of a corpus.
        """
        from stance import serving

        model_id = serving.log(folder)
        version = self.client.create_model_version(
            registered,
            source=f"models:/{model_id}",
            run_id=self.id,
            tags={"dev_macro_f1": repr(dev_macro_f1), "data": data},
            model_id=model_id,
        )
        champion = self.client.get_registered_model(registered).aliases.get(CHAMPION)
        best = -1.0
        if champion is not None:
            tags = self.client.get_model_version(registered, champion).tags
            best = float(tags.get("dev_macro_f1", -1.0))
            if tags.get("data", data) != data:
                best = math.inf
        if dev_macro_f1 >= best:
            self.client.set_registered_model_alias(registered, CHAMPION, version.version)
        return str(version.version)


@contextmanager
def run(
    *,
    uri: str,
    artifacts: str,
    experiment: str,
    config: Mapping[str, Any],
    fingerprint: str,
    output: Path,
    registered: str,
    command: str,
    resume: str | None = None,
) -> Iterator[Run]:
    """Opens the run of one training; a run that is left by an error is marked failed.

    With `resume` `auto`, the newest run of the same configuration and data that did not finish
    is gone on with, if there is one; with a run's id, that one. `output` is where a new run keeps
    its files, `command` what a reader of the results would type. Raises `UserError` where the
    store cannot be reached, or the run named cannot be gone on with.
    """
    client = connect(uri)
    digest = hashlib.sha256(json.dumps([config, fingerprint], sort_keys=True).encode()).hexdigest()
    try:
        experiment_id = _experiment(client, experiment, uri, artifacts)
        _register(client, registered)  # now: a name that is refused is not worth a training
        known = _run_to_resume(client, experiment_id, digest, resume)
        with mlflow.start_run(
            run_id=known.info.run_id if known else None,
            experiment_id=None if known else experiment_id,
            tags=None
            if known
            else {
                _DIGEST: digest,
                _OUTPUT: str(output.absolute()),
                "stance.data_fingerprint": fingerprint,
                COMMAND: command,
                **_git(),
            },
        ) as started:
            opened = Run(started.info.run_id, client)
            client.set_tag(opened.id, _PROCESS, _process())
            if not known:
                mlflow.log_params(_flat(config))
                client.log_dict(opened.id, dict(config), "config.yaml")
            yield opened
    except MlflowException as error:
        raise UserError(f"tracking store {uri}: {_first_line(error)}") from error


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
    parts = urllib.parse.urlsplit(uri)
    if parts.scheme in ("http", "https"):
        try:
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
        client = MlflowClient(uri)
        client.search_experiments(max_results=1)
    except (MlflowException, SQLAlchemyError, OSError, ModuleNotFoundError) as error:
        raise UserError(f"tracking store {uri} cannot be opened: {_first_line(error)}") from error
    return client


def connect_default() -> MlflowClient:
    """A client of the default store; `UserError` where that would have to be made first."""
    store = default_store()
    if store == DEFAULT_URI and not Path("mlflow.db").is_file():
        raise UserError(
            "no mlflow.db in this folder; train first (python -m stance.train), go to the folder "
            "you trained in, or name a model folder"
        )
    return connect(store)


def fetch(uri: str) -> Path:
    """The model folder behind `runs:/ID/model` or `models:/NAME@ALIAS`, as a local path.

    Its files are fetched, and MLflow runs nothing of them. Raises `UserError` where the store has
    no such model, or one that MLflow would load by unpickling or by other code than ours.
    """
    store = default_store()
    connect_default()
    try:
        folder = Path(mlflow.artifacts.download_artifacts(uri))
    except MlflowException as error:
        raise UserError(f"{uri}: not found in {store}: {_first_line(error)}") from None
    return model_folder(uri, folder)


def finished_runs(experiment: str = "stance") -> list[MlflowRun]:
    """The finished trainings of the default store, newest first; `UserError` if there is none."""
    uri = default_store()
    client = connect_default()
    found = client.get_experiment_by_name(experiment)
    runs = [] if found is None else _parents(client, found.experiment_id, "= 'FINISHED'")
    if not runs:
        raise UserError(f"{uri}: no finished run of experiment {experiment!r}; train first")
    return runs


def latest_run(experiment: str = "stance") -> MlflowRun:
    """The newest finished training of the default store; raises `UserError` if there is none."""
    return finished_runs(experiment)[0]


def children(run: MlflowRun) -> list[MlflowRun]:
    """The runs nested in a run, oldest first: its baselines."""
    found: list[MlflowRun] = MlflowClient().search_runs(
        [run.info.experiment_id],
        f"tags.`mlflow.parentRunId` = '{run.info.run_id}'",
        order_by=["attributes.start_time ASC"],
    )
    return found


def recorded(experiment: str = "stance") -> list[Recorded]:
    """Every finished fit of an experiment and its baselines, newest first; no folds of protocols.

    Raises `UserError` where there is none.
    """
    from stance.reporting.results import Recorded

    found = []
    for run in finished_runs(experiment):
        parameters, tags = run.data.params, run.data.tags
        if parameters.get("protocol.kind", "fixed") != "fixed":
            continue
        own = {"model": (parameters["model.kind"], run)}
        for child in children(run):
            own[f"baselines.{child.info.run_name}"] = (child.info.run_name, child)
        for section, (name, one) in own.items():
            of = {k: v for k, v in parameters.items() if k.startswith((f"{section}.", "abstain."))}
            data = {k: v for k, v in parameters.items() if k.startswith("data.")}
            setting = {k.removeprefix(f"{section}."): v for k, v in sorted(of.items())}
            found.append(
                Recorded(
                    data=parameters["data.kind"],
                    model=name,
                    setting=json.dumps([setting, data, tags.get("stance.data_fingerprint")]),
                    seed=int(parameters["seed"]),
                    command=tags.get(COMMAND, "python -m stance.train"),
                    metrics=one.data.metrics,
                )
            )
    return found


def predictions(run_id: str, split: str) -> pd.DataFrame:
    """The table of predictions a run recorded for a split: a row a quote and target.

    Raises `UserError` where the run has none.
    """
    import pandas as pd

    artifact = f"runs:/{run_id}/predictions/{split}.json"
    try:
        path = mlflow.artifacts.download_artifacts(artifact)
    except (MlflowException, OSError) as error:
        raise UserError(f"{artifact}: not found: {_first_line(error)}") from None
    # As they are: an id may look like a number or a date.
    return pd.read_json(path, orient="split", dtype=False, convert_axes=False, convert_dates=False)


def recorded_rows(run_id: str, split: str) -> list[dict[str, Any]]:
    """The same as a plain row each."""
    rows = predictions(run_id, split).to_dict("records")
    return [
        {str(name): None if value != value else value for name, value in row.items()}
        for row in rows
    ]


def _experiment(client: MlflowClient, name: str, uri: str, artifacts: str) -> str:
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


def _register(client: MlflowClient, name: str) -> None:
    try:
        client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


def _run_to_resume(
    client: MlflowClient, experiment_id: str, digest: str, resume: str | None
) -> MlflowRun | None:
    if resume is None:
        return None
    if resume == "auto":
        runs = _parents(client, experiment_id, "!= 'FINISHED'")
        same = (run for run in runs if run.data.tags.get(_DIGEST) == digest)
        return next((run for run in same if not _alive(run)), None)
    try:
        found = client.get_run(resume)
    except MlflowException:
        raise UserError(f"resume={resume}: no such run; allowed: auto, or a run's id") from None
    if found.info.status == "FINISHED":
        raise UserError(f"resume={resume}: that run is finished; leave resume out for a new one")
    if _alive(found):
        raise UserError(f"resume={resume}: that run is still going; wait for it, or stop it")
    if found.data.tags.get(_DIGEST) != digest:
        raise UserError(
            f"resume={resume}: that run has another configuration or other data; give it the same"
        )
    return found


def _process() -> str:
    """This process, as far as one can be named: the machine and its number there."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _alive(run: MlflowRun) -> bool:
    """Whether another process of this machine is still at work on a run."""
    host, _, number = run.data.tags.get(_PROCESS, "").rpartition(":")
    if run.info.status != "RUNNING" or host != socket.gethostname() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except OSError:
        return False
    return True


def _parents(client: MlflowClient, experiment_id: str, status: str) -> list[MlflowRun]:
    """Runs that are no children, newest first."""
    runs = client.search_runs(
        [experiment_id], f"attributes.status {status}", order_by=["attributes.start_time DESC"]
    )
    return [run for run in runs if "mlflow.parentRunId" not in run.data.tags]


def _git() -> dict[str, str]:
    """The commit this code stands at and whether it was changed since; nothing if installed."""
    package = Path(__file__).parent

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(package), *arguments], capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        git("ls-files", "--error-unmatch", Path(__file__).name)  # not somebody else's repository
        return {
            "mlflow.source.git.commit": git("rev-parse", "HEAD"),
            "stance.git_dirty": str(bool(git("status", "--porcelain"))).lower(),
        }
    except (OSError, subprocess.CalledProcessError):
        return {}


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested mappings as one, with dotted keys.

    >>> _flat({"model": {"kind": "tfidf"}, "seed": 1})
    {'model.kind': 'tfidf', 'seed': 1}
    """
    flat: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
