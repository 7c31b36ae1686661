"""What is said behind labels, without marks: transcripts, interviews of questions and answers."""

import pytest

from stance import extract_quotes
from stance.schema import Kind

FLOOD = "It is the worst flood in forty years. We have lost two bridges."


def spoken(*paragraphs):
    text = "\n\n".join(paragraphs)
    quotes = [q for q in extract_quotes(text) if q.rule == "transcript"]
    assert all(text[q.start : q.end] == q.text and q.kind is Kind.INDIRECT for q in quotes)
    return [(q.speaker, q.text) for q in quotes]


def test_a_turn_is_whose_label_it_has_until_the_next():
    turns = spoken(
        "Senator Ted Marlow on the budget",
        "JAKE RUNDEL, CNN HOST: Senator Ted Marlow joins me now.",
        "SEN. TED MARLOW (R-OH): Thank you for having me.",
        "RUNDEL: Will you vote for it?",
        "MARLOW: I will not.",
        "Nobody has shown me a surplus.",
        "(LAUGHTER)",
        "RUNDEL: Thank you.",
        "The programme is repeated at noon.",
    )
    assert turns == [
        ("Jake Rundel", "Senator Ted Marlow joins me now."),
        ("Ted Marlow", "Thank you for having me."),
        ("Jake Rundel", "Will you vote for it?"),
        ("Ted Marlow", "I will not."),
        ("Ted Marlow", "Nobody has shown me a surplus."),
        ("Jake Rundel", "Thank you."),
    ]


def test_a_further_paragraph_goes_on_the_turn_and_a_title_is_no_part_of_the_mention():
    text = "PAZ: I am.\n\nMS. ROTH: Are you?\n\nMy mother was.\n\nPAZ: We are."
    first, second, third, _ = extract_quotes(text)
    assert third.continues == second.id
    assert [q.speaker_mention for q in (first, second, third)] == ["PAZ", "ROTH", None]


def test_roles_stand_for_themselves_and_links_speak_for_nobody():
    turns = spoken(
        "THE SPEAKER: Order. I call the minister.",
        "MR. PAZ: We have said it: the road is closed.",
        "MS. ROTH: Will he open it?",
        "READ MORE: Who are you, Mr Paz?",
        "MR. PAZ: I will not.",
    )
    assert [speaker for speaker, _ in turns] == ["speaker", "Paz", "Roth", "Paz"]


def test_answers_are_whose_the_opening_says_and_questions_are_no_quotes():
    opening = "The Gazette spoke to Ana Paz, the mayor, after her talks with Len Roth."
    questions = ["Q: How bad is it?", f"A: {FLOOD}", "Q: And he?", "A: He has my number."]
    told = [("Ana Paz", FLOOD), ("Ana Paz", "He has my number.")]
    assert spoken("Five questions", opening, *questions) == told
    assert spoken("Ana Paz on the flood", "By Len Roth", *questions) == told
    nobody = spoken("Ana Paz and Len Roth on the flood", *questions)
    assert [speaker for speaker, _ in nobody] == [None, None]


def test_in_an_interview_with_one_person_only_the_first_answer_needs_a_label():
    first = ["DW: Minister, how bad is it?", f"Ana Paz: {FLOOD}"]
    more = ["And who is to blame?", "The government has not called.", "Will you resign?", "No."]
    end = "The interview was conducted by Jan Brandt."
    assert spoken(*first, *more, end) == [
        ("Ana Paz", FLOOD),
        ("Ana Paz", "The government has not called."),
        ("Ana Paz", "No."),
    ]


def test_questions_without_a_label_among_answers_of_several_are_nobodys():
    turns = spoken(
        "Who came?", "Ana Paz: We did.", "And who left?", "Len Roth: I left.", "Ana Paz: I did too."
    )
    assert [text for _, text in turns] == ["We did.", "I left.", "I did too."]


