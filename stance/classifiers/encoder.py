"""The main model: a pretrained transformer encoder, fine-tuned on who stands where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, get_args

import numpy as np

from stance.classifiers.base import Log, NotFittedError, Probabilities, no_log
from stance.classifiers.inputs import FIELDS, check_inputs, pair
from stance.classifiers.weights import BUNDLED, resolve
from stance.data.examples import to_examples
from stance.errors import UserError
from stance.schema import LABELS, Example, Target

if TYPE_CHECKING:
    from datasets import Dataset
    from transformers import TrainerCallback

    from stance.classifiers.network import Network

Precision = Literal["auto", "bf16", "fp32"]


@dataclass(frozen=True)
class Schedule:
    """How an encoder is fine-tuned.

    `epochs` is the most there can be: training stops earlier once dev macro-F1 has not risen for
    `patience` epochs, and the best epoch is kept. `learning_rate` is the highest one, reached
    after `warmup` (a share of all steps) and then lowered linearly to 0.
    """

    epochs: int = 10
    patience: int = 3
    batch_size: int = 16
    learning_rate: float = 1e-4
    warmup: float = 0.1
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        for name in ("epochs", "patience", "batch_size"):
            if getattr(self, name) < 1:
                raise UserError(f"{name} must be 1 or more, was: {getattr(self, name)}")
        if self.learning_rate <= 0:
            raise UserError(f"learning_rate must be above 0, was: {self.learning_rate}")
        if not 0 <= self.warmup < 1:
            raise UserError(f"warmup must be at least 0 and below 1, was: {self.warmup}")


class Encoder:
    """Any Hugging Face sequence encoder, fine-tuned on the pair target/quote.

    Mentions of the target asked about read `target`, those of the other known targets `rival`:
    what is learned of one target holds of all, and the name alone gives no answer.

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
        import tempfile

        from transformers import set_seed

        from stance.classifiers.network import pretrained

        folder = resolve(self.checkpoint)
        self._targets = tuple(targets)
        set_seed(self.seed)  # before the head is made: its weights are random
        self._network = pretrained(folder)
        self._read_tokenizer(folder)
        if self.freeze_embeddings:
            self._network.backbone.get_input_embeddings().weight.requires_grad_(False)
        if checkpoints is not None:
            self._train(train, dev, log, checkpoints)
        else:
            with tempfile.TemporaryDirectory() as temporary:
                self._train(train, dev, log, Path(temporary))
        self._network.eval()
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

        if not (folder / "tokenizer.json").is_file():
            raise UserError(f"{folder}: incomplete: no tokenizer.json in it")
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        except Exception as error:  # the tokenizers library raises plain Exception
            raise UserError(f"{folder / 'tokenizer.json'}: cannot be read: {error}") from error
        config = self._fitted().backbone.config
        # RoBERTa and its kin number positions from the padding id on.
        offset = (config.pad_token_id or 0) + 1 if "roberta" in config.model_type else 0
        limit = config.max_position_embeddings - offset
        if self.max_length > limit:
            raise UserError(
                f"max_length must be at most {limit} for {folder}, was: {self.max_length}"
            )

    def _encode(self, examples: Sequence[Example]) -> tuple[list[dict[str, list[int]]], int]:
        """Token ids of each example, at most `max_length`, and how many had to be cut."""
        if not examples:
            return [], 0
        pairs = [pair(example, self.inputs, self._targets) for example in examples]
        who, words = [first for first, _ in pairs], [second for _, second in pairs]
        whole = self._tokenizer(who, words)["input_ids"]
        cut = sum(len(ids) > self.max_length for ids in whole)
        encoded = self._tokenizer(
            [self._head(text) for text in who],
            words,
            truncation="only_second",
            max_length=self.max_length,
        )
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

    def _train(self, train: Dataset, dev: Dataset, log: Log, folder: Path) -> None:
        import torch
        from sklearn.metrics import f1_score
        from transformers import (
            DataCollatorWithPadding,
            EarlyStoppingCallback,
            Trainer,
            TrainingArguments,
        )
        from transformers.trainer_callback import PrinterCallback

        last = _last_checkpoint(folder)
        if last is not None and _finished(last, self.schedule):
            self._read_weights(last)
            return
        schedule = self.schedule
        rows = {"train": self._tokenised(train), "dev": self._tokenised(dev)}
        steps = -(-len(rows["train"]) // schedule.batch_size) * schedule.epochs
        arguments = TrainingArguments(
            output_dir=str(folder),
            num_train_epochs=schedule.epochs,
            per_device_train_batch_size=schedule.batch_size,
            per_device_eval_batch_size=32,
            learning_rate=schedule.learning_rate,
            warmup_steps=round(schedule.warmup * steps),
            weight_decay=schedule.weight_decay,
            optim="adamw_torch_fused",
            bf16=_use_bf16(self.precision),
            use_cpu=not torch.accelerator.is_available(),
            train_sampling_strategy="group_by_length",
            length_column_name="length",
            eval_strategy="epoch",
            save_strategy="epoch",
            logging_strategy="epoch",
            save_total_limit=1,  # the last and, where that is another, the best
            load_best_model_at_end=True,
            metric_for_best_model="macro_f1",
            greater_is_better=True,
            restore_callback_states_from_checkpoint=True,
            seed=self.seed,
            report_to="none",
            disable_tqdm=True,
            dataloader_pin_memory=False,
        )
        trainer = Trainer(
            model=self._fitted(),
            args=arguments,
            train_dataset=rows["train"],
            eval_dataset=rows["dev"],
            data_collator=DataCollatorWithPadding(self._tokenizer),
            compute_metrics=lambda p: {
                "macro_f1": f1_score(
                    p.label_ids,
                    p.predictions.argmax(-1),
                    labels=range(len(LABELS)),
                    average="macro",
                    zero_division=0,
                )
            },
            callbacks=[
                EarlyStoppingCallback(early_stopping_patience=schedule.patience),
                _epoch_log(log, schedule.epochs),
            ],
        )
        trainer.remove_callback(PrinterCallback)
        trainer.train(resume_from_checkpoint=None if last is None else str(last))
        # Training wraps the network in autocast; what is asked later must be answered without.
        self._network = trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False)

    def _tokenised(self, rows: Dataset) -> Dataset:
        from datasets import Dataset

        encoded = self._encode(to_examples(rows))[0]
        columns: dict[str, list[Any]] = {
            name: [row[name] for row in encoded] for name in encoded[0]
        }
        columns["labels"] = list(rows["stance"])
        columns["length"] = [len(ids) for ids in columns["input_ids"]]
        return Dataset.from_dict(columns)

    def _read_weights(self, checkpoint: Path) -> None:
        """Takes over the best weights of a training that had come to its end."""
        from safetensors.torch import load_model

        state = json.loads((checkpoint / "trainer_state.json").read_text())
        best = checkpoint.parent / Path(state["best_model_checkpoint"]).name
        load_model(self._fitted(), best / "model.safetensors")


