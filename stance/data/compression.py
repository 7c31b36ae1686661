"""Files compressed as gzip, bzip2, xz or Zstandard, told by their ending."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

COMPRESSIONS = (".gz", ".bz2", ".xz", ".zst")
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
    match compression:
        case ".gz":
            opened = gzip.GzipFile(fileobj=file, mode="rb")
        case ".bz2":
            opened = _Members(file, bz2.BZ2Decompressor)
        case ".xz":
            opened = _Members(file, partial(lzma.LZMADecompressor, lzma.FORMAT_XZ), padding=b"\0")
        case ".zst":
            import pyarrow as pa

            opened = pa.CompressedInputStream(file, "zstd")
    return io.BufferedReader(_Checked(opened, _PIECE if compression else _LARGE), _LARGE)


class _Checked(io.RawIOBase):
    """A stream whose every failure to read is a `DamagedError`, whichever library reads."""

    def __init__(self, opened: Any, piece: int):
        self._read = opened.read1 if hasattr(opened, "read1") else opened.read
        self._piece = piece

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


class _Members:
    """The members of a bzip2 or xz file, one after another, to its end.

    Python's own readers pass over whatever follows a member and begins no other one. Where that is
    the damaged beginning of one, its rows would be lost without a word.
    """

    def __init__(self, file: IO[bytes], new: Callable[[], Any], padding: bytes = b""):
        self._file, self._new, self._padding = file, new, padding
        self._member, self._rest = new(), b""

    def read1(self, size: int) -> bytes:
        """Some of the content, `size` bytes at most; none at the end of the file."""
        while not (self._member.eof and self._at_end()):
            if self._member.eof:
                self._member = self._new()
            elif self._member.needs_input and not (self._rest or self._more()):
                raise EOFError("it ends within a member")
            content: bytes = self._member.decompress(self._rest, size)
            self._rest = self._member.unused_data
            if content:
                return content
        return b""

    def _more(self) -> bool:
        self._rest = self._file.read(_PIECE)
        return bool(self._rest)

    def _at_end(self) -> bool:
        """Whether no member follows; passes over padding, which comes by four bytes."""
        passed = 0
        while self._rest or self._more():
            passed += len(self._rest)
            self._rest = self._rest.lstrip(self._padding)
            passed -= len(self._rest)
            if self._rest:
                break
        if passed % 4:
            raise lzma.LZMAError("what follows a member is no padding")
        return not self._rest


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
