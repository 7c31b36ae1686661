"""Fine-tuning on several processes: the first runs the command, the others only help it to fit.

`torchrun` and `accelerate launch` start one command several times and number the processes. Data,
tracking, scores and folders are the first one's alone. The others wait here until it fits an
encoder, take part in that fit, and wait again, so that whatever the command does (a protocol of
many folds, a run gone on with) needs no agreement on anything else.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from datasets import Dataset

    from stance.schema import Target

_PATIENCE = timedelta(days=7)  # the first process may fit baselines, score and save for long


def processes() -> int:
    """How many processes the launcher started; 1 without one."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def is_helper() -> bool:
    """Whether this process is not the first one."""
    return int(os.environ.get("RANK", "0")) > 0


@contextmanager
def leading() -> Iterator[None]:
    """The first process' work; at its good end the helpers are sent home.

    After an error they are not told: they may be in the midst of a fit, and the launcher ends
    them once it sees this process fail.
    """
    try:
        yield
    except SystemExit as done:
        if not done.code:
            _end()
        raise
    _end()


def call_helpers(
    settings: dict[str, Any],
    train: Dataset,
    dev: Dataset,
    targets: Sequence[Target],
    checkpoints: Path,
) -> None:
    """Has the helpers begin the fit that this process is about to begin; without any, nothing."""
    if processes() > 1 and not is_helper():
        _broadcast((settings, train, dev, tuple(targets), checkpoints))


def help_fitting() -> None:
    """A helper's work, until the first process is done; exits with status 1 where that fails."""
    from stance.classifiers.folder import new_classifier

    while (fit := _wait()) is not None:
        settings, train, dev, targets, checkpoints = fit
        new_classifier("encoder", settings).fit(train, dev, targets, checkpoints=checkpoints)
    _leave()


def _wait() -> Any:
    try:
        return _broadcast(None)
    except RuntimeError:  # the connection is gone, and the first process has said why
        raise SystemExit(1) from None


def _end() -> None:
    if processes() > 1:
        _broadcast(None)
        _leave()


def _leave() -> None:
    import torch.distributed

    torch.distributed.destroy_process_group()


def _broadcast(value: Any) -> Any:
    """What the first process says, in every process."""
    import torch.distributed

    said = [value]
    torch.distributed.broadcast_object_list(said, src=0, group=_group())
    return said[0]


@functools.cache
def _group() -> Any:
    """All processes, joined by the processor: waiting must not keep a GPU busy, nor time out.

    Nor must joining: the first process comes only when it begins to fit an encoder.
    """
    import torch
    from accelerate import PartialState

    PartialState(cpu=not torch.accelerator.is_available(), timeout=_PATIENCE)
    return torch.distributed.new_group(backend="gloo", timeout=_PATIENCE)
