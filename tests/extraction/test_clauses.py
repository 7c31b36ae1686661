"""Which noun phrase a verb of speech goes with, in longer clauses."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is Kind.DIRECT]


def test_a_label_with_a_seat_in_brackets():
    opening = "The House met on Monday to hear of the goats.\n"
    text = "Mr PAZ (Gris): “From how many?”\nMrs ROTH (Port Gris, Liberal): “From ten.”"
    assert speakers(opening + text) == ["PAZ", "ROTH"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“So was he,” said a voice from behind the clock.", "voice from behind the clock"),
        ("“It is late,” said a Gris County Council spokesman.", "Gris County Council spokesman"),
        ("His Chief Whip said: “We have nine.”", "Chief Whip"),
        ("Her Deputy Mayor said: “We have nine.”", "Deputy Mayor"),
    ],
)
def test_how_far_a_description_goes(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Len Roth left. A video, obtained by Gris News, shows him telling staff: “Go home.”",
        "Ana Paz left. A video shows Len Roth shouting: “Go home.”",
        "Len Roth left. Ana Paz heard him shouting “Go home”.",
    ],
)
def test_who_is_seen_or_heard_to_speak(text):
    assert speakers(text) == ["Len Roth"]


@pytest.mark.parametrize("who", ["the union", "critics", "the mayor of Gris", "Mr Roth"])
@pytest.mark.parametrize(
    "clause",
    [
        "a verdict that {} called “rude”.",
        "a move {} had dismissed hours before as “theatre”.",
        "an outcome which {} said was “beyond belief”.",
        "after what {} described as a “week of shame”.",
    ],
)
def test_a_clause_without_its_object_is_its_subjects(clause, who):
    text = "The court sat until ten.\n\nLena Orr resigned on Friday, " + clause.format(who)
    assert speakers(text) == [who.removeprefix("the ").removeprefix("Mr ")]


def test_who_is_told_of_is_not_the_subject_of_a_clause_about_him():
    text = "Lena Orr left on Friday after what the minister called “a week of shame”."
    assert speakers("A cabinet in ruins\n\n" + text) == ["minister"]


@pytest.mark.parametrize("does", ["told him:", "asked him,", "warned him again:"])
def test_who_acts_on_him_is_another(does):
    text = f"The mayor of Gris, Tavita Leota, rang the radio. The presenter {does} “Go home.”"
    assert speakers(text) == ["presenter"]


def test_what_is_called_something_does_not_call_it():
    text = "Lena Orr is rehearsing a popular play called “Sons of Gris” and says: “It is late.”"
    assert speakers(text)[-1] == "Lena Orr"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Paz remembers her mother telling her: “Never trust a tide.”", "mother"),
        ("“Never trust a tide,” Ana Paz remembers her mother telling her.", "mother"),
        ("Ana Paz recalled Len Roth saying: “Never trust a tide.”", "Len Roth"),
        ("Ana Paz was told by a clerk: “Never trust a tide.”", "clerk"),
        ("Ana Paz said Len Roth had called it “a trap”.", "Len Roth"),
    ],
)
def test_who_is_remembered_to_have_said_it(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The reply from the ministry: “Never trust a tide.”", "ministry"),
        ("The ministry's reply came on Friday: “Never trust a tide.”", "ministry"),
        ("Ana Paz got a letter from the bank: “Never trust a tide.”", "bank"),
        ("One line in the report stood out: “Never trust a tide.”", "report"),
        ("Len Roth said of Ana's latest request: “Never trust a tide.”", "Len Roth"),
    ],
)
def test_what_leads_to_the_words_is_somebodys(text, speaker):
    assert speakers("Len Roth shut the quay in May. " * (speaker != "Len Roth") + text) == [speaker]


@pytest.mark.parametrize("body", ["the Bureau of Tides", "Coral Energy", "the health ministry"])
def test_it_is_the_body_according_to_which_something_is_so(body):
    text = f"Cyclone Ottilie is near Gris, according to {body}. It said: “Nobody should go out.”"
    assert speakers(text) == [body.removeprefix("the ")]


@pytest.mark.parametrize("what", ["the bulk carrier", "the ferry", "the racehorse", "the storm"])
def test_a_thing_with_somebodys_name_is_not_she(what):
    text = f"Ana Paz waits. Above her {what} Sarah Gold comes out of the dark. “Late,” she says."
    assert speakers(text) == ["Ana Paz"]


@pytest.mark.parametrize("text", ["One, at 6.14pm, read: “Go.”", "Another, at 7 p.m., read: “Go.”"])
def test_an_hour_says_nothing(text):
    assert speakers(text) in ([None], [text.split(",")[0].lower()])


def test_what_a_newspaper_has_seen_is_not_what_it_says():
    text = "Two letters went unanswered. The second, seen by this newspaper, states: “It is late.”"
    assert speakers(text) == ["second letter"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“And then Len Roth, who never swore, who taught Sunday school, said, ‘We will.’” "
            "Ana Paz laughs.",
            "Len Roth",
        ),
        ("“There was a poster up. It said, ‘No entry.’ We laughed,” Ana Paz said.", "poster"),
        (
            "The newspaper asked Len Roth.\n“He told me, ‘Show ten.’ I did,” Ana Paz said.",
            "Len Roth",
        ),
    ],
)
def test_whose_the_words_inside_a_quote_are(text, speaker):
    assert speakers(text)[-1] == speaker


def test_a_heading_takes_up_the_words_inside_a_quote():
    text = (
        "“Have you kept it?”\nAna Paz fell.\n“A lad called Len goes, ‘Have you kept it?’” she said."
    )
    assert next(q.speaker for q in extract_quotes(text)) == "Len"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Len Roth was described by Ana Paz as “late”.", "Ana Paz"),
        ("Len Roth has been branded “late” by Ana Paz.", "Ana Paz"),
        ("Len Roth, accused by Ana Paz of being “late”, left.", "Ana Paz"),
        # the subject's, as nobody is told or called anything
        ("Len Roth said a vote called by Ana Paz would be “late”.", "Len Roth"),
        ("Len Roth, asked by Ana Paz, was “late”.", "Len Roth"),
    ],
)
def test_by_whom_somebody_is_called_something(text, speaker):
    assert speakers(text) == [speaker]


def test_the_monarch_is_the_ruler():
    text = "The ruler of the creek, Len Roth, left.\nThe monarch said: “We go.”"
    assert speakers(text) == ["Len Roth"]
