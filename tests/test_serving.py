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
from pathlib import Path

import pytest

from stance.train import train


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
        with pytest.raises(urllib.error.HTTPError, match="400"):
            post(f"{url}/invocations", {"dataframe_records": [{"quote": "no such column"}]})
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


def post(url, body):
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read())
