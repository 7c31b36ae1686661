"""What is seen of a text: words that lines of one width break off are whole."""

import html
import textwrap

import pytest

from stance import extract_quotes
from stance.extraction.visible import visible
from stance.schema import Kind

WRAPPED = """\
The operator would not say on Monday how long the lines would be out of
use in the three northern counties, and no date was given for the trains.
“We have done what could be done in a single night,” said {} of Gris
who is in charge of the bridges. Nobody knows how the river came so high
so soon, but the gauges had been read on the day before and a warning had
gone out. It was a term nobody knew, but its author Tamsin Oduya-Brack had
"""


@pytest.mark.parametrize("end", ["-\n", "-\r\n", "- \n  ", "\u2010\n", "\u00ad\n"])
@pytest.mark.parametrize(
    ("broken", "speaker"),
    [("Luis Fer|reira", "Luis Ferreira"), ("José Gutié|rrez", "José Gutiérrez")],
)
def test_names_that_lines_break_off_are_whole(broken, speaker, end):
    text = WRAPPED.format(broken.replace("|", end))
    (quote,) = [q for q in extract_quotes(text) if q.kind is Kind.DIRECT]
    assert quote.speaker == speaker
    assert text[quote.start : quote.end] == quote.text
    assert quote.speaker_mention == text[quote.speaker_start : quote.speaker_end]
    assert quote.speaker_mention == broken.replace("|", end)


@pytest.mark.parametrize(
    ("broken", "seen"),
    [
        ("a spok|esman", "a spokesman"),
        ("a moni|tor", "a monitor"),
        ("a be|fore", "a before"),  # a word that stands elsewhere, though "fore" does, too
        ("a long|term tenant", "a long-term tenant"),  # "term" is a word of the text
        ("a medium|said tenant", "a medium-said tenant"),  # and "said" one of every text
        ("Tamsin Oduya|brack", "Tamsin Oduya-brack"),  # stands with its hyphen elsewhere
        ("Ana Paz|Roth", "Ana Paz-Roth"),  # a capital begins a name of its own
        ("a B|word", "a B-word"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_where_it_is_the_word_s_own(broken, seen):
    text = WRAPPED.format(broken.replace("|", "-\n")) + "put no fore to it.\n"
    whole, places, _ = visible(text)
    assert f"said {seen} of Gris who is" in whole
    assert all(a in (b, " ") for a, b in zip(whole, (text[i] for i in places), strict=False))
    assert places[len(whole)] == len(text)


PARAGRAPHS = [
    "Old ferry sold",
    "The ferry that has crossed the river since the days of the old king was sold on Monday to a "
    "museum in the north, and nobody on the quay was asked what he made of it.",
    "“We had no choice, since the hull would not have lasted another winter,” said Tamsin Oduya, "
    "the harbour master. “It is as thin as paper.”",
    "“It's a shame.”",
    "Luis Ferreira of the crew did not agree. He said that the hull was sound, and that the museum "
    "had sent a man who never went below. “He wore white shoes,” Ferreira said.",
    "At the ticket office, Oduya's sister Mabel, who has sold tickets since she was sixteen and "
    "means to sell the last of them, told a class of children: “Keep yours.”",
]


def quoted(text):
    quotes = extract_quotes(text)
    assert all(text[q.start : q.end] == q.text for q in quotes)
    seen = [html.unescape(q.text).replace("´", "'").replace("> ", "") for q in quotes]
    return [(" ".join(t.split()), q.kind, q.speaker) for t, q in zip(seen, quotes, strict=True)]


def wrapped(width, first, *, between):
    return between.join(textwrap.fill(p, width, initial_indent=first) for p in PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        wrapped(72, "", between="\n\n"),
        wrapped(72, "", between="\n"),
        wrapped(72, "   ", between="\n"),
        wrapped(38, "", between="\n\n"),
        wrapped(38, "", between="\n"),
        wrapped(38, "  ", between="\n"),
        wrapped(60, "", between="\n\n").replace("\n", "\r\n"),
        "> " + wrapped(60, "", between="\n\n").replace("\n", "\n> "),
        "\u3000" + "\r".join(PARAGRAPHS).replace(" ", "\xa0").replace("Luis\xa0", "Luis\u2009"),
        "\n".join(PARAGRAPHS).translate(str.maketrans("“”", "「」")),
        "\n".join(PARAGRAPHS).translate(str.maketrans("“”", "″″")),
        "\n".join(PARAGRAPHS).translate(str.maketrans("“”'", "„“´")),
        "\n".join(PARAGRAPHS).translate({ord("“"): "« ", ord("”"): " »"}),
        "\n".join(map(html.escape, PARAGRAPHS)).translate({8220: "&#8220;", 8221: "&rdquo;"}),
    ],
)
def test_who_said_what_is_the_same_in_every_layout(text):
    expected = quoted("\n\n".join(PARAGRAPHS))
    assert [speaker for *_, speaker in expected] == [
        *["Tamsin Oduya"] * 3, *["Luis Ferreira"] * 2, "Mabel",
    ]  # fmt: skip
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "written",
    [
        *(
            "**{}**",
            "*{}*",
            "_{}_",
            "***{}***",
            "[{}](https://gris.example/a-b?c=1)",
            "{}²",
            "{}[3]",
        ),
        *("{}*", "{}†", "{}™", "**[{}](/a)**", "![a boat](/b.png)[{}](/c)", "{}[1][2]"),
    ],
)
def test_a_name_is_without_the_signs_around_it(written):
    oduya, paz = written.format("Tamsin Oduya"), written.format("Ana Paz")
    text = f"Late “Not yet,” said {paz}. On Monday {oduya}, the mayor, said that it was “late”."
    for quote, name in zip(extract_quotes(text), ("Ana Paz", "Tamsin Oduya"), strict=True):
        assert (quote.speaker, quote.speaker_mention) == (name, name)
        assert text[quote.speaker_start : quote.speaker_end] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“*Never*,” said Ana Paz.² “**Not** once.”[4]", ["*Never*,", "**Not** once."]),
        ("*“Never,”* said Ana Paz. **“Not [once](/a).”**", ["Never,", "Not [once](/a)."]),
        (
            "“Five 2 * 3 * 4 m² of snake_case_names,” said Ana Paz.",
            ["Five 2 * 3 * 4 m² of snake_case_names,"],
        ),
        ("“Sh** happens,” said Ana Paz.1 “F*** it.”2 He left.", ["Sh** happens,", "F*** it."]),
    ],
)
def test_marked_words_are_all_between_the_marks(text, expected):
    quotes = [q for q in extract_quotes(text) if q.kind is Kind.DIRECT]
    assert [q.text for q in quotes] == expected
    assert {q.speaker for q in quotes} == {"Ana Paz"}


