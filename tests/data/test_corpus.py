"""The corpus folder: what goes in comes out, and what breaks a rule is told by file and row."""

import json
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.data.corpus import bundled_corpus, context_of, read_corpus
from stance.data.corpus_writer import write_corpus
from stance.errors import UserError
from stance.schema import Kind, Split
from tests.conftest import small_corpus


def test_reading_gives_back_what_was_written(corpus, tmp_path):
    write_corpus(corpus, tmp_path / "c")
    assert read_corpus(tmp_path / "c") == corpus


def test_targets_may_be_described(corpus, tmp_path):
    first, *others = corpus.targets
    told = replace(first, descriptions=("the mayor",))
    write_corpus(replace(corpus, targets=(told, *others)), tmp_path / "c")
    assert read_corpus(tmp_path / "c").targets == (told, *others)


def test_writing_replaces_an_earlier_corpus_whole(corpus, tmp_path):
    write_corpus(corpus, tmp_path / "c")
    old = tmp_path / "c" / "articles" / "old.txt"
    old.write_text("old")
    with pytest.raises(UserError, match="holds a corpus, whose labels would be lost"):
        write_corpus(corpus, tmp_path / "c")
    assert old.exists()
    write_corpus(corpus, tmp_path / "c", overwrite=True)
    assert {p.name for p in tmp_path.iterdir()} == {"c"}
    assert not old.exists()
    (tmp_path / "c" / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match=r"holds thesis\.txt, which would be lost"):
        write_corpus(corpus, tmp_path / "c", overwrite=True)


def test_writing_replaces_nothing_else(corpus, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(
        UserError, match=r"is there already, and holds thesis\.txt, which would be lost"
    ):
        write_corpus(corpus, tmp_path)
    with pytest.raises(UserError, match="is there already"):
        write_corpus(corpus, tmp_path / "thesis.txt")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    (tmp_path / "empty").mkdir()
    write_corpus(corpus, tmp_path / "empty")
    assert read_corpus(tmp_path / "empty") == corpus


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"id": None}, "quotes.jsonl:1: id is None, must be a text"),
        ({"start": None, "end": None}, "quotes.jsonl:1: start is None, must be a whole number"),
        ({"article": "elsewhere"}, "quotes.jsonl:1: article 'elsewhere' is not in articles.jsonl"),
    ],
)
def test_what_could_not_be_read_back_replaces_nothing(changed, message, corpus, tmp_path):
    write_corpus(corpus, tmp_path / "c")
    first, *others = corpus.annotations
    broken = replace(first, quote=replace(first.quote, **changed))
    with pytest.raises(UserError, match=f"^{message}"):
        write_corpus(replace(corpus, annotations=(broken, *others)), tmp_path / "c", overwrite=True)
    assert read_corpus(tmp_path / "c") == corpus
    assert {p.name for p in tmp_path.iterdir()} == {"c"}
    write_corpus(replace(corpus, annotations=()), tmp_path / "unread")  # texts, no quote so far
    assert read_corpus(tmp_path / "unread").articles == corpus.articles


def test_a_corpus_shows_its_size_not_its_texts(corpus):
    assert repr(corpus) == "Corpus of 2 targets, 6 articles, 36 quotes"


def test_every_quote_meets_every_target(corpus):
    examples = corpus.examples(Split.TRAIN)
    assert len(examples) == 2 * 6 * 2  # articles x quotes x targets
    assert [e.target.id for e in examples[:2]] == ["maduro", "guaido"]
    assert [e.stance.value for e in examples[:4]] == ["favor", "neutral", "against", "neutral"]


def test_minimal_pairs_go_with_the_corpus(corpus_folder, tmp_path):
    shutil.copytree(corpus_folder, tmp_path / "c")
    change(tmp_path / "c", "quotes.jsonl", 1, pair="train-0#02")
    change(tmp_path / "c", "quotes.jsonl", 2, pair="train-0#01")
    paired = read_corpus(tmp_path / "c")
    assert [a.pair for a in paired.annotations[:3]] == ["train-0#02", "train-0#01", None]
    write_corpus(paired, tmp_path / "again")
    assert read_corpus(tmp_path / "again") == paired


