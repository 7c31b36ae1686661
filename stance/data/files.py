"""Reading and writing files so that a mistake names its place and a file that exists is whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.errors import UserError, near

_HALF = re.compile("[\ud800-\udfff]")


class NotUtf8Error(UserError):
    """A text that is not UTF-8: from where, the line, and what is wrong there."""

    def __init__(self, name: str, line: int, reason: str):
        super().__init__(f"{name}:{line}: {reason}")
        self.line, self.reason = line, reason


@contextmanager
def replacing(path: Path, folder_of: Collection[str] | None = None) -> Iterator[Path]:
    """Yields a temporary path beside `path` to write a file or a folder to, then renames it.

    A file takes the place of a plain file alone. A folder, which `folder_of` says it is to be,
    takes the place of an empty one, or of an earlier version, which holds nothing but these names.
    Whatever goes wrong inside, the temporary path is removed and `path` is left as it was.
    Raises `UserError` for another thing in its place, and for an `OSError` (disk full, ...).
    """
    path = path.absolute()
    _check_place(path, folder_of)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror or error}") from error
    new, old = aside / "new" / path.name, aside / "old"
    try:
        new.parent.mkdir()
        yield new
        try:
            if path.is_dir():  # a folder can only be renamed onto an empty one
                path.rename(old)
            new.replace(path)
        except BaseException:  # a Ctrl-C between the two also
            if old.exists() and not path.exists():
                old.rename(path)
            raise
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _check_place(path: Path, folder_of: Collection[str] | None) -> None:
    if folder_of is None:
        if path.exists() and not path.is_file():
            raise UserError(f"{path}: is not a plain file; give another name")
    elif path.exists() and not path.is_dir():
        raise UserError(f"{path}: is there already, and is no folder; give another name")
    elif path.is_dir():
        lost = sorted({inside.name for inside in path.iterdir()} - {*folder_of, ".DS_Store"})
        if lost:
            raise UserError(
                f"{path}: is there already, and holds {lost[0]}, which would be lost; give another "
                "name"
            )


def check_output(path: Path, others: Iterable[Path | str]) -> None:
    """Raises `UserError` for an output that is a folder, a link, or another file of the command.

    And for one in a folder that cannot be made.
    """
    if path.is_symlink():  # renaming would put a file in its place: of /dev/stdout, for everybody
        raise UserError(f"{path}: is a link; give the name of a file")
    if path.resolve() in (Path(other).resolve() for other in others):
        raise UserError(f"{path}: is read or written already; give another name")
    if path.is_dir() or str(path).endswith("/"):
        raise UserError(f"{path}: is a folder; give the name of a file")
    if path.exists() and not path.is_file():
        raise UserError(f"{path}: is not a plain file; give another name")
    above = next(folder for folder in path.absolute().parents if folder.exists())
    if not above.is_dir():
        raise UserError(f"{path}: cannot be written: {above} is no folder")


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, line ends untouched; raises `UserError` if it cannot be read.

    One that is there and is no UTF-8 is a `NotUtf8Error`.
    """
    try:
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror or error}") from None


def decode(content: bytes, name: str) -> str:
    """The text of bytes that must be UTF-8; `name` is where they come from, for messages."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = error.start - content.rfind(b"\n", 0, error.start)
        reason = f"byte {byte} of the line is not UTF-8; save it as UTF-8"
        raise NotUtf8Error(name, line, reason) from None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file and its place (`quotes.jsonl:17`), for messages.

    `line` is the line of a table on which the row begins, or the row of a Parquet file, from 1.
    """

    place: str
    fields: dict[str, Any]
    line: int = 0

    def text(self, name: str) -> str:
        """A field that must hold a string with something in it."""
        value = self._get(name)
        if not isinstance(value, str) or not value.strip():
            raise UserError(f"{self.place}: {name} is {value!r}, must be a text that is not empty")
        if half_a_pair(value):
            raise UserError(f"{self.place}: {name} holds half a surrogate pair, which is no text")
        return value

    def text_or_none(self, name: str) -> str | None:
        """A field that must hold a string, or null."""
        return None if self._get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """A field that must hold a whole number."""
        value = self._get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise UserError(f"{self.place}: {name} is {value!r}, must be a whole number")
        return value

    def share(self, name: str) -> float:
        """A field that must hold a finite number, not below 0."""
        value = self._get(name)
        # A whole number may be larger than any float.
        if type(value) not in (int, float) or not 0 <= value <= sys.float_info.max:
            raise UserError(f"{self.place}: {name} is {value!r}, must be a number, 0 or more")
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that must hold a list of strings."""
        value = self._get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise UserError(f"{self.place}: {name} is {value!r}, must be a list of texts")
        if any(map(half_a_pair, value)):
            raise UserError(f"{self.place}: {name} holds half a surrogate pair, which is no text")
        return tuple(value)

    def texts_if_any(self, name: str) -> tuple[str, ...]:
        """A field that may be left out, and else must hold a list of strings."""
        return self.texts(name) if name in self.fields else ()

    def record(self, name: str) -> Record:
        """A field that must hold an object."""
        value = self._get(name)
        if not isinstance(value, dict):
            raise UserError(f"{self.place}: {name} is {value!r}, must be an object")
        return Record(f"{self.place}: {name}", value)

    @contextmanager
    def place_errors(self) -> Iterator[None]:
        """A `UserError` raised inside is told with this record's place before it."""
        try:
            yield
        except UserError as error:
            told = str(error).removeprefix(f"{self.place}: ")
            raise UserError(f"{self.place}: {told}") from None

    def _get(self, name: str) -> Any:
        if name not in self.fields:
            raise UserError(
                f"{self.place}: no field {name!r}; "
                f"the fields are {', '.join(self.fields) or 'none'}"
            )
        return self.fields[name]


def read_jsonl(path: Path, allowed: Sequence[str] = ()) -> Iterator[Record]:
    """The objects of a JSON Lines file, one a line; blank lines are passed over.

    Raises `UserError` for a field that is not `allowed`, where that is given.
    """
    for record in parse_jsonl(read_text(path).removeprefix("\ufeff"), path.name):
        for name in record.fields if allowed else ():
            if name not in allowed:
                raise UserError(f"{record.place}: unknown field {name!r}; {near(name, allowed)}")
        yield record


def parse_jsonl(text: str, name: str) -> Iterator[Record]:
    """The objects of a JSON Lines text; `name` is where it comes from, for messages."""
    # Not splitlines(): that also splits at characters JSON allows inside a string (U+2028, ...).
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            place = f"{name}:{number}"
            yield Record(place, parse_object(line, place))


def parse_object(text: str, place: str) -> dict[str, Any]:
    """The JSON object a text is; raises `UserError`, with its place, for anything else."""
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(f"{place}: not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond all reason
        raise UserError(f"{place}: cannot be read as JSON: {error}") from None
    if not isinstance(fields, dict):
        raise UserError(f"{place}: {text.strip()[:40]!r} must be a JSON object")
    return fields


def half_a_pair(text: str) -> bool:
    """Whether a text holds half a surrogate pair, which JSON can spell and UTF-8 cannot."""
    return not text.isascii() and _HALF.search(text) is not None


def write_jsonl(path: Path, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    """Writes one object a line, UTF-8, whole or not at all."""
    with replacing(path) as new, new.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_json(path: Path, value: Any) -> None:
    """Writes one JSON document, indented; not atomic: for files inside a folder being replaced."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(value, file, ensure_ascii=False, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
