"""8 bits: what is lost is what rounding loses, whatever values other tokens have."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from stance.classifiers.quantising import PAIR_MAX, TABLE_ROWS, quantise

RNG = np.random.default_rng(0)
WEIGHT = RNG.normal(size=(32, 8)).astype(np.float32)


def model(name="/network/layer/MatMul", weight=WEIGHT):
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", "tokens", len(weight)])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", "tokens", weight.shape[1]])
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"], name=name)],
        "g",
        [x],
        [y],
        [onnx.numpy_helper.from_array(weight, "w")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return made.SerializeToString()


def run(content, x):
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: x})[0]


def test_a_product_is_that_of_what_was_rounded():
    """By hand: a token to 1/127 of its largest value, a weight to a 127th of its column's pairs."""
    x = RNG.normal(size=(2, 3, 32)).astype(np.float32)
    reach = np.abs(x).max(axis=-1, keepdims=True)
    tokens = np.round(x / reach * 127) / 127 * reach
    sizes = np.abs(WEIGHT)
    scale = (sizes[::2] + sizes[1::2]).max(axis=0) / PAIR_MAX
    wanted = tokens @ (np.round(WEIGHT / scale) * scale)
    assert run(quantise(model()), x) == pytest.approx(wanted, abs=1e-4)


def test_an_answer_does_not_depend_on_the_tokens_beside_it():
    x = RNG.normal(size=(1, 4, 32)).astype(np.float32)
    far = x.copy()
    far[0, 3] *= 1000
    small = quantise(model())
    alone, beside = run(small, x), run(small, far)
    assert np.array_equal(alone[0, :3], beside[0, :3])
    assert beside[0, 3] == pytest.approx(1000 * alone[0, 3], rel=1e-3)


def test_a_token_of_zeros_gives_zeros():
    assert not run(quantise(model()), np.zeros((1, 2, 32), np.float32)).any()


def test_two_neighbouring_products_fit_into_16_bits():
    """So that processors which add them there answer as others do."""
    weights = {t.name: t for t in onnx.load_from_string(quantise(model())).graph.initializer}
    small = onnx.numpy_helper.to_array(weights["w/int8"]).astype(int)
    pairs = np.abs(small[::2]) + np.abs(small[1::2])
    assert 255 * pairs.max() <= np.iinfo(np.int16).max
    assert pairs.max() > 120  # and hardly less than they could be


@pytest.mark.parametrize("layer", ["hidden", "head"])
def test_the_layers_after_the_last_token_stay_whole(layer):
    x = RNG.normal(size=(1, 2, 32)).astype(np.float32)
    name = f"/network/{layer}/MatMul"
    assert run(quantise(model(name)), x) == pytest.approx(run(model(name), x), abs=1e-6)


def test_the_first_products_that_narrow_can_be_spared():
    x = RNG.normal(size=(1, 2, 32)).astype(np.float32)
    assert np.array_equal(run(quantise(model(), spared=1.0), x), run(model(), x))


def test_an_embedding_has_a_scale_a_row():
    table = RNG.normal(size=(TABLE_ROWS, 4)).astype(np.float32)
    table[1] *= 1000
    x = helper.make_tensor_value_info("x", TensorProto.INT64, ["n"])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 4])
    values = [onnx.numpy_helper.from_array(table, "t")]
    nodes = [helper.make_node("Gather", ["t", "x"], ["y"])]
    graph = helper.make_graph(nodes, "g", [x], [y], values)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    found = run(quantise(made.SerializeToString()), np.arange(3))
    # half a step of a 127th of the largest value of the row
    steps = np.abs(table[:3]).max(axis=1, keepdims=True) / 127
    assert (np.abs(found - table[:3]) <= steps / 2 * 1.001).all()
