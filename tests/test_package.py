"""What is built is whole: a wheel carries the configuration and the corpus, and runs anywhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", out, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (path,) = out.glob("*.whl")
    return path


@pytest.mark.slow
def test_a_wheel_carries_conf_and_corpus(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    conf = {f"stance/conf/{p.relative_to(ROOT / 'conf')}" for p in (ROOT / "conf").rglob("*.yaml")}
    corpus = {
        f"stance/corpus/{p.relative_to(ROOT / 'data' / 'corpus')}"
        for p in (ROOT / "data" / "corpus").rglob("*")
        if p.is_file()
    }
    assert len(conf) >= 6
    assert len(corpus) >= 60
    page = {f"stance/reporting/page/report.{kind}" for kind in ("html", "css", "js")}
    assert conf | corpus | page | {"stance/py.typed"} <= names


@pytest.mark.slow
def test_an_installed_wheel_trains_and_predicts_in_any_folder(wheel, tmp_path):
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    where = tmp_path / "elsewhere"
    where.mkdir()
    # MLflow sets this itself, in a process that has used another store
    env = {name: value for name, value in os.environ.items() if name != "MLFLOW_TRACKING_URI"}

    def run(*command):
        # the unpacked wheel comes before the checkout these tests run in
        code = (
            f"import sys, runpy; sys.path.insert(0, {str(site)!r}); import stance; "
            f"assert stance.__file__.startswith({str(site)!r}), stance.__file__; "
            f"sys.argv = {list(command)!r}; runpy.run_module(sys.argv[0], run_name='__main__')"
        )
        line = [sys.executable, "-c", code]
        return subprocess.run(line, cwd=where, env=env, capture_output=True, text=True, check=False)

    trained = run("stance.train", "model=majority", "~baselines.tfidf")
    assert trained.returncode == 0, trained.stderr
    assert {p.name for p in where.iterdir()} == {"mlflow.db", "mlartifacts", "outputs"}
    asked = run("stance.predict", "--quote", "Maduro kept his word.")
    assert asked.returncode == 0, asked.stderr
    assert '"stance": "neutral"' in asked.stdout  # what most quotes of train are
