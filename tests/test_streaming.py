"""Predictions over files: columns, bad rows, work that is cut off, and what is refused."""

import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from stance import batching, inference, streaming
from stance.classifiers.folder import Manifest, save_model
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data
from stance.data.readers import Record
from stance.predict import app
from tests.conftest import LINES, small_corpus

ANSWER = ["target", "stance", "favor", "against", "neutral", "abstained", "target_seen"]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    data = corpus_data(small_corpus())
    classifier = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
    folder = tmp_path_factory.mktemp("streaming") / "model"
    save_model(classifier, Manifest("tfidf", classifier.settings, data.targets), folder)
    return str(folder)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch, tmp_path):
    monkeypatch.setattr(batching, "PART_ROWS", 7)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def predict(model):
    def run(*arguments, stdin=None):
        return CliRunner().invoke(app, [*map(str, arguments), "--model", model], input=stdin)

    return run


def lines(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def quotes(n=20):
    """Rows for which three parts are needed; two of every ten are bad."""
    rows = [{"id": i, "text": f"{LINES[i % 6][1]} {i}"} for i in range(n)]
    return "".join("{bad\n" if i % 10 == 3 else lines(row) for i, row in enumerate(rows)) + "[]\n"


def test_columns_are_those_of_every_row(predict, tmp_path):
    rows = [{"text": "a"}] * 15 + [{"late": [1, "é"], "text": "b", "target": "guaido"}]
    (tmp_path / "q.jsonl").write_text(lines(*rows))
    done = predict("q.jsonl", "--output", "a.csv", "--target", "maduro")
    assert done.exit_code == 0, done.stderr
    first, *rest = csv.reader(io.StringIO((tmp_path / "a.csv").read_text()))
    assert first == ["text", "late", "given_target", *ANSWER]
    last = ["b", '[1, "é"]', "guaido", "maduro"]
    assert [row[:4] for row in rest] == [["a", "", "", "maduro"]] * 15 + [last]


def test_columns_of_several_inputs(predict, tmp_path):
    (tmp_path / "q.csv").write_text("id,text\n1,a\n")
    pq.write_table(pa.table({"n": [2], "text": ["b"], "id": ["x"]}), tmp_path / "q.parquet")
    (tmp_path / "q.txt").write_text("“Maduro robbed us,” said Ana Paz.")
    out = tmp_path / "a.parquet"
    done = predict("q.csv", "q.parquet", "q.txt", "--target", "maduro", "--output", out)
    assert done.exit_code == 0, done.stderr
    table = pq.read_table(out)
    assert table.column_names[:5] == ["id", "text", "n", "article", "start"]
    assert table["text"].to_pylist() == ["a", "b", "Maduro robbed us,"]
    assert table["n"].to_pylist() == [None, 2, None]
    kinds = {"n": pa.int64(), "start": pa.int64(), "favor": pa.float64(), "abstained": pa.bool_()}
    assert {name: table.schema.field(name).type for name in kinds} == kinds


def test_parquet_types_hold_every_row_of_json(predict, tmp_path):
    rows = [{"text": "a", "n": 1}] * 8 + [{"text": "b", "n": 0.5, "o": {"x": 1}}, {"text": "c"}]
    (tmp_path / "q.jsonl").write_text(lines(*rows))
    done = predict("q.jsonl", "--output", "a.parquet", "--target", "maduro")
    assert done.exit_code == 0, done.stderr
    table = pq.read_table(tmp_path / "a.parquet")
    assert table["n"].to_pylist() == [1.0] * 8 + [0.5, None]
    assert table["o"].to_pylist() == [None] * 8 + [{"x": 1}, None]
    assert table.num_rows == 10
    assert pq.ParquetFile(tmp_path / "a.parquet").num_row_groups == 1  # not one a part


def test_rows_of_json_that_are_no_parquet_table(predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(lines(*[{"text": "a", "n": 1}] * 8, {"text": "b", "n": "x"}))
    done = predict("q.jsonl", "--output", "a.parquet")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: these rows are no Parquet table: column 'n': ")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["q.jsonl"]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("ending", [".gz", ".bz2", ".xz", ".zst"])
def test_compressed_or_not_the_answers_are_the_same(form, ending, predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    for name in (f"a.{form}", f"a.{form}{ending}"):
        assert predict("q.jsonl", "--output", name).exit_code == 3
    again = predict(f"a.{form}{ending}", "--target", "maduro", "--format", form)
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout == predict(f"a.{form}", "--target", "maduro", "--format", form).stdout


def test_bad_rows_are_put_aside_and_the_rest_is_answered(predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    (tmp_path / "q.csv").write_text("text,speaker\nMaduro robbed us,Ana\n,Ana\n")
    done = predict("q.jsonl", "q.csv", "--output", "a.jsonl", "--target", "maduro")
    assert done.exit_code == 3
    assert done.stderr == "4 of 23 rows were rejected; see a.jsonl.rejects.jsonl\n"
    answers = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert [a.get("id") for a in answers] == [*[i for i in range(20) if i % 10 != 3], None]
    rejects = (tmp_path / "a.jsonl.rejects.jsonl").read_text().splitlines()
    assert [list(json.loads(line).values()) for line in rejects] == [
        ["q.jsonl", 4, "not JSON: Expecting property name enclosed in double quotes at column 2"],
        ["q.jsonl", 14, "not JSON: Expecting property name enclosed in double quotes at column 2"],
        ["q.jsonl", 21, "'[]' must be a JSON object"],
        ["q.csv", 3, "text is '', must be a text that is not empty"],
    ]
    # a run without bad rows leaves no list of an earlier one
    (tmp_path / "q.jsonl").write_text(lines({"text": "a"}))
    assert predict("q.jsonl", "--output", "a.jsonl").exit_code == 0
    assert not (tmp_path / "a.jsonl.rejects.jsonl").exists()


def test_rejects_take_no_other_files_place(predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    name = "a" * 235 + ".jsonl"  # with .rejects.jsonl, as long as a name may be
    (tmp_path / "a.jsonl.rejects.jsonl.new").write_text("mine")
    for output in ("a.jsonl", name):
        assert predict("q.jsonl", "--output", output).exit_code == 3
    assert (tmp_path / "a.jsonl.rejects.jsonl.new").read_text() == "mine"
    rejects = (tmp_path / f"{name}.rejects.jsonl").read_bytes()
    assert rejects == (tmp_path / "a.jsonl.rejects.jsonl").read_bytes()
    assert len(list(tmp_path.iterdir())) == 6


def test_without_a_file_bad_rows_are_told_on_standard_error(predict, tmp_path):
    table = '{"text": "a"}\nno\n{"text": "b"}\n'
    done = predict("--target", "maduro", stdin=table)
    assert done.exit_code == 3
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["a", "b"]
    assert done.stderr.splitlines() == [
        "rejected: standard input:2: not JSON: Expecting value at column 1",
        "1 of 3 rows were rejected",
    ]
    done = predict("--target", "maduro", "--rejects", "r.jsonl", "--format", "csv", stdin=table)
    assert done.stderr == "1 of 3 rows were rejected; see r.jsonl\n"
    assert json.loads((tmp_path / "r.jsonl").read_text())["line"] == 2
    assert done.stdout.startswith(f"text,{','.join(ANSWER)}\na,maduro,")


@pytest.mark.parametrize("output", [[], ["--output", "a.jsonl"], ["--output", "a.jsonl.gz"]])
def test_strict_stops_before_the_first_answer(output, predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    done = predict("q.jsonl", "--strict", *output)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: q.jsonl:4: not JSON: ")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["q.jsonl"]


def test_nothing_to_ask_is_a_table_without_rows(predict, tmp_path):
    (tmp_path / "q.csv").write_text("text,id\n")
    for form in ("csv", "jsonl", "parquet"):
        assert predict("q.csv", "--output", f"a.{form}").exit_code == 0
    assert (tmp_path / "a.csv").read_text() == f"text,id,{','.join(ANSWER)}\n"
    assert (tmp_path / "a.jsonl").read_text() == ""
    assert pq.read_table(tmp_path / "a.parquet").column_names == ["text", "id", *ANSWER]
    assert predict("q.csv", "--format", "csv").stdout == (tmp_path / "a.csv").read_text()


def test_formulas_are_escaped_where_that_is_asked(predict, tmp_path):
    cells = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "a=b", "'=1", ""]
    header = io.StringIO(newline="")
    csv.writer(header).writerows([["text", "=id"], *[["a", cell] for cell in cells]])
    (tmp_path / "q.csv").write_bytes(header.getvalue().encode())
    predict("q.csv", "--output", "a.csv", "--target", "maduro")
    predict("q.csv", "--output", "b.csv", "--target", "maduro", "--escape-formulas")

    def ids(name):
        return [row[1] for row in csv.reader((tmp_path / name).open(newline=""))]

    plain, escaped = ids("a.csv"), ids("b.csv")
    assert plain == ["=id", *cells]
    assert escaped == ["'=id", *[f"'{cell}" for cell in cells[:7]], *cells[7:]]


def cut_off(predict, monkeypatch, after, *arguments):
    """A run that dies of a defect behind so many parts; its parts stay."""
    answer, asked = streaming.Question.answer, []

    def dies(self, batch):
        asked.append(batch)
        if len(asked) > after:
            raise RuntimeError("dies")
        return answer(self, batch)

    with monkeypatch.context() as patched:
        patched.setattr(streaming.Question, "answer", dies)
        done = predict(*arguments)
    assert isinstance(done.exception, RuntimeError)
    return done


def test_work_that_was_cut_off_is_never_lost_silently(predict, tmp_path, monkeypatch):
    (tmp_path / "q.jsonl").write_text(quotes())
    command = ("q.jsonl", "--output", "a.jsonl")
    assert predict(*command).exit_code == 3
    whole = (tmp_path / "a.jsonl").read_bytes(), (tmp_path / "a.jsonl.rejects.jsonl").read_bytes()
    told = cut_off(predict, monkeypatch, 2, *command)
    assert "what is done is kept in a.jsonl.part, go on by --resume" in told.stderr
    done = predict(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert (
        "a.jsonl.part: holds unfinished work; go on with it by --resume, or delete" in done.stderr
    )
    # the first part is damaged, as by a machine that lost its power: both are done again
    (tmp_path / "a.jsonl.part" / "000000.part").write_bytes(b"")
    done = predict(*command, "--resume")
    assert (done.exit_code, done.stderr[:21]) == (3, "3 of 21 rows were rej")
    again = (tmp_path / "a.jsonl").read_bytes(), (tmp_path / "a.jsonl.rejects.jsonl").read_bytes()
    assert again == whole
    assert not (tmp_path / "a.jsonl.part").exists()


def test_nothing_is_kept_where_no_part_is_whole_or_nothing_can_be_read_again(
    predict, tmp_path, monkeypatch
):
    (tmp_path / "q.jsonl").write_text(quotes())
    cut_off(predict, monkeypatch, 0, "q.jsonl", "--output", "a.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["q.jsonl"]
    done = predict("-", "--output", "a.jsonl", "--resume", stdin=quotes())
    assert "--resume goes with --output and inputs that are files" in done.stderr


def rewrite(tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes(21))


@pytest.mark.parametrize(
    ("change", "arguments", "message"),
    [
        (rewrite, [], "was begun with another input"),
        (None, ["--target", "guaido"], "was begun with another target"),
        (None, ["--format", "csv"], "was begun with another format"),
    ],
)
def test_other_work_is_not_gone_on_with(change, arguments, message, predict, tmp_path, monkeypatch):
    (tmp_path / "q.jsonl").write_text(quotes())
    cut_off(predict, monkeypatch, 1, "q.jsonl", "--output", "a.jsonl")
    if change:
        change(tmp_path)
    before = sorted((tmp_path / "a.jsonl.part").iterdir())
    done = predict("q.jsonl", "--output", "a.jsonl", "--resume", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: a.jsonl.part: {message}; go on with the same, or delete")
    assert len(done.stderr.splitlines()) == 1
    assert sorted((tmp_path / "a.jsonl.part").iterdir()) == before


def test_another_model_does_not_go_on(predict, model, tmp_path, monkeypatch):
    (tmp_path / "q.jsonl").write_text(quotes())
    cut_off(predict, monkeypatch, 1, "q.jsonl", "--output", "a.jsonl")
    data = corpus_data(small_corpus())
    classifier = Tfidf(c=2.0).fit(data.splits["train"], data.splits["dev"], data.targets)
    manifest = Manifest("tfidf", classifier.settings, data.targets)
    save_model(classifier, manifest, tmp_path / "other")
    command = ["q.jsonl", "--output", "a.jsonl", "--resume", "--model", "other"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "a.jsonl.part: was begun with another model" in done.stderr


def test_another_device_does_not_go_on(predict, tmp_path, monkeypatch):
    load = inference.load
    monkeypatch.setattr(inference, "load", lambda name, device: load(name))  # a GPU, as it were
    (tmp_path / "q.jsonl").write_text(quotes())
    cut_off(predict, monkeypatch, 1, "q.jsonl", "--output", "a.jsonl")
    done = predict("q.jsonl", "--output", "a.jsonl", "--resume", "--device", "cuda")
    assert done.exit_code == 2
    assert "a.jsonl.part: was begun with another device" in done.stderr


def test_a_folder_left_behind_by_finished_work_is_in_nobodys_way(predict, tmp_path, monkeypatch):
    """A kill came when only that folder was left to remove."""
    (tmp_path / "q.jsonl").write_text(quotes())
    command = ("q.jsonl", "--output", "a.jsonl")
    with monkeypatch.context() as patched:
        patched.setattr(streaming.Parts, "remove", lambda parts: 1 / 0)
        assert isinstance(predict(*command).exception, ZeroDivisionError)
    whole = (tmp_path / "a.jsonl").read_bytes()
    assert (tmp_path / "a.jsonl.part").exists()
    answered = []
    with monkeypatch.context() as patched:
        patched.setattr(streaming.Question, "answer", lambda *_: answered.append(1))
        done = predict(*command, "--resume")
    assert (done.exit_code, answered) == (3, [])
    assert done.stderr == "3 of 21 rows were rejected; see a.jsonl.rejects.jsonl\n"
    assert not (tmp_path / "a.jsonl.part").exists()
    assert (tmp_path / "a.jsonl").read_bytes() == whole


@pytest.mark.parametrize("left", [4, 2, 0])
def test_of_finished_work_whose_output_is_gone_it_is_made_again(
    left, predict, tmp_path, monkeypatch
):
    (tmp_path / "q.jsonl").write_text(quotes())
    command = ("q.jsonl", "--output", "a.jsonl")
    with monkeypatch.context() as patched:
        patched.setattr(streaming.Parts, "remove", lambda parts: 1 / 0)
        predict(*command)
    whole = (tmp_path / "a.jsonl").read_bytes()
    (tmp_path / "a.jsonl").unlink()
    for path in sorted((tmp_path / "a.jsonl.part").iterdir())[: 4 - left]:  # as a kill leaves it
        path.unlink()
    answer, asked = streaming.Question.answer, []
    with monkeypatch.context() as patched:
        patched.setattr(streaming.Question, "answer", lambda *a: asked.append(1) or answer(*a))
        assert predict(*command, "--resume").exit_code == 3
    assert len(asked) == (0 if left == 4 else 3)
    assert (tmp_path / "a.jsonl").read_bytes() == whole
    assert not (tmp_path / "a.jsonl.part").exists()


@pytest.mark.parametrize("source", [["q.jsonl"], ["q.jsonl", "--resume"], ["-"]])
def test_no_two_runs_write_one_output(source, predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    command = (*source, "--output", "a.jsonl")
    with streaming.Parts(tmp_path / "a.jsonl", {"input": None}) as parts:
        parts.begin()
        before = sorted(parts.folder.iterdir())
        done = predict(*command, stdin=quotes())
        assert (done.exit_code, done.stderr) == (
            2,
            "error: a.jsonl: another run is writing it; wait for its end, or give another name\n",
        )
        assert sorted(parts.folder.iterdir()) == before
        parts.remove()
        # the folder may be the next run's before the context of this one is left
        assert predict(*command, stdin=quotes()).exit_code == 3
    assert sorted(path.name for path in tmp_path.iterdir())[1:] == [
        "a.jsonl.rejects.jsonl",
        "q.jsonl",
    ]


def test_without_its_folder_nothing_is_said_to_be_kept(predict, tmp_path, monkeypatch):
    (tmp_path / "q.jsonl").write_text(quotes())
    answer = streaming.Question.answer

    def without_folder(self, batch):
        if (tmp_path / "a.jsonl.part" / "000000.json").exists():
            shutil.rmtree(tmp_path / "a.jsonl.part")
        return answer(self, batch)

    monkeypatch.setattr(streaming.Question, "answer", without_folder)
    done = predict("q.jsonl", "--output", "a.jsonl")
    assert (done.exit_code, done.stderr) == (
        2,
        "error: a.jsonl: cannot be written: No such file or directory\n",
    )


def articles(tmp_path):
    """Twelve quotes in two articles, and between them one that is not UTF-8."""
    said = "“It rains,” said Ana Paz.\n\n" * 6
    for name, content in (("a", said), ("c", said.replace("rains", "<br>snows"))):
        (tmp_path / f"{name}.txt").write_text(content)
    (tmp_path / "b.txt").write_bytes(b"x\nGris\xe9")
    return ("a.txt", "b.txt", "c.txt")


def test_an_article_that_is_not_utf8_is_a_bad_row(predict, tmp_path, monkeypatch):
    command = (*articles(tmp_path), "--output", "a.jsonl", "--target", "guaido")
    done = predict(*command)
    html, told = done.stderr.splitlines()  # what is in an article is told once
    assert (done.exit_code, html[:5]) == (3, "c.txt")
    assert told == "1 of 13 rows were rejected; see a.jsonl.rejects.jsonl"
    reason = "byte 5 of the line is not UTF-8; save it as UTF-8"
    rejects = (tmp_path / "a.jsonl.rejects.jsonl").read_text()
    assert json.loads(rejects) == {"file": "b.txt", "line": 2, "reason": reason}
    whole = (tmp_path / "a.jsonl").read_bytes()
    named = [json.loads(line)["article"] for line in whole.splitlines()]
    assert named == ["a"] * 6 + ["c"] * 6
    cut_off(predict, monkeypatch, 1, *command)
    assert predict(*command, "--resume").exit_code == 3
    assert (tmp_path / "a.jsonl").read_bytes() == whole
    assert (tmp_path / "a.jsonl.rejects.jsonl").read_text() == rejects
    done = predict(*command[:3], "--format", "csv")
    assert (done.exit_code, len(done.stdout.splitlines())) == (3, 25)
    assert f"rejected: b.txt:2: {reason}" in done.stderr.splitlines()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "b.txt", "--strict"], "b.txt:2: byte 5 of the line is not UTF-8; save it"),
        (["b.txt", "nowhere.txt", "a.txt"], "nowhere.txt: cannot be read: No such file"),
        (["b.txt", "bad.txt"], "b.txt:2: byte 5 of the line is not UTF-8; save it"),
    ],
)
def test_an_article_that_is_not_utf8_stops_where_nothing_else_goes(
    arguments, message, predict, tmp_path
):
    articles(tmp_path)
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    before = sorted(tmp_path.iterdir())
    done = predict(*arguments, "--output", "a.jsonl")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert message in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_of_somebody_else_is_left_alone(predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    (tmp_path / "a.jsonl.part").mkdir()
    (tmp_path / "a.jsonl.part" / "thesis.doc").write_text("mine")
    for resume in ([], ["--resume"]):
        done = predict("q.jsonl", "--output", "a.jsonl", *resume)
        assert done.exit_code == 2
        assert "a.jsonl.part: is there already, and is not of this package" in done.stderr
    assert (tmp_path / "a.jsonl.part" / "thesis.doc").read_text() == "mine"


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"work": 1, "finished": null}'])
def test_a_state_that_is_none_is_told(content, predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    (tmp_path / "a.jsonl.part").mkdir()
    (tmp_path / "a.jsonl.part" / "state.json").write_text(content)
    done = predict("q.jsonl", "--output", "a.jsonl", "--resume")
    assert done.exit_code == 2
    assert done.stderr == ("error: a.jsonl.part/state.json: cannot be read; delete a.jsonl.part\n")


def test_where_nothing_was_begun_resuming_begins(predict, tmp_path):
    (tmp_path / "q.jsonl").write_text(quotes())
    predict("q.jsonl", "--output", "a.jsonl")
    predict("q.jsonl", "--output", "b.jsonl", "--resume")
    assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["q.jsonl", "--output", "q.jsonl"], "q.jsonl: is read or written already"),
        (["q.jsonl", "--output", "a.csv", "--rejects", "a.csv"], "a.csv: is read or written"),
        (["q.jsonl", "--output", "folder.csv"], "folder.csv: is a folder"),
        (["q.jsonl", "--output", "/dev/null", "--format", "csv"], "/dev/null: is not a plain file"),
        (["q.jsonl", "--output", "link.csv"], "link.csv: is a link; give the name of a file"),
        (["q.jsonl", "--output", "dangling.csv"], "dangling.csv: is a link; give the name"),
        (["q.jsonl", "--output", "a.csv", "--rejects", "link.csv"], "link.csv: is a link; give"),
        (["q.jsonl", "--output", "q.jsonl/a.csv"], "q.jsonl is no folder"),
        (["q.jsonl", "--rejects", "q.jsonl/a.jsonl"], "a.jsonl: cannot be written: "),
        (["q.jsonl", "--output", "a.csv", "--rejects", "q.jsonl/b/r"], "b/r: cannot be written: "),
        (["q.jsonl", "--output", f"{'a' * 246}.csv"], ".csv.rejects.jsonl: File name too long"),
        (["q.jsonl", "--output", f"{'a' * 300}.csv"], ".csv: File name too long"),
        (["q.jsonl", "--resume"], "--resume goes with --output"),
        (["q.jsonl", "--escape-formulas"], "--escape-formulas goes with format csv, not jsonl"),
        (["q.jsonl", "--output", "a.parquet.gz"], "Parquet is compressed inside"),
        (["q.jsonl", "nowhere.csv.gz", "--output", "a.csv"], "nowhere.csv.gz: cannot be read"),
        (["a.txt", "b/../a.txt"], "an article named 'a' came before"),
        (["latin.txt"], "latin.txt:1: byte 1 of the line is not UTF-8"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    arguments, message, predict, tmp_path
):
    (tmp_path / "q.jsonl").write_text(quotes())
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "table.csv").write_text("kept")
    (tmp_path / "link.csv").symlink_to("table.csv")
    (tmp_path / "dangling.csv").symlink_to("nowhere.csv")
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "latin.txt").write_bytes(b"\xe9")
    before = sorted(tmp_path.rglob("*"))
    done = predict(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_full_disk_keeps_what_is_done(predict, tmp_path, monkeypatch):
    (tmp_path / "q.jsonl").write_text(quotes())
    add, added = streaming.Parts.add, []

    def full(self, content, part):
        added.append(part)
        if len(added) > 1:
            raise OSError(28, "No space left on device")
        add(self, content, part)

    with monkeypatch.context() as patched:
        patched.setattr(streaming.Parts, "add", full)
        done = predict("q.jsonl", "--output", "a.jsonl")
    assert done.exit_code == 2
    assert done.stderr == (
        "error: a.jsonl: cannot be written: No space left on device; what is done is kept in "
        "a.jsonl.part, go on by --resume\n"
    )
    assert predict("q.jsonl", "--output", "a.jsonl", "--resume").exit_code == 3
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 36


class Counted:
    """A table without end that counts how many of its rows were taken."""

    size = None
    taken = 0

    def __init__(self, **more):
        self.fields = {"text": "x" * 100, **more}

    def position(self):
        return 0

    def columns(self):
        return {"text": str}

    def rows(self):
        while True:
            self.taken += 1
            yield Record("here", self.fields, self.taken)


def test_no_more_rows_are_held_than_a_part_has(monkeypatch):
    table = Counted()
    waiting = batching.batches([batching.Input("endless", table)])
    assert [len(next(waiting).rows) for _ in range(3)] == [7, 7, 7]
    assert table.taken == 21
    monkeypatch.setattr(batching, "PART_CHARACTERS", 250)  # long rows make smaller parts
    # Each takes 100 characters, those of the names, and eight for a name and a value.
    for table, rows in (
        (Counted(), 3),  # 120
        (Counted(more=[1, 2]), 2),  # 156
        (Counted(more={"x" * 50: "y" * 50}), 1),  # 256
    ):
        assert len(next(batching.batches([batching.Input("endless", table)])).rows) == rows


@pytest.mark.slow
def test_a_bar_is_shown_on_a_terminal_alone(model, tmp_path):
    import pty

    (tmp_path / "q.jsonl").write_text(quotes(400))
    command = [sys.executable, "-m", "stance.predict", "q.jsonl", "--model", model]
    ours, theirs = pty.openpty()
    done = subprocess.run([*command, "--output", "a.csv.gz"], stderr=theirs, check=False)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # how Linux tells that the other end is closed
        pass
    assert done.returncode == 3
    assert b"401 rows, " in shown
    assert b"100%" in shown
    quiet = subprocess.run([*command, "--output", "b.csv.gz"], capture_output=True, check=False)
    assert quiet.stderr == b"41 of 401 rows were rejected; see b.csv.gz.rejects.jsonl\n"
    assert gzip.decompress((tmp_path / "a.csv.gz").read_bytes()) == gzip.decompress(
        (tmp_path / "b.csv.gz").read_bytes()
    )
