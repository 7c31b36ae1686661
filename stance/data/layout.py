"""How rows become the bytes of a file: JSON Lines, CSV or Parquet, part by part."""

from __future__ import annotations

import csv
import io
import json
import math
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from stance.data.compression import compress, endings
from stance.errors import UserError, near

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = Mapping[str, Any]
# Names of columns with what they hold: a type of Python's or Arrow's, None where nobody asked.
Columns = dict[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False, default=str, allow_nan=False)
_GROUP = 64_000_000  # bytes of a Parquet file's row group before it is compressed


@dataclass(frozen=True)
class Layout:
    """The form of an output: `jsonl`, `csv` or `parquet`, and its compression (`.gz`) if any.

    CSV and Parquet have `columns`. With `escape`, a text in CSV that a spreadsheet would take for
    a formula gets a single quote before it, after OWASP's "CSV Injection".
    """

    format: str
    compression: str = ""
    columns: Columns = field(default_factory=dict)
    escape: bool = False

    def encode(self, rows: Sequence[Row], *, first: bool) -> bytes:
        """Rows as bytes that follow those of earlier parts; of Parquet, a file of its own.

        Raises `UserError` for a row that does not fit the columns.
        """
        match self.format:
            case "jsonl":
                lines = [f"{_json(row)}\n" for row in rows]
                return compress("".join(lines).encode(), self.compression)
            case "csv":
                return compress(self._csv(rows, header=first).encode(), self.compression)
            case _:
                return self._parquet(rows)

    def join(self, parts: Iterable[Path], file: IO[bytes]) -> None:
        """Writes encoded parts to a file as one."""
        if self.format != "parquet":
            for part in parts:
                with part.open("rb") as source:
                    shutil.copyfileobj(source, file)
            return
        import pyarrow as pa
        import pyarrow.parquet as pq

        # Small parts make bad row groups: some are written as one, by size.
        with pq.ParquetWriter(file, self.schema) as writer:
            held: list[Any] = []
            for part in parts:
                held.append(pq.read_table(part))
                if sum(table.nbytes for table in held) >= _GROUP:
                    writer.write_table(pa.concat_tables(held))
                    held = []
            if held:
                writer.write_table(pa.concat_tables(held))

    @property
    def schema(self) -> Any:
        """The columns as an Arrow schema."""
        import pyarrow as pa

        return pa.schema([(name, _arrow(type_)) for name, type_ in self.columns.items()])

    def _csv(self, rows: Sequence[Row], *, header: bool) -> str:
        text = io.StringIO(newline="")
        if header and self.escape:
            text.write("\ufeff")  # by which spreadsheets know UTF-8
        plain = csv.writer(text, lineterminator="\n")
        # A bare carriage return ends a row to most readers, and Python quotes it only of late.
        quoted = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        lines: Iterable[Sequence[Any]] = ([row.get(n) for n in self.columns] for row in rows)
        for cells in [list(self.columns)] * header + list(lines):
            shown = [self._cell(cell) for cell in cells]
            returns = any(isinstance(cell, str) and "\r" in cell for cell in shown)
            (quoted if returns else plain).writerow(shown)
        return text.getvalue()

    def _cell(self, value: Any) -> Any:
        if isinstance(value, str):
            formula = self.escape and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            return f"'{value}" if formula else value
        if isinstance(value, dict | list):
            return _json(value)
        return _finite(value)  # "nan" would be read as somebody's name

    def _parquet(self, rows: Sequence[Row]) -> bytes:
        import pyarrow as pa
        import pyarrow.parquet as pq

        content = io.BytesIO()
        with _no_parquet_table():
            table = pa.Table.from_pylist([dict(row) for row in rows], self.schema)
            pq.write_table(table, content)
        return content.getvalue()


def output_format(
    format_: str | None, output: Path | None, allowed: Sequence[str]
) -> tuple[str, str]:
    """The format and the compression of an output: as asked for, or else as its name ends.

    Of standard output JSON Lines or, on a terminal, a `table`, if that is allowed. Raises
    `UserError` for a format that is not allowed, or not there.
    """
    ending, compression = endings(output) if output is not None else ("", "")
    if not format_ and output is None:
        format_ = "table" if "table" in allowed and sys.stdout.isatty() else "jsonl"
    format_ = format_ or ending.removeprefix(".")
    if not format_:
        raise UserError(f"{output}: must end in .jsonl, .csv or .parquet, or give --format")
    if format_ not in allowed:
        raise UserError(f"format {format_!r}: {near(format_, allowed)}")
    if format_ == "table" and output is not None:
        raise UserError("format table is for the screen; leave --output out, or choose another")
    if format_ == "parquet" and output is None:
        raise UserError("format parquet is not for standard output; give --output FILE")
    if format_ == "parquet" and compression:
        raise UserError(f"{output}: Parquet is compressed inside; take {compression} off it")
    return format_, compression


def columns_of(rows: Sequence[Row], *, types: bool) -> Columns:
    """The columns of rows in order of first use, with their Arrow types if those are asked.

    Raises `UserError` for a column whose values have no type in common.
    """
    names = dict.fromkeys(name for row in rows for name in row)
    if not types:
        return names
    import pyarrow as pa

    columns = {}
    for name in names:
        with _no_parquet_table(f"column {name!r}: "):
            columns[name] = pa.array([row.get(name) for row in rows]).type
    return columns


def merge(columns: Columns, more: Columns, *, types: bool) -> Columns:
    """The columns of two tables as those of one: names in order of first use, types that hold both.

    >>> merge({"id": int, "text": str}, {"n": int, "text": str}, types=False)
    {'id': <class 'int'>, 'text': <class 'str'>, 'n': <class 'int'>}
    """
    merged = columns | more
    for name in [name for name in more if types and name in columns]:
        if (old := columns[name]) != more[name]:
            import pyarrow as pa

            both = [pa.schema([(name, _arrow(type_))]) for type_ in (old, more[name])]
            with _no_parquet_table(f"column {name!r}: "):
                merged[name] = pa.unify_schemas(both, promote_options="permissive").types[0]
    return merged


def _json(value: Any) -> str:
    """A value as JSON, which has no NaN and no infinity: null in their place."""
    try:
        return _JSON.encode(value)
    except ValueError:
        return _JSON.encode(_finite(value))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):  # a pair of a Parquet map is the latter
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _arrow(type_: Any) -> Any:
    import pyarrow as pa

    known = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return known.get(type_, type_) if isinstance(type_, type) else type_


@contextmanager
def _no_parquet_table(place: str = "") -> Iterator[None]:
    """What Arrow cannot put in a table is told in one line."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, NotImplementedError, OverflowError, UnicodeError) as error:
        reason = str(error).splitlines()[0]
        raise UserError(
            f"these rows are no Parquet table: {place}{reason}; give another format"
        ) from None
