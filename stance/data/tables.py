"""Tables of quotes: JSON Lines, CSV (or tabs) and Parquet, read and written as rows."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stance.data.compression import decompressed, endings
from stance.data.csvs import Csv
from stance.data.files import Record, replacing
from stance.data.layout import Layout, columns_of
from stance.data.readers import JsonLines, Parquet, Reject, Table, lacks
from stance.errors import UserError, standard_input

_ENDINGS = (".jsonl", ".csv", ".tsv", ".parquet")
STDIN = "-"
_HEAD = 1 << 17  # bytes of standard input in which its first sign is looked for


def open_table(path: Path | str, needed: Sequence[str] = ("text",)) -> Table:
    """A table by the ending of its name; `-` is JSON Lines or CSV from standard input.

    `needed` are the columns a CSV or Parquet must have. Raises `UserError` for another ending, a
    file that is not there, a column that is not there or stands twice.
    """
    if str(path) == STDIN:
        return _standard_input(needed)
    path = Path(path)
    if path.is_dir():
        raise UserError(f"{path}: is a folder; give the files in it")
    format_, compression = endings(path)
    if format_ not in _ENDINGS:
        raise UserError(
            f"{path}: a table must end in {', '.join(_ENDINGS)}, or that and .gz, .bz2, .xz, .zst; "
            "an article, where one is read, in .txt"
        )
    if format_ == ".parquet" and compression:
        raise UserError(f"{path}: Parquet is compressed inside; take {compression} off it")
    try:
        path.open("rb").close()
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror or error}") from None
    match format_:
        case ".jsonl":
            return JsonLines(path)
        case ".csv":
            return Csv(path, needed)
        case ".tsv":
            return Csv(path, needed, "\t")
        case _:
            return Parquet(path, needed)


def _standard_input(needed: Sequence[str]) -> Table:
    """JSON Lines where its first sign is that of JSON, else CSV; waits for that sign alone."""
    source: Any = standard_input().buffer
    head = b""
    # A byte-order mark, or blank lines, may come well before anything else.
    while len(head) < _HEAD and _blank(head) and (more := source.read1()):
        head += more
    begun: Any = _Begun(head, source)
    stream = decompressed(begun, "")
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    return JsonLines(stream) if start in (b"", b"{", b"[") else Csv(stream, needed)


def _blank(head: bytes) -> bool:
    """Whether no sign stands in the beginning of a text: nothing, white space, part of a mark."""
    return codecs.BOM_UTF8.startswith(head) or head.removeprefix(codecs.BOM_UTF8).isspace()


class _Begun:
    """A stream whose beginning was read already, from there."""

    def __init__(self, head: bytes, stream: Any):
        self._head, self._stream = head, stream

    def read1(self, size: int) -> bytes:
        """Some of its bytes, `size` at most; none at its end."""
        piece, self._head = self._head[:size], self._head[size:]
        return piece or self._stream.read1(size)


def read_table(path: Path | str) -> Iterator[Record]:
    """The rows of a table of quotes, each checked; raises `UserError` for the first bad one."""
    return _strict(map(checked, open_table(path).rows()))


def read_rows(path: Path, needed: Sequence[str]) -> Iterator[Record]:
    """The rows of a table as they are; `needed` are the columns a CSV or Parquet must have.

    Raises `UserError` for an unknown ending, a missing column and a malformed row.
    """
    return _strict(open_table(path, needed).rows())


def _strict(rows: Iterable[Record | Reject]) -> Iterator[Record]:
    for row in rows:
        if isinstance(row, Reject):
            raise row.error
        yield row


def checked(row: Record | Reject) -> Record | Reject:
    """The row if it can be asked about: a text, and texts or nothing for what goes with it."""
    if isinstance(row, Reject):
        return row
    if "text" not in row.fields:
        return Reject(row.place, lacks("text", row.fields, "field"), row.line)
    try:
        row.text("text")
        for name in ("speaker", "context", "target"):
            if not nothing(row.fields.get(name)):
                row.text(name)
    except UserError as error:
        return Reject(row.place, str(error).removeprefix(f"{row.place}: "), row.line)
    return row


def tell_unread(path: Path | str, columns: Iterable[str], wanted: Iterable[str]) -> None:
    """Says on standard error which columns are not read, and are called nearly as one `wanted`."""
    names = set(columns)
    for want in sorted(set(wanted) - names):
        for name in sorted(names):
            if name.strip().casefold() == want:
                print(
                    f"{path}: column {name!r} is not read; rename it to {want!r}", file=sys.stderr
                )


def tell_article(row: Record) -> bool:
    """Says on standard error, and returns, whether a row's text is an article rather than a quote.

    It has three paragraphs or more, and quotation marks in them.
    """
    text = row.fields["text"]
    marks = max(text.count("“"), text.count('"') // 2, text.count("«"))
    if marks < 2 or sum(not nothing(line) for line in text.split("\n")) < 3:
        return False
    print(
        f"{row.place}: looks like an article, which is taken as one quote; "
        "stance.extract makes a table of its quotes",
        file=sys.stderr,
    )
    return True


def nothing(value: Any) -> bool:
    """Whether a cell is empty, in any way tables have of saying so: null, blank, NaN, NA.

    >>> import pandas as pd
    >>> [nothing(value) for value in (None, " ", float("nan"), pd.NA, pd.NaT, 0, "no")]
    [True, True, True, True, True, False, False]
    """
    if isinstance(value, str):
        return not value.strip()
    # Neither NaN nor pandas' NA, which is told by its name alone, equals itself.
    return value is None or type(value).__name__ == "NAType" or bool(value != value)


def given(fields: Mapping[Any, Any], taken: Container[Any]) -> dict[Any, Any]:
    """Fields of a row under names that are not `taken`: `given_stance` for a `stance`.

    Each name gets its own, whatever else a row has: what was `given_stance` before is
    `given_given_stance`.

    >>> given({"stance": 1, "given_stance": 2, "text": 3}, {"stance"})
    {'given_stance': 1, 'given_given_stance': 2, 'text': 3}
    """

    def free(name: Any) -> Any:
        bare = name
        while isinstance(bare, str) and bare.startswith("given_"):
            bare = bare.removeprefix("given_")
        return f"given_{name}" if bare in taken else name

    return {free(name): value for name, value in fields.items()}


def write_table(
    rows: Iterable[dict[str, Any]],
    format_: str,
    output: Path | None,
    compression: str = "",
    columns: Mapping[str, Any] | None = None,
) -> None:
    """Writes rows to a file, whole or not at all, or to standard output as they come.

    Columns of CSV and Parquet are those of all rows in order of first use; where there is no row,
    `columns` with their types. Raises `UserError` for a file that cannot be written.
    """
    blocks: Iterable[Sequence[dict[str, Any]]]
    if format_ == "jsonl" and not compression:
        layout, blocks = Layout(format_), ([row] for row in rows)
    else:
        held = list(rows)
        found = columns_of(held, types=format_ == "parquet")
        layout = Layout(format_, compression, found or dict(columns or {}))
        blocks = [held]
    if output is None:
        for block in blocks:
            sys.stdout.buffer.write(layout.encode(block, first=True))
        sys.stdout.buffer.flush()
        return
    with replacing(output) as new, new.open("wb") as file:
        for block in blocks:
            file.write(layout.encode(block, first=True))
