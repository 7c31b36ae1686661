import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.classifiers.inputs import check_inputs, fold, replace_mentions
from stance.errors import UserError
from stance.schema import Target
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
