"""The main model: a pretrained transformer encoder, fine-tuned on who stands where."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_args

import numpy as np

from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.finetuning import Precision, Schedule, fine_tune, use_bf16
from stance.classifiers.inputs import FIELDS, check_inputs, pair
from stance.classifiers.runtime import FILES, Runtime
from stance.classifiers.tokens import COLUMNS, Row, Tokens
from stance.classifiers.weights import BUNDLED, resolve
from stance.data.examples import to_examples
from stance.data.files import read_text
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset

    from stance.classifiers.exporting import Verdict
    from stance.classifiers.network import Network


class Encoder:
    """Any Hugging Face sequence encoder, fine-tuned on the pair target/quote.

    Mentions of the target asked about read `target`, those of the other known targets `rival`, so
    that what is learned of one target holds of all.

    Args:
        checkpoint: a folder or a Hugging Face name; see `stance.classifiers.weights`.
        inputs: which of quote, target, speaker and context are read.
        max_length: the most tokens a row may have. A longer one loses context first, then the
            quote's tail; never the target or the speaker.
        freeze_embeddings: whether the token embeddings keep their pretrained values.
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
        freeze_embeddings: bool = True,
        precision: Precision = "auto",
        schedule: Schedule | None = None,
        seed: int = 0,
    ):
        self.checkpoint = checkpoint
        self.inputs = check_inputs(inputs)
        if max_length < 16:
            raise UserError(f"max_length must be 16 or more, was: {max_length}")
        self.max_length, self.freeze_embeddings, self.seed = max_length, freeze_embeddings, seed
        if precision not in get_args(Precision):
            raise UserError(f"precision {precision!r} is not one of auto, bf16, fp32")
        self.precision = precision
        self.schedule = schedule or Schedule()
        self._targets: tuple[Target, ...] = ()
        self._tokens: Tokens | None = None
        # What answers: an ONNX model where there is one, else torch, whose network and tokenizer
        # are read from the model folder only once they are needed.
        self._runtime: Runtime | None = None
        self._network: Network | None = None
        self._tokenizer: Any = None
        self._folder: Path | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The arguments of the constructor, the schedule as a plain dict."""
        return {
            "checkpoint": self.checkpoint,
            "inputs": list(self.inputs),
            "max_length": self.max_length,
            "freeze_embeddings": self.freeze_embeddings,
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
        from it and ends with the very same weights.
        """
        from transformers import set_seed

        from stance.classifiers.network import pretrained

        folder = resolve(self.checkpoint)
        self._targets, self._runtime = tuple(targets), None
        set_seed(self.seed)  # before the head is made: its weights are random
        self._network = pretrained(folder)
        self._read_tokenizer(folder)
        if self.freeze_embeddings:
            self._network.backbone.get_input_embeddings().weight.requires_grad_(False)
        with nullcontext(checkpoints) if checkpoints else TemporaryDirectory() as state:
            fine_tune(
                self._network,
                self._tokenizer,
                self._tokenised(train),
                self._tokenised(dev),
                schedule=self.schedule,
                bf16=use_bf16(self.precision),
                seed=self.seed,
                folder=Path(state),
                log=log,
            )
        return self

    def export(self, train: Sequence[Example], dev: Sequence[Example]) -> Verdict:
        """Answers from an ONNX model from now on, in 8 bits where that answers the same on dev.

        `train` tells the ranges of numbers that 8 bits need; the examples of `dev` have labels.
        A network that ONNX cannot express goes on answering by torch; the verdict says why.
        Raises `NotFittedError` before `fit`.
        """
        from stance.classifiers.exporting import CALIBRATION, export

        network = self._fitted().cpu()
        some = train[:: max(1, len(train) // CALIBRATION)]
        self._runtime, verdict = export(
            network,
            self._columns(),
            self._encode(some)[0],
            self._encode(dev)[0],
            [LABELS.index(e.stance) for e in dev if e.stance is not None],
        )
        return verdict

    def to(self, device: str) -> Self:
        """Answers by torch on this device from now on; raises `UserError` where there is none."""
        import torch

        try:
            torch.empty(0, device=device)
        except (RuntimeError, AssertionError) as error:  # the latter of a build without CUDA
            reason = str(error).partition("\n")[0]
            raise UserError(f"device {device!r} cannot be used here: {reason}") from None
        self._fitted().to(device)
        self._runtime = None
        return self

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3), rows sum to 1; of equal rows one is worked out.

        Raises `NotFittedError` before `fit`.
        """
        rows = self._encode(examples)[0]
        keys = [(tuple(row["input_ids"]), tuple(row["token_type_ids"])) for row in rows]
        distinct = dict(zip(keys, rows, strict=True))
        place = {key: number for number, key in enumerate(distinct)}
        asked = list(distinct.values())
        if self._runtime is None:
            from stance.classifiers.network import logits_of

            logits = logits_of(self._fitted(), asked, self._columns())
        else:
            logits = self._runtime.logits(asked)
        weights = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
        answers: Probabilities = weights / weights.sum(axis=1, keepdims=True)
        return answers[[place[key] for key in keys]]

    def truncated(self, examples: Sequence[Example]) -> int:
        """How many of the examples have more than `max_length` tokens."""
        return self._encode(examples)[1]

    def save(self, folder: Path) -> None:
        """Writes `config.json`, `model.safetensors`, the tokenizer's files and the ONNX model."""
        from stance.classifiers import network

        network.save(self._fitted(), folder)
        self._tokenizer.save_pretrained(folder)
        if self._runtime is not None:
            (folder / FILES[self._runtime.precision]).write_bytes(self._runtime.content())

    def load(self, folder: Path, targets: Sequence[Target]) -> Self:
        """Reads what `save` wrote; raises `UserError` where a file is missing or foreign."""
        self._targets, self._folder = tuple(targets), folder
        self._tokens = Tokens.read(folder, self.max_length)
        for precision, name in FILES.items():
            if (folder / name).is_file():
                self._check_length(_config(folder), folder)
                self._runtime = Runtime(folder / name, precision)
                return self
        self._fitted()
        return self

    def _fitted(self) -> Network:
        """The torch network, read from the folder where an ONNX model has answered so far."""
        if self._network is None:
            if self._folder is None:
                raise NotFittedError("encoder: call fit or load first")
            from stance.classifiers.network import restored

            self._network = restored(self._folder).eval()
            self._read_tokenizer(self._folder)
        return self._network

    def _read_tokenizer(self, folder: Path) -> None:
        """The tokenizer as the Trainer and the folder want it; its ids are those of `_tokens`."""
        from tokenizers import Tokenizer
        from transformers import AutoTokenizer

        try:
            self._tokenizer = AutoTokenizer.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )
        except Exception as error:  # the tokenizers library raises plain Exception
            raise UserError(f"{folder}: its tokenizer cannot be read: {error}") from error
        if not self._tokenizer.is_fast:
            raise UserError(f"{folder}: its tokenizer has no fast form (tokenizer.json)")
        own = Tokenizer.from_str(self._tokenizer.backend_tokenizer.to_str())
        self._tokens = Tokens(own, self.max_length)
        self._check_length(self._fitted().backbone.config.to_dict(), folder)

    def _check_length(self, config: Mapping[str, Any], folder: Path) -> None:
        """Raises `UserError` where the network has fewer positions than a row may have tokens."""
        # RoBERTa and its kin number positions from the padding id on.
        roberta = "roberta" in config.get("model_type", "")
        offset = (config.get("pad_token_id") or 0) + 1 if roberta else 0
        positions = config.get("max_position_embeddings")
        if positions is not None and self.max_length > positions - offset:
            raise UserError(
                f"max_length must be at most {positions - offset} for {folder}, "
                f"was: {self.max_length}"
            )

    def _columns(self) -> list[str]:
        """What the network reads of a row: some families know no segments."""
        return [name for name in COLUMNS if name in self._tokenizer.model_input_names]

    def _encode(self, examples: Sequence[Example]) -> tuple[list[Row], int]:
        """Token ids of each example, at most `max_length`, and how many had to be cut."""
        if self._tokens is None:
            raise NotFittedError("encoder: call fit or load first")
        return self._tokens.rows([pair(e, self.inputs, self._targets) for e in examples])

    def _tokenised(self, rows: Dataset) -> Dataset:
        from datasets import Dataset

        encoded = self._encode(to_examples(rows))[0]
        columns: dict[str, list[Any]] = {
            name: [row[name] for row in encoded] for name in self._columns()
        }
        columns["labels"] = list(rows["stance"])
        columns["length"] = [len(ids) for ids in columns["input_ids"]]
        return Dataset.from_dict(columns)


def _config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    try:
        return dict(json.loads(read_text(path)))
    except (ValueError, TypeError) as error:
        raise UserError(f"{path}: is not the configuration of an encoder: {error}") from None
