from dataclasses import replace

import pytest

from stance.data.examples import corpus_data
from stance.data.folds import by_articles, by_speaker, by_target, learning_curve
from stance.errors import UserError
from tests.conftest import small_corpus


@pytest.fixture
def data(corpus):
    return corpus_data(corpus)


def articles(fold, split):
    return set(fold.data.splits[split]["article"])


def test_every_article_is_test_once_and_never_learned_from(data):
    folds = by_articles(data, 3)
    tests = [articles(fold, "test") for fold in folds]
    assert sum(map(len, tests)) == len(set.union(*tests)) == 6
    for fold in folds:
        used = [articles(fold, split) for split in ("train", "dev", "test")]
        assert all(used)
        assert sum(map(len, used)) == len(set.union(*used)) == 6
    assert [f.name for f in folds] == [f.name for f in by_articles(data, 3)]
    with pytest.raises(UserError, match=r"protocol\.folds must be at least 3 and at most 6"):
        by_articles(data, 7)


def test_a_speaker_left_out_is_nowhere_else(data):
    folds = by_speaker(data, min_quotes=6)
    assert len(folds) == 6  # six speakers, each once in each of six articles
    for fold in folds:
        name = fold.name.removeprefix("without ")
        assert set(fold.data.splits["test"]["speaker"]) == {name}
        assert len(fold.data.splits["test"]) == 12
        assert name not in fold.data.splits["train"]["speaker"]
        assert name not in fold.data.splits["dev"]["speaker"]
        assert "test-0" not in articles(fold, "train")
    with pytest.raises(UserError, match="no speaker has so many quotes; the most quoted has 6"):
        by_speaker(data, min_quotes=7)
    with pytest.raises(UserError, match=r"protocol\.min_quotes must be 1 or more, was: 0"):
        by_speaker(data, min_quotes=0)


def test_a_description_is_no_speaker_and_nobody_is_none(data):
    told = {"Ana Paz": "clerk", "Luis Rey": None}
    splits = {
        split: rows.map(lambda row: {"speaker": told.get(row["speaker"], row["speaker"])})
        for split, rows in data.splits.items()
    }
    folds = by_speaker(replace(data, splits=splits), min_quotes=6)
    assert len(folds) == 4
    for fold in folds:
        assert {"clerk", None} <= set(fold.data.splits["train"]["speaker"])


def test_a_name_in_small_letters_is_the_name(data):
    """Spellings are one speaker, so none of them may be left in train."""
    spelt = {"train": "ana paz", "dev": "ANA PAZ", "test": "Ana Paz"}
    splits = {
        split: rows.map(
            lambda row, as_=spelt[split]: {"speaker": as_} if row["speaker"] == "Ana Paz" else {}
        )
        for split, rows in data.splits.items()
    }
    (ana,) = [f for f in by_speaker(replace(data, splits=splits), 6) if "ana" in f.name.lower()]
    assert {*ana.data.splits["test"]["speaker"]} == {*spelt.values()}
    assert not {*spelt.values()} & {*ana.data.splits["train"]["speaker"]}
    small = {s: d.map(lambda row: {"speaker": row["speaker"].lower()}) for s, d in splits.items()}
    with pytest.raises(UserError, match=r"the most quoted has 0 \(who is always in small letters"):
        by_speaker(replace(data, splits=small), min_quotes=1)


def test_quotes_in_the_same_words_are_several(data):
    """A table need not say where its quotes start, and two tables may give the same ids."""
    first = {id_: f"t-{n}" for n, id_ in enumerate(dict.fromkeys(data.splits["train"]["id"]))}

    def of_table(row):
        identifier = row["id"].replace("dev", "train").replace("test", "train")
        return {"id": first[identifier], "start": None, "article": "a", "text": "We are staying."}

    tables = replace(data, splits={s: rows.map(of_table) for s, rows in data.splits.items()})
    with pytest.raises(UserError, match="no speaker has so many quotes; the most quoted has 6"):
        by_speaker(tables, min_quotes=7)  # of two rows each, in six articles


def test_spellings_of_a_name_are_one_speaker(data):
    first, second, *_ = names = sorted({*data.splits["train"]["speaker"]})
    spelt = {
        first: {"train": "Ánn O'Neil", "dev": "ANN O’NEIL", "test": "Ann O’Neil"},
        second: {"train": "김철수", "dev": "김철수", "test": "강철수"},
    }

    def respelt(split, rows):
        return rows.map(
            lambda row: {"speaker": spelt.get(row["speaker"], {}).get(split, row["speaker"])}
        )

    splits = {split: respelt(split, rows) for split, rows in data.splits.items()}
    folds = by_speaker(replace(data, splits=splits), min_quotes=1)
    assert len({fold.name for fold in folds}) == len(folds) == len(names) + 1  # of two Korean names
    (ann,) = [fold for fold in folds if "neil" in fold.name.lower()]
    assert set(ann.data.splits["test"]["speaker"]) == {*spelt[first].values()}
    assert len(ann.data.splits["test"]) == 12
    assert not {*spelt[first].values()} & {*ann.data.splits["train"]["speaker"]}


