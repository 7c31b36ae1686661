"""Articles from files, and their quotes as rows of a table."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence, Set
from itertools import count
from pathlib import Path
from typing import Any

from stance.data.compression import endings
from stance.data.files import NotUtf8Error, Record, decode, read_text
from stance.data.readers import Reject
from stance.errors import UserError, standard_input
from stance.extraction.article import extract_quotes
from stance.schema import Quote

STDIN = "-"
_BOM = "\ufeff"  # which is no part of a text
# The tags of pages of the web; unlike "<3" and "a < b".
_HTML = re.compile(
    r"<!DOCTYPE\b|</?(?:html|head|title|meta|body|article|section|div|span|p|br|a|h[1-6]|ul|ol|li"
    r"|table|tr|td|img|script|style|em|strong|b|i|blockquote)(?:\s+[\w:-]+=[^<>]{0,500})?\s*/?>",
    re.IGNORECASE,
)
# Of English news they are 4 words in a hundred at the least, and frequent in no other language.
_ENGLISH = frozenset(("the", "and", "that", "with", "his", "from", "they", "it", "said"))
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH, _LOOKED_AT = 100, 5000  # words to judge by, characters they are counted in
_LEAST_ENGLISH = 0.02
_MANY = 3_000_000  # characters, which take some seconds
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
    paths: Sequence[str], *, doubled: bool = False, indirect: bool = True
) -> tuple[list[dict[str, Any]], list[UserError]]:
    """A row for each quote of each article, all read before the first is written; and rejects.

    An article is a text (.txt), or a row of a table with a column `text`: its name is then that of
    a column `article` or `id`, or the table's and the number of the row. Other columns are handed
    through, one that has the name of a quote's field as `given_kind` and so on.

    Raises `UserError` for a table that cannot be read, for a text named as an article before it,
    and where no article can be read; else what is wrong with one is among the rejects, and so is a
    row named as an article before it.
    """
    texts: dict[str, str] = {}
    more: dict[str, dict[str, Any]] = {}
    rejects: list[UserError] = []
    for path, own in zip(paths, file_names(paths), strict=True):
        table = path != STDIN and not _is_text(path)
        for article in _rows(path, own) if table else _text(path, own):
            if isinstance(article, UserError):
                rejects.append(article)
                continue
            place, name, text, fields = article
            if name in texts:
                error = UserError(f"{place}: {_before(name)}")
                if not table:
                    raise error
                rejects.append(error)
                continue
            texts[name], more[name] = text, fields
    if rejects and not texts:
        raise rejects[0]
    rows = [
        more[name] | quote_row(quote)
        for name, text in _tracked(texts)
        for quote in extract_quotes(text, name, doubled=doubled, indirect=indirect)
    ]
    return rows, rejects


def _tracked(texts: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The texts by name, with a bar on a terminal's standard error where they are many."""
    if not sys.stderr.isatty() or sum(map(len, texts.values())) < _MANY:
        return texts.items()
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(texts.items(), "extracting", len(texts), console=console, transient=True)


_Article = tuple[str, str, str, dict[str, Any]]  # place, name, text, what else is said of it


def _before(name: str) -> str:
    return f"an article named {name!r} came before; names are unique"


def _text(path: str, name: str) -> Iterator[_Article | UserError]:
    try:
        yield path, name, _standard_input() if path == STDIN else _read(Path(path)), {}
    except UserError as error:
        yield error


def _rows(path: str, table: str) -> Iterator[_Article | UserError]:
    """The articles of a table."""
    from stance.data.tables import given, nothing, open_table

    told = False
    for number, row in enumerate(open_table(path).rows(), start=1):
        if isinstance(row, Reject):
            yield row.error
            continue
        try:
            text = row.text("text")
        except UserError as error:
            yield error
            continue
        told = told or _tell_foreign(row.place, text)
        named = next((n for n in ("article", "id") if not nothing(row.fields.get(n))), None)
        name = f"{table}-{number}" if named is None else str(row.fields[named])
        rest = {k: v for k, v in row.fields.items() if k not in ("text", "article", named)}
        yield row.place, name, text, given(rest, COLUMNS)


