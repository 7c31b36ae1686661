"""On any text: nothing is raised, offsets hold, quotes nest or are apart, time is linear."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stance import extract_quotes
from stance.data.corpus import read_corpus
from stance.extraction import antecedents
from stance.extraction.benchmark import HARD
from stance.extraction.marks import find_marked
from stance.extraction.paragraphs import split_paragraphs
from stance.extraction.reader import Reader
from stance.extraction.tokens import tokenize
from stance.schema import Kind

MARKS = list("\"“”„‟«»‹›‘’'‚`<>=.,:;!?…—-()[] \n\r\t\u2028é\u0301\u0958Aab9\x00\u200b😀\ud800")
WORDS = [
    *("said", "he", "she", "they", "it", "who", "Ana", "Paz", "“No,”", "said Ana Paz", "that"),
    *("according to", "the", "''", "Mr.", "told", "Ana: ", "O'Brien's", "of", "in", "from", "and"),
    *("a nurse", "accused", "saying", "the letter", "I", "we", "Maduro"),
]
REPORTING = [
    *("Ana Paz said", "the paper reported that", "according to Len Roth,", "the court heard"),
    *("it rained,", "85 of the roads were shut", "while", "but", "and that", "who said", "he said"),
    *("told police", "was quoted as saying", "accused her of lying", "“over”", "on Monday", "."),
    *(
        "« it was late,",
        "‘meant her’",
        "\nPAZ: We are staying.\n",
        "\nQ: Are you?\n",
        "\nROTH: He said we had left.\n",
    ),
    *("as Ana Paz said", "which she says will", "points out that", "and not", "to know what"),
    *("herself", "reports", "two doors up,", "the study notes,", "reminded us"),
    *("as Ana Paz put it,", "in her own words,", "to quote a clerk", "Her view is that"),
    *("Who said it: Ana Paz\n", "calling it", "It is Ana who says so.", "Ana shrugs."),
    *("a woman walking her dog", "a person briefed on it", "Lieutenant-Colonel Ana Paz"),
]
anything = st.one_of(
    st.text(),
    st.lists(st.sampled_from(MARKS + WORDS), max_size=120).map("".join),
    st.lists(st.sampled_from(MARKS + WORDS), max_size=80).map(" ".join),
    st.lists(st.sampled_from(REPORTING), max_size=12).map(" ".join),
)


@example("A word« interview.\nA: It rained.” We left.\nA: I am strong.\nQ: Why?", False)
@example("“It rained and rained.” is Ana Paz's", False)
@example("It was« late, said Len. The president, she said, ‘meant Maduro’.", False)
@given(anything, st.booleans())
def test_offsets_hold_and_quotes_nest_or_are_apart(text, doubled):
    quotes = extract_quotes(text, "a", doubled=doubled)
    ids = [q.id for q in quotes]
    assert ids == [f"a#{n:02}" for n in range(1, len(quotes) + 1)]
    for number, quote in enumerate(quotes):
        assert text[quote.start : quote.end] == quote.text
        if quote.speaker_mention is not None:
            assert text[quote.speaker_start : quote.speaker_end] == quote.speaker_mention
        assert quote.continues is None or quote.continues in ids[:number]
        assert 0 <= quote.confidence <= 1
        for later in quotes[number + 1 :]:
            # a turn of a transcript holds what it quotes and reports
            holds = quote.rule == "transcript" or Kind.INDIRECT not in (quote.kind, later.kind)
            assert later.start >= quote.end or (holds and later.end <= quote.end)


@pytest.mark.parametrize(
    "text",
    [
        "It rained all day, Ana Paz says, and not in Gris.",
        "Small as it is, the study notes, it works.",
        "The survey points out that up to a tenth of it is gone.",
        "Len Roth demanded and wanted to know what it was for.",
        "A man two doors up, found later beside the mill, said it was late.",
        "A woman walking her dog in the park had said the head of the mill was late.",
        "Gris has a line, which it says will make it the first, as Ana Paz said it would.",
        "In Gris, Ana Paz ’26 herself told us in May that it was “late” but also that she knew.",
        "“One was a boy,” he boomed. “He said to me at it, ‘Am I late?’ and they said, ‘No.’”",
        "A hospital needs 22 litres, she explains; on a good day it gives up, who that is by.",
        "Shares fell, a verdict that critics once called “rude”; the bank, noting it was late,",
        "**Ana Paz** – a cook out for a stroll with a hat and a blue cap – cuts in: “No.” [3] He",
        "WHO'S UP: Ana Paz, whose label, Gris, said on Monday: “We rate the claim “False.””",
    ],
)
def test_a_text_may_break_off_anywhere(text):
    for end in range(len(text)):
        for quote in extract_quotes(text[:end]):
            assert text[quote.start : quote.end] == quote.text


@given(st.lists(anything, max_size=5).map("\n".join))
@example('B"A"@A')
def test_paragraphs_read_together_have_the_tokens_of_each_alone(text):
    paragraphs = split_paragraphs(text)
    marked = find_marked(text, paragraphs)
    outer = Reader(text, paragraphs, marked).outer
    together = tokenize(text, paragraphs, marked, outer)
    for paragraph, inside, tokens in zip(paragraphs, outer, together, strict=True):
        assert [tokens] == tokenize(text, [paragraph], marked, [inside])
        named = [marked[k] for k in inside if k not in tokens.at]  # nicknames
        for m in named:
            assert text[m.start : m.end] in tokens.words
        assert set(tokens.at) <= set(inside)
        quoted = {i: (marked[k].outer, marked[k].outer_end) for k, i in tokens.at.items()}
        quoted |= {tokens.starts.index(m.outer): (m.outer, m.outer_end) for m in named}
        for i, span in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
            assert span == quoted[i] if i in quoted else text[slice(*span)] == tokens.words[i]
        between = zip([paragraph.start, *tokens.ends], [*tokens.starts, paragraph.end], strict=True)
        assert not any(text[slice(*gap)].strip() for gap in between)  # nothing is left out


def test_an_antecedent_is_found_as_if_it_were_looked_for_to_the_end(monkeypatch):
    texts = [article.text for article in read_corpus().articles[:40]]
    found = [extract_quotes(text) for text in texts]
    monkeypatch.setattr(antecedents, "_MOST", math.inf)
    assert found == [extract_quotes(text) for text in texts]


@given(st.lists(st.sampled_from(["“No,” said Ana Paz.", "It rained.", "She left."]), max_size=6))
def test_texts_apart_are_read_alike_together(sentences):
    """A quote with its speaker beside it is found wherever it stands."""
    text = "\n\n".join(sentences)
    found = [q for q in extract_quotes(text) if q.kind is Kind.DIRECT]
    assert len(found) == text.count("“No,”")
    assert {q.speaker for q in found} <= {"Ana Paz"}


@pytest.mark.parametrize("name", HARD)
def test_offsets_hold_in_hostile_texts(name):
    # How their time grows, the benchmark tells.
    text = (HARD[name] * 8_000)[:8_000]
    for quote in extract_quotes(text):
        assert text[quote.start : quote.end] == quote.text
