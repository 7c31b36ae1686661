"""One run, end to end, on the small corpus: what it tracks, saves, prints, and how it fails."""

import dataclasses
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
import psutil
import pytest

from stance.apps import run_app
from stance.data.corpus import read_corpus
from stance.errors import UserError
from stance.schema import Split
from stance.tracking import predictions
from stance.train import _from_here, train

TINY = ("model.max_length=32", "model.schedule.epochs=2", "model.schedule.batch_size=8")


@pytest.fixture
def tiny(configure, tiny_encoder):
    """A configuration of the tiny encoder."""
    return lambda *overrides: configure(
        f"model.checkpoint={tiny_encoder('bert')}", *TINY, *overrides
    )


def runs(cfg):
    mlflow.set_tracking_uri(cfg.tracking.uri)
    client = mlflow.MlflowClient(cfg.tracking.uri)
    experiment = client.get_experiment_by_name(cfg.tracking.experiment)
    return client, client.search_runs([experiment.experiment_id], order_by=["start_time ASC"])


def test_a_run_records_everything(tiny, tmp_path, capsys, store):
    cfg = tiny("tracking.experiment=everything", "tracking.registered_model=everything", "seed=4")
    fitted = train(cfg, tmp_path / "out")
    assert list(fitted) == ["majority", "tfidf", "encoder"]

    client, found = runs(cfg)
    parent, *children = found
    assert [child.data.tags["mlflow.parentRunId"] for child in children] == [parent.info.run_id] * 2
    assert [child.info.run_name for child in children] == ["majority", "tfidf"]
    assert {run.info.status for run in found} == {"FINISHED"}

    assert parent.data.params["model.schedule.epochs"] == "2"
    assert parent.data.params["seed"] == "4"
    assert len(parent.data.tags["stance.data_fingerprint"]) == 64
    assert len(parent.data.tags["mlflow.source.git.commit"]) == 40
    assert parent.data.tags["stance.git_dirty"] in ("true", "false")
    for name, model in zip(("majority", "tfidf"), children, strict=True):
        assert model.data.metrics["test/macro_f1"] == fitted[name].splits["test"].scores.macro_f1
    assert parent.data.metrics["test/accuracy"] == fitted["encoder"].splits["test"].scores.accuracy
    assert parent.data.metrics["dev/n"] == 24
    epochs = client.get_metric_history(parent.info.run_id, "dev_macro_f1")
    assert [metric.step for metric in epochs] == [1, 2]

    def artifacts(folder=None):
        return {a.path for a in client.list_artifacts(parent.info.run_id, folder)}

    assert {"config.yaml", "predictions", "pictures"} <= artifacts()
    assert artifacts("pictures") == {"pictures/confusion-test.png"}  # of 24 rows
    assert artifacts("scores") == {"scores/dev.json", "scores/test.json"}
    follows = parent.data.metrics["test/probe_target_swapped"]
    gap = parent.data.metrics["test/probe_target_swapped_gap"]
    assert gap == pytest.approx(parent.data.metrics["test/accuracy"] - follows)
    assert parent.data.tags["stance.command"] == "python -m stance.train"
    table = predictions(parent.info.run_id, "test")
    assert len(table) == 24
    read = {"id", "speaker", "text", "context", "target", "gold", "predicted", "favor"}
    assert read <= set(table.columns)
    assert parent.info.artifact_uri.startswith(f"file://{store}/mlartifacts/")

    manifest = json.loads((tmp_path / "out" / "model" / "manifest.json").read_text())
    assert manifest["scores"]["test"]["macro_f1"] == parent.data.metrics["test/macro_f1"]
    assert manifest["data_fingerprint"] == parent.data.tags["stance.data_fingerprint"]
    assert not (tmp_path / "out" / "checkpoints").exists()

    printed = capsys.readouterr()
    assert "dev has 24 rows: temperature, threshold and champion rest on these" in printed.err
    for words in ("majority", "tfidf", "encoder", "dev", "test", "guaido", "maduro", "accuracy"):
        assert words in printed.out
    assert f"--model runs:/{parent.info.run_id}/model" in printed.err


