"""What is reported without marks, and by whom: where it begins, where it ends, and what is none."""

import pytest

from stance import extract_quotes
from stance.schema import Kind


def reported(text):
    return [(q.speaker, q.text) for q in extract_quotes(text) if q.kind is Kind.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "Gris held a man suspected of starting the fire.",
        "A man accused of robbing a shop came to court on Monday.",
        "A mother praised for saving two boys was there on Monday.",
        "A player described as the best of his age joined Gris.",
        "A player described by Len Roth as the best of his age joined Gris.",
        "Len Roth was held and accused of lying to the court.",
        "The vote was described as a farce.",
    ],
)
def test_who_is_accused_or_praised_says_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Paz apologised for the delay to the vote.", "the delay to the vote"),
        ("Ana Paz accused the firm of lying to her.", "lying to her"),
        ("Ana Paz thanked volunteers for clearing the beach.", "clearing the beach"),
        ("Ana Paz has praised him for saving two boys.", "saving two boys"),
        ("It closed in what Ana Paz described as a farce.", "as a farce"),
        ("In a step Ana Paz described as a farce, it closed.", "as a farce"),
    ],
)
def test_who_accuses_or_praises_does(text, said):
    assert reported(text) == [("Ana Paz", said)]


@pytest.mark.parametrize("verb", ["called", "has called", "calls", "branded", "labelled"])
@pytest.mark.parametrize("what", ["it", "the plan", "the new tax on boats", "Len Roth", "her boss"])
@pytest.mark.parametrize("name", ["a farce", "an insult to the town", "the worst of all"])
def test_what_somebody_calls_another_is_said(verb, what, name):
    assert reported(f"Ana Paz {verb} {what} {name}.") == [("Ana Paz", name)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The port closed in what Ana Paz called a farce.", ["a farce"]),
        ("When Ana Paz called Len Roth a thief, he laughed.", ["a thief"]),
        ("Ana Paz called it a farce, and said he lied.", ["a farce", "he lied"]),
        ("Ana Paz called herself a friend of the town.", []),
        ("Ana Paz called her a week later.", []),
        ("Ana Paz called Len Roth the next day.", []),
        ("Ana Paz called a vote in the council.", []),
        ("Ana Paz called it a", []),
    ],
)
def test_where_what_somebody_calls_another_ends_and_where_it_is_none(text, said):
    assert [one for _, one in reported(text)] == said


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A man accused of robbing a shop told the court he was late.",
            "man accused of robbing a shop",
        ),
        ("A man suspected of arson denied he was late.", "man suspected of arson"),
        ("Ana Paz, who was asked about the leak, said he was late.", "Ana Paz"),
        ("Ana Paz has long argued he was late.", "Ana Paz"),
        ("The mayor lost the vote after Ana Paz said he was late.", "Ana Paz"),
        ("Shares fell 4 per cent before the council said he was late.", "council"),
        ("Len Roth resigned after Ana Paz said he was late.", "Ana Paz"),
        ("Len Roth resigned before the ministry claimed he was late.", "ministry"),
        ("Workers left after Ana Paz said he was late.", "Ana Paz"),
        ("Shares fell as Ana Paz said he was late.", "Ana Paz"),
        ("A man arrested after the raid said he was late.", "man arrested after the raid"),
        ("A man working as a guard said he was late.", "man working as a guard"),
        ("A broker in the hall said he was late.", "broker in the hall"),
        ("The bridge opened at 6 a.m. The council said he was late.", "council"),
    ],
)
def test_who_is_told_of_between_may_speak(text, speaker):
    assert reported(text) == [(speaker, "he was late")]


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("a baker who sells figs said", "baker who sells figs"),
        ("a baker who had come by boat told us", None),
        ("said the man who ran the mill", "man who ran the mill"),
        ("said a lawyer hired by the crew", "lawyer hired by the crew"),
        ("said the cook responsible for it, Ana Paz", "Ana Paz"),
        ("a process that began in May", None),
        ("with Len Roth, who told us", None),
    ],
)
def test_a_clause_behind_who_says_it_may_tell_who_he_is(told, speaker):
    said = [(speaker, "The road was shut")] if speaker else []
    assert reported(f"The road was shut, {told}.") == said


@pytest.mark.parametrize("turn", [", but", ", while", ", and", ", whereas", ";", " but", " while"])
def test_a_clause_ends_where_another_speaks(turn):
    text = f"Ana Paz said it was fine{turn} Len Roth told us that it was thin."
    assert reported(text) == [("Ana Paz", "it was fine"), ("Len Roth", "it was thin")]


@pytest.mark.parametrize(
    "clause",
    [
        "Len Roth had gone and that he said no",
        "Len Roth had gone and Mia Dube said no",
        "Len Roth had gone, and that he said no",
        "Len Roth had gone, and he had said it was over",
        "Len Roth was sure of the vote, while the others feared it was over",
        "Len Roth had gone, but the hall was full",
    ],
)
def test_who_speaks_inside_what_is_reported_does_not_end_it(clause):
    assert reported(f"Ana Paz said that {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "clause",
    [
        "A fire that gutted the hall may have been lit by a child",
        "A board that could not count would not get a cent",
        "A man who begs has no business here",
    ],
)
def test_a_clause_whose_subject_has_one_of_its_own_may_stand_before_who_says_it(clause):
    assert reported(f"{clause}, Gris Council has said.") == [("Gris Council", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "The tent that he bought, Ana Paz said.",
        "Asked what he would do with the money that came with it, Len Roth grinned.",
        "Asked about the money that was left, Len Roth smiled.",
    ],
)
def test_what_is_no_clause_or_was_asked_is_not_what_is_said_behind_it(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    "clause",
    [
        "The ferry leaves at noon",
        "The two clerks count every vote by hand",
        "Most of them never bring it up with a doctor",
        "Nothing in the plan touches the poor",
        "It falls due in 2039",
        "Children under six travel free",
        "Cigarettes in boxes, diesel and beer from Gris",
    ],
)
@pytest.mark.parametrize(
    "tag",
    [
        "Ana Paz said",
        "said Ana Paz",
        "Ana Paz tells us",
        "Ana Paz said by telephone",
        "Ana Paz said on Thursday",
        "Ana Paz said before leaving the hall",
        "Ana Paz said as she left",
        "Ana Paz went on",
        "Ana Paz fears",
    ],
)
def test_all_that_stands_before_who_says_it_at_the_end_is_said(clause, tag):
    if "," not in clause or not tag.startswith("said"):
        assert reported(f"{clause}, {tag}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "In the garden behind the mill, she wrote.",
        "Sitting down at the table, she explained.",
        "Every other day, she wrote.",
        "Ana Paz, who was there, said the opposite.",
        "There, in the shade of the mill, they talked.",
        "Shortly after the vote, Ana Paz announced her marriage.",
        "Ana Paz runs, for a bank in Gris, two funds, one claimed by each side.",
    ],
)
def test_where_and_when_somebody_spoke_is_not_said(text):
    assert reported(text) == []


