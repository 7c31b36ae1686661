"""What is read back of the store."""

import os
import shutil
import subprocess
import sys
import tempfile
from types import SimpleNamespace

import mlflow
import pytest
from mlflow import MlflowClient
from mlflow.entities import Param

from stance import serving, tracking
from stance.config import CorpusConfig
from stance.errors import UserError
from stance.tracking.recording import Run
from tests.conftest import save_majority


@pytest.fixture
def client(store, monkeypatch):
    uri = f"sqlite:///{store}/mlflow.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    return tracking.connect(uri)


def test_what_is_fetched_is_not_left_behind(client, tmp_path, monkeypatch):
    save_majority(tmp_path)
    experiment = client.create_experiment("fetched", (tmp_path / "mlartifacts").as_uri())
    with mlflow.start_run(experiment_id=experiment) as run:
        serving.log(tmp_path / "model")
        mlflow.log_table({"id": ["1"]}, "predictions/test.json")
    here, at_exit = tmp_path / "tmp", []
    here.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(here))
    monkeypatch.setattr(tracking.reading, "atexit", SimpleNamespace(register=at_exit.append))
    assert tracking.recorded_rows(run.info.run_id, "test") == [{"id": "1"}]
    assert not list(here.iterdir())
    folder = tracking.fetch(f"runs:/{run.info.run_id[:8]}/model")
    assert (folder / "manifest.json").is_file()  # for as long as there may be a model that reads it
    for end in at_exit:
        end()
    assert not list(here.iterdir())
    (tmp_path / "mlartifacts").rename(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="its files are no longer where the store keeps them"):
        tracking.fetch(f"runs:/{run.info.run_id}/model")


@pytest.mark.parametrize("root", [".", ""])
def test_data_of_a_run_have_the_name_they_were_read_under(root, client, corpus_folder, monkeypatch):
    monkeypatch.chdir(corpus_folder)
    experiment = client.create_experiment(f"named {root}")
    parameters = {"data.kind": "corpus", "data.root": root, "model.kind": "tfidf", "seed": "1"}
    finished(client, experiment, parameters=parameters.items())
    client.set_terminated(client.create_run(experiment).info.run_id)  # somebody else's
    (found,) = tracking.recorded(f"named {root}")
    assert found.data == CorpusConfig("corpus", root).read().name


