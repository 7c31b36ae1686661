"""Anyone's tables of labelled quotes: which column holds what, and what its labels are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from stance.data.aliases import with_aliases
from stance.data.corpus import read_targets
from stance.data.examples import LEARNED, Data, hold_out, to_data
from stance.data.files import Record
from stance.data.overlap import alone, tell_shared
from stance.data.spelling import alike
from stance.data.tables import nothing, read_rows, tell_unread
from stance.errors import UserError, near
from stance.schema import Example, Quote, Stance, Target

NEEDED = ("text", "target", "stance")
# What these are called where nobody says otherwise; a table may lack them.
STANDARD = {"speaker": "speaker", "context": "context", "group": "article"}
COLUMNS = (*NEEDED, *STANDARD)


def read_labelled(
    paths: Mapping[str, Path | str | None],
    *,
    columns: Mapping[str, str | None],
    labels: Mapping[str, str],
    held_out: float,
    common: Container[str],
    targets: Path | str | None = None,
    metric: str = "macro_f1",
) -> Data:
    """Tables (CSV, JSON Lines, Parquet) of labelled quotes, by split: train, dev and test.

    Args:
        paths: a file for each of `train`, `dev` and `test`. Without one for `dev`, the share
            `held_out` of train takes its place; without one for `test`, nothing does.
        columns: the name in the files of each of `COLUMNS`. Where `speaker`, `context` or `group`
            is None, the column of its name in `STANDARD` is read if a table has it. Rows of one
            group (an article, a debate) stay together when dev is held out and when intervals are
            drawn; without groups, rows of one text do, however it is spaced and capitalised.
        labels: what each of favor, against and neutral is called in the files, in any case unless
            two of them differ in case alone.
        held_out: a share of train, between 0 and 1.
        common: words that names of bodies are made of ("party"); see `stance.data.aliases`.
        targets: a file of all targets, as a corpus has it in `targets.jsonl`; rows name one by its
            id, its name or an alias. Without it targets are what rows name, and their last words.
        metric: as in `Data`.

    Raises `UserError` naming file, row, column, value and what is allowed.
    """
    names = _names(columns)
    stances = _stances(labels)
    if paths.get("train") is None:
        raise UserError(
            "data.train is not given: a table (.csv, .tsv, .jsonl, .parquet) to learn from"
        )
    known = _Targets(targets)
    files = {
        split: Path(path)
        for split in ("train", "dev", "test")
        if (path := paths.get(split)) is not None
    }
    # Each id is of one quote alone, also where files of several folders have one name.
    alike_named = len({file.stem for file in files.values()}) < len(files)
    splits = {
        split: list(
            _examples(
                file, f"{split}-{file.stem}" if alike_named else file.stem, names, stances, known
            )
        )
        for split, file in files.items()
    }
    if "dev" not in splits:
        kept, held = hold_out(splits["train"], held_out)
        splits = {"train": kept, "dev": held, **{k: v for k, v in splits.items() if k == "test"}}
        _check_held(kept, held, held_out)
    if targets is None:
        splits = with_aliases(splits, LEARNED, common)
    tell_shared(splits)
    found = {e.target.id: e.target for examples in splits.values() for e in examples}
    return to_data([found[name] for name in sorted(found)], splits, metric)


class _Targets:
    """The targets that rows may name: those of a file, or any, which differ in more than case."""

    def __init__(self, file: Path | str | None):
        self._file = file
        self._named: dict[str, Target] = {}
        self._ids: list[str] = []
        if file is None:
            return
        targets = read_targets(Path(file))
        self._ids = [target.id for target in targets]
        # An alias that two share names neither; an id or a name goes before any alias.
        aliases = Counter(alike(alias) for target in targets for alias in set(target.aliases))
        for target in targets:
            self._named |= {alike(a): target for a in target.aliases if aliases[alike(a)] == 1}
        for target in targets:
            self._named[alike(target.name)] = target
        self._named |= {alike(target.id): target for target in targets}

    def find(self, name: str, place: str) -> Target:
        """The target of a cell; raises `UserError` for one that the file does not have."""
        if self._file is None:
            return self._named.setdefault(alike(name), Target(name, name))
        if (target := self._named.get(alike(name))) is None:
            raise UserError(
                f"{place} is {name!r}, must be the id, name or alias of a target in "
                f"{self._file}: {near(name, self._ids)}"
            )
        return target


def _check_held(kept: list[Example], held: list[Example], share: float) -> None:
    """Raises `UserError` where what was held out cannot be chosen on: few groups may all stay."""
    there = {e.stance for e in (*kept, *held)} - {e.stance for e in held}
    if missing := [stance.value for stance in Stance if stance in there]:
        groups = len({e.quote.article for e in (*kept, *held)})
        out = len({e.quote.article for e in held})
        raise UserError(
            f"data.dev is not given, and what data.held_out={share} takes of data.train instead, "
            f"{out} of {groups} groups, has no quote labelled {', '.join(missing)}; give data.dev, "
            "or a larger data.held_out"
        )


def _names(columns: Mapping[str, str | None]) -> dict[str, str]:
    names = {what: name for what in COLUMNS if (name := columns.get(what)) is not None}
    if missing := [what for what in NEEDED if what not in names]:
        raise UserError(f"data.columns.{missing[0]} is not given: the name of a column")
    return names


def _all(names: Mapping[str, str], record: Record) -> dict[str, str]:
    """The columns to read, those that nobody named as well; none of them as two things."""
    free = record.fields.keys() - set(names.values())
    standard = {what: name for what, name in STANDARD.items() if name in free}
    return {**standard, **names}


def _stances(labels: Mapping[str, str]) -> dict[str, Stance]:
    stances = {labels[stance.value].strip(): stance for stance in Stance}
    if len(stances) < len(Stance):
        raise UserError(
            f"data.labels: {', '.join(labels[stance.value] for stance in Stance)} must differ"
        )
    return stances


def _stance(label: str, stances: Mapping[str, Stance], place: str) -> Stance:
    """What a label stands for, in another case as well where it can be no other one."""
    if label in stances:
        return stances[label]
    near = [stance for name, stance in stances.items() if alike(name) == alike(label)]
    if len(near) == 1:
        return near[0]
    own = any(name != stance for name, stance in stances.items())
    allowed = (f"{name} ({stance})" if own else name for name, stance in stances.items())
    hint = "" if own else "; another name is given as data.labels.favor=NAME"
    raise UserError(f"{place} is {label!r}, must be one of {', '.join(allowed)}{hint}")


def _examples(
    path: Path,
    prefix: str,
    names: dict[str, str],
    stances: dict[str, Stance],
    known: _Targets,
) -> Iterator[Example]:
    """The rows of a table, whose quotes have ids of a prefix and a number.

    Rows that differ in target and stance alone are one quote, with the id of the first of them. A
    row that repeats the target as well may be of another quote in the same words, and begins one.
    """
    ids: dict[tuple[Quote, int], str] = {}
    again: Counter[tuple[Quote, str]] = Counter()
    unread: set[str] = set()
    for number, record in enumerate(read_rows(path, list(names.values())), start=1):
        unread |= record.fields.keys() - set(names.values())
        cells = {what: _cell(record, name) for what, name in _all(names, record).items()}
        if empty := [names[what] for what in NEEDED if cells[what] is None]:
            raise UserError(f"{record.place}: column {empty[0]!r} is empty, must hold a text")
        text, target, label = (cells[what] or "" for what in NEEDED)
        place = f"{record.place}: column {names['stance']!r}"
        stance = _stance(label.strip(), stances, place)
        quote = Quote(
            text=text,
            speaker=cells.get("speaker"),
            context=cells.get("context"),
            article=cells.get("group") or alone(text),
        )
        whom = known.find(target.strip(), f"{record.place}: column {names['target']!r}")
        identifier = ids.setdefault((quote, again[quote, whom.id]), f"{prefix}-{number}")
        again[quote, whom.id] += 1
        yield Example(replace(quote, id=identifier), whom, stance)
    tell_unread(path, unread, [name for what, name in STANDARD.items() if what not in names])


def _cell(record: Record, name: str) -> str | None:
    """A cell as text; None where it is empty. Numbers are texts: a label can be -1."""
    if name not in record.fields:
        raise UserError(
            f"{record.place}: no column {name!r}; the columns are "
            f"{', '.join(record.fields) or 'none'}"
        )
    value = record.fields[name]
    if nothing(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if float(value).is_integer() else str(value)
    return record.text(name)
