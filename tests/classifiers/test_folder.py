"""The model folder: whole, ours, unchanged, or refused with a reason."""

import json
import pickle
import subprocess
import sys

import numpy as np
import pytest

from stance.classifiers.folder import (
    Manifest,
    load_model,
    new_classifier,
    read_manifest,
    save_model,
)
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data, to_examples
from stance.errors import UserError
from tests.conftest import GUAIDO, MADURO, small_corpus

TARGETS = (MADURO, GUAIDO)


@pytest.fixture(scope="module")
def data():
    return corpus_data(small_corpus())


@pytest.fixture
def folder(data, tmp_path):
    model = Tfidf().fit(data.splits["train"], data.splits["dev"], TARGETS)
    manifest = Manifest("tfidf", model.settings, TARGETS, 1.5, 0.4, "f" * 64, {"dev": {"n": 24.0}})
    save_model(model, manifest, tmp_path / "model")
    return tmp_path / "model"


def test_a_folder_says_what_it_is(folder, data):
    written = json.loads((folder / "manifest.json").read_text())
    assert written["format"] == 1
    assert written["kind"] == "tfidf"
    assert written["labels"] == ["favor", "against", "neutral"]
    assert [t["id"] for t in written["targets"]] == ["maduro", "guaido"]
    assert written["inputs"] == ["quote", "target"]
    assert written["calibration"] == {"temperature": 1.5, "threshold": 0.4, "accuracy": None}
    assert written["data_fingerprint"] == "f" * 64
    assert set(written["files"]) == {"tfidf.skops"}
    assert written["packages"]["scikit-learn"][0].isdigit()
    model, manifest = load_model(folder)
    assert (manifest.temperature, manifest.threshold) == (1.5, 0.4)
    assert manifest.scores == {"dev": {"n": 24.0}}
    examples = to_examples(data.splits["dev"])
    fresh = Tfidf().fit(data.splits["train"], data.splits["dev"], TARGETS)
    assert np.array_equal(model.predict_proba(examples), fresh.predict_proba(examples))


def test_saving_again_replaces_the_folder(folder, data):
    majority = new_classifier("majority", {})
    majority.fit(data.splits["train"], data.splits["dev"], TARGETS)
    save_model(majority, Manifest("majority", {}, TARGETS), folder)
    assert {p.name for p in folder.iterdir()} == {"manifest.json", "prior.json"}
    assert load_model(folder)[1].kind == "majority"


def edit(**fields):
    def change(folder):
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | fields))

    return change


def drop(field):
    def change(folder):
        path = folder / "manifest.json"
        rest = {k: v for k, v in json.loads(path.read_text()).items() if k != field}
        path.write_text(json.dumps(rest))

    return change


def append(folder):
    with (folder / "tfidf.skops").open("ab") as file:
        file.write(b"x")


def link(folder):
    path = folder / "tfidf.skops"
    path.rename(folder.parent / "elsewhere")
    path.symlink_to(folder.parent / "elsewhere")


