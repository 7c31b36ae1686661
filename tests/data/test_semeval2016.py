"""SemEval-2016 Task 6, in small files of our own making, in both layouts."""

import pytest

from stance.data.examples import to_examples
from stance.data.semeval2016 import TARGETS, read_semeval2016
from stance.errors import UserError

TRAIN = "semeval2016-task6-trainingdata.txt"
TEST = "SemEval2016-Task6-subtaskA-testdata-gold.txt"
STANCES = ("FAVOR", "AGAINST", "NONE")
HEADER = "ID\tTarget\tTweet\tStance"


def official(path, first, count, more="", header=HEADER, encoding="utf-8"):
    names = [target.name for target in TARGETS.values()]
    lines = [
        f"{n}\t{names[n % 5]}\t@a tweet {n} – così #SemST\t{STANCES[n % 3]}{more}"
        for n in range(first, first + count)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\r\n".join([header, *lines]) + "\r\n").encode(encoding))


@pytest.fixture
def folder(tmp_path):
    official(tmp_path / TRAIN, 0, 150)
    official(tmp_path / TEST, 10_000, 30)
    return tmp_path


def test_the_organisers_files(folder):
    data = read_semeval2016(folder, held_out=0.2)
    assert list(data.splits) == ["train", "dev", "test"]
    assert [target.id for target in data.targets] == list(TARGETS)
    assert len(data.splits["train"]) + len(data.splits["dev"]) == 150
    assert 15 <= len(data.splits["dev"]) <= 45  # 30 of 150 expected
    assert data.metric == "f_avg"
    first = to_examples(data.splits["test"])[0]  # 10,000 is 0 modulo 5, 1 modulo 3
    assert (first.target.id, first.stance.value) == ("abortion", "against")
    assert first.quote.text == "@a tweet 10000 – così"  # without the organisers' hashtag
    assert (first.quote.id, first.quote.article, first.quote.speaker) == ("10000", "10000", None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_an_encoding_is_found(encoding, folder):
    expected = read_semeval2016(folder, held_out=0.2).fingerprint
    official(folder / TRAIN, 0, 150, encoding=encoding)
    assert read_semeval2016(folder, held_out=0.2).fingerprint == expected


def test_latin_1_with_bytes_windows_has_not(folder):
    content = (folder / TEST).read_bytes().replace("– così".encode(), b"\x81 cos\xec")
    (folder / TEST).write_bytes(content)
    first = to_examples(read_semeval2016(folder, held_out=0.2).splits["test"])[0]
    assert first.quote.text == "@a tweet 10000 \x81 così"


def test_the_later_files_with_more_columns_and_trial_tweets(tmp_path, folder):
    later, header = tmp_path / "data-all-annotations", f"{HEADER}\tOpinion towards\tSentiment"
    more = "\tTARGET\tneg"
    official(later / "trainingdata-all-annotations.txt", 0, 100, more, header)
    official(later / "trialdata-all-annotations.txt", 100, 50, more, header)
    official(later / "testdata-taskA-all-annotations.txt", 10_000, 30, more, header)
    official(later / "testdata-taskB-all-annotations.txt", 20_000, 30, more, header)
    (later / "readme.txt").write_text("Data\n")
    found = read_semeval2016(later, held_out=0.2)
    assert (
        found.fingerprint == read_semeval2016(folder_alone(folder, later), held_out=0.2).fingerprint
    )


def test_the_files_by_commas_which_hold_task_b_as_well(tmp_path):
    header = "Tweet,Target,Stance,Opinion Towards,Sentiment"
    for name, count in (("train.csv", 120), ("test.csv", 30)):
        lines = [
            f'"He said ""no"", twice – {n} #SemST",Atheism,{STANCES[n % 3]},"3. NONE, at all",pos'
            for n in range(count)
        ]
        lines.insert(1, "@a wall #SemST,Donald Trump,FAVOR,1. TARGET,neg")
        (tmp_path / name).write_bytes("\r\n".join([header, *lines, ""]).encode("cp1252"))
    data = read_semeval2016(tmp_path, held_out=0.2)
    test = to_examples(data.splits["test"])
    assert len(data.splits["train"]) + len(data.splits["dev"]) == 120
    assert len(test) == 30
    assert (test[1].quote.text, test[1].stance.value) == ('He said "no", twice – 1', "against")
    assert test[1].quote.id == "test-4"  # behind the header, the first tweet and one of task B
    (tmp_path / "test.csv").write_text(f'{header}\n"{"x" * 11_000_000}')
    with pytest.raises(UserError, match=r"test.csv:2: not CSV: field larger than"):
        read_semeval2016(tmp_path, held_out=0.2)


def folder_alone(folder, other):
    """The first layout, in a folder without the other."""
    alone = other.parent / "alone"
    alone.mkdir()
    for name in (TRAIN, TEST):
        (folder / name).rename(alone / name)
    return alone


def test_a_cell_that_a_spreadsheet_quoted(folder):
    with (folder / TEST).open("a") as file:
        file.write('1\tAtheism\t"He said ""no"" #SemST"\tNONE\n2\tAtheism\t"No" he said\tNONE\n')
    quoted, plain = to_examples(read_semeval2016(folder, held_out=0.2).splits["test"])[-2:]
    assert quoted.quote.text == 'He said "no"'
    assert plain.quote.text == '"No" he said'


def tweeteval(root, mapping="0\tnone\n1\tagainst\n2\tfavor"):
    (root / "mapping.txt").parent.mkdir(parents=True, exist_ok=True)
    (root / "mapping.txt").write_text(mapping)
    for topic in TARGETS:
        (root / topic).mkdir()
        for part, count in (("train", 9), ("val", 3), ("test", 6)):
            texts = [f"@user on {topic} {n}\u2028#SemST" for n in range(count)]
            (root / topic / f"{part}_text.txt").write_text("\n".join(texts) + "\n")
            labels = "".join(f"{n % 3}\n" for n in range(count))
            (root / topic / f"{part}_labels.txt").write_text(labels)


@pytest.mark.parametrize("inside", [".", "stance", "datasets/stance"])
def test_the_layout_of_tweeteval(inside, tmp_path):
    tweeteval(tmp_path / inside)
    data = read_semeval2016(tmp_path, held_out=0.1)
    assert {name: len(rows) for name, rows in data.splits.items()} == {
        "train": 45,
        "dev": 15,
        "test": 30,
    }
    first, second, third = to_examples(data.splits["dev"])[:3]
    assert [e.stance.value for e in (first, second, third)] == ["neutral", "against", "favor"]
    assert (first.target.name, first.quote.text) == (
        "Legalization of Abortion",
        "@user on abortion 0",
    )
    assert first.quote.id == "abortion-val-1"


def test_the_mapping_is_read(tmp_path):
    tweeteval(tmp_path, mapping="0\tfavor\n1\tagainst\n2\tnone\n")
    dev = to_examples(read_semeval2016(tmp_path, held_out=0.1).splits["dev"])
    assert dev[0].stance.value == "favor"


def test_without_a_mapping_the_numbers_mean_what_they_mean_there(tmp_path):
    tweeteval(tmp_path)
    expected = read_semeval2016(tmp_path, held_out=0.1).fingerprint
    (tmp_path / "mapping.txt").unlink()
    assert read_semeval2016(tmp_path, held_out=0.1).fingerprint == expected


def test_the_test_set_with_labels_is_the_one_that_is_read(folder):
    expected = read_semeval2016(folder, held_out=0.2).fingerprint
    blind = "10000\tAtheism\ta tweet\tUNKNOWN"
    (folder / "SemEval2016-Task6-subtaskA-testdata.txt").write_text(f"{HEADER}\n{blind}\n")
    assert read_semeval2016(folder, held_out=0.2).fingerprint == expected


def test_the_hashtag_of_the_organisers_is_taken_off_however_it_is_written(folder):
    content = (folder / TEST).read_text().replace("#SemST", "#semst")
    (folder / TEST).write_text(content)
    first = to_examples(read_semeval2016(folder, held_out=0.2).splits["test"])[0]
    assert first.quote.text == "@a tweet 10000 – così"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1\tDonald Trump\tx\tNONE", "testdata-gold.txt:32: Target 'Donald Trump' is not one of L"),
        ("1\tAtheism\tx\tUNKNOWN", "gold.txt:32: Stance 'UNKNOWN' is not one of F.*; the test set"),
        (
            "1\tAtheism\tx\tNO",
            "testdata-gold.txt:32: Stance 'NO' is not one of FAVOR, AGAINST, NONE$",
        ),
        ("1\tAtheism\tx", "testdata-gold.txt:32: has 3 cells, must have 4: ID, Target, Tweet, Sta"),
        ("1\tAtheism\t#SemST\tNONE", "testdata-gold.txt:32: the tweet is empty"),
        ("\tAtheism\tx\tNONE", "testdata-gold.txt:32: ID is empty"),
    ],
)
def test_a_bad_row_is_told_by_its_line(line, message, folder):
    with (folder / TEST).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(UserError, match=message) as caught:
        read_semeval2016(folder, held_out=0.2)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("climate/val_labels.txt", "0\n3\n1\n", "climate/val_labels.txt:2: label '3' is not one o"),
        ("climate/val_labels.txt", "0\n1\n", "val_text.txt: has 3 lines, but val_labels.txt has 2"),
        ("climate/val_text.txt", "a\n\nb\n", "climate/val_text.txt:2: the tweet is empty"),
        ("mapping.txt", "0\tmaybe", "mapping.txt:1: label 'maybe' is not one of favor, against"),
        ("climate/test_text.txt", None, "test_text.txt: not there; TweetEval's files are at https"),
    ],
)
def test_a_bad_file_of_tweeteval(path, content, message, tmp_path):
    tweeteval(tmp_path)
    if content is None:
        (tmp_path / path).unlink()
    else:
        (tmp_path / path).write_text(content)
    with pytest.raises(UserError, match=message):
        read_semeval2016(tmp_path, held_out=0.1)