def test_what_a_speaker_reports_of_himself_is_part_of_his_turn():
    turn = "I said that the road is closed. Len Roth said that it is open."
    quotes = extract_quotes(f"PAZ: {turn}\n\nMS. ROTH: Are you sure?\n\nPAZ: I am.")
    assert [(q.speaker, q.text) for q in quotes if q.rule != "transcript"] == [
        ("Len Roth", "it is open")
    ]


def test_labels_of_lists_and_checks_are_no_transcript():
    assert not spoken(
        "Nicolás Maduro and Juan Guaidó have not met.",
        *("Maduro: wants to keep the controls.", "Guaidó: wants to lift them."),
        *("Maduro: has raised their pay.", "Guaidó: has offered an amnesty."),
    )
    claim = "CLAIM: You can see the ships from the beach."
    assert not spoken("FACT CHECK: Did we?", claim, "VERDICT: No.", claim, "VERDICT: We looked.")
    assert not spoken("Jeb Paz: You would pay.", "Ana Roth: I would wait.", "Mia Dube: We vote.")


def test_two_in_capitals_who_take_turns_speak_though_nothing_tells_of_them():
    said = ["We are staying.", "I do not think so. You are going.", "We are not.", "You will see."]
    labels = ["PAZ", "ROTH"] * 2
    told = [(label.title(), words) for label, words in zip(labels, said, strict=True)]
    turns = [f"{label}: {words}" for label, words in zip(labels, said, strict=True)]
    assert spoken(*turns) == told
    assert spoken("\n".join(turns)) == told  # a line each
    assert spoken(*turns[:2]) == []  # once each
    # Of others that come again nobody says "I", or they say nothing to anybody.
    assert spoken("PROS: You save.", "CONS: You wait.", "PROS: You sit.", "CONS: Do you?") == []
    assert spoken("WHAT: A walk.", "WHERE: Gris.", "WHAT: Our fair.", "WHERE: The port.") == []


@pytest.mark.parametrize("label", ["{}:", "**{}:**", "**{}**:"])
def test_two_full_names_that_come_again_take_turns_if_each_speaks_once_of_i_or_you(label):
    said = ["I closed it.", "You did not.", "That is a lie.", "The records show it.", "Nonsense."]
    labels = ["Ana Paz", "Len Roth", "Ana Paz", "Len Roth", "Ana Paz"]
    told = list(zip(labels, said, strict=True))
    assert spoken(*(f"{label.format(name)} {words}" for name, words in told)) == told
    wants = ["supports the port.", "opposes it.", "was born in Gris.", "has a boat.", "would pay."]
    assert not spoken(*(f"{name}: {words}" for name, words in zip(labels, wants, strict=True)))


TALK = ["I saw the crack myself.", "It is painted over. You will not find it.", "We will look."]


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize(
    "turn",
    [
        *("[00:12:03] {last}: {}", "00:12 {name}: {}", "(14.02) {name}: {}", "{name} (14:02): {}"),
        *(
            "{name} [00:12:03]: {}",
            "MS. {last}. {}",
            "{initials}: {}",
            "[{name}]: {}",
            "[{last}] {}",
        ),
        *("**{name}** {}", "_{name}:_ {}", "{name} – {}", "{capitals} -- {}", "{name} | {}"),
        *("{name}\n{}", "{capitals}:\n{}", "**{name}**\n{}", "- {name}: {}", "• {last}: {}"),
    ],
)
def test_a_label_is_one_in_every_form(turn, between):
    names = ["Tamsin Oduya", "Joan Whitlock", "Tamsin Oduya"] * 2
    said = [*TALK, *(words.replace("crack", "leak") for words in TALK)]
    turns = [
        turn.format(
            words,
            name=name,
            last=name.split()[1].upper() if "." in turn else name.split()[1],
            capitals=name.upper(),
            initials="".join(word[0] for word in name.split()),
        )
        for name, words in zip(names, said, strict=True)
    ]
    opening = "Tamsin Oduya, an engineer, met Joan Whitlock, who painted the bridge."
    assert spoken(opening + "\n\n" + between.join(turns)) == list(zip(names, said, strict=True))


