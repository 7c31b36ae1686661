"""Every picture is drawn, titled, its axes named, and legible at 800 pixels."""

import itertools

import numpy as np
import pytest

from stance.classifiers.folder import Manifest
from stance.evaluation.outcomes import outcome
from stance.experiment import scored
from stance.explanations import Explanation, Word
from stance.reporting.pictures import (
    confusion,
    epochs_picture,
    folds_picture,
    pictures,
    weights,
    who_stands_where,
)
from stance.schema import Annotation, Basis, Example, Label, Prediction, Quote, Stance, Target

LABELS = list(Stance)
LONG = "The proposal to raise the levy on harbour boats from $5 to $9 a metre, as tabled by Gris"


def split(rows, targets=("maduro", "guaido")):
    """A scored split of so many rows, most answers right, over twelve articles."""
    rng = np.random.default_rng(0)
    gold = rng.integers(0, 3, rows)
    raw = (np.eye(3)[gold] + rng.random((rows, 3))).astype(np.float32)
    raw /= raw.sum(axis=1, keepdims=True)
    examples = [
        Example(
            Quote("He spoke.", "Ana Paz", id=f"a#{i}", article=str(i % 12)),
            Target(targets[i % len(targets)], "Somebody"),
            LABELS[label],
            Basis.NONE if LABELS[label] is Stance.NEUTRAL else Basis.IMPLIED,
        )
        for i, label in enumerate(gold)
    ]
    return scored(examples, raw, Manifest("tfidf", {}, (), threshold=0.5))


@pytest.mark.parametrize("targets", [("maduro", "guaido"), [f"t{i}" for i in range(40)]])
def test_pictures_of_a_split(targets):
    drawn = pictures(split(400, targets), "tfidf on test (n = 400)")
    assert set(drawn) == {"confusion", "targets", "reliability", "risk-coverage"}
    for figure in drawn.values():
        axes = figure.axes[0]
        assert axes.get_title() == "tfidf on test (n = 400)"
        assert axes.get_xlabel()
        assert axes.get_ylabel()
        width, height = figure.get_size_inches() * figure.dpi
        assert 600 <= width <= 1300
        assert height <= 1600


def boxes(figure, texts):
    """Where texts of a figure are drawn, in pixels; a formula that is none fails here."""
    figure.draw_without_rendering()
    return [text.get_window_extent() for text in texts]


def stacked(figure, axes):
    """Whether the names beside an axis lie inside the figure and apart from one another."""
    names = sorted(boxes(figure, axes.get_yticklabels()), key=lambda box: box.y0)
    apart = all(low.y1 <= high.y0 for low, high in itertools.pairwise(names))
    return apart and all(box.x0 >= 0 and box.width < figure.bbox.width / 2 for box in names)


def test_long_names_are_wrapped_and_their_dollars_are_no_formula():
    names = [f"{number} {LONG}" for number in range(12)]
    drawn = pictures(split(400, names), "$ and {$")
    bars = drawn["targets"].axes[0]
    assert stacked(drawn["targets"], bars)
    assert all(r"\$5 to" in text.get_text() for text in bars.get_yticklabels()[1:])
    for figure in drawn.values():
        figure.draw_without_rendering()
    rows = split(60).rows()
    folds = folds_picture(outcome(dict.fromkeys(names, rows)), LONG, curve=False)
    assert stacked(folds, folds.axes[0])
    word = Word("$5-$9", 0, 5, 0.4)
    asked = Prediction(Example(Quote("$5-$9"), Target("levy", LONG)), (0.7, 0.2, 0.1))
    weights(Explanation(asked, (word,)), f"toward {LONG}").draw_without_rendering()


def annotated(targets, speakers, articles="a"):
    """Two quotes of every speaker about all targets."""
    taken = Label(Stance.FAVOR, Basis.IMPLIED)
    of = itertools.cycle(articles)
    return [
        Annotation(
            Quote("Up!", name, id=f"a#{i}", article=next(of)), {t.id: taken for t in targets}, "one"
        )
        for i, name in enumerate([*speakers, *speakers])
    ]


@pytest.mark.parametrize(("count", "rows"), [(1, 1), (2, 1), (3, 1), (4, 2), (8, 3)])
def test_panels_of_many_targets_stand_in_rows(count, rows):
    targets = [Target(f"t{number}", f"{number} {LONG}") for number in range(count)]
    speakers = [f"{number} {LONG}" for number in range(5)]
    figure = who_stands_where(annotated(targets, speakers), targets, "$ and {$")
    panels = [axes for axes in figure.axes if axes.axison]
    assert len(panels) == count
    assert len({axes.get_subplotspec().rowspan.start for axes in panels}) == rows
    assert stacked(figure, panels[0])
    titles = boxes(figure, [axes.title for axes in panels])
    for axes, box in zip(panels, titles, strict=True):
        assert box.width <= axes.get_window_extent().width + 10


@pytest.mark.parametrize(
    ("articles", "names"),
    [
        ("a", ["council", "Ana Paz", "Len Roth", "(unknown)"]),
        # Quotes are dealt to articles in turn: the council speaks once in each.
        ("ab", ["Ana Paz", "Len Roth", "(unknown)", "council (a)", "council (b)"]),
    ],
)
def test_who_has_no_name_is_one_speaker_an_article(articles, names):
    targets = [Target("levy", "Levy")]
    quotes = annotated(targets, ["council", "Ana Paz", "Len Roth", None, "Len Roth"], articles)
    axes = who_stands_where(quotes, targets, "").axes[0]
    assert sorted(text.get_text() for text in axes.get_yticklabels()) == sorted(names)


