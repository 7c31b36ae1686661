"""The registered model of a local store is found without MLflow, and only where MLflow agrees."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import mlflow
import pytest

from stance import registry, serving, tracking
from stance.errors import UserError
from stance.inference import folder_of
from tests.conftest import save_majority

NAME = "found.here"


@pytest.fixture(scope="module")
def filled(store, tmp_path_factory):
    """Two versions of a registered model; the alias `champion` is on the first."""
    folder = tmp_path_factory.mktemp("registered")
    save_majority(folder)
    client = tracking.connect(f"sqlite:///{store}/mlflow.db")
    artifacts = (folder / "ml artifacts").as_uri()
    experiment = client.create_experiment("registry", artifact_location=artifacts)
    client.create_registered_model(NAME)
    for _ in range(2):
        with mlflow.start_run(experiment_id=experiment):
            identifier = serving.log(folder / "model")
        client.create_model_version(NAME, f"models:/{identifier}", model_id=identifier)
    client.set_registered_model_alias(NAME, "champion", "1")
    return store / "mlflow.db"


@pytest.fixture
def database(filled, tmp_path, monkeypatch):
    """A copy of the store of its own, which is the default one."""
    copy = tmp_path / "a store%20#1?.db"
    copy.write_bytes(filled.read_bytes())
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{copy}")
    return copy


@pytest.fixture
def without_mlflow(monkeypatch):
    def asked(uri):
        raise AssertionError(f"MLflow was asked for {uri}")

    monkeypatch.setattr(tracking, "fetch", asked)


@pytest.fixture
def asks(monkeypatch):
    """What MLflow is asked for."""
    found: list[str] = []

    def asked(uri):
        found.append(uri)
        return Path("by-mlflow")

    monkeypatch.setattr(tracking, "fetch", asked)
    return found


def change(database, statement, *values):
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(statement, values)
    connection.close()


@pytest.mark.parametrize("name", [f"{NAME}@champion", f"{NAME}/1", f"{NAME}/2"])
def test_it_is_the_folder_that_mlflow_names(name, filled, monkeypatch, request):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{filled}")
    by_mlflow = Path(mlflow.artifacts.download_artifacts(f"models:/{name}")) / "artifacts" / "model"
    request.getfixturevalue("without_mlflow")
    assert folder_of(f"models:/{name}") == by_mlflow
    assert (by_mlflow / "manifest.json").is_file()


def test_the_version_and_run_of_an_alias_are_told(database, filled):
    run = tracking.connect(f"sqlite:///{filled}").get_model_version(NAME, "1").run_id
    told = registry.version_of(f"models:/{NAME}@champion")
    assert told == f"version 1, run {run[:8]}"
    change(database, "update model_versions set run_id = null")
    assert registry.version_of(f"models:/{NAME}/2") == "version 2"
    assert registry.version_of(f"models:/{NAME}@nobody") is None
    assert registry.version_of("a/folder") is None


def test_the_versions_are_different_folders(database, without_mlflow):
    first, second, champion = (
        folder_of(f"models:/{NAME}{which}") for which in ("/1", "/2", "@champion")
    )
    assert first == champion != second


def test_mlflow_and_torch_are_not_imported(database):
    script = (
        f"import sys; from stance.inference import load; load('models:/{NAME}@champion')\n"
        "print({'torch', 'transformers', 'sklearn', 'mlflow', 'sqlalchemy'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["set()"], done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "nobody@champion",
        f"{NAME}@nobody",
        f"{NAME}/3",
        f"{NAME}/latest",
        f"{NAME}/Production",
        f"{NAME}/1/2",
        f"{NAME}/-1",
        f"{NAME}/99999999999999999999999",
        f"{NAME}",
        f"{NAME}@",
        "@champion",
        "",
        f"{NAME}' or ''='@champion",
    ],
)
def test_other_names_are_left_to_mlflow(name, database, asks):
    assert folder_of(f"models:/{name}") == Path("by-mlflow")
    assert asks == [f"models:/{name}"]


def test_a_name_nobody_knows_is_told_in_one_line(filled, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{filled}")
    with pytest.raises(UserError, match="models:/nobody@champion: not found in sqlite") as caught:
        folder_of("models:/nobody@champion")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["http://localhost:5", "postgresql://h/db", "sqlite:///{}?timeout=5", "sqlite:///{}.not", "{}"],
)
def test_other_stores_are_left_to_mlflow(address, database, asks, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", address.format(database))
    folder_of(f"models:/{NAME}@champion")
    assert asks


@pytest.mark.parametrize("setting", ["MLFLOW_REGISTRY_URI", "MLFLOW_WORKSPACE"])
def test_a_registry_elsewhere_is_left_to_mlflow(setting, database, asks, monkeypatch):
    monkeypatch.setenv(setting, "http://localhost:5")
    folder_of(f"models:/{NAME}@champion")
    assert asks


def test_a_deleted_version_is_not_found(database, asks):
    change(database, "update model_versions set current_stage = 'Deleted_Internal'")
    folder_of(f"models:/{NAME}/1")
    assert asks


@pytest.mark.parametrize(
    "location",
    [
        None,
        7,
        b"/etc",
        "",
        "relative/folder",
        "s3://bucket/model",
        "file://elsewhere{}",
        "file://[",
        "{}/nowhere",
        "{}\0",
        "models:/m-1",
    ],
)
def test_a_location_that_is_no_folder_here_is_left_to_mlflow(location, database, asks):
    there = registry.find(f"models:/{NAME}/1")
    assert there is not None
    value = location.format(there) if isinstance(location, str) else location
    change(database, "update model_versions set storage_location = ?", value)
    folder_of(f"models:/{NAME}@champion")
    assert asks


def test_a_location_of_something_else_is_refused(database, without_mlflow, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    change(database, "update model_versions set storage_location = ?", str(other))
    (other / "MLmodel").write_text("flavors: {sklearn: {pickled_model: model.pkl}}")
    with pytest.raises(UserError, match="is a model, but not one of stance"):
        folder_of(f"models:/{NAME}@champion")
    (other / "artifacts" / "model").mkdir(parents=True)
    with pytest.raises(UserError, match=r"its flavours are \['sklearn'\]"):
        folder_of(f"models:/{NAME}@champion")


@pytest.mark.parametrize("broken", ["no database", "another version", "words for a version"])
def test_a_store_that_cannot_be_read_is_left_to_mlflow(broken, database, asks):
    if broken == "no database":
        database.write_bytes(b"nothing of the kind" * 100)
    elif broken == "another version":
        change(database, "alter table model_versions rename to versions")
    else:
        change(database, "update registered_model_aliases set version = 'x; drop table runs'")
    folder_of(f"models:/{NAME}@champion")
    assert asks


def test_the_store_is_not_written(database, without_mlflow):
    before = database.read_bytes()
    database.chmod(0o400)
    folder_of(f"models:/{NAME}@champion")
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == [database.name]
