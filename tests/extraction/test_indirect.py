"""What is reported without marks, and by whom: where it begins, where it ends, and what is none."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def reported(text):
    return [(q.speaker, q.text) for q in extract_quotes(text) if q.kind is Kind.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "Gris held a man suspected of starting the fire.",
        "A man accused of robbing a shop came to court on Monday.",
        "A mother praised for saving two boys was there on Monday.",
        "A player described as the best of his age joined Gris.",
        "A player described by Len Roth as the best of his age joined Gris.",
        "Len Roth was held and accused of lying to the court.",
        "The vote was described as a farce.",
    ],
)
def test_who_is_accused_or_praised_says_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Paz apologised for the delay to the vote.", "the delay to the vote"),
        ("Ana Paz accused the firm of lying to her.", "lying to her"),
        ("Ana Paz has praised him for saving two boys.", "saving two boys"),
        ("It closed in what Ana Paz described as a farce.", "as a farce"),
        ("In a step Ana Paz described as a farce, it closed.", "as a farce"),
    ],
)
def test_who_accuses_or_praises_does(text, said):
    assert reported(text) == [("Ana Paz", said)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A man accused of robbing a shop told the court he was late.",
            "man accused of robbing a shop",
        ),
        ("Ana Paz, who was asked about the leak, said he was late.", "Ana Paz"),
        ("Ana Paz has long argued he was late.", "Ana Paz"),
        ("The bridge opened at 6 a.m. The council said he was late.", "council"),
    ],
)
def test_who_is_told_of_between_may_speak(text, speaker):
    assert reported(text) == [(speaker, "he was late")]