@pytest.mark.parametrize(
    "line",
    [
        *("Advertisement", "READ MORE: Five boats that sank", "Related: Five boats that sank"),
        *(
            "Photo: Jane Dorrit/AFP",
            "(Jane Dorrit/AFP via Getty Images)",
            "[IMAGE]",
            "* * *",
            "---",
        ),
        *("Share on Facebook Share on Twitter", "Story continues below advertisement"),
    ],
)
def test_a_line_between_paragraphs_is_no_part_of_the_story(line):
    expected = quoted("\n\n".join(PARAGRAPHS))
    assert quoted(f"\n\n{line}\n\n".join(PARAGRAPHS)) == expected


@pytest.mark.parametrize(
    "head",
    [
        "• ",
        "* ",
        "1. ",
        "12) ",
        "[3] ",
        "(4) ",
        "10:42 ",
        "10.42am: ",
        "[14:05 GMT] - ",
        "14:05 | ",
    ],
)
def test_a_bullet_a_number_or_a_time_is_no_part_of_the_sentence_behind_it(head):
    paragraphs = PARAGRAPHS[1:]
    expected = quoted("\n\n".join(paragraphs))
    assert quoted("\n\n".join(head + paragraph for paragraph in paragraphs)) == expected


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("LUDMILA BIELAK was late. “It rained,” said Bielak.", "Ludmila Bielak"),
        ("THE TANKER has gone. “It rained,” said Ludmila Bielak.", "Ludmila Bielak"),
        ("THE MAYOR of Gris, Ludmila Bielak, said: “It rained.”", "Ludmila Bielak"),
        ("Ludmila Bielak left.\n\nBIELAK SAID of Gris: “It rained.”", "Ludmila Bielak"),
        (
            "Ludmila Bielak left.\n\nBIELAK’S answer came late. “It rained,” she said.",
            "Ludmila Bielak",
        ),
        ("Ludmila Bielak left.\n\nASKED WHY, she said: “It rained.”", "Ludmila Bielak"),
        ("Ludmila Bielak left.\n\n“IT RAINED all day,” Bielak said.", "Ludmila Bielak"),
        ("ON MONDAY Ludmila Bielak left. “It rained,” she said.", "Ludmila Bielak"),
        ("NATO left. “It rained,” NATO said.", "NATO"),
        ("A BBC reporter said: “It rained.”", "BBC reporter"),
        ("WHO staff said: “It rained.”", "WHO staff"),
    ],
)
def test_capitals_that_open_a_paragraph_are_no_name(opening, speaker):
    assert [q.speaker for q in extract_quotes(opening) if q.kind is Kind.DIRECT] == [speaker]


def test_lines_of_a_list_are_paragraphs():
    names = ["Ana Paz, the harbour master of Gris", "Len Roth, who is the mayor of Halden"] * 3
    assert visible("\n".join(names)) is None


def test_lines_that_are_paragraphs_break_no_words():
    assert visible("“No,” said Luis Fer-\nreira.\nIt rained.\nShe left.\n") is None


def test_a_context_holds_the_signs_beside_its_words():
    text = "**Ana Paz** said “no”, and *left*.\n\n“*Never*,” said **Len Roth**"
    assert [q.context for q in extract_quotes(text)] == text.split("\n\n")