def test_the_registered_model_is_the_one_that_was_fitted(tiny, tmp_path, monkeypatch):
    from stance.inference import load

    cfg = tiny("tracking.experiment=registered", "tracking.registered_model=registered")
    fitted = train(cfg, tmp_path / "out")["encoder"]
    examples = read_corpus(cfg.data.root).examples(Split.TEST)
    expected = fitted.splits["test"].probabilities
    _, (parent, *_) = runs(cfg)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", cfg.tracking.uri)
    for uri in (
        tmp_path / "out" / "model",
        f"runs:/{parent.info.run_id}/model",
        "models:/registered@champion",
        "models:/registered/1",
    ):
        answers = [p.probabilities for p in load(uri).predict(examples)]
        assert np.array_equal(np.array(answers, dtype="float32"), expected)
    model = mlflow.pyfunc.load_model("models:/registered@champion")
    rows = [{"text": e.quote.text, "target": e.target.id} for e in examples]
    table = model.predict(pd.DataFrame(rows))
    assert list(table["target"]) == [e.target.id for e in examples]
    assert set(table["stance"]) <= {"favor", "against", "neutral"}
    assert model.metadata.signature is not None
    assert model.metadata.saved_input_example_info is not None


def test_no_pickle_is_part_of_a_logged_model(configure, tmp_path):
    cfg = configure("model=majority", "tracking.experiment=unpickled")
    train(cfg, tmp_path / "out")
    folder = mlflow.artifacts.download_artifacts(
        "models:/stance@champion", tracking_uri=cfg.tracking.uri
    )
    names = {path.name for path in Path(folder).rglob("*")}
    assert "MLmodel" in names
    assert not [n for n in names if n.endswith((".pkl", ".pickle", ".bin", ".pt"))]


def test_the_champion_moves_only_to_a_better_model(configure, tmp_path, capsys):
    name = "tracking.registered_model=champions"

    def champion():
        client = mlflow.MlflowClient(cfg.tracking.uri)
        return client.get_model_version_by_alias("champions", "champion").version

    for model, expected in (("majority", "1"), ("tfidf", "2"), ("majority", "2"), ("tfidf", "4")):
        cfg = configure(f"model={model}", name, "tracking.experiment=champions")
        train(cfg, tmp_path / model)
        assert str(champion()) == expected
        asked = re.search(
            r"--quote .* --model (\w+:)", capsys.readouterr().err
        )  # what to type next
        assert asked is not None
        assert asked[1] == ("models:" if expected != "2" or model == "tfidf" else "runs:")


def test_a_tie_keeps_the_champion_but_for_the_same_again(
    configure, corpus_folder, tmp_path, capsys
):
    """Models that score alike may abstain elsewhere; what the same rows are called is nothing.

    Half of the dev rows are neutral: F1 2/3, of the others 0, in the mean 2/9.
    """
    copy = shutil.copytree(corpus_folder, tmp_path / "copied")
    store = ["tracking.registered_model=ties", "tracking.experiment=ties", "model=majority"]
    for own, version, told in (
        ((), "1", "models:/ties/1 now is champion: it is the first"),
        (["abstain.accuracy=null"], "1", "stays champion: dev macro-F1 of version 2 "),
        ([f"data.root={copy}"], "1", "of 1 0.2222, other settings"),
        ((), "4", "models:/ties/4 now is champion: dev macro-F1 of version 4 "),
        ([f"data.root={copy}", "model=tfidf"], "5", "models:/ties/5 now is champion: dev macro"),
    ):
        cfg = configure(*store, *own)
        train(cfg, tmp_path / "out")
        assert told in capsys.readouterr().err
        client = mlflow.MlflowClient(cfg.tracking.uri)
        assert str(client.get_model_version_by_alias("ties", "champion").version) == version


def test_data_that_changed_have_a_champion_of_their_own(configure, corpus_folder, tmp_path):
    """Scores on other rows say nothing; those of other data do not compete at all."""
    store = ["tracking.registered_model=grown", "tracking.experiment=grown"]
    for corpus, change, model, moved in (
        ("mine", False, "tfidf", True),
        ("mine", True, "majority", True),
        ("other", False, "tfidf", False),
        ("mine", True, "majority", True),
    ):
        folder = shutil.copytree(corpus_folder, tmp_path / corpus, dirs_exist_ok=True)
        if change:
            quotes = (folder / "quotes.jsonl").read_text()
            quotes = quotes.replace('"speaker": "Tom Vega"', '"speaker": "Tom Vega Ruiz"')
            (folder / "quotes.jsonl").write_text(quotes)
        cfg = configure(f"data.root={folder}", f"model={model}", *store)
        train(cfg, tmp_path / model)
        client = mlflow.MlflowClient(cfg.tracking.uri)
        versions = client.search_model_versions("name='grown'")
        champion = client.get_model_version_by_alias("grown", "champion").version
        assert (champion == max(v.version for v in versions)) == moved


