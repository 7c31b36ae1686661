import dataclasses

import pytest

from stance.errors import UserError, exit_on_user_error, near
from stance.schema import (
    LABELS,
    Article,
    Basis,
    Example,
    Label,
    Prediction,
    Quote,
    Split,
    Stance,
    Target,
)


def test_the_order_of_labels_is_the_contract():
    assert LABELS == ("favor", "against", "neutral")


def test_an_unknown_label_is_refused_with_what_is_allowed():
    with pytest.raises(UserError, match="stance 'pro' is not one of favor, against, neutral"):
        Stance.parse("pro")
    with pytest.raises(UserError, match="split 'valid' is not one of train, dev, test, gold"):
        Split.parse("valid")
    assert Stance.parse("favor") is Stance.FAVOR


@pytest.mark.parametrize(
    ("stance", "basis", "good"),
    [
        (Stance.NEUTRAL, Basis.NONE, True),
        (Stance.FAVOR, Basis.IMPLIED, True),
        (Stance.AGAINST, Basis.EXPLICIT, True),
        (Stance.NEUTRAL, Basis.IMPLIED, False),
        (Stance.FAVOR, Basis.NONE, False),
    ],
)
def test_basis_none_goes_with_neutral_alone(stance, basis, good):
    if good:
        assert Label(stance, basis).stance is stance
    else:
        with pytest.raises(UserError, match="does not go with"):
            Label(stance, basis)


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_a_text_of_nothing_is_refused(text):
    for make in (lambda: Quote(text), lambda: Target("x", text), lambda: Article("x", "t", text)):
        with pytest.raises(UserError, match="is empty"):
            make()


@pytest.mark.parametrize("span", [(0, 2), (-1, 2), (3, None), (None, 0)])
def test_a_span_that_does_not_fit_its_text_is_refused(span):
    with pytest.raises(UserError, match="span"):
        Quote("abc", start=span[0], end=span[1])
    assert Quote("abc", start=4, end=7).end == 7


@pytest.mark.parametrize("field", ["aliases", "descriptions"])
def test_one_text_is_no_list_of_texts(field):
    with pytest.raises(UserError, match=f"{field} of target m is 'Paz', must be several texts"):
        Target("m", "Ana Paz", **{field: "Paz"})
    with pytest.raises(UserError, match="of target m is empty"):
        Target("m", "Ana Paz", **{field: ("mayor", " ")})


@pytest.mark.parametrize(
    ("mentions", "rivals", "good"),
    [
        (((0, 2),), ((2, 4),), True),
        (((7, 11),), ((0, 2),), True),
        (((7, 12),), (), False),  # beyond the text of eleven characters
        ((), ((-1, 2),), False),
        (((3, 3),), (), False),
        (((0, 3),), ((2, 4),), False),
    ],
)
def test_mentions_lie_in_the_text_and_apart(mentions, rivals, good):
    quote, target = Quote("He met her."), Target("x", "X")
    if good:
        assert Example(quote, target, mentions=mentions, rivals=rivals).mentions == mentions
    else:
        with pytest.raises(UserError, match=r"mention .* must lie in the text of 11 characters"):
            Example(quote, target, mentions=mentions, rivals=rivals)


def test_mentions_come_longest_first():
    assert Target("m", "Ana", ("Ana Paz", "Paz")).mentions == ("Ana Paz", "Ana", "Paz")


def test_objects_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Quote("abc").text = "x"


def test_a_prediction_is_the_most_probable_label():
    example = Example(Quote("abc"), Target("x", "X"))
    assert Prediction(example, (0.2, 0.5, 0.3)).stance is Stance.AGAINST
    with pytest.raises(UserError, match="2 probabilities given, must be 3"):
        Prediction(example, (0.5, 0.5))


@pytest.mark.parametrize(
    ("raised", "line"),
    [
        (UserError("x.csv:3: bad"), "error: x.csv:3: bad"),
        (OSError(28, "No space left on device", "x"), "error: x: No space left on device"),
        (OSError(36, "File name too long", "x"), "error: x: File name too long"),
        (PermissionError(13, "Permission denied"), "error: a file: Permission denied"),
    ],
)
def test_a_users_mistake_is_one_line_and_status_2(raised, line, capsys):
    with pytest.raises(SystemExit, match="2"), exit_on_user_error():
        raise raised
    assert capsys.readouterr().err == f"{line}\n"


def test_an_interruption_is_no_traceback(capsys):
    with pytest.raises(SystemExit, match="130"), exit_on_user_error():
        raise KeyboardInterrupt
    assert capsys.readouterr().err == "interrupted\n"


@pytest.mark.parametrize("raised", [ValueError("x"), OSError(5, "Input/output error")])
def test_a_defect_keeps_its_traceback(raised):
    with pytest.raises(type(raised)), exit_on_user_error():
        raise raised


def test_near_misses():
    assert near("modle", ["model", "data"]) == "did you mean model?"
    assert near("zzz", ["model", "data"]) == "allowed: model, data"
    assert str(UserError("two\n  lines")) == "two lines"


def test_people_of_one_id_have_hashes_of_their_own():
    """A table gives all it asks about one id; as keys they would else be compared one by one."""
    assert len({hash(Target("person", f"No. {number}")) for number in range(100)}) > 90


@pytest.mark.parametrize(
    ("date", "good"),
    [
        *((date, True) for date in ("2019", "2019-03", "2019-03-26", "2019-03-26T18:30:00Z")),
        *((date, False) for date in ("", "yesterday", "2019-13", "2019-02-30", "26.03.2019")),
    ],
)
def test_the_date_of_an_article_is_iso_8601(date, good):
    if good:
        assert Article("a", "Title", "text", date).date == date
    else:
        with pytest.raises(UserError, match=f"date '{date}' must be ISO 8601"):
            Article("a", "Title", "text", date)
