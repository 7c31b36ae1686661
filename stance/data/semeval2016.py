"""SemEval-2016 Task 6, Task A: where the author of a tweet stands toward one of five targets.

Mohammad, Kiritchenko, Sobhani, Zhu & Cherry, "SemEval-2016 Task 6: Detecting Stance in Tweets",
SemEval 2016. Two layouts are read: the organisers' tables, and that of TweetEval (Barbieri,
Camacho-Collados, Espinosa-Anke & Neves, "TweetEval: Unified Benchmark and Comparative Evaluation
for Tweet Classification", Findings of EMNLP 2020).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from stance.data.examples import Data, hold_out, to_data
from stance.data.files import read_text
from stance.data.overlap import tell_shared
from stance.data.spelling import alike
from stance.errors import UserError
from stance.schema import Example, Quote, Stance, Target

WHERE = "https://alt.qcri.org/semeval2016/task6/index.php?id=data-and-tools"
TWEETEVAL = "https://github.com/cardiffnlp/tweeteval"
# By the names of TweetEval's folders. No aliases: marking "Clinton" as a rival in a tweet on
# abortion would hide a word that tells where its author stands.
TARGETS = {
    "abortion": Target("abortion", "Legalization of Abortion"),
    "atheism": Target("atheism", "Atheism"),
    "climate": Target("climate", "Climate Change is a Real Concern"),
    "feminist": Target("feminist", "Feminist Movement"),
    "hillary": Target("hillary", "Hillary Clinton"),
}
LABELS = {"FAVOR": Stance.FAVOR, "AGAINST": Stance.AGAINST, "NONE": Stance.NEUTRAL}
COLUMNS = ("Target", "Tweet", "Stance")  # beside them most files have an ID, some more
TASK_B = "Donald Trump"
SPLITS = {"train": "train", "val": "dev", "test": "test"}


def read_semeval2016(root: Path | str | None, *, held_out: float, metric: str = "f_avg") -> Data:
    """The benchmark in a folder, in either layout, which its files tell: train, dev and test.

    TweetEval's `val` is dev; of the official files the share `held_out` of train is. Raises
    `UserError` naming file, line, value and what is allowed, and where a file is missing.
    """
    if not root:
        raise UserError(
            "data.root is not given: the folder of SemEval-2016 Task 6, whose official files are "
            f"at {WHERE}"
        )
    folder = Path(root)
    if not folder.is_dir():
        raise UserError(f"{folder}: no such folder; the official files are at {WHERE}")
    topics = _topics(folder)
    if topics:
        splits = _tweeteval(topics)
    else:
        train, test = _official(folder)
        kept, held = hold_out(train, held_out)
        splits = {"train": kept, "dev": held, "test": test}
    tell_shared(splits)
    return to_data(list(TARGETS.values()), splits, metric)


# --- the organisers' files


def _official(folder: Path) -> tuple[list[Example], list[Example]]:
    """Train (with the trial tweets, which are part of it) and test, by the names of the files.

    The organisers gave them as `semeval2016-task6-trainingdata.txt`, `...-trialdata.txt` and
    `SemEval2016-Task6-subtaskA-testdata-gold.txt`, later as `trainingdata-all-annotations.txt`
    and `testdata-taskA-all-annotations.txt`, and as `train.csv` and `test.csv`.
    """
    tables = [path for path in sorted(folder.rglob("*")) if _is_table(path)]
    names = {path: path.name.lower() for path in tables}
    train = [path for path, name in names.items() if "train" in name]
    trial = [path for path, name in names.items() if "trial" in name]
    # Task B has another target and no training data.
    test = [path for path, name in names.items() if "test" in name and "taskb" not in name]
    test = [path for path in test if "gold" in names[path]] or test
    for what, paths in {"training": train, "test": test}.items():
        if not paths:
            raise UserError(
                f"{folder}: no {what} file of SemEval-2016 Task 6 in it: neither a table with the "
                f"columns {', '.join(COLUMNS)} and {what[:5]!r} in its name, which is at {WHERE}, "
                f"nor the folders of TweetEval, which are at {TWEETEVAL}"
            )
        if len(paths) > 1:
            raise UserError(
                f"{folder}: {len(paths)} {what} files in it, must be one: "
                f"{', '.join(str(path.relative_to(folder)) for path in paths)}"
            )
    return _each_once(train + trial), _each_once(test)


def _each_once(tables: Iterable[Path]) -> list[Example]:
    """The rows of tables, one that stands in two of them (a trial tweet in train) once.

    Raises `UserError` where an ID is given to two tweets, or a tweet's to two targets.
    """
    known: dict[str | None, tuple[str, Example]] = {}
    for path in tables:
        for place, example in _rows(path):
            before, first = known.get(example.quote.id, (place, example))
            if _letters(first) != _letters(example) or first.target != example.target:
                raise UserError(
                    f"{place}: ID {example.quote.id!r} is that of another row, {before}; allowed: "
                    "an ID for each row, or the same target and tweet again"
                )
            known[example.quote.id] = place, example
    return [example for _, example in known.values()]


def _letters(example: Example) -> str:
    """The letters of a tweet, which are the same in tables of different encodings."""
    return re.sub(r"[\W_]+", "", alike(example.quote.text))


def _is_table(path: Path) -> bool:
    if path.suffix not in (".txt", ".tsv", ".csv") or not path.is_file():
        return False
    with path.open("rb") as file:
        header = file.readline(500).split(b"\r")[0]
    _, columns = next(_cells(_decoded(header), path.name), (0, []))
    return set(COLUMNS) <= set(columns)


def _rows(path: Path) -> Iterator[tuple[str, Example]]:
    """The rows of a table, each with its place."""
    by_name = {target.name: target for target in TARGETS.values()}
    table = _cells(_decoded(path.read_bytes()), path.name)
    _, header = next(table)
    for number, cells in table:
        place = f"{path.name}:{number}"
        row = dict(zip(header, cells, strict=False))
        if any(name not in row for name in COLUMNS):
            raise UserError(
                f"{place}: has {len(cells)} cells, must have {len(header)}: {', '.join(header)}"
            )
        target, tweet, stance = (row[name] for name in COLUMNS)
        identifier = row.get("ID", f"{path.stem}-{number}")
        if not identifier:
            raise UserError(f"{place}: ID is empty; allowed: any text with a character in it")
        if target == TASK_B and "ID" not in row:  # `test.csv` has the test sets of both tasks
            continue
        if target not in by_name:
            raise UserError(f"{place}: Target {target!r} is not one of {', '.join(by_name)}")
        if stance not in LABELS:
            gold = "; the test set with labels has 'gold' in its name" * (stance == "UNKNOWN")
            raise UserError(f"{place}: Stance {stance!r} is not one of {', '.join(LABELS)}{gold}")
        yield place, _example(place, identifier, tweet, by_name[target], LABELS[stance])


def _decoded(content: bytes) -> str:
    """Bytes in UTF-8 or, as the organisers' are, in an encoding of Western Europe."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")  # which takes any byte


