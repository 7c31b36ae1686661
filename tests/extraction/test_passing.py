"""Whose words marks hold where another is the subject: told in passing, or in a clause beside."""

import pytest

from stance import extract_quotes

LEN = "Len Roth lives in Gris. "


def speaker(sentence):
    (quote,) = (q for q in extract_quotes(LEN + sentence) if q.kind != "indirect")
    return quote.speaker


@pytest.mark.parametrize("who", ["Ana Paz", "a former teacher", "the mayor of Gris"])
@pytest.mark.parametrize(
    "phrase",
    [
        "in the words of {}",
        "to quote {}",
        "to borrow a phrase from {}",
        "as {} once put it",
        "as {} has it",
        "as {} told the paper",
        "according to {}",
        "in the view of {}",
    ],
)
@pytest.mark.parametrize(
    "sentence",
    ["He is, {}, “a mess.”", "Len Roth is “a mess”, {}.", "He has been, {}: “a mess to us all.”"],
)
def test_it_is_told_in_passing_who_calls_somebody_that(sentence, phrase, who):
    said = speaker(sentence.format(phrase.format(who)))
    assert said == who.removeprefix("a ").removeprefix("the ")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Len Roth is, in Ana Paz’s words, “a mess.”", "Ana Paz"),
        ("He is “a mess”, by Ana Paz’s account.", "Ana Paz"),
        ("To borrow one neighbour’s phrase, he is “a mess.”", "neighbour"),
        ("Len Roth is, in his own words, “a mess.”", "Len Roth"),
        ("Len Roth is, says Ana Paz, “a mess.”", "Ana Paz"),
        ("As Ana Paz puts it, Len Roth is “a mess.”", "Ana Paz"),
        ("For a former teacher, Len Roth is “a mess”.", "former teacher"),
        # but whoever is told to say it has said it
        ("Len Roth said, according to Ana Paz, “I am a mess.”", "Len Roth"),
        ("As Ana Paz put it, Len Roth said “no”.", "Len Roth"),
        ("“I am a mess,” Len Roth said, to quote him in full.", "Len Roth"),
    ],
)
def test_who_else_is_told_beside_a_quotation(sentence, who):
    assert speaker(sentence) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Len Roth gave up when Ana Paz called it “a mess”.", "Ana Paz"),
        ("Len Roth stayed even after a former teacher called the plan “a mess”.", "former teacher"),
        ("Ana Paz, calling it “a mess”, asked Len Roth to go.", "Ana Paz"),
        ("Calling it “a mess”, a former teacher asked Len Roth to go.", "former teacher"),
        ("It was a former teacher who called it “a mess”.", "former teacher"),
        ("Len Roth was told by a former teacher that it was “a mess”.", "former teacher"),
    ],
)
def test_the_subject_of_the_verb_that_calls_it_so(sentence, who):
    assert speaker(sentence) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        (
            "Len Roth shrugged off criticism from a former teacher that it is “a mess”.",
            "former teacher",
        ),
        ("The claim by a former teacher that it is “a mess” angered Len Roth.", "former teacher"),
        ("A former teacher’s answer to Len Roth was “No”.", "former teacher"),
        ("A former teacher’s advice to Len Roth: “Go home.”", "former teacher"),
        ("The word from the union was “No”, and Len Roth left.", "union"),
        ("“A mess” was a former teacher’s verdict on Len Roth.", "former teacher"),
        ("“A mess” is how a former teacher describes the plan of Len Roth.", "former teacher"),
        ("Len Roth rejected a former teacher’s claim that it is “a mess”.", "former teacher"),
    ],
)
def test_whose_a_claim_is_told_to_be(sentence, who):
    assert speaker(sentence) == who


def test_what_somebody_is_said_to_have_claimed_is_not_called_false_by_him():
    said = "Ana Paz said that Len Roth’s statement was “false”."
    assert speaker(said) == "Ana Paz"


def test_a_pronoun_before_its_name_hides_nobody():
    text = "In the café he has picked, Daniyar Sulem orders tea. “It is so,” he says."
    assert [quote.speaker for quote in extract_quotes(text)] == ["Daniyar Sulem"]


FLOATING = "It was always going to end like this."


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("At the gate sits one baker. “{}”", "baker"),
        ("The last word belongs to the baker. “{}”", "baker"),
        ("I put this to Ana Paz. “{}”", "Ana Paz"),
        ("I wrote to Ana Paz. “{}”", "Ana Paz"),
        ("Others, like Ana Paz, are calm. “{}”", "Ana Paz"),
        ("Nobody knows this better than Ana Paz. “{}”", "Ana Paz"),
        ("Take Ana Paz. “{}”", "Ana Paz"),
        ("Finally Ana Paz stands up. “{}”", "Ana Paz"),
        ("“{}” Ana Paz shrugs.", "Ana Paz"),
        ("“{}” The baker shakes her head.", "baker"),
        ("“{}” That is how Ana Paz sees it.", "Ana Paz"),
        ("“{}” Those are the words of a baker.", "baker"),
        ("“{}” The voice belongs to Ana Paz.", "Ana Paz"),
        ("“{}” It is Ana Paz who says so.", "Ana Paz"),
        ("“{}” Thus Ana Paz.", "Ana Paz"),
        ("“{}” With that, Ana Paz hung up.", "Ana Paz"),
        # nobody new
        ("He looks up at the rain. “{}”", "Len Roth"),
    ],
)
def test_a_sentence_beside_a_quotation_presents_who_speaks(sentence, who):
    text = "“We will go on,” Len Roth said on Monday.\n\n" + sentence.format(FLOATING)
    *_, last = extract_quotes(text)
    assert (last.text, last.speaker) == (FLOATING, who)


