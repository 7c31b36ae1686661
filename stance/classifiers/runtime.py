"""An encoder's network on ONNX Runtime: batches to logits, without torch."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.classifiers.arrays import SHAPES, naming, texts
from stance.classifiers.arrays import batches as in_batches
from stance.classifiers.rows import Question, Row
from stance.errors import UserError

# The file of a model folder by the precision it computes in.
FILES = {"int8": "model.int8.onnx", "float32": "model.onnx"}
Feed = Mapping[str, npt.NDArray[Any]]  # the arrays of a batch by the names of `SHAPES`
Batch = Sequence[tuple[Row, Sequence[Question]]]
Vectors = Mapping[tuple[int, ...], npt.NDArray[np.float32]]  # of names, (width,) each


class Runtime:
    """An ONNX model of a network that takes and gives what `stance.classifiers.arrays` says.

    `width` is that of its hidden states.

    A batch runs on one core, and as many batches at a time as there are cores: networks of this
    size lose more by sharing out every product. Raises `UserError` where the model cannot be
    read, or is one of something else.
    """

    def __init__(self, model: Path | bytes, precision: str):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors: what a session warns of is nothing to a user
        name = "the ONNX model" if isinstance(model, bytes) else str(model)
        try:
            self._session = onnxruntime.InferenceSession(
                model if isinstance(model, bytes) else str(model),
                options,
                providers=["CPUExecutionProvider"],
                # Its fused forms of an addition and what follows take longer than the two.
                disabled_optimizers=["SkipLayerNormFusion", "BiasGeluFusion"],
            )
        except Exception as error:  # its own types, which share no other base
            raise UserError(f"{name}: cannot be read by ONNX Runtime: {error}") from None
        self.model, self.precision = model, precision
        self.inputs = [one.name for one in self._session.get_inputs()]
        outputs = [one.name for one in self._session.get_outputs()]
        known = {"input_ids", "roles", "names"} <= set(self.inputs) <= set(SHAPES)
        if outputs != ["logits", "pooled"] or not known:
            raise UserError(
                f"{name}: is not the ONNX model of an encoder of this version of stance"
            )
        [shape] = [one.shape for one in self._session.get_inputs() if one.name == "names"]
        self.width: int = shape[1]

    def logits(self, batches: Sequence[Batch], pad: int) -> list[npt.NDArray[np.float32]]:
        """float32 (n, t, 3) for each batch, in order; `pad` is the tokenizer's."""
        vectors = self._vectors(batches, pad)
        return self._run("logits", batches, lambda batch: feed(batch, vectors, pad))

    def feeds(self, batches: Sequence[Batch], pad: int) -> list[Feed]:
        """What the model is given for each batch."""
        vectors = self._vectors(batches, pad)
        return [feed(batch, vectors, pad) for batch in batches]

    def _vectors(self, batches: Sequence[Batch], pad: int) -> Vectors:
        """What the model makes of each name that is asked about, read as a text is."""
        names = dict.fromkeys(q.name for batch in batches for _, asked in batch for q in asked)
        rows = [(Row(n, (0,) * len(n)), Question((0,) * len(n), ())) for n in names]
        nameless: Vectors = {(): np.zeros(self.width, dtype=np.float32)}
        found = [batch for batch, _ in in_batches(rows)]
        pooled = self._run("pooled", found, lambda batch: feed(batch, nameless, pad))
        return {
            row.ids: vector
            for batch, vectors in zip(found, pooled, strict=True)
            for (row, _), vector in zip(batch, vectors, strict=True)
        }

    def _run(
        self, output: str, batches: Sequence[Batch], given: Callable[[Batch], Feed]
    ) -> list[npt.NDArray[np.float32]]:
        def ask(batch: Batch) -> npt.NDArray[np.float32]:
            arrays = given(batch)
            found: npt.NDArray[np.float32]
            (found,) = self._session.run([output], {name: arrays[name] for name in self.inputs})
            return found

        if len(batches) < 2:
            return [ask(batch) for batch in batches]
        with ThreadPoolExecutor(min(cores(), len(batches))) as pool:
            return list(pool.map(ask, batches))

    def content(self) -> bytes:
        """The model as the bytes of its file."""
        return self.model if isinstance(self.model, bytes) else self.model.read_bytes()


def feed(batch: Batch, vectors: Vectors, pad: int) -> Feed:
    """A batch as an exported network takes it: the texts, and the vectors of names."""
    names, named = naming(batch)
    return {
        **texts(batch, pad),
        "names": np.stack([vectors[name] for name in names]),
        "named": named,
    }


def cores() -> int:
    """The cores this process may use; no more than `OMP_NUM_THREADS` says, where it says so."""
    # macOS tells no affinity.
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return min(there or 1, int(asked)) if re.fullmatch("0*[1-9][0-9]*", asked) else there or 1
