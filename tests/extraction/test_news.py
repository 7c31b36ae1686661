"""Forms of attribution that news has in every paragraph."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is not Kind.INDIRECT]


def reported(text):
    return [q.text for q in extract_quotes(text) if q.kind is Kind.INDIRECT]


@pytest.mark.parametrize(
    "behind",
    [
        "Friday after talks with the ministers",
        "Tuesday in an interview with a paper",
        "Sunday as the crowd was singing",
        "Monday morning, hours after landing in Gris",
        "moments after the court had ruled",
        "later that day as the court ruled",
        "two weeks ago when the court ruled",
        "in a letter the court has seen",
        "to reporters who had gathered",
    ],
)
def test_when_it_was_said_is_not_what_was_said(behind):
    assert reported(f"“We go,” Ana Paz said {behind}.") == []


@pytest.mark.parametrize(
    "time",
    [
        "Tuesday",
        "late Tuesday night",
        "Jan. 5",
        "in a statement Friday",
        "Friday at a news conference",
        "on Twitter",
    ],
)
def test_a_reported_clause_begins_behind_the_time(time):
    assert reported(f"Ana Paz said {time} the bridge was safe.") == ["the bridge was safe"]


@pytest.mark.parametrize(
    "clause",
    ["Monday was a bad day", "Friday prayers were off", "Monday to Friday services were late"],
)
def test_a_day_may_be_what_is_told_of(clause):
    assert reported(f"Ana Paz said {clause}.") == [clause]


def test_whom_it_was_told_to_may_stand_before_the_time():
    assert reported("Ana Paz told reporters Friday it was over.") == ["it was over"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Witnesses heard Len Roth yelling “Get down!” Police said he was alone.", "Len Roth"),
        ("A fan shouted “Go on, Ana!” Paz said it spurred her on.", "fan"),
        ("She left. “Who knew?” Len Roth asked.", "Len Roth"),
    ],
)
def test_a_sentence_ends_behind_what_somebody_was_said_to_shout(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Xogwi flew to Paris. “We need help,” he said.", "Xogwi"),
        ("Xogwi has called a vote.\n\n“It is late,” she said.", "Xogwi"),
        ("Xogwi fined the station. “It was late,” it said.", "Xogwi"),
        ("Xogwi cut its forecast. “It is late,” it said.", "Xogwi"),
        # somebody named is likelier, and a thing never speaks
        ("Len Roth arrived. Xogwi was falling. “I am late,” he said.", "Len Roth"),
        ("Traffic was heavy. “I am late,” he said.", None),
        ("Xogwi was heavy. The farmers sell xogwi. “I am late,” he said.", None),
    ],
)
def test_a_name_that_only_begins_a_sentence(text, speaker):
    assert speakers(text) == [speaker]


def test_thousands_are_not_what_they_do():
    assert speakers("Thousands marched in Gris. “Resign!” they chanted.") == ["thousands"]


def test_a_company_with_a_given_name_is_no_person():
    text = "Gris said there were delays. British Airways left. “We are working on it,” it said."
    assert speakers(text) == ["British Airways"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ana Paz and Len Roth said they were “glad”.", "Ana Paz and Len Roth"),
        ("“We are glad,” said Ana Paz and Len Roth.", "Ana Paz and Len Roth"),
        ("“We are glad,” Ana Paz and Len Roth said.", "Ana Paz and Len Roth"),
        ("France and Germany called the move “late”.", "France and Germany"),
        ("Her sons, Len and Teo, said: “She was kind.”", "Len and Teo"),
        ("Senators Ana Paz and Len Roth said in a note: “It is over.”", "Ana Paz and Len Roth"),
        ("Senators said it was “late”.", "senators"),
        ("Ana Paz met Teo and Len Roth said he was “glad”.", "Len Roth"),
        ("Ana Paz left and Len Roth said he was “glad”.", "Len Roth"),
        ("“We are glad,” said Ana Paz and Len Roth nodded.", "Ana Paz"),
    ],
)
def test_two_who_speak_together(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("READ MORE: ‘It was late’: what he said", [None]),
        ("(Photo: “Bridge” by J. Roth)", []),
        ("Q: “What now?”\n\nQ: “And then?”", [None, None]),
        ("UPDATE: “It is late,” said Ana Paz.", ["Ana Paz"]),
    ],
)
def test_a_label_says_nothing(text, expected):
    assert speakers(f"It rained. {text}" if text[0] == "(" else text) == expected


def test_a_quotation_may_stand_in_a_list():
    text = "- “Never,” said Ana Paz\n- “Soon,” said Len Roth"
    assert speakers(text) == ["Ana Paz", "Len Roth"]


def test_what_runs_on_is_whose_its_next_part_is():
    open_ = "“I will go to the palace.\n\n“And I will go home,” Ana Paz told the crowd."
    assert speakers(open_) == ["Ana Paz", "Ana Paz"]
    assert speakers(f"Len Roth left. “No,” he said.\n\n{open_}")[1] == "Ana Paz"
    first, second = (q for q in extract_quotes(open_) if q.kind is not Kind.INDIRECT)
    assert second.continues == first.id


def test_two_accents_are_closed_by_two_apostrophes():
    text = "``We must go,'' said Ana Paz. ``It is late,'' she added."
    assert speakers(text) == ["Ana Paz", "Ana Paz"]
    assert [q.text for q in extract_quotes(text)] == ["We must go,", "It is late,"]


def test_a_claim_in_a_headline_is_whose_it_is_below():
    below = "The minister will not resign over the party, Gris Council has said. It met on Monday."
    assert speakers(f"Minister ‘will not resign’ over party\n\n{below}") == ["Gris Council"]
    assert speakers(f"‘Party’ for minister\n\n{below}") == []


def test_who_says_what_a_headline_tells():
    assert speakers("Bus cuts ‘bad for us’, say campaigners\n\nCuts are planned.") == [
        "campaigners"
    ]
    assert speakers("Ana Paz called it “bad for us”, said Len Roth.") == ["Ana Paz"]


@pytest.mark.parametrize("clause", ["Smoking kills 8 million a year", "He likes them all"])
def test_a_clause_in_the_present_may_stand_before_who_says_it(clause):
    assert reported(f"{clause}, Gris Council said.") == [clause]


def test_a_clause_of_its_own_has_a_speaker_of_its_own():
    said = "Ana Paz said it was “fine”"
    assert speakers(f"{said}, while Len Roth said it was “a dark day”.") == ["Ana Paz", "Len Roth"]
    assert speakers(f"{said}, but Len Roth called it “a dark day”.") == ["Ana Paz", "Len Roth"]
    assert speakers(f"{said} and Len Roth said it was “a dark day”.") == ["Ana Paz", "Len Roth"]
    assert speakers(f"{said}; the union called it “a dark day”.") == ["Ana Paz", "union"]
    assert speakers(f"{said}, while the minister said it was “late”.") == ["Ana Paz", "minister"]
    welcomed = "Ana Paz welcomed the deal, while Len Roth called it “a dark day”."
    assert speakers(welcomed) == ["Len Roth"]


def test_a_clause_without_a_verb_of_its_own_goes_on_with_the_speaker_before():
    assert speakers("Ana Paz, who called it “fine”, said it was “late”.") == ["Ana Paz"] * 2
    assert speakers("Ana Paz said it was “fine” while rain fell, and “late”.") == ["Ana Paz"] * 2
    wrote = "The sender was Len Roth, who taught her at school, and who had written: “Go on.”"
    assert speakers(wrote) == ["Len Roth"]


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("Finance Minister Ana Paz", "prime minister"),
        ("Police chief Ana Paz", "fire chief"),
        ("Deputy mayor Ana Paz", "mayor"),
        ("Vice-chairman Len Roth", "chairman"),
        ("The assistant coach, Len Roth,", "head coach"),
        ("Ana Paz, a defence lawyer,", "prosecution lawyer"),
        ("Shadow chancellor Ana Paz", "chancellor"),
        ("Former president Len Roth", "president"),
        ("Secretary of State Ana Paz", "permanent secretary"),
        ("Ana Paz, the deputy head teacher,", "head teacher"),
    ],
)
def test_an_office_of_another_field_or_rank_is_somebody_else(before, role):
    assert speakers(f"{before} left on Monday. “It was time,” the {role} said.") == [role]


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("Prime Minister Ana Paz", "minister"),
        ("Police Chief Ana Paz", "chief"),
        ("Former mayor Ana Paz", "former mayor"),
        ("Ana Paz, the deputy mayor of Gris,", "deputy mayor"),
    ],
)
def test_an_office_without_its_field_is_whose_it_was(before, role):
    assert speakers(f"{before} left on Monday. “It was time,” the {role} said.") == ["Ana Paz"]


@pytest.mark.parametrize(
    ("before", "firm"),
    [
        ("Ryanair cancelled 40 flights in the UK.", "Ryanair"),
        ("The US fined Tallis Home.", "Tallis Home"),
        ("Tallis Home is to shut 40 shops.\n\nCFO to leave in April\n\n", "Tallis Home"),
        ("The mayor met the MP. Tallis Home reported a loss.", "Tallis Home"),
        ("BP said its CEO would go.", "BP"),
        ("GDP fell in March.", "company"),
        ("Ana Paz met the council.", "company"),
    ],
)
def test_a_company_is_no_office_country_or_measure(before, firm):
    assert speakers(f"{before} The company said it was “late”.") == [firm]


def test_people_in_general_are_not_the_body_that_has_their_name():
    union = "The National Teachers' Union said ministers should “listen”."
    said = f"Teachers say that they are “tired”.\n\n{union}"
    assert speakers(said) == ["teachers", "National Teachers' Union"]


def test_a_headline_in_capitals_is_nobodys_name():
    assert speakers("COUNCIL BACKS PLAN\n\nThe council said: “It is time to go.”") == ["council"]
    assert speakers("TRUST SAYS SORRY\n\nThe trust said: “It is time to go.”") == ["trust"]
    assert speakers("ANA PAZ QUITS\n\nMs Paz said: “It is time to go.”") == ["Ana Paz"]


def test_who_calls_something_so_in_a_clause_inside_said_it():
    sign = "Len Roth ruled that the sign, which the council had described as “garish”, did no harm."
    assert speakers(sign) == ["council"]
    letter = "The judge said that the letter, which the police had called “a forgery”, was genuine."
    assert speakers(letter) == ["police"]
    left = "Len Roth left after some deputies walked out over what they called “a waste of money”."
    assert speakers(left) == ["deputies"]
    assert speakers("Len Roth condemned what he called “a breach”.") == ["Len Roth"]


def test_words_in_apposition_before_a_pronoun_are_who_it_is():
    born = "Len Roth has died. Born in Gris, the son of a driver, he left school."
    assert speakers(f"{born} “It was late,” he said.") == ["Len Roth"]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Len Roth sent his wife a text saying", "Len Roth"),
        ("Len Roth left a note saying", "Len Roth"),
        ("Mia Dube got a letter saying", "letter"),
        ("There was a sign on the door saying", "sign on the door"),
    ],
)
def test_a_text_is_whose_it_is_who_sent_it(words, speaker):
    assert speakers(f"{words}: “Back by noon.”") == [speaker]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("“He told me he was ‘happy with it’,” Ana Paz said.", None),
        ("“My aunt said it was ‘a disgrace’ and left,” Ana Paz said.", "aunt"),
        ("“There was a boy saying, ‘Hold on to it.’,” Ana Paz said.", "boy"),
    ],
)
def test_words_that_somebody_reports_inside_a_quote(words, speaker):
    assert speakers(words) == ["Ana Paz", speaker]


def test_a_name_in_marks_inside_a_quote_is_no_quote():
    assert speakers("“He says that the ‘safe’ road is shut,” Ana Paz said.") == ["Ana Paz"]


def test_what_stands_before_a_name_is_no_part_of_it():
    assert speakers("Coxswain Len Roth said it was “rough”.") == ["Len Roth"]
    assert speakers("Athens-based Poseidon Maritime said it was “rough”.") == ["Poseidon Maritime"]
    assert "Analysis" not in speakers("Analysis: ‘Paz has them believing’\n\nAna Paz laughs.")


@pytest.mark.parametrize(
    ("who", "told", "speaker"),
    [
        ("union", "The Gris Staff Association has warned of a walkout.", "Gris Staff Association"),
        ("company", "GRIS, May 4 - Norvane Systems fell.", "Norvane Systems"),
        ("minister", "It will be late, Trade Minister Ana Paz said.", "Ana Paz"),
        ("minister", "It will be late, the minister for trade, Ana Paz, said.", "Ana Paz"),
        # unlike one whom nothing names
        ("doctor", "Len Roth left. A doctor said it was late.", "doctor"),
        ("union", "A clerk of the Gris Staff Association left.", "union"),
    ],
)
def test_whom_a_headline_names_by_a_word_alone(who, told, speaker):
    assert speakers(f"It will be “late”, {who} says\n\n{told}") == [speaker]


@pytest.mark.parametrize(
    "shares",
    [
        "Shares in Norvane Systems",
        "GRIS, May 4 - Shares of Norvane Systems",
        "Shares in Norvana Motion",
        "Shares in the Norland robot maker Norvane Systems",
    ],
)
def test_a_firm_is_no_shares(shares):
    text = (
        f"{shares} fell as it cut its forecast, saying it was late. The company said it was over."
    )
    (first, second) = (q.speaker for q in extract_quotes(text))
    assert first == second
    assert first in shares
    assert first.startswith("Norvan")


def test_a_firm_that_is_not_named_is_none_before_its_shares():
    text = "Norvane Systems fell. Shares in the Gris-based firm fell. The company said it was over."
    assert [q.speaker for q in extract_quotes(text)] == ["Norvane Systems"]
