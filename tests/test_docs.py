"""README and docs tell the truth: every block of theirs is run, and the site is built."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir

from stance import tracking
from stance.config import conf_dir
from stance.extraction.model import WEIGHTS
from stance.overrides import read_config
from stance.train import train
from tests.data import test_newsmtsc, test_semeval2016

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"(?:<!-- ([^>]*) -->\n)?```(\w+)\n(.*?)\n```", re.DOTALL)
_NOT_RUN = "not run: "
_MOST_NOT_RUN = 14
_THEMSELVES = ("train", "test")  # the README's two commands, which set up what this runs in


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    comment: str


def blocks(page: Path) -> list[Block]:
    return [Block(b[1], b[2], b[0]) for b in _BLOCK.findall(page.read_text("utf-8"))]


@pytest.fixture(scope="module")
def desk(store, corpus_folder, tiny_encoder, tmp_path_factory):
    """A working folder as the pages take it to be: a trained champion, articles, quotes, data."""
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        cfg = read_config(
            compose(
                "train",
                [
                    "model=tfidf",
                    f"data.root={corpus_folder}",
                    f"tracking.uri=sqlite:///{store}/mlflow.db",
                    f"tracking.artifacts={store}/mlartifacts",
                    "tracking.experiment=docs",
                ],
            )
        )
    train(cfg, tmp_path_factory.mktemp("docs"))
    parent = tracking.finished_runs("docs")[0]
    ids = {"RUN": parent.info.run_id, "OTHER": tracking.children(parent)[0].info.run_id}
    article = "“Maduro feeds us,” said Ana Paz.\n"
    (store / "article.txt").write_text(article)
    (store / "texts").mkdir()
    (store / "texts" / "first.txt").write_text(article)
    (store / "quotes.csv").write_text("id,text\n1,Maduro feeds us\n")
    (store / "articles.csv").write_text(f'id,title,text\na,Bread,"{article}"\n')
    (store / "quotes.jsonl").write_text('{"id": 1, "text": "Maduro feeds us"}\n')
    verbs = {"pro": "praised", "against": "robbed", "neutral": "met"}
    rows = [f"Ana {verbs[p]} Vega {i},Vega,{p}" for i in range(60) for p in verbs]
    (store / "train.csv").write_text("\n".join(["text,target,position", *rows]) + "\n")
    data = store / "path" / "to"
    shutil.copytree(corpus_folder, data / "corpus")
    shutil.copytree(tiny_encoder("bert"), data / "encoder")
    test_newsmtsc.write(data / "NewsMTSC" / "train.jsonl", test_newsmtsc.rows(0, 240))
    test_newsmtsc.write(data / "NewsMTSC" / "test-rw.jsonl", test_newsmtsc.rows(300, 6))
    tweets = data / "SemEval2016-Task6"
    test_semeval2016.official(tweets / test_semeval2016.TRAIN, 0, 300)
    test_semeval2016.official(tweets / test_semeval2016.TEST, 10_000, 30)
    return store, ids


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_block_of_a_page_runs(page, desk, monkeypatch):
    folder, ids = desk
    monkeypatch.chdir(folder)
    for block in blocks(page):
        if block.comment.startswith(_NOT_RUN) or block.comment in _THEMSELVES:
            continue
        monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)  # MLflow sets it itself
        match block.language:
            case "python":
                exec(compile(block.text, page.name, "exec"), {"__name__": page.stem})
            case "bash":
                for line in block.text.replace("\\\n", " ").splitlines():
                    for name, run_id in ids.items():
                        line = line.replace(f"={name}", f"={run_id}")
                    run(line, monkeypatch)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_block_of_a_page_is_overlooked(page):
    fences = re.findall(r"^\s*(?:```|~~~)", page.read_text("utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(blocks(page))
    assert {block.language for block in blocks(page)} <= {"bash", "python", "text"}


def test_few_blocks_are_not_run_and_each_says_why():
    reasons = [
        f"{page.name}: {block.comment.removeprefix(_NOT_RUN)}"
        for page in PAGES
        for block in blocks(page)
        if block.comment.startswith(_NOT_RUN)
    ]
    print(*reasons, sep="\n")
    assert all(len(reason.partition(": ")[2]) > 10 for reason in reasons)
    assert len(reasons) <= _MOST_NOT_RUN


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a line of a shell block; commands of Python in this process, which has them loaded."""
    words = shlex.split(line, comments=True)
    given = None
    if words[:1] == ["cat"] and "|" in words:
        given, words = words[1], words[words.index("|") + 1 :]
    written = None
    if ">" in words:
        written, words = words[words.index(">") + 1], words[: words.index(">")]
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        monkeypatch.setenv(*words.pop(0).split("=", 1))
    match words:
        case [] | ["source", ".venv/bin/activate"]:
            return
        case ["python", "-m", "stance.train", *overrides] if not {"--help", "--cfg"} & {*overrides}:
            run_training(overrides)
        case ["python", "-m", module, *arguments]:
            call(module, arguments, given, written)
        case ["mlflow", *arguments]:
            call("mlflow", arguments)
        case ["ls" | "head" | "cat", *_]:
            subprocess.run(words, check=True, capture_output=True)
        case _:
            pytest.fail(f"no way to run {line!r}; mark its block: <!-- {_NOT_RUN}reason -->")


