"""The main model: a pretrained transformer encoder, fine-tuned on who stands where."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_args

import numpy as np

from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.distributed import call_helpers
from stance.classifiers.finetuning import Precision, Schedule, fine_tune, use_bf16
from stance.classifiers.inputs import FIELDS, check_inputs, pair
from stance.classifiers.weights import BUNDLED, resolve
from stance.data.examples import to_examples
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset

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
        self._network: Network | None = None
        self._targets: tuple[Target, ...] = ()
        self._tokenizer: Any = None
        # A tokenizer keeps how it cuts as its state: a server's threads take turns at it.
        self._turn = threading.Lock()

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
        from it and ends with the very same weights. Under a launcher of several processes all
        take part; see `stance.classifiers.distributed`.
        """
        from transformers import set_seed

        from stance.classifiers.network import pretrained

        folder = resolve(self.checkpoint)
        self._targets = tuple(targets)
        set_seed(self.seed)  # before the head is made: its weights are random
        self._network = pretrained(folder)
        self._read_tokenizer(folder)
        if self.freeze_embeddings:
            self._network.backbone.get_input_embeddings().weight.requires_grad_(False)
        with nullcontext(checkpoints) if checkpoints else TemporaryDirectory() as state:
            call_helpers(self.settings, train, dev, targets, Path(state))
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

    def predict_proba(self, examples: Sequence[Example]) -> Probabilities:
        """float32 (n, 3), rows sum to 1. Raises `NotFittedError` before `fit`."""
        import torch

        network = self._fitted()
        device = next(network.parameters()).device
        rows = self._encode(examples)[0]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]["input_ids"]))
        probabilities = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
        with torch.inference_mode():
            for first in range(0, len(order), 32):
                batch = order[first : first + 32]
                padded = self._tokenizer.pad([rows[i] for i in batch], return_tensors="pt")
                logits = network(**padded.to(device))["logits"]
                probabilities[batch] = logits.float().softmax(dim=-1).cpu().numpy()
        return probabilities

    def truncated(self, examples: Sequence[Example]) -> int:
        """How many of the examples have more than `max_length` tokens."""
        self._fitted()
        return self._encode(examples)[1]

    def save(self, folder: Path) -> None:
        """Writes `config.json`, `model.safetensors` and the tokenizer's files."""
        from stance.classifiers import network

        network.save(self._fitted(), folder)
        self._tokenizer.save_pretrained(folder)

    def load(self, folder: Path, targets: Sequence[Target]) -> Self:
        """Reads what `save` wrote; raises `UserError` where a file is missing or foreign."""
        from stance.classifiers.network import restored

        if not (folder / "tokenizer.json").is_file():
            raise UserError(f"{folder}: incomplete: no tokenizer.json in it")
        self._targets = tuple(targets)
        self._network = restored(folder).eval()
        self._read_tokenizer(folder)
        return self

    def _fitted(self) -> Network:
        if self._network is None:
            raise NotFittedError("encoder: call fit or load first")
        return self._network

    def _read_tokenizer(self, folder: Path) -> None:
        from transformers import AutoTokenizer

        try:
            self._tokenizer = AutoTokenizer.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            )
        except Exception as error:  # the tokenizers library raises plain Exception
            raise UserError(f"{folder}: its tokenizer cannot be read: {error}") from error
        if not self._tokenizer.is_fast:
            raise UserError(f"{folder}: its tokenizer has no fast form (tokenizer.json)")
        config = self._fitted().backbone.config
        # RoBERTa and its kin number positions from the padding id on.
        offset = (config.pad_token_id or 0) + 1 if "roberta" in config.model_type else 0
        positions = getattr(config, "max_position_embeddings", None)
        if positions is not None and self.max_length > positions - offset:
            raise UserError(
                f"max_length must be at most {positions - offset} for {folder}, "
                f"was: {self.max_length}"
            )

    def _encode(self, examples: Sequence[Example]) -> tuple[list[dict[str, list[int]]], int]:
        """Token ids of each example, at most `max_length`, and how many had to be cut."""
        if not examples:
            return [], 0
        pairs = [pair(example, self.inputs, self._targets) for example in examples]
        who, words = [first for first, _ in pairs], [second for _, second in pairs]
        with self._turn:
            whole = self._tokenizer(who, words)["input_ids"]
            encoded = self._tokenizer(
                [self._head(text) for text in who],
                words,
                truncation="only_second",
                max_length=self.max_length,
            )
        cut = sum(len(ids) > self.max_length for ids in whole)
        return [{k: encoded[k][i] for k in encoded} for i in range(len(examples))], cut

    def _head(self, text: str) -> str:
        """Target and speaker, cut only where they alone would take half of a row."""
        if len(text) <= self.max_length // 2:  # a token has a character at least
            return text
        offsets = self._tokenizer(
            text, add_special_tokens=False, return_offsets_mapping=True, verbose=False
        )["offset_mapping"]
        most = self.max_length // 2
        return text if len(offsets) <= most else text[: offsets[most - 1][1]]

    def _tokenised(self, rows: Dataset) -> Dataset:
        from datasets import Dataset

        encoded = self._encode(to_examples(rows))[0]
        columns: dict[str, list[Any]] = {
            name: [row[name] for row in encoded] for name in encoded[0]
        }
        columns["labels"] = list(rows["stance"])
        columns["length"] = [len(ids) for ids in columns["input_ids"]]
        return Dataset.from_dict(columns)