BROKEN = {
    "no manifest": (
        lambda f: (f / "manifest.json").unlink(),
        "is not a model folder of stance: no manifest.json",
    ),
    "manifest no JSON": (lambda f: (f / "manifest.json").write_text("{"), "not JSON"),
    "foreign manifest": (
        lambda f: (f / "manifest.json").write_text("{}"),
        "is not a manifest of stance: no format",
    ),
    "newer": (edit(format=2), r"format 2 is newer than this package reads \(1\); update stance"),
    "other labels": (
        edit(labels=["against", "favor", "neutral"]),
        r"labels are \['against', 'favor', 'neutral'\], must be \['favor', 'against', 'neutral'\]",
    ),
    "unknown kind": (edit(kind="forest"), "kind 'forest' is not one of majority, tfidf, encoder"),
    "no files": (drop("files"), "no field 'files'"),
    "no fingerprint": (drop("data_fingerprint"), "no field 'data_fingerprint'"),
    "no targets": (edit(targets=[]), "no targets; a model has one at least"),
    "a target without a name": (edit(targets=[{"id": "x"}]), "targets: no field 'name'"),
    "aliases no list": (
        edit(targets=[{"id": "x", "name": "X", "aliases": "ab"}]),
        "targets: aliases is 'ab', must be a list of texts",
    ),
    "format 0": (edit(format=0), "format must be 1 or more, was: 0"),
    "no temperature": (
        edit(calibration={"temperature": 0, "threshold": 0}),
        "temperature must be above 0, was: 0",
    ),
    "temperature below 0": (
        edit(calibration={"temperature": -1.0, "threshold": 0}),
        "temperature is -1.0, must be a number, 0 or more",
    ),
    "temperature no number": (
        edit(calibration={"temperature": float("nan"), "threshold": 0}),
        "temperature is nan, must be a number, 0 or more",
    ),
    "wrong calibration": (
        edit(calibration={"temperature": "hot"}),
        "calibration: temperature is 'hot', must be a number",
    ),
    "unknown setting": (edit(settings={"depth": 3}), "settings of kind tfidf: .*'depth'"),
    "weights gone": (
        lambda f: (f / "tfidf.skops").unlink(),
        "incomplete: no tfidf.skops in it, which its manifest names",
    ),
    "weights changed": (append, r"tfidf.skops: is not the file that was saved"),
    "weights a link": (link, r"tfidf.skops: is a link"),
    "a path out": (edit(files={"../x": "0", "tfidf.skops": "0"}), r"incomplete: no ../x in it"),
    "a file beside": (
        lambda f: (f / "evil.py").write_text("raise SystemExit"),
        "evil.py: is not among the files its manifest names",
    ),
    "unknown schedule": (
        edit(kind="encoder", settings={"schedule": {"depth": 3}}),
        "settings of kind encoder: schedule: .*'depth'",
    ),
    "a pickle beside": (
        lambda f: (f / "extra.pkl").write_bytes(pickle.dumps([])),
        "extra.pkl: is a pickle, which can run code",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_folder_that_is_not_whole_or_not_ours_is_refused(broken, folder):
    breaking, message = BROKEN[broken]
    breaking(folder)
    with pytest.raises(UserError, match=message) as caught:
        load_model(folder)
    assert "\n" not in str(caught.value)


def resign(folder):
    """Makes the manifest vouch for whatever the weights now are, as an attacker would."""
    from stance.classifiers.weights import sha256

    edit(files={"tfidf.skops": sha256(folder / "tfidf.skops")})(folder)


def test_a_pickle_under_the_weights_name_is_never_run(folder, tmp_path):
    class Evil:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    (folder / "tfidf.skops").write_bytes(pickle.dumps(Evil()))
    resign(folder)
    with pytest.raises(UserError, match="is not a skops file of this package"):
        load_model(folder)
    assert not (tmp_path / "ran").exists()


def test_a_skops_file_of_other_types_is_refused(folder):
    import skops.io

    skops.io.dump({"words": subprocess.Popen}, folder / "tfidf.skops")
    resign(folder)
    with pytest.raises(UserError, match=r"tfidf.skops: holds types that are not trusted: .*Popen"):
        load_model(folder)
    skops.io.dump({"words": [1]}, folder / "tfidf.skops")
    resign(folder)
    with pytest.raises(
        UserError, match=r"must hold {'words': 'TfidfVectorizer'.*holds {'words': 'list'}"
    ):
        load_model(folder)


def test_code_that_a_model_folder_brings_is_never_run(data, tiny_encoder, tmp_path, monkeypatch):
    """A configuration can name code in its folder; a hostile manifest vouches for it."""
    from stance.classifiers.weights import sha256

    model = new_classifier(
        "encoder",
        {"checkpoint": str(tiny_encoder("bert")), "max_length": 32, "schedule": {"epochs": 1}},
    )
    model.fit(data.splits["train"], data.splits["dev"], TARGETS)
    folder = tmp_path / "model"
    save_model(model, Manifest("encoder", model.settings, TARGETS), folder)
    load_model(folder)
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    monkeypatch.setattr("builtins.input", lambda *_: "y")  # whatever the user would answer
    config = json.loads((folder / "config.json").read_text())
    for fields in (
        {"auto_map": {"AutoConfig": "evil.Config", "AutoModel": "evil.Model"}},
        {"attn_implementation": "somebody/kernel"},
        {"_attn_implementation": "somebody/kernel"},
    ):
        (folder / "config.json").write_text(json.dumps(config | fields | {"model_type": "evil"}))
        names = [path for path in folder.iterdir() if path.name != "manifest.json"]
        edit(files={path.name: sha256(path) for path in names})(folder)
        with pytest.raises(UserError, match=r"names code to run: _?a"):
            load_model(folder)
    assert not (tmp_path / "ran").exists()


def test_no_folder(tmp_path):
    with pytest.raises(UserError, match="no such model folder"):
        read_manifest(tmp_path / "nowhere")


def limited(code, *arguments):
    """Runs code under a limit on the size of files, which stands for the disk."""
    common = """
import resource, sys
from pathlib import Path
from stance.classifiers.folder import Manifest, new_classifier, save_model
from stance.data.examples import corpus_data
from stance.errors import exit_on_user_error
from tests.conftest import GUAIDO, MADURO, small_corpus

data = corpus_data(small_corpus())

def fit(kind, settings, checkpoints=None):
    model = new_classifier(kind, settings)
    splits = data.splits
    return model.fit(splits["train"], splits["dev"], (MADURO, GUAIDO), checkpoints=checkpoints)

def fill():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
"""
    command = [sys.executable, "-c", common + code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", ["tfidf", "encoder"])
def test_a_disk_that_fills_up_while_saving_leaves_nothing(kind, tiny_encoder, tmp_path):
    settings = {}
    if kind == "encoder":
        checkpoint = str(tiny_encoder("bert"))
        settings = {"checkpoint": checkpoint, "max_length": 32, "schedule": {"epochs": 1}}
    code = f"""
model = fit({kind!r}, {settings!r})
fill()
with exit_on_user_error():
    save_model(model, Manifest({kind!r}, model.settings, data.targets), Path(sys.argv[1]))
"""
    out = tmp_path / "model"
    done = limited(code, out)
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"error: {out}: cannot be written: ")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_disk_that_fills_up_with_checkpoints_is_told_in_one_line(tiny_encoder, tmp_path):
    checkpoint = str(tiny_encoder("bert"))
    settings = {"checkpoint": checkpoint, "max_length": 32, "schedule": {"epochs": 1}}
    code = f"""
fill()
with exit_on_user_error():
    fit("encoder", {settings!r}, Path(sys.argv[1]))
"""
    done = limited(code, tmp_path)
    assert done.returncode == 2, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"error: {tmp_path}: a checkpoint cannot be written: ")
    assert "Traceback" not in done.stderr
