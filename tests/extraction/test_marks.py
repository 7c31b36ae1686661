"""Which marks open, which close, and which are none."""

import pytest

from stance import extract_quotes
from stance.extraction.marks import find_marked
from stance.extraction.paragraphs import split_paragraphs


def marked(text, **options):
    found = find_marked(text, split_paragraphs(text), **options)
    return [text[m.start : m.end] for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no” and 'yes' and \"maybe\".", ["no", "yes", "maybe"]),
        ("„Ja“, said Hans; »Nein«, said Eva; « Oui », said Luc.", ["Ja", "Nein", "Oui"]),
        ("‚Nein‘, said Eva. „Er sagte ‚nein‘“, said Hans.", ["Nein", "Er sagte ‚nein‘", "nein"]),
        ("‘It’s ours,’ said Bob. ‘The boys’ room.’", ["It’s ours,", "The boys’ room."]),
        (
            "'The workers' rights are gone,' he said, 'and the bakers' too.'",
            ["The workers' rights are gone,", "and the bakers' too."],
        ),
        ("The ’90s, the '80s, rock ’n’ roll and ’em all: Ana's.", []),
        ("He is 6'2\" tall, owns a 12\" record and a “dog”.", ["dog"]),
        ("“He said, ‘Go,’ so I went,” she said.", ["He said, ‘Go,’ so I went,", "Go,"]),
        ("“I am “ill” and “tired.””", ["I am “ill” and “tired.”", "ill", "tired."]),
        ("<a href=\"x\" title='y'>“Hello”</a>", ["Hello"]),
        ("\"We will—\" he began. \"No.\"", ["We will—", "No."]),
        ("“We shall win, said Ana Paz.", ["We shall win,"]),
        ("“One. He nodded. “Two,” she said.", ["One. He nodded.", "Two,"]),
        ("I am here,\" he said.", ["I am here,"]),
        ("", []),
        ("'", []),
    ],
)  # fmt: skip
def test_what_stands_between_marks(text, expected):
    assert marked(text) == expected


def test_a_quotation_runs_over_paragraphs_with_its_opening_mark_repeated():
    text = "“One.\n\n“Two.\n\n“Three,” he said."
    found = find_marked(text, split_paragraphs(text))
    assert [text[m.start : m.end] for m in found] == ["One.", "Two.", "Three,"]
    assert [(m.closed, m.resumes) for m in found] == [(False, False), (False, True), (True, True)]


def test_or_without():
    assert marked("“One goes on\n\nand ends.” He left.") == ["One goes on", "and ends."]


def test_two_apostrophes_are_a_mark_only_where_asked():
    text = "''We lost,'' said Ana."
    assert marked(text) == []
    assert marked(text, doubled=True) == ["We lost,"]


def test_lines_wrapped_at_a_width_are_one_paragraph():
    lines = [
        "The council met on Tuesday evening in the hall by",
        "the river, and nobody was surprised that the roof",
        "still leaked over the last row, where the bakers",
        "always sit.",
        "",
        "It rained.",
    ]
    assert len(split_paragraphs("\n".join(lines))) == 2


@pytest.mark.parametrize("rated", ["rates the stock “sell”", "has a “hold” rating on it"])
def test_what_a_broker_calls_a_stock_is_nobodys_words(rated):
    text = f"“It is late,” said Ana Paz of Gris Securities, who {rated}."
    assert [q.text for q in extract_quotes(text)] == ["It is late,"]


def test_what_a_broker_says_otherwise_is():
    text = "Ana Paz, who rates books for a paper, told us: “Sell.”"
    assert [q.text for q in extract_quotes(text)] == ["Sell."]
