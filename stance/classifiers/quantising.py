"""An ONNX model in 8 bits: its products by weights and its embeddings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto

# Processors without VNNI add two neighbouring products in 16 bits. 255 times two weights that sum
# to 128 fit into them, so that a model answers the same on every processor.
PAIR_MAX = 127  # 128 once both are rounded
# Embeddings of fewer rows than these (positions, segments) are not worth a scale a row.
TABLE_ROWS = 4096
# The layers of `Network` after the last token is read: a product a question costs nothing.
EXACT = ("/network/hidden/", "/network/head/")


def quantise(model: bytes, spared: float = 0.0) -> bytes:
    """The model with products by weights and large embeddings in 8 bits; the rest stays float32.

    A weight matrix gets a scale a column, an embedding a scale a row, and what is multiplied a
    scale a token, the largest of its values ("ZeroQuant", Yao et al., NeurIPS 2022). A range for
    all tokens, fixed beforehand or taken from a batch (dynamic quantisation), has to reach as far
    as the largest value of any: the few far-reaching tokens of an encoder cost all others their
    bits, and with a range of the batch an answer would depend on the rows asked with it. Of the
    products that narrow, the second of each feed-forward block, the first `spared` (a share) stay
    float32 as well: there values spread most, and what is lost early is lost to all that follows.
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
    narrowing = [n for n in products if np.divide(*values[n.input[1]].shape) > 1]
    exact = narrowing[: round(spared * len(narrowing))]
    rewriting = _Rewriting(graph)
    for node in list(graph.node):
        if node in products and node not in exact:
            rewriting.product(node, values[node.input[1]])
        elif node.op_type == "Gather" and len(values.get(node.input[0], ())) >= TABLE_ROWS:
            rewriting.table(node, values[node.input[0]])
        else:
            rewriting.nodes.append(node)
    rewriting.finish()
    onnx.checker.check_model(proto)
    small: bytes = proto.SerializeToString()
    return small


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

    def product(self, node: NodeProto, weight: npt.NDArray[Any]) -> None:
        """A MatMul of what its first input rounds to, with a weight that is kept in int8.

        Both are written as standard ONNX does, as rounded and taken back; ONNX Runtime makes one
        product of integers of each such group. A scale a token is none that it knows, so every
        token is divided by its largest value before and multiplied by it after.
        """
        x, name = node.input
        if x not in self.rounded:
            self.rounded.add(x)
            self._constant("token/least", np.float32(1e-12))  # of a token of zeros
            self._constant("token/scale", np.float32(1 / 127))
            self._constant("token/zero", np.uint8(128))
            self._node("Abs", [x], f"{x}/sizes")
            self._node("ReduceMax", [f"{x}/sizes"], f"{x}/largest", axes=[-1], keepdims=1)
            self._node("Max", [f"{x}/largest", "token/least"], f"{x}/reach")
            self._node("Div", [x, f"{x}/reach"], f"{x}/unit")
            constants = ["token/scale", "token/zero"]
            self._node("QuantizeLinear", [f"{x}/unit", *constants], f"{x}/rounded")
            self._node("DequantizeLinear", [f"{x}/rounded", *constants], f"{x}/back")
        if f"{name}/int8" not in self.added:
            sizes = np.abs(np.pad(weight, ((0, len(weight) % 2), (0, 0))))
            scales = (sizes[::2] + sizes[1::2]).max(axis=0).clip(1e-12) / PAIR_MAX
            self._constant(f"{name}/int8", np.round(weight / scales).astype(np.int8))
            self._constant(f"{name}/scales", scales.astype(np.float32))
            self._constant(f"{name}/zeros", np.zeros(len(scales), dtype=np.int8))
            constants = [f"{name}/{part}" for part in ("int8", "scales", "zeros")]
            self._node("DequantizeLinear", constants, f"{name}/back", axis=1)
        out = node.output[0]
        self._node("MatMul", [f"{x}/back", f"{name}/back"], f"{out}/unit")
        self._node("Mul", [f"{out}/unit", f"{x}/reach"], out)

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
