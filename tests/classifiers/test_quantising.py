"""8 bits: what is lost is what rounding loses, whatever values other tokens have."""

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from stance.classifiers.quantising import TABLE_ROWS, quantise

RNG = np.random.default_rng(0)
WEIGHT = RNG.normal(size=(32, 8)).astype(np.float32)
EVEN = [{"x": RNG.normal(size=(2, 9, 32)).astype(np.float32)}]  # no channel reaches far


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


def kept(content):
    """What the weights of a small model are worth, by hand: steps times what a step is."""
    parts = {t.name: t for t in onnx.load_from_string(content).graph.initializer}
    (steps,) = [name for name in parts if name.endswith("/int8")]
    scales = parts[steps.replace("/int8", "/scales")]
    return onnx.numpy_helper.to_array(parts[steps]) * onnx.numpy_helper.to_array(scales)


def test_a_product_is_that_of_what_was_rounded():
    """By hand: a token to 1/127 of its largest value."""
    x = RNG.normal(size=(2, 3, 32)).astype(np.float32)
    reach = np.abs(x).max(axis=-1, keepdims=True)
    tokens = np.round(x / reach * 127) / 127 * reach
    small = quantise(model(), EVEN)
    assert run(small, x) == pytest.approx(tokens @ kept(small), abs=1e-4)
    assert run(small, x) == pytest.approx(x @ WEIGHT, abs=0.3)


def test_an_answer_does_not_depend_on_the_tokens_beside_it():
    x = RNG.normal(size=(1, 4, 32)).astype(np.float32)
    far = x.copy()
    far[0, 3] *= 1000
    small = quantise(model(), EVEN)
    alone, beside = run(small, x), run(small, far)
    assert np.array_equal(alone[0, :3], beside[0, :3])
    assert beside[0, 3] == pytest.approx(1000 * alone[0, 3], rel=1e-3)


def test_a_token_of_zeros_gives_zeros():
    assert not run(quantise(model(), EVEN), np.zeros((1, 2, 32), np.float32)).any()


@pytest.mark.parametrize("layer", ["hidden", "head"])
def test_the_layers_after_the_last_token_stay_whole(layer):
    x = RNG.normal(size=(1, 2, 32)).astype(np.float32)
    name = f"/network/{layer}/MatMul"
    assert run(quantise(model(name), EVEN), x) == pytest.approx(run(model(name), x), abs=1e-6)


def test_far_reaching_channels_are_multiplied_whole():
    """The eight that reach farthest, where one of them reaches much farther than the rest."""
    x = RNG.normal(size=(2, 3, 32)).astype(np.float32)
    x[..., 4] *= 1000
    far = np.sort(np.argsort(-np.abs(x).reshape(-1, 32).max(axis=0))[:8])
    assert 4 in far
    small = quantise(model(), [{"x": x}])
    only = np.zeros_like(x)
    only[..., far] = x[..., far]
    assert run(small, only) == pytest.approx(only @ WEIGHT, rel=1e-5, abs=1e-3)
    # the rest loses a 127th of its own largest value, not of channel 4's
    near = x - only
    steps = np.abs(near).max(axis=-1, keepdims=True) / 127
    lost = np.abs(run(small, x) - x @ WEIGHT)
    most = steps / 2 * np.abs(WEIGHT).sum(axis=0) + np.abs(near) @ np.full_like(WEIGHT, 0.03)
    assert (lost <= most).all()


def test_what_hardly_goes_below_zero_has_more_steps_above():
    """By hand: zero at step 32 of 255, so that 223 are left for what is above."""
    x = np.abs(RNG.normal(size=(1, 5, 32))).astype(np.float32) + 1
    x[..., 0] = -0.1
    reach = x.max(axis=-1, keepdims=True)
    tokens = np.round(x / reach * 223) / 223 * reach
    small = quantise(model(), [{"x": x}])
    assert run(small, x) == pytest.approx(tokens @ kept(small), abs=1e-3)


def test_a_bias_is_added_once():
    """Beside a channel that reaches far, it joins the channels in float32."""
    bias = RNG.normal(size=8).astype(np.float32)
    whole = onnx.load_from_string(model())
    whole.graph.node[0].output[0] = "product"
    whole.graph.node.append(helper.make_node("Add", ["b", "product"], ["y"]))
    whole.graph.initializer.append(onnx.numpy_helper.from_array(bias, "b"))
    x = RNG.normal(size=(2, 3, 32)).astype(np.float32)
    x[..., 4] *= 1000
    biased = quantise(whole.SerializeToString(), [{"x": x}])
    assert run(biased, x) == pytest.approx(run(quantise(model(), [{"x": x}]), x) + bias, abs=1e-3)
    assert [n.op_type for n in onnx.load_from_string(biased).graph.node].count("Add") == 1


def test_an_embedding_has_a_scale_a_row():
    table = RNG.normal(size=(TABLE_ROWS, 4)).astype(np.float32)
    table[1] *= 1000
    x = helper.make_tensor_value_info("x", TensorProto.INT64, ["n"])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 4])
    values = [onnx.numpy_helper.from_array(table, "t")]
    nodes = [helper.make_node("Gather", ["t", "x"], ["y"])]
    graph = helper.make_graph(nodes, "g", [x], [y], values)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    found = run(quantise(made.SerializeToString(), []), np.arange(3))
    # half a step of a 127th of the largest value of the row
    steps = np.abs(table[:3]).max(axis=1, keepdims=True) / 127
    assert (np.abs(found - table[:3]) <= steps / 2 * 1.001).all()