@pytest.mark.parametrize("verb", ["hopes", "hoped", "holds", "held"])
@pytest.mark.parametrize("clause", ["it can stay open", "rents will fall", "nobody was to go"])
def test_one_hopes_or_holds_what_follows(verb, clause):
    assert reported(f"The union {verb} that {clause}.") == [("union", clause)]


def test_one_hopes_what_follows_without_that():
    assert reported("The union hopes the mill will stay.") == [("union", "the mill will stay")]


@pytest.mark.parametrize(
    "text", ["He holds that view.", "She held that post in May.", "He holds that"]
)
def test_a_thing_that_is_held_is_not_said(text):
    assert reported(text) == []


def test_state_may_open_who_speaks():
    text = "Forty barns burned, state fire officials said Thursday."
    assert reported(text) == [("state fire officials", "Forty barns burned")]


def test_who_tells_of_what_was_asked_says_it():
    text = "Reported crimes have fallen, Gris Council said."
    assert reported(text) == [("Gris Council", "Reported crimes have fallen")]


@pytest.mark.parametrize(
    "clause",
    [
        "talks would resume",
        "plans were under way",
        "fears are overblown",
        "calls had doubled",
        "reports of a second vote were false",
        "promises made in May had been kept",
        "demand was high",
        "talks resumed in May",
    ],
)
@pytest.mark.parametrize("verb", ["said", "says", "claimed"])
def test_a_noun_that_may_be_a_verb_begins_a_clause(verb, clause):
    assert reported(f"Ana Paz {verb} {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize("clause", ["cuts would follow", "the school would stay"])
@pytest.mark.parametrize("verb", ["warned", "pledged", "vowed"])
def test_a_clause_follows_a_verb_that_takes_a_thing_more_often(verb, clause):
    assert reported(f"Ana Paz {verb} {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "Gris has a plan that Ana Paz says calls for a second vote.",
        "Ana Paz answered questions about the plan she had drawn.",
        "Ana Paz denied claims she had lied.",
        "Gris announced plans to close the plant that Len Roth had built.",
    ],
)
def test_a_verb_or_an_object_behind_a_verb_begins_none(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    "asking",
    [
        "asked",
        "asked them",
        "asked the clerk",
        "asked the people of the valley",
        "also asked the board of Gris Oil",
        "asked on Monday",
        "asked her in a letter",
        "asked the board, through the chair,",
        "wanted to know",
        "also wants to know",
        "demanded to know",
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        "whether the road was safe",
        "why it had closed",
        "by what right the land was sold",
        "to whom the money had gone",
    ],
)
def test_a_question_stands_behind_whom_and_where_it_is_asked(asking, question):
    assert reported(f"Ana Paz {asking} {question}.") == [("Ana Paz", question)]


@pytest.mark.parametrize(
    "told",
    [
        "rejected the suggestion",
        "dismissed claims",
        "denied reports",
        "gave an assurance",
        "took the view",
        "left no doubt",
        "has no doubt",
        "sent word",
        "has let it be known",
        "sat down, then conceded",
        "left, and later said",
        "stayed but also warned",
        "thanked them before adding",
    ],
)
@pytest.mark.parametrize("clause", ["the bank was late", "he had never paid a cent"])
def test_what_one_rejects_assures_or_goes_on_to_say_stands_behind_that(told, clause):
    assert reported(f"Ana Paz {told} that {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz rejected the plan that her own board had made.",
        "Ana Paz took the bus that stops at the mill.",
        "Ana Paz sent word.",
        "It is made up by the fact that nobody goes there.",
    ],
)
def test_a_thing_that_one_takes_or_rejects_says_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize("form", ["Noting", "Warning", "Insisting", "Conceding"])
@pytest.mark.parametrize("who", ["Ana Paz", "the union", "she"])
@pytest.mark.parametrize("clause", ["the bank was late", "two towns had no water"])
def test_a_participle_may_say_before_its_subject(form, who, clause):
    speaker = "Ana Paz" if who == "she" else who.removeprefix("the ")
    text = f"Ana Paz runs the mill. {form} that {clause}, {who} left the hall."
    assert reported(text) == [(speaker, clause)]


@pytest.mark.parametrize("form", ["ruling", "denying", "demanding", "predicting"])
def test_a_participle_that_rules_or_denies_reports_before_that(form):
    text = f"The court barred Ana Paz, {form} that she be heard again."
    assert reported(text) == [("court", "she be heard again")]


@pytest.mark.parametrize(
    "text",
    [
        "Noting that",
        "Noting that it was late, she",
        "Ana Paz sat down and then, finding that nobody came, left.",
        "Reading that letter, Ana Paz laughed.",
    ],
)
def test_a_participle_may_say_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize("verb", ["said", "explained", "replied", "answered"])
@pytest.mark.parametrize("clause", ["the road was shut", "if it rained, the game was off"])
def test_a_clause_may_stand_behind_a_colon(verb, clause):
    assert reported(f"Ana Paz {verb}: {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "What the papers say: a vote that nobody wants.",
        "Ana Paz said: “The road was shut.”",
        "Ana Paz named three towns in four states: Gris, Halden and Mont.",
        "Ana Paz explained:",
    ],
)
def test_behind_a_colon_may_stand_something_else(text):
    assert reported(text) == []