@pytest.mark.parametrize("word", ["Sadly", "Finally", "Suddenly"])
def test_an_adverb_that_opens_a_sentence_is_none_of_a_name(word):
    (quote,) = extract_quotes(f"{word} Ana Paz said the road was “late”.")[:1]
    assert quote.speaker == "Ana Paz"


STEEP = "the road was too steep for lorries"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ana Paz’s answer was that {}.", "Ana Paz"),
        ("A former teacher’s complaint is that {}.", "former teacher"),
        ("The view of Ana Paz is that {}.", "Ana Paz"),
        ("Her view is that {}.", "Ana Paz"),
        ("What Ana Paz said was that {}.", "Ana Paz"),
        ("As Ana Paz put it, {}.", "Ana Paz"),
        ("In the words of a former teacher, {}.", "former teacher"),
        ("Len Roth was told by a former teacher that {}.", "former teacher"),
        # what nobody is said to say
        ("Nobody, not even Ana Paz, said that {}.", None),
        ("Neither Len Roth nor Ana Paz said that {}.", None),
        ("Len Roth rejected Ana Paz’s claim that {}.", None),
        ("Len Roth shrugged off criticism from Ana Paz that {}.", None),
    ],
)
def test_whose_view_is_reported(sentence, who):
    text = "Ana Paz was there. " + sentence.format(STEEP)
    found = [q.speaker for q in extract_quotes(text) if STEEP in q.text]
    assert found == ([who] if who else [])


@pytest.mark.parametrize("label", ["Who said it", "Said by", "Claimed by", "Speaker"])
@pytest.mark.parametrize("claim", ["“{}”", "Claim 2: “{}”", "What they said: “{}”"])
@pytest.mark.parametrize(
    "lines",
    [
        "{claim}\n{label}: Ana Paz, mayor of Gris\nVerdict: False",
        "{claim}\n\nWhere: on the radio\n\n{label}: Ana Paz (Green)\n\nVerdict: False",
        "{label}: Ana Paz\n{claim}\nVerdict: False",
    ],
)
def test_a_line_beside_a_claim_tells_who_made_it(lines, claim, label):
    said = "We built forty schools in a single year"
    text = lines.format(claim=claim.format(said), label=label)
    whole = f"Fact check: schools and rents\n\nWe looked at what was said.\n\n{text}\n\nNot so."
    (quote,) = extract_quotes(whole)
    assert (quote.text, quote.speaker) == (said, "Ana Paz")
    floats = claim == "“{}”" and lines.startswith("{label}")  # told above, as any that floats
    assert quote.speaker_mention == (None if floats else "Ana Paz")


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ana Paz said it was “one”, Len Roth that it was “two”.", "Ana Paz, Len Roth"),
        ("Ana Paz spoke of “one” and Len Roth of “two”.", "Ana Paz, Len Roth"),
        ("Ana Paz says “one”, Len Roth “two”.", "Ana Paz, Len Roth"),
        ("To Ana Paz it is “one”, to Len Roth “two”.", "Ana Paz, Len Roth"),
        ("Ana Paz called it “one” and “two”, Len Roth “three”.", "Ana Paz, Ana Paz, Len Roth"),
        ("Ana Paz did not like it when Len Roth said “one”.", "Len Roth"),
        ("Ana Paz rejected Len Roth’s charge that she was “one”.", "Len Roth"),
        ("“It is one,” Len Roth was told by Ana Paz.", "Ana Paz"),
        ("“It is one,” came Ana Paz’s reply to Len Roth.", "Ana Paz"),
    ],
)
def test_two_who_speak_in_a_sentence(sentence, who):
    text = "Ana Paz, a mayor, and Len Roth, a builder, live in Gris.\n\n" + sentence
    assert [q.speaker for q in extract_quotes(text) if q.kind != "indirect"] == who.split(", ")


@pytest.mark.parametrize(
    "before",
    [
        "Bea Orr left, Ana Paz said.",
        "Bea Orr left, said Ana Paz.",
        "Bea Orr left, according to Ana Paz.",
        "According to Ana Paz, Bea Orr left.",
    ],
)
def test_who_is_told_to_say_a_sentence_goes_on_as_she(before):
    *_, last = extract_quotes(f"{before} “One day it will end,” she said.")
    assert last.speaker == "Ana Paz"


def test_the_line_below_another_claim_is_not_this_ones():
    text = "Fact check\n\n“We built forty schools.”\n\n“We built two roads.”\n\nSaid by: Ana Paz\n"
    assert [q.speaker for q in extract_quotes(text)] == [None, "Ana Paz"]


@pytest.mark.parametrize("body", ["the Refinery Union", "Local 88 of the Refinery Union"])
def test_a_company_is_no_union(body):
    walked = f"Harbour Bay Ltd runs a mill. Members of {body} walked out."
    *_, last = extract_quotes(f"{walked} The company said it was “late”.")
    assert last.speaker == "Harbour Bay Ltd"


def test_a_letter_is_whose_it_tells_of():
    left = "The jury’s president, Len Roth, left with an open letter in which he accused the board."
    *_, last = extract_quotes(f"{left}\n\nThe letter says:\n\n“I was never asked about it.”")
    assert last.speaker == "Len Roth"


@pytest.mark.parametrize("verb", ["ends", "begins", "opens", "closes"])
def test_a_letter_that_ends_is_its_writers(verb):
    text = f"Ana Paz left with an open letter. “No,” she wrote.\n\nThe letter {verb}:\n\n“We rest.”"
    assert [q.speaker for q in extract_quotes(text)] == ["Ana Paz", "Ana Paz"]
