"""Counting n-grams our way gives what scikit-learn's way gives, to the bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from stance.classifiers import ngrams
from stance.classifiers.ngrams import Ngrams
from stance.classifiers.tweets import TOKEN
from tests.conftest import LINES

TEXTS = [words for _, words, *_ in LINES] + ["Iván’s ÉLAN, maduro ROBBED him; him! #Él @us"]
SETTINGS = [
    {"lengths": (1, 2)},
    {"lengths": (1, 3), "pattern": TOKEN, "min_rows": 2},
    {"lengths": (3, 5), "characters": True},
    {"lengths": (1, 2), "characters": True, "min_rows": 3},
]
words = st.sampled_from([*" ".join(TEXTS).split(), "nowhere", "\xa0", "\x1c", "İ", "ß", "\n\t"])
texts = st.lists(words, max_size=20).map(" ".join) | st.text(max_size=30)


def same(one, other):
    return (
        one.shape == other.shape
        and np.array_equal(one.indptr, other.indptr)
        and np.array_equal(one.indices, other.indices)
        and np.array_equal(one.data, other.data)
    )


def theirs(lengths, characters=False, min_rows=1, pattern=r"(?u)\b\w\w+\b"):
    return TfidfVectorizer(
        analyzer="char_wb" if characters else "word",
        ngram_range=lengths,
        min_df=min_rows,
        token_pattern=pattern,
        sublinear_tf=True,
    )


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@given(learned=st.lists(texts, max_size=4), asked=st.lists(texts, min_size=1, max_size=6))
def test_the_bits_are_those_of_scikit_learn(settings, learned, asked):
    learned = TEXTS + learned + learned[:2]  # texts that stand twice
    asked += asked[:2]
    reference, ngrams = theirs(**settings).fit(learned), Ngrams(**settings).fit(learned)
    assert ngrams.terms == reference.get_feature_names_out().tolist()
    assert np.array_equal(ngrams.idf, reference.idf_)
    assert same(ngrams.transform(asked), reference.transform(asked))
    again = Ngrams(**settings).restore(ngrams.terms, ngrams.idf)
    assert same(again.transform(asked), reference.transform(asked))


def test_an_ngram_that_is_too_rare_is_none():
    assert Ngrams((1, 1), min_rows=2).fit(["one two", "three two"]).terms == ["two"]
    assert Ngrams((1, 1), min_rows=3).fit(["one two", "three two"]).terms == []


def test_words_that_are_forgotten_are_learned_anew(monkeypatch):
    monkeypatch.setattr(ngrams, "_MOST_WORDS", 2)
    settings = {"lengths": (2, 3), "characters": True}
    learned, reference = Ngrams(**settings).fit(TEXTS), theirs(**settings).fit(TEXTS)
    assert same(learned.transform(TEXTS), reference.transform(TEXTS))