@pytest.mark.parametrize("tag", ["she said", "said Ana Paz", "she told the council"])
@pytest.mark.parametrize("clause", ["the road was shut", "nobody had swept it"])
def test_who_is_named_between_two_clauses_says_both(tag, clause):
    text = f"Ana Paz came. It had rained for days, {tag}; {clause}."
    said = [("Ana Paz", "It had rained for days"), ("Ana Paz", clause)]
    assert reported(text) == said


def test_another_may_speak_behind_a_semicolon():
    text = "It had rained for days, said Ana Paz; Len Roth said it had not."
    assert reported(text) == [("Ana Paz", "It had rained for days"), ("Len Roth", "it had not")]


@pytest.mark.parametrize("verb", ["said", "says", "told us", "tells me"])
@pytest.mark.parametrize(
    "clause",
    [
        "the ferry leaves at noon",
        "the tunnel leaks a little",
        "the proof fills three boxes",
        "nobody rides the tram",
        "wolves kill forty sheep a year",
        "doctors at the clinic treat 80 people a day",
        "women in Gris earn less",
        "recognizing the board as owner would set a precedent",
    ],
)
def test_a_verb_that_no_list_has_makes_a_clause(verb, clause):
    assert reported(f"Ana Paz {verb} {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize("verb", ["insisted", "noted", "warned", "announced"])
@pytest.mark.parametrize("clause", ["the tax hurts the poor", "if it rains the game will be off"])
def test_a_verb_with_an_object_or_a_condition_makes_a_clause(verb, clause):
    assert reported(f"The union {verb} {clause}.") == [("union", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz noted bird tracks in the snow.",
        "Ana Paz announced three boat trips on Monday.",
        "Ana Paz added two layers of paint.",
        "Ana Paz feared ice storms in May.",
        "Ana Paz said a few words of comfort.",
        "Ana Paz explained the rules of the game.",
        "The plan was announced by the board in May.",
    ],
)
def test_a_thing_that_is_said_or_noted_is_no_clause(text):
    assert reported(text) == []


@pytest.mark.parametrize("whom", ["her", "the board", "Len Roth"])
@pytest.mark.parametrize("verb", ["assured", "promised", "reminded", "warned", "had assured"])
@pytest.mark.parametrize(
    "clause", ["the road would open", "it was late", "no one had paid", "there was a way"]
)
def test_a_plain_clause_stands_behind_whom_one_assures(verb, whom, clause):
    assert reported(f"Ana Paz {verb} {whom} {clause}.") == [("Ana Paz", clause)]


def test_a_thing_stands_behind_whom_one_promises():
    assert reported("Ana Paz promised her the boat.") == []
    assert reported("Ana Paz promised the clerk the boat he had seen.") == []
    assert reported("Ana Paz promised her") == []


@pytest.mark.parametrize("that", ["", "that "])
@pytest.mark.parametrize(
    "turned",
    [
        "rose",
        "stood up",
        "called",
        "rang from Gris",
        "phoned the paper",
        "wrote to him in April",
        "came out",
        "went on",
        "went on the radio",
        "asks us",
    ],
)
def test_one_does_something_to_say_it(turned, that):
    for say in ("say", "add"):
        text = f"Ana Paz {turned} to {say} {that}the road was safe."
        assert reported(text) == [("Ana Paz", "the road was safe")]


@pytest.mark.parametrize(
    "told",
    [
        "put it to her",
        "put it to the clerk on Monday",
        "let it be known",
        "let us know",
        "lets the paper know",
        "wished it known",
    ],
)
@pytest.mark.parametrize("clause", ["the road was safe", "he had never paid"])
def test_what_is_put_to_somebody_or_made_known_stands_behind_that(told, clause):
    assert reported(f"Ana Paz {told} that {clause}.") == [("Ana Paz", clause)]
    assert reported(f"Ana Paz never {told} that {clause}.") == []


@pytest.mark.parametrize("verb", ["ordered", "directed", "moved", "projected", "requested"])
@pytest.mark.parametrize("clause", ["the road be closed by May", "it be paid", "no one leave it"])
def test_what_one_orders_or_foresees_stands_behind_that(verb, clause):
    assert reported(f"Ana Paz {verb} that {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz moved that week.",
        "Ana Paz has ordered that it be paid.",
        "Ana Paz made moves that come late.",
        "Ana Paz did not call to say it was late.",
        "Ana Paz came to",
        "Ana Paz called to say",
        "Ana Paz moved that",
        "Ana Paz put it to her that",
        "Ana Paz put it to the clerk",
        "Ana Paz had let it be known that he left.",
        "known that",
        "to add",
    ],
)
def test_such_words_alone_say_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize("question", ["which of the two had won", "whose boat was burnt"])
def test_which_and_whose_open_a_question_next_to_the_verb(question):
    assert reported(f"Ana Paz asked {question}.") == [("Ana Paz", question)]
    assert reported(f"Ana Paz wanted to know {question}.") == [("Ana Paz", question)]
    assert reported(f"Ana Paz asked the clerks {question}.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz asked the clerks who had left for more.",
        "Ana Paz asked for help when the boat sank.",
        "Ana Paz asked about the mill where he works.",
        "Ana Paz has wanted to know whether it rains.",
        "Ana Paz did not want to know why it rained.",
        "Ana Paz wanted to know",
        "Ana Paz asked by what",
        "to know",
    ],
)
def test_what_is_asked_for_or_about_is_no_question(text):
    assert reported(text) == []


