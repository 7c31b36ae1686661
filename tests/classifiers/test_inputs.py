import pytest

from stance.classifiers.inputs import (
    FIELDS,
    OTHER,
    RIVAL,
    TARGET,
    Reading,
    antecedent,
    check_inputs,
    masked,
    masked_quote,
    read,
    without_quote,
)
from stance.errors import UserError
from stance.schema import Example, Quote, Target
from tests.conftest import GUAIDO, MADURO


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


def test_the_antecedent_stands_before_the_quote_not_before_words_like_it():
    quote = Quote("no", context="Sol is not coming. Paz, asked again, said “no”.")
    assert antecedent(Example(quote, ANA), [ANA, BEA]) == "ana"
    assert without_quote(quote.context, quote) == "Sol is not coming. Paz, asked again, said “…”."
    repeated = "Sol heard: no. Paz said no, no and “no”."
    assert without_quote(repeated, quote) == "Sol heard: no. Paz said no, no and “…”."
    assert without_quote("nothing", quote) == "…thing"
    assert without_quote("Paz left.", quote) == "Paz left."


def test_a_name_within_a_longer_one_is_not_read():
    eleanor = Target("eleanor", "Eleanor Marsh", ("Marsh",))
    daniel = Target("daniel", "Daniel Marsh", ("Marsh",))
    both = [eleanor, daniel]
    text = "Daniel Marsh beat Eleanor Marsh; Mr Marsh wept."
    assert masked(text, eleanor, both, "TARGET", "RIVAL") == "RIVAL beat TARGET; Mr Marsh wept."
    labour, new = Target("labour", "Labour"), Target("new", "New Labour")
    found = read(Example(Quote("New Labour lied."), labour), ("quote", "target"), [labour, new])
    assert (found.targets, found.rivals) == ((), ((1, 0, 10),))
    for who, pronoun in (("daniel", "He"), ("eleanor", "She")):
        name = f"{who.title()} Marsh"
        quote = Quote(f"{pronoun} lost", context=f"{name} came. “{pronoun} lost”")
        assert antecedent(Example(quote, eleanor), both) == who


def test_a_long_text_of_names_is_read_in_time_that_grows_with_it():
    text = "Maduro " * 50_000
    assert masked(text, MADURO, [MADURO, GUAIDO], "a", "b") == "a " * 50_000
    quote = Quote("a" * 20_000, context="a" * 40_000)
    assert without_quote(quote.context, quote).startswith("…")