def _cells(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that are not blank, each with its line: cells by tabs or by commas."""
    if "\t" not in text.partition("\n")[0]:
        reader = csv.reader(io.StringIO(text, newline=""))
        try:
            for cells in filter(any, reader):
                yield reader.line_num, [cell.strip() for cell in cells]
        except csv.Error as error:
            raise UserError(f"{name}:{reader.line_num}: not CSV: {error}") from None
        return
    # Not splitlines(): a tweet may hold other characters that end lines (U+0085, U+2028, ...).
    lines = re.split(r"\r?\n", text) if "\n" in text else text.split("\r")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, [_unquoted(cell) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks a spreadsheet puts around one that holds any."""
    cell = cell.strip()
    if re.fullmatch(r'"(?:[^"]|"")*"', cell):
        return cell[1:-1].replace('""', '"')
    return cell


# --- TweetEval


def _topics(folder: Path) -> dict[str, Path]:
    """The folders of TweetEval by topic, in `folder` itself or where its repository keeps them."""
    for parent in (folder, folder / "stance", folder / "datasets" / "stance"):
        found = {topic: parent / topic for topic in TARGETS if (parent / topic).is_dir()}
        if found:
            missing = [topic for topic in TARGETS if topic not in found]
            if missing:
                raise UserError(
                    f"{parent}: no folder {', '.join(missing)} in it; TweetEval has "
                    f"{', '.join(TARGETS)}, which are at {TWEETEVAL}"
                )
            return found
    return {}


def _tweeteval(topics: dict[str, Path]) -> dict[str, list[Example]]:
    splits: dict[str, list[Example]] = {name: [] for name in SPLITS.values()}
    for topic, folder in topics.items():
        labels = _mapping(folder.parent / "mapping.txt")
        for part, split in SPLITS.items():
            paths = [folder / f"{part}_{what}.txt" for what in ("text", "labels")]
            for path in paths:
                if not path.is_file():
                    raise UserError(f"{path}: not there; TweetEval's files are at {TWEETEVAL}")
            tweets, answers = (read_text(path).rstrip("\r\n").split("\n") for path in paths)
            if len(tweets) != len(answers):
                raise UserError(
                    f"{paths[0]}: has {len(tweets)} lines, but {paths[1].name} has {len(answers)}"
                )
            for number, (tweet, answer) in enumerate(zip(tweets, answers, strict=True), start=1):
                if answer.strip() not in labels:
                    raise UserError(
                        f"{topic}/{paths[1].name}:{number}: label {answer.strip()!r} is not one "
                        f"of {', '.join(labels)}"
                    )
                splits[split].append(
                    _example(
                        f"{topic}/{paths[0].name}:{number}",
                        f"{topic}-{part}-{number}",
                        tweet,
                        TARGETS[topic],
                        labels[answer.strip()],
                    )
                )
    return splits


def _mapping(path: Path) -> dict[str, Stance]:
    """What TweetEval's numbers stand for: `mapping.txt`, or where it is not there, the same."""
    text = read_text(path) if path.is_file() else "0\tnone\n1\tagainst\n2\tfavor"
    labels = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            value, _, name = line.partition("\t")
            if name.strip().upper() not in LABELS:
                raise UserError(
                    f"{path.name}:{number}: label {name.strip()!r} is not one of "
                    f"{', '.join(LABELS).lower()}"
                )
            labels[value.strip()] = LABELS[name.strip().upper()]
    return labels


def _example(place: str, identifier: str, tweet: str, target: Target, stance: Stance) -> Example:
    # The organisers put this hashtag on every tweet after it was annotated.
    text = re.sub(r"\s*#SemST\b", "", tweet, flags=re.IGNORECASE).strip()
    if not text:
        raise UserError(f"{place}: the tweet is empty; allowed: any text with a character in it")
    return Example(Quote(text, id=identifier, article=identifier), target, stance)
