"""One fit: what is asked, what is withheld, and what the probes cost."""

import numpy as np

from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data
from stance.experiment import fit_and_score, probe
from stance.inference import Model


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
