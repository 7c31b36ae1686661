"""Who a speaker is where the words beside his quote do not say it."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text, kind=Kind.DIRECT):
    return [q.speaker for q in extract_quotes(text) if q.kind is kind]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # as far as the description goes
        (
            "A man waiting at the bus stop shook his head. “They knew,” he said.",
            "man waiting at the bus stop",
        ),
        (
            "A Western official briefed on the talks said it was “over”.",
            "Western official briefed on the talks",
        ),
        ("A source close to the couple said: “It is over.”", "source close to the couple"),
        ("A mother of two, who gave no name, said: “I ran.”", "mother of two"),
        (
            "“I ran,” said a neighbour who lives two doors down.",
            "neighbour who lives two doors down",
        ),
        (
            "A spokesman for the city’s fire and rescue service said: “We do not know.”",
            "spokesman for the city’s fire and rescue service",
        ),
        ("One elderly resident called the road “a joke”.", "elderly resident"),
        # a description of somebody named
        ("Ana Paz was booked. “Never mind,” said the striker.", "Ana Paz"),
        ("Industry group Skyline Gris is unhappy. The group called it “a joke”.", "Skyline Gris"),
        ("“It is late,” jokes Moya.\nPilar Moya Segura left.", "Pilar Moya Segura"),
        ("A student who gave his name only as Will said: “It is late.”", "Will"),
        ("The mayor of Gris, Ana Paz, left. “No,” said the Mayor.", "Ana Paz"),
        ("Ana Paz lost.\n“It is late,” the senator said.", "Ana Paz"),
        # of a couple
        ("Karl Paz and Ana Paz left. “No,” said Mrs Paz.", "Ana Paz"),
        # asides
        ("Ana Paz, a Democrat, called it “a joke”.", "Ana Paz"),
        ("I saw Ana Paz. Paz, asked about it, said it was “a joke”.", "Ana Paz"),
        ("Citing Len Roth, Ana Paz, for the bank, said it was “a joke”.", "Ana Paz"),
        (
            "Talks, two officials familiar with the matter said, were “over”.",
            "two officials familiar with the matter",
        ),
        # who posts
        ("“It is late,” posted @ana_paz on X.", "@ana_paz"),
        # whose ministry
        ("The Defense Ministry in Phnom Penh called it “a lie”.", "Cambodian Defense Ministry"),
        # a verb behind another
        ("My grandmother used to say, “No.”", "grandmother"),
        # a dateline is nobody
        ("CHICAGO, Oct 24 - Ana Paz left. She called it “a joke”.", "Ana Paz"),
        # titles
        ("The priest, Don Renato Piaz, stood up. “Go,” he said.", "Renato Piaz"),
    ],
)
def test_a_speaker(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject of what is told above
        ("Ana Paz was angry about the report.\n“It is too long.”", ["Ana Paz"]),
        # short turns
        (
            "“Is it you?” Ana Paz asked Len Roth.\n“Who else?” Len Roth said.\n“Come in, then.”",
            ["Ana Paz", "Len Roth", "Ana Paz"],
        ),
        (
            "Ana Paz opened.\n“It is late,” she said.\nLen Roth shouted through the wall.\n"
            "“Is it everyone?”\n“It is everyone.”\n“Then wait.”",
            ["Ana Paz", "Len Roth", "Ana Paz", "Len Roth"],
        ),
        # a line below
        (
            "One big quote\n“I left at nine and never came back.”\n— Ana Paz, whose inn burnt",
            ["Ana Paz"],
        ),
        # an interview
        (
            "Ana Paz, 38, opens the door.\nWhy did you stop?\n“I was tired.”\n"
            "One critic called it “bad”. Fair?\n“He did.”",
            ["Ana Paz", "critic", "Ana Paz"],
        ),
        (
            "Ana Paz, 38, opens the door.\nWhy did you stop?\n“I was tired.”\nDid Len Roth ask?"
            "\n“He did.”",
            ["Ana Paz", "Ana Paz"],
        ),
        # a reader's name on the line below
        (
            "Letters\n\n“Shut it.”\nAna Paz, Gris\n\n“Keep it.”\nLen Roth, 71",
            ["Ana Paz", "Len Roth"],
        ),
    ],
)
def test_a_quotation_that_stands_alone(text, expected):
    assert speakers(text) == expected


def test_i_is_whose_label_begins_the_paragraph():
    text = "OKORO: You promised Easter.\nREEVE: I said “not before Easter”. It was March."
    assert speakers(text) == ["REEVE"]


def test_a_description_before_the_name():
    text = (
        "A head teacher has asked parents to “hold their nerve” over a ban.\n"
        "Isla Cathcart, who took over in May, said that it would stay."
    )
    assert speakers(text) == ["Isla Cathcart"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Ana Paz said at least one bridge had closed.", "at least one bridge had closed"),
        ("Ana Paz told analysts on Tuesday's call that it had rained.", "it had rained"),
        (
            "Two people who attended the meeting said the chair had shouted.",
            "the chair had shouted",
        ),
    ],
)
def test_a_reported_clause(text, clause):
    assert [q.text for q in extract_quotes(text)] == [clause]


def test_nothing_is_read_between_marks_that_are_not():
    text = "The firm said ''it was 'over' now''. Ana Paz said ‘yes’."
    assert [q.text for q in extract_quotes(text) if q.kind is Kind.DIRECT] == ["yes"]
    assert [q.text for q in extract_quotes(text, doubled=True)] == ["it was 'over' now", "yes"]
