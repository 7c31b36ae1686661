"""MLflow's own server answers with our labels."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from mlflow.exceptions import MlflowException

from stance.classifiers.folder import Manifest, save_model
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data
from stance.serving import StanceModel
from stance.train import train
from tests.conftest import small_corpus

# A row that is refused, and what the answer says.
WRONG = {
    '{"quote": "no such column", "target": "maduro"}': "Model is missing inputs ['text']",
    '{"text": 7, "target": "maduro"}': "text is 7, must be a text",
    '{"text": " ", "target": "maduro"}': "text of a quote is empty",
    '{"text": "Maduro robbed us", "target": null}': "row 0: target is None, must name a target",
}


def test_answers_have_the_index_of_the_rows(tmp_path):
    data = corpus_data(small_corpus())
    tfidf = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
    save_model(tfidf, Manifest("tfidf", tfidf.settings, data.targets), tmp_path / "model")
    model = StanceModel()
    model.load_context(SimpleNamespace(artifacts={"model": str(tmp_path / "model")}))
    rows = pd.DataFrame(
        {"text": ["Maduro robbed us all", "Maduro feeds us well"], "target": "maduro"}, index=[7, 3]
    )
    answers = model.predict(None, rows)
    assert answers["stance"].to_dict() == {7: "against", 3: "favor"}
    assert model.predict(None, rows[:0]).empty
    for name in ("text", "target", "speaker", "context"):
        asked = pd.DataFrame({"text": ["a", "b"], "target": "maduro", "speaker": "c"}, dtype=object)
        asked.loc[1, name] = "a" * 100_001
        with pytest.raises(MlflowException, match=f"row 1: {name} is longer than 100,000 char"):
            model.predict(None, asked)
    with pytest.raises(MlflowException, match="row 1: text of a quote is empty"):
        model.predict(None, pd.DataFrame({"text": ["a", " "], "target": "maduro"}))


@pytest.mark.slow
def test_mlflow_serves_the_champion(configure, tmp_path):
    cfg = configure("model=tfidf", "tracking.registered_model=served", "tracking.experiment=served")
    train(cfg, tmp_path / "out")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scripts = Path(sys.executable).parent  # the server starts others by name
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    model = ("-m", "models:/served@champion", "--env-manager", "local")
    server = subprocess.Popen(
        [scripts / "mlflow", "models", "serve", *model, "--port", str(port)],
        env={**os.environ, "PATH": path, "MLFLOW_TRACKING_URI": cfg.tracking.uri},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/ping", server)
        rows = [
            {"text": "Maduro robbed us all", "target": "maduro", "speaker": "Ana Paz"},
            {"text": "Maduro robbed us all", "target": "guaido"},
            {"text": "Bea Sol feeds us well", "target": "Bea Sol"},
        ]
        answers = post(f"{url}/invocations", {"dataframe_records": rows})["predictions"]
        assert [(a["target"], a["stance"], a["target_seen"]) for a in answers] == [
            ("maduro", "against", True),
            ("guaido", "neutral", True),
            ("Bea Sol", "favor", False),
        ]
        assert sum(answers[0][label] for label in ("favor", "against", "neutral")) == pytest.approx(
            1
        )
        with urllib.request.urlopen(f"{url}/health", timeout=5) as health:
            assert health.status == 200
        for wrong, message in WRONG.items():
            with pytest.raises(urllib.error.HTTPError, match="400") as refused:
                post(f"{url}/invocations", {"dataframe_records": [json.loads(wrong)]})
            assert message in json.loads(refused.value.read())["message"]
        with pytest.raises(urllib.error.HTTPError, match="415"):
            post(f"{url}/invocations", rows, kind="text/plain")
        # many rows in one request, and many requests at once, each with its own answers
        many = [{"text": f"Maduro robbed us all {i}", "target": "maduro"} for i in range(1500)]
        answers = post(f"{url}/invocations", {"dataframe_records": many})["predictions"]
        assert len(answers) == 1500

        def ask(i):
            body = {"dataframe_records": [rows[i % 3]] * (i + 1)}
            answers = post(f"{url}/invocations", body)["predictions"]
            return [(a["target"], a["stance"]) for a in answers]

        with ThreadPoolExecutor(8) as clients:
            for i, found in enumerate(clients.map(ask, range(24))):
                target, stance = [
                    ("maduro", "against"),
                    ("guaido", "neutral"),
                    ("Bea Sol", "favor"),
                ][i % 3]
                assert found == [(target, stance)] * (i + 1)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(url, server):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert server.poll() is None, server.stdout.read().decode()
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError("the server did not come up")


def post(url, body, kind="application/json"):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read())
