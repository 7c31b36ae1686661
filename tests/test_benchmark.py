"""The benchmark: every way answers the same questions, and what it says of them can be trusted."""

import json
import shutil
import sys
import time

import numpy as np
import pytest
from typer.testing import CliRunner

from stance import speed
from stance.benchmark import app
from stance.classifiers.encoder import Encoder
from stance.classifiers.finetuning import Schedule
from stance.classifiers.folder import Manifest, save_model
from stance.classifiers.majority import Majority
from stance.data.examples import corpus_data, to_examples
from stance.errors import UserError
from stance.inference import load
from stance.reporting.speeds import Cost, Growth, Speed, each, speeds_picture, speeds_table
from tests.conftest import GUAIDO, LINES, MADURO, make_encoder, small_corpus

TARGETS = (MADURO, GUAIDO)


@pytest.fixture(scope="module")
def folder(tiny_encoder, tmp_path_factory):
    """A model folder of a tiny encoder, with an ONNX model."""
    data = corpus_data(small_corpus())
    encoder = Encoder(str(tiny_encoder("bert")), max_length=48, schedule=Schedule(epochs=1))
    encoder.fit(data.splits["train"], data.splits["dev"], TARGETS)
    verdict = encoder.export(*(to_examples(data.splits[s]) for s in ("train", "dev")))
    path = tmp_path_factory.mktemp("speed") / "model"
    manifest = Manifest("encoder", encoder.settings, TARGETS, inference=verdict.fields())
    save_model(encoder, manifest, path)
    return path


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    lines = [{"text": words} for _, words, *_ in LINES] + [{"text": "x", "target": "Bea Sol"}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_a_run_from_rows_to_a_picture(folder, rows, corpus_folder, tmp_path, monkeypatch):
    from matplotlib.image import imread

    # Fitted on the whole corpus it would take half a minute.
    baseline = speed.tfidf_model(corpus_folder)
    monkeypatch.setattr(speed, "tfidf_model", lambda: baseline)
    # What a table may hold, and no argument of a command.
    odd = [{"text": "Ana\0Paz", "target": "Gris"}, {"text": "x", "target": "Gris " * 50_000}]
    lines = "".join(json.dumps(line) + "\n" for line in odd)
    rows.write_text(lines + rows.read_text())
    output = tmp_path / "benchmark"
    arguments = ["--rounds", "1", "--largest", "1000", "--most", "10", "--output", str(output)]
    done = CliRunner().invoke(app, [str(rows), "--model", str(folder), *arguments])
    assert done.exit_code == 0, done.output
    found = json.loads((output / "speed.json").read_text())
    names = [way["name"] for way in found["ways"]]
    precision = found["inference"]["precision"]
    own = [f"stance, {p}" for p in dict.fromkeys((precision, "float32"))]
    assert names == [*own, speed.TFIDF, speed.PIPELINE, speed.ALONE, speed.LOOP]
    for way in found["ways"]:
        assert way["questions"] == 10
        assert way["rate"] == pytest.approx(10 / min(way["seconds"]))
        assert way["name"].split(",")[0] in done.output
    started = {way["name"]: way["start"] for way in found["ways"] if way["start"]}
    assert set(started) == {own[0], speed.TFIDF, speed.PIPELINE}
    # neither of the package's own commands reads torch, which the pipeline does
    assert (
        max(started[own[0]]["memory"], started[speed.TFIDF]["memory"])
        < (started[speed.PIPELINE]["memory"])
    )
    assert [(p["name"], p["rows"]) for p in found["growth"]] == [
        (own[0], 1000),
        (speed.TFIDF, 1000),
    ]
    assert imread(output / "speed.png").shape[1] == 1800


def test_ways_answer_all_questions_and_the_same_in_both_precisions(folder, rows, tmp_path):
    model = load(folder)
    asked = speed.questions(rows, model)
    # each of six texts about both targets of the model, and one about its own
    assert len(asked) == 13
    assert asked[1] == {"text": LINES[0][1], "target": "guaido"}
    assert asked[-1] == {"text": "x", "target": "Bea Sol"}
    own = list(speed.package_ways(model).values())[-1](asked)
    exact = model.classifier.in_float32()
    assert exact is not model.classifier
    wanted = exact.predict_proba([p.example for p in model.predict(_examples(model, asked))])
    assert [[a[label] for label in ("favor", "against", "neutral")] for a in own] == pytest.approx(
        wanted, abs=1e-4
    )
    ways = speed.transformers_ways(folder, tmp_path / "plain")
    for name in (speed.PIPELINE, speed.ALONE):
        assert len(ways[name](asked)) == 13
    # The loop is the pipeline's network: what differs is only the order and the engine.
    logits = ways[speed.LOOP](asked)
    assert sorted(logits) == list(range(13))
    powers = np.exp([logits[i] for i in range(13)])
    best = (powers / powers.sum(axis=1, keepdims=True)).max(axis=1)
    assert [a["score"] for a in ways[speed.PIPELINE](asked)] == pytest.approx(best, abs=1e-4)


def _examples(model, asked):
    from stance.schema import Example, Quote

    return [Example(Quote(q["text"]), model.target(q["target"])) for q in asked]


def test_the_pipeline_runs_the_backbone_of_the_folder(folder):
    from safetensors.torch import load_file

    network, _ = speed._sequence_classifier(folder)
    weights = load_file(folder / "model.safetensors")
    for name, value in network.base_model.state_dict().items():
        if not name.startswith("pooler"):  # which the folder has none of
            assert (value == weights[f"backbone.{name}"]).all(), name


def test_the_pipeline_has_the_layer_that_the_targets_took(tmp_path):
    from transformers import AutoModel

    from stance.classifiers.network import pretrained, save

    checkpoint, folder = make_encoder(tmp_path / "whole", "bert", layers=2, inner=64), tmp_path
    network = pretrained(checkpoint)
    network.take_last()
    save(network, folder)
    shutil.copy(checkpoint / "tokenizer.json", folder)
    found = speed._sequence_classifier(folder)[0].base_model.state_dict()
    whole = AutoModel.from_pretrained(checkpoint).state_dict()
    same = {name for name, value in whole.items() if value.equal(found[name])}
    assert whole.keys() - same <= {"pooler.dense.weight", "pooler.dense.bias"}


def test_newsmtsc_asks_about_the_marked_mention(folder, tmp_path):
    text = "Ana Paz thanked Eva Sol."
    lines = [
        {"sentence": text, "id": "1", "mention": mention, "from": start, "to": start + 7}
        for mention, start in (("Ana Paz", 0), ("Eva Sol", 16))
    ]
    for name in ("dev-rw", "test-rw"):
        content = "\n".join(json.dumps(line | {"polarity": 1}) for line in lines)
        (tmp_path / f"{name}.jsonl").write_text(content)
    asked = speed.questions(tmp_path, load(folder))
    assert asked == [{"text": text, "target": name} for name in ("Ana Paz", "Eva Sol")]


def test_the_memory_of_a_command_is_its_own():
    """And not what the process that starts it has taken, which Linux counts to it at first."""
    held = np.ones(300 * 2**20 // 8)
    least, more = (
        speed.cost([sys.executable, "-c", f"x = bytearray({n} * 2**20); x[::512] = x[::512]"])
        for n in (1, 100)
    )
    assert held.nbytes == 300 * 2**20
    assert least.memory < 60
    assert 95 < more.memory - least.memory < 115
    with pytest.raises(RuntimeError, match="no such thing"):
        speed.cost([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_processor_time_is_told_from_waiting():
    waits = speed.cost([sys.executable, "-c", "import time; time.sleep(1)"])
    assert waits.seconds > 1
    assert waits.processor < 0.7


def test_a_race_is_run_in_turn():
    order = []
    ways = {
        "slow": lambda asked: order.append(("slow", len(asked))) or time.sleep(0.02),
        "fast": lambda asked: order.append(("fast", len(asked))),
    }
    found = speed.race(ways, [{}] * 10, rounds=2)
    assert order == [("slow", 8), ("fast", 8), *[("slow", 10), ("fast", 10)] * 2]
    assert found["slow"].questions == 10
    assert min(found["slow"].seconds) > 0.02
    assert found["slow"].rate < 500 < found["fast"].rate


def test_figures_are_of_the_best_round_and_leave_the_start_out():
    start = Cost(seconds=2.0, processor=1.5, memory=200.0)
    fast = Speed("fast", 100, (0.5, 0.25), (0.5, 0.4), start)
    slow = Speed("slow", 100, (1.0, 2.0), (1.0, 1.0))
    assert (fast.rate, slow.rate) == (400, 100)
    table = speeds_table({"fast": fast, "slow": slow}, ["slow"])
    cells = [list(column.cells) for column in table.columns]
    assert cells[1:3] == [["400", "100"], ["4.00", "1.00"]]
    assert cells[3:] == [["2.00", ""], ["200", ""]]
    grown = [Growth("fast", 1000, Cost(9.0, 2.5, 210.0)), Growth("fast", 10_000, Cost(9, 21.5, 9))]
    assert each(grown, {"fast": fast}) == [1.0, 2.0]  # 1 s for 1,000 rows, 20 s for 10,000


def test_the_pipeline_cuts_what_is_longer_than_its_positions(folder, rows, tmp_path):
    speed.transformers_ways(folder, tmp_path / "plain")
    question = {"text": "no " * 1000, "target": "Maduro"}
    most = load(folder).manifest.settings["max_length"]
    speed.cost(speed.piping(tmp_path / "plain", question, most))


def test_mistakes_are_one_line_and_leave_nothing(folder, rows, tmp_path):
    data = corpus_data(small_corpus())
    majority = Majority().fit(data.splits["train"], data.splits["dev"], TARGETS)
    save_model(majority, Manifest("majority", {}, TARGETS), tmp_path / "majority")
    (tmp_path / "empty.jsonl").write_text("")
    output = tmp_path / "benchmark"
    for given, message in (
        ([str(rows), "--model", str(tmp_path / "majority")], "is of kind majority, must be enc"),
        ([str(tmp_path / "empty.jsonl"), "--model", str(folder)], "empty.jsonl: has no rows"),
        ([str(tmp_path / "none.csv"), "--model", str(folder)], "none.csv"),
        ([str(tmp_path), "--model", str(folder)], "no evaluation set of NewsMTSC"),
    ):
        done = CliRunner().invoke(app, [*given, "--output", str(output)])
        assert done.exit_code == 2
        assert message in done.output
        assert not output.exists()
    with pytest.raises(UserError):
        speed.questions(tmp_path / "empty.jsonl", load(folder))


def test_rates_are_dots_and_their_axes_have_plain_numbers():
    def cost(seconds):
        return Cost(seconds, seconds, 90.0)

    speeds = {n: Speed(n, 400, (1.0,), (1.0,), cost(0.1)) for n in ("stance, int8", "a $ and $")}
    growth = [Growth("stance, int8", rows, cost(rows / 1000)) for rows in (1_000, 100_000)]
    figure = speeds_picture(speeds, growth)
    figure.draw_without_rendering()
    rates, time, _ = figure.axes
    assert not rates.patches
    assert [text.get_text() for text in rates.texts] == ["400", "400"]
    assert rates.get_yticklabels()[0].get_text() == r"a \$ and \$"
    shown = [text.get_text() for text in time.get_xticklabels()]
    assert {"1,000", "100,000"} <= set(shown)
    for axes in figure.axes:
        ticks = [*axes.get_xticklabels(which="both"), *axes.get_yticklabels(which="both")]
        assert not any("mathdefault" in text.get_text() for text in ticks)