def test_missing_files_say_where_they_are(tmp_path, folder):
    where = "https://alt.qcri.org/semeval2016/task6"
    with pytest.raises(UserError, match=f"data.root is not given.*{where}"):
        read_semeval2016(None, held_out=0.1)
    with pytest.raises(UserError, match=f"nowhere: no such folder; .*{where}"):
        read_semeval2016(tmp_path / "nowhere", held_out=0.1)
    (folder / TEST).rename(folder / "notes.md")
    with pytest.raises(UserError, match=f"no test file of SemEval-2016 Task 6 in it.*{where}"):
        read_semeval2016(folder, held_out=0.1)
    (folder / TRAIN).unlink()
    (folder / "climate").mkdir()
    with pytest.raises(UserError, match="no folder abortion, atheism, feminist, hillary in it"):
        read_semeval2016(folder, held_out=0.1)


def test_a_row_that_stands_twice_is_one_row(folder):
    expected = read_semeval2016(folder, held_out=0.2).fingerprint
    official(folder / "trialdata.txt", 20, 30)  # which train has as well
    assert read_semeval2016(folder, held_out=0.2).fingerprint == expected


def test_a_tweet_of_another_encoding_is_the_same_tweet(folder):
    text = (folder / TRAIN).read_text()
    row = next(line for line in text.splitlines() if line.startswith("7\t"))
    rows = len(read_semeval2016(folder, held_out=0.2).splits["train"])
    (folder / "trialdata.txt").write_text(f"{text.splitlines()[0]}\n{row.replace(' – ', ' ? ')}\n")
    assert len(read_semeval2016(folder, held_out=0.2).splits["train"]) == rows


@pytest.mark.parametrize("row", ["7\tAtheism\tanother tweet", "7\tAtheism\t@a tweet 7 – così"])
def test_rows_of_one_id_are_told(row, folder):
    with (folder / TRAIN).open("a") as file:
        file.write(f"{row}\tNONE\n")
    place = rf"{TRAIN}:152: ID '7' is that of another row, {TRAIN}:9; allowed"
    with pytest.raises(UserError, match=place):
        read_semeval2016(folder, held_out=0.2)


def test_tweets_that_stand_in_train_too_are_told(tmp_path, capsys):
    tweeteval(tmp_path)  # whose tweets have the same words in every part
    read_semeval2016(tmp_path, held_out=0.1)
    assert capsys.readouterr().err == (
        "15 of 15 texts of dev stand in train too\n30 of 30 texts of test stand in train too\n"
    )


def test_two_training_files_are_one_too_many(folder):
    official(folder / "train.txt", 500, 6)
    with pytest.raises(UserError, match=rf"2 training files in it, must be one: {TRAIN}, train"):
        read_semeval2016(folder, held_out=0.2)
