"""The main model: a pretrained transformer encoder, fine-tuned on who stands where."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_args

import numpy as np

from stance.classifiers.arrays import BATCH_TOKENS, batches
from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.distributed import call_helpers, is_helper
from stance.classifiers.finetuning import Precision, Schedule, fine_tune, use_bf16
from stance.classifiers.inputs import FIELDS, check_inputs
from stance.classifiers.limits import read_json
from stance.classifiers.rows import (
    TOKENIZER,
    Question,
    Row,
    Rows,
    plain,
    softmax,
    tokenizer,
)
from stance.classifiers.runtime import FILES, Runtime
from stance.classifiers.settings import check_flag, check_whole
from stance.classifiers.weights import BUNDLED, check_length, pretrained_tokenizer, resolve
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset
    from tokenizers import Tokenizer

    from stance.classifiers.exporting import Verdict
    from stance.classifiers.network import Network
    from stance.classifiers.tfidf import Tfidf


class Encoder:
    """Any Hugging Face sequence encoder, fine-tuned to read a quote once for all its targets.

    The text says who speaks and the words, the same for every target. Which tokens mention the
    target asked about, and which the other known ones, its network is told beside the text, with
    the target's name; see `stance.classifiers.network`.

    Args:
        checkpoint: a folder or a Hugging Face name; see `stance.classifiers.weights`.
        inputs: which of quote, target, speaker, context and antecedent are read.
        max_length: the most tokens a row may have. A longer one loses context first, then the
            quote's tail; never the speaker, but for what takes more than half of a row.
        mask_names: whether every mention, of whichever target, is read as the same word; which of
            them mean the target asked about is then told beside the text alone.
        frozen_layers: how many of the backbone's first layers keep their pretrained values, and
            its embeddings with them; 0: the token embeddings alone; None: nothing does.
        tfidf: whether a TF-IDF model of the quote, fitted beside it on the same rows, answers as
            well; an answer is then the geometric mean of both, made to sum to 1: a logarithmic
            opinion pool (Genest & Zidek, "Combining Probability Distributions", Statistical
            Science 1986).
        precision: `bf16` trains under autocast, `auto` does so where the processor has it.
        schedule: how it is fine-tuned.
        seed: of the head's first weights, of dropout and of the order of rows.
    """

    name: ClassVar[str] = "encoder"

    def __init__(
        self,
        checkpoint: str = BUNDLED,
        inputs: Sequence[str] = FIELDS,
        max_length: int = 128,
        mask_names: bool = True,
        frozen_layers: int | None = 0,
        tfidf: bool = False,
        precision: Precision = "auto",
        schedule: Schedule | None = None,
        seed: int = 0,
    ):
        self.checkpoint = checkpoint
        self.inputs = check_inputs(inputs)
        check_whole("max_length", max_length, 16)
        check_flag("mask_names", mask_names)
        check_flag("tfidf", tfidf)
        check_whole("seed", seed, most=2**32 - 1)
        self.max_length, self.mask_names = max_length, mask_names
        if frozen_layers is not None:
            check_whole("frozen_layers, unless it is null,", frozen_layers)
        self.frozen_layers, self.tfidf, self.seed = frozen_layers, tfidf, seed
        if precision not in get_args(Precision):
            raise UserError(f"precision {precision!r} is not one of auto, bf16, fp32")
        self.precision = precision
        self.schedule = schedule or Schedule()
        self._rows: Rows | None = None
        # What answers is an ONNX model where there is one. The torch network is then read from the
        # folder only if it is asked for.
        self._runtime: Runtime | None = None
        self._network: Network | None = None
        self._tfidf: Tfidf | None = None
        self._folder: Path | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The arguments of the constructor, the schedule as a plain dict."""
        return {
            "checkpoint": self.checkpoint,
            "inputs": list(self.inputs),
            "max_length": self.max_length,
            "mask_names": self.mask_names,
            "frozen_layers": self.frozen_layers,
            "tfidf": self.tfidf,
            "precision": self.precision,
            "schedule": asdict(self.schedule),
            "seed": self.seed,
        }

    def fit(
        self,
        train: Dataset,
        dev: Dataset,
        targets: Sequence[Target],
        *,
        log: Log = no_log,
        checkpoints: Path | None = None,
    ) -> Self:
        """Fine-tunes on `train`, stops early on the macro-F1 of `dev`, keeps the best epoch.

        With `checkpoints`, the state of every epoch is left there; a fit that was cut off goes on
        from it and ends with the very same weights. Under a launcher of several processes all
        take part; see `stance.classifiers.distributed`.
        """
        from transformers import set_seed

        from stance.classifiers.network import pretrained
        from stance.classifiers.training_rows import collated, labelled

        folder = resolve(self.checkpoint)
        self._runtime = None
        if self.tfidf and not is_helper():
            self._tfidf = self._new_tfidf().fit(train, dev, targets)
        set_seed(self.seed)  # before the head is made: its weights are random
        self._network = pretrained(folder)
        self._network.take_last()
        config = self._network.backbone.config.to_dict()
        read = plain(pretrained_tokenizer(folder, config, self.max_length))
        self._rows = rows = self._new_rows(read, config, targets)
        if self.frozen_layers is not None:
            self._network.freeze(self.frozen_layers)
        with nullcontext(checkpoints) if checkpoints else TemporaryDirectory() as state:
            call_helpers(self.settings, train, dev, targets, Path(state))
            fine_tune(
                self._network,
                labelled(rows, train),
                labelled(rows, dev),
                collate=partial(collated, pad=rows.pad, max_length=self.max_length),
                max_length=self.max_length,
                schedule=self.schedule,
                bf16=use_bf16(self.precision),
                seed=self.seed,
                folder=Path(state),
                log=log,
            )
        return self

    def export(self, train: Sequence[Example], dev: Sequence[Example]) -> Verdict:
        """Answers from an ONNX model from now on, in 8 bits where that answers the same on dev.

        On some of `train` is found which values reach far; the examples of `dev` have labels. A
        network that ONNX cannot express goes on answering by torch; the verdict says why. Raises
        `NotFittedError` before `fit`.
        """
        from stance.classifiers.exporting import export

        self.network.cpu()
        self._runtime, verdict = export(self, train, dev)
        return verdict

    def in_float32(self) -> Self:
        """A copy that answers by a float32 ONNX model, to be compared with one in 8 bits."""
        from stance.classifiers.exporting import float32

        return self.answering_by(float32(self))

    def answering_by(self, runtime: Runtime | None) -> Self:
        """A copy that answers by an ONNX model of the network, or for None by torch."""
        other = copy.copy(self)
        other._runtime = runtime
        return other

    def to(self, device: str) -> Self:
        """Answers by torch on this device from now on; raises `UserError` where there is none."""
        import torch

        try:
            torch.empty(0, device=device)
        except (RuntimeError, AssertionError) as error:  # the latter of a build without CUDA
            reason = str(error).partition("\n")[0]
            raise UserError(f"device {device!r} cannot be used here: {reason}") from None
        self.network.to(device)
        self._runtime = None
        return self

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3), rows sum to 1. Raises `NotFittedError` before `fit`."""
        probabilities = np.zeros((len(examples), len(LABELS)), dtype=np.float32)
        asked = self.rows.of(examples)
        if self._runtime is not None:
            found = list(batches(asked))
            answers = self._runtime.logits([batch for batch, _ in found], self.rows.pad)
        else:
            # A GPU is idle unless it is given much at once.
            gpu = next(self.network.parameters()).device.type != "cpu"
            found = list(batches(asked, 16 * BATCH_TOKENS if gpu else BATCH_TOKENS))
            answers = [self._logits(batch) for batch, _ in found]
        for (_, places), logits in zip(found, answers, strict=True):
            for (i, j), indices in places.items():
                probabilities[indices] = softmax(logits[i, j])
        if (beside := self.beside(examples)) is not None:
            probabilities = softmax((_log(probabilities) + beside) * np.float32(0.5))
        return probabilities

    def beside(self, examples: Sequence[Example]) -> Probabilities | None:
        """The log-probabilities of TF-IDF, (n, 3), where it is asked."""
        return None if self._tfidf is None else _log(self._tfidf.predict_proba(examples))

    def _new_tfidf(self) -> Tfidf:
        from stance.classifiers.tfidf import Tfidf

        # Not the speaker, whose name tells nothing of others.
        inputs = [name for name in self.inputs if name in ("quote", "target", "antecedent")]
        return Tfidf(inputs or self.inputs)

    def _logits(self, batch: Sequence[tuple[Row, Sequence[Question]]]) -> Any:
        """float32 (n, t, 3), by torch."""
        import torch

        from stance.classifiers.training_rows import tensors

        device = next(self.network.parameters()).device
        with torch.inference_mode():
            given = {k: v.to(device) for k, v in tensors(batch, self.rows.pad).items()}
            return self.network(**given)["logits"].cpu().numpy()

    def truncated(self, examples: Sequence[Example]) -> int:
        """How many of the examples have more than `max_length` tokens."""
        return sum(row.cut for row, _ in self.rows.of(examples))

    def save(self, folder: Path) -> None:
        """Writes `config.json`, `model.safetensors`, `tokenizer.json`, the ONNX model, TF-IDF."""
        from stance.classifiers import network

        network.save(self.network, folder)
        self.rows.tokenizer.save(str(folder / TOKENIZER))
        if self._runtime is not None:
            (folder / FILES[self._runtime.precision]).write_bytes(self._runtime.content())
        if self._tfidf is not None:
            self._tfidf.save(folder)

    def load(self, folder: Path, targets: Sequence[Target]) -> Self:
        """Reads what `save` wrote; raises `UserError` where a file is missing or foreign."""
        self._folder, read = folder, tokenizer(folder)
        files = {precision: folder / name for precision, name in FILES.items()}
        found = {precision: path for precision, path in files.items() if path.is_file()}
        if len(found) > 1:
            raise UserError(f"{folder}: has {' and '.join(FILES.values())}, must have one of them")
        config = _read_config(folder) if found else self.network.backbone.config.to_dict()
        for precision, path in found.items():
            self._runtime = Runtime(path, precision)
        check_length(folder, config, self.max_length)
        self._rows = self._new_rows(read, config, targets)
        if self.tfidf:
            self._tfidf = self._new_tfidf().load(folder, targets)
        return self

    @property
    def network(self) -> Network:
        """The torch network, read now where the ONNX model of a folder has answered so far."""
        if self._network is None:
            if self._folder is None:
                raise NotFittedError("encoder: call fit or load first")
            from stance.classifiers.network import restored

            self._network = restored(self._folder).eval()
        return self._network

    @property
    def rows(self) -> Rows:
        """What makes examples rows of tokens. Raises `NotFittedError` before `fit`."""
        if self._rows is None:
            raise NotFittedError("encoder: call fit or load first")
        return self._rows

    def _new_rows(
        self, tokenizer: Tokenizer, config: Mapping[str, Any], targets: Sequence[Target]
    ) -> Rows:
        pad = config.get("pad_token_id") or 0
        return Rows(tokenizer, pad, self.inputs, targets, self.max_length, self.mask_names)


def _log(probabilities: Probabilities) -> Probabilities:
    return np.log(np.maximum(probabilities, np.float32(1e-9)))  # 0 has none


def _read_config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    config = read_json(path)
    if not isinstance(config, dict):
        raise UserError(f"{path}: must be an object")
    return config
