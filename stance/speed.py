"""How fast ways of answering the same questions are, side by side in one run on one machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from stance.classifiers.encoder import Encoder
from stance.classifiers.folder import read_manifest
from stance.classifiers.rows import TOKENIZER
from stance.classifiers.runtime import cores
from stance.data.tables import nothing, read_table
from stance.errors import UserError
from stance.inference import Model
from stance.reporting.speeds import Cost, Growth, Speed
from stance.schema import LABELS

PIPELINE, LOOP, TFIDF = "transformers pipeline, batch 32", "ONNX float32 loop, sorted", "TF-IDF"
ALONE = "transformers pipeline, batch 1"
Question = dict[str, str]  # text and target, as a row of a table
# A way of answering: it is given all questions at once, and has answered them when it returns.
Way = Callable[[Sequence[Question]], object]
# Runs a command and prints what it took. A process of its own, and a small one: Linux counts to
# the memory of a process what the one that started it had.
_MEASURE = """
import os, sys, time
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
began = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(process, 0)
print(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def questions(path: Path, model: Model) -> list[Question]:
    """The questions of a table with a column `text`, or of a folder of NewsMTSC.

    A row without a `target` asks about each of the model's; of NewsMTSC, each mention marked in
    the dev sentences is a target. Raises `UserError` as the readers do, and for no rows.
    """
    found = []
    if path.is_dir():
        from stance.data.newsmtsc import read_evaluation

        for name, examples in read_evaluation(path).items():
            if name.startswith("dev-"):
                found += [{"text": e.quote.text, "target": e.target.name} for e in examples]
    else:
        for record in read_table(path):
            own = record.fields.get("target")
            names = [target.id for target in model.targets] if nothing(own) else [str(own)]
            found += [{"text": record.text("text"), "target": name} for name in names]
    if not found:
        raise UserError(f"{path}: has no rows to ask about")
    return found


def race(ways: Mapping[str, Way], asked: Sequence[Question], rounds: int) -> dict[str, Speed]:
    """Every way on the same questions, in turn, so that a busy minute is not one way's alone."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():  # libraries read what they need at the first call
        way(asked[:8])
    for _ in range(rounds):
        for name, way in ways.items():
            start, work = time.perf_counter(), time.process_time()
            way(asked)
            seconds[name].append(time.perf_counter() - start)
            processor[name].append(time.process_time() - work)
    return {n: Speed(n, len(asked), tuple(seconds[n]), tuple(processor[n])) for n in ways}


def package_ways(model: Model) -> dict[str, Way]:
    """This package: as the model answers and, where that is in 8 bits, in float32 as well.

    Raises `UserError` for a model that is no encoder.
    """
    encoder, precision = model.classifier, model.manifest.inference.get("precision", "torch")
    if not isinstance(encoder, Encoder):
        raise UserError(f"the model is of kind {model.manifest.kind}, must be encoder")
    ways = {f"stance, {precision}": _predicting(model)}
    if precision == "int8":
        ways["stance, float32"] = _predicting(replace(model, classifier=encoder.in_float32()))
    return ways


def tfidf_model(root: Path | None = None) -> Model:
    """The baseline, fitted on a corpus; the default is the one with the package."""
    from stance.classifiers.folder import Manifest
    from stance.classifiers.tfidf import Tfidf
    from stance.data.corpus import read_corpus
    from stance.data.examples import corpus_data

    data = corpus_data(read_corpus(root))
    tfidf = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
    return Model(tfidf, Manifest("tfidf", tfidf.settings, data.targets))


def tfidf_ways(model: Model) -> dict[str, Way]:
    """The baseline, in this package as well."""
    return {TFIDF: _predicting(model)}


def transformers_ways(model: Path, plain: Path) -> dict[str, Way]:
    """What one would write without this package, on the backbone of a model folder.

    A text classification pipeline over pairs of target and text in the order of the questions, as
    it does by itself, one by one and 32 at a time; and a loop over ONNX Runtime as it is by
    default, in batches of 32 pairs of like length. The head is random: what it has learned costs
    no time. The checkpoint is left in `plain` for a pipeline to start from.
    """
    from transformers import pipeline

    from stance.classifiers.network import quiet

    network, tokenizer = _sequence_classifier(model)
    with quiet():
        network.save_pretrained(plain)
        tokenizer.save_pretrained(plain)
    classify = pipeline("text-classification", model=network, tokenizer=tokenizer, device="cpu")
    cut = {"truncation": "longest_first", "max_length": read_manifest(model).settings["max_length"]}

    def piped(size: int) -> Way:
        def way(asked: Sequence[Question]) -> object:
            pairs = [{"text": q["target"], "text_pair": q["text"]} for q in asked]
            return list(classify(pairs, batch_size=size, **cut))

        return way

    return {PIPELINE: piped(32), ALONE: piped(1), LOOP: _onnx_loop(network, tokenizer, cut)}


def cost(command: Sequence[str]) -> Cost:
    """What a command takes from its start to its end; raises `RuntimeError` where it fails."""
    measured = [sys.executable, "-S", "-c", _MEASURE, *command]
    done = subprocess.run(measured, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    seconds, processor, memory = map(float, done.stdout.split())
    kilobyte = 1e6 if sys.platform == "darwin" else 1e6 / 1024  # a unit of its own on each system
    return Cost(seconds, processor, memory / kilobyte)


def short_question(model: Model) -> Question:
    """A question that any system takes as arguments of a command, which a table's may not be.

    Those have no room for 200 kB, and none for the character that ends them.
    """
    return {"text": "We are staying.", "target": model.targets[0].id}


def asking(model: str, question: Question) -> list[str]:
    """The command that asks a model one question."""
    given = ["--quote", question["text"], "--target", question["target"], "--model", model]
    return [sys.executable, "-m", "stance.predict", *given]


def piping(plain: Path, question: Question, max_length: int) -> list[str]:
    """The command that asks a transformers pipeline the same, cut to so many tokens."""
    pair = {"text": question["target"], "text_pair": question["text"]}
    cut = f"truncation='longest_first', max_length={max_length}"
    return [
        sys.executable,
        "-c",
        "from transformers import pipeline; "
        f"print(pipeline('text-classification', {str(plain)!r}, device='cpu')({pair!r}, {cut}))",
    ]


def growth(name: str, model: str, asked: Sequence[Question], rows: int) -> Growth:
    """`stance.predict` on a table of so many rows, the questions over and over, file to file."""
    with TemporaryDirectory() as folder:
        table, output = Path(folder) / "rows.jsonl", Path(folder) / "answers.jsonl"
        with table.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(q) + "\n" for q in islice(cycle(asked), rows))
        command = [str(table), "--model", model, "--output", str(output)]
        return Growth(name, rows, cost([sys.executable, "-m", "stance.predict", *command]))


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    import platform

    return {"cores": cores(), "machine": platform.machine(), "python": platform.python_version()}


def _predicting(model: Model) -> Way:
    return lambda asked: list(model.predict_rows(asked))


def _sequence_classifier(folder: Path) -> tuple[Any, Any]:
    """The library's own classifier on the backbone of a folder, and its tokenizer."""
    from safetensors.torch import load_file
    from transformers import (
        AutoConfig,
        AutoModelForSequenceClassification,
        PreTrainedTokenizerFast,
    )

    from stance.classifiers.network import WEIGHTS

    config = AutoConfig.from_pretrained(folder, local_files_only=True, num_labels=len(LABELS))
    weights = load_file(folder / WEIGHTS)
    own = {k.removeprefix("backbone."): w for k, w in weights.items() if k[:9] == "backbone."}
    # The last layer is kept as the one for each target, where it is of the checkpoint's kind.
    depth = config.num_hidden_layers
    last = {f"encoder.layer.{depth}{k[5:]}": w for k, w in weights.items() if k[:6] == "layer."}
    config.num_hidden_layers = depth + 1
    network = AutoModelForSequenceClassification.from_config(config)
    like = {name: w.shape for name, w in network.base_model.state_dict().items()}
    if any(like.get(name) != w.shape for name, w in last.items()):
        config.num_hidden_layers, last = depth, {}
        network = AutoModelForSequenceClassification.from_config(config)
    _, unexpected = network.base_model.load_state_dict(own | last, strict=False)
    if unexpected:
        raise UserError(f"{folder}: transformers has no classifier for {', '.join(unexpected)}")
    names = ["input_ids", "attention_mask"]
    if getattr(config, "type_vocab_size", 0) > 1:  # some families know no segments
        names.append("token_type_ids")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(folder / TOKENIZER), model_input_names=names
    )
    tokenizer.pad_token = tokenizer.convert_ids_to_tokens(config.pad_token_id or 0)
    return network.eval(), tokenizer


def _onnx_loop(network: Any, tokenizer: Any, cut: Mapping[str, Any]) -> Way:
    import onnxruntime

    from stance.classifiers.exporting import plain_attention, to_onnx

    sample = tokenizer([("a", "b c"), ("a b", "c")], padding=True, return_tensors="pt")
    with plain_attention(network):
        model = to_onnx(network, dict(sample))
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    def way(asked: Sequence[Question]) -> object:
        rows = tokenizer([q["target"] for q in asked], [q["text"] for q in asked], **cut)
        lengths = [len(ids) for ids in rows["input_ids"]]
        order = sorted(range(len(asked)), key=lambda i: lengths[i])
        answers: dict[int, Any] = {}
        for first in range(0, len(order), 32):
            batch = order[first : first + 32]
            feed = tokenizer.pad(
                {name: [rows[name][i] for i in batch] for name in rows}, return_tensors="np"
            )
            found = session.run(["logits"], {n: feed[n].astype(np.int64) for n in sample})[0]
            answers |= zip(batch, found, strict=True)
        return answers

    return way