@pytest.mark.parametrize("time", ["", " before the vote"])
@pytest.mark.parametrize(
    ("verb", "done"),
    [
        ("denied", "having met the contractor"),
        ("strongly denied", "breaking into the mill"),
        ("denied ever", "having owned a boat"),
        ("admitted", "taking his phone"),
        ("recommended", "closing three schools"),
        ("suggested", "moving the market to the square"),
        ("reported", "seeing a light on the hill"),
        ("ruled out", "selling the harbour"),
        ("ruled out", "any cut in pensions"),
        ("ruled out", "talks with the union"),
        ("warned against", "selling the land"),
        ("cautioned against", "a rush to judgement"),
    ],
)
def test_what_one_did_or_is_to_do_follows_some_verbs(verb, done, time):
    assert reported(f"Ana Paz {verb} {done}{time}.") == [("Ana Paz", done + time)]


def test_what_is_to_be_done_ends_before_what_is_told_of_it():
    text = "Len Roth rose and ruled out putting it to a vote, a step never taken in Gris."
    assert reported(text) == [("Len Roth", "putting it to a vote")]
    text = "Ana Paz warned of a plot against him."
    assert reported(text) == [("Ana Paz", "a plot against him")]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz denied wrongdoing in May.",
        "The board proposed spending cuts.",
        "The firm reported earnings of a million.",
        "Ana Paz has ruled out a sale.",
        "Clerks counted what Ana Paz reported receiving in May.",
        "The board proposed during the war that boats stay.",
        "Ana Paz denied closing",
        "Ana Paz ruled out",
        "Ana Paz ruled",
    ],
)
def test_a_noun_or_an_act_is_nothing_said(text):
    assert [t for _, t in reported(text) if t != "boats stay"] == []


@pytest.mark.parametrize("verb", ["stressed", "testified", "revealed", "agreed", "promised"])
@pytest.mark.parametrize(
    "clause",
    [
        "he had seen the van twice",
        "they would not sign",
        "there was no plan for the winter",
        "the roof of the old mill would have to come down",
        "Len Roth was late",
    ],
)
def test_a_plain_clause_follows_a_verb_that_takes_a_thing_most_often(verb, clause):
    assert reported(f"Ana Paz {verb} {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz revealed the name of the man she met.",
        "Ana Paz promised a vote on the plan she drew up.",
        "Ana Paz agreed terms with the bank in Gris.",
        "Ana Paz revealed a bridge leading to the port.",
        "Ana Paz promised them two boats.",
        "Ana Paz promised there",
        "The one promise she had was old.",
    ],
)
def test_a_thing_behind_such_a_verb_is_no_clause(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    "said",
    [
        "if it rains the road will close",
        "although it rained, the road was open",
        "since 2010 the road had closed twice",
        "because of the rain the road would close",
        "despite the rain the road was open",
        "for now the road is closed",
        "by Friday the road would be open",
        "what she saw was awful",
        "why the road closed was unclear",
        "having no road was hard",
        "only two had survived",
        "not everyone was safe",
        "that was wrong",
        "there's no hope",
        "they're tired",
        "nobody died",
        "£2m was missing",
    ],
)
def test_a_phrase_a_clause_or_an_adverb_may_open_what_is_said(said):
    assert reported(f"Ana Paz said {said}.") == [("Ana Paz", said)]


@pytest.mark.parametrize(
    "when",
    ["in Gris", "at the time", "by phone", "on Monday", "at a hearing in Gris on Monday"],
)
def test_when_or_where_it_was_said_is_no_part_of_it(when):
    assert reported(f"Ana Paz said {when} the road was open.") == [("Ana Paz", "the road was open")]


@pytest.mark.parametrize(
    "told_of",
    [
        "as he left the court",
        "when asked",
        "what she had seen",
        "in a house he had built",
        "while the Daily Post looked on",
        "with a smile",
        "it was",
    ],
)
def test_what_only_tells_of_the_saying_is_not_what_is_said(told_of):
    assert reported(f"Ana Paz said {told_of}.") == []


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Len Roth, who said he was ready, was jailed.", "Len Roth", "he was ready"),
        ("Len Roth, who has long said it was late, left.", "Len Roth", "it was late"),
        ("Len Roth, saying he was ready, left on Monday.", "Len Roth", "he was ready"),
        (
            "Len Roth, who said that Ana Paz, the mayor, was late, left.",
            "Len Roth",
            "Ana Paz, the mayor, was late",
        ),
        ("A man who said the mine was empty was held.", "man", "the mine was empty"),
        (
            "Ana Paz left, saying the road, which is long, was open.",
            "Ana Paz",
            "the road, which is long, was open",
        ),
    ],
)
def test_what_is_reported_inside_a_subject_ends_before_the_verb_of_that(text, speaker, said):
    assert reported(text) == [(speaker, said)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Paz said he was ill. Reporters left the room.", "he was ill"),
        ("Ana Paz said the answer was no. Len Roth left the room.", "the answer was no"),
        ("Ana Paz said it opened at 5 p.m. Len Roth left the room.", "it opened at 5 p.m"),
        ("Ana Paz said he lived in the U.S. He left the room.", "he lived in the U.S"),
        ("Ana Paz said it was sold to Roth Inc. He left the room.", "it was sold to Roth Inc"),
        ("Ana Paz said it opened at 5 p.m. Monday.", "it opened at 5 p.m. Monday"),
        ("Ana Paz said Roth Inc. was sold.", "Roth Inc. was sold"),
        ("Ana Paz said the U.S. Senate was full.", "the U.S. Senate was full"),
        ("Ana Paz said it was sold to Mr. A. Roth.", "it was sold to Mr. A. Roth"),
    ],
)
def test_an_abbreviation_ends_a_sentence_where_another_begins(text, said):
    assert reported(text) == [("Ana Paz", said)]


def test_an_everyday_word_that_is_an_abbreviation_too_ends_a_sentence_before_a_quotation():
    quotes = extract_quotes("Ida Kohl said he was ill. “He needs help,” she said.")
    assert [q.text for q in quotes] == ["he was ill", "He needs help,"]


@pytest.mark.parametrize(
    "denied",
    [
        ", but Len Roth denied it",
        " but Len Roth denied it",
        ", but Len Roth disagreed",
        "; Len Roth disagreed",
        ", but the ministry has rejected the claim",
        ", which Len Roth disputes",
        ", a claim Len Roth denied",
    ],
)
def test_what_another_denies_ends_before_that(denied):
    assert reported(f"Ana Paz said the port was full{denied}.") == [
        ("Ana Paz", "the port was full")
    ]


