"""What every stance classifier can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

import numpy as np
import numpy.typing as npt

from stance.schema import Example, Target

if TYPE_CHECKING:
    from datasets import Dataset

Probabilities = npt.NDArray[np.float32]
# Called with named numbers and the epoch (from 1) they belong to.
# Metrics and the epoch they are of, from 1; 0 for what is told once, before any.
Log = Callable[[dict[str, float], int], None]


def no_log(metrics: dict[str, float], epoch: int) -> None:
    """A `Log` for whoever does not listen."""


class NotFittedError(RuntimeError):
    """The classifier was asked before it was fitted or loaded."""


class Classifier(Protocol):
    """Fits on labelled examples, answers with probabilities, and goes to and from a folder.

    `name` is the kind in a manifest. Settings are plain values.
    """

    name: ClassVar[str]

    @property
    def settings(self) -> dict[str, Any]:
        """The arguments that make an equal, unfitted classifier."""
        ...

    def fit(
        self,
        train: Dataset,
        dev: Dataset,
        targets: Sequence[Target],
        *,
        log: Log = no_log,
        checkpoints: Path | None = None,
    ) -> Self:
        """Learns from `train`; `dev` is for choosing when to stop, never for learning from.

        With `checkpoints`, training that can be long leaves its state in that folder and goes on
        from there when fitted again with the same folder.
        """
        ...

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3), columns in the order of `Stance`, rows sum to 1.

        Raises `NotFittedError` before `fit` or a load.
        """
        ...

    def truncated(self, examples: Sequence[Example]) -> int:
        """How many of the examples are too long to be read whole."""
        ...

    def save(self, folder: Path) -> None:
        """Writes the fitted weights into an existing folder, without pickle."""
        ...

    def load(self, folder: Path, targets: Sequence[Target]) -> Self:
        """Reads what `save` wrote. Raises `UserError` for a file that is missing or foreign."""
        ...
