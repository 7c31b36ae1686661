"""What is seen of a text: words that lines of one width break off are whole."""

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
        ("a long|term tenant", None),  # "term" is a word of the text
        ("a medium|said tenant", None),  # and "said" one of every text
        ("Tamsin Oduya|brack", None),  # stands with its hyphen elsewhere
        ("Ana Paz|Roth", None),  # a capital begins a name of its own
        ("a B|word", None),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_where_it_is_the_word_s_own(broken, seen):
    text = WRAPPED.format(broken.replace("|", "-\n")) + "put no fore to it.\n"
    if seen is None:
        assert visible(text) is None
        return
    whole, places = visible(text)
    assert f"said {seen}\nof Gris" in whole  # the lines stay what they are
    assert all(a in (b, "\n") for a, b in zip(whole, (text[i] for i in places), strict=False))
    assert places[len(whole)] == len(text)


def test_lines_that_are_paragraphs_break_no_words():
    assert visible("“No,” said Luis Fer-\nreira.\nIt rained.\nShe left.\n") is None
