"""Reported clauses beside quotations and asides, and what tells of the noun before a clause."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def reported(text):
    return [(q.speaker, q.text) for q in extract_quotes(text) if q.kind is Kind.INDIRECT]


def marked(text):
    return [(q.speaker, q.text) for q in extract_quotes(text) if q.kind is not Kind.INDIRECT]


@pytest.mark.parametrize("end", ["lack context.”", "lack context”."])
def test_a_clause_behind_a_quotation_that_ends_its_sentence_is_reported(end):
    text = f"Len Roth said they “{end} The road reopened within a day, Ana Paz said."
    assert reported(text) == [("Ana Paz", "The road reopened within a day")]
    assert marked(text)[0][0] == "Len Roth"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Paz thinks the fear is overdone: “Your bank knows.”", "the fear is overdone"),
        (
            "Len Roth claims 11 people have been hurt; Ana Paz blames “cowards” for it.",
            "11 people have been hurt",
        ),
        (
            "Ana Paz wrote that the room was “cold”, but also that the soup was good.",
            "the soup was good",
        ),
        ("Ana Paz said the children draw one thing a day: a house.",
         "the children draw one thing a day: a house"),
    ],
)  # fmt: skip
def test_a_clause_ends_where_a_quotation_or_another_clause_begins(text, said):
    assert said in [text for _, text in reported(text)]


@pytest.mark.parametrize(
    "text",
    ["Ana Paz says the rule is: “Go now.”", "Ana Paz said this: “Go now.”"],
)
def test_what_only_leads_to_a_quotation_reports_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # an aside breaks the clause
        ("It is mad, Ana Paz says, to bake there.", "It is mad, Ana Paz says, to bake there"),
        (
            "It counted cars at the door, Ana Paz said, and not those inside.",
            "It counted cars at the door, Ana Paz said, and not those inside",
        ),
        # a phrase opens it
        ("Small as it is, Ana Paz adds, the sample is larger.", "the sample is larger"),
        # and no clause where another begins
        ("It rained all day, Ana Paz said, and the board met.", "It rained all day"),
        # verbs that may be nouns
        ("It held even when it rained, the study notes, a hint at luck.",
         "It held even when it rained"),
        ("Ravens returned the favour days later, researchers report today in Gris Letters.",
         "Ravens returned the favour days later"),
        ("The tailor Ana Paz of Gris points out that the crows had met.", "the crows had met"),
        ("The Gris Banking Federation estimates that up to a tenth of it could go.",
         "up to a tenth of it could go"),
        ("Trains cannot run below it, Ana Paz of the Gris Operator tells Gris Radio.",
         "Trains cannot run below it"),
        # verbs that are none
        ("Ana Paz said Roth had held her hand and spoken of it.",
         "Roth had held her hand and spoken of it"),
        # what is asked
        ("Ana Paz demanded to know what it had to do with Gris.", "what it had to do with Gris"),
        ("Then came Len Roth, who wondered whether the mayor would agree that it rained.",
         "whether the mayor would agree that it rained"),
    ],
)  # fmt: skip
def test_how_far_a_reported_clause_goes(text, said):
    assert [text for _, text in reported(text)] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz, of Mill Close, Gris Green, admitted fraud at an earlier hearing.",
        "Ana Paz, who speaks for the party on trade and has the air of a teacher, rose.",
        "Her pots, which were used, as she insisted they should be, are gone.",
    ],
)
def test_what_reports_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        (
            "Gris Glass has a new line, which it says will make it the first in Gris.",
            "Gris Glass",
            "will make it the first in Gris",
        ),
        (
            "Critics attacked a bill that Ana Paz says will end the queues.",
            "Ana Paz",
            "will end the queues",
        ),
    ],
)
def test_what_is_said_of_the_noun_before_a_clause(text, speaker, said):
    assert reported(text) == [(speaker, said)]


def test_who_somebody_thinks_is_right_is_asked_not_said():
    assert reported("The board announces who Ana Paz thinks will win the vote.") == []


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Roth has said the money would be enough, and in a note he said it would not.",
            ("Roth", "the money would be enough"),
            ("Roth", "it would not"),
        ),
        (
            "Pressed by Mia Dube, who asked if he had read it, Roth said it was long.",
            ("Mia Dube", "if he had read it"),
            ("Roth", "it was long"),
        ),
    ],
)
def test_another_speaks_behind_a_conjunction(text, first, second):
    assert reported(text)[:1] == [first]
    assert reported(text)[1:] in ([second], [])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Asked whether it meant Gris, Paz laughed and said it was not so.", "Paz"),
        ("A clerk, found later beside the old mills, said it was not so.", "clerk"),
        ("Ana Paz herself said it was not so.", "Ana Paz"),
        ("A wall fell, according to the Gris State Patrol.", "Gris State Patrol"),
        ("St. Ana's Medical Center says it was not so.", "St. Ana's Medical Center"),
        ("The Chief Minister's Office says it was not so.", "Chief Minister's Office"),
    ],
)
def test_who_says_it(text, speaker):
    assert {speaker_ for speaker_, _ in reported(text)} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who a second clause begins with
        (
            "Her father drove, and her brother Len Roth, a vet in Gris, taught her. “No,” he said.",
            "Len Roth",
        ),
        # no body is she
        ("Mia Dube met them. Her label, Fathom, called. “No,” she said.", "Mia Dube"),
        # the mayor's ally is not the mayor
        (
            "All back Mayor Mia Dube's plan. Ana Paz, one of the mayor's aides, agreed. "
            "“No,” the mayor said.",
            "Mia Dube",
        ),
        # whatever the verb
        ("Len Roth rose. “No,” he boomed. Some wag laughed.", "Len Roth"),
        ("Ana Paz has been known to call Len Roth “a safe pair of hands”.", "Ana Paz"),
        ("On the Gris bank, Dattu Roth, 70, whose father left, sat. “No,” he said.", "Dattu Roth"),
    ],
)
def test_whose_marked_words_they_are(text, speaker):
    assert marked(text)[0][0] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The film, to be marketed as “CorLoop”, is thin, Ana Paz claims.",
        "Another reader, who signs as “Cross in Gris”, is not so sure.",
        "Ana Paz sent it with the subject line “LED thing” in May.",
    ],
)
def test_what_something_is_called_is_no_quote(text):
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Then Luc says to me at the break, ‘Go.’ So we went,” said Ana Paz.", "Luc"),
        ("“Lux said, ‘Give it me,’ and Len Roth said, ‘Take it,’” said Ana Paz.", "Len Roth"),
        ("“One was a boy,” said Ana Paz. “He asked, ‘Am I late?’”", "boy"),
        ("“Poor Len,” sighed Ana Paz. “He told me, ‘I am late.’”", "Len"),
        ("“A clerk in the first seat rose. The man by the door came up and said, ‘Sit,’” said Paz.",
         "man by the door"),
        ("Former aides praised a teacher. “She would say, ‘Sit,’” said Len Roth.", "teacher"),
    ],
)  # fmt: skip
def test_whom_somebody_quotes(text, speaker):
    inner = [q for q in extract_quotes(text) if q.rule == "quote inside a quote"]
    assert inner[-1].speaker == speaker


def test_a_given_name_may_stand_behind_then():
    assert marked("Then Luc said “no”.") == [("Luc", "no")]
    assert marked("Then Mayor Paz said “no”.") == [("Paz", "no")]


def test_a_work_is_no_part_of_its_authors_name():
    text = "Her version of Teo Lund’s The Mill won. “No,” Lund said."
    assert marked(text) == [("Teo Lund", "No,")]


def test_a_noun_that_is_a_verb_too_belongs_to_a_description():
    text = "“No,” the boy who sells phone credit said."
    assert marked(text) == [("boy who sells phone credit", "No,")]
