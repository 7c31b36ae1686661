import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.classifiers.inputs import (
    FIELDS,
    OTHER,
    RIVAL,
    TARGET,
    Reading,
    antecedent,
    check_inputs,
    described,
    fold,
    masked_quote,
    read,
    replace_mentions,
)
from stance.errors import UserError
from stance.schema import Example, Quote, Target
from tests.conftest import GUAIDO, MADURO


def star(mention: str) -> str:
    return f"*{mention}*"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guaidó spoke, Guaido left.", "*Guaidó* spoke, *Guaido* left."),
        ("Juan Guaido's team", "*Juan Guaido*'s team"),
        ("Guaidós, antiGuaidó", "Guaidós, antiGuaidó"),
        ("guaidó", "guaidó"),
        ("", ""),
    ],
)
def test_mentions_are_found_with_and_without_accents(text, expected):
    assert replace_mentions(text, GUAIDO, star) == expected


def test_the_longest_mention_wins():
    assert replace_mentions("Nicolas Maduro", MADURO, star) == "*Nicolas Maduro*"


def test_a_name_is_no_pattern():
    odd = Target("x", "A.B (C)", ("$",))
    assert replace_mentions("AxB C; A.B (C); 5$", odd, star) == "AxB C; *A.B (C)*; 5$"


@given(st.text())
def test_folding_keeps_every_position(text):
    assert len(fold(text)) == len(text)
    assert replace_mentions(text, GUAIDO, lambda mention: mention) == text


def test_inputs_come_in_one_order():
    assert check_inputs(["context", "quote"]) == ("quote", "context")
    with pytest.raises(UserError, match="inputs: 'title' is not one of quote, target, speaker"):
        check_inputs(["quote", "title"])
    with pytest.raises(UserError, match="inputs: empty"):
        check_inputs([])


QUOTE = Quote("Maduro lost to Guaido.", "Maduro's aide", "Ana Paz said: “Maduro lost to Guaido.”")


def test_what_is_read_is_what_the_inputs_say():
    ana, both = Example(QUOTE, MADURO), [MADURO, GUAIDO]
    words = "Maduro lost to Guaido."
    assert read(ana, FIELDS, both) == Reading(
        "Maduro's aide",
        f"{words} | Ana Paz said: “…”",
        targets=((0, 0, 6), (1, 0, 6)),
        rivals=((1, 15, 21),),
    )
    assert read(ana, ("quote", "target"), both) == Reading("", words, ((1, 0, 6),), ((1, 15, 21),))
    assert read(ana, ("quote",), both) == Reading("", words)
    assert read(ana, ("target", "speaker"), both) == Reading("Maduro's aide", "", ((0, 0, 6),))


def test_the_same_texts_are_read_whoever_is_asked_about():
    bea = Target("bea", "Bea Sol")
    readings = [read(Example(QUOTE, t), FIELDS, [MADURO, GUAIDO]) for t in (MADURO, GUAIDO, bea)]
    assert len({(r.speaker, r.words) for r in readings}) == 1
    # of somebody who is not named there is no mention, and all the known ones are rivals
    assert readings[2].targets == ()
    assert set(readings[2].rivals) == {*readings[0].targets, *readings[0].rivals}


def test_mentions_in_the_context_count_from_the_start_of_the_words():
    quote = Quote("He lost.", context="Maduro met Ana. “He lost.”")
    found = read(Example(quote, MADURO), ("quote", "target", "context"), [MADURO])
    assert found.words == "He lost. | Maduro met Ana. “…”"
    assert found.targets == ((1, 11, 17),)


ANA = Target("ana", "Ana Paz", ("Paz",), ("president", "head of state"))
BEA = Target("bea", "Bea Sol", ("Sol",), ("interim president", "Éclair"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The President lied.", ["ana President"]),
        ("The interim president's plan", ["bea interim president"]),  # the longest wins
        ("interim presidents, ex-president, president-elect", []),
        ("President Paz and president Gil met.", []),  # titles of somebody who is named
        ("Eclair or ÉCLAIR", ["bea Eclair", "bea ÉCLAIR"]),
        ("the mayor", []),
        ("the presıdent", []),
        ("", []),
    ],
)
def test_descriptions_are_found(text, expected):
    found = described(text, (ANA, BEA))
    assert [f"{who} {text[start:end]}" for (start, end), who in found] == expected


def test_a_description_within_a_name_is_none():
    union = Target("union", "the head of state union", ())
    assert described("Ask the head of state union.", (ANA, union)) == ()


def test_a_description_of_two_means_neither():
    cai = Target("cai", "Cai", (), ("President", "mayor"))
    assert described("The president met the mayor.", (ANA, cai)) == (((22, 27), "cai"),)
    assert described("The president", (Target("dov", "Dov", (), ("PRESIDENT",)), cai)) == ()


@given(st.text(), st.text(min_size=1).filter(str.strip))
def test_any_description_is_looked_for_in_any_text(text, description):
    target = Target("x", "Ana Paz", (), (description,))
    for (start, end), _ in described(f"{text} {description}", (target,)):
        assert 0 <= start < end <= len(text) + 1 + len(description)


def test_descriptions_are_read_as_mentions_of_the_quote_alone():
    quote = Quote("Sol is no president.", "the president's aide", "The president heard it.")
    found = read(Example(quote, ANA), FIELDS, [ANA, BEA])
    assert (found.targets, found.described_targets) == ((), ((1, 10, 19),))
    assert (found.rivals, found.described_rivals) == (((1, 0, 3),), ())
    found = read(Example(quote, BEA), FIELDS, [ANA, BEA])
    assert (found.described_targets, found.described_rivals) == ((), ((1, 10, 19),))
    assert read(Example(quote, ANA), ("quote",), [ANA]).described_targets == ()


def test_where_mentions_are_given_nothing_is_described():
    given_ = Example(Quote("Sol is no president."), ANA, rivals=((0, 3),))
    found = read(given_, FIELDS, [ANA, BEA])
    assert (found.described_targets, found.described_rivals) == ((), ())
    assert masked_quote(given_, [ANA, BEA], "TARGET", "RIVAL") == "RIVAL is no president."


def test_a_new_target_can_be_described_too():
    quote = Quote("The mayor and the president")
    cai = Target("cai", "Cai", (), ("mayor",))
    found = masked_quote(Example(quote, cai), [ANA], "TARGET", "RIVAL")
    assert found == "The TARGET mayor and the RIVAL president"


@pytest.mark.parametrize(
    ("context", "who"),
    [
        ("Paz met Sol. “He lost.”", "bea"),
        ("Sol met the president, who said: “He lost.”", "ana"),
        ("“He lost.” Paz left.", None),  # only what comes before counts
        ("The mayor said: “He lost.”", None),
        ("Paz said something else.", None),
        ("He lost.", None),
        (None, None),
    ],
)
def test_the_antecedent_is_whom_the_context_speaks_of_last(context, who):
    quote = Quote("He lost.", context=context)
    assert antecedent(Example(quote, ANA), [ANA, BEA]) == who
    inputs = ("quote", "target", "antecedent")
    roles = {None: (OTHER, OTHER), "ana": (TARGET, RIVAL), "bea": (RIVAL, TARGET)}[who]
    assert (
        tuple(read(Example(quote, t), inputs, [ANA, BEA]).antecedent for t in (ANA, BEA)) == roles
    )
    assert read(Example(quote, ANA), ("quote", "target"), [ANA, BEA]).antecedent == OTHER
