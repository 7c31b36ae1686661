"""By what an article tells of somebody whom it names elsewhere, or whom it names with more."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def speakers(text):
    return [q.speaker for q in extract_quotes(text) if q.kind is not Kind.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "Boss Len Roth was brief. “No,” he said.",
        "Full-back Len Roth has joined Gris. “No,” said Roth, 22.",
        "Local TD Len Roth said it was “late”.",
        "Eyewitness Len Roth said it was “late”.",
        "The Post’s Len Roth called it “late”.",
        "The Courier’s Xogwi Ndebe left. “No,” Ndebe said.",
    ],
)
def test_what_stands_before_a_name_is_none_of_it(text):
    assert speakers(text) == ["Xogwi Ndebe" if "Ndebe" in text else "Len Roth"]


def test_a_headline_in_capitals_makes_no_name_longer():
    assert speakers("CITY EYE PAZ\n\nLen Paz was glad. “No,” said Paz.") == ["Len Paz"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Len Roth had a visit from a man who asked only one thing: “Why?”", "man"),
        ("On the stairs Len Roth met a clerk who told him: “Go home.”", "clerk"),
        ("Len Roth was stopped by a guard with a rifle who shouted: “No.”", "guard with a rifle"),
        ("Len Roth was stopped by a boy of about ten who said: “No.”", "boy of about ten"),
        (
            "Len Roth met a man who introduced himself as a clerk and asked one thing: “Why?”",
            "man who introduced himself as a clerk",
        ),
        # unlike what somebody says to or of another
        ("Len Roth told a man who asked him: “No.”", "Len Roth"),
        ("Len Roth had a word for the men who said it was open: “Liars.”", "Len Roth"),
        ("Len Roth is a man who says what he thinks: “No.”", "Len Roth"),
    ],
)
def test_whom_somebody_met_speaks_in_a_clause_without_a_comma(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize("label", ["Claim 1", "Claim", "The claim", "Myth", "Rumour 2"])
@pytest.mark.parametrize(
    "told",
    [
        "Len Roth made the remark on Sunday.",
        "Len Roth said this in a debate.",
        "The claim comes from Len Roth.",
        "This was said by Len Roth in May.",
    ],
)
def test_a_claim_looked_into_is_whose_it_is_told_to_be_below(label, told):
    for verdict in ("", "Verdict: False\n\n"):
        text = f"Six claims, looked into\n\n{label}: “I built forty mills”\n\n{verdict}{told}"
        assert [q.speaker for q in extract_quotes(text) if q.kind is not Kind.INDIRECT] == [
            "Len Roth"
        ]
    assert speakers(f"{label}: “I built forty mills”\n\nRain fell.") == [None]


def test_the_claims_of_a_list_are_the_ones_who_made_the_last():
    text = "Claim 1: “It is late”\n\nLen Roth said this in May.\n\nClaim 2: “It is dear”\n\nIt is."
    assert speakers(text) == ["Len Roth", "Len Roth"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The silence was broken by a voice from the balcony: “Go!”", "voice from the balcony"),
        ("The cheers were drowned out by a child’s voice: “Go!”", "child’s voice"),
        ("A groan rose, followed, from near the lake, by one clear voice: “Go!”", "clear voice"),
        ("The speech was interrupted by a shout from an old woman: “Go!”", "old woman"),
        ("The plan was opposed by the presidency, which said it was “late”.", "presidency"),
        (
            "It drew gasps in the hall, and a denial on social media from the health ministry, "
            "which said it was “late”.",
            "health ministry",
        ),
    ],
)
def test_a_voice_or_a_body_that_comes_in_at_the_end_of_a_sentence_speaks(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        (
            "A surgeon who has worked in Gris for years quit.",
            "In a letter, surgeon Len Roth was brief.",
        ),
        ("A bishop has closed his church.", "On Sunday Bishop Len Roth, 61, read it out."),
    ],
)
def test_who_opens_a_story_by_his_office_is_named_with_it_below(opening, told):
    role = opening.split()[1]
    text = f"{opening} “I am tired,” the {role} said.\n\n{told}"
    assert speakers(text) == ["Len Roth"]
    assert speakers(f"Norway {role} “tired”\n\n{text}")[-1] == "Len Roth"


@pytest.mark.parametrize("given", ["Alex", "Jordan", "Robin"])
def test_a_name_that_men_and_women_bear_is_hers_or_his(given):
    met = f"{given} Moberly met %s.\n\nMoberly opens at six. “It is late,” %s said."
    assert speakers(met % ("Len Roth", "she")) == [f"{given} Moberly"]
    assert speakers(met % ("Ana Paz", "he")) == [f"{given} Moberly"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who comes in where a paragraph begins
        (
            "Len Roth said it was over.\n\n"
            "A cooper by the press, who has no pears, has his own view. “It is late,” he said.",
            "cooper by the press",
        ),
        (
            "Len Roth, a baker, said it was over.\n\n"
            "By the door stood a grocer with wet hands. “It is late,” he said.",
            "grocer with wet hands",
        ),
        # who is somebody's parent
        ("Ana Paz lost.\n\n“It is late,” the mother of three said.", "Ana Paz"),
        ("Ana Paz lost.\n\nThe grandmother of nine wept. “It is late,” she said.", "Ana Paz"),
        ("Ana Paz lost.\n\n“It is late,” the mother of the groom said.", "mother of the groom"),
        # who is somebody else's relative or mate
        (
            "Ana Paz prunes. His daughter-in-law does not look up. “It is late,” she said.",
            "daughter-in-law",
        ),
        ("Len Roth had a chair. His roommate got up. “It is late,” she said.", "roommate"),
        ("A lad asleep under a taxi woke up. “No,” he said.", "lad asleep under a taxi"),
        # who is named behind
        ("“It is late,” says the man, whose name is Dale.", "Dale"),
        ("“No,” the senator said. Ana Paz, a senator from Gris, left.", "Ana Paz"),
        ("“No,” the senator said. Police held a senator, Len Roth.", "senator"),
        # who is to hold an office
        ("The president-elect came. “It is late,” he said.", "president-elect"),
        # where, not who
        ("London has changed. “It is dear,” she said.", None),
        (
            "Ana Paz counts hives. She has four.\n\n"
            "Her office in Mary Hill has one lamp. “It is late,” she said.",
            "Ana Paz",
        ),
        # whose words the sentence before was
        (
            "A coach, Len Roth, kept calm. Tom Lund wanted to sell the mill, he said. "
            "“It is late,” he added.",
            "Len Roth",
        ),
        # whom a clause in commas only tells of
        ("The bank, which backs Mr. Roth, said it was “late”.", "bank"),
        ("A guard, who gave only his surname, Roth, said it was “late”.", "Roth"),
        # some of many
        ("Dozens of students marched. “We go,” said one of them.", "student"),
        ("“I saw it,” a goalkeeper of about ten said.", "goalkeeper of about ten"),
        ("Len Roth left. His own brother called it “late”.", "brother"),
        # who speaks to a paper, or of what another did
        ("In a note to the Post, a clerk for the firm said: “No.”", "clerk for the firm"),
        ("Ana Paz was accused of being “late” by Len Roth.", "Len Roth"),
        ("Ana Paz was guilty of what Len Roth called a “late” act.", "Len Roth"),
        ("Ana Paz left in what she called a “late” act.", "Ana Paz"),
        # whose reply was sent how
        ("Len Roth spoke. Paz's reply, also posted: “No.” Ana Paz leads them.", "Ana Paz"),
    ],
)
def test_who_is_told_of_is_the_speaker(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize("who", ["a spokesman", "the harbour board", "the Gris press office"])
@pytest.mark.parametrize(
    "how",
    ["in a statement", "in an email to staff", "at a briefing", "over the phone", "on Twitter"],
)
def test_how_it_was_said_is_no_part_of_who_said_it(who, how):
    name = who.partition(" ")[2]
    [direct] = extract_quotes(f"“The tide is late,” said {who} {how}.")
    [indirect] = extract_quotes(f"The tide is late, said {who} {how}.")
    assert direct.speaker == indirect.speaker == name


@pytest.mark.parametrize("who", ["author of the report", "voice on the radio", "nurse in a mask"])
def test_what_tells_who_somebody_is_belongs_to_it(who):
    assert [q.speaker for q in extract_quotes(f"“The tide is late,” said a {who}.")] == [who]


def test_who_is_told_of_inside_a_quote_is_who_was_named_before_it():
    told = "Minister Len Roth came. “The minister shook my hand. He told me, ‘Go,’” said Ana Paz."
    assert speakers(told) == ["Ana Paz", "Len Roth"]


def test_who_is_named_behind_what_looks_like_a_body_says_what_is_reported():
    text = "The Convener of the Coalition, Ana Paz, said voting started late."
    assert [q.speaker for q in extract_quotes(text)] == ["Ana Paz"]


@pytest.mark.parametrize(
    "text",
    [
        "At the mill of Ana Paz, Xogwi Ndebe has a fan. The mayor had done in a day what courts "
        "could not, he told us. For others he had only praise. “A fool means to sell it,” he said.",
        "Len Roth’s cook, Xogwi Ndebe, called that late. It was fine, he said. "
        "The friend, he went on, “comes for the soup”.",
        "Xogwi Ndebe, 19, sailor\n\n"
        "His cousin in Gris told him it would rain. He has heard nothing since. “No,” he said.",
    ],
)
def test_whom_somebody_tells_of_or_hears_from_is_not_he(text):
    assert speakers(text) == ["Xogwi Ndebe"]


@pytest.mark.parametrize(
    "text",
    [
        "The caretaker having left, the owner of the mill, Xogwi Ndebe, rose. “It leaks,” he said.",
        "Xogwi Ndebe kept bees.\n\nIn May it made him an honorary judge. He sang. “Why?” he said.",
    ],
)
def test_who_only_opens_a_sentence_and_what_somebody_is_made_is_not_he(text):
    assert speakers(text) == ["Xogwi Ndebe"]