@pytest.mark.parametrize(
    ("speaker", "text", "said"),
    [
        ("Ana Paz", "Ana Paz said", "the port was full, but Len Roth rejected a new one"),
        ("Ana Paz", "Ana Paz said", "he asked for leave and that the court denied him a day"),
        ("statement", "A statement said", "the port was full"),
    ],
)
def test_who_denies_another_thing_is_told_of_in_what_is_said(speaker, text, said):
    assert reported(f"{text} {said}.") == [(speaker, said)]


@pytest.mark.parametrize(
    "act",
    [
        " but gave no details",
        " but did not say when",
        " and declined to comment further",
        " without giving details",
        ", pointing to the gate",
    ],
)
def test_what_who_speaks_did_or_kept_back_is_no_part_of_what_is_said(act):
    assert reported(f"Ana Paz said the port was full{act}.") == [("Ana Paz", "the port was full")]


@pytest.mark.parametrize(
    "said",
    [
        "the bank had asked him and declined to pay",
        "the port was full but did not look it",
        "the mayor had left without a word",
        "he came back, smiling at the crowd",
        "he was late and declined",
    ],
)
def test_what_others_did_is_a_part_of_what_is_said(said):
    assert reported(f"Ana Paz said {said}.") == [("Ana Paz", said)]
    assert reported(f"Ana Paz said {said}") == [("Ana Paz", said)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The bank estimates that 3% of loans are bad.", "bank"),
        ("Ana Paz charges that 3% of loans are bad.", "Ana Paz"),
        ("The report notes that 3% of loans are bad.", "report"),
    ],
)
def test_a_noun_may_be_a_verb_before_that_and_a_clause(text, speaker):
    assert reported(text) == [(speaker, "3% of loans are bad")]


@pytest.mark.parametrize(
    "text",
    ["The court saw bank reports that were late.", "The bank's claims that it was late hold."],
)
def test_a_noun_is_none_before_a_relative_clause_or_behind_its_owner(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "issued a statement saying",
        "issued a warning that",
        "made it clear that",
        "is adamant that",
        "expressed fears that",
        "repeated her claim that",
        "wrote to staff to say",
        "took to Facebook to say",
    ],
)
def test_a_phrase_may_report_like_a_verb_of_speech(phrase):
    assert reported(f"Ana Paz {phrase} the mine was empty.") == [("Ana Paz", "the mine was empty")]


@pytest.mark.parametrize(
    "phrase",
    ["It is clear that", "Fears rose in Gris that", "Ana Paz is not convinced that"],
)
def test_such_a_phrase_reports_nothing_of_nobody_or_denied(phrase):
    assert reported(f"{phrase} the mine was empty.") == []


def test_what_stands_before_who_says_it_is_whole():
    text = "The port was full, citing a new rule, and the gate shut, Ana Paz said."
    assert reported(text) == [("Ana Paz", text[: text.index(", Ana")])]


@pytest.mark.parametrize(
    "tag",
    [
        "told reporters on Monday",
        "told reporters in Gris",
        "told the council in an interview",
        "said in a statement on Monday",
        "said on Monday in Gris",
        "said at a news conference in Gris",
        "said in a post on X",
        "said in a statement posted online",
        "said on condition of anonymity",
        "said when asked",
    ],
)
def test_who_says_it_behind_a_clause_says_to_whom_when_and_where(tag):
    assert reported(f"The port was full, Len Roth {tag}.") == [("Len Roth", "The port was full")]


@pytest.mark.parametrize(
    ("told", "clause"),
    [
        ("reporters", "Mr Roth never sold the mine"),
        ("reporters", "women and children slept on the deck"),
        ("Reuters", "fares rose in March"),
        ("the court", "barges are late"),
        ("union members", "traffic on the quay has doubled"),
        ("jurors on Friday", "Len Roth had sold the mine"),
        ("voters in Gris last week", "the quay was full"),
        ("him yesterday", "these were old debts"),
        ("us", "he once waited a year for a berth"),
        ("us", "last year was the wettest"),
        ("the board", "so far nothing has been found"),
        ("lawmakers", "as many as 30 people lost a leg"),
        ("the city council", "some of the letters were lost"),
        ("her", "not everyone agreed with it"),
        ("the city council", "up to 20 boats are missing"),
    ],
)
def test_whom_and_when_somebody_told_ends_where_a_clause_begins(told, clause):
    assert reported(f"Ana Paz told {told} {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize(
    "story",
    ["the old story of the mine, which flooded", "the tale of her aunt", "voters last"],
)
def test_a_thing_told_is_no_clause(story):
    assert reported(f"Ana Paz told {story}.") == []


@pytest.mark.parametrize(
    ("subject", "speaker"),
    [
        ("Last week police", "police"),
        ("Last Friday port officials", "port officials"),
        ("This week residents of Gris", "residents of Gris"),
        ("Earlier this month auditors", "auditors"),
        ("By noon firefighters", "firefighters"),
        ("In May residents", "residents"),
        ("In 2019 auditors", "auditors"),
        ("Many who fled", "many who fled"),
        ("Some who stayed", "some who stayed"),
        ("Those who had stayed", "those who had stayed"),
    ],
)
def test_who_says_it_stands_behind_a_time_or_has_a_clause(subject, speaker):
    assert reported(f"{subject} said that the quay was shut.") == [(speaker, "the quay was shut")]


@pytest.mark.parametrize(
    "tail",
    [
        ", prompting an outcry from vendors",
        ", drawing jeers",
        ", waving a copy of the plan",
        ", holding up the keys",
        ", to loud applause",
        ", to laughter from the benches",
        ", her voice breaking",
        ", a claim that the board denies",
        ", a figure the unions dispute",
        " - a point that clerks have disputed",
    ],
)
def test_what_came_of_the_words_is_the_writers(tail):
    assert reported(f"Ana Paz said the quay was full{tail}.") == [("Ana Paz", "the quay was full")]


