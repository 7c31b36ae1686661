"""Majority and TF-IDF: what they learn, and what they keep."""

import subprocess
import sys

import numpy as np
import pytest

from stance.classifiers.base import NotFittedError
from stance.classifiers.majority import Majority
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data, to_dataset, to_examples
from stance.errors import UserError
from stance.schema import LABELS, Example, Quote, Stance, Target
from tests.conftest import GUAIDO, MADURO, small_corpus

TARGETS = (MADURO, GUAIDO)


@pytest.fixture(scope="module")
def data():
    return corpus_data(small_corpus())


def fit(classifier, data):
    return classifier.fit(data.splits["train"], data.splits["dev"], TARGETS)


def test_majority_answers_with_the_shares_of_training(data):
    # of the twelve labels an article has: favor 3, against 3, neutral 6
    answers = fit(Majority(), data).predict_proba([Example(Quote("anything"), MADURO)] * 2)
    assert answers.tolist() == [[0.25, 0.25, 0.5]] * 2


def test_tfidf_learns_the_small_corpus(data):
    model = fit(Tfidf(), data)
    examples = to_examples(data.splits["test"])
    probabilities = model.predict_proba(examples)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(len(examples)), abs=1e-5)
    predicted = [Stance(LABELS[i]) for i in probabilities.argmax(axis=1)]
    assert predicted == [e.stance for e in examples]


def test_tfidf_carries_over_to_a_target_it_never_saw(data):
    bea = Target("bea", "Bea Sol")
    quotes = ["Bea Sol feeds us well", "Bea Sol robbed us all"]
    answers = fit(Tfidf(), data).predict_proba([Example(Quote(q), bea) for q in quotes])
    assert [LABELS[i] for i in answers.argmax(axis=1)] == ["favor", "against"]


def test_without_the_target_both_targets_get_one_answer(data):
    model = fit(Tfidf(inputs=["quote"]), data)
    assert set(model._features.kinds) == {"words", "characters"}
    quote = Quote("Maduro robbed us and Guaido feeds us")
    one, other = model.predict_proba([Example(quote, MADURO), Example(quote, GUAIDO)])
    assert one.tolist() == other.tolist()
    seeing = fit(Tfidf(), data).predict_proba([Example(quote, MADURO), Example(quote, GUAIDO)])
    assert seeing.argmax(axis=1).tolist() == [1, 0]


def test_a_class_never_seen_has_probability_zero(data):
    rows = [e for e in to_examples(data.splits["train"]) if e.stance is not Stance.FAVOR]
    model = Tfidf().fit(to_dataset(rows), data.splits["dev"], TARGETS)
    answers = model.predict_proba(rows)
    assert answers[:, 0].tolist() == [0.0] * len(rows)


@pytest.mark.parametrize("make", [Majority, Tfidf, lambda: Tfidf(["quote", "speaker"], c=3.0)])
def test_saved_and_loaded_answers_are_the_same(make, data, tmp_path):
    model = fit(make(), data)
    examples = to_examples(data.splits["test"])
    model.save(tmp_path)
    again = type(model)(**model.settings).load(tmp_path, TARGETS)
    assert np.array_equal(again.predict_proba(examples), model.predict_proba(examples))
    assert again.settings == model.settings
    assert model.truncated(examples) == 0


@pytest.mark.parametrize("make", [Majority, Tfidf])
def test_asking_before_fitting(make, tmp_path):
    with pytest.raises(NotFittedError, match="call fit or load first"):
        make().predict_proba([])
    with pytest.raises(NotFittedError, match="call fit or load first"):
        make().save(tmp_path)


def test_no_examples_no_answers(data):
    for model in (Majority(), Tfidf()):
        assert fit(model, data).predict_proba([]).shape == (0, 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"c": 0.0}, "c must be above 0, was: 0.0"),
        ({"min_rows": 0}, "min_rows must be 1 or more, was: 0"),
        (
            {"words": (2, 1)},
            r"words must be two whole numbers, 1 <= first <= second <= 100, was: \(2, 1\)",
        ),
        ({"characters": (0, 1)}, "characters must be two whole numbers"),
        ({"inputs": ["title"]}, "inputs: 'title' is not one of"),
        ({"words": [1, 10**400]}, r"words must be .* <= 100, was: \[1, 1000+\.\.\.0+\]"),
        ({"characters": [1, 5.0]}, "characters must be two whole numbers"),
        ({"around": 1e308}, r"around must be at most 1,000,000,000, was: 1e\+308"),
        ({"around": 0.5}, "around must be a whole number, was: 0.5"),
        ({"min_rows": True}, "min_rows must be a number, was: True"),
        ({"shared": float("inf")}, "shared must be at most 1,000,000,000, was: inf"),
        ({"neutral": float("nan")}, "neutral must be 0 or more, was: nan"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(UserError, match=message):
        Tfidf(**arguments)


def test_a_row_is_crossed_with_its_own_target_alone():
    unknown = Target("bea", "Bea Sol")
    rows = [
        Example(Quote(text), target)
        for text, target in (("he lied", MADURO), ("she lied", GUAIDO), ("so be it", unknown))
    ]
    features = Tfidf(min_rows=1)._new_features(TARGETS)
    read = features.fit_read(rows)
    shared, *own = np.split(features.crossed(read, rows, 0.5).toarray(), 3, axis=1)
    read = read.toarray()
    assert np.array_equal(shared, 0.5 * read)
    for place, block in enumerate(own):
        assert np.array_equal(block[place], read[place])
        assert not np.delete(block, place, axis=0).any()


def test_ngrams_that_are_all_too_rare_are_told(data):
    with pytest.raises(UserError, match="min_rows 99: no n-gram of words stands in so many of 24"):
        fit(Tfidf(min_rows=99), data)


def test_the_context_is_read_as_the_target_of_each_sees_it(data):
    model = fit(Tfidf(["quote", "target", "context"]), data)
    terms = set(model._features.kinds["words"].terms)
    assert {"target", "rival", "said"} <= terms
    assert not {"maduro", "guaido"} & terms


def test_saving_and_reading_bring_in_no_torch(tmp_path):
    code = """
import sys
from pathlib import Path
from stance.classifiers.tfidf import Tfidf
from stance.data.examples import corpus_data
from tests.conftest import small_corpus
data = corpus_data(small_corpus())
model = Tfidf().fit(data.splits["train"], data.splits["dev"], data.targets)
model.save(Path(sys.argv[1]))
Tfidf().load(Path(sys.argv[1]), data.targets)
print("torch" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]


def test_ngrams_of_any_text_are_kept(data, tmp_path):
    strange = [
        "a\nb\x1c c\u2028d\x85e",
        "İstanbul \ud800 halves",
        "\0 nul \0",
        "\ufeff mark",
        "e e",
    ]
    rows = [
        Example(Quote(f"{text} {label}", id=label, article=label), target, label)
        for text in strange
        for label in Stance
        for target in TARGETS
    ]
    model = Tfidf(min_rows=1)
    model._features = model._new_features(TARGETS)
    read = model._features.fit_read(rows)
    assert (model._features.read(rows) != read).nnz == 0
    again = Tfidf(min_rows=1)._new_features(TARGETS).restore(model._features.arrays())
    assert (again.read(rows) != read).nnz == 0


def test_what_is_not_among_the_inputs_is_not_read(data):
    model = fit(Tfidf(inputs=["target"]), data)
    asked = [Example(Quote(text), MADURO) for text in ("Maduro lies.", "Maduro keeps his word.")]
    first, second = model.predict_proba(asked)
    assert np.array_equal(first, second)
