"""A mistake of the user, told in one line."""

from __future__ import annotations

import difflib
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_DISK = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM),
    *(errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG),
}


class UserError(Exception):
    """Something the user can put right: a file, a row, a value, an option, missing weights.

    The message is one line that names the place, the value and what is allowed. Everything else
    that goes wrong is a defect and keeps its traceback.
    """

    def __init__(self, message: str):
        super().__init__(" ".join(message.split()))


def near(value: str, allowed: Iterable[str]) -> str:
    """Words to end a message with: the near misses of `value` among `allowed`, or all of them.

    >>> near("modle", ["model", "data"])
    'did you mean model?'
    >>> near("xyz", ["model", "data"])
    'allowed: model, data'
    """
    names = list(allowed)
    close = difflib.get_close_matches(value, names, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(close)}?" if close else f"allowed: {', '.join(names)}"


def standard_input() -> TextIO:
    """Standard input; raises `UserError` where it was closed before the command began."""
    if sys.stdin is None:
        raise UserError("standard input is closed; name a file, or send one in by <")
    return sys.stdin


@contextmanager
def exit_on_user_error() -> Iterator[None]:
    """Entry points run inside it: a `UserError` becomes one line on standard error and status 2.

    So does whatever the disk refuses: no room, no permission, a name that can be no file's. Ctrl-C
    is a line and status 130. Where nobody reads the output any more, as after `| head`, it is
    status 1 without a word. A closed standard output is a mistake before anything is done.
    """
    if sys.stderr is None:  # `print` would tell standard output in its place
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  # kept open
    try:
        if sys.stdout is None:  # a file opened now could take its number, and its text
            raise UserError("standard output is closed; send it to a file, or to /dev/null")
        try:
            yield
        except SystemExit:  # as behind --help
            sys.stdout.flush()
            raise
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:
        # What is still to be written goes nowhere, or Python would complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except OSError as error:
        if error.errno not in _DISK:
            raise
        print(f"error: {error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
        raise SystemExit(2) from None
