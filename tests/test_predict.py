"""`python -m stance.predict`: tables, single quotes, standard input, and mistakes."""

import csv
import io
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from stance.classifiers.folder import Manifest, save_model
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data
from stance.data.tables import read_table, write_table
from stance.predict import app
from tests.conftest import small_corpus


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    data = corpus_data(small_corpus())
    classifier = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
    folder = tmp_path_factory.mktemp("predict") / "model"
    save_model(classifier, Manifest("tfidf", classifier.settings, data.targets), folder)
    return str(folder)


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_one_quote(model):
    done = run("--quote", "Maduro robbed us all", "--speaker", "Ana Paz", "--model", model)
    assert done.exit_code == 0, done.output
    answers = rows(done.stdout)
    assert [(a["target"], a["stance"]) for a in answers] == [
        ("maduro", "against"),
        ("guaido", "neutral"),
    ]
    assert answers[0]["speaker"] == "Ana Paz"
    assert answers[0]["favor"] + answers[0]["against"] + answers[0]["neutral"] == pytest.approx(1)
    assert (answers[0]["abstained"], answers[0]["target_seen"]) == (False, True)


def test_targets_known_and_unknown(model):
    done = run(
        "--quote",
        "Sol robbed us all",
        "--target",
        "guaido",
        "--target",
        "Bea Sol",
        "--model",
        model,
    )
    known, unknown = rows(done.stdout)
    assert (known["target"], known["target_seen"]) == ("guaido", True)
    assert (unknown["target"], unknown["target_seen"]) == ("Bea Sol", False)
    assert unknown["stance"] == "against"
    assert "target 'Bea Sol' is none the model was fitted on; it knows " in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_standard_input(model):
    done = run(
        "--model", model, "--target", "maduro", stdin='{"text": "Maduro feeds us", "id": 9}\n'
    )
    (answer,) = rows(done.stdout)
    assert (answer["id"], answer["stance"]) == (9, "favor")


def test_the_first_article_of_a_table_is_told(model, tmp_path):
    text = "Maduro rose.\n\n“No,” said Ana Paz.\n\n“Yes,” said Len Roth."
    table = tmp_path / "articles.csv"
    write_table([{"text": "“No.”\n\n“Yes.”"}, {"text": text}, {"text": text}], "csv", table)
    told = "articles.csv:5: looks like an article, which is taken as one quote; stance.extract"
    done = run(table, "--model", model)
    assert [told in line for line in done.stderr.splitlines()] == [True]
    done = run(table, "--model", model, "--output", tmp_path / "a.csv")
    assert [told in line for line in done.stderr.splitlines()] == [True]
    (tmp_path / "a.txt").write_text(text)
    assert run(tmp_path / "a.txt", "--model", model).stderr == ""


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_tables_in_and_out(ending, model, tmp_path):
    table = tmp_path / f"quotes.{ending}"
    write_table([{"id": "1", "text": "Maduro feeds us", "mood": "ñ"}], ending, table)
    out = tmp_path / f"answers.{ending}"
    done = run(table, "--model", model, "--output", out)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    answers = [record.fields for record in read_table(str(out))]
    assert [(a["id"], a["mood"], a["target"], a["stance"]) for a in answers] == [
        ("1", "ñ", "maduro", "favor"),
        ("1", "ñ", "guaido", "neutral"),
    ]
    assert {p.name for p in tmp_path.iterdir()} == {table.name, out.name}


def test_a_column_has_the_same_name_whatever_table_it_comes_from(model, tmp_path):
    (tmp_path / "a.csv").write_text("text,stance\nMaduro feeds us,HUMAN-A\n")
    (tmp_path / "b.csv").write_text("text,given_stance,stance\nMaduro feeds us,GIVEN-B,MODEL-B\n")
    for form in ("csv", "jsonl"):
        out = tmp_path / f"out.{form}"
        inputs = (tmp_path / "a.csv", tmp_path / "b.csv")
        done = run(*inputs, "--model", model, "--target", "maduro", "--output", out)
        assert done.exit_code == 0, done.output
        first, second = (record.fields for record in read_table(out))
        assert (first["given_stance"], second["given_stance"]) == ("HUMAN-A", "MODEL-B")
        assert not first.get("given_given_stance")
        assert second["given_given_stance"] == "GIVEN-B"


def test_columns_called_nearly_right_are_told(model, tmp_path):
    (tmp_path / "t.csv").write_text("text,Speaker, target\nMaduro feeds us,Ana,maduro\n")
    done = run(str(tmp_path / "t.csv"), "--model", model)
    told = done.stderr.splitlines()
    assert any("column 'Speaker' is not read; rename it to 'speaker'" in line for line in told)
    assert any("column ' target' is not read; rename it to 'target'" in line for line in told)


def test_csv_on_standard_output(model):
    done = run("--quote", "Maduro, he feeds us", "--format", "csv", "--model", model)
    (first, _) = csv.DictReader(io.StringIO(done.stdout))
    assert first["text"] == "Maduro, he feeds us"
    assert first["stance"] == "favor"


