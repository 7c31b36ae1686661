"""Who says what, phenomenon by phenomenon, in sentences written for the purpose."""

import gc
import unicodedata

import pytest

from stance import extract_quotes
from stance.schema import Kind


def said(text, kind=None):
    """The texts and speakers of the quotes, of one kind or of all."""
    return [(q.text, q.speaker) for q in extract_quotes(text) if kind in (None, q.kind)]


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        # before, after, inverted
        ("Ana Paz said: “The bridge will hold.”", "The bridge will hold.", "Ana Paz"),
        ("“The bridge will hold,” Ana Paz said.", "The bridge will hold,", "Ana Paz"),
        ("“The bridge will hold,” said Ana Paz.", "The bridge will hold,", "Ana Paz"),
        ("“Will it hold?” asked Ana Paz.", "Will it hold?", "Ana Paz"),
        # a title first, an apposition behind or between
        (
            "“We regret it,” said Foreign Ministry spokeswoman Irina Belova.",
            "We regret it,",
            "Irina Belova",
        ),
        (
            "“Prices doubled,” said Rosa Gil, a nurse in Maracay.",
            "Prices doubled,",
            "Rosa Gil",
        ),
        ("Rosa Gil, a nurse in Maracay, said: “Prices doubled.”", "Prices doubled.", "Rosa Gil"),
        # institutions
        ("“Talks go on,” said the White House in a statement.", "Talks go on,", "White House"),
        (
            "“Rates will stay,” the Bank of England said on Monday.",
            "Rates will stay,",
            "Bank of England",
        ),
        # nobody with a name
        ("“Nobody came,” said a nurse from Cumaná.", "Nobody came,", "nurse from Cumaná"),
        ("Critics called the plan “a joke” on Friday.", "a joke", "critics"),
        ("“Go home,” said one of the guards.", "Go home,", "one of the guards"),
        ("“Go home,” a friend of the volunteers said.", "Go home,", "friend of the volunteers"),
        ("Others called it “a gift”.", "a gift", "others"),
        ("“Stay,” says the second.", "Stay,", "second"),
        # a description: as far as its clause, not as far as the verb behind it
        ("“It is late,” said a cook who feeds the ward.", "It is late,", "cook who feeds the ward"),
        ("A nurse in a mask nodded: “It is late.”", "It is late.", "nurse in a mask"),
        # whose words are written
        ("A letter signed by Ana Paz said: “It is late.”", "It is late.", "Ana Paz"),
        ("In Ana Paz’s words the plan was “a gift”.", "a gift", "Ana Paz"),
        (
            "The night nurses hung a bedsheet from the roof: “Stay home.”",
            "Stay home.",
            "night nurses",
        ),
        ("Ana Paz left.\n“Closed,” read the notice she taped there.", "Closed,", "Ana Paz"),
        ("The choir hung a bedsheet there. “Stay home,” it read.", "Stay home,", "choir"),
        ("“The bridge was never mine.” — Ana Paz", "The bridge was never mine.", "Ana Paz"),
        # asides in brackets
        ("Ana Paz (Letters, May 3) called the plan “a gift”.", "a gift", "Ana Paz"),
        ("“Not now,” said Sen. Ana Paz (D-Ohio).", "Not now,", "Ana Paz"),
        ("“Late again,” the Gris Times wrote.", "Late again,", "Gris Times"),
        # capitals that say nothing
        ('"IT IS LATE," SAID ANA PAZ.', "IT IS LATE,", "ANA PAZ"),
        # leads
        ("Ana Paz put it simply: “Not now.”", "Not now.", "Ana Paz"),
        ("PAZ: “We have nothing to add.”\nAna Paz left.", "We have nothing to add.", "Ana Paz"),
        ("According to Ana Paz, the plan is “dead on arrival”.", "dead on arrival", "Ana Paz"),
        # other verbs, other tenses
        ("“Never,” whispers Ana Paz.", "Never,", "Ana Paz"),
        ("“He will not come,” Ana Paz told reporters.", "He will not come,", "Ana Paz"),
    ],
)
def test_a_direct_quote_and_its_speaker(text, quote, speaker):
    assert said(text, Kind.DIRECT) == [(quote, speaker)]