@pytest.mark.parametrize(
    "tail",
    [
        ", leaving nine boats at sea",
        ", holding nine boats at sea",
        ", to nobody's surprise",
        ", a sum the town could not raise",
    ],
)
def test_what_came_of_what_is_told_is_told(tail):
    text = f"the quay was full{tail}"
    assert reported(f"Ana Paz said {text}.") == [("Ana Paz", text)]


@pytest.mark.parametrize(
    "clause",
    [
        "about a third of the quays are shut",
        "if it rains the quay will close",
        "at least 60 boats burned",
        "so far nothing has been found",
    ],
)
@pytest.mark.parametrize("subject", ["The board", "Mr Roth"])
def test_what_may_be_a_noun_reports_any_clause(subject, clause):
    spoken = [(subject.removeprefix("The ").removeprefix("Mr "), clause)]
    assert reported(f"{subject} estimates that {clause}.") == spoken


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("accused one of the guards of lying to the court", ["lying to the court"]),
        ("accused some of them of theft from the mill", ["theft from the mill"]),
        ("warned neither of the pilots was hurt", ["neither of the pilots was hurt"]),
        ("accused both of hiding from the court", ["hiding from the court"]),
        ("warned of a flood in the mill", ["a flood in the mill"]),
        ("warned one of", []),
    ],
)
def test_a_part_of_some_is_no_charge(verb, said):
    assert [text for _, text in reported(f"Len Roth {verb}.")] == said


@pytest.mark.parametrize(
    "text",
    [
        "In a letter seen by the Gris Post, Mr Roth admitted fraud.",
        "In a report published by the council, the mayor argued in vain.",
    ],
)
def test_what_only_tells_where_it_was_said_is_not_said(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The board said the quay was full and Len Roth insisted that nine boats had left.",
        "The board said that the quay was full and Len Roth said nine boats had left.",
        "After the board said the quay was full, Len Roth insisted nine boats had left.",
        "While the board says that the quay was full, Len Roth says nine boats had left.",
        "Crews sat idle, with the board warning that the quay was full and Len Roth insisting that "
        "nine boats had left.",
    ],
)
def test_two_who_report_have_a_clause_each(text):
    assert reported(text) == [("board", "the quay was full"), ("Len Roth", "nine boats had left")]


@pytest.mark.parametrize(
    "clause",
    [
        "the quay was full and he had said it was",
        "on the old quay doctors and nurses had said it was full",
        "when the board said it was full, nobody left",
    ],
)
def test_one_who_reports_may_tell_what_others_said(clause):
    assert reported(f"Ana Paz insisted that {clause}.")[0] == ("Ana Paz", clause)


@pytest.mark.parametrize(
    "text",
    [
        "It ended with Len Roth, who wrote to the board in May.",
        "The last was Len Roth, who wrote to the board.",
    ],
)
def test_what_only_tells_who_somebody_is_is_no_tag(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    "clause",
    [
        "The driver, who was 40, was not hurt",
        "The mill, which makes oars, closed the hall",
    ],
)
def test_a_subject_may_be_told_of_between_commas(clause):
    assert reported(f"{clause}, Len Roth said on Monday.") == [("Len Roth", clause)]


def test_a_clause_that_only_tells_of_a_noun_is_no_clause():
    assert reported("The tent, which was new, Len Roth said.") == []


def test_a_month_before_who_says_it_denies_nothing():
    assert reported("The port was full in May, said Ana Paz.") == [
        ("Ana Paz", "The port was full in May")
    ]


@pytest.mark.parametrize("verb", ["warned", "announced", "insisted", "confirmed", "admits"])
@pytest.mark.parametrize("who", ["Len Roth", "the council"])
def test_a_verb_may_stand_before_who_says_it(verb, who):
    assert reported(f"The port was full, {verb} {who}.") == [
        (who.removeprefix("the "), "The port was full")
    ]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "The port, said Len Roth, was full of ships.",
            "The port, said Len Roth, was full of ships",
        ),
        ("On Monday, said Len Roth, the port was full.", "the port was full"),
        ("If it rains, said Len Roth, the port will close.", "the port will close"),
        ("That was no question, said Len Roth, it was late.", "That was no question"),
    ],
)
def test_a_verb_and_who_says_it_stand_in_the_middle(text, clause):
    assert reported(text) == [("Len Roth", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "Two men were missing, feared dead.",
        "The next, said Len Roth, a clerk.",
        "The port was full, warned by Len Roth.",
    ],
)
def test_a_participle_or_an_apposition_says_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize("dateline", ["GRIS (AP) — ", "GRIS, Nigeria (AP) - ", "GRIS, March 3 – "])
def test_a_dateline_is_no_part_of_what_is_reported(dateline):
    text = f"{dateline}The bridge is closed, Len Roth said on Monday."
    assert reported(text) == [("Len Roth", "The bridge is closed")]


@pytest.mark.parametrize(
    "tag", ["Len Roth said", "Len Roth told us", "said Len Roth", "said clerks"]
)
@pytest.mark.parametrize("clause", ["The port was full", "A ship hit the pier"])
def test_who_says_a_clause_before_adds_what_follows(clause, tag):
    who = "clerks" if "clerks" in tag else "Len Roth"
    text = f"{clause}, {tag}, adding that nobody was hurt."
    assert reported(text) == [(who, clause), (who, "nobody was hurt")]


def test_the_subject_of_a_sentence_adds_what_follows_where_no_tag_stands_between():
    text = "Len Roth left the hall, adding that nobody was hurt."
    assert reported(text) == [("Len Roth", "nobody was hurt")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It was announced by Len Roth that the mill would close.", "the mill would close"),
        ("Workers were told by Len Roth that the mill would close.", "the mill would close"),
        ("Workers have been warned by Len Roth that it was late.", "it was late"),
        ("Workers were accused by Len Roth of closing the road.", "closing the road"),
        ("Workers were criticised by Len Roth for closing the road.", "closing the road"),
        ("Len Roth was quoted as saying the mill was late.", "the mill was late"),
        ("Len Roth was quoted by Gris Radio as saying that it was late.", "it was late"),
        ("Gris Radio quoted Len Roth as saying the mill was late.", "the mill was late"),
        ("The mill was late, Len Roth was quoted as saying.", "The mill was late"),
        ("The mill was late, Len Roth was cited by clerks as saying.", "The mill was late"),
    ],
)
def test_who_is_named_behind_by_or_is_quoted_says_it(text, said):
    assert reported(text) == [("Len Roth", said)]


