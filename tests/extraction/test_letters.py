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


_DATES = [
    "7 May",
    "May 7",
    "Feb. 7",
    "7 Feb.",
    "May 7, 1911",
    "7th May",
    "Sunday",
    "1911",
    "5.40pm",
]


@pytest.mark.parametrize(
    "date", [*_DATES, "Sunday", "Easter Monday", "Autumn 1911", "Saturday, 6 May"]
)
@pytest.mark.parametrize("entry", ["{}: “No bread.”", "{} – “No bread.”", "On {}: “No bread.”"])
def test_a_date_before_an_entry_is_nobody(date, entry):
    told = "Ana Paz kept a diary in the lighthouse. She wrote in ink.\n\n"
    assert speakers(told + entry.format(date)) == ["Ana Paz"]
    both = f"{told}{entry.format(date)}\n\n{entry.format('8 May')}"
    assert speakers(both) == ["Ana Paz", "Ana Paz"]


@pytest.mark.parametrize("date", _DATES)
def test_a_date_in_a_sentence_is_nobody(date):
    told = "Ana Paz kept a diary in the lighthouse.\n\n"
    assert speakers(f"{told}The last page is dated {date}. “No bread,” it says.") != [date]
    assert speakers(f"{told}Under {date} she noted “a great deal of fog”.") == ["Ana Paz"]


@pytest.mark.parametrize(
    "text",
    [
        "A statement from their office in Gris, signed by one Mia Dube, called it “a leak”.",
        "The first version was put online by Mia Dube, a plumber. “It leaks,” it reads.",
    ],
)
def test_what_is_written_is_who_signed_it_or_put_it_out(text):
    assert speakers(text) == ["Mia Dube"]