def test_few_rows_have_a_confusion_matrix_alone():
    assert set(pictures(split(30), "gold")) == {"confusion"}


def test_folds_and_curves():
    rows = [row for i in range(2) for row in split(60).rows()]
    found = outcome({"10% of train": rows[:60], "100% of train": rows[60:]}, disjoint=False)
    assert found.pooled is None
    curve = folds_picture(found, "curve", curve=True)
    assert curve.axes[0].get_xlabel() == "share of the train articles (%)"
    folds = folds_picture(outcome({"fold 1": rows[:60], "fold 2": rows[60:]}), "folds", curve=False)
    assert [label.get_text() for label in folds.axes[0].get_yticklabels()] == ["fold 1", "fold 2"]


def test_folds_are_drawn_by_their_measure():
    rows = [row | {"predicted": "favor"} for row in split(60).rows()]
    found = outcome({"fold 1": rows}, metric="f_avg")
    axes = folds_picture(found, "folds", curve=False).axes[0]
    assert axes.get_xlabel() == "F_avg"
    (dot,) = axes.lines[0].get_xdata()
    assert dot == found.folds["fold 1"].f_avg != found.folds["fold 1"].macro_f1
    assert (
        folds_picture(outcome({"5% of train": rows}), "", True).axes[0].get_ylabel() == "macro-F1"
    )


def test_epochs_mark_the_one_that_is_kept():
    drawn = epochs_picture([0.3, 0.6, 0.5], {"train": [1.0, 0.5], "dev": [1.1, 0.9]}, "encoder")
    dev, loss = drawn.axes
    (kept,) = [line for line in dev.lines if line.get_label() == "kept"]
    assert (kept.get_xdata()[0], kept.get_ydata()[0]) == (2, 0.6)
    assert [line.get_label() for line in loss.lines] == ["train", "dev"]


def test_one_epoch_is_one_tick():
    drawn = epochs_picture([0.3], {"train": [1.0], "dev": [1.1]}, "encoder")
    drawn.draw_without_rendering()
    for axes in drawn.axes:
        low, high = axes.get_xlim()
        assert [tick for tick in axes.get_xticks() if low <= tick <= high] == [1]


def test_counts_of_bins_stand_apart_and_few_rows_are_joined_to_none():
    drawn = pictures(split(400), "")["reliability"]
    axes = drawn.axes[0]
    lines = {line.get_label(): line for line in axes.lines}
    (model,) = [line for name, line in lines.items() if name.startswith("model")]
    few = lines.get("of fewer than 10 rows")
    counts = [int(text.get_text()) for text in axes.texts if text.get_text() != "rows"]
    assert sum(counts) == 400
    assert len(model.get_xdata()) == sum(count >= 10 for count in counts)
    assert few is not None
    assert len(few.get_xdata()) == sum(count < 10 for count in counts)
    assert (few.get_linestyle(), few.get_markerfacecolor()) == ("None", "white")
    drawn.draw_without_rendering()
    for box in boxes(drawn, axes.texts):
        assert axes.bbox.y0 < box.y0 < box.y1 < axes.transData.transform((0, 0))[1]


def test_the_legend_of_a_curve_lies_beside_it():
    drawn = pictures(split(400), "")["risk-coverage"]
    drawn.draw_without_rendering()
    assert drawn.legends[0].get_window_extent().y1 <= drawn.axes[0].bbox.y0


def test_counts_of_a_matrix_are_white_where_that_is_read_best():
    gold = ["favor"] * 100
    drawn = confusion(gold, ["favor"] * 69 + ["neutral"] * 31, "")
    assert drawn.axes[0].texts[0].get_color() == "black"
    drawn = confusion(gold, ["favor"] * 75 + ["neutral"] * 25, "")
    assert drawn.axes[0].texts[0].get_color() == "white"


def test_pictures_of_weights_may_share_a_scale():
    prediction = Prediction(Example(Quote("Up!"), Target("levy", "Levy")), (0.7, 0.2, 0.1))
    told = Explanation(prediction, (Word("Up!", 0, 3, 0.2),))
    own, shared = weights(told, "").axes[0], weights(told, "", most=0.4).axes[0]
    assert own.patches[0].get_height() == pytest.approx(2 * shared.patches[0].get_height())
    assert [axes.texts[-1].get_text() for axes in (own, shared)] == ["+20 %", "+20 %"]


def test_weights_stand_under_their_words():
    quote = Quote("He did not rob us.")
    spans = [("He", 0, 0.1), ("did", 3, 0.0), ("not", 7, 0.4), ("rob", 11, -0.2), ("us", 15, 0.0)]
    words = tuple(Word(text, start, start + len(text), weight) for text, start, weight in spans)
    prediction = Prediction(Example(quote, Target("maduro", "Maduro")), (0.7, 0.2, 0.1))
    drawn = weights(Explanation(prediction, words), "favor", columns=10)
    axes = drawn.axes[0]
    texts = [text.get_text() for text in axes.texts]
    assert [t for t in texts if "%" not in t] == ["He", "did", "not", "rob", "us"]
    assert [t for t in texts if "%" in t] == ["+40 %"]
    heights = [bar.get_height() for bar in axes.patches]
    assert heights == pytest.approx([0.055, 0, 0.22, -0.11, 0])
    # "He did not" fills the first line of ten columns.
    assert {bar.get_y() for bar in axes.patches[:3]} == {-0.35}
    assert {bar.get_y() for bar in axes.patches[3:]} == {-1.35}