@pytest.mark.parametrize(
    "text",
    [
        "Workers were asked by Len Roth if it was late.",
        "A clerk said by Len Roth to be late came at nine.",
        "Workers were held by Len Roth in the hall.",
        "The letter was shown by Len Roth to the clerks.",
    ],
)
def test_who_only_acts_reports_nothing(text):
    assert reported(text) == []


@pytest.mark.parametrize("how", ["then ", "later ", "also ", "repeatedly ", ""])
@pytest.mark.parametrize("who", ["Ana Paz", "A guard who did not give his name", "Len Roth, 34,"])
def test_who_is_asked_or_told_says_nothing_whatever_stands_between(who, how):
    assert reported(f"{who} was {how}asked why the road was shut.") == []
    assert reported(f"{who} was {how}told that the road was shut.") == []
    told = reported(f"{who} was {how}told by Mia Dube that the road was shut.")
    assert told == [("Mia Dube", "the road was shut")]


@pytest.mark.parametrize("asked", ["why the road was shut", "whether he slept", "who would pay"])
def test_what_somebody_was_asked_is_no_part_of_what_she_says(asked):
    assert reported(f"Mia Dube, asked {asked}, said it was late.") == [("Mia Dube", "it was late")]
    assert reported(f"Mia Dube said it was late when asked {asked}.") == [
        ("Mia Dube", "it was late")
    ]
    went = "the crew went home when asked to go"
    assert reported(f"Mia Dube said {went}.") == [("Mia Dube", went)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Norfab will cut 200 jobs, it said on Monday.", "Norfab"),
        ("Gris Oil will cut 200 jobs, it said.", "Gris Oil"),
        ("The company will cut 200 jobs, it said.", "company"),
        ("Gris Council met. Norfab will cut 200 jobs, it said.", "Gris Council"),
        ("The rain will stop on Monday, it said.", None),
    ],
)
def test_it_tells_of_itself_where_nobody_stands_before(text, speaker):
    assert [who for who, _ in reported(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Len Roth told police it was late, the court heard.",
        "Len Roth said it was late, according to Ana Paz.",
        "Len Roth said it was late, Gris Radio reported on Monday.",
        "According to Ana Paz, Len Roth said it was late.",
        "According to the weekly, Len Roth said it was late, and Mia Dube said it was over.",
    ],
)
def test_what_is_passed_on_is_said_by_whoever_said_it(text):
    assert reported(text)[0] == ("Len Roth", "it was late")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Ana Paz left. Len Roth told her it was late, she said.", "Len Roth told her it was late"),
        ("Len Roth hoped it was late, Ana Paz said.", "Len Roth hoped it was late"),
    ],
)
def test_who_tells_of_what_was_said_to_her_or_hoped_says_it(text, clause):
    assert reported(text) == [("Ana Paz", clause)]


def test_a_source_inside_what_is_reported_does_not_take_what_stands_before_it():
    text = "The Gris Post reported that, according to a study, half of the roads were shut."
    (quote,) = extract_quotes(text)
    assert quote.speaker == "Gris Post"
    assert quote.text.endswith("half of the roads were shut")
    (quote,) = extract_quotes("She had refused even that, according to Ana Paz.")
    assert quote.text.startswith("She had refused")
    assert quote.speaker == "Ana Paz"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ana Paz urged the council to reopen the road.", "the council to reopen the road"),
        ("Ana Paz called on Len Roth to go there.", "Len Roth to go there"),
        ("Ana Paz called for the road to be reopened.", "for the road to be reopened"),
        ("Ana Paz warned drivers not to use the road.", "drivers not to use the road"),
        ("Ana Paz told her not to use the road.", "not to use the road"),
        ("Ana Paz told the clerk to close the road.", "to close the road"),
        ("Ana Paz vowed to reopen the road.", "to reopen the road"),
        ("Ana Paz threatened to close the road.", "to close the road"),
        ("Drivers were urged by Ana Paz to use the road.", "to use the road"),
        ("Ana Paz vowed to go there, and criticised the plan.", "to go there"),
        ("While Ana Paz vowed to go there, others stayed.", "to go there"),
    ],
)
def test_what_somebody_is_to_do_is_what_is_said(text, wanted):
    assert reported(text) == [("Ana Paz", wanted)]


@pytest.mark.parametrize(
    "text",
    [
        "Gris paid the sum that Ana Paz pledged to pay for it.",
        "The long debate promised to be a dull one.",
        "His constant vows to go there were over.",
        "Ana Paz shamed herself by urging the bank to close the road.",
        "Ana Paz called for action to end the long wait.",
        "Ana Paz told the press to his face of it.",
        "Ana Paz asked the clerk to close the road.",
    ],
)
def test_what_somebody_only_does_or_asks_for_is_no_quote(text):
    assert reported(text) == []


def test_who_vows_may_be_many():
    assert reported("The governors vowed to reopen the road.") == [
        ("governors", "to reopen the road")
    ]


def test_a_dateline_with_a_state_is_no_part_of_what_is_reported():
    text = "GRIS, Mont. (AP) — The bridge is closed, Len Roth said on Monday."
    assert reported(text) == [("Len Roth", "The bridge is closed")]


def test_a_clause_that_leads_up_to_a_quotation_is_not_cut_at_a_verb_in_it():
    text = "Ana Paz said that it had built and released two boats and was “proud”."
    assert reported(text) == []
    text = "Ana Paz said that it had built two boats and called the day “a joy”."
    assert reported(text) == [("Ana Paz", "it had built two boats")]


