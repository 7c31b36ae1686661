"""Weights are learned from annotated articles, of either form, by a command."""

import json

import pytest
from typer.testing import CliRunner

from stance.data.corpus import bundled_corpus
from stance.extraction.annotations import read_articles
from stance.extraction.article import find_quotes
from stance.extraction.learning import app, learn
from stance.extraction.model import WEIGHTS, Learned

NAMES = ["Ana Paz", "Len Roth", "Mia Dube", "Per Brandt", "Rosa Pérez", "Ida Blom"]


def attribution(text, words, source):
    start, place = text.index(words) - 1, text.index(source)
    return {
        "content": [[start, start + len(words) + 2]],
        "source": [[place, place + len(source)]],
    }


def written(folder, *, sources):
    """A file of attributions, in which the speakers stand behind what they say."""
    path = folder / "attributions.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for name, other in zip(NAMES, [*NAMES[1:], NAMES[0]], strict=True):
            text = f"{other} of Gris sat down. “It rained,” said {name}. Len “Big” Roth left."
            found = [attribution(text, "It rained,", name)] if sources else []
            file.write(json.dumps({"text": text, "attributions": found}) + "\n")
    return path


def learned_from(folder, *arguments):
    output = folder / "weights.json"
    done = CliRunner().invoke(app, [*arguments, "--output", str(output)])
    assert done.exit_code == 0, done.output
    return Learned(**json.loads(output.read_text(encoding="utf-8")))


def test_who_speaks_is_learned_from_attributions(tmp_path):
    file = written(tmp_path, sources=True)
    learned = learned_from(tmp_path, "--attributions", str(file))
    text = "Tom Hale of Gris sat down. “It rained,” said Kay Lund. Len “Big” Roth left."
    assert [quote.speaker for quote in find_quotes(text, learned)] == ["Kay Lund"]
    assert learned.confidence("verb and subject after") == pytest.approx(
        (6 + 1) / (6 + 2), abs=1e-3
    )
    assert learned.confidence("a rule never seen") == learned.rules[""]


def test_that_marks_are_no_quotes_is_learned_too(tmp_path):
    file = written(tmp_path, sources=True)
    learned = learned_from(tmp_path, "--attributions", str(file))
    with file.open("a", encoding="utf-8") as more:
        for name in NAMES * 2:
            text = f"{name} left the “grand hotel” of Gris."
            more.write(json.dumps({"text": text, "attributions": []}) + "\n")
    better = learned_from(tmp_path, "--attributions", str(file))
    text = "Kay Lund saw the “grand hotel” of Gris."
    assert len(find_quotes(text, learned)) == 1
    assert find_quotes(text, better) == []


def test_the_command_refuses_a_corpus_that_is_none_and_leaves_the_weights(tmp_path):
    output = tmp_path / "weights.json"
    output.write_text("{}")
    done = CliRunner().invoke(app, ["--corpus", str(tmp_path), "--output", str(output)])
    assert done.exit_code == 2
    assert output.read_text() == "{}"


def test_the_command_says_that_there_is_nothing_to_learn_from(tmp_path):
    file = written(tmp_path, sources=False)
    done = CliRunner().invoke(app, ["--attributions", str(file)])
    assert done.exit_code == 2
    assert "nothing to learn from" in done.output


def test_the_command_asks_for_something_to_learn_from():
    done = CliRunner().invoke(app, [])
    assert done.exit_code == 2
    assert done.output.strip().endswith("give --corpus or --attributions")


def test_weights_go_to_the_working_folder_unless_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = WEIGHTS.read_bytes()
    done = CliRunner().invoke(app, ["--attributions", str(written(tmp_path, sources=True))])
    assert done.output.startswith("weights.json: 6 documents")
    assert (tmp_path / "weights.json").is_file()
    assert WEIGHTS.read_bytes() == before


def test_articles_of_the_bundled_corpus_give_weights():
    learned = learn([*read_articles(bundled_corpus())][:40])
    assert len(learned.speaker) > 300
    assert learned.confidence("verb and subject after") > 0.8
