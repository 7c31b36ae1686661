import json

import pytest

from stance.data.corpus_writer import write_corpus
from stance.data.layers import read_layers
from stance.errors import UserError
from stance.schema import Basis, Label, Stance
from tests.conftest import small_corpus

ROW = {
    "quote": "train-0#01",
    "speaker": "Ana Paz",
    "stances": {
        "maduro": {"stance": "favor", "basis": "explicit"},
        "guaido": {"stance": "neutral", "basis": "none"},
    },
    "annotator": "second reader",
}


@pytest.fixture
def layered(tmp_path):
    """Writes a corpus with one layer of these rows and reads its layers."""

    def read(*rows):
        corpus = small_corpus()
        write_corpus(corpus, tmp_path / "c")
        (tmp_path / "c" / "annotations").mkdir()
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "c" / "annotations" / "second.jsonl").write_text(lines)
        return read_layers(tmp_path / "c", corpus)

    return read


def test_a_layer_is_read_by_quote(layered):
    [(name, layer)] = layered(ROW).items()
    assert name == "second"
    judgement = layer["train-0#01"]
    assert (judgement.speaker, judgement.annotator) == ("Ana Paz", "second reader")
    assert judgement.stances == {
        "maduro": Label(Stance.FAVOR, Basis.EXPLICIT),
        "guaido": Label(Stance.NEUTRAL, Basis.NONE),
    }


def test_a_corpus_without_layers_has_none(tmp_path):
    corpus = small_corpus()
    write_corpus(corpus, tmp_path / "c")
    assert read_layers(tmp_path / "c", corpus) == {}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([ROW | {"quote": "x#01"}], "second.jsonl:1: quote 'x#01' is not in quotes.jsonl"),
        ([ROW, ROW], "second.jsonl:2: quote 'train-0#01' is judged twice"),
        ([{"quote": "train-0#01"}], "no field 'speaker'"),
        ([ROW | {"stance": "favor"}], "second.jsonl:1: unknown field 'stance'; did you mean sta"),
        (
            [ROW | {"stances": {"maduro": {"stance": "pro", "basis": "none"}}}],
            "stance 'pro' is not one of favor, against, neutral",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(layered, rows, says):
    with pytest.raises(UserError) as error:
        layered(*rows)
    assert says in str(error.value)


def test_writing_a_corpus_does_not_lose_layers(layered, tmp_path):
    layered(ROW)
    with pytest.raises(UserError, match="keeps annotations/, which would be lost"):
        write_corpus(small_corpus(), tmp_path / "c")
    assert (tmp_path / "c" / "annotations" / "second.jsonl").is_file()
