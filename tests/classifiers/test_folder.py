"""The model folder: whole, ours, unchanged, or refused with a reason."""

import contextlib
import json
import os
import pickle
import shutil
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.classifiers.folder import (
    Manifest,
    load_model,
    new_classifier,
    read_manifest,
    save_model,
)
from stance.classifiers.limits import check_file
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
    assert written["inputs"] == ["quote", "target", "antecedent"]
    assert written["calibration"] == {"temperature": 1.5, "threshold": 0.4, "accuracy": None}
    assert written["data_fingerprint"] == "f" * 64
    assert set(written["files"]) == {"tfidf.safetensors"}
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


@pytest.mark.parametrize("umask", [0o022, 0o027])
@pytest.mark.parametrize("kind", ["tfidf", "encoder"])
def test_every_file_has_the_mode_of_new_files(kind, umask, data, tiny_encoder, tmp_path):
    settings = {}
    if kind == "encoder":
        checkpoint = str(tiny_encoder("bert"))
        settings = {"checkpoint": checkpoint, "max_length": 32, "schedule": {"epochs": 1}}
    model = new_classifier(kind, settings)
    model.fit(data.splits["train"], data.splits["dev"], TARGETS)
    before = os.umask(umask)
    try:
        save_model(model, Manifest(kind, model.settings, TARGETS), tmp_path / "model", "# A card")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "model").iterdir()}
    assert {"manifest.json", "README.md"} < set(modes)
    assert set(modes.values()) == {0o666 & ~umask}


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
    with (folder / "tfidf.safetensors").open("ab") as file:
        file.write(b"x")


def link(name):
    def change(folder):
        path = folder / name
        path.rename(folder.parent / "elsewhere")
        path.symlink_to(folder.parent / "elsewhere")

    return change


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
        "temperature must be 0.001 or more, was: 0",
    ),
    "temperature below 0": (
        edit(calibration={"temperature": -1.0, "threshold": 0}),
        "temperature is -1.0, must be a number, 0 or more",
    ),
    "temperature no number": (
        edit(calibration={"temperature": float("nan"), "threshold": 0}),
        "temperature is nan, must be a number, 0 or more",
    ),
    "temperature that divides to infinity": (
        edit(calibration={"temperature": 5e-324, "threshold": 0}),
        "temperature must be 0.001 or more, was: 4.94066e-324",
    ),
    "temperature beyond all floats": (
        edit(calibration={"temperature": 10**400, "threshold": 0}),
        "temperature is 1000+, must be a number, 0 or more",
    ),
    "a setting beyond reason": (
        edit(settings={"shared": 1e308}),
        r"shared must be at most 1,000,000,000, was: 1e\+308",
    ),
    "wrong calibration": (
        edit(calibration={"temperature": "hot"}),
        "calibration: temperature is 'hot', must be a number",
    ),
    "unknown setting": (edit(settings={"depth": 3}), "settings of kind tfidf: .*'depth'"),
    "weights gone": (
        lambda f: (f / "tfidf.safetensors").unlink(),
        "incomplete: no tfidf.safetensors in it, which its manifest names",
    ),
    "weights changed": (append, r"tfidf.safetensors: is not the file that was saved"),
    "weights a link": (link("tfidf.safetensors"), "tfidf.safetensors: is a link"),
    "a path out": (
        edit(files={"../x": "0", "tfidf.safetensors": "0"}),
        "files: '../x' must be the name of a file",
    ),
    "an absolute path": (edit(files={"/etc/passwd": "0"}), "'/etc/passwd' must be the name of a"),
    "a path in": (
        edit(files={"a/tfidf.safetensors": "0"}),
        "'a/tfidf.safetensors' must be the name of a file",
    ),
    "the folder above": (
        edit(files={"..": "0", "tfidf.safetensors": "0"}),
        r"incomplete: no \.\. in it",
    ),
    "a name that ends early": (edit(files={"x\0y": "0"}), "must be the name of a file"),
    "manifest a link": (link("manifest.json"), "manifest.json: is a link"),
    "manifest nested beyond reason": (
        lambda f: (f / "manifest.json").write_text('{"format": ' + "[" * 100_000),
        "manifest.json: not JSON: ",
    ),
    "manifest with a number beyond reason": (
        lambda f: (f / "manifest.json").write_text('{"format": ' + "9" * 5000 + "}"),
        "manifest.json: not JSON: Exceeds the limit",
    ),
    "manifest too large": (
        lambda f: (f / "manifest.json").write_text('{"format": 1, "x": "' + "x" * 10_000_000),
        "manifest.json: is larger than 10,000,000 bytes",
    ),
    "manifest not UTF-8": (lambda f: (f / "manifest.json").write_bytes(b"\xff"), "not JSON: "),
    "targets no list": (edit(targets=5), "targets must be a list of objects"),
    "targets no objects": (edit(targets=["name"]), "targets must be a list of objects"),
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

    edit(files={"tfidf.safetensors": sha256(folder / "tfidf.safetensors")})(folder)


