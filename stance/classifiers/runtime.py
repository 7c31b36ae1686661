"""An encoder's network on ONNX Runtime: rows of tokens to logits, without torch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.classifiers.tokens import Row
from stance.errors import UserError
from stance.schema import LABELS

# The file of a model folder by the precision it computes in.
FILES = {"int8": "model.int8.onnx", "float32": "model.onnx"}
# Tokens of a batch, padding included: what a layer writes for so many stays in a core's cache.
BATCH_TOKENS = 512
Logits = npt.NDArray[np.float32]


class Runtime:
    """An ONNX model, asked batch by batch, as many at a time as there are cores.

    A batch runs on one core: networks of this size lose more by sharing out every product than
    by waiting for the last batch. Raises `UserError` where the model cannot be read.
    """

    def __init__(self, model: Path | bytes, precision: str):
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors: what a session warns of is nothing to a user
        try:
            self._session = onnxruntime.InferenceSession(
                model if isinstance(model, bytes) else str(model),
                options,
                providers=["CPUExecutionProvider"],
                # Its fused form of an addition and a LayerNorm takes longer than the two.
                disabled_optimizers=["SkipLayerNormFusion"],
            )
        except Exception as error:  # its own types, which share no other base
            name = "the ONNX model" if isinstance(model, bytes) else model
            raise UserError(f"{name}: cannot be read by ONNX Runtime: {error}") from error
        self.model, self.precision = model, precision
        self.inputs = [one.name for one in self._session.get_inputs()]

    def logits(self, rows: Sequence[Row]) -> Logits:
        """float32 (n, 3), in the order of the rows."""
        logits = np.zeros((len(rows), len(LABELS)), dtype=np.float32)

        def ask(batch: list[int]) -> None:
            feed = padded([rows[i] for i in batch], self.inputs)
            logits[batch] = self._session.run(None, feed)[0]

        lots = list(batches([len(row["input_ids"]) for row in rows]))
        if len(lots) == 1:
            ask(lots[0])
        elif lots:
            with ThreadPoolExecutor(cores()) as pool:
                list(pool.map(ask, lots))
        return logits

    def content(self) -> bytes:
        """The model as the bytes of its file."""
        return self.model if isinstance(self.model, bytes) else self.model.read_bytes()


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(lengths: Sequence[int], tokens: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Places of rows, longest first, in batches of at most so many tokens; one row at least.

    Rows of like length stand together, so that few tokens are padding.

    >>> list(batches([1, 3, 2], tokens=5))
    [[1], [2, 0]]
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > tokens:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def padded(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, npt.NDArray[np.int64]]:
    """int64 (n, longest) for each column; padding is 0, and 0 in the attention mask.

    What stands where the mask is 0 is never read.
    """
    longest = max(len(row["input_ids"]) for row in rows)
    feed: dict[str, Any] = {}
    for name in columns:
        feed[name] = np.zeros((len(rows), longest), dtype=np.int64)
        for place, row in enumerate(rows):
            feed[name][place, : len(row[name])] = row[name]
    return feed
