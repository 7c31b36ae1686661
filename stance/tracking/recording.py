"""One training as a run of MLflow: begun or gone on with, written to, registered."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from stance.errors import UserError
from stance.schema import Split
from stance.tracking.reading import COMMAND, COMMIT, recorded_rows, targets_of
from stance.tracking.resuming import DIGEST, PROCESS, process, run_to_resume
from stance.tracking.store import connect, first_line, open_experiment, open_registry, search

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from mlflow.entities import Run as MlflowRun
    from mlflow.entities.model_registry import ModelVersion

    from stance.data.examples import Data
    from stance.experiment import Fitted

CHAMPION = "champion"
_OUTPUT = "stance.output"


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
        return search(
            self.client,
            parent.info.experiment_id,
            f"tags.`mlflow.parentRunId` = '{self.id}' AND attributes.run_name = '{name}'",
            "attributes.start_time DESC",
        )

    def log_model(self, folder: Path, registered: str, data: Data, dev_macro_f1: float) -> bool:
        """Records a model folder as a pyfunc model, registers it, returns whether it is champion.

        The alias `champion` moves to it only where it was fitted on `data` of the content, or else
        of the name, that the version was which holds the alias, and knows all its targets: scores
        of other data say nothing beside those. Of the same rows its dev macro-F1 must be better,
        or the settings the same; where the data have changed since, the newer model is champion.
        Where the alias goes, or why it stays, is told on standard error.
        """
        from stance import serving

        model_id = serving.log(folder)
        version = self.client.create_model_version(
            registered,
            source=f"models:/{model_id}",
            run_id=self.id,
            tags={
                "dev_macro_f1": repr(dev_macro_f1),
                "data_name": data.name,
                "data_fingerprint": data.fingerprint,
            },
            model_id=model_id,
        )
        champion = self.client.get_registered_model(registered).aliases.get(CHAMPION)
        moves, why = True, "it is the first"
        if champion is not None:
            holder = self.client.get_model_version(registered, champion)
            moves, why = self._compared(version, holder, data, dev_macro_f1)
        if moves:
            self.client.set_registered_model_alias(registered, CHAMPION, version.version)
        held = f"now is {CHAMPION}" if moves else f"stays {CHAMPION}"
        named = f"models:/{registered}/{version.version if moves else champion}"
        print(f"{named} {held}: {why}", file=sys.stderr)
        return moves

    def _compared(
        self, new: ModelVersion, holder: ModelVersion, data: Data, score: float
    ) -> tuple[bool, str]:
        """Whether a version takes the alias from the one that holds it, and why or why not."""
        name = holder.tags.get("data_name", data.name)
        if holder.tags.get("data_fingerprint") == data.fingerprint:
            best = float(holder.tags.get("dev_macro_f1", -1.0))
            told = (
                f"dev macro-F1 of version {new.version} {score:.4f}, of {holder.version} {best:.4f}"
            )
            if score != best:
                return score > best, told
            # A model that is no better may abstain elsewhere, on which somebody relies by now.
            again = self._digest(new) == self._digest(holder)
            return again, f"{told}, {'the same' if again else 'other'} settings"
        known = targets_of(f"models:/{holder.name}/{holder.version}")
        if other := known - {target.id for target in data.targets}:
            name += f", with {sorted(other)[0]} among its targets"
        if name == data.name:
            return True, f"{name} has changed since version {holder.version}"
        named = f"{new.name!r}, {CHAMPION!r}, {str(new.version)!r}"
        call = f"MlflowClient({self.client.tracking_uri!r}).set_registered_model_alias({named})"
        move = f'python -c "from mlflow import MlflowClient; {call}"'
        return False, f"it is of other data, {name}; to move it: {move}"

    def _digest(self, version: ModelVersion) -> str:
        """The settings and data of the run that made a version; empty where it is gone."""
        try:
            return str(self.client.get_run(version.run_id).data.tags[DIGEST])
        except (MlflowException, KeyError):
            return ""


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
    is gone on with, if there is one, but for one that may be at work on another machine; with a
    run's id, that one. `output` is where a new run keeps
    its files, `command` what a reader of the results would type. Raises `UserError` where the
    store cannot be reached, or the run named cannot be gone on with.
    """
    client = connect(uri)
    digest = hashlib.sha256(json.dumps([config, fingerprint], sort_keys=True).encode()).hexdigest()
    try:
        experiment_id = open_experiment(client, experiment, uri, artifacts)
        open_registry(client, registered)  # now: a name that is refused is not worth a training
        known = run_to_resume(client, experiment_id, digest, resume)
        with mlflow.start_run(
            run_id=known.info.run_id if known else None,
            experiment_id=None if known else experiment_id,
            tags=None
            if known
            else {
                DIGEST: digest,
                _OUTPUT: str(output.absolute()),
                "stance.data_fingerprint": fingerprint,
                COMMAND: command,
                **_git(),
            },
        ) as started:
            opened = Run(started.info.run_id, client)
            client.set_tag(opened.id, PROCESS, process())
            if not known:
                mlflow.log_params(_flat(config))
                client.log_dict(opened.id, dict(config), "config.yaml")
            try:
                yield opened
            except KeyboardInterrupt:
                print(f"run {opened.id}: go on with it by resume=auto", file=sys.stderr)
                raise
    except MlflowException as error:
        raise UserError(f"tracking store {uri}: {first_line(error)}") from error


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
            COMMIT: git("rev-parse", "HEAD"),
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
