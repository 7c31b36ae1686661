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
        # or a sentence that goes on behind it
        (
            "It rained all day, Ana Paz said, and the board met.",
            "It rained all day, Ana Paz said, and the board met",
        ),
        (
            "The mill was sold again, said the clerk, because it had burnt twice.",
            "The mill was sold again, said the clerk, because it had burnt twice",
        ),
        (
            "The ferry had two leaks, she said, but it would sail.",
            "The ferry had two leaks, she said, but it would sail",
        ),
        # unlike what was done when it was said
        ("The mill was sold in May, the clerk said, but declined to say why.",
         "The mill was sold in May"),
        ("The mill was sold in May, the clerk said, as the rain began.",
         "The mill was sold in May"),
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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # where and what class somebody is of
        ("A woman two doors up, who gave no name, spoke of “words”.", "woman two doors up"),
        ("Ana Paz ’25, who chairs the board of the hall, said it was “late”.", "Ana Paz"),
        ("The Rt Revd Ana Paz met them. “No,” she said.", "Ana Paz"),
        ("Madam Paz Mei-sze waits. “No,” Madam Paz said.", "Paz Mei-sze"),
        ("Cllr P.J. Paz (FF) rose. “No,” said Cllr Paz.", "P.J. Paz"),
        # bodies by their whole names
        ("It is, in the Environment Agency's words, “still rising”.", "Environment Agency"),
        ("Wyre and Fell Council said it was “late”.", "Wyre and Fell Council"),
        ("Gris Fire and Rescue posts: “Do not drive.”", "Gris Fire and Rescue"),
        ("Baker Bakers United left. The group said it was “late”.", "Baker Bakers United"),
        # the host of a show, not the show
        ("“The Len Roth Show” began. “No,” Roth said.", "Len Roth"),
        # whose argument it is
        ("Ana Paz rejected the state’s argument that it was “late”.", "state"),
        # whom a description in between cannot be
        (
            "Tom Roth pleaded guilty.\n\nIt was hard on Mia Dube, who led. The Portuguese driver "
            "stopped, and was in tears.\n\n“No,” she said.",
            "Mia Dube",
        ),
        # who is only asked of more
        ("“We are ready,” said Len Roth.\n\nOn the price of it: “No idea.”", "Len Roth"),
        # which one
        ("Two former aides spoke. “No,” said one, a former clerk.", "former clerk"),
        ("A third person, a cook who served them, spoke of “soup”.", "cook who served them"),
        # whom nobody asks of
        ("Ana Paz looked up. On whether anyone would be there: “No idea.”", "Ana Paz"),
    ],
)
def test_who_says_marked_words(text, speaker):
    assert marked(text)[-1][0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Oct 23 (Gris News) - Gris Flow cut its forecast, saying duties would be high.",
         "Gris Flow", "duties would be high"),
        ("A man behind her in the queue said he had been there since dawn.",
         "man behind her", "he had been there since dawn"),
        ("The Gris Trust, which fought the plan, said it was “late” and that it would sue.",
         "Gris Trust", "it would sue"),
        ("All were well, Ana Paz reminded the board.", "Ana Paz", "All were well"),
        ("The line is shut, according to two men who met them and said no more.",
         "two men who met them", "The line is shut"),
    ],
)  # fmt: skip
def test_who_says_what_is_reported(text, speaker, said):
    assert (speaker, said) in reported(text)


