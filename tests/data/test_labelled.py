"""Anyone's table of labelled quotes."""

import pytest

from stance.data.examples import to_examples
from stance.data.labelled import COLUMNS, read_labelled
from stance.data.tables import write_table
from stance.errors import UserError

OWN = {
    "text": "words",
    "target": "about",
    "stance": "position",
    "speaker": "who",
    "context": None,
    "group": "debate",
}
SAME = dict.fromkeys(COLUMNS) | {"text": "text", "target": "target", "stance": "stance"}
LABELS = {"favor": "1", "against": "-1", "neutral": "0"}


def rows(first, count):
    return [
        {
            "words": f"words {n}",
            "about": "tax",
            "position": n % 3 - 1,
            "who": "Ana Paz" if n % 2 else None,
            "debate": n // 3,
            "n": n,
        }
        for n in range(first, first + count)
    ]


def read(tmp_path, columns=OWN, labels=LABELS, held_out=0.3, targets=None, **paths):
    paths = {name: path and tmp_path / path for name, path in paths.items()}
    return read_labelled(
        paths,
        columns=columns,
        labels=labels,
        held_out=held_out,
        common={"energy"},
        targets=targets and tmp_path / targets,
    )


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_columns_and_labels_have_the_names_they_have(ending, tmp_path):
    for name, first, count in (("train", 0, 60), ("dev", 60, 6), ("test", 66, 6)):
        write_table(rows(first, count), ending, tmp_path / f"{name}.{ending}")
    paths = {name: f"{name}.{ending}" for name in ("train", "dev", "test")}
    data = read(tmp_path, **paths)
    assert {name: len(split) for name, split in data.splits.items()} == {
        "train": 60,
        "dev": 6,
        "test": 6,
    }
    first, second = to_examples(data.splits["dev"])[:2]  # n is 60 and 61
    assert [e.stance.value for e in (first, second)] == ["against", "neutral"]
    assert [e.quote.speaker for e in (first, second)] == [None, "Ana Paz"]
    assert (first.quote.text, first.target.name, first.quote.article) == ("words 60", "tax", "20")
    assert [target.id for target in data.targets] == ["tax"]


def test_files_of_one_name_have_quotes_of_different_ids(tmp_path):
    for folder, first in (("a", 0), ("b", 60)):
        (tmp_path / folder).mkdir()
        write_table(rows(first, 60), "csv", tmp_path / folder / "t.csv")
    data = read(tmp_path, train="a/t.csv", test="b/t.csv")
    ids = [e.quote.id for split in data.splits.values() for e in to_examples(split)]
    assert len(set(ids)) == 120
    assert {i.rpartition("-")[0] for i in ids} == {"train-t", "test-t"}


def test_a_number_with_a_decimal_point_is_the_label(tmp_path):
    given = [row | {"position": float(row["position"])} for row in rows(0, 30)]
    for ending in ("jsonl", "parquet"):
        write_table(given, ending, tmp_path / f"t.{ending}")
        data = read(tmp_path, train=f"t.{ending}", dev=f"t.{ending}")
        assert data.splits["dev"]["stance"][:3] == [1, 2, 0]  # -1, 0, 1


def test_dev_is_held_out_in_whole_groups(tmp_path):
    write_table(rows(0, 90), "csv", tmp_path / "all.csv")
    data = read(tmp_path, train="all.csv", dev=None, test=None)
    assert list(data.splits) == ["train", "dev"]
    train, dev = (set(data.splits[name]["article"]) for name in ("train", "dev"))
    assert not train & dev
    assert len(train | dev) == 30
    assert len(data.splits["train"]) + len(data.splits["dev"]) == 90


def test_without_groups_rows_of_one_text_stay_together(tmp_path):
    twice = [
        {"text": f"words {n}", "target": target, "stance": stance}
        for n in range(40)
        for target, stance in (("tax", "yes"), ("rent", "no"), ("war", "neither"))
    ]
    write_table(twice, "jsonl", tmp_path / "all.jsonl")
    labels = {"favor": "yes", "against": "no", "neutral": "neither"}
    data = read(tmp_path, columns=SAME, labels=labels, train="all.jsonl", dev=None, test=None)
    train, dev = (set(data.splits[name]["text"]) for name in ("train", "dev"))
    assert dev
    assert not train & dev
    assert [target.id for target in data.targets] == ["rent", "tax", "war"]