def test_a_corpus_need_not_speak_of_pairs(corpus_folder, tmp_path):
    shutil.copytree(corpus_folder, tmp_path / "c")
    change(tmp_path / "c", "quotes.jsonl", 1, pair=...)
    assert read_corpus(tmp_path / "c") == read_corpus(corpus_folder)


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ({1: "train-0#02"}, "must be another quote that names this one"),
        ({1: "train-0#01"}, "must be another quote that names this one"),
        ({1: "x#01"}, "must be another quote that names this one"),
        ({1: "train-1#02", 8: "train-0#01", 2: "train-1#02"}, "must be another quote"),
        ({1: "dev-0#02", 14: "train-0#01"}, "lies in another split"),
        ({1: "train-1#01", 7: "train-0#01"}, "has the same stances"),
    ],
)
def test_a_pair_that_is_none_is_refused(corpus_folder, tmp_path, pairs, says):
    shutil.copytree(corpus_folder, tmp_path / "c")
    lines = (tmp_path / "c" / "quotes.jsonl").read_text().splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert (ids[6], ids[7], ids[13]) == ("train-1#01", "train-1#02", "dev-0#02")
    for line, pair in pairs.items():
        change(tmp_path / "c", "quotes.jsonl", line, pair=pair)
    with pytest.raises(UserError) as error:
        read_corpus(tmp_path / "c")
    assert str(error.value).startswith("quotes.jsonl: quote 'train-0#0")
    assert says in str(error.value)


def change(folder, file, line, **fields):
    """Changes fields of one line of a JSON Lines file; None takes the field away."""
    path = folder / file
    lines = path.read_text().splitlines()
    row = json.loads(lines[line - 1]) | fields
    row = {k: v for k, v in row.items() if v is not Ellipsis}
    lines[line - 1] = json.dumps(row)
    path.write_text("\n".join(lines))


def duplicate(folder, file, line, **fields):
    path = folder / file
    row = json.loads(path.read_text().splitlines()[line - 1]) | fields
    path.write_text(path.read_text() + json.dumps(row))


def label(stance, basis="explicit"):
    good = {"stance": "neutral", "basis": "none"}
    return {"maduro": {"stance": stance, "basis": basis}, "guaido": good}


