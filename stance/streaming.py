"""Predictions over inputs of any size: read, answered and written part by part.

A part is some rows of the input in order. It is answered by itself, so that its bytes are the same
whether or not the work was cut off before it.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from stance import batching
from stance.batching import Batch, Input, batches
from stance.classifiers.weights import sha256
from stance.data.files import Record
from stance.data.layout import Layout
from stance.data.parts import Part, Parts, rejects_file
from stance.data.readers import Reject
from stance.data.tables import tell_article
from stance.errors import UserError
from stance.inference import Model


@dataclass(frozen=True)
class Question:
    """What is asked of whom: a model, and the targets for every row (None: each row's own).

    `device` is the one the model answers on.
    """

    model: Model
    targets: Sequence[str] | None = None
    device: str = "cpu"

    def answer(self, batch: Batch) -> tuple[list[dict[str, Any]], Part]:
        """The answers to a part, and what there is to know of it."""
        rows = [row.fields for _, row in batch.rows if isinstance(row, Record)]
        rejects = tuple(
            {"file": name, "line": row.line, "reason": row.reason}
            for name, row in batch.rows
            if isinstance(row, Reject)
        )
        cut: list[int] = []
        answers = list(self.model.predict_rows(rows, self.targets, cut=cut.append))
        return answers, Part(len(batch.rows), len(answers), sum(cut), rejects)


@dataclass
class Tally:
    """Rows read, answers given, rows rejected, and answers that rest on a quote that was cut."""

    rows: int = 0
    answers: int = 0
    rejects: int = 0
    cut: int = 0

    def add(self, part: Part) -> None:
        """Counts a part in."""
        self.rows += part.rows
        self.answers += part.answers
        self.rejects += len(part.rejects)
        self.cut += part.cut


def to_stream(
    question: Question,
    inputs: Sequence[Input],
    layout: Layout,
    rejects: Path | None,
    *,
    bar: bool,
) -> Tally:
    """Writes the answers to standard output as they come, the bad rows to a file or to the user."""
    tally = Tally()
    held: list[dict[str, Any]] = []
    with (
        _bar(inputs, shown=bar) as progress,
        _on_standard_error() if rejects is None else rejects_file(rejects) as reject,
    ):
        for batch in _batches(inputs):
            answers, part = question.answer(batch)
            if layout.format == "table":
                held += answers
            else:
                _print(layout.encode(answers, first=tally.rows == 0))
            for row in part.rejects:
                reject(row)
            tally.add(part)
            progress(batch)
    if layout.format == "table":
        from stance.reporting.tables import answers_table, show

        show(120, answers_table(held))
    elif tally.rows == 0:
        _print(layout.encode([], first=True))
    return tally


def _batches(inputs: Sequence[Input]) -> Iterator[Batch]:
    """The batches of inputs; of each table the first row that is an article is told."""
    told: set[str] = set()
    for batch in batches(inputs):
        for name, row in batch.rows:
            if name not in told and isinstance(row, Record) and "rule" not in row.fields:
                told |= {name} if tell_article(row) else set()
        yield batch


def _print(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@contextmanager
def _on_standard_error() -> Iterator[Callable[[Mapping[str, Any]], None]]:
    yield lambda row: print(
        f"rejected: {row['file']}:{row['line']}: {row['reason']}", file=sys.stderr
    )


def to_file(
    question: Question,
    inputs: Sequence[Input],
    layout: Layout,
    output: Path,
    rejects: Path,
    *,
    resume: bool,
    bar: bool,
) -> Tally:
    """Writes the answers to a file and the bad rows to another, by way of the folder of `Parts`.

    With `resume` it goes on with what is done there. Raises `UserError` where that is other work,
    where without `resume` there is unfinished work, where another run writes this output, and where
    the disk refuses; what is done by then is kept.
    """
    with Parts(output, _work(question, inputs, layout)) as parts:
        if not resume:
            parts.begin()
        else:
            parts.resume()
        if parts.finished is not None:
            return Tally(**parts.finished)
        tally = Tally()
        try:
            waiting = _batches(inputs)
            for part in parts:
                next(waiting)
                tally.add(part)
            with _bar(inputs, shown=bar) as progress:
                for batch in waiting:
                    answers, part = question.answer(batch)
                    parts.add(layout.encode(answers, first=parts.done == 0), part)
                    tally.add(part)
                    progress(batch)
            if parts.done == 0:
                parts.add(layout.encode([], first=True), Part(0, 0, 0, ()))
            parts.finish(layout.join, rejects, vars(tally))
        except BaseException as error:
            kept = parts.done > 0 and _resumable(inputs) and parts.folder.is_dir()
            if not kept:
                parts.remove()
            hint = f"; what is done is kept in {parts.folder}, go on by --resume" if kept else ""
            if isinstance(error, OSError):
                reason = error.strerror or error
                raise UserError(f"{output}: cannot be written: {reason}{hint}") from error
            if hint:
                print(hint.removeprefix("; "), file=sys.stderr)
            raise
    return tally


def _resumable(inputs: Sequence[Input]) -> bool:
    return all(Path(one.name).is_file() for one in inputs)


def _work(question: Question, inputs: Sequence[Input], layout: Layout) -> dict[str, Any]:
    """What makes the bytes of an output what they are, to tell one piece of work from another."""
    manifest = json.dumps(asdict(question.model.manifest), sort_keys=True, default=str)
    files = [[one.name, sha256(Path(one.name))] for one in inputs] if _resumable(inputs) else None
    return {
        "input": files,
        "model": hashlib.sha256(manifest.encode()).hexdigest(),
        "target": question.targets,
        "device": question.device,  # no two round alike
        "format": [layout.format, layout.compression, layout.escape],
        "size of parts": [batching.PART_ROWS, batching.PART_CHARACTERS],
        "version of stance": version("stance"),
    }


@contextmanager
def _bar(inputs: Sequence[Input], *, shown: bool) -> Iterator[Callable[[Batch], None]]:
    """A bar on standard error with the rate and the time left; yields what moves it on."""
    if not shown:
        yield lambda batch: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    sizes = [one.table.size for one in inputs]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    columns = (
        TextColumn("predicting"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rows=0, rate=0.0)
        begun, rows = time.monotonic(), 0

        def move(batch: Batch) -> None:
            nonlocal rows
            rows += len(batch.rows)
            rate = rows / max(1e-9, time.monotonic() - begun)
            progress.update(task, completed=batch.read, rows=rows, rate=rate)

        yield move
