"""Who speaks by an office, for a body, or by where he is from; and firms that end in 's."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is Kind.DIRECT]


@pytest.mark.parametrize(
    "who",
    [
        "Department of Trade spokesman",
        "Bank of Gris economist",
        "Department of Health and Social Care source",
        "Royal Society for the Protection of Otters spokeswoman",
        "Duke of Gris's spokesman",
    ],
)
def test_who_speaks_for_a_body_is_told_whole(who):
    assert speakers(f"A {who} said it was “late”.") == [who]
    assert speakers(f"“It is late,” said a {who}.") == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Bank of Gris governor Ana Paz said it was “late”.",
        "“It is late,” said University of Gris law professor Ana Paz.",
        "University of Gris Professor Ana Paz said it was “late”.",
        "“It is late,” said the Bank of Gris's Ana Paz.",
    ],
)
def test_who_is_named_behind_his_body_and_his_office(text):
    assert speakers(text) == ["Ana Paz"]


@pytest.mark.parametrize(
    "office",
    [
        "Archbishop of Gris",
        "Prime Minister of Norland",
        "Secretary of State for Health",
        "Earl of Gris",
    ],
)
def test_an_office_goes_with_its_place(office):
    assert speakers(f"The {office} said it was “late”.") == [office]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Lord Paz of Gris said he had “never” been there.", "Paz"),
        ("Viscount Hale said it was “late”.", "Hale"),
        # unlike those who are called so
        ("Earl Warren said it was “late”.", "Earl Warren"),
        ("Duke Ellington said it was “late”.", "Duke Ellington"),
    ],
)
def test_a_peer_is_not_his_place(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Harbin's said it was “late”.", "Harbin's"),
        ("The banks fell. “It is late,” said Harbin's.", "Harbin's"),
        ("Rates rose. Harbin's cut its forecast. “It is late,” it said.", "Harbin's"),
        # unlike whose something is
        ("Paz's claims that it was “late” were false.", "Paz"),
        ("Ana Paz left. “It is late,” said Paz's brother.", "Paz's brother"),
    ],
)
def test_a_name_that_ends_as_an_owner_does_may_act(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("A letter to the forestry service went unanswered.", "service"),
        ("Critics blame the water company.", "company"),
        ("Ivan Orlik’s sister was asleep.", "sister"),
        ("A victim’s lawyer met us at the door.", "lawyer"),
        ("Norland’s highest court has a new roof.", "court"),
        ("The union steward read it out.", "steward"),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_who_was_told_of_more_fully_before_is_told_so(before, told, gap):
    (speaker,) = speakers(f"{before}{gap}“It is late,” the {told} said.")
    assert len(speaker) > len(told)
    assert speaker.endswith(told)
    assert before.startswith(speaker) or f" {speaker}" in before


def test_the_first_of_two_is_not_the_company_nor_is_who_was_named_told_by_his_post():
    assert speakers("The first company left. “It is late,” the company said.") == ["company"]
    text = "Ana Paz, a nurse, left. The night nurse came. “It is late,” the nurse said."
    assert speakers(text) == ["Ana Paz"]


@pytest.mark.parametrize(
    "native", ["Swiss", "Serb", "Portuguese", "Northern Irishman", "Loamshirewoman"]
)
def test_where_somebody_is_from(native):
    assert speakers(f"Ana Paz won. “It is late,” the {native} said.") == ["Ana Paz"]


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("The police spokesman", "Ivan Orlik"),
        ("The rebel commander", "Ivan Orlik"),
        ("The bakery owner", "Ivan Orlik"),
        # unlike somebody who is told from him
        ("The next witness", "next witness"),
        ("The governor’s adviser", "governor’s adviser"),
        ("The passenger behind him", "passenger"),
        ("The duty nurse, a tall woman,", "duty nurse"),
    ],
)
def test_a_paragraph_goes_on_of_the_one_person_above_by_what_he_is(told, speaker):
    above = "Ivan Orlik had laid three maps on the table."
    assert speakers(f"{above}\n\n{told} said the road was “shut”.") == [speaker]


def test_who_speaks_below_somebody_else_s_words_is_another():
    text = "Ivan Orlik said the road was open.\n\nThe police spokesman said it was “shut”."
    assert speakers(text) == ["police spokesman"]
    text = "Had Orlik’s assistant been told? Ivan Orlik nodded. The assistant said it was “late”."
    assert speakers(text) == ["assistant"]


@pytest.mark.parametrize(
    "who",
    [
        "34-year-old nurse",
        "51-year-old tram driver",
        "father of three",
        "Dubliner",
        "Nobel laureate",
        "Gris boss",
    ],
)
@pytest.mark.parametrize(
    "told", ["“It is late,” said the {}.", "The {} said it was “late”.", "The {} told us that {}"]
)
def test_who_is_told_of_by_age_by_children_or_by_a_name_before_what_he_is(who, told):
    text = f"Ivan Orlik was met at the station by a band.\n\n{told.format(who, 'it was “late”.')}"
    assert speakers(text) == ["Ivan Orlik"]


@pytest.mark.parametrize("role", ["welder", "bus driver", "treasurer"])
@pytest.mark.parametrize(
    "told",
    [
        "Ivan Orlik works as a {} in Gris.",
        "Ivan Orlik had become a {} by then.",
        "Ivan Orlik was elected {} in May.",
        "Ivan Orlik used to be a {}.",
        "Ivan Orlik, now a {}, waited.",
        "Ivan Orlik, who has been a {} for ten years, waited.",
        "Police spoke to Ivan Orlik, who served as {} until May.",
    ],
)
def test_somebody_is_what_he_is_told_to_work_as_or_to_have_become(told, role):
    text = f"{told.format(role)} Mia Dube left.\n\nIt rained.\n\n“It is late,” said the {role}."
    assert speakers(text) == ["Ivan Orlik"]


@pytest.mark.parametrize(
    "told",
    [
        "Ivan Orlik wants to become a welder.",
        "Ivan Orlik is not a welder.",
        "Ivan Orlik was joined by a welder.",
        "Behind Ivan Orlik was a welder.",
        "The father of Ivan Orlik was a welder.",
    ],
)
def test_somebody_is_not_what_another_is_or_what_he_is_not(told):
    assert speakers(f"{told}\n\nIt rained.\n\n“It is late,” said the welder.") == ["welder"]


@pytest.mark.parametrize(
    ("told", "called"),
    [
        ("Ivan Orlik, who owns a bakery in Gris, waited.", "bakery owner"),
        ("Ivan Orlik, 34, who won the race in May, waited.", "winner"),
        ("Ivan Orlik, who drove the bus, waited.", "driver"),
        ("Ivan Orlik has also founded a charity.", "charity’s founder"),
        ("Police spoke to Ivan Orlik, who manages the hotel.", "manager"),
        ("Ivan Orlik coaches the girls.", "coach"),
    ],
)
def test_somebody_is_what_he_does(told, called):
    text = f"{told} Mia Dube left.\n\nIt rained.\n\n“It is late,” said the {called}."
    assert speakers(text) == ["Ivan Orlik"]


@pytest.mark.parametrize(
    "told",
    [
        "Ivan Orlik, a rebel colonel, came late.",
        "Ivan Orlik, of the rebel movement GLM, came late.",
        "Ivan Orlik of the rebel army came late.",
        "Rebel leader Ivan Orlik came late.",
    ],
)
def test_a_rebel_is_who_is_told_to_be_of_the_rebels(told):
    text = f"{told}\n\nThe bridge is shut.\n\n“It will rain,” the rebel said."
    assert [q.speaker for q in extract_quotes(text)] == ["Ivan Orlik"]


@pytest.mark.parametrize(
    ("told", "called"),
    [
        ("Ivan Orlik managed to leave.", "manager"),
        ("Ivan Orlik was coached by others.", "coach"),
        ("Ivan Orlik drove a car.", "bus driver"),
        ("The brother of Ivan Orlik owns a bakery.", "owner"),
    ],
)
def test_somebody_is_not_what_others_do_or_what_he_does_to_something_else(told, called):
    assert speakers(f"{told}\n\nIt rained.\n\n“It is late,” said the {called}.") == [called]


@pytest.mark.parametrize(
    ("told", "called"),
    [
        ("mayor of Gris", "Gris mayor"),
        ("a striker for Gris Rovers", "Rovers striker"),
        ("leader of the Greens", "Green leader"),
        ("chief executive of Gris Ferries", "Gris Ferries boss"),
        ("a professor of law", "scholar"),
        ("a goalkeeper from Gris", "footballer"),
        ("an activist for clean air", "environmentalist"),
        ("52, a nurse", "52-year-old"),
        ("a 52-year-old nurse", "52-year-old mother of two"),
        ("a Danish engineer", "Dane"),
    ],
)
def test_somebody_is_called_in_other_words_what_he_was_told_to_be(told, called):
    between = "Ivan Orlik, a taxi driver, sat by the door."
    text = f"Ana Paz, {told}, spoke first.\n\n{between}\n\n“It is late,” said the {called}."
    assert speakers(text) == ["Ana Paz"]


@pytest.mark.parametrize("owner", ["Roth's", "Roth’s"])
@pytest.mark.parametrize(
    "who",
    [
        "On Monday {} deputy, Kai Dube, laughed.",
        "On Monday {} deputy Kai Dube was not so sure.",
        "In May {} lawyer, Capt. Kai Dube, sent a note.",
        "{} adviser Kai Dube declined at first.",
    ],
)
def test_he_is_who_acts_not_whose_deputy_he_is(who, owner):
    told = "Len Roth, the owner, resigned. He said he was “not guilty”. Roth had been warned.\n\n"
    assert speakers(f"{told}{who.format(owner)} “For the file,” he wrote.")[-1] == "Kai Dube"


def test_she_may_be_whose_brother_acts():
    told = "Ana Paz, the owner, resigned. On Monday Paz's brother, Len Roth, laughed."
    assert speakers(f"{told} “For the file,” she wrote.") == ["Ana Paz"]


@pytest.mark.parametrize("office", ["mayor", "ambassador", "representative", "chairman"])
@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Gris", "Halden"),
        ("the Port Authority", "the Rail Board"),
        ("Tarn College", "Vale College"),
    ],
)
def test_the_mayor_of_one_town_is_not_that_of_another(office, own, other):
    told = f"Ana Paz, {office} of {own}, opened the bridge. Many crossed it.\n\n"
    assert speakers(f"{told}“It is late,” said the {office} of {own}.") == ["Ana Paz"]
    assert speakers(f"{told}“It is late,” said the {office} of {other}.") == [
        f"{office} of {other}"
    ]
    said = f"{told}The {office} of {other} objected. “It is late,” he said."
    assert speakers(said) == [f"{office} of {other}"]
    if not own.startswith("the"):
        assert speakers(f"{told}{own}’s {office} said it was “late”.") == ["Ana Paz"]
        assert speakers(f"{told}{other}’s {office} said it was “late”.") == [f"{other}’s {office}"]


@pytest.mark.parametrize("office", ["delegate", "ambassador", "envoy", "permanent representative"])
@pytest.mark.parametrize(
    ("land", "people"),
    [("Kenya", "Kenyan"), ("France", "French"), ("the United States", "American")],
)
def test_who_speaks_for_a_country_is_its_own_envoy(office, land, people):
    told = (
        "The council met to hear Ana Paz, the Special Representative of the Secretary-General. "
        "“The roads are closed,” Ms. Paz said.\n\n"
    )
    spoken = f"{told}The {people} {office} objected. “It is late,” she said."
    assert speakers(spoken)[-1] == f"{people} {office}"
    spoken = f"{told}“It is late,” the {office} of {land} said."
    assert speakers(spoken)[-1] == f"{office} of {land}"
    told += f"Len Roth, the {office} of {land}, spoke next. He thanked the troops.\n\n"
    assert speakers(f"{told}“It is late,” said the {people} {office}.")[-1] == "Len Roth"


def test_a_counterpart_is_somebody_and_whose_money_dwindles_is_not_told_of():
    told = "Norland’s envoy, Ana Paz, agreed. Her Kenyan counterpart did not. “No,” he said."
    assert speakers(told) == ["Kenyan counterpart"]
    told = "Len Roth runs the firm. The firm is old.\n\nRoth’s money dwindled.\n\n"
    assert speakers(f"{told}“It is late,” the rower said.") == ["rower"]


@pytest.mark.parametrize("title", ["Mum", "Defendant", "Claimant", "Team-mate", "Recorder"])
def test_a_word_before_a_name_is_no_part_of_it(title):
    assert speakers(f"Later on {title} Ana Paz said it was “late”.") == ["Ana Paz"]


def test_the_pontiff_is_the_pope():
    assert speakers("Pope Leo left. “It is late,” the pontiff said.") == ["Leo"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a state that says nothing
        ("Democratic state Rep. Ana Paz said it was “late”.", "Ana Paz"),
        # a name that is given to men and to women
        ("His wife, Robin, wept. “It is late,” she said.", "Robin"),
        # whose the name is that begins the sentence
        ("Norland's Moro won. “It is late,” he said.", "Moro"),
        ("The Ravens' Ana Paz said it was “late”.", "Ana Paz"),
        # the man is not she who was just named
        ("Ana Paz left. “It is late,” the man said.", "man"),
        # verbs beside a noun
        ("Thousands marched in Gris. “It is late,” they chanted.", "thousands"),
        ("Ana Paz left. A banner read: “Too late.”", "banner"),
        ("Norland cut its forecast. “It is late,” it said.", "Norland"),
        ("Inspectors rated the home “inadequate” in May.", "Inspectors"),
    ],
)
def test_who_acts_in_plain_news(text, speaker):
    assert speakers(text)[-1] == speaker


def test_words_that_end_in_the_words_of_another_end_their_sentence():
    text = "“We won,” Ana Paz said, grinning. “I thought, ‘No.’” Len Roth called it “late”."
    assert speakers(text) == ["Ana Paz", "Ana Paz", "Len Roth"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Police said Roth shouted “Go home” at the guard.", "Roth"),
        ("Witnesses said the driver was shouting “Go home” at them.", "driver"),
        ("Lawyers said Len Roth told a cellmate he “had to go”.", "Len Roth"),
        ("Ana Paz said she heard the man shout “Go home” at them.", "man"),
        # unlike who reports no one's words
        ("Ana Paz said any clerk who told her that was “late”.", "Ana Paz"),
        ("Ana Paz said the guards asked to go, which was “late”.", "Ana Paz"),
    ],
)
def test_who_is_said_to_have_said_it(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "“Two Tides” actor Ana Paz said it was “late”.",
        "“The Long Tide” star Ana Paz said it was “late”.",
        "Her memoir, ‘Tides’, is out. Ana Paz called it ‘late’.",
        'She starred in "The Tide" and "Mills." Ana Paz called it "late".',
    ],
)
def test_what_somebody_works_on_is_no_quote(text):
    assert speakers(text) == ["Ana Paz"]


def test_who_calls_somebody_something_is_quoted():
    assert speakers("Ana Paz called the “Angry” actor Len Roth a fool.") == ["Ana Paz"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Director-General of the Gris Agency, Ana Paz, left. “No,” the DG said.", "Ana Paz"),
        ("Managing Director Ana Paz left.\nLen Roth ran.\n“No,” the MD said.", "Ana Paz"),
        ("Len Roth, the Inspector-General of Police, ran. “No,” the IGP said.", "Len Roth"),
        ("“No,” the AG said.\nThe attorney general, Ana Paz, left.", "Ana Paz"),
        # unlike a body, and an office of other letters or of a place
        ("Managing Director Ana Paz left the Gris Music Directorate. “No,” the GMD said.",
         "Gris Music Directorate"),
        ("Managing Director Ana Paz left. “No,” the TUC said.", "TUC"),
        ("The director of Gris, Ana Paz, left. “No,” the DG said.", "DG"),
    ],
)  # fmt: skip
def test_letters_may_stand_for_an_office(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize("who", ["clerk", "farmer", "woman", "guard"])
@pytest.mark.parametrize("where", ["at the gate", "in a red cap", "from Halden", "by the baker’s"])
def test_the_clerk_is_the_one_told_of_before_with_all_that_tells_who_that_is(who, where):
    told = "Len Roth, 34, a nurse, runs the clinic. “We are short of soap,” Roth said.\n\n"
    text = f"{told}The {who} {where} has a petition. It had forty names.\n\n“No,” the {who} said."
    assert speakers(text)[-1] == f"{who} {where}"
    text = f"{told}The {who} {where} said it was late. “No,” the {who} added."
    assert speakers(text)[-1] == f"{who} {where}"


def test_what_the_judge_is_told_is_no_part_of_who_he_is():
    told = "Ana Paz told the judge that the bridge was old.\n\n“Is it?” the judge asked."
    assert speakers(told) == ["judge"]


def test_the_nun_is_a_sister_and_her_former_clerk_is_the_clerk():
    nun = "Sister Dunja Novak took the call. Len Roth left.\n\nThe nun wept. “It leaks,” she said."
    clerk = "Her former clerk, Len Roth, was there. “Ah,” Ana Paz said.\n\n“No,” said the clerk."
    assert speakers(nun) == ["Dunja Novak"]
    assert speakers(clerk) == ["Ana Paz", "Len Roth"]


@pytest.mark.parametrize("body", ["FOREIGN MINISTRY OF NORLAND", "HEALTH DEPARTMENT OF GRIS"])
def test_the_matter_of_a_body_in_capitals_is_part_of_its_name(body):
    assert speakers(f"Two answered.\n\n{body}: “It is late.”") == [body]
