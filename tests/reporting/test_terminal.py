"""Tables in terminals: every number and column whole, whatever the width, and texts as they are."""

import pytest

from stance.evaluation.comparisons import Comparison
from stance.evaluation.outcomes import outcome
from stance.evaluation.probes import Probe
from stance.evaluation.scores import Scores, score
from stance.reporting.speeds import Speed, speeds_table
from stance.reporting.tables import (
    answers_table,
    comparisons_table,
    folds_table,
    probes_table,
    scores_table,
    show,
)

LONG = "outputs/2026-01-01/12-00-00/model"
TARGET = "The proposal to raise the levy on harbour boats"


def scored(targets):
    return Scores(0.717, 0.696, 0.738, 0.736, 0.702, {}, dict.fromkeys(targets, 0.694), 13302)


def answer(**fields):
    shares = {"favor": 0.81, "against": 0.12, "neutral": 0.07}
    row = {"text": "We wait here.", "speaker": "Ana Paz", "target": TARGET, "target_seen": False}
    return row | {"stance": "neutral", "abstained": True} | shares | fields


COMPARED = Comparison(
    LONG, "encoder", "macro_f1", 0.667, 0.717, -0.039, 0.063, 0.5, 0.00001, 92, 13302
)
TABLES = {
    "scores": (
        lambda: scores_table({LONG: {"test": scored(["levy", "a longer target"])}}),
        ["macro-F1", "0.717", "0.702", "0.70 - 0.74", "0.694", "0.736", "13302"],
    ),
    "folds": (
        lambda: folds_table(
            outcome(
                {
                    TARGET: [
                        {
                            "gold": "favor",
                            "predicted": "favor",
                            "id": "1",
                            "article": "a",
                            "target": "levy",
                        }
                    ]
                }
            )
        ),
        ["0.333", "0.500", "1.000", "boats"],
    ),
    "probes": (
        lambda: probes_table(
            {LONG: [Probe("target hidden", "macro-F1", 0.4, 0.3, 13302, TARGET)]}, ""
        ),
        ["0.400", "+0.300", "13302", "boats"],
    ),
    "comparisons": (
        lambda: comparisons_table([COMPARED], "on test"),
        ["encoder", "against", "0.717", "0.667", "+0.050", "-0.04 to +0.06", "< 0.0001", "chance"],
    ),
    "answers": (
        lambda: answers_table([answer()]),
        ["here.", "Ana", "levy", "(unseen)", "(neutral?)", "0.81", "0.12", "0.07"],
    ),
    "speeds": (
        lambda: speeds_table(
            {"a way with a name": Speed("", 99999, (1.0,), (1.0,))}, ["a way with a name"]
        ),
        ["99,999", "1.00", "memory, MB"],
    ),
}


@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("name", TABLES)
def test_no_number_is_cut_and_no_column_vanishes(name, width, capsys):
    table, shown = TABLES[name]
    show(width, table())
    told = capsys.readouterr().out
    assert "…" not in told
    assert [words for words in shown if words not in told] == []
    if width >= 80:
        assert max(map(len, told.splitlines())) <= width


def test_texts_are_shown_as_they_are(capsys):
    show(80, answers_table([answer(text="[red]Up[/red] :smile:", speaker="[/Gris]")]), "[b] :x:")
    told = capsys.readouterr().out
    assert all(text in told for text in ("[red]Up[/red]", ":smile:", "[/Gris]", "[b] :x:"))


def caption(*targets):
    """The caption of the scores of two rows a target."""
    of = [target for target in targets for _ in range(2)]
    scores = score([0, 1] * len(targets), [0, 1] * len(targets), of, ["a"] * len(of))
    return str(scores_table({"tfidf": {"test": scores}}).caption)


def test_columns_by_target_say_that_all_three_classes_count():
    assert "; gris, paz: macro-F1, in which a class that no gold row has counts 0" in caption(
        "paz", "gris"
    )


def test_a_table_without_columns_by_target_says_nothing_of_them():
    assert caption("paz").endswith("n: quotes x targets")