def run_training(overrides: list[str]) -> None:
    """Composes a training and reads its data; small classifiers are fitted, tiny encoders too."""
    sweep = "-m" in overrides
    # of a sweep, the first of each list of values
    own = [re.sub(r"=([^\[{,]+),.*", r"=\1", word) for word in overrides if word != "-m"]
    quick = [] if any(o.startswith(("data", "experiment=")) for o in own) else [CORPUS]
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        hydra = [o for o in own if not o.startswith(("hydra.", "hydra/"))]
        cfg = read_config(compose("train", [*hydra, *quick]))
    assert cfg.data.read().splits
    elsewhere = cfg.tracking.uri.startswith("http")
    if sweep or elsewhere:
        return
    if cfg.model.kind == "encoder":
        if cfg.model.checkpoint != "path/to/encoder":  # not here, or too long
            return
        quick += ["model.max_length=32", "model.schedule.epochs=1"]
    call("stance.train", [*own, *quick])


CORPUS = "data.root=path/to/corpus"


def call(module: str, arguments: list[str], given: str | None = None, written: str | None = None):
    """`python -m module arguments < given > written`, in this process."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    argv, stdin = sys.argv, sys.stdin
    sys.argv = [module, *arguments]
    code: object = 0
    try:
        if given is not None:
            sys.stdin = io.TextIOWrapper(io.BytesIO(Path(given).read_bytes()), "utf-8")
        with contextlib.redirect_stdout(out):
            runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as done:
        code = done.code
    finally:
        sys.argv, sys.stdin = argv, stdin
    out.flush()
    good = (None, 0, 1) if module == "stance.audit" else (None, 0)  # 1: a limit is broken
    assert code in good, f"{module} {shlex.join(arguments)}: status {code}"
    if written is not None:
        Path(written).write_bytes(out.buffer.getvalue())


def test_the_home_page_leads_to_every_page():
    home = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert pages == set(re.findall(r"\]\((\w+\.md)\)", home))


def test_the_page_on_extraction_names_every_rule_that_has_a_share():
    page = (ROOT / "docs" / "extraction.md").read_text("utf-8")
    named = set()
    for line in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE):
        first, *others = re.findall(r"`(.*?)`", line)
        # "`… after`" is the rule before it with another last word
        named |= {first, *(re.sub("^…", first.rpartition(" ")[0], other) for other in others)}
    shares = json.loads(WEIGHTS.read_text("utf-8"))["rules"]
    assert {rule.removesuffix(", other sentence") for rule in shares if rule} <= named


@pytest.mark.slow
def test_the_site_is_built_and_no_link_of_it_is_broken(tmp_path):
    pytest.importorskip("mkdocs", reason="needs the extra docs")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"]
    done = subprocess.run(
        build,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    reference = (tmp_path / "site" / "api" / "index.html").read_text()
    assert "Where the speaker of one quote stands" in reference  # a docstring of `Model`
