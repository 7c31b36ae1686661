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


@pytest.mark.parametrize("signed", ["— Mabel Oduya", "– Mabel Oduya, The Tide"])
def test_words_at_the_head_of_all_are_whose_name_stands_below(signed):
    text = f"“All rivers are one river.”\n{signed}\n\nThe school was an island by Monday."
    assert [q.speaker for q in extract_quotes(text)] == ["Mabel Oduya"]


@pytest.mark.parametrize(
    "date", [*_DATES, "Sunday", "Easter Monday", "Autumn 1911", "Saturday, 6 May"]
)
@pytest.mark.parametrize("entry", ["{}: “No bread.”", "{} – “No bread.”", "On {}: “No bread.”"])
def test_a_date_before_an_entry_is_nobody(date, entry):
    told = "Ana Paz kept a diary in the lighthouse. She wrote in ink.\n\n"
    assert speakers(told + entry.format(date)) == ["Ana Paz"]
    both = f"{told}{entry.format(date)}\n\n{entry.format('8 May')}"
    assert speakers(both) == ["Ana Paz", "Ana Paz"]


@pytest.mark.parametrize("what", ["ruling", "logbook", "decree", "plaque", "audit", "handbook"])
@pytest.mark.parametrize(
    "text",
    [
        "The {} began: “No ferry may land.”",
        "“No ferry may land,” the {} goes on.",
        "The {} ended with the words: “No ferry may land.”",
        "The {} listed those “to blame for the wreck”.",
    ],
)
def test_what_is_written_speaks(what, text):
    assert speakers(f"A {what} lay in the lighthouse.\n\n{text.format(what)}") == [what]


@pytest.mark.parametrize("what", ["ruling", "logbook", "pamphlet", "study", "draft", "voicemail"])
@pytest.mark.parametrize("who", ["Ana Paz", "the harbour board", "a retired pilot"])
def test_what_is_written_is_whose_it_is(what, who):
    name = who.removeprefix("the ").removeprefix("a ")
    told = f"A {what} by {who} reached Gris in May."
    assert speakers(f"{told} The {what} called the ferry “a wreck”.") == [name]
    assert speakers(f"{told} “No ferry may land,” it says.") == [name]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The press release called the ferry “a wreck”.", "press release"),
        ("The minutes of the board called the ferry “a wreck”.", "minutes of the board"),
        ("The letter offers no reason but calls the ferry “a wreck”.", "letter"),
        ("A memo funded by the board called the ferry “a wreck”.", "memo funded by the board"),
    ],
)
def test_what_is_written_is_told_from_what_is_told_of_it(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize("what", ["letter", "text message", "voicemail", "text"])
@pytest.mark.parametrize("whose", ["Her brother’s", "The pilot’s", "The harbour board’s"])
def test_what_is_written_is_its_owners(what, whose):
    name = whose.partition(" ")[2].removesuffix("’s")
    assert speakers(f"{whose} {what} said: “Come home at once.”") == [name]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The slogan on his shirt says “no ferry”.", "slogan on his shirt"),
        ("The stencil on the crate says “no ferry”.", "stencil on the crate"),
        ("The regional command at Gris ordered them to “leave”.", "regional command at Gris"),
        ("An order from the regional command at Gris read: “Go.”", "regional command at Gris"),
        ("The mayor of Gris wrote a memo. The memo called it “a wreck”.", "mayor of Gris"),
    ],
)
def test_what_bears_words_is_not_where_it_is(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "State television showed Len Roth in the garden beneath a caption reading “Live”.",
        "Len Roth walked past a caption saying “Live”.",
    ],
)
def test_a_caption_is_not_who_is_seen_above_it(text):
    assert [q.speaker for q in extract_quotes(text)] == ["caption"]


@pytest.mark.parametrize("what", ["report from last May", "letter from Monday", "ruling"])
def test_when_and_what_something_written_is_belongs_to_it(what):
    assert speakers(f"The {what} called the pipes “past repair”.") == [what]
    assert speakers(f"“The pipes are past repair,” the 40-page {what} notes.") == [
        f"40-page {what}"
    ]
    assert speakers("“The pipes are past repair,” a note seen by the paper points out.") == [
        "note seen by the paper"
    ]


def test_who_objects_to_a_ruling_did_not_write_it():
    text = "Ana Paz opposed a ruling. “Go on,” she wrote. The ruling calls the ferry “a wreck”."
    assert speakers(text) == ["Ana Paz", "ruling"]


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