def test_a_champion_is_not_taken_over_by_one_that_lacks_its_targets(
    configure, corpus_folder, tmp_path, capsys
):
    """Folders of one name may be corpora of other people."""
    store = ["tracking.registered_model=people", "tracking.experiment=people", "model=majority"]
    here = shutil.copytree(corpus_folder, tmp_path / "here" / "corpus")
    there = shutil.copytree(corpus_folder, tmp_path / "there" / "corpus")
    for path in (there / "targets.jsonl", there / "quotes.jsonl"):
        path.write_text(path.read_text().replace('"guaido"', '"cabello"'))
    for folder, moved in ((here, True), (there, False)):
        cfg = configure(f"data.root={folder}", *store)
        train(cfg, tmp_path / "out")
        printed = capsys.readouterr().err
        assert ("--model runs:" not in printed.split("predict --quote")[1].split("\n")[0]) == moved
        told = (
            "models:/people/1 stays champion: it is of other data, corpus corpus, with guaido among"
        )
        assert (told in printed) != moved
    moving = re.search(r'to move it: python -c "(.+)"', printed)
    assert moving is not None
    client = mlflow.MlflowClient(cfg.tracking.uri)
    assert str(client.get_model_version_by_alias("people", "champion").version) == "1"
    exec(moving[1])  # as it says
    assert str(client.get_model_version_by_alias("people", "champion").version) == "2"


def test_two_runs_of_one_seed_are_one(tiny, tmp_path):
    """Weights and metrics, bit for bit."""
    hashes, metrics = [], []
    for number in (1, 2):
        cfg = tiny("tracking.experiment=twice", "tracking.registered_model=twice")
        train(cfg, tmp_path / str(number))
        manifest = json.loads((tmp_path / str(number) / "model" / "manifest.json").read_text())
        hashes.append(manifest["files"]["model.safetensors"])
        metrics.append(manifest["scores"])
    assert hashes[0] == hashes[1]
    assert metrics[0] == metrics[1]


def test_a_run_that_fails_is_marked_failed(tiny, tmp_path):
    cfg = tiny("tracking.experiment=failing", "model.max_length=2000")
    with pytest.raises(UserError, match="max_length must be at most 128"):
        train(cfg, tmp_path / "out")
    _, (parent, *_) = runs(cfg)
    assert parent.info.status == "FAILED"
    assert not (tmp_path / "out" / "model").exists()


def test_a_failed_run_is_gone_on_with(tiny, tmp_path, monkeypatch):
    from stance.tracking import recording

    overrides = ("tracking.experiment=again", "tracking.registered_model=again")
    with monkeypatch.context() as patched:
        patched.setattr(
            recording.Run, "log_model", lambda *_: (_ for _ in ()).throw(OSError("no room"))
        )
        with pytest.raises(OSError, match="no room"):
            train(tiny(*overrides), tmp_path / "first")
    cfg = tiny(*overrides)
    _, before = runs(cfg)
    # another configuration is another run, and has nothing to go on with
    train(tiny(*overrides, "seed=9", "resume=auto"), tmp_path / "other")
    train(tiny(*overrides, "resume=auto"), tmp_path / "second")
    _, after = runs(cfg)
    parents = [r for r in after if "mlflow.parentRunId" not in r.data.tags]
    assert [r.info.status for r in parents] == ["FINISHED", "FINISHED"]
    assert parents[0].info.run_id == before[0].info.run_id
    assert (tmp_path / "first" / "model" / "manifest.json").is_file()
    assert not (tmp_path / "second").exists()
    children = [r for r in after if r.data.tags.get("mlflow.parentRunId") == parents[0].info.run_id]
    assert len(children) == 2  # gone on with too, not made again
    for run in (parents[0], *children):
        assert len(predictions(run.info.run_id, "test")) == 24  # nor are their tables written twice

    finished = parents[0].info.run_id
    for known in (finished, finished[:8]):
        with pytest.raises(UserError, match="that run is finished"):
            train(tiny(*overrides, f"resume='{known}'"), tmp_path / "third")
    with pytest.raises(UserError, match=r"^resume=deadbeef: no run has an id that begins so"):
        train(tiny(*overrides, "resume=deadbeef"), tmp_path / "third")
    with pytest.raises(UserError, match="no such run; allowed: auto, or a run's id"):
        train(tiny(*overrides, "resume=nothing"), tmp_path / "third")


