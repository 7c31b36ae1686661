"""Where a name begins and ends, and what stands before it or inside it."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is Kind.DIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "“It is late,” said Ana “Lola” Paz. “Go,” cried Lola. “We go,” Paz said.",
        "Barman Ana 'Lola' Paz left. 'It is late,' said Paz. 'Go,' said Ana Paz.",
    ],
)
def test_a_nickname_in_marks_is_part_of_the_name(text):
    assert {s.replace("“", "'").replace("”", "'") for s in speakers(text)} == {"Ana 'Lola' Paz"}


def test_a_nickname_inside_a_quote_is_nobodys_words():
    text = "“I met Ana ‘Lola’ Paz,” said Len Roth."
    assert speakers(text) == ["Len Roth"]


@pytest.mark.parametrize(
    "line",
    [
        "Court Bars Deputy Paz From Office",
        "Why Paz Is Leaving",
        "Paz and the Flood: A Bishop’s Year",
    ],
)
def test_capitals_of_a_headline_are_no_fuller_name_of_somebody(line):
    text = f"{line}\n\nThe deputy Berta Paz Lemes left the hall.\n\n“We lost,” said Paz."
    assert [quote.speaker for quote in extract_quotes(text)] == ["Berta Paz Lemes"]


@pytest.mark.parametrize(
    ("whole", "surnames"),
    [
        ("Luis Almagro Paz", "Almagro Paz"),
        ("Ramiro Oddone Paz", "Oddone Paz"),  # Oddone is a given name, too
        ("Fernando Azevedo e Silva", "Azevedo e Silva"),
        ("Rosa Montes de Oca", "Montes de Oca"),
    ],
)
@pytest.mark.parametrize(
    "story",
    [
        "{whole} left.\n\n“We lost,” {surnames} said.",
        "The lawyer {whole} met Eva Sol.\n\n“We lost,” said Deputy {surnames}.",
        "{whole} is a deputy. Len Roth is another.\n\n{surnames} said that the boats were lost.",
    ],
)
def test_two_surnames_are_whose_they_are(story, whole, surnames):
    (quote,) = extract_quotes(story.format(whole=whole, surnames=surnames))
    assert quote.speaker == whole


@pytest.mark.parametrize(
    "title",
    """Garda|Aunty|HRH|ASP|Atty|Engr.|Padre|Officer-in-Charge|Trustee|Firefighter
    Lieutenant-Colonel|Rear-Admiral|Vice-Provost|Mayor-elect|Mother-of-two|Oncologist
    Air Commodore|Team Principal|Sub-Inspector
    """.replace("\n", "|").split("|")[:-1],
)
@pytest.mark.parametrize("sentence", ["“It is late,” said {} on Friday.", "{} said: “It is late.”"])
def test_a_title_is_no_part_of_the_name(title, sentence):
    named = f"{title.strip()} Xogwi Ndebe"
    assert speakers(sentence.format(named)) == ["Xogwi Ndebe"]


@pytest.mark.parametrize("trade", ["Freeholder", "Defenseman", "Moderator", "Fowler"])
def test_a_trade_before_a_known_given_name_is_no_part_of_the_name(trade):
    assert speakers(f"“It is late,” said {trade} Maria Ndebe on Friday.") == ["Maria Ndebe"]


@pytest.mark.parametrize(
    "body", ["Human Rights Watch", "Cancer Research UK", "Copper Mountain Lodge"]
)
@pytest.mark.parametrize("sentence", ["“It is late,” said {}.", "{} said: “It is late.”"])
def test_a_body_keeps_what_a_trade_could_be(body, sentence):
    assert speakers(sentence.format(body)) == [body]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Len King Jr. left. “It is late,” King said.", ["Len King Jr."]),
        ("“It is late,” said Martin Luther King Jr., a pastor.", ["Martin Luther King Jr."]),
        ("Len Paz, Jr. said: “It is late.”", ["Len Paz, Jr."]),
        (
            "“Go,” Len Paz Jr. said. “No,” said Len Paz. “Ah,” Len Paz said.",
            ["Len Paz Jr.", "Len Paz", "Len Paz"],
        ),
        ("Len Paz Jr. met Len Paz III. “Go,” Paz III said.", ["Len Paz III"]),
    ],
)
def test_who_is_told_from_his_father(text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize("name", ["Per van der Berg", "Per Brandt", "Van Lund"])
@pytest.mark.parametrize("who", ["clerk", "head of the dockers' union at Port Orne", "vicar"])
@pytest.mark.parametrize(
    "text",
    ["The {}, {}, said: “Go.”", "“Go,” the {}, {}, said.", "“Go,” said the {}, {}."],
)
def test_a_name_beside_a_description_may_begin_as_a_preposition_does(who, name, text):
    assert speakers(text.format(who, name)) == [name]


@pytest.mark.parametrize("kin", ["Wife", "Daughter", "Youngest"])
def test_kin_before_a_name_are_no_part_of_it(kin):
    assert speakers(f"{kin} Lexi, 44, told the kids. “It is late,” she said.") == ["Lexi"]


@pytest.mark.parametrize(
    "text",
    [
        "Minister of Maritime Affairs Xogwi Ndebe left. “It is late,” Ndebe said.",
        "“It is late,” said the manager of communications Xogwi Ndebe.",
        "Member of Parliament Xogwi Ndebe left. “It is late,” Ndebe said.",
    ],
)
def test_a_name_that_no_list_has_begins_behind_the_matter_of_an_office(text):
    assert speakers(text) == ["Xogwi Ndebe"]


@pytest.mark.parametrize("month", ["February", "April", "June", "August", "November"])
@pytest.mark.parametrize(
    "when", ["On 2 {}", "On 2nd {}", "In {}", "Last {}", "In late {}", "Until {}"]
)
def test_a_month_before_a_name_is_no_part_of_it(when, month):
    when = when.format(month)
    assert speakers(f"{when} Ana Paz left. “It is late,” she said.") == ["Ana Paz"]
    assert speakers(f"Ana Paz is new. {when} Paz said: “It is late.”") == ["Ana Paz"]


@pytest.mark.parametrize(
    "when", ["Every morning", "Each spring", "At 05:58 every day", "Every other Friday"]
)
def test_how_often_somebody_acts_is_no_part_of_the_name(when):
    assert speakers(f"{when} Ana Paz opens the shop.\n\n“It is late,” she says.") == ["Ana Paz"]


@pytest.mark.parametrize("text", ["{} said: “It is late.”", "A note to {} said no. “Go,” {} said."])
def test_a_month_may_be_a_given_name(text):
    assert speakers(text.format("June Roth", "June Roth")) == ["June Roth"]


def test_the_small_words_of_filipino_names():
    text = "“It is late,” said Senator Lito dela Paz. “Go,” Dela Paz said."
    assert speakers(text) == ["Lito dela Paz", "Lito dela Paz"]


def test_however_many_words_of_an_office_stand_before_a_name():
    text = "But Norland National Assembly Majority Whip Ana Mia Paz left. “It is late,” Paz said."
    assert speakers(text) == ["Ana Mia Paz"]


@pytest.mark.parametrize(
    "body",
    [
        "Food and Drug Administration",
        "Norland Marine Safety and Accident Bureau",
        "Department of Agriculture and Rural Development",
        "Ministry of Agriculture, Food and Trade",
        "Centers for Disease Control and Prevention",
        "Union of Rail, Maritime and Harbour Workers (URMHW)",
    ],
)
def test_and_and_commas_inside_the_name_of_a_body(body):
    name = body.partition(" (")[0]
    assert speakers(f"The {body} called it “late”.") == [name]
    assert speakers(f"Ana Paz left. The {body} met. It called it “late”.") == [name]
    assert speakers(f"A spokesman for the {body} called it “late”.") == [
        f"spokesman for the {name}"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Environment Gris",
        "Nurses Without Frontiers",
        "the Diocese of Gris",
        "the Women’s Guild of Gris",
        "the Department of Canals and Inland Harbours",
        "the Commission for Truth and Repair",
    ],
)
@pytest.mark.parametrize(
    "text",
    ["“Go,” said {} in a reply.", "“Go,” {} said.", "The lock shut after {} said it “leaks”."],
)
def test_the_whole_name_of_a_body(body, text):
    assert speakers(text.format(body)) == [body.removeprefix("the ")]


@pytest.mark.parametrize(
    "body",
    [
        "Save the Bay",
        "Stop the Dam",
        "Reclaim the Night",
        "the Isle of Wick Council",
        "the Port of Gris Harbour Trust",
        "the Gulf of Gris Fisheries Board",
        "Burke, Paz & Sons",
    ],
)
def test_the_small_words_in_the_name_of_a_body(body):
    bare = body.removeprefix("the ")
    assert speakers(f"“The quay is unsafe,” {body} said.") == [bare]
    assert speakers(f"“The quay is unsafe,” said {body}.") == [bare]
    assert speakers(f"On Monday {body} posted: “The quay is unsafe.”") == [bare]
    assert speakers(f"“It is unsafe,” said Ana Paz of {body}.") == ["Ana Paz"]


@pytest.mark.parametrize("body", ["Doctors for Life", "Friends of the River", "Lawyers for Peace"])
def test_a_capital_behind_marked_words_that_go_on_is_a_names(body):
    assert speakers(f"“The quay is unsafe,” {body} said.") == [body]


def test_whom_somebody_speaks_for_is_whole():
    text = "“The quay is unsafe,” said a spokesman for the Board of Fish and Game."
    assert speakers(text) == ["spokesman for the Board of Fish and Game"]


@pytest.mark.parametrize(
    ("who", "speaker"),
    [("Justice Paz", "Paz"), ("Health Minister Paz", "Paz"), ("Trade chief Ana Paz", "Ana Paz")],
)
def test_an_office_before_a_name_begins_no_body(who, speaker):
    assert speakers(f"“Go,” said {who} in a reply.") == [speaker]


def test_two_matters_may_name_a_body_without_an_article():
    text = "Officials at Roads, a part of Trade and Rail Safety, called it “late”."
    assert speakers(text) == ["officials at Roads"]


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("Gris Trust and Bay Bank", "Gris Trust"),
        ("Fed's and Gris Bank", "Fed"),
        ("FBI and Gris Department", "FBI"),
        ("Mayor and City Council", "mayor"),
        ("Bank of Gris, Len Roth and Ana Paz", "Bank of Gris"),
        ("Bank of Gris and Mia Dube (MD)", "Bank of Gris"),
    ],
)
def test_and_between_two_is_part_of_no_name(who, first):
    assert speakers(f"The {who} met. It called it “late”.") == [first]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“The tram is late,” said a man with a ladder. He gave his name as Ivo Brandt.",
            "Ivo Brandt",
        ),
        ("A juggler had seen it. “Up there,” she cried. She gave her name only as Dunja.", "Dunja"),
        ("“Mind the paint!” shouted a walker on the path. It was Ana Paz, a plumber.", "Ana Paz"),
        ("A diver who gave the name Dunja wept. “It is cold,” she said.", "Dunja"),
        ("“It is cold,” said the owner of the pool, who asked only to be called Ivo.", "Ivo"),
        ("The stall is run by a man who would be called only Ivo. “Two left,” he said.", "Ivo"),
        # not of another, and no name
        ("“It is cold,” said a diver. Her coach swore. He gave his name as Ivo Brandt.", "diver"),
        ("“It is cold,” said a woman. He gave his name as Ivo Brandt.", "woman"),
        ("“It is cold,” said a diver. It was Monday, and raining.", "diver"),
    ],
)
def test_the_name_that_a_description_is_given_in_the_next_sentence(text, speaker):
    assert set(speakers(text)) == {speaker}


@pytest.mark.parametrize("name", ["Ganix", "Ana Paz", "Dixon Rao"])
@pytest.mark.parametrize(
    "text",
    [
        "A caller rose and gave her name as {}. “It is late,” she said.",
        "A caller in green introduced herself as {}. “It is late,” she said.",
        "A caller asked to be called {}. “It is late,” she said.",
        "A caller stood by the gate. She is {} and she is 50. “It is late,” she said.",
        "“It is late,” a caller shouted. That was {}, who runs the mill.",
        "“It is late,” said a caller. Her name was {}.",
    ],
)
def test_the_name_that_somebody_gives_or_is_said_to_have(name, text):
    assert speakers(text.format(name)) == [name]


@pytest.mark.parametrize(
    "behind",
    ["That was Monday.", "She is Norwegian.", "It was Gris, in the rain.", "His name is Len."],
)
def test_a_day_a_people_or_a_place_is_nobodys_name(behind):
    assert speakers(f"“It is late,” said a woman. {behind}") == ["woman"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A friend of both, Dunja, came. “It is cold,” she said.", "Dunja"),
        (
            "A man from the Norland state news agency, Ivo Brandt, rose. “No,” he said.",
            "Ivo Brandt",
        ),
        ("A man with a ladder came in then: Ivo Brandt, the roofer. “No,” he said.", "Ivo Brandt"),
        ("“It leaks,” said a man who is never at home.", "man who is never at home"),
    ],
)
def test_the_name_beside_a_description_that_has_more_words(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Then came Ivo Brandt’s voice from the cellar: “It leaks.”",
        "“It leaks,” said the voice of Ivo Brandt.",
    ],
)
def test_a_voice_says_what_its_owner_says(text):
    assert speakers(text) == ["Ivo Brandt"]
