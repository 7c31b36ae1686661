import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.classifiers.mentions import described, mentions, named
from stance.data.spelling import fold
from stance.schema import Target
from tests.conftest import GUAIDO, MADURO

ANA = Target("ana", "Ana Paz", ("Paz",), ("president", "head of state"))
BEA = Target("bea", "Bea Sol", ("Sol",), ("interim president", "Éclair"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guaidó spoke, Guaido left.", ["Guaidó", "Guaido"]),
        ("Juan Guaido's team", ["Juan Guaido"]),  # the longest mention wins
        ("Juan\u00a0Guaidó, Juan\nGuaidó", ["Juan\u00a0Guaidó", "Juan\nGuaidó"]),
        (unicodedata.normalize("NFD", "Guaidó’s"), [unicodedata.normalize("NFD", "Guaidó")]),
        ("Guaidós, antiGuaidó", []),
        ("guaidó", []),
        ("", []),
    ],
)
def test_mentions_are_found_however_they_are_written(text, expected):
    assert [text[start:end] for start, end in mentions(text, GUAIDO)] == expected


@pytest.mark.parametrize("text", ["the Workers' Union", "the Workers’ Union"])
def test_apostrophes_are_alike(text):
    for name in ("Workers' Union", "Workers’ Union"):
        assert mentions(text, Target("x", name)) == [(4, 18)]


def test_a_name_is_no_pattern():
    odd = Target("x", "A.B (C)", ("$",))
    assert mentions("AxB C; A.B (C); 5$", odd) == [(7, 14)]


@given(st.text())
def test_names_are_found_where_they_stand_in_any_text(text):
    assert len(fold(text)) == len(text)
    assert mentions(f"{text} Guaidó", GUAIDO)[-1][1] == len(text) + len(" Guaidó")


def test_of_names_that_overlap_the_longest_counts():
    kate = Target("kate", "Kate Paz", ("Paz",))
    found = named("Ana Paz, Kate Paz and Paz; Maduro", (ANA, kate, MADURO))
    assert found == [((0, 7), "ana"), ((9, 17), "kate"), ((27, 33), "maduro")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The President lied.", ["ana President"]),
        ("The interim president's plan", ["bea interim president"]),  # the longest wins
        ("interim presidents, ex-president, president-elect", []),
        ("President Paz and president Gil met.", []),  # titles of somebody who is named
        ("Eclair or ÉCLAIR", ["bea Eclair", "bea ÉCLAIR"]),
        ("Down with the president\nMaria left.", ["ana president"]),
        ("the mayor", []),
        ("the presıdent", []),
        ("", []),
    ],
)
def test_descriptions_are_found(text, expected):
    found = described(text, (ANA, BEA))
    assert [f"{who} {text[start:end]}" for (start, end), who in found] == expected


def test_a_description_within_a_name_is_none():
    union = Target("union", "the head of state union", ())
    assert described("Ask the head of state union.", (ANA, union)) == ()


def test_a_description_of_two_means_neither():
    cai = Target("cai", "Cai", (), ("President", "mayor"))
    assert described("The president met the mayor.", (ANA, cai)) == (((22, 27), "cai"),)
    assert described("The president", (Target("dov", "Dov", (), ("PRESIDENT",)), cai)) == ()


@given(st.text(), st.text(min_size=1).filter(str.strip))
def test_any_description_is_looked_for_in_any_text(text, description):
    target = Target("x", "Ana Paz", (), (description,))
    for (start, end), _ in described(f"{text} {description}", (target,)):
        assert 0 <= start < end <= len(text) + 1 + len(description)


@given(st.text("abc .“,"), st.sampled_from(["chief", "the chief", "head of state"]))
def test_a_description_is_found_behind_any_text(text, description):
    target = Target("x", "Ana Paz", (), (description,))
    at = len(text) + 1
    assert ((at, at + len(description)), "x") in described(f"{text} {description}", (target,))
