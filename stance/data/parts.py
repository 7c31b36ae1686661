"""Work that is done part by part and survives a kill: the folder `OUTPUT.part/`.

Part `000017` is two files: `000017.part`, the bytes that go into the output, and `000017.json`,
renamed into place when those are written, with their hash and what else there is to know of the
part. `state.json` says what the work is. So whatever moment a kill comes at, the parts that are
whole are told from the one that is not. A process holds a lock on `lock` for as long as it works
there, so that no two write to one output.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from stance.data.files import read_text
from stance.errors import UserError

try:
    import fcntl
except ImportError:  # on Windows nothing is locked
    fcntl = None  # type: ignore[assignment]

_STATE, _LOCK = "state.json", "lock"
_OURS = re.compile(r"(\d{6,}\.(part|json)|state\.json|output)(\.new)?|lock")


@dataclass(frozen=True)
class Part:
    """What is known of a part: how many input rows it took, what came of them."""

    rows: int
    answers: int
    cut: int
    rejects: tuple[Mapping[str, Any], ...]


class Parts:
    """The folder of one piece of work, and inside its context nobody else's.

    `done` is how many parts are whole; `finished` is what `finish` was told, None before it.
    """

    def __init__(self, output: Path, work: Mapping[str, Any]):
        """`work` says, field by field, what the work is: only the same can be gone on with.

        Its field `input` is None for one that cannot be read again.
        """
        self.folder = output.with_name(f"{output.name}.part")
        self._output = output
        self._work = json.loads(json.dumps(work))
        self.done = 0
        self.finished: dict[str, Any] | None = None
        self._held: IO[bytes] | None = None  # the lock

    def __enter__(self) -> Self:
        """Makes the folder; raises `UserError` where it cannot, and where another run works."""
        try:
            while True:
                self.folder.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):  # a run that ends takes the folder with it
                    self._files()
                    if fcntl is None or self._lock():
                        return self
        except OSError as error:
            raise UserError(f"{self._output}: cannot be written: {error.strerror}") from None

    def __exit__(self, *_: object) -> None:
        """Lets others work there."""
        if self._held is not None:
            self._held.close()

    def _lock(self) -> bool:
        """Whether the lock is held; not where a run that ends has removed its file meanwhile."""
        path = self.folder / _LOCK
        self._held = path.open("ab")
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(
                f"{self._output}: another run is writing it; wait for its end, or give another name"
            ) from None
        except OSError:  # a file system without locks
            return True
        return os.path.samestat(path.stat(), os.fstat(self._held.fileno()))

    def begin(self) -> None:
        """Begins anew. Raises `UserError` where unfinished work is in the folder."""
        state = self._state()
        if state is not None and state["work"]["input"] is not None and state["finished"] is None:
            raise UserError(
                f"{self.folder}: holds unfinished work; go on with it by --resume, or delete it"
            )
        self._clear()
        self._write(_STATE, {"work": self._work, "finished": None})

    def resume(self) -> None:
        """Finds the parts that are whole, or begins; raises `UserError` for other work."""
        state = self._state()
        if state is None or (state["finished"] is not None and state["work"] != self._work):
            self.begin()
            return
        for name, value in self._work.items():
            if state["work"].get(name) != value:
                raise UserError(
                    f"{self.folder}: was begun with another {name}; go on with the same, or "
                    "delete the folder and begin anew"
                )
        if state["finished"] is not None:  # a kill came when only this folder was left to remove
            if self._output.is_file():
                self.finished = state["finished"]
                self.remove()
                return
            self._write(_STATE, {"work": self._work, "finished": None})
        while self._whole(self.done):
            self.done += 1

    def add(self, content: bytes, part: Part) -> None:
        """Keeps one more part, whole or not at all."""
        (self.folder / f"{self.done:06}.part").write_bytes(content)
        told = {**vars(part), "sha256": hashlib.sha256(content).hexdigest()}
        self._write(f"{self.done:06}.json", told)
        self.done += 1

    def __iter__(self) -> Iterator[Part]:
        """The parts that are whole, in order."""
        for number in range(self.done):
            told = json.loads(read_text(self.folder / f"{number:06}.json"))
            del told["sha256"]
            yield Part(**told | {"rejects": tuple(told["rejects"])})

    def finish(
        self,
        join: Callable[[Iterator[Path], IO[bytes]], None],
        rejects: Path,
        summary: Mapping[str, Any],
    ) -> None:
        """Joins the parts to the output and the rejects to a file of their own, both whole.

        Without rejects there is no such file, and an earlier one goes. Then the folder goes.
        """
        paths = (self.folder / f"{number:06}.part" for number in range(self.done))
        with (self.folder / "output").open("wb") as file:
            join(paths, file)
            file.flush()
            os.fsync(file.fileno())
        with rejects_file(rejects) as write:
            for part in self:
                for reject in part.rejects:
                    write(reject)
        (self.folder / "output").replace(self._output)
        self._write(_STATE, {"work": self._work, "finished": dict(summary)})
        self.remove()

    def remove(self) -> None:
        """Removes the folder, `state.json` and the lock last."""
        if not self.folder.exists():
            return
        self._clear()
        (self.folder / _LOCK).unlink(missing_ok=True)
        with suppress(OSError):  # the next run may have its lock there already
            self.folder.rmdir()

    def _clear(self) -> None:
        for path in sorted(self._files(), key=lambda path: path.name == _STATE):
            path.unlink()

    def _files(self) -> list[Path]:
        """What is in the folder but for the lock; raises `UserError` for a file of others."""
        files = sorted(self.folder.iterdir())
        for path in files:
            if not _OURS.fullmatch(path.name):
                raise UserError(f"{self.folder}: is there already, and is not of this package")
        return [path for path in files if path.name != _LOCK]

    def _state(self) -> dict[str, Any] | None:
        path = self.folder / _STATE
        if not path.is_file():
            return None
        try:
            state: dict[str, Any] = json.loads(read_text(path))
            return {"work": dict(state["work"]), "finished": state["finished"]}
        except (ValueError, KeyError, TypeError, RecursionError):
            raise UserError(f"{path}: cannot be read; delete {self.folder}") from None

    def _write(self, name: str, value: Any) -> None:
        new = self.folder / f"{name}.new"
        new.write_text(json.dumps(value), encoding="utf-8")
        new.replace(self.folder / name)

    def _whole(self, number: int) -> bool:
        try:
            told = json.loads(read_text(self.folder / f"{number:06}.json"))
            content = (self.folder / f"{number:06}.part").read_bytes()
        except (UserError, OSError, ValueError):
            return False
        return bool(told["sha256"] == hashlib.sha256(content).hexdigest())


@contextmanager
def rejects_file(path: Path) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """Yields what to give rejects to, each a line of the file, which appears when it is whole.

    Without any there is no such file, and an earlier one of that name goes.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The same after a kill, nobody's own, and no longer than a name may be.
    digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()
    new = path.with_name(f".rejects-{digest[:16]}")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            yield lambda reject: print(json.dumps(reject, ensure_ascii=False), file=file)
            file.flush()
            os.fsync(file.fileno())
        if new.stat().st_size:
            new.replace(path)
        else:
            path.unlink(missing_ok=True)
    finally:
        new.unlink(missing_ok=True)