@pytest.mark.parametrize("who", ["a clerk", "a clerk who asked about the ring", "all who had come"])
def test_who_is_told_of_it_may_have_a_clause_of_his_own(who):
    assert reported(f"Len Roth told {who} that it was late.") == [("Len Roth", "it was late")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The authors report that 3% of loans are bad.", "authors"),
        ("Gris Democrats charge that 3% of loans are bad.", "Gris Democrats"),
    ],
)
def test_a_noun_may_be_a_verb_behind_a_plural(text, speaker):
    assert reported(text) == [(speaker, "3% of loans are bad")]


def test_a_report_of_a_paper_is_a_noun():
    assert reported("Ana Paz had a Gris Times report that it was late.") == []


@pytest.mark.parametrize("who", ["the law was clear", "he was confident", "they were adamant"])
def test_who_says_that_somebody_is_sure_says_it_once(who):
    text = f"Ana Paz said {who} that it was over."
    assert reported(text) == [("Ana Paz", f"{who} that it was over")]


def test_a_noun_with_a_name_before_it_may_have_a_clause_of_its_own():
    text = "Gris officials who spoke on condition of anonymity said it was late."
    assert reported(text) == [("Gris officials", "it was late")]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "It ended at the Gris High Court, which ruled that the mill could stay.",
            [("Gris High Court", "the mill could stay")],
        ),
        ("The mill is run by Norfab, which said it was late.", [("Norfab", "it was late")]),
        (
            "After the leak of the report, which found that it was late, Ana Paz said it was over.",
            [("report", "it was late"), ("Ana Paz", "it was over")],
        ),
        ("Gris has a new plan, which allows people to stay.", []),
    ],
)
def test_who_a_clause_with_which_tells_of_may_say_something_in_it(text, quotes):
    assert reported(text) == quotes


@pytest.mark.parametrize("clause", ["The port, she said, was full", "Ships, Ana Paz said, sank"])
def test_a_clause_with_who_says_it_in_the_middle_is_one_quote(clause):
    assert reported(f"Ana Paz left. {clause}.") == [("Ana Paz", clause)]


@pytest.mark.parametrize("front", ["On Monday", "Later", "If it rained"])
def test_what_stands_before_who_says_it_is_no_subject(front):
    text = f"{front}, Ana Paz said, the port was full."
    assert reported(text) == [("Ana Paz", "the port was full")]


@pytest.mark.parametrize("told", ["told us on Monday", "told a full hall in Gris", "told members"])
def test_who_is_told_of_before_who_tells_it_is_another(told):
    text = f"Karl Paz led the board. Mayor Roth had run, he {told}."
    assert reported(text) == [("Karl Paz", "Mayor Roth had run")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The judge holds that a ferry is a road.", [("judge", "a ferry is a road")]),
        ("Ana Paz, a baker, held that they were late.", [("Ana Paz", "they were late")]),
        ("Ana Paz holds that view of it.", []),
    ],
)
def test_who_holds_that_something_is_so_says_it(text, said):
    assert reported(text) == said


@pytest.mark.parametrize("told", ["told a clerk", "told our reporter", "said of the mayor"])
def test_whom_somebody_tells_that_another_spoke_does_not_speak(told):
    text = f"Ana Paz, a baker, {told} that he had warned them of the storm."
    assert reported(text) == [("Ana Paz", "he had warned them of the storm")]


@pytest.mark.parametrize(
    "how", ["published on Sunday", "released in spring", "carried out by the bank"]
)
def test_a_poll_finds_something_behind_what_is_told_of_it(how):
    [(_, said)] = reported(f"A survey {how} found that bakers had moved to Gris.")
    assert said == "bakers had moved to Gris"


def test_a_verb_that_goes_with_would_does_not_end_what_is_said():
    said = "she would thank the cooks and blame the mayor for the soup"
    assert reported(f"Ana Paz said {said}.") == [("Ana Paz", said)]


def test_what_and_that_adds_is_not_said_by_who_is_told_of():
    text = "Ana Paz said the board had shown “great care” and that two clerks were ill."
    assert reported(text) == [("Ana Paz", "two clerks were ill")]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Paz explained it at a meeting that lasted an hour.",
        "Ana Paz explained it in a letter that soon turned to fish.",
        "Ana Paz speaks for bakers that hold the lease.",
    ],
)
def test_a_clause_that_tells_of_the_noun_before_it_reports_nothing(text):
    assert reported(text) == []


def test_a_noun_that_may_be_a_verb_opens_a_clause_behind_whom_it_is_told():
    assert reported("Ana Paz told reporters that demands for bread grew.") == [
        ("Ana Paz", "demands for bread grew")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Members argued over the lease, which the court has lost.",
        "Ana Paz answered those who see it otherwise.",
        "Three claims about the mayor were shared on Monday.",
    ],
)
def test_what_somebody_argues_over_or_answers_is_no_clause(text):
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("In the view of Ana Paz, the mill was late.", "the mill was late"),
        ("In the opinion of Ana Paz the mill was late.", "the mill was late"),
        ("The mill had been shut, in Ana Paz’s opinion.", "The mill had been shut"),
        (
            "The mill had two gates, in Ana Paz’s judgment, and it was shut.",
            "The mill had two gates, in Ana Paz’s judgment, and it was shut",
        ),
    ],
)
def test_whose_opinion_it_is(text, said):
    assert reported(text) == [("Ana Paz", said)]


def test_what_somebody_leaves_in_her_words_is_no_clause():
    assert reported("Ana Paz left, in her words, a mess.") == []


@pytest.mark.parametrize("last", ["only once", "more than once", "ever since", "to do so"])
@pytest.mark.parametrize(
    "text",
    ["According to Ana Paz, {}.", "Ana Paz said {}.", "{}, Ana Paz said.", "{}, said Ana Paz."],
)
def test_a_word_that_joins_nothing_ends_what_is_said(text, last):
    said = f"the mayor met the board {last}"
    (quote,) = extract_quotes(text.format(said))
    assert quote.text == said


def test_what_somebody_does_not_know_may_be_one_word():
    (quote,) = extract_quotes("Ana Paz said the mayor did not know why.")
    assert quote.text == "the mayor did not know why"
