"""Who may import whom, and what a light import may cost."""

import ast
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "stance"
# Each room imports only from those before it.
ROOMS = (
    "errors",
    "schema",
    "data",
    "extraction",
    "classifiers",
    "evaluation",
    "explanations",
    "experiment",
    "auditing",
    "reporting",
    "registry",
    "tracking",
    "protocol",
    "inference",
    "batching",
    "streaming",
    "speed",
    "serving",
    "config",
    "overrides",
    "apps",
    "train",
    "extract",
    "predict",
    "evaluate",
    "results",
    "audit",
    "report",
    "export",
    "benchmark",
)
# The door of the store: tracking hands a served model to serving, which loads it again.
ALLOWED = {("tracking", "serving")}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py"]


def names_imported(path: Path) -> list[str]:
    return [
        name
        for node in ast.walk(ast.parse(path.read_text()))
        for name in (
            [f"{node.module}.{alias.name}" for alias in node.names]
            if isinstance(node, ast.ImportFrom) and node.module
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    ]


def imported(path: Path) -> set[str]:
    return {name.split(".")[1] for name in names_imported(path) if name.startswith("stance.")}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path):
    room = room_of(path)
    assert room in ROOMS, f"{room} has no place in the order of rooms"
    for other in imported(path) - {room}:
        assert (room, other) in ALLOWED or ROOMS.index(other) < ROOMS.index(room)


@pytest.mark.parametrize("page", ["docs/design.md", "CONTRIBUTING.md"])
def test_the_rooms_are_told_in_their_order(page):
    text = (PACKAGE.parent / page).read_text()
    table = text.split("| room | owns |\n|---|---|\n")[1].split("\n\n")[0]
    told = [name for row in table.splitlines() for name in re.findall("`(.+?)`", row.split("|")[1])]
    plain = [name.removeprefix("stance/").removesuffix("/").removesuffix(".py") for name in told]
    assert plain == [*ROOMS]


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("mlflow", {"tracking", "serving"}),
        ("hydra", {"train", "evaluate", "apps"}),
        ("omegaconf", {"train", "evaluate", "overrides", "apps"}),
    ],
)
def test_a_library_stays_in_its_rooms(library, rooms):
    def uses(path):
        return any(name.split(".")[0] == library for name in names_imported(path))

    assert {room_of(path) for path in modules() if uses(path)} == rooms


COMMANDS = ("extract", "predict", "results", "audit", "report", "export", "benchmark")
TYPER = tuple(f"stance.{name}" for name in COMMANDS)


@pytest.mark.parametrize("module", ["stance", "stance.train", "stance.evaluate", *TYPER])
def test_a_light_import_reads_nothing_heavy(module):
    heavy = "{'torch', 'transformers', 'sklearn', 'mlflow', 'datasets', 'pandas', 'numpy', 'rich'}"
    code = f"import {module}, sys; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ast.literal_eval(done.stdout))
    # typer itself brings rich, which takes some hundredths of a second.
    assert loaded <= ({"rich"} if module in TYPER else set())


def test_the_public_names_are_there():
    import stance

    for name in stance.__all__:
        assert getattr(stance, name).__module__.startswith("stance.")
        assert name in dir(stance)
    assert stance.__version__ == version("stance")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = stance.nothing