def test_a_text_spelt_otherwise_is_the_text(tmp_path, capsys):
    spelt = ("words {}", "words {} ", "words\u00a0 {}", "Words {}")
    given = [
        {"text": spelt[n % 4].format(n // 4), "target": "tax", "stance": n % 3 - 1}
        for n in range(120)
    ]
    write_table(given, "jsonl", tmp_path / "all.jsonl")
    data = read(tmp_path, columns=SAME, train="all.jsonl")
    train, dev = ({t.split()[1] for t in data.splits[name]["text"]} for name in ("train", "dev"))
    assert dev
    assert not train & dev
    assert len({*data.splits["train"]["article"], *data.splits["dev"]["article"]}) == 30
    write_table([row | {"text": f"{row['text']} "} for row in given], "csv", tmp_path / "test.csv")
    read(tmp_path, columns=SAME, train="all.jsonl", dev="all.jsonl", test="test.csv")
    assert "30 of 30 texts of test stand in train too" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "t.csv",
            "text,target,stance\na,tax,pro\n",
            r"t.csv:2: column 'stance' is 'pro', must be one of 1 \(favor\), -1 \(against\), 0 \(n",
        ),
        (
            "t.csv",
            "text,target\na,tax\n",
            "t.csv: no column 'stance'; the columns are text, target",
        ),
        ("t.csv", "text,target,stance\na,,1\n", "t.csv:2: column 'target' is empty"),
        ("t.jsonl", '{"text": "a", "stance": 1}', "t.jsonl:1: no column 'target'; the columns are"),
        ("t.jsonl", '{"text": ["a"], "target": "b", "stance": 1}', "t.jsonl:1: text is "),
        ("t.jsonl", '{"text": "a", "target": "b", "stance": true}', "t.jsonl:1: stance is True"),
        ("t.csv", "text,target,stance\na,tax,1\n", "split train has no quote labelled"),
        ("t.txt", "", "a table must end in .jsonl, .csv, .tsv, .parquet"),
    ],
)
def test_a_bad_table_is_told_by_row_and_column(name, content, message, tmp_path):
    (tmp_path / name).write_text(content)
    with pytest.raises(UserError, match=message) as caught:
        read(tmp_path, columns=SAME, train=name, dev=None, test=None, held_out=0.5)
    assert "\n" not in str(caught.value)


def test_what_must_be_given(tmp_path):
    with pytest.raises(UserError, match=r"data.train is not given: a table"):
        read(tmp_path, train=None)
    with pytest.raises(UserError, match=r"data.columns.target is not given"):
        read(tmp_path, columns=OWN | {"target": None}, train="t.csv")
    with pytest.raises(UserError, match=r"data.labels: 1, 1, 0 must differ"):
        read(tmp_path, labels=LABELS | {"against": "1"}, train="t.csv")
    with pytest.raises(UserError, match=r"no.csv: cannot be read: No such file"):
        read(tmp_path, train="no.csv")


def test_targets_that_differ_in_case_are_one(tmp_path):
    names = ["Carbon tax", "carbon tax", "CARBON TAX"]
    given = [row | {"about": names[n % 3]} for n, row in enumerate(rows(0, 30))]
    write_table(given, "csv", tmp_path / "t.csv")
    data = read(tmp_path, train="t.csv", dev="t.csv")
    assert [target.id for target in data.targets] == ["Carbon tax"]


def test_a_target_of_the_test_rows_alone_is_not_known(tmp_path):
    for name, more in (("train", ()), ("dev", ("dues",)), ("test", ("fees",))):
        own = [row | {"about": about} for about in ("tax", *more) for row in rows(0, 30)]
        write_table(own, "csv", tmp_path / f"{name}.csv")
    data = read(tmp_path, **{name: f"{name}.csv" for name in ("train", "dev", "test")})
    assert [target.id for target in data.targets] == ["dues", "tax"]
    assert {*data.splits["test"]["target"]} == {"fees", "tax"}


TARGETS = """
{"id": "tax", "name": "Carbon tax", "aliases": ["the levy", "it"], "descriptions": ["burden"]}
{"id": "dues", "name": "Energy dues", "aliases": ["dues", "it", "tax"]}
{"id": "fees", "name": "Fees", "aliases": []}
"""


