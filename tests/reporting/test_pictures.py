"""Every picture is drawn, titled, its axes named, and legible at 800 pixels."""

import numpy as np
import pytest

from stance.classifiers.folder import Manifest
from stance.evaluation.outcomes import outcome
from stance.experiment import scored
from stance.reporting.pictures import folds_picture, pictures
from stance.schema import Basis, Example, Quote, Stance, Target

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
