"""Every notebook runs from top to bottom in a folder that was trained in."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from stance.config import conf_dir
from stance.data.tables import write_table
from stance.overrides import read_config
from stance.schema import LABELS
from stance.train import train

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
# What a run of each must show, from its first cells to its last.
SHOWN = {
    "01_annotations": ("11574", "kappa", "Maria Zakharova"),
    "02_experiments": ("macro_f1", "minimal pairs", "of the test rows", "seeds"),
    "03_errors": ("macro_f1", "told apart", "confidence"),
    "04_new_articles": ("Marisol Quintero", "seen in training", "report.html: 4 articles"),
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_committed_with_its_outputs(path):
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert sum(bool(cell.outputs) for cell in code) >= 5
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)
    assert not re.search(r"/(home|root|tmp|Users)\b", str([cell.outputs for cell in code]))
    assert "no learning curve" not in str([cell.outputs for cell in code])
    # A page shows some ninety columns.
    lines = [line for cell in code for line in cell.source.splitlines()]
    assert not [line for line in lines if len(line) > 90]


def run(path, folder):
    """What the cells of a notebook show when it is run in a folder."""
    from nbclient import NotebookClient

    shutil.copy(path, folder)
    done = NotebookClient(
        nbformat.read(folder / path.name, as_version=4),
        timeout=300,
        startup_timeout=300,  # a busy machine is no failure
        resources={"metadata": {"path": folder}},
    ).execute()
    return [str(cell.get("outputs")) for cell in done.cells]


@pytest.mark.slow
def test_the_notebooks_run_after_the_first_command(configure, tiny_encoder, tmp_path, monkeypatch):
    """On one store: an encoder of random weights beside its baselines, on the whole corpus."""
    store = (
        "data.root=null",
        f"tracking.uri=sqlite:///{tmp_path}/mlflow.db",
        f"tracking.artifacts={tmp_path}/mlartifacts",
    )
    encoder = (f"model.checkpoint={tiny_encoder()}", "model.schedule.epochs=1", "model.tfidf=false")
    train(configure(*encoder, *store), tmp_path / "outputs" / "run")
    curve = ("protocol=curve", "protocol.shares=[0.5,1.0]", "model=majority")
    train(configure(*curve, *store), tmp_path / "outputs" / "curve")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    assert {path.stem for path in NOTEBOOKS} == set(SHOWN)
    for path in NOTEBOOKS:
        shown = str(run(path, folder))
        for words in SHOWN[path.stem]:
            assert words in shown, f"{path.name} does not show {words!r}"
        assert "no learning curve" not in shown


@pytest.mark.slow
def test_the_notebooks_run_where_there_is_one_target_that_nothing_tells(tmp_path, monkeypatch):
    """A table of one's own, measured by F_avg: whoever learns from it is sure of nothing."""
    from hydra import compose, initialize_config_dir

    for split, count in (("train", 90), ("dev", 30), ("test", 30)):
        rows = [
            {"text": f"{split} {n // 3}", "target": "Gris", "stance": LABELS[n % 3]}
            for n in range(count)
        ]
        write_table(rows, "csv", tmp_path / f"{split}.csv")
    monkeypatch.chdir(tmp_path)
    given = [f"data.{split}={split}.csv" for split in ("train", "dev", "test")]
    given += [f"tracking.uri=sqlite:///{tmp_path}/mlflow.db"]
    given += ["model=tfidf", "data=table", "data.metric=f_avg", "abstain.accuracy=0.99"]
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        train(read_config(compose("train", given)), tmp_path / "outputs")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    _, experiments, errors, articles = NOTEBOOKS
    assert "f_avg_low" in str(run(experiments, folder))
    assert "no quote is asked about two targets" in str(run(errors, folder))
    assert "every answer is left to a person" in str(run(articles, folder))


@pytest.mark.slow
def test_the_notebooks_say_what_they_need(configure, tmp_path, monkeypatch):
    from nbclient.exceptions import CellExecutionError

    store = (
        f"tracking.uri=sqlite:///{tmp_path}/mlflow.db",
        f"tracking.artifacts={tmp_path}/mlartifacts",
    )
    train(configure("protocol=targets", "model=majority", *store), tmp_path / "outputs")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for path in NOTEBOOKS[1:3]:
        with pytest.raises(CellExecutionError, match="no run on fixed splits with a test set"):
            run(path, folder)