def test_a_file_says_what_targets_are_called(tmp_path):
    (tmp_path / "targets.jsonl").write_text(TARGETS, encoding="utf-8")
    named = ["tax", "carbon TAX", "The Levy", "Energy Dues", "dues"]
    given = [row | {"about": about} for about in named for row in rows(0, 30)]
    write_table(given, "csv", tmp_path / "t.csv")
    data = read(tmp_path, train="t.csv", dev="t.csv", targets="targets.jsonl")
    assert [target.id for target in data.targets] == ["dues", "tax"]
    assert data.splits["train"]["target"] == ["tax"] * 90 + ["dues"] * 60
    assert to_examples(data.splits["train"])[0].target == data.targets[1]
    assert data.targets[1].aliases == ("the levy", "it")
    assert data.targets[1].descriptions == ("burden",)


@pytest.mark.parametrize(
    ("about", "message"),
    [
        (
            "deus",
            r"t.csv:2: column 'about' is 'deus', must be the id, name or alias of a target in "
            r".*targets.jsonl: did you mean dues\?$",
        ),
        ("It", r"'It', must be .*: allowed: tax, dues, fees$"),  # an alias of two
    ],
)
def test_a_target_that_the_file_lacks_is_told(about, message, tmp_path):
    (tmp_path / "targets.jsonl").write_text(TARGETS, encoding="utf-8")
    write_table([row | {"about": about} for row in rows(0, 30)], "csv", tmp_path / "t.csv")
    with pytest.raises(UserError, match=message):
        read(tmp_path, train="t.csv", targets="targets.jsonl")


def test_groups_that_are_too_few_are_told(tmp_path):
    given = [row | {"debate": 1} for row in rows(0, 30)]
    write_table(given, "csv", tmp_path / "t.csv")
    with pytest.raises(UserError, match=r"data.held_out=0.01 takes .* 0 of 1 groups, has no quote"):
        read(tmp_path, train="t.csv", held_out=0.01)


def test_texts_that_stand_in_train_and_test_are_told(tmp_path, capsys):
    for name, first in (("train", 0), ("dev", 60), ("test", 54)):
        write_table(rows(first, 60), "csv", tmp_path / f"{name}.csv")
    read(tmp_path, **{name: f"{name}.csv" for name in ("train", "dev", "test")})
    assert capsys.readouterr().err == (
        "6 of 60 texts of test stand in train too\n2 of 20 groups of test stand in train too\n"
    )
    ungrouped = SAME | {"text": "words", "target": "about", "stance": "position"}
    read(tmp_path, columns=ungrouped, train="train.csv", test="test.csv", dev="dev.csv")
    assert capsys.readouterr().err == "6 of 60 texts of test stand in train too\n"
    read(tmp_path, train="train.csv", dev="test.csv")
    assert capsys.readouterr().err == (
        "6 of 60 texts of dev stand in train too\n2 of 20 groups of dev stand in train too\n"
    )


def test_rows_of_one_quote_have_one_id(tmp_path):
    """So that an interval takes a quote whole; a row that stands twice is two answers."""
    said = [
        {"text": f"words {n}", "target": target, "stance": n % 3 - 1, "article": "a"}
        for n in range(3)
        for target in ("tax", "dues")
    ]
    write_table(said + said[:1] + said[:1], "csv", tmp_path / "t.csv")
    other = [row | {"article": "b"} for row in said[:2]]
    write_table([*said, *other, *said[:2], said[0]], "csv", tmp_path / "u.csv")
    data = read(tmp_path, columns=SAME, train="t.csv", dev="u.csv")
    numbers = [id_.removeprefix("t-") for id_ in data.splits["train"]["id"]]
    assert numbers == ["1", "1", "3", "3", "5", "5", "7", "8"]
    numbers = [id_.removeprefix("u-") for id_ in data.splits["dev"]["id"]]
    assert numbers == ["1", "1", "3", "3", "5", "5", "7", "7", "9", "9", "11"]


def test_no_column_is_read_as_two_things(tmp_path):
    given = [{"text": f"words {n}", "speaker": "tax", "stance": n % 3 - 1} for n in range(30)]
    write_table(given, "csv", tmp_path / "said.csv")
    columns = {**SAME, "target": "speaker"}
    data = read(tmp_path, columns=columns, train="said.csv", dev="said.csv")
    first = to_examples(data.splits["train"])[0]
    assert (first.target.name, first.quote.speaker) == ("tax", None)


