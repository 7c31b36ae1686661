"""Tables of quotes: JSON Lines, CSV and Parquet, read and written as rows."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from stance.data.files import Record, decode, parse_jsonl, read_text, replacing
from stance.errors import UserError

FORMATS = ("jsonl", "csv", "parquet")
STDIN = "-"


def read_table(path: str) -> Iterator[Record]:
    """The rows of a table with a column `text`, each with its place for messages.

    The ending of the name tells the format; `-` is JSON Lines from standard input. Raises
    `UserError` for an unknown ending, a missing column, a malformed row or an empty text.
    """
    for record in _read_stdin() if path == STDIN else read_rows(Path(path), ["text"]):
        record.text("text")
        for name in ("speaker", "context", "target"):
            if not nothing(record.fields.get(name)):
                record.text(name)
        yield record


def nothing(value: Any) -> bool:
    """Whether a cell is empty, in any way tables have of saying so: null, blank, NaN."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def _read_stdin() -> Iterator[Record]:
    return parse_jsonl(decode(sys.stdin.buffer.read(), "standard input"), "standard input")


def read_rows(path: Path, needed: Sequence[str]) -> Iterator[Record]:
    """The rows of a table as they are; `needed` are the columns a CSV or Parquet must have.

    Raises `UserError` for an unknown ending, a missing column and a malformed row.
    """
    match path.suffix:
        case ".jsonl":
            yield from parse_jsonl(read_text(path), path.name)
        case ".csv":
            yield from _read_csv(path, needed)
        case ".parquet":
            yield from _read_parquet(path, needed)
        case _:
            raise UserError(f"{path}: a table must end in {', '.join('.' + f for f in FORMATS)}")


def _read_csv(path: Path, needed: Sequence[str]) -> Iterator[Record]:
    # A long article as context fits; a mark that never closes is told before memory runs out.
    csv.field_size_limit(10_000_000)
    # utf-8-sig: spreadsheets put a byte-order mark before the first column's name.
    reader = csv.DictReader(io.StringIO(read_text(path).removeprefix("\ufeff"), newline=""))
    try:
        columns = list(reader.fieldnames or [])
        _check_columns(path, columns, needed)
        for row in reader:
            place = f"{path.name}:{reader.line_num}"
            if None in row or None in row.values():
                raise UserError(f"{place}: must have {len(columns)} cells, as the header")
            yield Record(place, dict(row))
    except csv.Error as error:
        raise UserError(f"{path.name}:{reader.line_num}: not CSV: {error}") from None


def _read_parquet(path: Path, needed: Sequence[str]) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise UserError(f"{path}: cannot be read as Parquet: {reason}") from None
    _check_columns(path, table.column_names, needed)
    for number, row in enumerate(table.to_pylist(), start=1):
        yield Record(f"{path.name}: row {number}", row)


def _check_columns(path: Path, columns: Sequence[str], needed: Sequence[str]) -> None:
    if missing := [name for name in needed if name not in columns]:
        raise UserError(
            f"{path}: no column {missing[0]!r}; the columns are {', '.join(columns) or 'none'}"
        )
    if twice := [name for name in dict.fromkeys(columns) if list(columns).count(name) > 1]:
        raise UserError(f"{path}: column {twice[0]!r} stands twice; names of columns are unique")


def write_table(rows: Iterable[dict[str, Any]], format_: str, output: Path | None) -> None:
    """Writes rows to a file, whole or not at all, or to standard output as they come.

    Columns of CSV and Parquet are those of all rows in order of first use. Raises `UserError` for
    Parquet on standard output and for a file that cannot be written.
    """
    if output is None:
        if format_ == "parquet":
            raise UserError("format parquet is not for standard output; give --output FILE")
        _write_text(rows, format_, sys.stdout)
        return
    with replacing(output) as new:
        if format_ == "parquet":
            import pyarrow as pa
            import pyarrow.parquet as pq

            columns, held = _columns(rows)
            values = {name: [row.get(name) for row in held] for name in columns}
            try:
                pq.write_table(pa.table(values), new)
            except pa.ArrowException as error:
                reason = str(error).splitlines()[0]
                raise UserError(f"{output}: these rows are no Parquet table: {reason}") from None
        else:
            with new.open("w", encoding="utf-8", newline="") as file:
                _write_text(rows, format_, file)


def _write_text(rows: Iterable[dict[str, Any]], format_: str, file: Any) -> None:
    if format_ == "jsonl":
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        return
    columns, held = _columns(rows)
    writer = csv.DictWriter(file, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(held)


def _columns(rows: Iterable[dict[str, Any]]) -> tuple[list[str], list[dict[str, Any]]]:
    held = list(rows)
    return list(dict.fromkeys(name for row in held for name in row)), held
