"""Articles from files, and their quotes as rows of a table."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stance.data.files import decode, read_text
from stance.errors import UserError
from stance.extraction.article import extract_quotes
from stance.schema import Quote

STDIN = "-"


def article_rows(
    paths: Iterable[str], *, doubled: bool = False, indirect: bool = True
) -> list[dict[str, Any]]:
    """A row for each quote of each article, all read before the first is written.

    Raises `UserError` for a file that cannot be read, is no .txt, or has the stem of another.
    """
    return [
        quote_row(quote)
        for name, text in read_articles(paths).items()
        for quote in extract_quotes(text, name, doubled=doubled, indirect=indirect)
    ]


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
    if path.suffix != ".txt":
        raise UserError(f"{path}: an article must end in .txt")
    # A byte-order mark is no part of the text.
    return path.stem, read_text(path).removeprefix("\ufeff")


def _standard_input() -> str:
    return decode(sys.stdin.buffer.read(), "standard input")


def quote_row(quote: Quote) -> dict[str, Any]:
    """A quote as a row, its fields in the order they are written."""
    return {
        "article": quote.article,
        "id": quote.id,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "kind": quote.kind.value,
        "speaker": quote.speaker,
        "speaker_mention": quote.speaker_mention,
        "speaker_start": quote.speaker_start,
        "speaker_end": quote.speaker_end,
        "cue": quote.cue,
        "continues": quote.continues,
        "context": quote.context,
        "rule": quote.rule,
        "confidence": quote.confidence,
    }