def test_a_target_left_out_is_asked_about_alone(data):
    for fold, target, other in zip(
        by_target(data), ("maduro", "guaido"), ("guaido", "maduro"), strict=True
    ):
        assert set(fold.data.splits["test"]["target"]) == {target}
        assert set(fold.data.splits["train"]["target"]) == {other}
        assert set(fold.data.splits["dev"]["target"]) == {other}
        assert [t.id for t in fold.data.targets] == [other]
        assert articles(fold, "test") == {"test-0", "test-1"}


def test_other_splits_are_scored_on_the_target_left_out(data):
    test = data.splits["test"]
    of_maduro = test.filter(lambda row: row["target"] == "maduro")
    without, other = by_target(replace(data, splits={**data.splits, "gold": of_maduro}))
    assert without.data.splits["gold"]["id"] == of_maduro["id"]
    assert "gold" not in other.data.splits
    one = replace(data, splits={**data.splits, "test": of_maduro})
    with pytest.raises(UserError, match="needs two targets with test rows or more"):
        by_target(one)


def test_a_target_of_the_test_rows_alone_is_known_where_it_is_learned(data):
    unseen = replace(
        data,
        targets=data.targets[:1],  # as of a table whose test rows alone ask about the second
        splits=data.splits
        | {
            split: data.splits[split].filter(lambda row: row["target"] == "maduro")
            for split in ("train", "dev")
        },
    )
    half, *_ = learning_curve(unseen, [0.5])
    assert [t.id for t in half.data.targets] == ["maduro"]
    for fold in by_articles(unseen, 3):
        names = ("train", "dev")
        learned = {t for name in names for t in fold.data.splits[name]["target"]}
        assert {t.id for t in fold.data.targets} == learned
        assert {t.name for t in fold.data.targets} <= {t.name for t in data.targets}
    with pytest.raises(UserError, match="without maduro: train is left without a row"):
        by_target(unseen)
    swapped = data.splits | {
        split: data.splits[split].map(
            lambda row: {"target": "dues"} if row["target"] == "guaido" else {}
        )
        for split in ("train", "dev")
    }
    folds = {fold.name: fold.data for fold in by_target(replace(unseen, splits=swapped))}
    assert list(folds) == ["without maduro", "without guaido"]
    assert [t.id for t in folds["without guaido"].targets] == ["maduro", "dues"]


def test_a_fold_without_rows_to_learn_from_is_refused(data):
    rows = data.splits["train"]
    alone = [i for i, speaker in enumerate(rows["speaker"]) if speaker == "Ana Paz"]
    poor = replace(data, splits={**data.splits, "train": rows.select(alone)})
    with pytest.raises(UserError, match="without Ana Paz: train is left without a row"):
        by_speaker(poor, min_quotes=6)


def test_a_curve_grows_and_keeps_its_test(data):
    half, whole = learning_curve(data, [1.0, 0.5])
    assert articles(half, "train") < articles(whole, "train") == {"train-0", "train-1"}
    assert half.data.splits["test"] is whole.data.splits["test"]
    (fold,) = learning_curve(corpus_data(small_corpus(4)), [0.4])
    assert len(articles(fold, "train")) == 2  # 1.6 of 4
    for shares in ([0.5, 1.5], [0.5, 0.5], []):
        with pytest.raises(UserError, match="shares must be different numbers above 0"):
            learning_curve(data, shares)


def test_data_without_a_test_split_are_dealt_or_refused(data):
    fewer = replace(data, splits={s: d for s, d in data.splits.items() if s != "test"})
    assert len(by_articles(fewer, 3)) == 3
    for protocol in (by_target, lambda d: learning_curve(d, [1.0])):
        with pytest.raises(UserError, match="needs a split named test; these data have train, dev"):
            protocol(fewer)


def test_a_fold_of_one_class_is_refused(data):
    rows = data.splits["train"]
    neutral = [i for i, label in enumerate(rows["stance"]) if label == 2]
    poor = replace(data, splits={**data.splits, "train": rows.select(neutral)})
    with pytest.raises(UserError, match="100% of train: train has rows of one class alone"):
        learning_curve(poor, [1.0])