def test_a_pronoun_is_the_person_it_stands_for():
    text = "Maria Solano runs the school.\n“We have forty children,” she said."
    (quote,) = extract_quotes(text)
    assert (quote.speaker, quote.speaker_mention) == ("Maria Solano", "she")
    assert text[quote.speaker_start : quote.speaker_end] == "she"
    assert quote.cue == "said"


def test_he_and_she_are_told_apart():
    text = "Maria Solano met Pedro Rojas at noon.\n“It rained,” he said.\n“It poured,” she said."
    assert said(text) == [("It rained,", "Pedro Rojas"), ("It poured,", "Maria Solano")]


def test_nobody_in_somebodys_own_words_says_them():
    text = "Pedro Rojas spoke first. Juan Gil had, he said, “lost the key”."
    assert said(text, Kind.DIRECT) == [("lost the key", "Pedro Rojas")]


def test_a_name_that_no_list_has_is_known_by_its_ending():
    text = (
        "Brunhilda Kest met Roderico Malm at noon.\n“It rained,” she said.\n“It poured,” he said."
    )
    assert said(text) == [("It rained,", "Brunhilda Kest"), ("It poured,", "Roderico Malm")]


def test_the_last_speaker_is_no_answer_where_the_pronoun_does_not_fit():
    text = "“It rained,” said Maria Solano.\n“It poured,” he said."
    assert said(text) == [("It rained,", "Maria Solano"), ("It poured,", None)]


def test_an_ending_is_no_proof():
    text = "Sound engineer Gorka Lund worked both banks. “It rained,” he said."
    assert said(text) == [("It rained,", "Gorka Lund")]


@pytest.mark.parametrize(
    "between",
    [
        "The offer was open to whoever asked.",
        "Anyone may come.",
        "Holy Week begins.",
        "The Agrarian bench was full.",
        "Pedro Rojas ran the house in 2005, a clerk among lawyers.",
        "The Pumping Station was shut.",
    ],
)
def test_what_is_nobody_in_particular_is_not_who_she_is(between):
    text = f"Maria Solano runs the school. {between} “It rained,” she said."
    assert said(text) == [("It rained,", "Maria Solano")]


def test_a_first_name_that_is_new_is_known_by_what_is_said_of_it():
    text = "Pedro Rojas left. Fulvencio, his brother, looked on. “It rained,” he said."
    assert said(text) == [("It rained,", "Fulvencio")]


@pytest.mark.parametrize("town", ["San José", "San Antonio", "Santo Domingo", "São Pedro"])
def test_a_town_named_for_a_saint_is_not_who_he_is(town):
    assert said(f"Len Roth came from {town}. “It was cold,” he says.")[0][1] == "Len Roth"
    assert said(f"Len Roth was late. {town} is far. “It was cold,” he says.")[0][1] == "Len Roth"


def test_the_first_and_the_second_are_of_what_was_counted():
    text = "Two banners hung from the rails. “Open it,” read the first. “Shut it,” said the second."
    assert said(text) == [("Open it,", "first banner"), ("Shut it,", "second banner")]


def test_a_description_leads_to_the_name_beside_it():
    text = "The man behind her in the queue, Pedro Rojas, had listened.\n“It rained,” he said."
    assert said(text) == [("It rained,", "Pedro Rojas")]


def test_his_view_is_his():
    text = "Pedro Rojas runs the port. In his view the plan is “a gift”."
    (quote,) = extract_quotes(text)
    assert (quote.speaker, quote.speaker_mention) == ("Pedro Rojas", "his")


@pytest.mark.parametrize(
    ("owned", "speaker"),
    [
        ("Her brother", "brother"),
        ("Its embassy", "Norwegian embassy"),
        ("Its statement", "Norway"),
    ],
)
def test_who_is_owned_is_somebody_and_what_is_owned_is_the_owners(owned, speaker):
    text = f"Norway has sent nobody to Ana Paz so far.\n{owned} said: “It is late.”"
    assert said(text) == [("It is late.", speaker)]


def test_a_surname_becomes_the_full_name():
    text = "Mayor Elena Duarte opened the market. “It is late,” Duarte said."
    assert said(text) == [("It is late,", "Elena Duarte")]