def test_a_pickle_under_the_weights_name_is_never_run(folder, tmp_path):
    class Evil:
        def __reduce__(self):
            return (open, (str(tmp_path / "ran"), "w"))

    (folder / "tfidf.safetensors").write_bytes(pickle.dumps(Evil()))
    resign(folder)
    with pytest.raises(UserError, match="has a header of "):
        load_model(folder)
    with pytest.raises(UserError, match="is not a safetensors file"):
        Tfidf().load(folder, TARGETS)
    assert not (tmp_path / "ran").exists()


def change_arrays(**changes):
    """Changes arrays of the weights, by their names with _ for a dot."""

    def change(arrays):
        for name in list(arrays):
            if name.replace(".", "_") in changes:
                arrays[name] = np.ascontiguousarray(changes[name.replace(".", "_")](arrays[name]))

    return change


def text(*lines):
    return lambda _: np.frombuffer("\n".join(lines).encode(), np.uint8)


def widen(arrays):
    """A weight more for each kind, as if there were an n-gram more than there is."""
    arrays["words.idf"] = np.append(arrays["words.idf"], 1.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda arrays: arrays.clear(), "must hold {'around.idf': 'float64'.*holds {}"),
        (lambda arrays: arrays.update(more=np.zeros(1)), "holds .*'more': 'float64'"),
        (change_arrays(classes=lambda a: a.astype(float)), "holds .*'classes': 'float64'"),
        (change_arrays(words_terms=lambda _: np.array([255], np.uint8)), "can't decode byte 0xff"),
        (
            change_arrays(words_terms=text("a", "b", "a")),
            r"words has 2 different n-grams on 3 lines, and \(\d+,\) weights",
        ),
        (widen, r"words has (\d+) different n-grams on \1 lines, and "),
        (change_arrays(weights=lambda _: np.ones((3, 5))), r"the weights are \(3, 5\) and \(3,\)"),
        (change_arrays(intercepts=lambda _: np.ones(2)), r"and \(2,\) for 3 classes"),
        (change_arrays(classes=lambda _: np.array([0, 1, 7])), "the classes are .*7.*, must be"),
        (change_arrays(classes=lambda _: np.array([0, 1, 1])), "the classes are .*1 1.*, must be"),
        (change_arrays(classes=lambda _: np.zeros(0, int)), "must be two or more of 0, 1 and 2"),
        (change_arrays(classes=lambda a: a.reshape(1, 3)), "the classes are "),
        (change_arrays(weights=lambda a: a * np.nan), "not finite"),
        (change_arrays(words_idf=lambda a: a * np.inf), "not finite"),
    ],
)
def test_arrays_that_are_not_what_the_settings_say_are_refused(change, message, folder):
    """Columns that are not there would be read from memory that is not theirs."""
    from safetensors.numpy import load_file, save_file

    arrays = load_file(folder / "tfidf.safetensors")
    change(arrays)
    save_file(arrays, folder / "tfidf.safetensors")
    resign(folder)
    with pytest.raises(UserError, match=message) as caught:
        load_model(folder)
    assert "\n" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(value=JSON, draw=st.data())
def test_a_manifest_with_any_value_anywhere_is_read_or_refused(value, draw, tmp_path_factory):
    folder = majority(tmp_path_factory.mktemp("any"))
    path = folder / "manifest.json"
    fields = json.loads(path.read_text())
    holder, name = fields, draw.draw(st.sampled_from(sorted(fields)))
    while isinstance(holder[name], dict) and holder[name] and draw.draw(st.booleans()):
        holder, name = holder[name], draw.draw(st.sampled_from(sorted(holder[name])))
    holder[name] = value
    path.write_text(json.dumps(fields))
    with contextlib.suppress(UserError):
        load_model(folder)


