import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.classifiers.inputs import FIELDS, Reading, check_inputs, fold, read, replace_mentions
from stance.errors import UserError
from stance.schema import Example, Quote, Target
from tests.conftest import GUAIDO, MADURO


def star(mention: str) -> str:
    return f"*{mention}*"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guaidó spoke, Guaido left.", "*Guaidó* spoke, *Guaido* left."),
        ("Juan Guaido's team", "*Juan Guaido*'s team"),
        ("Guaidós, antiGuaidó", "Guaidós, antiGuaidó"),
        ("guaidó", "guaidó"),
        ("", ""),
    ],
)
def test_mentions_are_found_with_and_without_accents(text, expected):
    assert replace_mentions(text, GUAIDO, star) == expected


def test_the_longest_mention_wins():
    assert replace_mentions("Nicolas Maduro", MADURO, star) == "*Nicolas Maduro*"


def test_a_name_is_no_pattern():
    odd = Target("x", "A.B (C)", ("$",))
    assert replace_mentions("AxB C; A.B (C); 5$", odd, star) == "AxB C; *A.B (C)*; 5$"


@given(st.text())
def test_folding_keeps_every_position(text):
    assert len(fold(text)) == len(text)
    assert replace_mentions(text, GUAIDO, lambda mention: mention) == text


def test_inputs_come_in_one_order():
    assert check_inputs(["context", "quote"]) == ("quote", "context")
    with pytest.raises(UserError, match="inputs: 'title' is not one of quote, target, speaker"):
        check_inputs(["quote", "title"])
    with pytest.raises(UserError, match="inputs: empty"):
        check_inputs([])


QUOTE = Quote("Maduro lost to Guaido.", "Maduro's aide", "Ana Paz said: “Maduro lost to Guaido.”")


def test_what_is_read_is_what_the_inputs_say():
    ana, both = Example(QUOTE, MADURO), [MADURO, GUAIDO]
    words = "Maduro lost to Guaido."
    assert read(ana, FIELDS, both) == Reading(
        "Maduro's aide",
        f"{words} | Ana Paz said: “…”",
        targets=((0, 0, 6), (1, 0, 6)),
        rivals=((1, 15, 21),),
    )
    assert read(ana, ("quote", "target"), both) == Reading("", words, ((1, 0, 6),), ((1, 15, 21),))
    assert read(ana, ("quote",), both) == Reading("", words)
    assert read(ana, ("target", "speaker"), both) == Reading("Maduro's aide", "", ((0, 0, 6),))


def test_the_same_texts_are_read_whoever_is_asked_about():
    bea = Target("bea", "Bea Sol")
    readings = [read(Example(QUOTE, t), FIELDS, [MADURO, GUAIDO]) for t in (MADURO, GUAIDO, bea)]
    assert len({(r.speaker, r.words) for r in readings}) == 1
    # of somebody who is not named there is no mention, and all the known ones are rivals
    assert readings[2].targets == ()
    assert set(readings[2].rivals) == {*readings[0].targets, *readings[0].rivals}


def test_mentions_in_the_context_count_from_the_start_of_the_words():
    quote = Quote("He lost.", context="Maduro met Ana. “He lost.”")
    found = read(Example(quote, MADURO), ("quote", "target", "context"), [MADURO])
    assert found.words == "He lost. | Maduro met Ana. “…”"
    assert found.targets == ((1, 11, 17),)