ANSWERS = ["I counted them. There were nine.", "My brother did.", "We have asked him."]


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "**{}**\n\n{}",
            "__{}__\n\n{}",
            "### {}\n\n{}",
            "{}\n\n{}",
            "1. {}\n\n{}",
            "Q\n{}\nA\n{}",
        ),
        *("Q – {}\nA – {}", "Q1: {}\nA1: {}", "Me: {}\nTamsin: {}", "TG: {}\nTO: {}"),
        *("HERALD: {}\n\nODUYA: {}", "Herald: {}\nOduya: {}", "Interviewer: {}\nInterviewee: {}"),
    ],
)
def test_who_is_interviewed_answers_whatever_the_questions_look_like(asked):
    questions = ["How many boats?", "Who sank them?", "Will you pay?"]
    turns = [asked.format(*pair) for pair in zip(questions, ANSWERS, strict=True)]
    opening = "The harbour is empty. The Herald spoke to Tamsin Oduya about its boats."
    assert spoken(opening, *turns) == [("Tamsin Oduya", answer) for answer in ANSWERS]


@pytest.mark.parametrize("question", ["{}", "**{}**", "Q: {}"])
@pytest.mark.parametrize("opening", ["Tamsin Oduya owns it.", "An interview with Tamsin Oduya"])
def test_answers_in_marks_are_hers_as_well(question, opening):
    text = f"{opening}\n\n{question.format('How many boats?')}\n\n“There were nine.”"
    assert [q.speaker for q in extract_quotes(text)] == ["Tamsin Oduya"]


def test_names_and_questions_above_what_is_told_make_no_interview():
    lives = ["She was born in Gris and owns a boat.", "He came later. The boat was sold."] * 2
    heads = ["Ana Paz", "Len Roth"] * 2
    assert not spoken(*(f"{head}\n{life}" for head, life in zip(heads, lives, strict=True)))
    assert not spoken(*(f"{head} – {life}" for head, life in zip(heads, lives, strict=True)))
    told = ["The boat sank.", "A storm is to blame.", "A judge will decide."]
    asked = ["What happened?", "Who is to blame?", "What comes next?"]
    explained = [f"**{head}**\n\n{text}" for head, text in zip(asked, told, strict=True)]
    assert not spoken("Ana Paz spoke to reporters on Monday.", *explained)
    assert not spoken("The boat is gone.", *asked, *ANSWERS)


def test_the_bold_letters_of_questions_and_answers_are_labels():
    questions = ["**Q**: How bad?", f"**A**: {FLOOD}", "**Q**: And he?", "**A**: I called him."]
    assert spoken("The Gazette spoke to Ana Paz.", *questions) == [
        ("Ana Paz", FLOOD),
        ("Ana Paz", "I called him."),
    ]


def test_a_label_before_marks_makes_no_turn_of_its_own():
    assert not spoken(
        "Ana Paz: “We are staying.”",
        "The host pours her another coffee.",
        "Len Roth: “You are not.”",
        "Ana Paz: “We will see.”",
    )


def test_labels_inside_the_marks_tell_whose_they_are():
    text = (
        "Mike Paz was asked about it. Partial transcript as follows:\n\n"
        '"ROTH: Let’s start with the news.\n\n"PAZ: Well, she is late.\n\n"She always is."'
    )
    quotes = extract_quotes(text)
    assert [(q.speaker, q.speaker_mention) for q in quotes] == [
        ("Roth", "ROTH"),
        ("Mike Paz", "PAZ"),
        ("Mike Paz", None),
    ]
    placard = "Ana Paz held a card: “PAZ: Pay your own bill.”"
    assert [q.rule for q in extract_quotes(placard)] != ["label"]


def test_indirect_off_leaves_transcripts_out():
    text = "PAZ: I am.\n\nMS. ROTH: Are you?\n\nPAZ: We are."
    assert len(extract_quotes(text)) == 3
    assert not extract_quotes(text, indirect=False)