def test_data_of_one_name_from_several_places_are_told_apart(client, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    experiment = client.create_experiment("places")
    for own in (
        {"data.kind": "corpus", "data.root": "us/corpus"},
        {"data.kind": "corpus", "data.root": f"{tmp_path}/us/corpus"},
        {"data.kind": "corpus", "data.root": "corpus"},
        {"data.kind": "corpus", "data.root": "letters"},
        {"data.kind": "corpus", "data.root": "None"},
        {"data.kind": "table", "data.train": "a/train.csv"},
        {"data.kind": "table", "data.train": "b/train.csv"},
        {"data.kind": "newsmtsc", "data.root": "a"},
        {"data.kind": "newsmtsc", "data.root": "b"},
    ):
        finished(
            client, experiment, parameters=(own | {"model.kind": "tfidf", "seed": "1"}).items()
        )
    assert sorted(fit.data for fit in tracking.recorded("places")) == [
        "corpus corpus (corpus)",
        "corpus corpus (us/corpus)",
        "corpus corpus (us/corpus)",
        "corpus letters",
        "newsmtsc",
        "newsmtsc",
        "table train.csv (a/train.csv)",
        "table train.csv (b/train.csv)",
        "venezuela",
    ]


def test_seeds_of_one_setting_are_so_however_the_place_of_the_data_is_spelt(client, tmp_path):
    experiment = client.create_experiment("spelt")
    tfidf = {"data.kind": "corpus", "model.kind": "tfidf", "model.c": "1.0"}
    for fingerprint, other in (
        ("one", {"data.root": "letters", "seed": "1"}),
        ("one", {"data.root": f"{tmp_path}/letters", "seed": "2"}),
        ("two", {"data.root": "letters", "seed": "3"}),
        ("one", {"data.root": "letters", "seed": "4", "model.c": "9.0"}),
    ):
        run = finished(client, experiment, parameters=(tfidf | other).items())
        client.set_tag(run, "stance.data_fingerprint", fingerprint)
    one = {fit.seed: fit.setting for fit in tracking.recorded("spelt")}
    assert one[1] == one[2]
    assert len({one[1], one[3], one[4]}) == 3


def test_a_run_is_known_by_the_digits_that_tables_show(client):
    experiment = client.create_experiment("digits")
    run, _ = (finished(client, experiment) for _ in range(2))
    assert tracking.whole_id(run[:8]) == run
    with pytest.raises(UserError, match=r"^xyz: no run has an id that begins so"):
        tracking.whole_id("xyz")
    with pytest.raises(UserError, match=r"^: \d+ runs have ids that begin so"):
        tracking.whole_id("")
    with pytest.raises(UserError, match=r"^deadbeef: no run has an id that begins so"):
        tracking.fetch("runs:/deadbeef/model")


def test_a_store_that_is_not_there_is_not_made(tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/typo.db")
    with pytest.raises(UserError, match=r"typo\.db, and no such database is there"):
        tracking.connect_default()
    assert not (tmp_path / "typo.db").exists()
    with pytest.raises(UserError, match="cannot be reached"):
        tracking.connect("http://[::1")


def finished(client, experiment, name=None, parent=None, parameters=()):
    tags = {"mlflow.parentRunId": parent} if parent else {tracking.reading.COMMAND: "train"}
    run = client.create_run(experiment, tags=tags, run_name=name).info.run_id
    client.log_batch(run, params=[Param(*both) for both in parameters])
    client.set_terminated(run)
    return run


def test_a_store_is_made_by_one_of_those_that_begin_at_once(tmp_path):
    code = "from stance.tracking import connect; connect('sqlite:///mlflow.db')"
    begun = [
        subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    told = [process.communicate(timeout=120)[1].decode() for process in begun]
    assert [process.returncode for process in begun] == [0, 0, 0], told
    assert [path.name for path in tmp_path.iterdir()] == ["mlflow.db"]


def test_a_store_left_half_made_by_a_process_that_was_killed_is_made_anew(tmp_path):
    code = """
import os, mlflow.store.db.utils as db
db._upgrade_db = lambda engine: os.kill(os.getpid(), 9)
from stance.tracking import connect
connect('sqlite:///mlflow.db')
"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, timeout=120)
    assert killed.returncode == -9
    assert (tmp_path / "mlflow.db").exists()
    code = "from stance.tracking import connect; connect('sqlite:///mlflow.db')"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, timeout=120, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mlflow.db"]


def test_an_experiment_that_another_makes_at_the_same_moment_is_used(client, monkeypatch, tmp_path):
    made = client.create_experiment("at once", (tmp_path / "first").as_uri())
    known, asked = client.get_experiment_by_name, []

    def too_early(name):
        asked.append(name)
        return known(name) if len(asked) > 1 else None

    monkeypatch.setattr(client, "get_experiment_by_name", too_early)
    uri = os.environ["MLFLOW_TRACKING_URI"]
    found = tracking.store.open_experiment(client, "at once", uri, f"{tmp_path}/second")
    assert found == made


def test_a_migration_that_fails_is_told(tmp_path, monkeypatch):
    from alembic.util import CommandError

    def fail(*_):
        raise CommandError("expected to match one row")

    monkeypatch.setattr(tracking.store, "MlflowClient", fail)
    with pytest.raises(UserError, match="cannot be opened: expected to match one row"):
        tracking.connect(f"sqlite:///{tmp_path}/mlflow.db")


def opened(store, artifacts="mlartifacts", name="moved"):
    """Where the files of an experiment go, opened as a training does."""
    from stance.tracking.store import open_experiment

    client = tracking.connect(store)
    experiment = open_experiment(client, name, store, artifacts)
    return client.get_experiment(experiment).artifact_location


@pytest.fixture
def moved(store, tmp_path, monkeypatch):
    """The working folder `a`, with a store of its own, and `b`, to which it can be copied."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    shutil.copy(store / "mlflow.db", tmp_path / "a")
    monkeypatch.chdir(tmp_path / "a")
    # Whole names: MLflow keeps a store open by what it was called, whatever folder that is in.
    opened(f"sqlite:///{tmp_path}/a/mlflow.db")
    return tmp_path


def test_a_copied_store_does_not_write_where_it_was_copied_from(moved, monkeypatch):
    shutil.copy(moved / "a" / "mlflow.db", moved / "b")
    (moved / "a" / "mlartifacts").rmdir()
    monkeypatch.chdir(moved / "b")
    copied, own = f"sqlite:///{moved}/b/mlflow.db", f"{moved}/a/mlartifacts"
    why = f"experiment 'moved' keeps its files in {own}, not in {moved}/b/mlartifacts; give track"
    with pytest.raises(UserError, match=why):
        opened(copied)
    assert not (moved / "a" / "mlartifacts").exists()
    assert opened(copied, own) == f"file://{own}"  # as the message says
    assert opened(copied, name="moved too") == f"file://{moved}/b/mlartifacts"


def test_another_place_for_an_experiment_is_told(moved):
    with pytest.raises(UserError, match=f"keeps its files in .*, not in {moved}/b; give"):
        opened(f"sqlite:///{moved}/a/mlflow.db", f"{moved}/b")


def test_a_store_may_be_named_in_any_way_and_used_from_anywhere(moved, monkeypatch):
    place = f"file://{moved}/a/mlartifacts"
    (moved / "link").symlink_to("a")
    for here in ("link", "b"):
        monkeypatch.chdir(moved / here)
        for uri in (f"sqlite:///{moved}/a/mlflow.db", f"sqlite:///{moved}/link/mlflow.db"):
            assert opened(uri) == opened(uri, "../a/mlartifacts") == place


def test_a_server_says_itself_where_files_go(moved):
    from stance.tracking.store import open_experiment

    client = tracking.connect(f"sqlite:///{moved}/a/mlflow.db")
    known = client.get_experiment_by_name("moved").experiment_id
    assert open_experiment(client, "moved", "http://127.0.0.1:9", "elsewhere") == known


@pytest.mark.parametrize("place", ["file/mlartifacts", "/proc/nowhere"])
def test_a_place_that_cannot_be_made_is_told(place, moved):
    (moved / "a" / "file").touch()
    why = "tracking.artifacts: .* cannot be made: (Not a directory|No such file or directory)"
    with pytest.raises(UserError, match=why):
        opened(f"sqlite:///{moved}/a/mlflow.db", place, "moved anew")


def test_why_a_run_has_no_predictions_is_told(client, tmp_path):
    experiment = client.create_experiment("without", (tmp_path / "mlartifacts").as_uri())
    with mlflow.start_run(experiment_id=experiment) as run:
        mlflow.log_metrics({"dev/macro_f1": 0.5, "test/macro_f1": 0.5, "dev_loss": 1.0})
        for split in ("dev", "test"):
            mlflow.log_table({"id": ["1"]}, f"predictions/{split}.json")
    known = run.info.run_id
    assert len(tracking.predictions(known, "test")) == 1
    with pytest.raises(UserError, match=r"found: split 'nope' is not one of dev, test$"):
        tracking.predictions(known, "nope")
    (tmp_path / "mlartifacts").rename(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="found: its files are no longer where the store keeps"):
        tracking.predictions(known, "test")
    foreign = client.create_run(experiment).info.run_id
    with pytest.raises(UserError, match=r"found: (?!split|its files)"):
        tracking.predictions(foreign, "test")


def test_runs_are_found_on_every_page(client, monkeypatch):
    experiment = client.create_experiment("pages")
    parents = [finished(client, experiment) for _ in range(2)]
    folds = [finished(client, experiment, f"fold {n}", parents[0]) for n in range(2)]
    search = MlflowClient.search_runs
    monkeypatch.setattr(  # else they hold a thousand
        MlflowClient, "search_runs", lambda *a, **k: search(*a, **k, max_results=1)
    )
    found = tracking.finished_runs("pages")
    assert {run.info.run_id for run in found} == {*parents}
    first = next(run for run in found if run.info.run_id == parents[0])
    assert {run.info.run_id for run in tracking.children(first)} == {*folds}
    again = finished(client, experiment, "fold 0", parents[0])
    named = Run(parents[0], client)._children("fold 0")
    assert {run.info.run_id for run in named} == {folds[0], again}
