"""An ONNX model in 8 bits: its products by weights and its embeddings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from stance.classifiers.rounding import MIDDLE, Floats, Spread, rounded_weight
from stance.classifiers.runtime import Feed

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, NodeProto

# Embeddings of fewer rows than these (positions, segments) are not worth a scale a row.
TABLE_ROWS = 4096
# What is multiplied is measured on about so many tokens.
TOKENS = 4096
# The layers of `Network` after the last token is read: a product a question costs nothing.
EXACT = ("/network/hidden/", "/network/head/")


def quantise(model: bytes, feeds: Sequence[Feed]) -> bytes:
    """The model with products by weights and large embeddings in 8 bits; the rest stays float32.

    A weight matrix gets a scale a column, an embedding a scale a row, and what is multiplied a
    scale a token, the largest of its values ("ZeroQuant", Yao et al., NeurIPS 2022). A range for
    all tokens, fixed beforehand or taken from a batch (dynamic quantisation), has to reach as far
    as the largest value of any: the few far-reaching tokens of an encoder cost all others their
    bits, and with a range of the batch an answer would depend on the rows asked with it. Within a
    token, some channels reach far: they are multiplied in float32 ("LLM.int8()", Dettmers et al.,
    NeurIPS 2022), the same ones for every token. `feeds`, inputs of the model, tell which, and
    what rounding is to cost least for.
    """
    import onnx

    proto = onnx.load_from_string(model)
    graph = proto.graph
    values = {t.name: onnx.numpy_helper.to_array(t) for t in graph.initializer}
    _resolve(graph, set(values))
    matrices = {name for name, value in values.items() if value.ndim == 2}
    products = [
        node
        for node in graph.node
        if node.op_type == "MatMul"
        and node.input[1] in matrices
        and not node.name.startswith(EXACT)
    ]
    wanted = sorted({node.input[0] for node in products})
    seen = _measure(proto, wanted, feeds) if wanted else {}
    rewriting = _Rewriting(graph)
    biases = _biases(graph, values)
    for node in list(graph.node):
        if node in products:
            x, weight = node.input
            rewriting.product(node, values[weight], seen[x], biases.get(node.output[0]))
        elif node.op_type == "Add" and node.output[0] in rewriting.made:
            continue  # with the product before it
        elif node.op_type == "Gather" and len(values.get(node.input[0], ())) >= TABLE_ROWS:
            rewriting.table(node, values[node.input[0]])
        else:
            rewriting.nodes.append(node)
    rewriting.finish()
    onnx.checker.check_model(proto)
    small: bytes = proto.SerializeToString()
    return small


def _measure(proto: ModelProto, names: list[str], feeds: Sequence[Feed]) -> dict[str, Floats]:
    """Each of these values of a model for some tokens (n, channels) of some inputs of it."""
    import onnx
    import onnxruntime

    shown = onnx.ModelProto()
    shown.CopyFrom(proto)
    shown.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(
        shown.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    inputs = [one.name for one in session.get_inputs()]
    found: dict[str, list[Floats]] = {name: [] for name in names}
    for feed in feeds:
        values = session.run(names, {name: feed[name] for name in inputs})
        for name, value in zip(names, values, strict=True):
            tokens = value.reshape(-1, value.shape[-1])
            # A copy: a view would keep all others.
            found[name].append(tokens[:: 1 + len(feeds) * len(tokens) // TOKENS].copy())
    return {name: np.concatenate(found.pop(name)) for name in names}


def _biases(graph: GraphProto, values: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """What is done with a value where that is but to add a vector: what comes out, the vector."""
    readers: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    found = {}
    for name, nodes in readers.items():
        if len(nodes) == 1 and nodes[0].op_type == "Add":
            (other,) = [given for given in nodes[0].input if given != name] or [""]
            if other in values and values[other].ndim == 1:
                found[name] = nodes[0].output[0], values[other]
    return found


def _resolve(graph: GraphProto, constants: set[str]) -> None:
    """Has nodes read constants by their own names: torch gives a weight used twice a second one."""
    copies = [n for n in graph.node if n.op_type == "Identity" and n.input[0] in constants]
    own = {node.output[0]: node.input[0] for node in copies}
    for node in copies:
        graph.node.remove(node)
    for node in graph.node:
        node.input[:] = [own.get(name, name) for name in node.input]


class _Rewriting:
    """The nodes of a graph, put down anew in order, and the constants they need."""

    def __init__(self, graph: GraphProto):
        self.graph = graph
        self.nodes: list[NodeProto] = []
        self.added: dict[str, Any] = {}
        self.rounded: set[str] = set()  # what is multiplied by more than one weight, once
        self.made: set[str] = set()  # by a product, instead of the addition after it

    def product(
        self, node: NodeProto, weight: Floats, seen: Floats, bias: tuple[str, Floats] | None
    ) -> None:
        """A MatMul of what its first input rounds to, with a weight that is kept in int8.

        Both are written as standard ONNX does, as rounded and taken back; ONNX Runtime makes one
        product of integers of each such group. A scale a token is none that it knows, so every
        token is divided by its largest value before and multiplied by it after. A bias joins the
        channels in float32, as the weights of one more that is always 1.
        """
        x, name = node.input
        spread = Spread.of(seen.min(axis=0), seen.max(axis=0))
        out, far = node.output[0], list(spread.far)
        if x not in self.rounded:
            self.rounded.add(x)
            self._round(x, weight.shape[0], spread)
        near = weight.copy()
        near[far] = 0  # so what is rounded there is nothing to the product
        kept = "/".join([name, *map(str, far)])  # a weight may be used twice, in unlike ways
        parts = self._int8(kept, near, spread.rounded(seen))
        self._node("DequantizeLinear", parts, f"{out}/weight", axis=1)
        self._node("MatMul", [f"{x}/back", f"{out}/weight"], f"{out}/unit")
        if not far:
            self._node("Mul", [f"{out}/unit", f"{x}/reach"], out)
            return
        end, row = bias or (out, np.zeros(weight.shape[1], dtype=np.float32))
        self.made.add(end)
        self._constant(f"{out}/rows", np.vstack([weight[far], row]))
        self._node("Mul", [f"{out}/unit", f"{x}/reach"], f"{out}/near")
        self._node("MatMul", [f"{x}/far", f"{out}/rows"], f"{out}/far")
        self._node("Add", [f"{out}/near", f"{out}/far"], end)

    def _round(self, x: str, channels: int, spread: Spread) -> None:
        far, near = list(spread.far), x
        if far:
            mask = np.ones(channels, dtype=np.float32)
            mask[far] = 0
            self._constant(f"{x}/mask", mask)
            self._constant(f"{x}/channels", np.array(far, dtype=np.int64))
            self._node("Gather", [x, f"{x}/channels"], f"{x}/picked", axis=-1)
            self._node("Mul", [x, f"{x}/mask"], f"{x}/near")
            near = f"{x}/near"
        sizes = near
        if spread.zero == MIDDLE:
            self._node("Abs", [near], f"{x}/sizes")
            sizes = f"{x}/sizes"
        self._constant(f"{x}/least", np.float32(spread.least))
        self._constant(f"{x}/scale", np.float32(1 / spread.steps))
        self._constant(f"{x}/zero", np.uint8(spread.zero))
        constants = [f"{x}/scale", f"{x}/zero"]
        self._node("ReduceMax", [sizes], f"{x}/largest", axes=[-1], keepdims=1)
        self._node("Max", [f"{x}/largest", f"{x}/least"], f"{x}/reach")
        if far:
            self._node("Div", [f"{x}/reach", f"{x}/reach"], f"{x}/one")
            self._node("Concat", [f"{x}/picked", f"{x}/one"], f"{x}/far", axis=-1)
        self._node("Div", [near, f"{x}/reach"], f"{x}/unit")
        self._node("QuantizeLinear", [f"{x}/unit", *constants], f"{x}/rounded")
        self._node("DequantizeLinear", [f"{x}/rounded", *constants], f"{x}/back")

    def _int8(self, name: str, weight: Floats, seen: Floats) -> list[str]:
        """The names of a weight in int8, of the scales of its columns and of their zeros."""
        parts = [f"{name}/{part}" for part in ("int8", "scales", "zeros")]
        if parts[0] not in self.added:
            values, scales = rounded_weight(weight, seen)
            zeros = np.zeros(len(scales), dtype=np.int8)
            for part, value in zip(parts, (values, scales, zeros), strict=True):
                self._constant(part, value)
        return parts

    def table(self, node: NodeProto, table: npt.NDArray[Any]) -> None:
        """A Gather of int8 rows, each times its scale."""
        import onnx

        name, places = node.input
        out = node.output[0]
        if f"{name}/int8" not in self.added:
            scales = np.abs(table).max(axis=1, keepdims=True).clip(1e-12) / 127
            self._constant(f"{name}/int8", np.round(table / scales).astype(np.int8))
            self._constant(f"{name}/scales", scales.astype(np.float32))
        self._node("Gather", [f"{name}/int8", places], f"{out}/int8")
        self._node("Cast", [f"{out}/int8"], f"{out}/float", to=onnx.TensorProto.FLOAT)
        self._node("Gather", [f"{name}/scales", places], f"{out}/scales")
        self._node("Mul", [f"{out}/float", f"{out}/scales"], out)

    def finish(self) -> None:
        """Puts the nodes into the graph, and leaves out constants that none of them reads."""
        import onnx

        del self.graph.node[:]
        self.graph.node.extend(self.nodes)
        self.graph.initializer.extend(
            onnx.numpy_helper.from_array(np.asarray(value), name)
            for name, value in self.added.items()
        )
        read = {name for node in self.nodes for name in node.input}
        kept = [tensor for tensor in self.graph.initializer if tensor.name in read]
        del self.graph.initializer[:]
        self.graph.initializer.extend(kept)

    def _constant(self, name: str, value: Any) -> None:
        self.added[name] = value

    def _node(self, kind: str, inputs: list[str], output: str, **settings: Any) -> None:
        import onnx

        self.nodes.append(onnx.helper.make_node(kind, inputs, [output], output, **settings))
