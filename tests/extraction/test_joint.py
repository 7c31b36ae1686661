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
        ("Doctors and nurses said it was “late”.", "doctors and nurses"),
        ("“It is late,” said doctors and nurses at the mill.", "doctors and nurses at the mill"),
        ("“It is late,” a driver and a nurse said.", "driver and nurse"),
        (
            "In a letter, 61 writers and artists from 14 towns wrote: “No.”",
            "61 writers and artists from 14 towns",
        ),
        ("More than 200 pilots and cooks said it was “late”.", "200 pilots and cooks"),
        ("According to doctors and nurses in Gris, it was “late”.", "doctors and nurses in Gris"),
        ("The bank and the union said it was “late”.", "bank and union"),
        ("Ana Paz and her lawyer said it was “late”.", "Ana Paz and lawyer"),
        # unlike one person, and one of another clause
        ("Ana Paz, a banker and former clerk, said it was “late”.", "Ana Paz"),
        ("A poet and teacher said it was “late”.", "teacher"),
        ("She met the doctor and the nurse said it was “late”.", "nurse"),
        ("“It is late,” said doctors and", "doctors"),
    ],
)
def test_unnamed_people_speak_together(text, speaker):
    assert speakers(text) == [speaker]


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