def test_a_run_is_not_gone_on_with_under_another_configuration(tiny, tmp_path):
    overrides = ("tracking.experiment=other",)
    with pytest.raises(UserError):
        train(tiny(*overrides, "model.max_length=2000"), tmp_path / "first")
    _, (failed, *_) = runs(tiny(*overrides))
    with pytest.raises(UserError, match="has another configuration or other data"):
        train(tiny(*overrides, f"resume={failed.info.run_id}"), tmp_path / "second")


def test_a_server_that_does_not_answer(configure, tmp_path):
    cfg = configure("model=majority", "tracking.uri=http://127.0.0.1:9")
    with pytest.raises(UserError, match=r"tracking server http://127.0.0.1:9 cannot be reached"):
        train(cfg, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_database_that_cannot_be_opened(configure, tmp_path):
    cfg = configure("model=majority", "tracking.uri=sqlite:////proc/nowhere/mlflow.db")
    with pytest.raises(UserError, match="cannot be opened"):
        train(cfg, tmp_path / "out")


def test_bad_data_stops_before_anything_is_written(configure, tmp_path):
    cfg = configure("model=majority", "tracking.experiment=unwritten")
    cfg = dataclasses.replace(cfg, data=dataclasses.replace(cfg.data, root=str(tmp_path / "none")))
    with pytest.raises(UserError, match="no such folder; a corpus is a folder"):
        train(cfg, tmp_path / "out")
    client = mlflow.MlflowClient(cfg.tracking.uri)
    assert client.get_experiment_by_name("unwritten") is None


def shell(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "stance.train", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_wrong_override_is_one_line_and_status_2(tmp_path):
    done = shell("model.schedule.epoch=3", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: unknown key model.schedule.epoch: did you mean model.sch")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_mistake_found_in_the_job_is_one_line_too(tmp_path):
    done = shell("model=tfidf", "data.root=nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: nowhere: no such folder; a corpus is a folder with quo")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_what_is_refused_leaves_nothing_and_takes_nothing_else_away(tmp_path, corpus_folder):
    refused = ("model=tfidf", "model.c=-1", f"data.root={corpus_folder}")
    assert shell(*refused, cwd=tmp_path).stderr == "error: model: c must be above 0, was: -1.0\n"
    assert not list(tmp_path.iterdir())
    beside = shell("baselines.tfidf.min_rows=0", f"data.root={corpus_folder}", cwd=tmp_path).stderr
    assert beside == "error: baselines.tfidf: min_rows must be 1 or more, was: 0\n"
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "mine.txt").write_text("mine")
    assert shell(*refused, "hydra.run.dir=one", cwd=tmp_path).returncode == 2
    assert (tmp_path / "one" / "mine.txt").is_file()


def test_hydras_own_flags_work(tmp_path):
    job = shell("--cfg", "job", "model=tfidf", cwd=tmp_path)
    assert job.returncode == 0
    assert "kind: tfidf" in job.stdout
    help_ = shell("--help", cwd=tmp_path)
    assert help_.returncode == 0
    assert "model: encoder, majority, tfidf" in help_.stdout
    completion = shell("-sc", "install=bash", cwd=tmp_path)
    assert completion.returncode == 0
    assert "complete" in completion.stdout


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["-m", "seed=1,2", "--cfg", "job"], "Only one of --run, --multirun, --cfg, --info and"),
        (["hydra.sweeper.params={seed: 1}"], "hydra.sweeper.params={seed: 1}: Hydra cannot take"),
        (["hydra.verbose={a: 1}"], "hydra.verbose={a: 1}: Hydra cannot take this; --cfg hydra"),
    ],
)
def test_what_hydra_cannot_take_is_one_line(typed, told, tmp_path):
    done = shell(*typed, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {told}")
    assert len(done.stderr.splitlines()) == 1


def test_a_defect_keeps_its_traceback_whatever_was_typed(monkeypatch):
    monkeypatch.setattr("sys.argv", ["train", "hydra.verbose=true"])
    with pytest.raises(ValueError, match="invalid literal"):
        run_app(lambda: int("x"))


def test_an_experiment_of_ones_own_may_say_whatever_can_be_typed(tmp_path):
    experiment = "# @package _global_\nseed: 7\nabstain:\n  accuracy: 0.9\nresume: auto\n"
    (tmp_path / "experiment").mkdir()
    (tmp_path / "experiment" / "mine.yaml").write_text(
        experiment + "hydra:\n  run:\n    dir: elsewhere\n"
    )
    own = ("--cfg", "all", "--config-dir", str(tmp_path), "experiment=mine")
    told = shell(*own, cwd=tmp_path).stdout
    assert "\nseed: 7\nabstain:\n  accuracy: 0.9\nresume: auto\n" in told
    assert "  run:\n    dir: elsewhere\n" in told
    assert "\nseed: 8\n" in shell(*own, "seed=8", cwd=tmp_path).stdout  # what is typed is last


def test_the_command_that_repeats_a_run_names_the_folder_of_ones_own_choices(
    corpus_folder, tmp_path, store
):
    mine = tmp_path / "own" / "experiment" / "mine.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text("# @package _global_\nseed: 7\n")
    typed = ["experiment=mine", "model=majority", f"data.root={corpus_folder}"]
    uri = f"sqlite:///{store}/mlflow.db"
    typed += [f"tracking.uri={uri}", "tracking.experiment=choices"]
    done = shell("--config-dir", f"{tmp_path}/own", *typed, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    client = mlflow.MlflowClient(uri)
    experiment = client.get_experiment_by_name("choices").experiment_id
    [command] = {
        run.data.tags["stance.command"]
        for run in client.search_runs([experiment])
        if "stance.command" in run.data.tags
    }
    assert "--config-dir=own" in command.split()  # no page tells where a home lies
    assert "experiment=mine" in command.split()
    assert _from_here(str(tmp_path)) == str(tmp_path)


def test_a_sweep_of_several_processes_ends_at_the_first_failed_job(tmp_path, monkeypatch):
    """The others may wait in a fit that does not go on, and would not hear of the next."""
    monkeypatch.setenv("WORLD_SIZE", "2")
    done = shell("-m", "model=tfidf", "seed=1,2", "data.root=nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert "job 0 failed (model=tfidf, seed=1, data.root=nowhere): nowhere: no such" in done.stderr
    assert "job 1" not in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.glob("multirun/*/*/*")] == ["multirun.yaml"]


def test_a_run_that_is_interrupted_says_how_to_go_on(configure, tmp_path, monkeypatch, capsys):
    from stance import experiment

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    cfg = configure("model=tfidf", "tracking.experiment=interrupted")
    monkeypatch.setattr(experiment, "fit_and_score", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train(cfg, tmp_path / "out")
    _, (run, *_) = runs(cfg)
    assert run.info.status == "FAILED"
    assert f"run {run.info.run_id}: go on with it by resume=auto\n" in capsys.readouterr().err


@pytest.mark.slow
def test_a_sweep_runs_every_job_and_its_status_tells_of_a_failed_one(
    store, corpus_folder, tmp_path
):
    done = shell(
        "-m",
        "model=tfidf",
        "model.c=1,-1,2",
        f"data.root={corpus_folder}",
        f"tracking.uri=sqlite:///{store}/mlflow.db",
        f"tracking.artifacts={store}/mlartifacts",
        "tracking.experiment=sweep",
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "job 1 failed (model=tfidf, model.c=-1" in done.stderr
    assert done.stderr.splitlines()[-1] == "error: model: c must be above 0, was: -1.0"
    assert "Traceback" not in done.stderr
    models = sorted(p.parent.name for p in tmp_path.glob("multirun/*/*/*/model"))
    assert models == ["0", "2"]
    assert sorted(path.name for path in tmp_path.glob("multirun/*/*/*/")) == ["0", "2"]


@pytest.mark.slow
def test_the_default_encoder_trains_on_its_bundled_weights(store, corpus_folder, tmp_path):
    """The first command of the README in short: the checkpoint that comes with it, few quotes."""
    uri, artifacts = f"sqlite:///{store}/mlflow.db", f"{store}/mlartifacts"
    done = shell(
        "experiment=quick",
        f"data.root={corpus_folder}",
        f"tracking.uri={uri}",
        f"tracking.artifacts={artifacts}",
        "tracking.registered_model=quick",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    for model in ("majority", "tfidf", "encoder"):
        assert f"{model} " in done.stdout
    assert f"MLFLOW_TRACKING_URI={uri} python -m stance.predict" in done.stderr
    assert "--model models:/quick@champion" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_run_that_is_still_going_is_left_alone(tiny, tmp_path):
    from stance.tracking import connect

    cfg = tiny("tracking.experiment=going", "model.max_length=2000")
    with pytest.raises(UserError, match="max_length"):
        train(cfg, tmp_path / "first")
    _, (run, *_) = runs(cfg)
    client = connect(cfg.tracking.uri)
    client.update_run(run.info.run_id, status="RUNNING")
    host = run.data.tags["stance.process"].partition(":")[0]
    other = subprocess.Popen(["sleep", "60"])
    began = f"{psutil.Process(other.pid).create_time():.0f}"
    again = dataclasses.replace(cfg, resume=run.info.run_id)
    try:
        client.set_tag(run.info.run_id, "stance.process", f"{host}:{other.pid}:{began}")
        with pytest.raises(UserError, match="that run is still going; wait for it, or stop it"):
            train(again, tmp_path / "second")
        # the same number, of a process that began when this machine or container did again
        client.set_tag(run.info.run_id, "stance.process", f"{host}:{other.pid}:1")
        with pytest.raises(UserError, match="max_length"):
            train(again, tmp_path / "second")
    finally:
        other.kill()
        other.wait()
    client.update_run(run.info.run_id, status="RUNNING")
    client.set_tag(run.info.run_id, "stance.process", f"{host}:{other.pid}:{began}")
    with pytest.raises(UserError, match="max_length"):  # it is gone on with now
        train(again, tmp_path / "second")


def test_a_run_of_another_machine_is_taken_over_by_its_id_alone(tiny, tmp_path, capsys):
    from stance.tracking import connect

    cfg = tiny("tracking.experiment=elsewhere", "model.max_length=2000", "resume=auto")
    with pytest.raises(UserError, match="max_length"):
        train(cfg, tmp_path / "first")
    _, (run, *_) = runs(cfg)
    known = run.info.run_id

    def gone_on(status, resume):
        client = connect(cfg.tracking.uri)
        client.update_run(known, status=status)
        client.set_tag(known, "stance.process", "far.example:1:1")
        capsys.readouterr()
        with pytest.raises(UserError, match="max_length"):
            train(dataclasses.replace(cfg, resume=resume), tmp_path / "again")
        mine = client.get_run(known).data.tags["stance.process"] != "far.example:1:1"
        return mine, capsys.readouterr().err

    mine, told = gone_on("RUNNING", "auto")
    why = f"{known} is still running on far.example; resume={known} takes it over"
    assert f"resume=auto: no run to go on with ({why}); a new one begins\n" in told
    assert not mine
    assert gone_on("RUNNING", known)[0]
    _, found = runs(cfg)
    for other in found:  # what auto began meanwhile
        if other.info.run_id != known:
            connect(cfg.tracking.uri).delete_run(other.info.run_id)
    assert gone_on("FAILED", "auto")[0]  # it has ended there


def test_a_name_the_registry_refuses_is_told_before_training(tiny, tmp_path):
    cfg = tiny("tracking.experiment=refused", "tracking.registered_model=a/b")
    with pytest.raises(UserError, match="Invalid"):
        train(cfg, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_only_a_database_that_is_being_made_is_not_waited_for(tmp_path):
    from sqlalchemy import create_engine

    from stance.tracking.store import _made_quickly

    uri = f"sqlite:///{tmp_path}/new.db"

    def synchronous(engine):
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS x (y)")
            return connection.exec_driver_sql("PRAGMA synchronous").scalar()

    engine, off, full = create_engine(uri), 0, 2
    with _made_quickly(uri):
        assert synchronous(engine) == off
    assert synchronous(engine) == full  # the same connection
    with _made_quickly(uri):
        assert synchronous(create_engine(uri)) == full  # it is there


def test_a_checkpoint_that_is_nowhere_is_told_before_a_run_is_begun(configure, store, tmp_path):
    cfg = configure("model.checkpoint=./nowhere", "tracking.experiment=never begun")
    with pytest.raises(UserError, match=r"checkpoint ./nowhere: no such folder"):
        train(cfg, tmp_path)
    client = mlflow.MlflowClient(f"sqlite:///{store}/mlflow.db")
    assert client.get_experiment_by_name("never begun") is None
