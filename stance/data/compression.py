"""Files compressed as gzip, bzip2, xz or Zstandard, told by their ending."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from pathlib import Path
from typing import IO, Any

_OPEN: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
COMPRESSIONS = (*_OPEN, ".zst")
_PIECE, _LARGE = 4096, 1 << 17


class DamagedError(Exception):
    """A file cannot be read on: it is cut off, or is not what its ending says."""


def endings(path: Path) -> tuple[str, str]:
    """The format and the compression that a name ends in, each with its dot or empty.

    >>> endings(Path("quotes.csv.gz"))
    ('.csv', '.gz')
    >>> endings(Path("quotes.csv"))
    ('.csv', '')
    """
    ending = path.suffix.lower()
    if ending in COMPRESSIONS:
        return Path(path.stem).suffix.lower(), ending
    return ending, ""


def decompressed(file: IO[bytes], compression: str) -> io.BufferedReader:
    """The bytes in a compressed file, as a stream; reading it raises `DamagedError`.

    What stands before the damage is given first: all of it, or of Zstandard all but some 4 kB.
    """
    opened: Any = file
    if compression == ".zst":
        import pyarrow as pa

        opened = pa.CompressedInputStream(file, "zstd")
    elif compression:
        opened = _OPEN[compression](file)
    return io.BufferedReader(_Checked(opened, _PIECE if compression else _LARGE), _LARGE)


class _Checked(io.RawIOBase):
    """A stream whose every failure to read is a `DamagedError`, whichever library reads."""

    def __init__(self, opened: Any, piece: int):
        self._read, self._piece = getattr(opened, "read1", opened.read), piece

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads a little: a reader that is to fill a buffer forgets what came before damage."""
        try:
            content = self._read(min(len(buffer), self._piece))
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            raise DamagedError(str(error).splitlines()[0]) from None
        buffer[: len(content)] = content
        return len(content)


def compress(content: bytes, compression: str) -> bytes:
    """Content as one member of a compressed file; members one after another are a file.

    Equal content gives equal bytes: no time or name is written.
    """
    match compression:
        case ".gz":
            return gzip.compress(content, 6, mtime=0)
        case ".bz2":
            return bz2.compress(content)
        case ".xz":
            return lzma.compress(content)
        case ".zst":
            import pyarrow as pa

            return bytes(pa.Codec("zstd").compress(content, asbytes=True))
        case _:
            return content
