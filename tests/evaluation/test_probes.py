from dataclasses import replace

import numpy as np
import pytest

from stance.classifiers.inputs import FIELDS, read
from stance.classifiers.mentions import mentions
from stance.evaluation.probes import HIDDEN, hidden, hidden_probe, pairs_probe, swapped_probe
from stance.schema import Basis, Example, Quote, Stance, Target

MADURO, GUAIDO = Target("maduro", "Nicolás Maduro"), Target("guaido", "Juan Guaidó")
FAVOR, AGAINST, NEUTRAL = 0, 1, 2


def example(identifier, target, text="He kept his word."):
    start = 100 * int(identifier[-1])
    span = {"start": start, "end": start + len(text)}
    quote = Quote(text, "Ana Paz", f"“{text}” she said.", id=identifier, **span)
    return Example(quote, target, Stance.FAVOR, Basis.IMPLIED)


ROWS = [example(i, t) for i in ("a#1", "a#2", "a#3") for t in (MADURO, GUAIDO)]


def test_swapped_counts_quotes_that_differ_between_targets():
    gold = np.array([FAVOR, AGAINST, NEUTRAL, NEUTRAL, AGAINST, FAVOR])
    # a#1: both right; a#2 does not differ; a#3: one of two right
    found = swapped_probe(ROWS, gold, np.array([0, 1, 0, 1, 1, 1]))
    assert (found.score, found.n) == (0.5, 2)
    assert found.gap == pytest.approx(3 / 4 - 1 / 2)  # of the four rows three are right
    blind = swapped_probe(ROWS, gold, np.array([0, 0, 2, 2, 1, 1]))
    assert blind.score == 0


def test_swapped_needs_two_targets_that_differ():
    assert swapped_probe(ROWS, np.zeros(6, int), np.zeros(6, int)) is None
    # A row, and an id, for each mention of one sentence: the words say that it is one quote.
    text = "He met her."
    person = Target("person", "somebody")
    split = [
        Example(Quote(text, id=f"s#{i}", article="s"), person, mentions=(span,))
        for i, span in enumerate([(0, 2), (7, 10)])
    ]
    assert swapped_probe(split, np.array([0, 1]), np.array([0, 1])).n == 1
    assert swapped_probe(ROWS[::2], np.array([0, 1, 2]), np.array([0, 1, 2])) is None


def test_quotes_in_the_same_words_are_not_swapped_for_each_other():
    """Three rows "We are staying." of a table, each asked about two targets: three cases, not 9."""
    said = Quote("We are staying.", "Ana Paz", article="a")
    three = [
        Example(replace(said, id=f"t-{i}"), target)
        for i in (1, 3, 5)
        for target in (MADURO, GUAIDO)
    ]
    gold = np.array([FAVOR, AGAINST] * 3)
    assert swapped_probe(three, gold, gold).n == 3
    without = [replace(e, quote=said) for e in three[:2]]  # of somebody's own examples
    assert swapped_probe(without, gold[:2], gold[:2]).n == 1


def test_a_gap_counts_each_row_once():
    rows = [example("a#1", target) for target in (MADURO, GUAIDO, Target("tax", "tax"))]
    # Two cases, each with the third row, which alone is answered wrong.
    found = swapped_probe(rows, np.array([FAVOR, FAVOR, AGAINST]), np.array([FAVOR] * 3))
    assert (found.score, found.n) == (0, 2)
    assert found.gap == pytest.approx(2 / 3)


def test_pairs_count_labels_that_flip():
    gold = np.array([FAVOR, NEUTRAL, AGAINST, NEUTRAL, AGAINST, FAVOR])
    # a#1 and a#2 flip toward Maduro alone
    found = pairs_probe(ROWS, [("a#1", "a#2")], gold, np.array([0, 0, 1, 0, 0, 0]))
    assert (found.score, found.n) == (1, 1)
    half = pairs_probe(ROWS, [("a#1", "a#2"), ("a#1", "a#3")], gold, np.array([0, 0, 1, 0, 0, 0]))
    # a#1 and a#3 flip toward both; both members are right toward Guaidó only where gold says 2, 0
    assert half.n == 3
    assert half.score == pytest.approx(1 / 3)
    assert pairs_probe(ROWS, [("b#1", "b#2")], gold, gold) is None


def test_what_is_hidden_is_gone():
    changed = hidden(ROWS)
    assert {e.target for e in changed["target hidden"]} == {HIDDEN}
    assert {e.quote.speaker for e in changed["speaker hidden"]} == {None}
    for row in changed["quote hidden"]:
        assert "word" not in row.quote.text
        assert row.quote.context is None
        assert row.target in (MADURO, GUAIDO)
    for rows in changed.values():
        assert [e.quote.id for e in rows] == [e.quote.id for e in ROWS]


def test_a_speaker_is_hidden_before_a_quote_of_letters_of_the_name():
    quote = Quote("He", "Helena", "Helena said of Maduro: “He”, so Helena.")
    (row,) = hidden([Example(quote, MADURO)])["speaker hidden"]
    assert row.quote.context == "… said of Maduro: “He”, so …."
    # what the quote itself says stays
    own = Quote("I, Helena, go", "Helena", "Helena: “I, Helena, go”")
    (row,) = hidden([Example(own, MADURO)])["speaker hidden"]
    assert row.quote.context == "…: “I, Helena, go”"


def test_no_word_names_who_is_hidden():
    assert mentions("Let somebody else rule.", HIDDEN) == []


def test_a_gap_is_what_is_lost():
    gold = np.array([0, 1, 2])
    found = hidden_probe("quote hidden", gold, gold, np.array([0, 0, 0]))
    # all favor: F1 of favor 1/2, of the others 0
    assert found.score == pytest.approx(1 / 6)
    assert found.gap == pytest.approx(5 / 6)


def test_what_is_hidden_is_gone_where_mentions_are_given_by_place():
    row = Example(
        Quote("He met her.", "Ana Paz", "“He met her,” said Ana Paz.", speaker_mention="Ana Paz"),
        Target("person", "he"),
        mentions=((0, 2),),
        rivals=((7, 10),),
    )
    changed = hidden([row])
    without = read(changed["target hidden"][0], FIELDS, [])
    assert without.targets == ()
    assert without.rivals == ((1, 0, 2), (1, 7, 10))
    assert read(changed["quote hidden"][0], ("quote", "target"), []).words == "…"
    unnamed = read(changed["speaker hidden"][0], FIELDS, [])
    assert "Ana" not in unnamed.speaker + unnamed.words


def test_a_speaker_is_hidden_by_whole_words_outside_the_quote():
    text = "When he goes, the crisis ends."
    context = f"Then Luis Gil spoke. “{text}” he told the others."
    quote = Quote(text, "Luis Gil", context, speaker_mention="he")
    [row] = hidden([Example(quote, MADURO)])["speaker hidden"]
    assert row.quote.context == f"Then … spoke. “{text}” … told the others."


@pytest.mark.parametrize(
    ("speaker", "context"), [("Luis Gil", None), (None, "“He lost.” He left.")]
)
def test_without_a_speaker_or_a_context_there_is_nothing_to_take_out(speaker, context):
    quote = Quote("He lost.", speaker, context)
    [row] = hidden([Example(quote, MADURO)])["speaker hidden"]
    assert row.quote == Quote("He lost.", None, context)