def _use_bf16(precision: Precision) -> bool:
    """Whether to train under bf16 autocast; `auto` asks the processor."""
    import torch

    if precision != "auto":
        return precision == "bf16"
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    # Without these instructions a processor only emulates bf16, slower than float32.
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def _last_checkpoint(folder: Path) -> Path | None:
    """The newest whole checkpoint; those that were cut off while being written are removed."""
    whole = []
    for checkpoint in folder.glob("checkpoint-*"):
        try:
            # The state is written after everything else.
            json.loads((checkpoint / "trainer_state.json").read_text())
            whole.append(checkpoint)
        except (OSError, ValueError):
            shutil.rmtree(checkpoint)
    return max(whole, key=lambda path: int(path.name.split("-")[1]), default=None)


def _finished(checkpoint: Path, schedule: Schedule) -> bool:
    """Whether training had ended with this checkpoint, by its epochs or by early stopping."""
    state = json.loads((checkpoint / "trainer_state.json").read_text())
    stopping = state["stateful_callbacks"]["EarlyStoppingCallback"]["attributes"]
    failures: int = stopping["early_stopping_patience_counter"]
    return bool(state["epoch"] >= schedule.epochs) or failures >= schedule.patience


def _epoch_log(log: Log, epochs: int) -> TrainerCallback:
    """A callback that hands each epoch's numbers to `log` and shows a bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    from transformers import TrainerCallback

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[score]}"),
        console=Console(stderr=True),
    )

    class EpochLog(TrainerCallback):  # type: ignore[misc]  # the library has no types
        def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            bar.start()
            bar.add_task(
                "fine-tuning", total=state.max_steps, completed=state.global_step, score=""
            )

        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            bar.update(bar.task_ids[0], completed=state.global_step)

        def on_log(self, args: Any, state: Any, control: Any, logs: Any, **_: Any) -> None:
            if "loss" in logs:
                log(
                    {"train_loss": logs["loss"], "learning_rate": logs["learning_rate"]},
                    round(state.epoch),
                )

        def on_evaluate(self, args: Any, state: Any, control: Any, metrics: Any, **_: Any) -> None:
            score = metrics["eval_macro_f1"]
            log({"dev_loss": metrics["eval_loss"], "dev_macro_f1": score}, round(state.epoch))
            bar.update(
                bar.task_ids[0],
                score=f"epoch {round(state.epoch)}/{epochs}, dev macro-F1 {score:.3f}",
            )

        def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            bar.stop()

    return EpochLog()
