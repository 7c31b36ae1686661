"""What is read back of the store."""

import pytest
from mlflow import MlflowClient

from stance import tracking
from stance.tracking.recording import Run


@pytest.fixture
def client(store, monkeypatch):
    uri = f"sqlite:///{store}/mlflow.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    return tracking.connect(uri)


def finished(client, experiment, name=None, parent=None):
    tags = {"mlflow.parentRunId": parent} if parent else {}
    run = client.create_run(experiment, tags=tags, run_name=name).info.run_id
    client.set_terminated(run)
    return run


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