def test_a_quote_broken_by_its_speaker_is_two_and_the_second_goes_on():
    first, second = extract_quotes("“I came,” said Ana Paz, “and I stayed.”", "a")
    assert (first.speaker, second.speaker) == ("Ana Paz", "Ana Paz")
    assert (first.continues, second.continues) == (None, first.id)


def test_a_floating_quote_has_the_speaker_before_it_and_no_mention():
    text = "“I came early,” said Ana Paz, the mayor.\n“And I will stay until they all leave.”"
    _, floating = extract_quotes(text, "a")
    assert floating.speaker == "Ana Paz"
    assert floating.speaker_mention is None
    assert floating.continues == "a#01"


def test_one_speaker_reports_another():
    text = "“My brother told me, ‘Sell the boat,’ and so I did,” said Ana Paz."
    outer, inner = extract_quotes(text)
    assert outer.speaker == "Ana Paz"
    assert (inner.text, inner.speaker) == ("Sell the boat,", "brother")


@pytest.mark.parametrize(
    "text",
    [
        "They watched the film “The Long Road” twice.",
        "The so-called “Orinoco belt” is wide.",
        "The song “Blue Morning” was playing in the bar.",
        "The '90s were kind to Ana's bakers.",
    ],
)
def test_names_in_marks_are_no_quotes(text):
    assert said(text) == []


def test_a_heading_has_the_speaker_whose_words_it_takes_up():
    text = (
        "'They sold the boats'\n"
        "The harbour was empty on Sunday, and nobody could say for how long it would be.\n"
        "“They sold the boats and left,” said Ana Paz, who mends nets.\n"
    )
    heading, quote = extract_quotes(text)
    assert (heading.kind, heading.text) == (Kind.HEADING, "They sold the boats")
    assert heading.speaker == quote.speaker == "Ana Paz"


def test_a_heading_may_follow_the_words_it_takes_up():
    text = (
        "“They sold the boats and left,” said Ana Paz, who mends nets.\n"
        "'They sold the boats'\n"
        "The harbour was empty on Sunday, and nobody could say for how long it would be.\n"
    )
    assert said(text, Kind.HEADING) == [("They sold the boats", "Ana Paz")]


@pytest.mark.parametrize(
    "credits", ["By Len Roth", "Monday, 3 March 2019 | 4 min read", "By Len Roth\n\n3 March, 14:05"]
)
def test_a_headline_stands_above_who_wrote_the_story_and_when(credits):
    story = "“They sold the boats to pay for the port,” said Ana Paz, who runs the museum of Gris."
    text = f"HARBOUR\n\n“They sold the boats”: museum in uproar\n\n{credits}\n\n{story}"
    assert said(text, Kind.HEADING) == [("They sold the boats", "Ana Paz")]


