"""Encoders on ONNX Runtime: the same answers, without torch, in 8 bits where nothing is lost."""

import subprocess
import sys

import numpy as np
import pytest

from stance.classifiers.encoder import Encoder
from stance.classifiers.exporting import judge
from stance.classifiers.finetuning import Schedule
from stance.classifiers.folder import Manifest, load_model, save_model
from stance.classifiers.runtime import FILES, Runtime, cores
from stance.data.examples import corpus_data, to_examples
from stance.errors import UserError
from stance.schema import Example, Quote, Target
from tests.conftest import FAMILIES, GUAIDO, MADURO, small_corpus

TARGETS = (MADURO, GUAIDO)


@pytest.fixture(scope="module")
def data():
    return corpus_data(small_corpus())


def fitted(data, checkpoint, **settings):
    schedule = Schedule(epochs=1, batch_size=8)
    encoder = Encoder(str(checkpoint), max_length=48, schedule=schedule, **settings)
    return encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_answers_the_same_from_onnx(family, data, tiny_encoder, tmp_path):
    """Texts of many lengths, many targets, nobody's name: whatever shape a batch has."""
    encoder = fitted(data, tiny_encoder(family))
    dev = to_examples(data.splits["dev"])
    others = [Target(f"t{n}", f"bus {n}") for n in range(3)]
    asked = [
        Example(Quote("Maduro robbed us and Guaido feeds us " * n, speaker), target)
        for n in (1, 4, 9)
        for speaker in (None, "Ana Paz")
        for target in (*TARGETS, *others)
    ]
    by_torch = encoder.predict_proba(asked)
    verdict = encoder.export(dev, dev)
    assert verdict.reason is None
    assert verdict.n == len(dev)
    encoder.save(tmp_path)
    assert (tmp_path / FILES[verdict.precision]).is_file()
    again = Encoder(str(tiny_encoder(family)), max_length=48).load(tmp_path, TARGETS)
    by_onnx = again.predict_proba(asked)
    assert again._network is None  # torch was not asked
    most = 1e-4 if verdict.precision == "float32" else 0.05
    assert by_onnx == pytest.approx(by_torch, abs=most)
    assert np.array_equal(encoder.predict_proba(asked), by_onnx)


def test_int8_is_taken_where_it_answers_the_same():
    """Ten rows: nine of ten labels in common are too few, and so is a macro-F1 that falls."""
    gold = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]
    sure = np.eye(3, dtype=np.float32)[gold]
    assert judge(sure, sure, gold).precision == "int8"
    one_other = sure.copy()
    one_other[0] = [0, 1, 0]
    found = judge(sure, one_other, gold)
    assert (found.precision, found.agreement, found.n) == ("float32", 0.9, 10)
    # 199 of 200 labels agree; the one that does not is the only row of its class: its F1 is lost
    many = [0] * 100 + [1] * 99 + [2]
    whole = np.eye(3, dtype=np.float32)[many]
    small = whole.copy()
    small[-1] = [1, 0, 0]
    lost = judge(whole, small, many)
    assert lost.agreement == pytest.approx(0.995)
    assert lost.precision == "float32"
    assert lost.macro_f1["float32"] - lost.macro_f1["int8"] > 0.3


def test_a_network_onnx_cannot_express_answers_by_torch(data, tiny_encoder, monkeypatch):
    import torch

    def refuse(*_, **__):
        raise RuntimeError("no such operator")

    encoder = fitted(data, tiny_encoder("bert"))
    dev = to_examples(data.splits["dev"])
    before = encoder.predict_proba(dev)
    monkeypatch.setattr(torch.onnx, "export", refuse)
    verdict = encoder.export(dev, dev)
    assert (verdict.precision, verdict.reason) == ("torch", "no such operator")
    assert np.array_equal(encoder.predict_proba(dev), before)


def test_a_saved_encoder_answers_without_torch_and_scikit_learn(data, tiny_encoder, tmp_path):
    encoder = fitted(data, tiny_encoder("bert"), tfidf=True)
    dev = to_examples(data.splits["dev"])
    verdict = encoder.export(dev, dev)
    manifest = Manifest("encoder", encoder.settings, TARGETS, inference=verdict.fields())
    save_model(encoder, manifest, tmp_path / "model")
    assert load_model(tmp_path / "model")[1].inference["precision"] == verdict.precision
    script = (
        "import sys, stance\n"
        f"model = stance.load({str(tmp_path / 'model')!r})\n"
        "print(len(model.predict_quote('Maduro feeds us well', speaker='Ana Paz')))\n"
        "print({'torch', 'transformers', 'sklearn', 'mlflow', 'pandas'} & {*sys.modules})\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.split() == ["2", "set()"], done.stderr


def test_a_foreign_onnx_file_is_told_in_one_line(tmp_path):
    import onnx
    from onnx import TensorProto, helper

    (tmp_path / "broken.onnx").write_bytes(b"no model")
    with pytest.raises(UserError, match=r"broken\.onnx: cannot be read by ONNX Runtime"):
        Runtime(tmp_path / "broken.onnx", "float32")
    x, y = (helper.make_tensor_value_info(n, TensorProto.FLOAT, [1]) for n in ("x", "y"))
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "g", [x], [y])
    other = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(other, tmp_path / "other.onnx")
    with pytest.raises(UserError, match="is not the ONNX model of an encoder of this"):
        Runtime(tmp_path / "other.onnx", "float32")


@pytest.mark.parametrize("absolute", [True, False])
def test_an_onnx_file_cannot_read_what_lies_outside_its_folder(absolute, tmp_path):
    from onnx import TensorProto, helper, save

    secret = tmp_path / "secret"
    secret.write_bytes(np.arange(4, dtype=np.float32).tobytes())
    (tmp_path / "model").mkdir()
    weights = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4])
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value=str(secret) if absolute else "../secret")
    x, y = (helper.make_tensor_value_info(n, TensorProto.FLOAT, [4]) for n in ("x", "y"))
    graph = helper.make_graph(
        [helper.make_node("Add", ["x", "w"], ["y"])], "g", [x], [y], [weights]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    save(model, tmp_path / "model" / "model.onnx")
    with pytest.raises(UserError, match="cannot be read by ONNX Runtime") as caught:
        Runtime(tmp_path / "model" / "model.onnx", "float32")
    assert "\n" not in str(caught.value)


def test_a_device_that_is_not_there_is_told_in_one_line(data, tiny_encoder):
    with pytest.raises(UserError, match="device 'cuda:99' cannot be used here"):
        fitted(data, tiny_encoder("bert")).to("cuda:99")


@pytest.mark.parametrize(("asked", "most"), [("1", 1), ("0", 4), ("", 4), ("all", 4), ("9", 4)])
def test_threads_are_as_many_as_cores_and_as_asked(asked, most, monkeypatch):
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(4)), raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", asked)
    assert cores() == most