def test_columns_of_the_usual_names_are_read_unasked(tmp_path):
    given = [
        {"text": f"words {n}", "target": "tax", "stance": n % 3 - 1, "article": n // 3}
        for n in range(30)
    ]
    write_table(given, "csv", tmp_path / "plain.csv")
    more = [row | {"speaker": "Ana Paz", "context": "He said so."} for row in given]
    write_table(more, "csv", tmp_path / "more.csv")
    data = read(tmp_path, columns=SAME, train="more.csv", dev="plain.csv")
    first = to_examples(data.splits["train"])[0].quote
    assert (first.speaker, first.context, first.article) == ("Ana Paz", "He said so.", "0")
    first = to_examples(data.splits["dev"])[0].quote
    assert (first.speaker, first.context, first.article) == (None, None, "0")


def targets_of(data, split):
    return {e.target.name: e.target.aliases for e in to_examples(data.splits[split])}


def test_a_target_is_also_called_by_its_last_word(tmp_path):
    """Unless that would mislead; whom the test rows alone ask about takes it from nobody."""
    names = ("Ellen Hollis", "Ana Paz", "Eva Paz", "Northgate Energy", "carbon tax", "NATO")
    test = (*names, "Marcus Hollis", "Tom Vega")
    for split, about in (("train", names), ("dev", names), ("test", test)):
        given = [row | {"about": name} for name in about for row in rows(0, 30)]
        write_table(given, "csv", tmp_path / f"{split}.csv")
    data = read(tmp_path, **{split: f"{split}.csv" for split in ("train", "dev", "test")})
    known = dict.fromkeys(names, ()) | {"Ellen Hollis": ("Hollis",)}
    assert targets_of(data, "train") == targets_of(data, "dev") == known
    assert {t.name: t.aliases for t in data.targets} == known
    assert targets_of(data, "test") == known | {"Marcus Hollis": (), "Tom Vega": ("Vega",)}


def test_columns_called_nearly_as_those_read_unasked_are_told(tmp_path, capsys):
    given = [
        {"text": f"words {n}", "target": "tax", "stance": n % 3 - 1, "Article": n, " speaker": "A"}
        for n in range(30)
    ]
    write_table(given, "jsonl", tmp_path / "t.jsonl")
    read(tmp_path, columns=SAME | {"speaker": " speaker"}, train="t.jsonl")
    told = f"{tmp_path}/t.jsonl: column 'Article' is not read; rename it to 'article'\n"
    assert capsys.readouterr().err == told
    read(tmp_path, columns=SAME | {"group": "Article"}, train="t.jsonl")
    told = f"{tmp_path}/t.jsonl: column ' speaker' is not read; rename it to 'speaker'\n"
    assert capsys.readouterr().err == told


PLAIN = {"favor": "favor", "against": "against", "neutral": "neutral"}


def test_a_label_may_be_in_another_case(tmp_path):
    spelt = ("favor", "Favor", "AGAINST", " Neutral")
    given = [
        {"text": f"words {n}", "target": "tax", "stance": spelt[n % 4], "article": n // 4}
        for n in range(40)
    ]
    write_table(given, "csv", tmp_path / "t.csv")
    data = read(tmp_path, columns=SAME, labels=PLAIN, train="t.csv", dev="t.csv")
    assert data.splits["dev"]["stance"][:4] == [0, 0, 1, 2]
    given = [row | {"stance": ("a", "A", "n")[n % 3]} for n, row in enumerate(given)]
    write_table(given, "csv", tmp_path / "t.csv")
    apart = {"favor": "a", "against": "A", "neutral": "N"}
    data = read(tmp_path, columns=SAME, labels=apart, train="t.csv", dev="t.csv")
    assert data.splits["dev"]["stance"][:3] == [0, 1, 2]


def test_labels_that_nobody_called_otherwise_are_told_plainly(tmp_path):
    (tmp_path / "t.csv").write_text("text,target,stance\na,tax,pro\n")
    why = r"'pro', must be one of favor, against, neutral; another name is given as data.labels.fav"
    with pytest.raises(UserError, match=why):
        read(tmp_path, columns=SAME, labels=PLAIN, train="t.csv")
