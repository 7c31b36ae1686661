"""Letters to a paper: who wrote them stands above or behind them."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is not Kind.INDIRECT]


def test_a_line_above_tells_whom_a_letter_is_from():
    paz = "From Mrs Ana Paz, Las Dantas:\n\n“Sir, I queued for years.”"
    roth = "From Mr Len Roth, bus operator, Las Dantas:\n\n“Sir, her friends have it now.”"
    assert speakers(f"It has filled the postbag.\n\n{paz}\n\n{roth}") == ["Ana Paz", "Len Roth"]


def test_a_letter_ends_with_who_wrote_it_and_where():
    paz = "‘I can read a label. My thanks to them all.’ Ana Paz, Las Dantas"
    roth = "‘She holds the page upside down. They opened a kitchen.’ Len Roth, Gris"
    letters = f"You wrote to us.\n\n{roth}\n\n{paz}\n\nThe mayor ‘does not know’, says Mia Dube."
    assert speakers(letters) == ["Len Roth", "Ana Paz", "Mia Dube"]


@pytest.mark.parametrize(
    "text",
    [
        "A statement from their office in Gris, signed by one Mia Dube, called it “a leak”.",
        "The first version was put online by Mia Dube, a plumber. “It leaks,” it reads.",
    ],
)
def test_what_is_written_is_who_signed_it_or_put_it_out(text):
    assert speakers(text) == ["Mia Dube"]
