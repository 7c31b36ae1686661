"""CSV read row by row in constant memory, whatever is wrong with some of its rows."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, Any

from stance.data.compression import DamagedError
from stance.data.files import Record, half_a_pair
from stance.data.readers import LONGEST, NOT_UTF8, BytesTable, Reject, check_columns
from stance.errors import UserError


class Csv(BytesTable):
    """Comma-separated values under a header, in UTF-8, quoted as RFC 4180 says; or tabs for commas.

    Semicolons stand for commas where the header's first line has them and no comma: spreadsheets
    write so in languages whose decimals have a comma. A stream is held, since its header is read
    before its rows.
    """

    def __init__(self, source: Path | IO[bytes], needed: Sequence[str], delimiter: str = ","):
        super().__init__(source)
        self.hold()
        self._delimiter = delimiter
        self._header: list[str]
        place = self.path or f"{self.name}, which is CSV where it does not begin with {{"
        with self.opened() as file:
            try:
                lines = _Lines(file)
                first = next(lines, "")
                if delimiter == "," and ";" in first and "," not in first:
                    self._delimiter = ";"
                self._header = next(self._csv(chain([first], lines)), [])
            except (csv.Error, DamagedError) as error:
                raise UserError(f"{place}: has no header that can be read: {error}") from None
        if any(map(half_a_pair, self._header)):
            raise UserError(f"{place}: the header {NOT_UTF8}")
        check_columns(place, self._header, needed)

    def columns(self) -> dict[str, Any] | None:
        """Those of the header, all of them texts."""
        return dict.fromkeys(self._header, str)

    def rows(self) -> Iterator[Record | Reject]:
        """As `Table`. What stands behind a quotation mark that never closes is read, too."""
        with self.opened() as file:
            lines = _Lines(file)
            reader = self._csv(lines)
            next(reader)
            while True:
                first = lines.number + 1
                lines.begin_row()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Reject(f"{self.name}:{first}", f"not CSV: {error}", first)
                    lines.give_again()
                except DamagedError as error:
                    yield self.damage(error, first)
                    return
                else:
                    if any(cells):  # unlike the lines that spreadsheets leave at the end
                        yield self._row(cells, first)

    def _row(self, cells: list[str], line: int) -> Record | Reject:
        place = f"{self.name}:{line}"
        if len(cells) != len(self._header):
            wanted = f"must have {len(self._header)} cells, as the header, has {len(cells)}"
            return Reject(place, wanted, line)
        if any(map(half_a_pair, cells)):
            return Reject(place, NOT_UTF8, line)
        return Record(place, dict(zip(self._header, cells, strict=True)), line)

    def _csv(self, lines: Iterable[str]) -> Any:
        csv.field_size_limit(LONGEST + 1)  # a long article as context fits
        return csv.reader(lines, strict=True, delimiter=self._delimiter)


class _Lines:
    """The lines of a CSV file; those of a row that turns out bad can be read again."""

    def __init__(self, file: io.BufferedReader):
        # utf-8-sig: spreadsheets put a byte-order mark before the first column's name. A byte that
        # is not UTF-8 becomes half a surrogate pair, which spoils its row alone.
        self._text = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._characters = 0
        self.number = 0  # of the line given last

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(LONGEST + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._row.append(line)
        self._characters += len(line)
        if self._characters > LONGEST:  # before memory runs out
            while len(line) > LONGEST and line[-1] not in "\r\n":
                line = self._text.readline(LONGEST + 1)
            raise csv.Error(f"a row longer than {LONGEST:,} characters")
        return line

    def begin_row(self) -> None:
        """The next line is the first of a row."""
        self._row, self._characters = [], 0

    def give_again(self) -> None:
        """The lines of this row but its first come once more."""
        self._again.extendleft(reversed(self._row[1:]))
        self.number -= len(self._row[1:])
