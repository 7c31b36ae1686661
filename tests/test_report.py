"""`python -m stance.report`: articles, tables, both together, and mistakes."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.classifiers.folder import Manifest, save_model
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data
from stance.data.tables import read_table, write_table
from stance.inference import load
from stance.report import app
from tests.conftest import small_corpus

ARTICLE = "26 Mar 2019; DW: x.\n“Maduro robbed us,” said Ana Paz, a baker. “Guaidó feeds us.”\n"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    data = corpus_data(small_corpus())
    classifier = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
    folder = tmp_path_factory.mktemp("report") / "model"
    save_model(classifier, Manifest("tfidf", classifier.settings, data.targets), folder)
    return str(folder)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "market.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def data_in(path):
    html = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</', html)[1])


def test_an_article_becomes_a_page(model, here):
    done = run("market.txt", "--model", model)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    found = data_in(here / "report.html")
    assert found["targets"] == ["Nicolás Maduro", "Juan Guaidó"]
    assert found["speakers"] == ["Ana Paz"]
    (story,) = found["stories"]
    assert (story["title"], found["outlets"], story["date"]) == ("market", ["DW"], "2019-03-26")
    assert story["paragraphs"][1][:3] == [
        "“",
        ["Maduro robbed us,", 1],
        "” said Ana Paz, a baker. “",
    ]
    answers = load(model).predict_quote("Maduro robbed us,", "Ana Paz", ARTICLE.split("\n")[1])
    told = [answer[1:4] for answer in story["quotes"][0][5]]
    assert told == [[int(100 * p + 0.5) for p in a.probabilities] for a in answers]


def test_words_are_explained_if_asked(model, here):
    run("market.txt", "--model", model, "--explain", "--target", "maduro", "--output", "a.html")
    (story,) = data_in(here / "a.html")["stories"]
    words = story["quotes"][0][6]
    assert "".join(text for text, _ in words) == "Maduro robbed us,"
    context = ARTICLE.split("\n")[1]
    expected = load(model).explain("Maduro robbed us,", "Ana Paz", context, target="maduro").words
    weights = [weights[0] for _, weights in words if weights]
    assert weights == [round(100 * word.weight) for word in expected]
    assert any(weights)


def test_a_table_of_quotes_is_asked_about_like_an_article(model, here):
    """Quotes, the predictions of them, and the article they come from: one page, explained."""
    from stance.extract import app as extract
    from stance.predict import app as predict

    quotes, answers = here / "quotes.jsonl", here / "answers.csv"
    assert CliRunner().invoke(extract, ["market.txt", "--output", str(quotes)]).exit_code == 0
    asked = [str(quotes), "--model", model, "--output", str(answers)]
    assert CliRunner().invoke(predict, asked).exit_code == 0
    pages = []
    for inputs in (["market.txt"], ["quotes.jsonl", "market.txt"], ["answers.csv", "market.txt"]):
        done = run(*inputs, "--model", model, "--explain")
        assert done.exit_code == 0, done.output
        pages.append(data_in(here / "report.html"))
    assert pages[0] == pages[1] == pages[2]
    assert any(weight for _, given in pages[0]["stories"][0]["quotes"][0][6] for weight in given)
    own = '{"text": "He robbed us", "target": "Guaidó"}\n{"text": "Maduro feeds us"}\n'
    quotes.write_text(own, encoding="utf-8")
    assert run("quotes.jsonl", "--model", model, "--target", "maduro").exit_code == 0
    assert len(data_in(here / "report.html")["stories"][0]["quotes"]) == 2
    assert run("quotes.jsonl", "--model", model).exit_code == 0
    first, second = data_in(here / "report.html")["stories"][0]["quotes"]
    assert sorted([first[5].count(None), second[5].count(None)]) == [0, 1]


def test_only_the_model_that_made_a_table_explains_it(model, here):
    answers = list(load(model).predict_rows([{"text": "Maduro robbed us", "explanation": "mine"}]))
    write_table(answers, "csv", here / "t.csv")
    assert run("t.csv", "--model", model, "--explain").exit_code == 0
    answers[1]["favor"], answers[1]["neutral"] = answers[1]["neutral"], answers[1]["favor"]
    write_table(answers, "csv", here / "t.csv")
    done = run("t.csv", "--model", model, "--explain", "--output", "no.html")
    assert done.exit_code == 2
    assert "t.csv:3: favor is " in done.stderr
    assert "--explain takes the --model that made the table" in done.stderr
    assert not (here / "no.html").exists()


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_a_table_of_predictions_gives_the_same_page_in_every_format(ending, model, here):
    rows = [{"article": "m", "text": "Maduro robbed us", "outlet": "North", "date": "2019-01-02"}]
    answers = list(load(model).predict_rows(rows))
    write_table(answers, ending, here / f"answers.{ending}")
    write_table(answers, "jsonl", here / "reference.jsonl")
    for name in (f"answers.{ending}", "reference.jsonl"):
        assert run(name, "--output", f"{name}.html").exit_code == 0
    page = (here / f"answers.{ending}.html").read_text()
    assert page == (here / "reference.jsonl.html").read_text()
    assert "The tables do not say which model" in page
    assert data_in(here / f"answers.{ending}.html")["outlets"] == ["North"]


def test_a_table_takes_its_articles_from_texts_beside_it(model, here):
    from stance.predict import app as predict

    asked = ["market.txt", "--model", model, "--output", "answers.jsonl"]
    assert CliRunner().invoke(predict, asked).exit_code == 0
    (here / "other.txt").write_text("“Guaidó feeds us,” said Bo Sol.")
    assert run("market.txt", "other.txt", "--model", model, "--output", "asked.html").exit_code == 0
    # market's answers are the table's; other.txt, of which the table says nothing, is asked about
    assert run("answers.jsonl", "market.txt", "other.txt", "--model", model).exit_code == 0
    assert data_in(here / "report.html") == data_in(here / "asked.html")
    assert {r.fields["article"] for r in read_table("answers.jsonl")} == {"market"}


def test_a_text_keeps_the_name_that_a_table_gave_it(model, here):
    from stance.predict import app as predict

    for year in ("2019", "2020"):
        (here / year).mkdir()
        (here / year / "01.txt").write_text("“Guaidó feeds us,” said Bo Sol.")
    both = ["2019/01.txt", "2020/01.txt"]
    for files, output in ((both, "both.jsonl"), (both[:1], "one.jsonl")):
        asked = [*files, "--model", model, "--output", output]
        assert CliRunner().invoke(predict, asked).exit_code == 0
    assert run("both.jsonl", "2019/01.txt").exit_code == 0  # without a model: nothing is asked
    assert len(data_in(here / "report.html")["stories"]) == 2
    done = run("one.jsonl", *both, "--model", model)
    assert (done.exit_code, done.stderr) == (
        2,
        "error: 2020/01.txt: an article named '01' came before; names are unique\n",
    )


def test_a_labelled_table_is_asked_about(model, here):
    write_table([{"text": "Maduro feeds us", "stance": "pro"}], "csv", here / "LABELLED.CSV")
    done = run("LABELLED.CSV", "--model", model, "--target", "maduro")
    assert done.exit_code == 0
    [story] = data_in(here / "report.html")["stories"]
    [(_, favor, against, neutral, *_)] = story["quotes"][0][5]
    assert favor > max(against, neutral)


def test_targets_are_chosen_and_ordered(model, here):
    write_table(load(model).predict_rows([{"text": "Maduro robbed us"}]), "csv", here / "t.csv")
    run("t.csv", "--target", "guaido")
    assert data_in(here / "report.html")["targets"] == ["guaido"]
    run("t.csv", "market.txt", "--model", model, "--target", "Guaidó", "--target", "maduro")
    assert data_in(here / "report.html")["targets"] == ["Juan Guaidó", "Nicolás Maduro"]
    (here / "quotes.csv").write_text("text\nMaduro robbed us\n")
    run("quotes.csv", "--model", model, "--target", "maduro", "--target", "Maduro")  # one, twice
    [story] = data_in(here / "report.html")["stories"]
    assert len(story["quotes"]) == 1


def test_an_empty_article_is_a_page_too(model, here):
    (here / "empty.txt").write_text("")
    assert run("empty.txt", "--model", model).exit_code == 0
    assert data_in(here / "report.html")["stories"][0]["quotes"] == []


def test_an_article_that_is_not_utf8_is_left_out(model, here):
    (here / "latin.txt").write_bytes(b"Gris\xe9")
    done = run("latin.txt", "market.txt", "--model", model)
    told = "rejected: latin.txt:1: byte 5 of the line is not UTF-8; save it as UTF-8"
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (3, told)
    assert [story["title"] for story in data_in(here / "report.html")["stories"]] == ["market"]
    for left in (["latin.txt"], ["latin.txt", "none.txt", "market.txt"]):
        done = run(*left, "--model", model, "--output", "no.html")
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
        assert not (here / "no.html").exists()
    write_table([{"article": "latin", "text": "Maduro robbed us"}], "csv", here / "q.csv")
    assert run("q.csv", "latin.txt", "--model", model).exit_code == 3
    assert [story["title"] for story in data_in(here / "report.html")["stories"]] == ["latin"]


def test_the_version_an_alias_stood_for_is_on_the_page(model, here, monkeypatch):
    monkeypatch.setattr("stance.inference.folder_of", lambda uri: Path(model))
    monkeypatch.setattr("stance.registry.version_of", lambda uri: "version 3, run 1a2b3c4d")
    assert run("market.txt").exit_code == 0
    told = "by the model <bdi>models:/stance@champion (version 3, run 1a2b3c4d)</bdi>"
    assert told in (here / "report.html").read_text(encoding="utf-8")


def test_a_row_that_cannot_be_read_is_left_out(model, here):
    (here / "q.csv").write_text("text\nMaduro robbed us\na,b\nGuaidó feeds us\n")
    done = run("q.csv", "--model", model)
    told = "rejected: q.csv:3: must have 1 cells, as the header, has 2"
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (3, told)
    assert sum(len(story["quotes"]) for story in data_in(here / "report.html")["stories"]) == 2
    (here / "q.csv").write_text("text\na,b\n")  # nothing else is there
    done = run("q.csv", "--model", model, "--output", "no.html")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert not (here / "no.html").exists()


def test_a_table_of_articles_is_told(model, here):
    text = "Maduro rose.\n\n“No,” said Ana Paz.\n\n“Yes,” said Len Roth."
    write_table([{"text": text}] * 2, "csv", here / "articles.csv")
    done = run("articles.csv", "--model", model)
    told = [line for line in done.stderr.splitlines() if "looks like an article" in line]
    assert [line.split(": ")[0] for line in told] == ["articles.csv:2"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.txt"], "error: none.txt: cannot be read: No such file"),
        (["a.xml"], "error: a.xml: a table must end in .jsonl, .csv, .tsv, .parquet"),
        (["quotes.csv"], "error: no mlflow.db in this folder; train first"),
        (["none.csv"], "error: none.csv:2: no field 'target', which a stance is toward"),
        (["bad.csv"], "error: bad.csv:2: stance 'pro' is not one of favor, against, neutral"),
        (["market.txt", "--model", "none"], "error: none: no such model folder"),
        (["good.csv", "--target", "maduo"], "error: --target 'maduo' has no answers; did you mean"),
        (["good.csv", "--explain"], "error: no mlflow.db in this folder; train first"),
        (["empty.csv"], "error: nothing to report: the tables have no rows"),
        (["good.csv", "--output", "."], ".: is a folder; give the name of a file"),
        (["good.csv", "--output", "./good.csv"], "good.csv: is read or written already"),
    ],
)
def test_mistakes_are_one_line_and_status_2(arguments, message, here, monkeypatch):
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)  # MLflow sets it itself
    head = "text,target,stance,favor,against,neutral\n"
    (here / "quotes.csv").write_text("text\nyes\n")
    (here / "none.csv").write_text("text,stance,favor,against,neutral\nyes,favor,1,0,0\n")
    (here / "bad.csv").write_text(head + "yes,maduro,pro,1,0,0\n")
    (here / "good.csv").write_text(head + "yes,maduro,favor,1,0,0\n")
    (here / "empty.csv").write_text(head)
    before = {path.name for path in here.iterdir()}
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert {path.name for path in here.iterdir()} == before


@pytest.mark.slow
def test_a_thousand_articles_are_less_than_5_megabytes(here):
    """Articles of the bundled corpus four times over, every quote with two answers."""
    from stance.data.corpus import read_corpus
    from stance.schema import LABELS

    corpus = read_corpus()
    quotes = {}
    for annotation in corpus.annotations:
        quotes.setdefault(annotation.quote.article, []).append(annotation)
    names, rows = [], []
    for number in range(1000):
        article = corpus.articles[number % len(corpus.articles)]
        names.append(f"{number}.txt")
        (here / names[-1]).write_text(article.text, encoding="utf-8")
        for a in quotes[article.id]:
            for target, label in a.stances.items():
                shares = dict.fromkeys(LABELS, 0.15) | {label.stance.value: 0.7}
                cells = {"article": str(number), "outlet": article.outlet, "date": article.date}
                place = {"start": a.quote.start, "id": a.quote.id, "speaker": a.quote.speaker}
                words = {"text": a.quote.text, "target": target, "stance": label.stance.value}
                rows.append(cells | place | words | shares)
    write_table(rows, "parquet", here / "answers.parquet")
    done = run("answers.parquet", *names)
    assert done.exit_code == 0, done.output
    assert len(data_in(here / "report.html")["stories"]) == 1000
    assert (here / "report.html").stat().st_size < 5_000_000
