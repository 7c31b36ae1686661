"""Tables read row by row in constant memory: JSON Lines and Parquet; `csvs.py` has CSV.

A row that cannot be read is a `Reject`, and the next one follows it.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from stance.data.compression import DamagedError, decompressed, endings
from stance.data.files import Record, half_a_pair, parse_object
from stance.errors import UserError

LONGEST = 10_000_000  # bytes of a line, characters of a cell: what is longer is no row
_PARQUET_ROWS, _PARQUET_BYTES = 40, 4_000_000  # made of Parquet at a time, and then of Python
_HALF_SPELT = re.compile(rb"\\u[dD][89a-fA-F]")
_DEEPEST = 100  # an array in an array, and so on; writers give up at some depth
NOT_UTF8 = "is not UTF-8; save it as UTF-8"
_CANNOT = "the file cannot be read on from here: "


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be read: its place and line, as those of a `Record`, and why."""

    place: str
    reason: str
    line: int

    @property
    def error(self) -> UserError:
        """The same as the mistake it is to whoever takes no bad row."""
        return UserError(f"{self.place}: {self.reason}")


class Table(Protocol):
    """A table that is read row by row, each time from the start, in constant memory.

    `size` is that of its file in bytes, None for one that ends nobody knows where.
    """

    size: int | None

    def position(self) -> int:
        """How many bytes of the file the rows given so far have taken, about."""
        ...

    def columns(self) -> dict[str, Any] | None:
        """The columns with their types (Arrow's, or `str`); None where only the rows tell."""
        ...

    def rows(self) -> Iterator[Record | Reject]:
        """The rows in order. What a file that is cut off still holds is given, then a `Reject`."""
        ...


class BytesTable:
    """What tables of text share: a file, compressed or not, and how far it was read.

    Or a stream of bytes, standard input, which is read once unless it is held.
    """

    def __init__(self, source: Path | IO[bytes]):
        self.path = source if isinstance(source, Path) else None
        self.name = "standard input" if self.path is None else self.path.name
        self.size = None if self.path is None else self.path.stat().st_size
        self._stream = None if isinstance(source, Path) else source
        self._raw: IO[bytes] | None = None
        self._held: IO[bytes] | None = None

    def position(self) -> int:
        """As `Table`."""
        return 0 if self._raw is None or self._raw.closed else self._raw.tell()

    def hold(self) -> None:
        """Keeps a stream in a temporary file, so that it can be read twice."""
        if self._stream is not None and self._held is None:
            self._held = tempfile.TemporaryFile()  # noqa: SIM115  # gone with this object
            shutil.copyfileobj(self._stream, self._held)

    @contextmanager
    def opened(self) -> Iterator[io.BufferedReader]:
        """The bytes, decompressed, from the start."""
        if self.path is None:
            assert self._stream is not None
            if self._held is not None:
                self._held.seek(0)
            yield decompressed(self._held or self._stream, "")
            return
        with self.path.open("rb", buffering=0) as self._raw:
            yield decompressed(self._raw, endings(self.path)[1])

    def damage(self, error: DamagedError, line: int) -> Reject:
        """What stands in place of the rest of a file that cannot be read on."""
        return Reject(f"{self.name}:{line}", f"{_CANNOT}{error}", line)


class JsonLines(BytesTable):
    """A JSON object a line; blank lines are passed over."""

    def columns(self) -> dict[str, Any] | None:
        """None: each object has fields of its own."""
        return None

    def rows(self) -> Iterator[Record | Reject]:
        """As `Table`."""
        with self.opened() as file:
            number = 0
            try:
                for number, line in enumerate(_lines(file), start=1):
                    if line.strip():
                        yield self._row(line, number)
            except DamagedError as error:
                yield self.damage(error, number + 1)

    def _row(self, line: bytes, number: int) -> Record | Reject:
        place = f"{self.name}:{number}"
        if len(line) > LONGEST:
            return Reject(place, f"longer than {LONGEST:,} bytes", number)
        try:
            fields = parse_object(line.decode("utf-8-sig" if number == 1 else "utf-8"), place)
        except UnicodeDecodeError as error:
            return Reject(place, f"byte {error.start + 1} of the line {NOT_UTF8}", number)
        except UserError as error:
            return Reject(place, str(error).removeprefix(f"{place}: "), number)
        suspect = _HALF_SPELT.search(line) or line.count(b"[") + line.count(b"{") > _DEEPEST
        if suspect and (reason := _unwritable(fields)):
            return Reject(place, reason, number)
        return Record(place, fields, number)


def _lines(file: io.BufferedReader) -> Iterator[bytes]:
    """The lines of a file; one longer than `LONGEST` is cut one byte beyond that."""
    while line := file.readline(LONGEST + 1):
        yield line
        while len(line) > LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST + 1)


