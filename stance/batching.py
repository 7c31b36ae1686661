"""Inputs of any size: opened, surveyed for their columns, and cut into batches of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.data.files import Record, half_a_pair
from stance.data.layout import Columns, columns_of, merge
from stance.data.readers import JsonLines, OneRow, Reject, Table, size
from stance.data.tables import STDIN, checked, open_table, tell_unread
from stance.errors import UserError

PART_ROWS, PART_CHARACTERS = 1000, 4_000_000
_ARTICLE = ".txt"


@dataclass(frozen=True)
class Input:
    """Something to ask about: its name as it was given, and its rows."""

    name: str
    table: Table


@dataclass(frozen=True)
class Batch:
    """The rows of a part, each with the name of its input; `read` bytes of all inputs are read."""

    rows: Sequence[tuple[str, Record | Reject]]
    read: int


def open_quote(text: str, speaker: str | None, context: str | None) -> list[Input]:
    """A single quote as inputs; raises `UserError` where it is empty or not UTF-8."""
    given = {"text": text, "speaker": speaker, "context": context}
    fields = {name: value for name, value in given.items() if value is not None}
    if not text.strip():
        raise UserError("--quote is empty; allowed: any text with a character in it")
    if any(map(half_a_pair, fields.values())):
        raise UserError("--quote, --speaker or --context is not UTF-8")
    return [Input("--quote", OneRow(fields))]


def open_inputs(paths: Sequence[str], *, strict: bool = False) -> list[Input]:
    """Articles (.txt) and tables; raises `UserError` for the first that cannot be read.

    An article that is not UTF-8 is one only where it is `strict` or there is nothing else.
    """
    names = _names([path for path in paths if path.lower().endswith(_ARTICLE)])
    seen: set[str] = set()
    inputs, errors = [], []
    for path in paths:
        table: Table
        if (name := names.get(path)) is not None:
            from stance.extraction.rows import ArticleQuotes

            if name in seen:
                raise UserError(f"{path}: an article named {name!r} came before; names are unique")
            seen.add(name)
            table = article = ArticleQuotes(Path(path), name)
            if article.error is not None:
                errors.append(article.error)
        else:
            table = open_table(path)
            tell_unread(path, table.columns() or {}, ("speaker", "context", "target"))
        inputs.append(Input("standard input" if path == STDIN else path, table))
    if errors and (strict or len(errors) == len(inputs)):
        raise errors[0]
    return inputs


def _names(articles: Sequence[str]) -> dict[str, str]:
    """The names of articles by their paths; tables alone are opened without the extraction."""
    if not articles:
        return {}
    from stance.extraction.rows import file_names

    return dict(zip(articles, file_names(articles), strict=True))


def survey(inputs: Sequence[Input], *, types: bool, strict: bool) -> Columns:
    """The columns of all inputs, in order of first use, with their types if those are asked.

    JSON Lines tell theirs only when every row was read, so those are read once for that. With
    `strict` every table is, and the first bad row is a `UserError`.
    """
    columns: Columns = {}
    for one in inputs:
        known = one.table.columns()
        if isinstance(one.table, JsonLines):
            one.table.hold()
        columns = merge(columns, known or {}, types=types)
        if known is not None and (one.name.lower().endswith(_ARTICLE) or not strict):
            continue
        for batch in batches([one]):
            rows = []
            for _, row in batch.rows:
                if isinstance(row, Record):
                    rows.append(row.fields)
                elif strict:
                    raise row.error
            if known is None:
                columns = merge(columns, columns_of(rows, types=types), types=types)
    return columns


def batches(inputs: Sequence[Input]) -> Iterator[Batch]:
    """The rows of all inputs in order, cut into parts by their number and their `size`."""
    held: list[tuple[str, Record | Reject]] = []
    characters, before = 0, 0
    for one in inputs:
        for row in map(checked, one.table.rows()):
            held.append((one.name, row))
            if isinstance(row, Record):
                characters += size(row.fields)
            if len(held) == PART_ROWS or characters >= PART_CHARACTERS:
                yield Batch(held, before + one.table.position())
                held, characters = [], 0
        before += one.table.size or 0
    if held:
        yield Batch(held, before)
