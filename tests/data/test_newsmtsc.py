"""NewsMTSC, in small files of our own making, in each way its authors lay it out."""

import json

import pytest

from stance.classifiers.inputs import Reading, read
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import to_examples
from stance.data.newsmtsc import read_newsmtsc
from stance.errors import UserError

CLONE = "NewsSentiment/experiments/default/datasets"
VERBS = {-1: "robbed", 0: "met", 1: "praised"}


def row(number, polarity, who="Vega", sentence=None):
    sentence = sentence or f"Ana {VERBS[polarity]} {who} on day {number}."
    start = sentence.index(who)
    return {
        "mention": who,
        "polarity": polarity,
        "from": start,
        "to": start + len(who),
        "sentence": sentence,
        "id": f"allsides_7_{number}_3_{who}_{start}_{start + len(who)}",
    }


def rows(first, count):
    return [row(n, n % 3 - 1) for n in range(first, first + count)]


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in content))


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "train.jsonl", rows(0, 120))
    write(tmp_path / "dev-rw.jsonl", rows(200, 6))
    write(tmp_path / "dev-mt.jsonl", rows(300, 6))
    return tmp_path


def test_dev_is_held_out_of_train_and_the_authors_sets_are_scored(folder):
    data = read_newsmtsc(folder, held_out=0.2)
    assert list(data.splits) == ["train", "dev", "dev-rw", "dev-mt"]
    assert list(data.scored) == ["dev", "dev-rw", "dev-mt"]
    train, dev = data.splits["train"], data.splits["dev"]
    assert len(train) + len(dev) == 120
    assert 12 <= len(dev) <= 36  # 24 of 120 expected
    assert data.metric == "macro_f1"
    again = read_newsmtsc(folder, held_out=0.2)
    assert again.fingerprint == data.fingerprint


def test_an_article_is_held_out_whole(folder):
    # a second sentence of every article
    write(folder / "train.jsonl", rows(0, 120) + [row(n, 1, "Sol") for n in range(120)])
    data = read_newsmtsc(folder, held_out=0.2)
    train, dev = (set(data.splits[name]["article"]) for name in ("train", "dev"))
    assert not train & dev
    assert len(train | dev) == 120


def test_articles_that_stand_in_train_too_are_told(folder, capsys):
    again = [row(n, n % 3 - 1, "Sol") for n in range(120)]  # of each of train another sentence
    write(folder / "dev-mt.jsonl", [*rows(300, 6), *again])
    kept = len(read_newsmtsc(folder, held_out=0.2).splits["train"])
    expected = f"{kept} of 126 groups of dev-mt stand in train too\n"
    assert capsys.readouterr().err == expected


def test_polarity_is_stance_and_the_mention_is_the_target(folder):
    first, second, third, *_ = to_examples(read_newsmtsc(folder, held_out=0.2).splits["dev-rw"])
    # 200 % 3 - 1 = 1, then -1 and 0
    assert [e.stance.value for e in (first, second, third)] == ["favor", "against", "neutral"]
    assert first.target.name == "Vega"
    assert first.quote.speaker is None
    assert first.quote.article == "allsides_7_200"


def test_only_the_mention_that_is_meant_is_marked(folder):
    sentence = "Él said “Vega” when Vega met Sol."
    start = sentence.rindex("Vega")
    one = row(400, 0, "Vega", sentence) | {"from": start, "to": start + 4}
    other = row(400, 1, "Sol", sentence)
    write(folder / "dev-mt.jsonl", [*rows(300, 6), one, other])
    data = read_newsmtsc(folder, held_out=0.2)
    marked, rival = to_examples(data.splits["dev-mt"])[-2:]
    inputs = ("quote", "target")
    vega, sol = (1, start, start + 4), (1, 29, 32)
    assert read(marked, inputs, data.targets) == Reading("", sentence, (vega,), (sol,))
    assert read(rival, inputs, data.targets) == Reading("", sentence, (sol,), (vega,))
    assert read(marked, ("quote",), data.targets) == Reading("", sentence)


def test_mentions_that_overlap_are_no_rivals_of_each_other(folder):
    sentence = "President Sol met Vega."
    rows_ = [row(400, p, who, sentence) for p, who in ((1, "President Sol"), (-1, "Sol"))]
    write(folder / "dev-mt.jsonl", [*rows(300, 6), *rows_, row(400, 0, "Vega", sentence)])
    examples = to_examples(read_newsmtsc(folder, held_out=0.2).splits["dev-mt"])[-3:]
    assert [e.rivals for e in examples] == [((18, 22),), ((18, 22),), ((0, 13),)]


