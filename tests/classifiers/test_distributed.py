"""Several processes fit one encoder; the first alone reads, tracks and writes."""

import json
import subprocess
import sys
from datetime import timedelta

import mlflow
import pytest

from stance.classifiers import distributed

# The command of `python -m stance.train`, with its checkpoints kept, which count the steps.
COMMAND = """
from types import SimpleNamespace

from stance import train
from stance.classifiers.distributed import is_helper

train.shutil = SimpleNamespace(rmtree=lambda *_, **__: None)
if is_helper():
    from stance import train
    from stance.tracking import recording
    train.read_config = recording.run = None  # a helper that reads or tracks fails
train.main()
"""


def launch(tmp_path, *overrides):
    (tmp_path / "command.py").write_text(COMMAND)
    launcher = ("torch.distributed.run", "--standalone", "--nproc-per-node", "2")
    return subprocess.run(
        [sys.executable, "-m", *launcher, "command.py", *overrides],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_two_processes_share_the_steps_and_one_writes(store, corpus_folder, tiny_encoder, tmp_path):
    uri = f"sqlite:///{store}/mlflow.db"
    done = launch(
        tmp_path,
        f"model.checkpoint={tiny_encoder('bert')}",
        "model.max_length=32",
        "model.mask_names=false",  # or quotes that differ in names alone are one text
        "model.schedule.batch_size=2",
        "model.schedule.epochs=2",
        "~baselines.majority",
        "~baselines.tfidf",
        f"data.root={corpus_folder}",
        f"tracking.uri={uri}",
        f"tracking.artifacts={store}/mlartifacts",
        "tracking.experiment=two",
        "tracking.registered_model=two",
    )
    assert done.returncode == 0, done.stderr
    (output,) = tmp_path.glob("outputs/*/*")
    assert {p.name for p in tmp_path.iterdir()} == {"command.py", "outputs"}
    assert (output / "model" / "manifest.json").is_file()
    # 6 texts in train: two a step in each of two processes make 2 steps an epoch
    (last,) = output.glob("checkpoints/checkpoint-4")
    state = json.loads((last / "trainer_state.json").read_text())
    assert (state["global_step"], state["epoch"]) == (4, 2)
    client = mlflow.MlflowClient(uri)
    experiment = client.get_experiment_by_name("two")
    (run,) = client.search_runs([experiment.experiment_id])
    assert run.info.status == "FINISHED"
    assert run.data.metrics["test/n"] == 24
    history = client.get_metric_history(run.info.run_id, "dev_loss")
    assert [m.step for m in history] == [1, 2]


@pytest.mark.slow
def test_a_mistake_ends_all_processes(tmp_path):
    done = launch(tmp_path, "model=tfidf", "data.root=nowhere")
    assert done.returncode != 0
    assert "error: nowhere: no such folder" in done.stderr
    assert "stance/train.py" not in done.stderr  # no traceback of ours beside it
    assert not (tmp_path / "mlflow.db").exists()


def test_helpers_wait_for_the_first_process_however_long_its_baselines_take(monkeypatch):
    waits = []
    monkeypatch.setattr("accelerate.PartialState", lambda **given: waits.append(given["timeout"]))
    monkeypatch.setattr(
        "torch.distributed.new_group", lambda **given: waits.append(given["timeout"])
    )
    distributed._group.__wrapped__()
    assert waits == [timedelta(days=7)] * 2


def test_without_a_launcher_nobody_is_called(monkeypatch):
    monkeypatch.setattr(distributed, "_broadcast", None)  # calling it would fail
    with distributed.leading():
        distributed.call_helpers({}, None, None, (), None)
    assert not distributed.is_helper()
    assert distributed.processes() == 1


@pytest.mark.parametrize(("code", "sent"), [(None, True), (0, True), (2, False)])
def test_helpers_are_sent_home_after_a_good_end_alone(code, sent, monkeypatch):
    said = []
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setattr(distributed, "_broadcast", said.append)
    monkeypatch.setattr(distributed, "_leave", lambda: said.append("left"))
    with pytest.raises(SystemExit), distributed.leading():
        raise SystemExit(code)
    assert said == ([None, "left"] if sent else [])