@pytest.mark.parametrize(
    ("who", "verb"),
    [
        ("the cook", "cuts in"),
        ("her brother", "hit back"),
        ("one of the cooks", "points out"),
        ("two of the cooks", "chip in"),
        ("the mayor’s office", "fires back"),
        ("the man behind the bar", "texts"),
        ("an old man from Gris", "posts"),
        ("the head of the port", "comments"),
        ("residents", "point out"),
        ("the twins", "estimate"),
        ("the second waiter", "jokes"),
        ("the cook", "weighed in"),
    ],
)
def test_what_looks_like_a_noun_is_a_verb_beside_marked_words(who, verb):
    speaker = who.removeprefix("the ").removeprefix("her ").removeprefix("an ")
    tag = f"“It rained here,” {who} {verb}"
    for text in (f"{tag}.", f"{tag}, “not there.”", f"{tag} from the door."):
        assert {q.speaker for q in extract_quotes(text)} == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Then the cook cuts in: “No.”", "cook"),
        ("The bus is late, but the man behind the bar texts: “No.”", "man behind the bar"),
        ("The landlord notes, “It rained.”", "landlord"),
        ("Residents hit back: “No.”", "residents"),
        ("“No,” chips in the landlord.", "landlord"),
        ("“No,” offers the company.", "company"),
        ("“No,” comment readers.", "readers"),
        ("“No?” the man behind the bar said, folding the map.", "man behind the bar"),
        ("The keeper jokes in a voice note: “It rained.”", "keeper"),
        ("One of the clerks texts from Gris: “It rained.”", "one of the clerks"),
        ("Residents comment in a post on Facebook: “It rained.”", "residents"),
        ("Over coffee the keeper jokes: “It rained.”", "keeper"),
        ("The bus is late, but the keeper goes on: “It rained.”", "keeper"),
        ("“It rained,” the keeper jokes in Spanish.", "keeper"),
        ("“It rained,” said the keeper under her breath.", "keeper"),
        ("“It rained,” said a clerk on his way out.", "clerk"),
        # unlike nouns
        ("“No,” the phone messages said.", "phone messages"),
    ],
)
def test_whose_verb_stands_beside_marked_words(text, speaker):
    assert [who for who, _ in marked(text)] == [speaker]


@pytest.mark.parametrize("who", ["Ana Paz", "His wife", "A friend"])
@pytest.mark.parametrize("verb", ["once said", "once told a paper", "once joked"])
def test_once_is_no_conjunction_before_a_verb_of_saying(who, verb):
    [quote] = extract_quotes(f"{who} {verb} that the car was lost.")
    assert quote.text == "the car was lost"
    assert quote.speaker == who.removeprefix("His ").removeprefix("A ")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz preached in Gris that evening, taking the tram home.",
        "WHO’S DOWN: The board, where all complain of the cold.",
        "All recovered, according to the drugmaker, Gris Labs of Gris, Massachusetts.",
    ],
)
def test_what_reports_nobodys_words(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Speaking on “The Len Roth Hour” in May, Ana Paz was calm.",
        "We rate the claim “False.”",
        "It came from a contact saved as “Unc,” in May.",
    ],
)
def test_the_name_of_something_is_no_quote(text):
    assert marked(text) == []


def test_a_headlines_words_in_any_marks_are_its_quotes():
    text = "Four trucks and “a Trojan horse” at Gris\n\n“It is a Trojan horse,” Ana Paz said of it."
    assert marked(text)[0] == ("Ana Paz", "a Trojan horse")
    assert marked("Four trucks and “a Trojan horse” at Gris\n\nAna Paz went home in May.") == []


def test_they_are_those_told_of():
    text = "“The women laughed at me,” Len Roth says. “They asked, ‘Will you carry it?’”"
    inner = [q for q in extract_quotes(text) if q.rule == "quote inside a quote"]
    assert [q.speaker for q in inner] == ["women"]


def test_a_given_name_may_stand_behind_then():
    assert marked("Then Luc said “no”.") == [("Luc", "no")]
    assert marked("Then Mayor Paz said “no”.") == [("Paz", "no")]


def test_a_work_is_no_part_of_its_authors_name():
    text = "Her version of Teo Lund’s The Mill won. “No,” Lund said."
    assert marked(text) == [("Teo Lund", "No,")]


def test_a_noun_that_is_a_verb_too_belongs_to_a_description():
    text = "“No,” the boy who sells phone credit said."
    assert marked(text) == [("boy who sells phone credit", "No,")]