def test_a_model_learns_it(folder):
    data = read_newsmtsc(folder, held_out=0.2)
    model = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
    examples = to_examples(data.splits["dev-rw"])
    answers = model.predict_proba(examples).argmax(axis=1).tolist()
    assert answers == data.splits["dev-rw"]["stance"]


@pytest.mark.parametrize(
    ("train", "evaluation"),
    [
        ("newsmtsc-rw-hf/train.jsonl", "newsmtsc-{}-hf/dev.jsonl"),
        ("newsmtsc-rw/train.jsonl", "newsmtsc-{}/dev.jsonl"),
        ("rw/train.jsonl", "{}/dev.jsonl"),
        ("train.jsonl", "dev_{}.jsonl"),
        (f"{CLONE}/newsmtsc-rw-hf/train.jsonl", f"{CLONE}/newsmtsc-{{}}-hf/dev.jsonl"),
    ],
)
def test_the_names_of_the_authors_repository(train, evaluation, tmp_path):
    write(tmp_path / train, rows(0, 120))
    for kind in ("rw", "mt"):
        write(tmp_path / evaluation.format(kind), rows(200, 6))
        write(tmp_path / evaluation.format(kind).replace("dev", "test"), rows(300, 6))
    data = read_newsmtsc(tmp_path, held_out=0.2)
    assert list(data.scored) == ["dev", "dev-rw", "dev-mt", "test-rw", "test-mt"]


def test_the_archive_released_with_the_paper(tmp_path):
    def nested(flat):
        target = {k: flat[k] for k in ("from", "to", "mention")}
        target |= {"Input.gid": flat["id"], "polarity": 4.0 + 2 * flat["polarity"]}
        return {
            "primary_gid": flat["id"],
            "sentence_normalized": flat["sentence"],
            "targets": [target],
        }

    write(tmp_path / "flat" / "train.jsonl", rows(0, 120))
    write(tmp_path / "flat" / "dev-rw.jsonl", rows(200, 6))
    write(tmp_path / "nested" / "train.jsonl", map(nested, rows(0, 120)))
    write(tmp_path / "nested" / "devtest_rw.jsonl", map(nested, rows(200, 6)))
    one, other = (read_newsmtsc(tmp_path / name, held_out=0.2) for name in ("flat", "nested"))
    assert list(other.splits) == ["train", "dev", "devtest-rw"]
    for ours, theirs in (("train", "train"), ("dev", "dev"), ("dev-rw", "devtest-rw")):
        assert to_examples(one.splits[ours]) == to_examples(other.splits[theirs])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"polarity": 2}, "dev-rw.jsonl:1: polarity 2 is not one of -1, 0, 1"),
        ({"polarity": "1"}, "dev-rw.jsonl:1: polarity '1' is not one of"),
        ({"polarity": True}, "dev-rw.jsonl:1: polarity True is not one of"),
        ({"from": 0}, "dev-rw.jsonl:1: mention 'Vega' is not what stands at 0-12 of the sentence"),
        ({"from": -1}, "dev-rw.jsonl:1: mention 'Vega' is not what stands at -1-"),
        ({"to": "x"}, "dev-rw.jsonl:1: to is 'x', must be a whole number"),
        ({"sentence": " "}, "dev-rw.jsonl:1: sentence is ' ', must be a text"),
        ({"targets": 3, "sentence_normalized": "x"}, "dev-rw.jsonl:1: targets must be a list"),
    ],
)
def test_a_bad_row_is_told_by_its_line(folder, change, message):
    write(folder / "dev-rw.jsonl", [row(200, 0) | change])
    with pytest.raises(UserError, match=message) as caught:
        read_newsmtsc(folder, held_out=0.2)
    assert "\n" not in str(caught.value)


def test_missing_files_say_where_they_are(tmp_path):
    where = "https://github.com/fhamborg/NewsMTSC"
    with pytest.raises(UserError, match=f"data.root is not given.*{where}"):
        read_newsmtsc(None, held_out=0.1)
    with pytest.raises(UserError, match=f"no train.jsonl of NewsMTSC in it.*{where}"):
        read_newsmtsc(tmp_path, held_out=0.1)
    write(tmp_path / "train.jsonl", rows(0, 9))
    with pytest.raises(
        UserError, match=f"no evaluation set .* give one or more of dev-rw.*{where}"
    ):
        read_newsmtsc(tmp_path, held_out=0.1)


@pytest.mark.parametrize("share", [0.0, 1.0, float("nan")])
def test_a_share_that_leaves_nothing(folder, share):
    with pytest.raises(UserError, match="held_out must be above 0 and below 1, was"):
        read_newsmtsc(folder, held_out=share)


def test_a_metric_there_is_not(folder):
    with pytest.raises(UserError, match="metric: 'f1' is not one of f_avg, macro_f1"):
        read_newsmtsc(folder, held_out=0.2, metric="f1")
