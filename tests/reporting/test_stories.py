"""Rows as articles: paragraphs cut at quotes, whatever the table holds."""

import pytest

from stance.data.files import Record
from stance.errors import UserError
from stance.reporting.answers import Answer
from stance.reporting.stories import opening, stories
from stance.schema import Stance


def row(text, target="maduro", stance="favor", **fields):
    shares = {name: 0.7 if name == stance else 0.15 for name in ("favor", "against", "neutral")}
    return Record("t", {"text": text, "target": target, "stance": stance, **shares, **fields})


def quote_in(article, text, part, **fields):
    return row(part, article=article, start=text.index(part), **fields)


def test_a_text_is_cut_where_quotes_begin_and_end():
    text = "She said: “A b “c” d.\n\n“E f.” Then she left.\nEnd."
    rows = [
        quote_in("a", text, "A b “c” d.\n\n“E f.", id="1"),  # goes on over a paragraph
        quote_in("a", text, "c", id="2"),  # inside the first
    ]
    (story,) = stories(rows, {"a": text}, ["maduro"])
    assert story.paragraphs == (
        (("She said: “", ()), ("A b “", (1,)), ("c", (1, 2)), ("” d.", (1,))),
        (("“E f.", (1,)), ("” Then she left.", ())),
        (("End.", ()),),
    )


def test_quotes_that_overlap_in_part_are_cut_at_each_end():
    text = "one two three"
    rows = [row("one two", article="a", start=0), row("two three", article="a", start=4)]
    (story,) = stories(rows, {"a": text}, ["maduro"])
    assert story.paragraphs == ((("one ", (1,)), ("two", (1, 2)), (" three", (2,))),)


def test_offsets_count_code_points():
    text = "😀 said “yes 😀”"
    (story,) = stories([quote_in("a", text, "yes 😀")], {"a": text}, ["maduro"])
    assert story.paragraphs == ((("😀 said “", ()), ("yes 😀", (1,)), ("”", ())),)


def test_articles_without_quotes_and_without_text():
    one, two = stories([], {"a": "Nothing said.", "b": " \n"}, ["maduro"])
    assert (one.paragraphs, one.quotes) == (((("Nothing said.", ()),),), ())
    assert (two.paragraphs, two.quotes) == ((), ())


def test_contexts_stand_for_a_text_that_is_not_there():
    text = "“A,” she said. “B.”\n“C.”\nLeft out.\nThen “D.”"
    paragraphs = text.split("\n")
    places = [("A,", 0), ("B.", 0), ("C.", 1), ("D.", 3)]
    rows = [quote_in("a", text, part, context=paragraphs[n]) for part, n in reversed(places)]
    (story,) = stories(rows, {}, ["maduro"])
    read = ["".join(piece for piece, _ in paragraph) for paragraph in story.paragraphs]
    assert read == [*paragraphs[:2], "", paragraphs[3]]  # "": what is left out
    whole = stories(rows, {"a": text}, ["maduro"])[0]
    assert [p for i, p in enumerate(whole.paragraphs) if i != 2] == [
        p for i, p in enumerate(story.paragraphs) if i != 2
    ]


def test_a_heading_and_the_paragraph_it_shares_with_others_come_once():
    text = "‘We will win’\nShe said: “We will win soon,” and left."
    rows = [
        row("We will win", article="a", start=1, context=text),
        row("We will win soon,", article="a", start=25, context=text.split("\n")[1]),
    ]
    (story,) = stories(rows, {}, ["maduro"])
    assert ["".join(t for t, _ in p) for p in story.paragraphs] == text.split("\n")
    assert story.paragraphs[1][1] == ("We will win soon,", (2,))


def test_the_same_words_twice_in_one_paragraph_are_told_apart():
    context = "“No,” he said. “No,” she said."
    rows = [row("No,", article="a", start=100 + n, context=context, id=n) for n in (1, 16)]
    (story,) = stories(rows, {}, ["maduro"])
    marked = [(piece, numbers) for piece, numbers in story.paragraphs[0] if numbers]
    assert marked == [("No,", (1,)), ("No,", (2,))]


def test_loose_quotes_are_dealt_a_hundred_to_a_page():
    loose = stories([row(f"quote {n}") for n in range(205)], {}, ["maduro"])
    assert [s.title for s in loose] == ["Quotes 1 to 100", "Quotes 101 to 200", "Quotes 201 to 205"]
    assert [len(s.quotes) for s in loose] == [100, 100, 5]
    assert loose[1].paragraphs[0] == (("quote 100", (1,)),)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3), (3, 2, 1, 0)])
def test_rows_of_one_quote_are_one_whatever_their_order(order):
    rows = [
        row("yes", "maduro", "favor", id=1, speaker="Ana"),
        row("yes", "guaido", "against", id=1, speaker="Ana", abstained=True, target_seen=False),
        row("yes", "maduro", "neutral", id=2, speaker="Bo"),
        row("no", "guaido", "neutral", id=3),
    ]
    (story,) = stories([rows[n] for n in order], {}, ["maduro", "guaido"])
    answers = {(q.speaker, q.answers[0] and q.answers[0].stance): q.answers for q in story.quotes}
    assert answers[("Ana", Stance.FAVOR)] == (
        Answer(Stance.FAVOR, (70, 15, 15)),
        Answer(Stance.AGAINST, (15, 70, 15), review=True, seen=False),
    )
    assert answers[("Bo", Stance.NEUTRAL)][1] is None
    assert answers[(None, None)][1] == Answer(Stance.NEUTRAL, (15, 15, 70))


