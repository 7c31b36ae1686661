"""A prediction killed at any touch of a file goes on, and ends with the same bytes."""

import json
import subprocess
import sys

import pytest

from stance.classifiers.folder import Manifest, save_model
from stance.classifiers.majority import Majority
from stance.data.files import write_json
from stance.data.tables import write_table
from tests.conftest import GUAIDO, LINES, MADURO

# Runs `predict` in forks of one process that has imported everything. A fork kills itself with
# SIGKILL at its n-th touch of an output: an opening, a renaming or a removal, half way through the
# writing of a part, or half way through the joining of all.
DRIVER = """
import io, json, os, random, shutil, signal, sys
from pathlib import Path
from stance import batching
from stance.predict import app

folder, model, form, kills = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
os.chdir(folder)
batching.PART_ROWS = 9
output = Path("out", f"a.{form}")
command = ["q.jsonl", "q.csv", "q.parquet", "--model", model, "--output"]
touches, kill = 0, 0

def touch():
    global touches
    touches += 1
    if touches == kill:
        os.kill(os.getpid(), signal.SIGKILL)

def watch(event, arguments):
    if event in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"):
        if str(arguments[0]).startswith("out"):
            touch()

def halves(path, content):
    with path.open("wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()
        touch()
        file.write(content[len(content) // 2 :])

def run(at, *more):
    # Status and touches; the status of a fork that was killed is None.
    global kill
    kill = at
    read, write = os.pipe()
    if not (child := os.fork()):
        sys.stderr = open(os.devnull, "w")
        sys.addaudithook(watch)
        Path.write_bytes = halves
        try:
            app([*command, str(output), *more])
        except SystemExit as done:
            os.write(write, f"{done.code} {touches}".encode())
            os._exit(0)
        os._exit(1)
    os.close(write)
    with os.fdopen(read) as told:
        answer = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None, 0
    assert answer, "a fork died of a defect"
    return tuple(map(int, answer.split()))

def written():
    return {path.name: path.read_bytes() for path in sorted(output.parent.iterdir())}

try:
    app([*command, f"warm.{form}"])  # what is imported late is imported here, once
except SystemExit:
    output.parent.mkdir()
status, total = run(0)
whole, found, killed = written(), [], 0
random = random.Random(form)
for _ in range(kills):
    shutil.rmtree(output.parent)
    output.parent.mkdir()
    ended = run(random.randint(1, total))[0]
    again = 0
    while ended is None:
        killed, again = killed + 1, again + 1
        # once more on the way on, then to the end
        ended = run(random.randint(1, total) if again == 1 else 0, "--resume")[0]
    found.append((ended, written() == whole))
print(json.dumps({"status": status, "total": total, "killed": killed, "found": found,
                  "files": {name: len(content) for name, content in whole.items()}}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kills")
    write_json(folder / "prior.json", {"favor": 0.2, "against": 0.5, "neutral": 0.3})
    targets = (MADURO, GUAIDO)
    model = Majority().load(folder, targets)
    save_model(model, Manifest("majority", {}, targets), folder / "model")
    rows = [{"id": str(n), "text": f"{LINES[n % 6][1]} {n}", "mood": "ñ"} for n in range(40)]
    for form in ("jsonl", "csv", "parquet"):
        write_table(rows, form, folder / f"q.{form}")
    with (folder / "q.jsonl").open("a") as file:
        file.write("{no\n")
    with (folder / "q.csv").open("a") as file:
        file.write("one cell\n" * 12)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "csv", "csv.zst", "parquet"])
def test_killed_ten_times_the_answers_are_the_same_bytes(form, folder, tmp_path):
    for name in ("q.jsonl", "q.csv", "q.parquet"):
        (tmp_path / name).symlink_to(folder / name)
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, tmp_path, folder / "model", form, "10"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["status"] == 3
    assert set(told["files"]) == {f"a.{form}", f"a.{form}.rejects.jsonl"}
    assert all(told["files"].values())
    assert told["killed"] >= 10  # the last kills come when nothing but the folder is left
    assert told["found"] == [[3, True]] * 10
