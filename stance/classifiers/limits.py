"""What a file of a model folder may be, before a library reads it: no bomb of any kind."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

from stance.errors import UserError

MANIFEST_BYTES = 10_000_000
HEADER_BYTES = 10_000_000  # of safetensors; that of an encoder has some ten thousand
ENTRIES = 1000  # of a skops file; ours have seven
_ENTRY = re.compile(r"schema\.json|[\w-]+\.npy")


def check_file(path: Path) -> None:
    """Raises `UserError` for a file whose reading would take far more memory than its size."""
    match path.suffix:
        case ".skops":
            _check_skops(path)
        case ".safetensors":
            _check_safetensors(path)


def read_json(path: Path) -> Any:
    """The value of a small JSON file; raises `UserError` where it is none, large, deep or worse."""
    try:
        if path.stat().st_size > MANIFEST_BYTES:
            raise UserError(f"{path}: is larger than {MANIFEST_BYTES:,} bytes")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path}: not JSON: {error}") from None


def _check_skops(path: Path) -> None:
    """A skops file is a zip archive; ours hold arrays and a schema, none of them compressed.

    So no entry is larger than what stands in the file for it, and together they are not larger
    than the file, unless some of them share their bytes.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError(f"{path}: is not a skops file of this package: {error}") from None
    if len(entries) > ENTRIES:
        raise UserError(f"{path}: has {len(entries)} entries, must have at most {ENTRIES}")
    for entry in entries:
        if not _ENTRY.fullmatch(entry.filename):
            raise UserError(f"{path}: entry {entry.filename!r} must be schema.json or a .npy")
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise UserError(f"{path}: entry {entry.filename!r} is compressed; none may be")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > path.stat().st_size:
        raise UserError(f"{path}: unpacks to {unpacked:,} bytes, more than it has")


def _check_safetensors(path: Path) -> None:
    """The first eight bytes are the length of a JSON header; tensors follow it."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
    most = min(HEADER_BYTES, path.stat().st_size - 8)
    if not 0 < length <= most:
        raise UserError(f"{path}: has a header of {length:,} bytes, must be 1 to {max(most, 1):,}")