BROKEN = {
    "no file": (
        lambda c: (c / "quotes.jsonl").unlink(),
        r"quotes.jsonl: cannot be read: No such file",
    ),
    "not JSON": (
        lambda c: (c / "quotes.jsonl").write_text('{"id": 1,,}'),
        r"quotes.jsonl:1: not JSON: .* at column 10",
    ),
    "not an object": (
        lambda c: (c / "quotes.jsonl").write_text("[1]"),
        r"quotes.jsonl:1: '\[1\]' must be a JSON object",
    ),
    "not UTF-8": (
        lambda c: (c / "articles" / "dev-0.txt").write_bytes(b"abc\xff"),
        r"dev-0.txt:1: byte 4 of the line is not UTF-8",
    ),
    "no article text": (
        lambda c: (c / "articles" / "dev-0.txt").unlink(),
        r"articles.jsonl:3: articles/dev-0.txt is not there",
    ),
    "empty article": (
        lambda c: (c / "articles" / "dev-0.txt").write_text(" \n"),
        r"articles.jsonl:3: text of article dev-0 is empty",
    ),
    "no target": (lambda c: (c / "targets.jsonl").write_text(""), r"no target"),
    "target twice": (
        lambda c: duplicate(c, "targets.jsonl", 1),
        r"targets.jsonl: target 'maduro' stands twice",
    ),
    "offset": (
        lambda c: change(c, "quotes.jsonl", 2, start=0, end=21),
        r"quotes.jsonl:2: text 'Maduro robbed us all,' is not what stands at 0-21 of train-0.txt",
    ),
    "offset past the end": (
        lambda c: change(c, "quotes.jsonl", 2, start=90_000, end=90_021),
        r"quotes.jsonl:2: .* which is ''",
    ),
    "negative offset": (
        lambda c: change(c, "quotes.jsonl", 2, start=-3, end=-1),
        r"quotes.jsonl:2: text",
    ),
    "offset of a wrong type": (
        lambda c: change(c, "quotes.jsonl", 2, start="0"),
        r"quotes.jsonl:2: start is '0', must be a whole number",
    ),
    "quote twice": (
        lambda c: duplicate(c, "quotes.jsonl", 2),
        r"quotes.jsonl:37: quote 'train-0#02' stands twice",
    ),
    "quote id": (
        lambda c: change(c, "quotes.jsonl", 2, id="train-0-2"),
        r"quotes.jsonl:2: id 'train-0-2' must be train-0# and two digits or more",
    ),
    "unknown label": (
        lambda c: change(c, "quotes.jsonl", 2, stances=label("pro")),
        r"quotes.jsonl:2: stances: maduro: stance 'pro' is not one of favor, against, neutral",
    ),
    "unknown basis": (
        lambda c: change(c, "quotes.jsonl", 2, stances=label("favor", "hunch")),
        r"quotes.jsonl:2: .* basis 'hunch' is not one of explicit, implied, none",
    ),
    "basis and label": (
        lambda c: change(c, "quotes.jsonl", 2, stances=label("neutral", "explicit")),
        r"quotes.jsonl:2: .* basis 'explicit' does not go with stance 'neutral'",
    ),
    "target left out": (
        lambda c: change(c, "quotes.jsonl", 2, stances={"maduro": label("favor")["maduro"]}),
        r"quotes.jsonl:2: stances: no field 'guaido'",
    ),
    "target not known": (
        lambda c: change(c, "quotes.jsonl", 2, stances=label("favor") | {"pence": {}}),
        r"quotes.jsonl:2: stances: 'pence' is not a target",
    ),
    "article in two splits": (
        lambda c: duplicate(c, "articles.jsonl", 1, split="test"),
        r"articles.jsonl:7: article 'train-0' is in two splits, train and test",
    ),
    "article twice": (
        lambda c: duplicate(c, "articles.jsonl", 1),
        r"articles.jsonl:7: article 'train-0' stands twice",
    ),
    "date": (
        lambda c: change(c, "articles.jsonl", 1, date="26/03/2019"),
        r"articles.jsonl:1: date '26/03/2019' must be ISO 8601, as 2019, 2019-03, 2019-03-26",
    ),
    "unknown field of a target": (
        lambda c: change(c, "targets.jsonl", 1, description=["the mayor"]),
        r"targets.jsonl:1: unknown field 'description'; did you mean descriptions\?",
    ),
    "unknown field of an article": (
        lambda c: change(c, "articles.jsonl", 2, url="https://example.org"),
        r"articles.jsonl:2: unknown field 'url'; allowed: id, title, date, outlet, origin, split",
    ),
    "unknown field of a quote": (
        lambda c: change(c, "quotes.jsonl", 2, pairs="train-0#01"),
        r"quotes.jsonl:2: unknown field 'pairs'; did you mean pair\?",
    ),
    "unknown field of a label": (
        lambda c: change(
            c, "quotes.jsonl", 2, stances={k: v | {"conf": 1} for k, v in label("favor").items()}
        ),
        r"quotes.jsonl:2: stances: maduro: unknown field 'conf'; allowed: stance, basis",
    ),
    "a span twice": (
        lambda c: duplicate(c, "quotes.jsonl", 2, id="train-0#99"),
        r"quotes.jsonl:37: \d+-\d+ is quote 'train-0#02' already; a span is one quote",
    ),
    "a mention that stands nowhere": (
        lambda c: change(c, "quotes.jsonl", 2, speaker_mention="Bob"),
        r"quotes.jsonl:2: speaker_mention 'Bob' does not stand in train-0.txt",
    ),
    "an article without a line": (
        lambda c: (c / "articles" / "extra.txt").write_text("Left over."),
        r"articles/extra.txt: no line of articles.jsonl has this id",
    ),
    "unknown split": (
        lambda c: change(c, "articles.jsonl", 1, split="valid"),
        r"articles.jsonl:1: split 'valid' is not one of train, dev, test, gold",
    ),
    "a path as id": (
        lambda c: change(c, "articles.jsonl", 1, id="../train-0"),
        r"articles.jsonl:1: id '../train-0' must be a file name",
    ),
    "a path from the root as id": (
        lambda c: change(c, "articles.jsonl", 1, id="/etc/passwd"),
        r"articles.jsonl:1: id '/etc/passwd' must be a file name",
    ),
    "the folder above as id": (
        lambda c: change(c, "articles.jsonl", 1, id=".."),
        r"articles.jsonl:1: id '\.\.' must be a file name",
    ),
    "a hidden file as id": (
        lambda c: change(c, "articles.jsonl", 1, id=".train"),
        r"articles.jsonl:1: id '\.train' must be a file name",
    ),
    "an id no disk can hold": (
        lambda c: change(c, "articles.jsonl", 1, id="x" * 300),
        r"articles.jsonl:1: id 'x*…' must be a file name",
    ),
    "unknown article": (
        lambda c: change(c, "quotes.jsonl", 2, article="nowhere"),
        r"quotes.jsonl:2: article 'nowhere' is not in articles.jsonl",
    ),
    "empty text": (
        lambda c: change(c, "quotes.jsonl", 2, text="", start=5, end=5),
        r"quotes.jsonl:2: text is '', must be a text that is not empty",
    ),
    "missing column": (
        lambda c: change(c, "quotes.jsonl", 2, speaker=...),
        r"quotes.jsonl:2: no field 'speaker'; the fields are id, article",
    ),
    "descriptions that are no list": (
        lambda c: change(c, "targets.jsonl", 1, descriptions="mayor"),
        r"^targets.jsonl:1: descriptions is 'mayor', must be a list of texts",
    ),
    "an empty alias": (
        lambda c: change(c, "targets.jsonl", 2, aliases=["Guaidó", ""]),
        r"targets.jsonl:2: an alias of target guaido is empty",
    ),
    "half a letter": (
        lambda c: change(c, "targets.jsonl", 2, aliases=["\ud800"]),
        r"targets.jsonl:2: aliases holds half a surrogate pair",
    ),
    "an empty description": (
        lambda c: change(c, "targets.jsonl", 2, descriptions=[" "]),
        r"targets.jsonl:2: a description of target guaido is empty",
    ),
    "continues a later one": (
        lambda c: change(c, "quotes.jsonl", 2, continues="train-0#03"),
        r"quotes.jsonl:2: continues 'train-0#03', which is not an earlier quote",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_breaks_a_rule_is_told_in_one_line(broken, corpus_folder, tmp_path):
    folder = tmp_path / "c"
    shutil.copytree(corpus_folder, folder)
    breaking, message = BROKEN[broken]
    breaking(folder)
    with pytest.raises(UserError, match=message) as caught:
        read_corpus(folder)
    assert "\n" not in str(caught.value)


def test_no_folder():
    with pytest.raises(UserError, match="no such folder; a corpus is a folder"):
        read_corpus("nowhere")


@given(st.text(), st.text(min_size=1).filter(str.strip), st.text())
def test_a_context_holds_its_quote(before, words, after):
    text = before + words + after
    context = context_of(text, len(before), len(before) + len(words))
    assert words.strip() in context
    assert context in text


def test_the_context_of_a_heading_reaches_into_what_follows():
    text = "First.\n'Foreign troops'\nHe said so.\nLast."
    assert context_of(text, 8, 22) == "'Foreign troops'"
    assert context_of(text, 8, 22, Kind.HEADING) == "'Foreign troops'\nHe said so."
    assert context_of("'End'", 1, 4, Kind.HEADING) == "'End'"


def test_the_bundled_corpus_is_in_the_checkout():
    assert bundled_corpus().parts[-2:] == ("data", "corpus")


def test_an_id_with_a_space_is_told_with_what_is_allowed(tmp_path):
    corpus = small_corpus(1)
    article = replace(corpus.articles[0], id="march 26")
    with pytest.raises(UserError) as told:
        write_corpus(replace(corpus, articles=(article,), annotations=()), tmp_path / "corpus")
    assert str(told.value) == (
        "id 'march 26' must be a file name: letters, digits, - _ . (no space, no . in front, at "
        "most 200 bytes); give the article another, such as 'march-26'"
    )


@pytest.mark.parametrize("identifier", ["../out", "/out", "a/b", "..", "a\\b"])
def test_a_corpus_is_never_written_outside_its_folder(identifier, tmp_path):
    corpus = small_corpus(1)
    article = replace(corpus.articles[0], id=identifier)
    with pytest.raises(UserError, match=r"id '.*' must be a file name"):
        write_corpus(replace(corpus, articles=(article,), annotations=()), tmp_path / "corpus")
    assert not list(tmp_path.iterdir())
