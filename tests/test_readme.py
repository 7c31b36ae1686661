"""The README tells the truth about what can be typed."""

import re
import shlex
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from typer.testing import CliRunner

from stance.config import conf_dir, read_config
from stance.extract import app as extract_app
from stance.predict import app
from stance.report import app as report_app
from stance.train import train

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_it_is_one_page():
    assert "PLACEHOLDER" not in README
    assert len(README.splitlines()) <= 150


def test_the_two_commands_are_single_lines_that_set_themselves_up():
    commands = [b.strip() for b in blocks("bash") if b.startswith("python3 -m venv")]
    assert len(commands) == 2
    for command in commands:
        assert "\n" not in command
        assert "pip install" in command
    assert commands[0].endswith("-m stance.train")
    assert commands[1].endswith("-m pytest")


def test_every_training_command_composes():
    lines = [
        line
        for block in blocks("bash")
        for line in block.splitlines()
        if line.startswith("python -m stance.train")
    ]
    assert len(lines) >= 4
    for line in lines:
        overrides = [w for w in shlex.split(line, comments=True)[3:] if w != "-m"]
        # a sweep's alternatives: the first of each
        first = [re.sub(r"=([^\[{,]+),.*", r"=\1", word) for word in overrides]
        with initialize_config_dir(str(conf_dir()), version_base="1.3"):
            read_config(compose("train", first))


def test_every_file_it_links_to_is_there():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.fixture(scope="module")
def trained(store, corpus_folder, tmp_path_factory):
    """A folder as a training leaves it, with a table of quotes in it."""
    overrides = [
        "model=tfidf",
        "tracking.uri=sqlite:///mlflow.db",
        f"data.root={corpus_folder}",
        "tracking.experiment=readme",
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(store)
        with initialize_config_dir(str(conf_dir()), version_base="1.3"):
            cfg = read_config(compose("train", overrides))
        train(cfg, tmp_path_factory.mktemp("readme"))
    (store / "quotes.csv").write_text("id,text\n1,Maduro feeds us\n")
    (store / "article.txt").write_text("“Maduro feeds us,” said Ana Paz.\n")
    (store / "quotes.jsonl").write_text('{"id": 1, "text": "Maduro feeds us"}\n')
    return store


def test_every_python_block_runs(trained, monkeypatch, capsys):
    monkeypatch.chdir(trained)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    assert blocks("python")
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Nicolás Maduro" in printed
    assert "Ana Paz | Maduro feeds us," in printed


def test_every_prediction_command_runs(trained, monkeypatch):
    monkeypatch.chdir(trained)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    lines = [
        line for block in blocks("bash") for line in block.splitlines() if "stance.predict" in line
    ]
    assert len(lines) == 4
    for line in lines:
        given, _, command = line.rpartition("python -m stance.predict ")
        words = shlex.split(command.partition(" > ")[0], comments=True)
        stdin = (trained / "quotes.jsonl").read_text() if given else None
        done = CliRunner().invoke(app, words, input=stdin)
        assert done.exit_code == 0, done.output
    assert (trained / "answers.csv").read_text().startswith("id,text,target,stance,favor")


def test_every_extraction_command_runs(trained, monkeypatch):
    monkeypatch.chdir(trained)
    lines = [
        line for block in blocks("bash") for line in block.splitlines() if "stance.extract " in line
    ]
    assert len(lines) == 1
    words = shlex.split(lines[0].removeprefix("python -m stance.extract "), comments=True)
    done = CliRunner().invoke(extract_app, words)
    assert done.exit_code == 0, done.output
    assert '"speaker": "Ana Paz"' in (trained / "quotes.jsonl").read_text()


def test_every_report_command_runs(trained, monkeypatch):
    monkeypatch.chdir(trained)
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    lines = [
        line for block in blocks("bash") for line in block.splitlines() if "stance.report " in line
    ]
    assert len(lines) == 1
    words = shlex.split(lines[0].removeprefix("python -m stance.report "), comments=True)
    done = CliRunner().invoke(report_app, words)
    assert done.exit_code == 0, done.output
    assert "Maduro feeds us" in (trained / "report.html").read_text()
