import pytest

from stance.evaluation.outcomes import outcome


def row(number, gold, predicted):
    return {
        "id": f"q{number}",
        "article": f"a{number}",
        "target": "m",
        "gold": gold,
        "predicted": predicted,
    }


FOLDS = {
    "without Ana": [row(1, "favor", "favor"), row(2, "favor", "favor")],
    "without Bea": [row(3, "against", "against"), row(4, "neutral", "against")],
}


def test_folds_count_the_classes_they_have_and_all_rows_count_together():
    # Ana is never but in favor: 1. Bea: against TP 1 of 2 predicted and 1 gold, 2/3; neutral 0.
    found = outcome(FOLDS)
    assert found.over_folds.mean == pytest.approx((1 + 1 / 3) / 2)
    assert found.folds["without Bea"].macro_f1 == pytest.approx((0 + 2 / 3 + 0) / 3)
    assert (found.folds["without Bea"].accuracy, found.pooled.accuracy) == (0.5, 0.75)
    assert found.pooled.macro_f1 == pytest.approx((1 + 2 / 3 + 0) / 3)
    flat = found.flat()
    assert (flat["macro_f1_mean"], flat["n"]) == (found.over_folds.mean, 2)
    assert (flat["pooled_accuracy"], flat["pooled_n"]) == (0.75, 4)


def test_folds_are_measured_as_their_data_are():
    # Ana: favor 1, against has no row. Bea: against 2/3, favor has none. F_avg: mean of the two.
    found = outcome(FOLDS, metric="f_avg")
    assert {s.metric for s in (*found.folds.values(), found.pooled)} == {"f_avg"}
    assert found.over_folds.mean == pytest.approx((1 + 2 / 3) / 2)
    flat = found.flat()
    assert flat["f_avg_mean"] == found.over_folds.mean
    assert flat["pooled_f_avg"] == pytest.approx((1 + 2 / 3) / 2)
    assert flat["pooled_f_avg_low"] <= flat["pooled_f_avg"] <= flat["pooled_f_avg_high"]
    assert not {"macro_f1_mean", "pooled_macro_f1_low"} & flat.keys()
    neutral = {"without Cid": [row(5, "neutral", "favor")], **FOLDS}
    assert outcome(neutral, metric="f_avg").over_folds.mean == pytest.approx((0 + 1 + 2 / 3) / 3)


def test_folds_that_share_their_rows_are_not_scored_together():
    found = outcome({"50% of train": FOLDS["without Bea"]}, disjoint=False)
    assert found.pooled is None
    assert found.flat() == {"macro_f1_mean": pytest.approx(1 / 3), "n": 1}
