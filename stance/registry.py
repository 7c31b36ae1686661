"""Where the registered model lies, told without MLflow where that can be: its import takes seconds.

A local store is an SQLite file, and its artifacts are folders. Any other store, any name that is
not found and any doubt is left to `stance.tracking`, which asks MLflow.
"""

from __future__ import annotations

import os
import re
import sqlite3
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

from stance.classifiers.folder import PICKLES
from stance.errors import UserError

DEFAULT_URI = "sqlite:///mlflow.db"
SHORT_ID = re.compile(r"[0-9a-f]{8}")  # what tables show of a run's id
_SQLITE, _MODELS = "sqlite:///", "models:/"
# What chooses the store or what is seen of it in ways that only MLflow knows.
_SETTINGS = ("MLFLOW_REGISTRY_URI", "MLFLOW_WORKSPACE")
_VERSION = """
    select storage_location, version, run_id from model_versions
    where workspace = 'default' and name = ? and version = ?
    and current_stage <> 'Deleted_Internal'
"""
_ALIAS = """
    select version from registered_model_aliases
    where workspace = 'default' and name = ? and alias = ?
"""
# How MLflow loads what `stance.serving` logs: from code, no pickle, no other code beside it.
_FLAVOUR = {
    "loader_module": "mlflow.pyfunc.loaders.code_model",
    "model_code_path": "serving.py",
    "python_model": None,
    "code": None,
    "data": None,
}


def default_store() -> str:
    """The store of `MLFLOW_TRACKING_URI`, or else `mlflow.db` of the working directory."""
    return os.environ.get("MLFLOW_TRACKING_URI") or DEFAULT_URI


def find(uri: str) -> Path | None:
    """The folder MLflow keeps `models:/NAME@ALIAS` or `models:/NAME/VERSION` in, in a local store.

    None where MLflow has to be asked. The store is only read; what it holds is not trusted beyond
    naming a folder, which `model_folder` checks.
    """
    found = _look_up(uri)
    folder = local_folder(found[0]) if found else None
    return folder if folder is not None and (folder / "MLmodel").is_file() else None


def version_of(uri: str) -> str | None:
    """What `models:/NAME@ALIAS` stands for now, as "version 3, run 1a2b3c4d"; None as for `find`.

    An alias may be moved to another version later.
    """
    found = _look_up(uri)
    if found is None:
        return None
    _, version, run = found
    return f"version {version}" + (f", run {run[:8]}" if isinstance(run, str) and run else "")


def _look_up(uri: str) -> tuple[object, int, object] | None:
    """Where a local store says a model lies, its version, and the run it comes from."""
    store = default_store()
    path = Path(store.removeprefix(_SQLITE))
    if not (uri.startswith(_MODELS) and store.startswith(_SQLITE) and path.is_file()):
        return None
    if any(os.environ.get(name) for name in _SETTINGS):
        return None
    try:
        # Closed at the end, which a connection's own `with` does not do.
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return _version(database, uri.removeprefix(_MODELS))
    except sqlite3.Error:  # no database, or the tables of another version
        return None


def _version(database: sqlite3.Connection, name: str) -> tuple[object, int, object] | None:
    """What the store says of a version; None where it says nothing of such a model."""
    name, slash, version = name.partition("/")
    if not slash:
        name, _, alias = name.rpartition("@")
        found = database.execute(_ALIAS, (name, alias)).fetchone()
        version = str(found[0]) if found else ""
    if not (version.isascii() and version.isdigit()):
        return None
    row: tuple[object, int, object] | None = database.execute(_VERSION, (name, version)).fetchone()
    return row


def local_folder(location: object) -> Path | None:
    """The folder of a location as MLflow writes it, a path or a file URI; None where it is none."""
    if not isinstance(location, str) or "\0" in location:
        return None
    try:
        parts = urllib.parse.urlsplit(location)
    except ValueError:
        return None
    if parts.scheme not in ("", "file") or parts.netloc:
        return None
    folder = Path(urllib.request.url2pathname(parts.path) if parts.scheme else location)
    return folder if folder.is_absolute() else None


def model_folder(uri: str, folder: Path) -> Path:
    """The model folder inside one of MLflow's; nothing of it is run.

    Raises `UserError` where it is none of stance, or one that MLflow would load by unpickling or
    by code that is not ours.
    """
    inner = folder / "artifacts" / "model"  # where a pyfunc model keeps its artifact of that name
    if not (folder / "MLmodel").exists():
        raise UserError(f"{uri}: its files are no longer where the store keeps them")
    if not inner.is_dir() or inner.is_symlink():
        raise UserError(f"{uri}: is a model, but not one of stance")
    flavours = _flavours(uri, folder)
    if set(flavours) != {"python_function"}:
        names = sorted(map(str, flavours))
        raise UserError(f"{uri}: its flavours are {names}, must be python_function alone")
    flavour = flavours["python_function"]
    flavour["model_code_path"] = Path(str(flavour.get("model_code_path"))).name
    for name, allowed in _FLAVOUR.items():
        if flavour.get(name) != allowed:
            raise UserError(f"{uri}: its {name} is {flavour.get(name)!r}, must be {allowed!r}")
    for path in folder.rglob("*"):
        if path.suffix in PICKLES:
            inside = path.relative_to(folder)
            raise UserError(f"{uri}: {inside} is a pickle, which can run code; none may be there")
    return inner


def _flavours(uri: str, folder: Path) -> dict[str, dict[str, Any]]:
    import yaml

    try:
        description = yaml.safe_load((folder / "MLmodel").read_text(encoding="utf-8"))
        return {name: dict(flavour) for name, flavour in description["flavors"].items()}
    except Exception as error:  # whatever the library meets in a foreign file
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise UserError(f"{uri}: its MLmodel cannot be read: {reason}") from None
