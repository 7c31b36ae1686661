"""`python -m stance.export`: a folder without an ONNX model gets one, and answers the same."""

import numpy as np
import pytest
from typer.testing import CliRunner

from stance.classifiers.encoder import Encoder
from stance.classifiers.finetuning import Schedule
from stance.classifiers.folder import Manifest, load_model, read_manifest, save_model
from stance.classifiers.majority import Majority
from stance.classifiers.runtime import FILES
from stance.data.examples import corpus_data, to_examples
from stance.evaluation.calibration import fit_temperature, scale, threshold_for
from stance.export import app
from tests.conftest import small_corpus


def test_a_folder_gets_its_onnx_model(tiny_encoder, corpus_folder, tmp_path):
    data = corpus_data(small_corpus())
    encoder = Encoder(str(tiny_encoder("bert")), max_length=48, schedule=Schedule(epochs=1))
    encoder.fit(data.splits["train"], data.splits["dev"], data.targets)
    manifest = Manifest(
        *("encoder", encoder.settings, data.targets),
        temperature=7.0,
        threshold=0.99,
        accuracy=0.5,
        data="by hand",
        fingerprint=data.fingerprint,
    )
    save_model(encoder, manifest, tmp_path / "model")
    arguments = [str(tmp_path / "model"), "--corpus", str(corpus_folder)]
    done = CliRunner().invoke(app, [*arguments, "--output", str(tmp_path / "fast")])
    assert done.exit_code == 0, done.output
    assert "not fitted on this corpus" not in done.output
    assert "on 24 rows of dev int8 and float32 agree" in done.output
    fast, told = load_model(tmp_path / "fast")
    assert (tmp_path / "fast" / FILES[told.inference["precision"]]).is_file()
    assert "README.md" in told.files  # its card
    rows = to_examples(data.splits["test"])
    before = load_model(tmp_path / "model")[0].predict_proba(rows)
    most = 1e-4 if told.inference["precision"] == "float32" else 0.05
    answers = fast.predict_proba(rows)
    assert np.abs(answers - before).max() < most
    # What the manifest says is true of the model as it answers now.
    on_dev, gold = fast.predict_proba(to_examples(data.splits["dev"])), data.splits["dev"]["stance"]
    assert told.temperature == pytest.approx(fit_temperature(on_dev, gold), rel=1e-3)
    threshold = threshold_for(scale(on_dev, told.temperature), gold, 0.5)
    assert told.threshold == pytest.approx(threshold, abs=1e-5)
    right = answers.argmax(axis=1) == np.array(data.splits["test"]["stance"])
    assert told.scores["test"]["accuracy"] == pytest.approx(right.mean())
    assert (told.data, told.accuracy) == ("by hand", 0.5)


def test_on_another_corpus_the_manifest_says_what_its_scores_are_of(
    tiny_encoder, corpus_folder, tmp_path
):
    data = corpus_data(small_corpus())
    encoder = Encoder(str(tiny_encoder("bert")), max_length=48, schedule=Schedule(epochs=1))
    encoder.fit(data.splits["train"], data.splits["dev"], data.targets)
    manifest = Manifest("encoder", encoder.settings, data.targets, temperature=7.0)
    save_model(encoder, manifest, tmp_path / "model")
    for _ in range(2):
        arguments = [str(tmp_path / "model"), "--corpus", str(corpus_folder)]
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
        assert "its calibration and scores stay those measured in torch" in done.output
        told = read_manifest(tmp_path / "model")
        assert (told.inference["measured"], told.temperature) == ("torch", 7.0)


def test_only_an_encoder_has_an_onnx_form(corpus_folder, tmp_path):
    data = corpus_data(small_corpus())
    majority = Majority().fit(data.splits["train"], data.splits["dev"], data.targets)
    save_model(majority, Manifest("majority", majority.settings, data.targets), tmp_path / "model")
    done = CliRunner().invoke(app, [str(tmp_path / "model"), "--corpus", str(corpus_folder)])
    assert done.exit_code == 2
    assert "is of kind majority; only an encoder has an ONNX form" in done.output
