"""A fitted encoder as an ONNX model, in 8 bits where that answers the same."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stance.classifiers.arrays import SHAPES, batches
from stance.classifiers.base import Probabilities
from stance.classifiers.quantising import quantise
from stance.classifiers.runtime import Runtime, feed
from stance.data.metrics import macro_f1
from stance.schema import LABELS, Example, Quote

if TYPE_CHECKING:
    from torch import Tensor, nn

    from stance.classifiers.encoder import Encoder

OPSET = 17
# int8 is taken where on dev it gives at least this share of float32's labels, and loses at most
# so much of its macro-F1.
AGREEMENT = 0.99
LOSS = 0.003
# On about so many rows of train is found which values reach far.
MEASURED = 512
# How far a probability may lie from torch's: some hundred times what rounding makes.
TOLERANCE = 1e-3


@dataclass(frozen=True)
class Verdict:
    """Which precision answers, and why.

    `precision` is `int8`, `float32` or, for a network that ONNX cannot express, `torch`; then
    `reason` says what went wrong. On `n` rows of dev, `agreement` is the share of labels that int8
    and float32 have in common, `macro_f1` what each reaches.
    """

    precision: str
    n: int = 0
    agreement: float | None = None
    macro_f1: Mapping[str, float] | None = None
    reason: str | None = None

    def fields(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def export(
    encoder: Encoder, train: Sequence[Example], dev: Sequence[Example]
) -> tuple[Runtime | None, Verdict]:
    """The network of an encoder in the precision it is to answer in; none where ONNX has no form.

    Some of `train` are like what it will be asked; the labels of `dev` decide.
    """
    try:
        whole = float32(encoder)
        by_torch, by_whole = encoder.answering_by(None), encoder.answering_by(whole)
        some = dev[:64]
        off = float(np.abs(by_torch.predict_proba(some) - by_whole.predict_proba(some)).max())
        if not off <= TOLERANCE:
            raise ValueError(f"its probabilities lie {off:.2g} from torch's")
    except Exception as error:  # each family of networks fails in its own way
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        return None, Verdict("torch", reason=reason)
    gold = [LABELS.index(example.stance) for example in dev if example.stance is not None]
    like = batches(encoder.rows.encode(train[:: max(1, len(train) // MEASURED)]))
    feeds = whole.feeds([batch for batch, _ in like], encoder.rows.pad)
    small = Runtime(quantise(whole.content(), feeds), "int8")
    by_small = encoder.answering_by(small)
    verdict = judge(by_whole.predict_proba(dev), by_small.predict_proba(dev), gold)
    return small if verdict.precision == "int8" else whole, verdict


def float32(encoder: Encoder) -> Runtime:
    """The network of an encoder as it is. Raises as `to_onnx` does."""
    import torch

    from stance.classifiers.network import Exported

    rows, network = encoder.rows, encoder.network
    # Any input will do.
    [(row, question)] = rows.encode([Example(Quote("a quote"), rows.targets[0])])
    nobody = np.zeros(network.head.in_features, dtype=np.float32)
    sample = feed([(row, [question])], {question.name: nobody}, rows.pad)
    tensors = {name: torch.from_numpy(array) for name, array in sample.items()}
    with plain_attention(network.backbone):
        model = to_onnx(Exported(network), tensors, ("logits", "pooled"))
    return Runtime(model, "float32")


def judge(whole: Probabilities, small: Probabilities, gold: Sequence[int]) -> Verdict:
    """Whether int8 may answer, from the probabilities (n, 3) of both precisions on dev."""
    labels = {"float32": whole.argmax(axis=1), "int8": small.argmax(axis=1)}
    scores = {name: macro_f1(np.asarray(gold), given) for name, given in labels.items()}
    agreement = float((labels["int8"] == labels["float32"]).mean())
    good = agreement >= AGREEMENT and scores["int8"] >= scores["float32"] - LOSS
    return Verdict("int8" if good else "float32", len(gold), agreement, scores)


def to_onnx(
    network: nn.Module, sample: Mapping[str, Tensor], outputs: Sequence[str] = ("logits",)
) -> bytes:
    """The network as a float32 ONNX model with the inputs of `sample` and these outputs.

    Their dimensions, which `SHAPES` names, may be of any size. Raises whatever torch does where
    it finds no ONNX form.
    """
    import torch

    class Positional(torch.nn.Module):
        """The tracer gives arguments by position and takes a tensor."""

        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, *tensors: Tensor) -> tuple[Tensor, ...]:
            found = self.network(**dict(zip(sample, tensors, strict=True)))
            return tuple(found[name] for name in outputs)

    was = network.training
    network.eval()
    file: Any = io.BytesIO()  # which this exporter takes, whatever its types say
    try:
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")  # of branches on shapes; the answers are compared
            torch.onnx.export(
                Positional().eval(),
                tuple(sample.values()),
                file,
                input_names=list(sample),
                output_names=list(outputs),
                dynamic_axes={n: dict(enumerate(SHAPES[n])) for n in (*sample, *outputs)},
                opset_version=OPSET,
                dynamo=False,  # the other exporter needs onnxscript, and fixes sizes it has seen
            )
    finally:
        network.train(was)
    model: bytes = file.getvalue()
    return model


@contextmanager
def plain_attention(model: Any) -> Iterator[None]:
    """Attention is written out inside: the other forms are traced with guards that cost time.

    `model` is one of transformers; anything else is let alone.
    """
    before = getattr(getattr(model, "config", None), "_attn_implementation", None)
    if before is None:
        yield
        return
    model.set_attn_implementation("eager")
    try:
        yield
    finally:
        model.set_attn_implementation(before)
