"""Several who speak together, and one who is told of by two trades."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is not Kind.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "“We go,” Ana Paz, Len Roth and Mia Dube said.",
        "“We go,” said Ana Paz, Len Roth and Mia Dube.",
        "Ana Paz, Len Roth and Mia Dube said it was “late”.",
    ],
)
def test_three_speak_together(text):
    assert speakers(text) == ["Ana Paz, Len Roth and Mia Dube"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Flanked by Ana Paz, Len Roth and Mia Dube said it was “late”.", "Mia Dube"),
        ("“We go,” said Ana Paz, Chief Economist and Director at Gris.", "Ana Paz"),
        ("“We go,” Len Roth told Eva Lund, Ana Paz and Mia Dube.", "Len Roth"),
    ],
)
def test_who_only_stand_together_do_not_speak(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Eva Lund left. “We go,” said his friend and bandmate Len Roth, 50.",
        "Eva Lund left. “We go,” said the author and activist Len Roth.",
        "“We go,” says co-founder and chief executive Len Roth.",
        "Actor and singer Len Roth said: “We go.”",
    ],
)
def test_two_trades_before_a_name_are_one_persons(text):
    assert speakers(text) == ["Len Roth"]
    assert speakers("“We go,” said his wife and the mayor Len Roth.") == ["wife"]
