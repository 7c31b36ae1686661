"""Loading through MLflow runs nothing that comes with a model, and unpickles nothing."""

import pickle
import sys

import mlflow
import pytest
import yaml

import stance
from stance import serving, tracking
from stance.errors import UserError
from tests.conftest import MADURO, save_majority

UNPICKLED: list[str] = []
WATCHING: list[bool] = []


def watch(event, arguments):
    if WATCHING and event == "pickle.find_class":
        UNPICKLED.append(str(arguments))


@pytest.fixture(scope="module")
def logged(store, tmp_path_factory):
    """The id of a logged model and the folder it lies in."""
    folder = tmp_path_factory.mktemp("logged")
    save_majority(folder)
    client = tracking.connect(f"sqlite:///{store}/mlflow.db")
    artifacts = (folder / "mlartifacts").as_uri()
    experiment = client.create_experiment("fetching", artifact_location=artifacts)
    with mlflow.start_run(experiment_id=experiment):
        identifier = serving.log(folder / "model")
    (description,) = folder.rglob("MLmodel")
    return identifier, description.parent


@pytest.fixture
def load(logged, store, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{store}/mlflow.db")
    return lambda: stance.load(f"models:/{logged[0]}")


def test_nothing_is_unpickled_on_the_way(load):
    sys.addaudithook(watch)
    WATCHING.append(True)
    try:
        pickle.loads(pickle.dumps(MADURO))
        assert UNPICKLED, "the watch sees nothing"
        UNPICKLED.clear()
        model = load()
    finally:
        WATCHING.clear()
    assert not UNPICKLED
    assert model.predict_quote("x", targets=["maduro"])[0].stance.value == "against"


class Evil:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (self.path, "w"))


HOSTILE = {
    "another loader": ({"loader_module": "evil"}, "its loader_module is 'evil', must be 'mlflow"),
    "a pickle to load": (
        {"python_model": "python_model.pkl", "model_code_path": None},
        "its model_code_path is 'None', must be 'serving.py'",
    ),
    "a pickle beside the code": (
        {"python_model": "python_model.pkl"},
        "its python_model is 'python_model.pkl', must be None",
    ),
    "other code": ({"model_code_path": "/x/evil.py"}, "its model_code_path is 'evil.py', must be"),
    "code beside it": ({"code": "code"}, "its code is 'code', must be None"),
    "a pickle nobody names": ({}, "python_model.pkl is a pickle, which can run code"),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_model_that_brings_code_of_its_own_is_refused(hostile, load, logged, tmp_path):
    changes, message = HOSTILE[hostile]
    folder = logged[1]
    ran = f"open({str(tmp_path / 'ran')!r}, 'w')"
    brought = {
        folder / "MLmodel": None,
        folder / "evil.py": ran.encode(),
        folder / "serving.py": ran.encode(),
        folder / "python_model.pkl": pickle.dumps(Evil(str(tmp_path / "ran"))),
    }
    before = {path: path.read_bytes() if path.exists() else None for path in brought}
    description = yaml.safe_load(before[folder / "MLmodel"])
    description["flavors"]["python_function"].update(changes)
    brought[folder / "MLmodel"] = yaml.safe_dump(description).encode()
    try:
        for path, content in brought.items():
            path.write_bytes(content)
        with pytest.raises(UserError, match=message) as caught:
            load()
    finally:
        for path, content in before.items():
            path.unlink() if content is None else path.write_bytes(content)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "ran").exists()
    load()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("flavors: {sklearn: {pickled_model: model.pkl}}", r"its flavours are \['sklearn'\]"),
        ("flavors: !!python/object/apply:os.system ['touch ran']", "its MLmodel cannot be read"),
        ("[" * 5000, "its MLmodel cannot be read"),
        ("flavors: 3", "its MLmodel cannot be read"),
    ],
)
def test_a_description_that_is_not_ours_is_refused(
    content, message, load, logged, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    path = logged[1] / "MLmodel"
    before = path.read_bytes()
    try:
        path.write_text(content)
        with pytest.raises(UserError, match=message):
            load()
    finally:
        path.write_bytes(before)
    assert not list(tmp_path.iterdir())