def _unwritable(fields: dict[str, Any]) -> str | None:
    """Why an object that JSON can spell is none that could be written again, if it is so."""
    waiting: list[tuple[Any, int]] = [(fields, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            return f"is nested more than {_DEEPEST} deep"
        if isinstance(value, dict):
            waiting += [(item, depth + 1) for item in (*value, *value.values())]
        elif isinstance(value, list):
            waiting += [(item, depth + 1) for item in value]
        elif isinstance(value, str) and half_a_pair(value):
            return "holds half a surrogate pair, which is no text"
    return None


def size(value: dict[str, Any] | list[Any] | tuple[Any, ...]) -> int:
    """About how much it takes: the characters of all texts in it, and eight for each value.

    >>> size({"text": "Ana", "n": [1, None]})
    56
    """
    inside = [*value, *value.values()] if isinstance(value, dict) else value
    texts = sum(len(one) for one in inside if isinstance(one, (str, bytes)))
    more = sum(size(one) for one in inside if isinstance(one, (dict, list, tuple)))
    return 8 * len(inside) + texts + more


class Parquet:
    """A Parquet file, read by some rows at a time."""

    def __init__(self, path: Path, needed: Sequence[str]):
        self.path = path
        self.size: int | None = path.stat().st_size
        self._done = 0
        with self._opened() as file:
            self._schema, self._rows = file.schema_arrow, int(file.metadata.num_rows)
        check_columns(path, self._schema.names, needed)

    def position(self) -> int:
        """As `Table`: the share of rows read, as bytes."""
        return (self.size or 0) * self._done // max(1, self._rows)

    def columns(self) -> dict[str, Any] | None:
        """Those of the schema, with its types."""
        return dict(zip(self._schema.names, self._schema.types, strict=True))

    def rows(self) -> Iterator[Record | Reject]:
        """As `Table`."""
        import pyarrow as pa

        self._done = 0
        name = self.path.name
        try:
            with self._opened() as file:
                for fields in _parquet_rows(file):
                    self._done += 1
                    place = f"{name}: row {self._done}"
                    if isinstance(fields, str):
                        yield Reject(place, fields, self._done)
                    else:
                        yield Record(place, fields, self._done)
        except (OSError, pa.ArrowException) as error:
            here, reason = self._done + 1, str(error).splitlines()[0]
            yield Reject(f"{name}: row {here}", f"{_CANNOT}{reason}", here)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            file = pq.ParquetFile(self.path)
        except (OSError, pa.ArrowException) as error:
            reason = str(error).splitlines()[0]
            raise UserError(f"{self.path}: cannot be read as Parquet: {reason}") from None
        with file:
            yield file


def _parquet_rows(file: Any) -> Iterator[dict[str, Any] | str]:
    """The fields of each row; or why they are none, as a date of the year 15659."""
    for batch in file.iter_batches(batch_size=_PARQUET_ROWS):
        # Few bytes of a file may be many: a long text that comes again stands there once.
        taken = batch.nbytes
        step = max(1, batch.num_rows * _PARQUET_BYTES // max(1, taken))
        for start in range(0, batch.num_rows, step):
            some = batch.slice(start, step)
            try:
                rows = list[dict[str, Any] | str](some.to_pylist())
            except (OverflowError, ValueError):
                rows = [_parquet_row(some, number) for number in range(some.num_rows)]
            for row in rows:
                if taken > LONGEST and isinstance(row, dict) and size(row) > LONGEST:
                    row = f"longer than {LONGEST:,} characters"
                yield row


def _parquet_row(batch: Any, number: int) -> dict[str, Any] | str:
    fields = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            fields[name] = column[number].as_py()
        except (OverflowError, ValueError) as error:
            return f"{name} cannot be read: {error}"
    return fields


class OneRow:
    """A table of one row that is no file."""

    size: int | None = None

    def __init__(self, fields: dict[str, str]):
        self._fields = fields

    def position(self) -> int:
        """Nothing is read."""
        return 0

    def columns(self) -> dict[str, Any] | None:
        """Those of the row."""
        return dict.fromkeys(self._fields, str)

    def rows(self) -> Iterator[Record | Reject]:
        """The row."""
        yield Record("the row", self._fields, 1)


def lacks(name: str, given: Iterable[str], noun: str = "column") -> str:
    """Words for a column, or a field, that a table should have.

    >>> lacks("text", ["sentence", "by"])
    "no column 'text'; the columns are sentence, by; rename the right one to 'text'"
    """
    names = ", ".join(given)
    hint = f"; rename the right one to {name!r}" if names else ""
    return f"no {noun} {name!r}; the {noun}s are {names or 'none'}{hint}"


def check_columns(place: Path | str, columns: Sequence[str], needed: Sequence[str]) -> None:
    """Raises `UserError` for a column that is needed and not there, or stands twice."""
    if missing := [name for name in needed if name not in columns]:
        # A single one may be the whole header of a table by tabs, or by bars.
        if len(columns) == 1 and (other := re.search("[\t|]", columns[0])):
            raise UserError(
                f"{place}: no column {missing[0]!r}: its cells are parted by {other[0]!r}; save it "
                "with commas as .csv, or with tabs as .tsv"
            )
        raise UserError(f"{place}: {lacks(missing[0], columns)}")
    if twice := [name for name, n in Counter(columns).items() if n > 1]:
        raise UserError(f"{place}: column {twice[0]!r} stands twice; names of columns are unique")
