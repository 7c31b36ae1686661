"""The floor: always the class that training showed most."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.limits import read_json
from stance.data.files import write_json
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset

FILE = "prior.json"


class Majority:
    """Answers every example with the share of each class in the training rows."""

    name: ClassVar[str] = "majority"

    def __init__(self) -> None:
        self._prior: Probabilities | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """None: it has nothing to set."""
        return {}

    def fit(
        self,
        train: Dataset,
        dev: Dataset,
        targets: Sequence[Target],
        *,
        log: Log = no_log,
        checkpoints: Path | None = None,
    ) -> Self:
        """Counts the classes of `train`."""
        counts = np.bincount(np.asarray(train["stance"]), minlength=len(LABELS))
        self._prior = (counts / counts.sum()).astype(np.float32)
        return self

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3): the same row n times. Raises `NotFittedError` before `fit`."""
        if self._prior is None:
            raise NotFittedError("majority: call fit or load first")
        return np.tile(self._prior, (len(examples), 1))

    def truncated(self, examples: Sequence[Example]) -> int:
        """None: it reads nothing."""
        return 0

    def save(self, folder: Path) -> None:
        """Writes the shares to `prior.json`."""
        if self._prior is None:
            raise NotFittedError("majority: call fit or load first")
        write_json(folder / FILE, dict(zip(LABELS, self._prior.tolist(), strict=True)))

    def load(self, folder: Path, targets: Sequence[Target]) -> Self:
        """Reads `prior.json`; raises `UserError` where it does not hold a share for each label."""
        fields = read_json(folder / FILE)
        shares: list[Any] = [
            fields.get(label) if isinstance(fields, dict) else None for label in LABELS
        ]
        if not all(type(share) in (int, float) and 0 <= share <= 1 for share in shares):
            raise UserError(f"{folder / FILE}: must hold a share for each of {', '.join(LABELS)}")
        self._prior = np.array(shares, dtype=np.float32)
        return self