def test_a_table_for_people_shows_brackets_as_they_are(model):
    done = run("--quote", "[red]Maduro[/red] feeds us", "--format", "table", "--model", model)
    assert "[red]Maduro[/red]" in done.stdout
    assert "favor" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--quote", " "], "error: --quote is empty"),
        (["--quote", "x", "t.csv"], "error: give --quote or INPUT, not both"),
        (["--speaker", "Ana", "t.csv"], "error: --speaker and --context go with --quote"),
        (["--quote", "x", "--format", "xlsx"], "error: format 'xlsx': allowed: jsonl, csv"),
        (["--quote", "x", "--format", "tabel"], "error: format 'tabel': did you mean table?"),
        (["--quote", "x", "--format", "parquet"], "error: format parquet is not for standard"),
        (["--quote", "x", "--output", "o.txt"], "error: format 'txt': "),
        (["--quote", "x", "--output", "o.csv", "--format", "table"], "error: format table is for"),
        (["nowhere.csv"], "nowhere.csv: cannot be read: No such file"),
        (["quotes.xml"], "quotes.xml: a table must end in .jsonl, .csv, .tsv, .parquet"),
        (["article.txt"], "article.txt: cannot be read: No such file"),
    ],
)
def test_mistakes_are_one_line_and_status_2(arguments, message, model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, "--model", model)
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
    assert not list(tmp_path.iterdir())


def test_an_article_is_asked_quote_by_quote(model, tmp_path):
    article = tmp_path / "market.txt"
    article.write_text(
        "Prices rose again.\n\n“Maduro robbed us,” said Ana Paz, a baker. “Guaidó feeds us.”\n"
    )
    done = run(article, "--model", model, "--target", "maduro")
    assert done.exit_code == 0, done.output
    first, second = rows(done.stdout)
    assert (first["article"], first["text"], first["speaker"]) == (
        "market",
        "Maduro robbed us,",
        "Ana Paz",
    )
    assert first["context"].startswith("“Maduro robbed us,” said Ana Paz")
    assert first["stance"] == "against"
    assert (second["continues"], second["speaker"]) == (first["id"], "Ana Paz")


def test_articles_of_one_file_name_are_named_by_their_folders(model, tmp_path):
    articles = [tmp_path / year / "01.txt" for year in ("2019", "2020")]
    for article in articles:
        article.parent.mkdir()
        article.write_text("“Maduro feeds us,” said Ana Paz.")
    done = run(*articles, "--model", model, "--target", "maduro")
    assert [row["article"] for row in rows(done.stdout)] == ["2019/01", "2020/01"]
    again = run(articles[0], articles[0], "--model", model)
    assert again.exit_code == 2
    assert "an article named '01' came before; names are unique" in again.stderr


def test_endings_may_be_in_capitals(model, tmp_path):
    (tmp_path / "A.TXT").write_text("“Maduro feeds us,” said Ana Paz.")
    (tmp_path / "B.CSV").write_text("text\nMaduro feeds us\n")
    for name in ("A.TXT", "B.CSV"):
        done = run(tmp_path / name, "--model", model, "--target", "maduro", "--strict")
        assert [row["stance"] for row in rows(done.stdout)] == ["favor"]


def test_a_bad_row_leaves_no_output_where_that_is_asked(model, tmp_path):
    table = tmp_path / "quotes.jsonl"
    table.write_text('{"text": "fine"}\n{"text": ""}\n')
    done = run(table, "--strict", "--model", model, "--output", tmp_path / "out.jsonl")
    assert done.exit_code == 2
    assert "quotes.jsonl:2: text is ''" in done.stderr
    assert list(tmp_path.iterdir()) == [table]


def test_an_input_is_not_where_bad_rows_go(model, tmp_path):
    table = tmp_path / "out.csv.rejects.jsonl"
    table.write_text('{"text": "fine"}\n')
    done = run(table, "--model", model, "--output", tmp_path / "out.csv")
    assert done.exit_code == 2
    assert f"{table}: is read or written already" in done.stderr
    assert table.read_text() == '{"text": "fine"}\n'


def test_a_model_that_is_not_there(tmp_path):
    done = run("--quote", "x", "--model", tmp_path / "none")
    assert done.exit_code == 2
    assert "no such model folder" in done.stderr


@pytest.mark.parametrize("command", ["predict", "predict -", "extract", "extract -"])
def test_a_closed_input_is_one_line_and_status_2(command, tmp_path):
    done = closed(f"{command} <&-", tmp_path)
    assert done == (2, "error: standard input is closed; name a file, or send one in by <\n")


@pytest.mark.parametrize("command", ["predict --quote x", "extract a.txt", "train --cfg job"])
def test_a_closed_output_is_one_line_and_status_2(command, tmp_path):
    done = closed(f"{command} >&-", tmp_path)
    assert done == (2, "error: standard output is closed; send it to a file, or to /dev/null\n")
    assert not list(tmp_path.iterdir())


def test_what_is_told_does_not_go_among_the_answers(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing is said here.")
    assert closed("extract a.txt nowhere.txt 2>&-", tmp_path) == (3, "")


def closed(command, folder):
    """The status of a command of a shell, and what it tells."""
    line = f"{sys.executable} -m stance.{command}"
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr + done.stdout


def test_a_wrong_flag_is_status_2():
    assert run("--qoute", "x").exit_code == 2
