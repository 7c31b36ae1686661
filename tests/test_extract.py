"""`python -m stance.extract`: articles in, a quote a line out, and mistakes."""

import json
import os

import pytest
from typer.testing import CliRunner

from stance.data.tables import read_rows, read_table
from stance.extract import app
from stance.extraction import rows

TEXT = "Prices rose.\n\n“We sold nothing,” said Ana Paz, a baker. “Not a loaf.”\n"
FIELDS = [
    *("article", "id", "start", "end", "text", "kind", "speaker", "speaker_mention"),
    *("speaker_start", "speaker_end", "cue", "continues", "context", "rule", "confidence"),
]


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def test_a_quote_a_line(tmp_path):
    article = tmp_path / "market.txt"
    article.write_text(TEXT)
    done = run(article)
    assert done.exit_code == 0, done.output
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert list(first) == FIELDS
    assert (first["article"], first["text"], first["kind"]) == (
        "market",
        "We sold nothing,",
        "direct",
    )
    assert TEXT[first["start"] : first["end"]] == first["text"]
    assert (first["speaker"], first["cue"]) == ("Ana Paz", "said")
    assert second["continues"] == first["id"] == "market#01"
    assert first["context"].startswith("“We sold nothing,”")


def test_standard_input_and_an_output_file(tmp_path):
    output = tmp_path / "quotes.csv"
    done = run("--output", output, stdin=TEXT)
    assert (done.exit_code, done.stdout) == (0, "")
    header, first, *_ = output.read_text().splitlines()
    assert header == ",".join(FIELDS)
    assert first.startswith("standard-input,standard-input#01,")


def test_offsets_count_no_byte_order_mark_and_line_ends_as_they_are(tmp_path):
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    (tmp_path / "market.txt").write_bytes(content)
    decoded = content.decode("utf-8-sig")
    for done in (run(tmp_path / "market.txt"), run(stdin=content)):
        first = json.loads(done.stdout.splitlines()[0])
        assert decoded[first["start"] : first["end"]] == first["text"] == "We sold nothing,"


def test_what_comes_out_empty_or_is_a_page_of_the_web_is_told(tmp_path):
    (tmp_path / "web.txt").write_text("<p>It rained.</p>")
    done = CliRunner().invoke(app, [str(tmp_path / "web.txt")])
    assert (done.exit_code, done.stdout) == (0, "")
    told = done.stderr.splitlines()
    assert "web.txt: holds HTML (<p>), which is read as it stands; save it as text" in told[0]
    assert told[1:] == ["no quotes found"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_day_without_quotes_has_the_columns_of_every_day(tmp_path, ending):
    (tmp_path / "a.txt").write_text("It rained.")
    assert run(tmp_path / "a.txt", "--output", tmp_path / f"q.{ending}").exit_code == 0
    assert list(read_rows(tmp_path / f"q.{ending}", ["text", "speaker"])) == []


def test_a_table_of_articles_becomes_one_of_quotes(tmp_path):
    head = "id,title,start,text\n"
    rows = 'a1,Strike,x,"“We stay,” said Ana Paz."\na2,Vote,y,"“No,” said Len Roth."\n,,,\n'
    (tmp_path / "articles.csv").write_text(head + rows)
    done = run(tmp_path / "articles.csv")
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == ["title", "given_start", *FIELDS]  # "start" is ours
    assert (first["title"], first["article"], first["id"]) == ("Strike", "a1", "a1#01")
    assert (second["title"], second["speaker"]) == ("Vote", "Len Roth")


def test_a_row_named_as_one_before_is_rejected_alone(tmp_path):
    said = '"“We stay,” said Ana Paz."\n'
    (tmp_path / "a.csv").write_text(f"id,text\n1,{said}2,{said}1,{said}3,{said}")
    (tmp_path / "b.csv").write_text(f"id,text\n3,{said}4,{said}")
    done = run(tmp_path / "a.csv", tmp_path / "b.csv")
    assert done.exit_code == 3
    named = [json.loads(line)["article"] for line in done.stdout.splitlines()]
    assert named == ["1", "2", "3", "4"]
    assert done.stderr.splitlines() == [
        "rejected: a.csv:4: an article named '1' came before; names are unique",
        "rejected: b.csv:2: an article named '3' came before; names are unique",
    ]


def test_what_an_article_has_of_a_quotes_names_is_kept(tmp_path):
    head, said = "id,article,kind,text\n", '"“We stay,” said Ana Paz."\n'
    (tmp_path / "articles.csv").write_text(f"{head}77,Strike,opinion,{said}78,,news,{said}")
    first, second = map(json.loads, run(tmp_path / "articles.csv").stdout.splitlines())
    told = (first["article"], first["given_id"], first["given_kind"], first["kind"])
    assert told == ("Strike", "77", "opinion", "direct")
    assert (second["article"], "given_id" in second) == ("78", False)


def test_articles_without_a_name_have_that_of_their_table_and_row(tmp_path):
    said = '"“We stay,”\nsaid Ana Paz."\n'  # two lines
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"text\n{said}{said}")
    done = run(tmp_path / "a.csv", tmp_path / "b.csv")
    named = [json.loads(line)["article"] for line in done.stdout.splitlines()]
    assert named == ["a-1", "a-2", "b-1", "b-2"]


