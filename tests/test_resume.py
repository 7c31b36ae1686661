"""A training killed with no warning goes on, and ends where it would have ended."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import mlflow
import pytest

from stance.classifiers.encoder import Encoder
from stance.classifiers.finetuning import Schedule, last_checkpoint
from stance.data.examples import corpus_data
from stance.errors import UserError
from tests.conftest import GUAIDO, MADURO, small_corpus


class CutOffError(Exception):
    pass


@pytest.mark.parametrize("at", [1, 3, 5])
def test_a_fit_that_is_cut_off_ends_with_the_same_weights(at, tiny_encoder, tmp_path):
    """Cut off inside an epoch; with patience running out, and at the last epoch."""
    data = corpus_data(small_corpus())
    schedule = Schedule(epochs=5, patience=3, batch_size=4, learning_rate=1e-3)

    def fit(checkpoints, log=lambda m, e: None):
        encoder = Encoder(str(tiny_encoder("bert")), max_length=32, schedule=schedule, seed=3)
        targets = (MADURO, GUAIDO)
        encoder.fit(
            data.splits["train"], data.splits["dev"], targets, log=log, checkpoints=checkpoints
        )
        return encoder.network.state_dict()

    def stop(metrics, epoch):
        # the dev score is told before the epoch's checkpoint is written
        if epoch == at and "dev_loss" in metrics:
            raise CutOffError

    whole = fit(tmp_path / "whole")
    with pytest.raises(CutOffError):
        fit(tmp_path / "cut", stop)
    last = last_checkpoint(tmp_path / "cut")
    assert (last is None) == (at == 1)
    if last is not None:
        shutil.copytree(tmp_path / "cut", tmp_path / "damaged")
        (tmp_path / "damaged" / last.name / "model.safetensors").write_bytes(b"short")
        with pytest.raises(UserError, match=f"read or written.*; without .*{last.name} it goes on"):
            fit(tmp_path / "damaged")
    gone_on = fit(tmp_path / "cut")
    assert all(gone_on[name].equal(whole[name]) for name in whole)
    # and once it is at its end, nothing more is learned
    epochs = []
    again = fit(tmp_path / "cut", lambda m, e: epochs.append(e))
    assert not epochs
    assert all(again[name].equal(whole[name]) for name in whole)


def test_a_checkpoint_that_is_not_whole_is_passed_over(tmp_path):
    for name, state in (
        ("checkpoint-9", "{}"),
        ("checkpoint-10", '{"epoch"'),
        ("checkpoint-11", None),
    ):
        (tmp_path / name).mkdir()
        if state is not None:
            (tmp_path / name / "trainer_state.json").write_text(state)
    assert last_checkpoint(tmp_path) == tmp_path / "checkpoint-9"
    assert [p.name for p in tmp_path.iterdir()] == ["checkpoint-9"]
    assert last_checkpoint(tmp_path / "nowhere") is None


@pytest.mark.slow
def test_a_killed_process_resumes_in_its_run_with_the_same_weights(
    store, corpus_folder, tiny_encoder, tmp_path
):
    command = [
        sys.executable,
        "-m",
        "stance.train",
        f"model.checkpoint={tiny_encoder('bert')}",
        "model.max_length=32",
        "model.schedule.batch_size=2",
        "model.schedule.epochs=10",
        "model.schedule.patience=10",
        f"data.root={corpus_folder}",
        f"tracking.uri=sqlite:///{store}/mlflow.db",
        f"tracking.artifacts={store}/mlartifacts",
        "tracking.registered_model=killed",
    ]

    def run(name, *more):
        (tmp_path / name).mkdir(exist_ok=True)
        return subprocess.Popen(
            [*command, f"tracking.experiment={name}", *more],
            cwd=tmp_path / name,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def weights(name):
        (manifest,) = (tmp_path / name).glob("outputs/*/*/model/manifest.json")
        written = json.loads(manifest.read_text())
        return written["files"]["model.safetensors"], written["scores"]

    cut = run("cut")
    deadline = time.monotonic() + 120
    while len(list((tmp_path / "cut").glob("outputs/*/*/checkpoints/checkpoint-*"))) < 2:
        assert cut.poll() is None, cut.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.kill(cut.pid, signal.SIGKILL)
    cut.wait()
    assert not list((tmp_path / "cut").glob("outputs/*/*/model"))

    gone_on = run("cut", "resume=auto")
    assert gone_on.wait(timeout=300) == 0, gone_on.stderr.read()
    whole = run("whole")
    assert whole.wait(timeout=300) == 0, whole.stderr.read()
    assert weights("cut") == weights("whole")

    client = mlflow.MlflowClient(f"sqlite:///{store}/mlflow.db")
    runs = client.search_runs([client.get_experiment_by_name("cut").experiment_id])
    parents = [run for run in runs if "mlflow.parentRunId" not in run.data.tags]
    assert [run.info.status for run in parents] == ["FINISHED"]
    epochs = client.get_metric_history(parents[0].info.run_id, "dev_macro_f1")
    assert {metric.step for metric in epochs} == set(range(1, 11))
