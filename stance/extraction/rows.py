"""Articles from files, and their quotes as rows of a table."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from stance.data.files import Record, decode, read_text
from stance.data.readers import Reject
from stance.errors import UserError
from stance.extraction.article import extract_quotes
from stance.schema import Quote

STDIN = "-"
# As pages of the web write marks and accents.
_ENTITY = re.compile(
    r"&(?:quot|apos|[lr][sd]quo|laquo|raquo|nbsp|[a-zA-Z](?:acute|grave|uml|tilde)|#\d+);"
)
# The fields of a quote's row in the order they are written, and what they hold.
COLUMNS: dict[str, type] = {
    "article": str,
    "id": str,
    "start": int,
    "end": int,
    "text": str,
    "kind": str,
    "speaker": str,
    "speaker_mention": str,
    "speaker_start": int,
    "speaker_end": int,
    "cue": str,
    "continues": str,
    "context": str,
    "rule": str,
    "confidence": float,
}


def article_rows(
    paths: Iterable[str], *, doubled: bool = False, indirect: bool = True
) -> list[dict[str, Any]]:
    """A row for each quote of each article, all read before the first is written.

    An article is a text (.txt), or a row of a table with a column `text`: its name is then that of
    a column `article` or `id`, or the number of its row, and other columns are handed through.

    Raises `UserError` for a file that cannot be read and for two articles of one name.
    """
    texts: dict[str, str] = {}
    more: dict[str, dict[str, Any]] = {}
    for path in paths:
        table = path != STDIN and Path(path).suffix.lower() != ".txt"
        for name, text, fields in _rows(path) if table else _text(path):
            if name in texts:
                raise UserError(f"{path}: an article named {name!r} came before; names are unique")
            texts[name], more[name] = text, fields
    return [
        more[name] | quote_row(quote)
        for name, text in texts.items()
        for quote in extract_quotes(text, name, doubled=doubled, indirect=indirect)
    ]


def _text(path: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, text in read_articles([path]).items():
        yield name, text, {}


def _rows(path: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The articles of a table: name, text, and what else it says of them."""
    from stance.data.tables import nothing, read_rows

    for record in read_rows(Path(path), ["text"]):
        fields = dict(record.fields)
        named = (fields.get(name) for name in ("article", "id"))
        name = next((str(value) for value in named if not nothing(value)), str(record.line))
        yield name, record.text("text"), {k: v for k, v in fields.items() if k not in COLUMNS}


def read_articles(paths: Iterable[str]) -> dict[str, str]:
    """The texts of articles by the names of their files; raises `UserError` as `article_rows`."""
    texts: dict[str, str] = {}
    for path in paths:
        name, text = ("standard-input", _standard_input()) if path == STDIN else _read(Path(path))
        if name in texts:
            raise UserError(f"{path}: an article named {name!r} came before; names are unique")
        texts[name] = text
    return texts


def _read(path: Path) -> tuple[str, str]:
    if path.suffix.lower() != ".txt":
        raise UserError(f"{path}: an article must end in .txt")
    # A byte-order mark is no part of the text.
    text = read_text(path).removeprefix("\ufeff")
    if entity := _ENTITY.search(text):
        print(
            f"{path}: holds HTML ({entity[0]}), which is read as it stands; unescape it first",
            file=sys.stderr,
        )
    return path.stem, text


def _standard_input() -> str:
    return decode(sys.stdin.buffer.read(), "standard input")


def quote_row(quote: Quote) -> dict[str, Any]:
    """A quote as a row, with the fields of `COLUMNS`."""
    row = {name: getattr(quote, name) for name in COLUMNS}
    return row | {"kind": quote.kind.value}


class ArticleQuotes:
    """The quotes of an article as a table (`stance.data.readers.Table`)."""

    def __init__(self, path: Path):
        """Raises `UserError` for a file that cannot be read or is not UTF-8."""
        _read(path)
        self.path = path
        self.size: int | None = path.stat().st_size

    def position(self) -> int:
        """The whole article: its quotes are found together."""
        return self.size or 0

    def columns(self) -> dict[str, Any] | None:
        """`COLUMNS`."""
        return dict(COLUMNS)

    def rows(self) -> Iterator[Record | Reject]:
        """A row for each quote."""
        name, text = _read(self.path)
        for number, quote in enumerate(extract_quotes(text, name), start=1):
            yield Record(f"{self.path.name}: quote {number}", quote_row(quote), number)