@pytest.mark.parametrize(
    ("text", "proposition", "speaker"),
    [
        ("Ana Paz said that the bridge was closed.", "the bridge was closed", "Ana Paz"),
        ("Ana Paz said the bridge was closed.", "the bridge was closed", "Ana Paz"),
        ("The bridge is closed, according to Ana Paz.", "The bridge is closed", "Ana Paz"),
        ("According to Ana Paz, the bridge is closed.", "the bridge is closed", "Ana Paz"),
        (
            "Critics accused the mayor of selling the bridge.",
            "selling the bridge",
            "critics",
        ),
        (
            "Ana Paz rejected the plan, saying it violates the law.",
            "it violates the law",
            "Ana Paz",
        ),
        # between the verb and what it reports: a time, a medium, an addressee
        ("Ana Paz said in reply to a letter that it was closed.", "it was closed", "Ana Paz"),
        ("Ana Paz has said several times that it was closed.", "it was closed", "Ana Paz"),
        ("The mayor told us there was no bridge.", "there was no bridge", "mayor"),
        # behind a description, with or without a name
        ("The mayor, Ana Paz, said the bridge was closed.", "the bridge was closed", "Ana Paz"),
        ("One of them, Ana Paz, said the bridge was closed.", "the bridge was closed", "Ana Paz"),
        ("A friend of hers, Ana Paz, said it was closed.", "it was closed", "Ana Paz"),
        # before, around and after an aside
        ("The bridge is closed, Ana Paz said on Monday.", "The bridge is closed", "Ana Paz"),
        (
            "The bridge, Ana Paz said, is closed for good.",
            "The bridge, Ana Paz said, is closed for good",
            "Ana Paz",
        ),
        ("In a safe town, Ana Paz said, bridges are open.", "bridges are open", "Ana Paz"),
        (
            "The bridge, according to Ana Paz, is closed for good.",
            "is closed for good",
            "Ana Paz",
        ),
        ("He met Ana Paz, according to whom it was closed.", "it was closed", "Ana Paz"),
        # joined to a verb before it
        ("Ana Paz left and said it was closed.", "it was closed", "Ana Paz"),
        # behind a phrase that opens the sentence
        (
            "In a note read to the court, Ana Paz said the mayor, who died, had paid.",
            "the mayor, who died, had paid",
            "Ana Paz",
        ),
        ("The bridge closed, with Ana Paz warning it would fall.", "it would fall", "Ana Paz"),
        # no marks, and no "that"
        ("Ana Paz denied the town owed her money.", "the town owed her money", "Ana Paz"),
        # judgements
        ("Ana Paz described the vote as a bad joke.", "the vote as a bad joke", "Ana Paz"),
        ("Ana Paz called on the two sides to meet.", "the two sides to meet", "Ana Paz"),
    ],
)
def test_an_indirect_quote(text, proposition, speaker):
    assert said(text) == [(proposition, speaker)]


def test_what_holds_a_marked_fragment_is_no_indirect_quote():
    text = "Ana Paz said that the vote was “a joke” for all."
    assert said(text) == [("a joke", "Ana Paz")]


def test_what_is_joined_to_a_marked_fragment_is_one():
    text = "Ana Paz said the vote was “a joke” and that nobody had come."
    assert said(text) == [("a joke", "Ana Paz"), ("nobody had come", "Ana Paz")]
    text = "Ana Paz said nobody had come and that the vote was “a joke”."
    assert said(text) == [("nobody had come", "Ana Paz"), ("a joke", "Ana Paz")]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz has rejected the deployment and recognised the assembly.",
        "Ana Paz did not say that the bridge was closed.",
        "Ana Paz must say whether the bridge is closed.",
        "Ana Paz said it on a morning show.",
        "Ana Paz announced a bonus for teachers, to be paid in June.",
        "Ana Paz, the mayor of Puerto Gris, told the mayor of Villa Clara everything.",
        "Agencies have called for tankers.",
    ],
)
def test_an_act_is_no_quote(text):
    assert said(text) == []


def test_nobody_is_named_where_nobody_can_be():
    (quote,) = extract_quotes("“It was a long night and nobody slept at all.”")
    assert quote.speaker is None


def test_each_decision_names_its_rule_and_how_often_it_is_right():
    quote, other = extract_quotes("“Yes,” said Ana Paz. Ana Paz said that she would vote.")
    assert quote.rule == "verb and subject after"
    assert other.rule == "say that"
    assert 0.5 < quote.confidence <= 1
    assert 0 < other.confidence <= 1


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_left_as_it_was(collecting):
    was = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        extract_quotes("“No,” said Ana Paz.")
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("hidden", ["", "\u00ad", "\u200b", "\ufeff"])
def test_names_are_whole_however_they_are_written(form, hidden):
    """Accents apart from their letters, and what is not seen inside a word or between words."""
    text = "“¿Qué más?” said José Ruíz, the minister. Ruíz added that “all is well”."
    text = (
        unicodedata.normalize(form, text)
        .replace("ini", f"in{hidden}i")
        .replace("Ru", f"R{hidden}u")
    )
    first, second = extract_quotes(hidden + text)
    assert (first.speaker, second.speaker) == ("José Ruíz", "José Ruíz")
    for quote in (first, second):
        assert (hidden + text)[quote.start : quote.end] == quote.text
        assert (hidden + text)[quote.speaker_start : quote.speaker_end] == quote.speaker_mention
    assert unicodedata.normalize("NFC", first.text) == "¿Qué más?"