@given(kind=st.sampled_from(["tfidf", "encoder"]), value=JSON, draw=st.data())
def test_any_value_of_a_setting_is_taken_or_refused(kind, value, draw):
    settings = {"checkpoint": "x"} if kind == "encoder" else {}
    known = new_classifier(kind, settings).settings
    with contextlib.suppress(UserError):
        new_classifier(kind, known | {draw.draw(st.sampled_from(sorted(known))): value})


@pytest.mark.parametrize(
    "content", ["[]", '{"favor": 1}', '{"favor": 1e999, "against": 0, "neutral": 0}', "[" * 100_000,
                '{"favor": "x", "against": true, "neutral": []}', '{"favor": %s}' % ("9" * 400)],
    ids=range(6),
)  # fmt: skip
def test_shares_that_are_none_are_refused(content, tmp_path):
    (tmp_path / "prior.json").write_text(content)
    with pytest.raises(UserError, match=r"prior\.json: "):
        new_classifier("majority", {}).load(tmp_path, TARGETS)


def majority(folder):
    (folder / "prior.json").write_text('{"favor": 0.2, "against": 0.5, "neutral": 0.3}')
    model = new_classifier("majority", {}).load(folder, TARGETS)
    save_model(model, Manifest("majority", {}, TARGETS), folder / "model")
    return folder / "model"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff" * 8 + b"{}", "has a header of 18,446,744,073,709,551,615 bytes"),
        ((50_000_000).to_bytes(8, "little") + b"{}", "has a header of 50,000,000 bytes, must be"),
        (b"", "has a header of 0 bytes"),
        ((3).to_bytes(8, "little") + b"{}", "has a header of 3 bytes, must be 1 to 2"),
    ],
)
def test_safetensors_with_a_header_beyond_reason(content, message, tmp_path):
    (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(UserError, match=message):
        check_file(tmp_path / "model.safetensors")


def test_what_is_saved_is_within_the_limits(folder, tiny_encoder):
    check_file(folder / "tfidf.safetensors")
    check_file(tiny_encoder("bert") / "model.safetensors")


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


@pytest.mark.parametrize("key", ["attn_implementation", "_attn_implementation"])
def test_code_that_a_checkpoint_names_is_never_fetched(tiny_encoder, tmp_path, key):
    from stance.classifiers.network import pretrained

    folder = shutil.copytree(tiny_encoder("bert"), tmp_path / "checkpoint")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, key: "somebody/kernel"}))
    with pytest.raises(UserError, match="names code to run: somebody/kernel"):
        pretrained(folder)


def test_a_folder_from_before_names_a_seed(folder, data):
    settings = json.loads((folder / "manifest.json").read_text())["settings"]
    edit(settings={**settings, "seed": 3})(folder)
    model, _ = load_model(folder)
    assert model.predict_proba(to_examples(data.splits["dev"])).shape == (24, 3)


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


def test_a_model_takes_the_place_of_a_model_alone(tmp_path):
    data = corpus_data(small_corpus())
    model = new_classifier("majority", {}).fit(data.splits["train"], data.splits["dev"], ())
    manifest = Manifest("majority", {}, data.targets)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "manifest.json").write_text('{"name": "my web app"}')
    with pytest.raises(UserError, match=r"app: is there already, and holds manifest\.json, which"):
        save_model(model, manifest, tmp_path / "app")
    save_model(model, manifest, tmp_path / "model", card="old")
    (tmp_path / "model" / ".DS_Store").touch()  # as macOS makes one where a folder is looked at
    load_model(tmp_path / "model")
    save_model(model, manifest, tmp_path / "model")
    (tmp_path / "model" / "notes.txt").write_text("important")
    with pytest.raises(UserError, match=r"holds notes\.txt, which would be lost"):
        save_model(model, manifest, tmp_path / "model")
    assert (tmp_path / "model" / "notes.txt").read_text() == "important"


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
    assert last.startswith(f"error: {tmp_path}: a checkpoint cannot be read or written: ")
    assert "Traceback" not in done.stderr