def test_an_article_that_cannot_be_read_does_not_lose_the_others(tmp_path):
    said = '"“We stay,” said Ana Paz."\n'
    (tmp_path / "a.csv").write_text(f"id,text\n1,{said}2,\n3,{said}4,{said}".replace("4,", "4,,"))
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "good.txt").write_text(TEXT)
    output = tmp_path / "out.jsonl"
    done = run(*(tmp_path / n for n in ("a.csv", "bad.txt", "good.txt")), "--output", output)
    assert done.exit_code == 3
    named = [json.loads(line)["article"] for line in output.read_text().splitlines()]
    assert named == ["1", "3", "good", "good"]
    told = [line.removeprefix("rejected: ") for line in done.stderr.splitlines()]
    assert told[0] == "a.csv:3: text is '', must be a text that is not empty"
    assert told[1].startswith("a.csv:5: must have 2 cells")
    assert told[2].endswith("bad.txt:1: byte 1 of the line is not UTF-8; save it as UTF-8")
    (tmp_path / "a.csv").write_text("id,text\n1,\n2,\n")  # of none that can be read it stops
    done = run(tmp_path / "a.csv", "--output", tmp_path / "none.jsonl")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "none.jsonl").exists()


def test_articles_of_one_file_name_are_named_by_their_folders(tmp_path):
    for year in ("2019", "2020"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "01.txt").write_text("“We stay,” said Ana Paz.")
        (tmp_path / year / "t.csv").write_text('text\n"“We stay,” said Ana Paz."\n')
    (tmp_path / "2019" / "02.txt").write_text("“We stay,” said Ana Paz.")
    done = run(*sorted(tmp_path.glob("*/*")))
    named = [json.loads(line)["article"] for line in done.stdout.splitlines()]
    assert named == ["2019/01", "02", "2019/t-1", "2020/01", "2020/t-1"]


def test_tables_that_differ_in_their_endings_alone_are_told_apart(tmp_path):
    for ending in ("csv", "tsv"):
        (tmp_path / f"t.{ending}").write_text('text\n"“We stay,” said Ana Paz."\n')
    done = run(tmp_path / "t.csv", tmp_path / "t.tsv")
    named = [json.loads(line)["article"] for line in done.stdout.splitlines()]
    assert named == ["t.csv-1", "t.tsv-1"]


def test_html_in_a_table_is_told_once(tmp_path):
    (tmp_path / "web.csv").write_text("text\n" + "“No<br>” said Ana Paz.\n" * 2)
    told = run(tmp_path / "web.csv").stderr.splitlines()
    html = "holds HTML (<br>), which is read as it stands; save it as text first"
    assert told == [f"web.csv:2: {html}"]


@pytest.mark.parametrize("tag", ["<html>", "<!DOCTYPE", '<p class="a">', "<br/>", "</div>"])
def test_a_page_of_the_web_is_known_by_its_tags(tag, tmp_path):
    (tmp_path / "page.txt").write_text(f"{tag}“No,” said Ana Paz.")
    assert f"holds HTML ({tag})" in run(tmp_path / "page.txt").stderr
    assert f"standard input: holds HTML ({tag})" in run(stdin=f"{tag}“No,” said Ana Paz.").stderr


def test_what_only_looks_like_a_tag_is_no_page_of_the_web(tmp_path):
    assert run(stdin="“I <3 it if a < b and c <b and d> e,” said Ana Paz <ana@a.bc>.").stderr == ""


def test_a_long_text_that_is_not_english_is_told():
    spanish = "El ministro dijo que no había cumplido y que la ley sigue: «No me voy». "
    told = "standard input: does not look English, which is all that is read rightly"
    assert told in run(stdin=8 * spanish).stderr.splitlines()
    assert told not in run(stdin=spanish).stderr.splitlines()  # too short to say
    assert run(stdin=20 * TEXT).stderr == ""


@pytest.mark.parametrize("name", ["quotes.jsonl.gz", "quotes.csv.xz", "quotes.jsonl.zst"])
def test_an_output_is_compressed_by_its_ending(name, tmp_path):
    done = run("--output", tmp_path / name, stdin=TEXT)
    assert done.exit_code == 0, done.output
    written = [row.fields["text"] for row in read_table(tmp_path / name)]
    assert written == ["We sold nothing,", "Not a loaf."]


def test_many_articles_have_a_bar_on_a_terminal_alone(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr(rows, "_MANY", 0)
    plain = rows.article_rows([str(tmp_path / "a.txt")])
    assert capsys.readouterr().err == ""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        assert rows.article_rows([str(tmp_path / "a.txt")]) == plain
        shown = os.read(ours, 4096)
    os.close(ours)
    assert b"extracting" in shown
    assert b"100%" in shown


def test_indirect_quotes_can_be_left_out():
    text = "Ana Paz said that the bridge was closed."
    assert run(stdin=text).stdout
    assert run("--no-indirect", stdin=text).stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.txt"], "nowhere.txt: cannot be read: No such file"),
        (["table.csv"], "table.csv: cannot be read: No such file"),
        (["table.md"], "table.md: a table must end in .jsonl, .csv"),
        (["page.html"], ".zst; an article, where one is read, in .txt"),
        (["--format", "table"], "format 'table': "),
        (["--format", "parquet"], "format parquet is not for standard output"),
        (["--output", "q.parquet.gz"], "Parquet is compressed inside; take .gz off it"),
        (["bad.txt"], "bad.txt:2: byte 1 of the line is not UTF-8; save it as UTF-8"),
        (["a/x.txt", "b/../a/x.txt"], "an article named 'x' came before"),
        (["a/x.txt", "--output", "b/../a/x.txt"], "is read or written already"),
        (["a/x.txt", "--output", "b"], "b: is a folder"),
        (["a/x.txt", "--output", "c"], "c: must end in .jsonl"),
    ],
)
def test_mistakes_are_one_line_and_status_2(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.txt").write_bytes(b"a\n\xff")
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("x")
    done = run(*arguments, stdin="")
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
