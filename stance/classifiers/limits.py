"""How large a file of a model folder may say it is, before a library reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stance.errors import UserError

MANIFEST_BYTES = 10_000_000
HEADER_BYTES = 10_000_000  # of safetensors; that of an encoder has some ten thousand


def check_file(path: Path) -> None:
    """Raises `UserError` for a file whose reading would take far more memory than its size."""
    if path.suffix != ".safetensors":
        return
    # The first eight bytes are the length of a JSON header; tensors follow it.
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
    most = min(HEADER_BYTES, path.stat().st_size - 8)
    if not 0 < length <= most:
        raise UserError(f"{path}: has a header of {length:,} bytes, must be 1 to {max(most, 1):,}")


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
