"""Fine-tuning: the Trainer's loop with early stopping, and going on where it was cut off."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stance.classifiers.base import Log
from stance.classifiers.distributed import is_helper, processes
from stance.classifiers.settings import check_above_0, check_number, check_whole
from stance.errors import UserError

if TYPE_CHECKING:
    from datasets import Dataset
    from rich.progress import Progress
    from torch import Tensor
    from transformers import EvalPrediction, TrainerCallback

    from stance.classifiers.network import Network

Precision = Literal["auto", "bf16", "fp32"]


@dataclass(frozen=True)
class Schedule:
    """How an encoder is fine-tuned.

    `epochs` is the most there can be: training stops earlier once dev macro-F1 has not risen for
    `patience` epochs, and the best epoch is kept. `learning_rate` is the highest one, reached
    after `warmup` (a share of all steps) and then lowered linearly to 0. `batch_size` counts
    quotes, each with every target it is asked about, of a step in each process. `joined` is the
    share of quotes that are read together with another one; see
    `stance.classifiers.training_rows.Joined`.
    """

    epochs: int = 10
    patience: int = 3
    batch_size: int = 16
    learning_rate: float = 1e-4
    warmup: float = 0.1
    weight_decay: float = 0.01
    joined: float = 0.0

    def __post_init__(self) -> None:
        for name in ("epochs", "patience", "batch_size"):
            check_whole(name, getattr(self, name), 1)
        check_above_0("learning_rate", self.learning_rate)
        check_number("weight_decay", self.weight_decay)
        if not 0 <= self.warmup < 1:
            raise UserError(f"warmup must be at least 0 and below 1, was: {self.warmup}")
        if not 0 <= self.joined <= 1:
            raise UserError(f"joined must be from 0 to 1, was: {self.joined}")


def fine_tune(
    network: Network,
    train: Dataset,
    dev: Dataset,
    *,
    collate: Callable[[list[dict[str, Any]]], dict[str, Tensor]],
    max_length: int,
    schedule: Schedule,
    bf16: bool,
    seed: int,
    folder: Path,
    log: Log,
) -> None:
    """Trains the network in place and leaves it with the weights of its best epoch.

    `train` and `dev` are what `stance.classifiers.training_rows.labelled` makes, and `collate`
    makes a batch of their rows for the network, `labels` (n, t) among it. The state of every
    epoch is left in `folder`; found there, it is gone on from, with the very same end.
    """
    import torch
    from safetensors import SafetensorError
    from transformers import EarlyStoppingCallback, Trainer, TrainingArguments
    from transformers.trainer_callback import PrinterCallback

    from stance.classifiers.network import quiet
    from stance.classifiers.sampling import AlikeInLength
    from stance.classifiers.training_rows import Joined

    class ShuffledTrainer(Trainer):  # type: ignore[misc]  # the library has no types
        def _get_train_sampler(self, train_dataset: Any = None) -> AlikeInLength:
            return AlikeInLength(train["length"], schedule.batch_size, schedule.joined)

    last = last_checkpoint(folder)
    if last is not None and _finished(last, schedule):
        _read_best(network, last)
        return
    network.bf16 = bf16
    steps = -(-len(train) // (schedule.batch_size * processes())) * schedule.epochs
    arguments = TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=schedule.epochs,
        per_device_train_batch_size=schedule.batch_size,
        per_device_eval_batch_size=32,
        learning_rate=schedule.learning_rate,
        warmup_steps=round(schedule.warmup * steps),
        weight_decay=schedule.weight_decay,
        optim="adamw_torch_fused",
        use_cpu=not torch.accelerator.is_available(),
        eval_strategy="epoch",
        save_strategy="epoch",
        logging_strategy="epoch",
        save_total_limit=2,  # the last and the best
        load_best_model_at_end=True,
        metric_for_best_model="macro_f1",
        greater_is_better=True,
        restore_callback_states_from_checkpoint=True,
        seed=seed,
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=False,
        remove_unused_columns=False,
    )
    bar = _bar()
    trainer = ShuffledTrainer(
        model=network,
        args=arguments,
        train_dataset=Joined(train, max_length),
        # Batches of like length. The dataset's own sort warns of a change in a library below it.
        eval_dataset=dev.select(sorted(range(len(dev)), key=list(dev["length"]).__getitem__)),
        data_collator=collate,
        compute_metrics=_macro_f1,
        callbacks=[
            EarlyStoppingCallback(early_stopping_patience=schedule.patience),
            _epoch_log(log, bar, schedule.epochs),
        ],
    )
    trainer.remove_callback(PrinterCallback)
    try:
        with bar, quiet():
            trainer.train(resume_from_checkpoint=None if last is None else str(last))
    except (OSError, SafetensorError) as error:
        read = "" if last is None else f"; without {last} it goes on from the one before"
        raise UserError(
            f"{folder}: a checkpoint cannot be read or written: {error}{read}"
        ) from error
    network.eval()


def _macro_f1(evaluated: EvalPrediction) -> dict[str, float]:
    from stance.classifiers.training_rows import NO_LABEL
    from stance.data.metrics import macro_f1

    labels = evaluated.label_ids
    asked = labels != NO_LABEL
    return {"macro_f1": macro_f1(labels[asked], evaluated.predictions.argmax(-1)[asked])}


def use_bf16(precision: Precision) -> bool:
    """Whether to train under bf16 autocast; `auto` asks the processor."""
    import torch

    if precision != "auto":
        return precision == "bf16"
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    # Without these instructions a processor only emulates bf16, slower than float32.
    return torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def last_checkpoint(folder: Path) -> Path | None:
    """The newest whole checkpoint; those that were cut off while being written are removed."""
    whole = []
    for checkpoint in folder.glob("checkpoint-*"):
        try:
            # The state is written after everything else.
            json.loads((checkpoint / "trainer_state.json").read_text())
            whole.append(checkpoint)
        except (OSError, ValueError):
            shutil.rmtree(checkpoint, ignore_errors=True)  # of several processes, each may try
    return max(whole, key=lambda path: int(path.name.split("-")[1]), default=None)


def _finished(checkpoint: Path, schedule: Schedule) -> bool:
    """Whether training had ended with this checkpoint, by its epochs or by early stopping."""
    state = json.loads((checkpoint / "trainer_state.json").read_text())
    stopping = state["stateful_callbacks"]["EarlyStoppingCallback"]["attributes"]
    failures: int = stopping["early_stopping_patience_counter"]
    return bool(state["epoch"] >= schedule.epochs) or failures >= schedule.patience


def _read_best(network: Network, checkpoint: Path) -> None:
    """Takes over the best weights of a training that had come to its end."""
    from safetensors.torch import load_model

    state = json.loads((checkpoint / "trainer_state.json").read_text())
    best = checkpoint.parent / Path(state["best_model_checkpoint"]).name
    load_model(network, best / "model.safetensors")
    network.eval()


def _bar() -> Progress:
    """A progress bar on standard error, where standard output is for results."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[score]}"),
        console=Console(stderr=True),
        disable=is_helper(),
    )


def _epoch_log(log: Log, bar: Progress, epochs: int) -> TrainerCallback:
    """A callback that hands each epoch's numbers to `log` and moves the bar."""
    from transformers import TrainerCallback

    task = bar.add_task("fine-tuning", total=None, score="")

    class EpochLog(TrainerCallback):  # type: ignore[misc]  # the library has no types
        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            bar.update(task, total=state.max_steps, completed=state.global_step)

        def on_log(self, args: Any, state: Any, control: Any, logs: Any, **_: Any) -> None:
            if "loss" in logs:
                metrics = {"train_loss": logs["loss"], "learning_rate": logs["learning_rate"]}
                log(metrics, round(state.epoch))

        def on_evaluate(self, args: Any, state: Any, control: Any, metrics: Any, **_: Any) -> None:
            epoch, score = round(state.epoch), metrics["eval_macro_f1"]
            log({"dev_loss": metrics["eval_loss"], "dev_macro_f1": score}, epoch)
            bar.update(task, score=f"epoch {epoch}/{epochs}, dev macro-F1 {score:.3f}")

    return EpochLog()