def file_names(paths: Sequence[str]) -> list[str]:
    """A name for each file: without its ending, and with the folders that tell it from others.

    >>> file_names(["2019/01.txt", "2020/01.txt", "2020/02.txt"])
    ['2019/01', '2020/01', '02']
    """
    parts = [_parts(path) for path in paths]
    # Tables that differ in their endings alone: "s.csv" and "s.tsv".
    tables = {os.path.abspath(path) for path in paths if not _is_text(path)}  # noqa: PTH100
    stems = Counter(map(_parts, tables))
    parts = [
        (*own[:-1], Path(path).name) if stems[own] > 1 and not _is_text(path) else own
        for path, own in zip(paths, parts, strict=True)
    ]
    kinds = [(_is_text(path), own[-1]) for path, own in zip(paths, parts, strict=True)]
    alike: dict[tuple[bool, str], set[tuple[str, ...]]] = defaultdict(set)
    for kind, own in zip(kinds, parts, strict=True):
        alike[kind].add(own)
    needed = {kind: next(n for n in count(1) if _apart(same, n)) for kind, same in alike.items()}
    return ["/".join(own[-needed[kind] :]) for kind, own in zip(kinds, parts, strict=True)]


def _parts(path: str) -> tuple[str, ...]:
    """The folders of a file, and its name without endings."""
    if path == STDIN:
        return ("standard-input",)
    place = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    stem = Path(place.stem).stem if endings(place)[1] else place.stem
    return (*place.parent.parts, stem)


def _apart(parts: Set[tuple[str, ...]], last: int) -> bool:
    return len({own[-last:] for own in parts}) == len(parts)


def _is_text(path: str) -> bool:
    return path.lower().endswith(".txt")


def read_articles(
    paths: Sequence[str], known: Container[str] = ()
) -> tuple[dict[str, str], list[UserError]]:
    """The texts of articles by their names; and what is wrong with those that are not UTF-8.

    `known` are names that others gave: a file whose path ends in one of them has that name, however
    many files it is given with. Raises `UserError` for the first that is not there, and for two of
    one name.
    """
    texts: dict[str, str] = {}
    rejects: list[UserError] = []
    for path, own in zip(paths, file_names(paths), strict=True):
        parts = _parts(path)
        tails = ("/".join(parts[first:]) for first in range(len(parts)))
        name = next((tail for tail in tails if tail in known), own)
        if name in texts:
            raise UserError(f"{path}: {_before(name)}")
        try:
            texts[name] = _read(Path(path))
        except NotUtf8Error as error:
            rejects.append(error)
    return texts, rejects


def _read(path: Path) -> str:
    text = read_text(path).removeprefix(_BOM)
    _tell_foreign(str(path), text)
    return text


def _tell_foreign(place: str, text: str) -> bool:
    """Says on standard error, and returns, whether a text is a page of the web, or not English."""
    html = _HTML.search(text)
    found = [word.lower() for word in _WORD.findall(text, 0, _LOOKED_AT)]
    english = sum(word in _ENGLISH for word in found)
    if html:
        reason = f"holds HTML ({html[0][:20]}), which is read as it stands; save it as text first"
    elif len(found) >= _ENOUGH and english < _LEAST_ENGLISH * len(found):
        reason = "does not look English, which is all that is read rightly"
    else:
        return False
    print(f"{place}: {reason}", file=sys.stderr)
    return True


def _standard_input() -> str:
    text = decode(standard_input().buffer.read(), "standard input").removeprefix(_BOM)
    _tell_foreign("standard input", text)
    return text


def quote_row(quote: Quote) -> dict[str, Any]:
    """A quote as a row, with the fields of `COLUMNS`."""
    row = {name: getattr(quote, name) for name in COLUMNS}
    return row | {"kind": quote.kind.value}


class ArticleQuotes:
    """The quotes of an article as a table (`stance.data.readers.Table`).

    One that is not UTF-8 has an `error`, and a reject for its only row.
    """

    def __init__(self, path: Path, name: str):
        """Raises `UserError` for a file that cannot be read."""
        self.error: UserError | None = None
        try:
            read_text(path)
        except NotUtf8Error as error:
            self.error = error
        self.path, self.name = path, name
        self.size: int | None = path.stat().st_size

    def position(self) -> int:
        """The whole article: its quotes are found together."""
        return self.size or 0

    def columns(self) -> dict[str, Any] | None:
        """`COLUMNS`."""
        return dict(COLUMNS)

    def rows(self) -> Iterator[Record | Reject]:
        """A row for each quote."""
        try:
            quotes = extract_quotes(_read(self.path), self.name)
        except NotUtf8Error as error:
            yield Reject(f"{self.path.name}:{error.line}", error.reason, error.line)
            return
        for number, quote in enumerate(quotes, start=1):
            yield Record(f"{self.path.name}: quote {number}", quote_row(quote), number)
