"""One fit: what is asked, what is withheld, and what the probes cost."""

import numpy as np
import pytest

from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data, to_examples
from stance.evaluation.calibration import fit_temperature, scale
from stance.experiment import fit_and_score, measured, probe
from stance.inference import Model
from stance.schema import LABELS


class Asked:
    """A classifier that remembers what it was asked, and is sure of nothing."""

    name = "asked"

    def __init__(self):
        self.examples = []

    def predict_proba(self, examples):
        self.examples.append(list(examples))
        return np.full((len(examples), 3), 1 / 3, dtype=np.float32)


def test_a_threshold_is_chosen_on_dev_and_honoured_in_answers(corpus):
    data = corpus_data(corpus)
    all_given = fit_and_score(Tfidf(), data)
    assert all_given.manifest.threshold == 0
    assert all_given.splits["test"].coverage == 1
    fitted = fit_and_score(Tfidf(), data, accuracy=0.9)
    assert fitted.manifest.accuracy == 0.9
    dev = fitted.splits["dev"]
    assert dev.accuracy_answered >= 0.9
    rows = dev.rows()
    assert sum(not row["abstained"] for row in rows) == round(dev.coverage * len(rows))
    answers = list(Model(fitted.classifier, fitted.manifest).predict(dev.examples))
    assert [a.abstained for a in answers] == [row["abstained"] for row in rows]


class HalfRight(Asked):
    """One that is right of every second row of dev and sure of it, and elsewhere always right."""

    @property
    def settings(self):
        return {}

    def truncated(self, examples):
        return 0

    def predict_proba(self, examples):
        gold = np.array([LABELS.index(e.stance or "neutral") for e in examples])
        dev = np.array([(e.quote.article or "").startswith("dev") for e in examples])
        wrong = dev & (np.arange(len(examples)) % 2 == 0)
        rows = np.where(wrong, 0.25, 0.1)[:, None] * np.ones((1, 3))
        rows[np.arange(len(rows)), (gold + wrong) % 3] = np.where(wrong, 0.5, 0.8)
        return rows.astype(np.float32)


def test_temperature_and_threshold_are_of_dev_and_in_this_order(corpus):
    data = corpus_data(corpus)
    manifest = measured(HalfRight(), data, 1.0, {}).manifest
    dev = HalfRight().predict_proba(to_examples(data.splits["dev"]))
    assert manifest.temperature == fit_temperature(dev, data.splits["dev"]["stance"]) > 0.5
    # All the sure answers are right, and as sure as the temperature leaves them.
    (sure,) = scale(np.array([[0.8, 0.1, 0.1]]), manifest.temperature)
    assert manifest.threshold == pytest.approx(sure.max(), abs=1e-6)
    assert abs(sure.max() - 0.8) > 0.01


def test_probes_ask_equal_questions_once(corpus):
    data = corpus_data(corpus)
    examples = fit_and_score(Tfidf(), data).splits["test"].examples
    asked = Asked()
    probe(asked, examples, asked.predict_proba(examples))
    _, target_hidden, quote_hidden, speaker_hidden = asked.examples
    # Two articles of the same six quotes, two targets: 24 rows.
    assert len(target_hidden) == 6
    assert len(quote_hidden) == 12  # six speakers, two targets
    assert len(speaker_hidden) == 12
