"""The store: opening it, and what all readers and writers of it share."""

from __future__ import annotations

import os
import socket
import sqlite3
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from stance.errors import UserError
from stance.registry import DEFAULT_URI, default_store, local_folder

if TYPE_CHECKING:
    from mlflow.entities import Run as MlflowRun


def connect(uri: str) -> MlflowClient:
    """A client of a tracking store, made the default one of this process.

    Raises `UserError`, at once, where a server does not answer or a database cannot be opened.
    """
    import logging

    from alembic.util import CommandError
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
        with _made_by_one(uri), _made_quickly(uri):
            client = MlflowClient(uri)
        client.search_experiments(max_results=1)
    except (
        MlflowException,
        SQLAlchemyError,
        CommandError,  # of the migrations
        OSError,
        ModuleNotFoundError,
    ) as error:
        raise UserError(f"tracking store {uri} cannot be opened: {first_line(error)}") from error
    return client


@contextmanager
def _made_by_one(uri: str) -> Iterator[None]:
    """Inside, no other process makes a SQLite store of the same folder, nor opens half a one.

    The lock is the folder's own, so that no file is left of it. Where there is none to be had (on
    Windows, on some network disks) nothing is waited for.
    """
    with ExitStack() as held:
        with suppress(ImportError, OSError):
            import fcntl

            if uri.startswith("sqlite:"):
                folder = os.open(_file(uri).parent, os.O_RDONLY)
                held.callback(os.close, folder)
                fcntl.flock(folder, fcntl.LOCK_EX)
        yield


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
    # Of a process killed meanwhile half the tables are left, which MLflow cannot go on from.
    begun = _begun(uri)
    if begun.exists():
        file = _file(uri)
        for ending in ("", "-journal", "-wal", "-shm"):
            file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
    with suppress(OSError):  # that the folder cannot be written, the database tells
        begun.touch()
    opened = []

    def relax(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")
        opened.append(connection)

    event.listen(Engine, "connect", relax)
    try:
        yield
        begun.unlink(missing_ok=True)
    finally:
        event.remove(Engine, "connect", relax)
        for connection in opened:
            with suppress(sqlite3.ProgrammingError):  # one that an error has closed
                connection.execute("PRAGMA synchronous = FULL")


def _is_to_be_made(uri: str) -> bool:
    """Whether a store is a SQLite database that is not there yet."""
    if not uri.startswith("sqlite:") or _file(uri).name in ("", ":memory:"):
        return False
    return not _file(uri).exists() or _begun(uri).exists()


def _begun(uri: str) -> Path:
    """The empty file beside a SQLite database that says that it is being made."""
    return _file(uri).with_name(f"{_file(uri).name}.begun")


def _file(uri: str) -> Path:
    """The file of a SQLite database; of one in memory the working folder."""
    from sqlalchemy import make_url

    return Path(make_url(uri).database or "")


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


def open_experiment(client: MlflowClient, name: str, uri: str, artifacts: str) -> str:
    """The id of an experiment, made where there is none; its files go below `artifacts`.

    Raises `UserError` where an experiment of a local store keeps them in another place, as after
    the store was copied or moved, and where there can be no such folder.
    """
    found = client.get_experiment_by_name(name)
    if found is not None:
        kept = local_folder(found.artifact_location)
        if uri.startswith("sqlite:") and kept is not None:
            _check_kept(name, kept, uri, artifacts)
            _make(kept)
        return str(found.experiment_id)
    if uri.startswith(("http", "databricks")):  # a server decides itself where artifacts go
        return _new_experiment(client, name)
    place = Path(artifacts).absolute()  # a local store would put them under mlruns/
    _make(place)
    return _new_experiment(client, name, place.as_uri())


def _new_experiment(client: MlflowClient, name: str, place: str | None = None) -> str:
    """The id of an experiment made now, or by another training at the same moment."""
    try:
        return str(client.create_experiment(name, artifact_location=place))
    except MlflowException as error:
        found = client.get_experiment_by_name(name)
        if error.error_code != "RESOURCE_ALREADY_EXISTS" or found is None:
            raise
        return str(found.experiment_id)


def _check_kept(name: str, kept: Path, uri: str, artifacts: str) -> None:
    """Raises `UserError` where `kept`, the folder of an experiment's files, is not `artifacts`.

    That of the working folder or, where a store is used from several, of the store's own.
    """
    beside = _file(uri).parent
    if kept.resolve() not in [(folder / artifacts).resolve() for folder in (Path(), beside)]:
        raise UserError(
            f"experiment {name!r} keeps its files in {kept}, not in {Path(artifacts).absolute()}; "
            f"give tracking.artifacts={kept}, or another tracking.experiment"
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"tracking.artifacts: {folder} cannot be made: {error.strerror or error}"
        ) from None


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
