"""An ONNX model in 8 bits: its products by weights and its embeddings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto

# How much of the spread of a channel goes from what is multiplied into the weights. At 0.5, the
# usual choice, the tall channels of sentence encoders still cost most of the others their bits.
MIGRATION = 0.8
# Processors without VNNI add two neighbouring products in 16 bits. 255 times two weights that sum
# to 128 fit into them, so that a model answers the same on every processor.
PAIR_MAX = 127  # 128 once both are rounded
# Embeddings of fewer rows than these (positions, segments) are not worth a scale a row.
TABLE_ROWS = 4096
Range = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]


def quantise(
    model: bytes,
    calibration: Sequence[Mapping[str, npt.NDArray[np.int64]]],
    spared: float = 0.0,
) -> bytes:
    """The model with products by weights and large embeddings in 8 bits; the rest stays float32.

    A weight matrix gets a scale a column, an embedding a scale a row. What is multiplied gets one
    range a product, seen once on the feeds of `calibration`: ranges taken anew from each batch
    (dynamic quantisation) would make an answer depend on the rows that happen to be asked with it.
    Before that, channels that reach far are made smaller and their weights larger, "SmoothQuant"
    (Xiao et al., ICML 2023). Of the products that narrow, the second of each feed-forward block,
    the first `spared` (a share) stay float32 as well: there values spread most, and what is lost
    early is lost to all that follows.
    """
    import onnx

    proto = onnx.load_from_string(model)
    graph = proto.graph
    values = {t.name: onnx.numpy_helper.to_array(t) for t in graph.initializer}
    _resolve(graph, set(values))
    matrices = {name for name, value in values.items() if value.ndim == 2}
    products = [n for n in graph.node if n.op_type == "MatMul" and n.input[1] in matrices]
    narrowing = [n for n in products if np.divide(*values[n.input[1]].shape) > 1]
    exact = narrowing[: round(spared * len(narrowing))]
    products = [node for node in products if node not in exact]
    ranges = _ranges(model, sorted({node.input[0] for node in products}), calibration)
    # Of every tensor that is multiplied, by what its channels are divided first.
    shares = {}
    for name, (low, high) in ranges.items():
        tops = [np.abs(values[n.input[1]]).max(axis=1) for n in products if n.input[0] == name]
        reach = np.maximum(np.abs(low), np.abs(high)).clip(1e-4)
        shares[name] = reach**MIGRATION / np.max(tops, axis=0).clip(1e-4) ** (1 - MIGRATION)
    rewriting = _Rewriting(graph)
    for node in list(graph.node):
        if node in products:
            x, weight = node.input
            rewriting.product(node, ranges[x], shares[x], values[weight])
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


def _ranges(
    model: bytes, names: Sequence[str], calibration: Sequence[Mapping[str, Any]]
) -> dict[str, Range]:
    """The lowest and highest value of each channel (the last dimension) of each tensor named."""
    import onnx
    import onnxruntime

    proto = onnx.load_from_string(model)
    for name in names:
        shape = onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
        proto.graph.output.append(shape)
    session = onnxruntime.InferenceSession(
        proto.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    found: dict[str, Range] = {}
    inputs = [one.name for one in session.get_inputs()]
    for feed in calibration:
        tensors = session.run(names, {name: feed[name] for name in inputs})
        for name, tensor in zip(names, tensors, strict=True):
            rows = tensor.reshape(-1, tensor.shape[-1])
            low, high = found.get(name, (0.0, 0.0))
            found[name] = (
                np.minimum(rows.min(axis=0), low),
                np.maximum(rows.max(axis=0), high),
            )
    return found


class _Rewriting:
    """The nodes of a graph, put down anew in order, and the constants they need."""

    def __init__(self, graph: GraphProto):
        self.graph = graph
        self.nodes: list[NodeProto] = []
        self.added: dict[str, Any] = {}

    def product(
        self, node: NodeProto, found: Range, share: npt.NDArray[Any], weight: npt.NDArray[Any]
    ) -> None:
        """A MatMul of what its first input rounds to, with a weight that is kept in int8.

        Both are written as standard ONNX does, as rounded and taken back; ONNX Runtime makes one
        product of integers of each such group.
        """
        x, name = node.input
        if f"{x}/even" not in self.added:
            low, high = (float(np.min(found[0] / share)), float(np.max(found[1] / share)))
            scale = max(high - low, 1e-6) / 255
            self._constant(f"{x}/even", (1 / share).astype(np.float32))
            self._constant(f"{x}/scale", np.float32(scale))
            self._constant(f"{x}/zero", np.uint8(round(-low / scale)))
            self._node("Mul", [x, f"{x}/even"], f"{x}/evened")
            constants = [f"{x}/scale", f"{x}/zero"]
            self._node("QuantizeLinear", [f"{x}/evened", *constants], f"{x}/rounded")
            self._node("DequantizeLinear", [f"{x}/rounded", *constants], f"{x}/back")
        if f"{name}/int8" not in self.added:
            larger = weight * share[:, None]
            sizes = np.abs(np.pad(larger, ((0, len(larger) % 2), (0, 0))))
            scales = (sizes[::2] + sizes[1::2]).max(axis=0).clip(1e-12) / PAIR_MAX
            self._constant(f"{name}/int8", np.round(larger / scales).astype(np.int8))
            self._constant(f"{name}/scales", scales.astype(np.float32))
            self._constant(f"{name}/zeros", np.zeros(len(scales), dtype=np.int8))
            constants = [f"{name}/{part}" for part in ("int8", "scales", "zeros")]
            self._node("DequantizeLinear", constants, f"{name}/back", axis=1)
        self._node("MatMul", [f"{x}/back", f"{name}/back"], node.output[0])

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