def test_a_quote_asked_about_anew_is_one_whatever_its_rows_were_toward():
    rows = [row("yes", "maduro", given_target=own) for own in ("Nicolás Maduro", "Guaidó", "EU")]
    (story,) = stories([*rows, rows[0]], {}, ["maduro"])
    assert len(story.quotes) == 2  # the last row is the first one again


def test_tables_cells_of_any_type():
    cells = {"start": "4.0", "favor": "0.5", "against": "0.25", "neutral": "0.25"}
    cells["abstained"] = "True"
    texts = {"7": "She yes."}
    (story,) = stories([row("yes", article=7, **cells)], texts, ["maduro"])
    (said,) = story.quotes
    assert said.answers == (Answer(Stance.FAVOR, (50, 25, 25), review=True),)
    assert story.paragraphs == ((("She ", ()), ("yes", (1,)), (".", ())),)


def test_where_a_speaker_comes_from_is_told():
    rows = [
        row("yes", id="a#1", speaker="Ana Paz", speaker_mention="the mayor", kind="direct"),
        row("no", id="a#2", continues="a#1", rule="goes on", confidence=0.375, kind="indirect"),
    ]
    (story,) = stories(rows, {}, ["maduro"])
    first, second = story.quotes
    assert (first.kind, first.mention, first.continues) == ("direct quote", "the mayor", 0)
    assert (second.kind, second.continues) == ("reported speech", 1)
    assert second.rule == "“goes on”, right for 38 % of such quotes in training"


def test_one_spelling_for_a_speaker():
    speakers = ["Juan Guaidó", "Juan Guaido", "Juan Guaido\u0301", "Juan Guaidó", "Ana"]
    (story,) = stories([row("x", id=n, speaker=s) for n, s in enumerate(speakers)], {}, ["maduro"])
    assert [said.speaker for said in story.quotes] == ["Juan Guaidó"] * 4 + ["Ana"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("26 Mar 2019; DW: The", ("DW", "2019-03-26")),
        ("1 September 2020; Le Monde: x", ("Le Monde", "2020-09-01")),
        ("31 Feb 2019; DW: The", (None, None)),
        ("26 Foo 2019; DW: The", (None, None)),
        ("The 26 Mar 2019; DW: The", (None, None)),
        ("", (None, None)),
    ],
)
def test_outlet_and_date_of_an_opening(text, found):
    assert opening(text) == found


def test_outlet_and_date_are_the_tables_and_stories_in_order_of_date():
    rows = [
        row("x", article="late", date="2019-05-01T10:00", outlet="B", title="Later"),
        row("y", article="never"),
        row("z", article="early", date="2019-01-31", outlet="A"),
    ]
    told = stories(rows, {"early": "26 Mar 2019; DW: z"}, ["maduro"])
    assert [(s.title, s.outlet, s.date) for s in told] == [
        ("early", "A", "2019-01-31"),
        ("Later", "B", "2019-05-01"),
        ("never", None, None),
    ]


def test_a_date_that_is_no_day_is_told_and_left_out(capsys):
    dates = ("2026-09", "01/09/2026", "2026-09-03", None)
    told = stories([row("yes", date=date) for date in dates], {}, ["maduro"])
    assert [(s.title, s.date, s.loose) for s in told] == [
        ("Quote 1", "2026-09-03", True),
        ("Quote 2", None, True),
        ("Quote 3", None, True),
        ("Quote 4", None, True),
    ]
    assert capsys.readouterr().err == (
        "t: date is '2026-09', does not begin with YYYY-MM-DD, and 1 more; shown without a date\n"
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"stance": "pro"}, "t: stance 'pro' is not one of favor, against, neutral"),
        ({"favor": "high"}, "t: favor is 'high', must be a number from 0 to 1"),
        ({"favor": 1.5}, "t: favor is 1.5, must be a number from 0 to 1"),
        ({"abstained": "maybe"}, "t: abstained is 'maybe', must be true or false"),
        ({"start": "x"}, "t: start is 'x', must be a whole number"),
        ({"start": 1, "article": "a"}, "t: text 'yes' does not stand at 1 of article a"),
        ({"outlet": "\ud800"}, "t: outlet holds half a surrogate pair"),
        ({"kind": "song"}, "t: kind 'song' is not one of direct"),
    ],
)
def test_a_row_that_is_no_prediction_is_told(fields, message):
    given = row("yes")
    given.fields.update(fields)
    with pytest.raises(UserError, match=message):
        stories([given], {"a": "yes, yes"}, ["maduro"])


def test_descriptions_are_of_their_articles_and_names_of_all():
    speakers = ["spokeswoman", "Ana Paz", "ana paz", "@gris", "김철수", None]
    rows = [
        row("x", article=article, id=f"{article}{speaker}", speaker=speaker)
        for article in ("leeds", "york")
        for speaker in speakers
    ]
    names = ["Ana Paz", "Ana Paz", "@gris", "김철수", None]
    leeds, york = stories(rows, {}, ["maduro"])
    assert [said.speaker for said in leeds.quotes] == ["spokeswoman (leeds)", *names]
    assert [said.speaker for said in york.quotes] == ["spokeswoman (york)", *names]
    (alone,) = stories(rows[:6], {}, ["maduro"])
    assert [said.speaker for said in alone.quotes] == ["spokeswoman", *names]


def test_descriptions_are_told_by_titles_that_articles_have_alone():
    rows = [
        row("x", article="a1", title="The Tide", speaker="council"),
        row("x", article="a2", title="Letters", speaker="council"),
        row("x", article="a3", title="Letters", speaker="council"),
        row("x", speaker="council"),  # of no article
    ]
    told = stories(rows, {}, ["maduro"])
    speakers = ["council (The Tide)", "council (a2)", "council (a3)", "council"]
    assert [said.speaker for story in told for said in story.quotes] == speakers
