"""Constructions of news, a line each: who said the marked words."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is not Kind.INDIRECT]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Beijing said the visit was “late”.", "Beijing"),
        ("Beijing has called the visit “late”.", "Beijing"),
        ("Boeing called the report “late”.", "Boeing"),
        ("Addressing deputies, Ana Paz said it was “late”.", "Ana Paz"),
        ("Fishing was banned, and Ana Paz said it was “late”.", "Ana Paz"),
    ],
)
def test_a_name_that_looks_like_a_participle(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("The International Monetary Fund", "IMF"),
        ("The African Union", "AU"),
        ("The Federal Bureau of Investigation", "FBI"),
        ("The National Farmers' Union", "NFU"),
    ],
)
def test_the_letters_of_a_body_lead_to_its_name(name, letters):
    said = f"{name} acted on Monday. “It is late,” the {letters} said."
    assert speakers(said) == [name.removeprefix("The ")]


def test_letters_that_could_be_a_persons_are_an_agencys():
    assert speakers("Ana Paz was there. “It is late,” AP reported.") == ["AP"]


@pytest.mark.parametrize(
    "asking", ["A reporter asked Ana Paz why she ran.", "Mia Dube asked Ana Paz if it rained."]
)
def test_who_is_asked_answers(asking):
    assert speakers(f"{asking} “It was late,” she replied.") == ["Ana Paz"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz called it “fine”, Len Roth called it “late”.",
        "What Ana Paz calls “fine”, Len Roth calls “late”.",
        "Ana Paz called it “fine” and Len Roth “late”.",
        "The plan was called “fine” by Ana Paz and “late” by Len Roth.",
    ],
)
def test_two_are_set_against_each_other(text):
    assert speakers(text) == ["Ana Paz", "Len Roth"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Bank Veritas", "lender"),
        ("Toyota", "carmaker"),
        ("The Red Cross", "organisation"),
        ("The Daily Post", "newspaper"),
        ("Shell", "oil company"),
    ],
)
def test_a_body_is_called_what_it_is(body, kind):
    said = f"{body} acted on Monday. “We are late,” the {kind} said."
    assert speakers(said) == [body.removeprefix("The ")]


def test_another_group_is_none_named_before():
    text = "Radio Gris held a march. Some sang. “We are late,” the other group shouted."
    assert speakers(text) == ["other group"]


@pytest.mark.parametrize("they", ["the couple said", "the pair said", "they said"])
def test_two_who_are_named_together_speak_together(they):
    assert speakers(f"Ana Paz and Len Roth came. “It was late,” {they}.") == [
        "Ana Paz and Len Roth"
    ]


def test_many_in_between_are_they():
    text = "Ana Paz and Len Roth met the nurses. “It was late,” they said."
    assert speakers(text) != ["Ana Paz and Len Roth"]


def test_three_countries_speak_together():
    text = "France, Germany and Italy said it was “late”."
    assert speakers(text) == ["France, Germany and Italy"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("German Mayor Len Roth met Polish Mayor Jan Prus. “Late,” the Pole said.", "Jan Prus"),
        ("Len Roth, the German mayor, met Jan Prus. “Late,” the German said.", "Len Roth"),
        ("President Len Roth of Nigeria met Ana Paz of France. “Late,” the French president said.",
         "Ana Paz"),
        ("President Len Roth met his French host, Ana Paz. “Late,” the French president said.",
         "Ana Paz"),
    ],
)  # fmt: skip
def test_of_two_it_is_whose_country_is_named(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "behind", ["was Ana Paz's answer", "was Ana Paz's verdict", ", in the words of Ana Paz"]
)
def test_whose_words_they_are_told_to_be_behind_them(behind):
    mark = "" if behind[0] == "," else " "
    assert speakers(f"The plan came late. “A mistake”{mark}{behind}.") == ["Ana Paz"]


def test_former_ministers():
    resigned = "Home Secretary Ana Paz resigned. The former minister said it was “late”."
    assert speakers(resigned) == ["Ana Paz"]
    attacked = "Former prime minister Ana Paz attacked Prime Minister Len Roth."
    assert speakers(f"{attacked} “It is late,” the former prime minister said.") == ["Ana Paz"]


def test_a_relatives_words_alone_in_a_paragraph_are_still_hers():
    text = (
        "Ana Paz told parliament the law would go.\n\n“We owe it to them,” she said.\n\n"
        "Groups welcomed it. “It is late,” said Mia Dube, whose sister died.\n\n“She would be 40.”"
    )
    assert speakers(text) == ["Ana Paz", "Mia Dube", "Mia Dube"]


@pytest.mark.parametrize(
    "words",
    ["was called", "has been described as", "was told it was", "has since been accused of"],
)
def test_who_is_called_something_does_not_say_it(words):
    assert speakers(f"Ana Paz {words} “a waste of money”.") == [None]
    assert speakers(f"Ana Paz {words} “a waste of money” by Len Roth.")[0] != "Ana Paz"


def test_who_calls_or_is_quoted_says_it():
    assert speakers("Ana Paz was quoted as saying it was “late”.") == ["Ana Paz"]
    assert speakers("Its president, Ana Paz, called on both to “stop shouting”.") == ["Ana Paz"]
    assert speakers("Ana Paz, accused of “wasting money”, left.") == [None]


def test_who_speaks_through_another():
    note = "The minister, in a note signed by her aide, Len Roth, said it was “needless”."
    assert speakers(note) == ["minister"]
    read = "In a note read by her daughter, Ana Paz, the 83-year-old said she was “afraid”."
    assert speakers(read) == ["83-year-old"]
    assert speakers("In a note read by his aide, Len Roth said he was “afraid”.") == ["Len Roth"]


def test_the_name_of_a_body_may_be_a_list():
    assert speakers("The Rail, Tram and Bus Union said it was “late”.") == [
        "Rail, Tram and Bus Union"
    ]


def test_what_they_are_is_no_sum_of_money():
    assert speakers("Ana Paz asked how £90,000 was spent. “It is late,” they wrote on X.") == [None]


def test_has_since_said():
    assert speakers("The informant has since said he “made it up”.") == ["informant"]


def test_an_album_between_commas_is_no_quote():
    assert speakers("His 1967 album, “Night in Gris,” sold poorly.") == []


def test_somebody_inside_a_quote_came_and_said():
    words = "“The guard finally came and said, ‘Good guess.’ We left,” Ana Paz said."
    assert speakers(words) == ["Ana Paz", "guard"]
