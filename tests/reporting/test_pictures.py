"""Every picture is drawn, titled, its axes named, and legible at 800 pixels."""

import numpy as np
import pytest

from stance.classifiers.folder import Manifest
from stance.evaluation.outcomes import outcome
from stance.experiment import scored
from stance.explanations import Explanation, Word
from stance.reporting.pictures import epochs_picture, folds_picture, pictures, weights
from stance.schema import Basis, Example, Prediction, Quote, Stance, Target

LABELS = list(Stance)


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
