"""Every notebook runs from top to bottom on a run of the session's store."""

import shutil
from pathlib import Path

import nbformat
import pytest

from stance.train import train

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_committed_with_its_outputs(path):
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert sum(bool(cell.outputs) for cell in code) >= 5
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)
    shown = str([cell.outputs for cell in code])
    assert "/home/" not in shown
    assert "/root" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs(path, configure, tmp_path, monkeypatch):
    from nbclient import NotebookClient

    cfg = configure("model=tfidf", "data.root=null")
    train(cfg, tmp_path / "out")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", cfg.tracking.uri)
    shutil.copy(path, tmp_path)
    notebook = nbformat.read(tmp_path / path.name, as_version=4)
    done = NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": tmp_path}}
    ).execute()
    text = str([cell.get("outputs") for cell in done.cells])
    assert "macro_f1" in text
    assert "Maria Zakharova" in text
    assert "seen in training" in text
