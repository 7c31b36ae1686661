"""Counting n-grams our way gives what scikit-learn's way gives, to the bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from stance.classifiers import ngrams
from stance.classifiers.ngrams import tfidf
from stance.classifiers.tweets import TOKEN
from tests.conftest import LINES

TEXTS = [words for _, words, *_ in LINES] + ["Iván’s ÉLAN, maduro ROBBED him; him! #Él @us"]
VECTORIZERS = [
    TfidfVectorizer(sublinear_tf=True, **given).fit(TEXTS)
    for given in (
        {"ngram_range": (1, 2)},
        {"ngram_range": (1, 3), "token_pattern": TOKEN},
        {"analyzer": "char_wb", "ngram_range": (3, 5)},
        {"analyzer": "char_wb", "ngram_range": (1, 2)},
    )
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


@pytest.mark.parametrize("vectorizer", VECTORIZERS, ids=lambda v: f"{v.analyzer}{v.ngram_range}")
@given(asked=st.lists(texts, min_size=1, max_size=6))
def test_the_bits_are_those_of_scikit_learn(vectorizer, asked):
    asked += asked[:2]  # texts that stand twice
    assert same(tfidf(vectorizer, asked), vectorizer.transform(asked))


def test_words_that_are_forgotten_are_learned_anew(monkeypatch):
    monkeypatch.setattr(ngrams, "_MOST_WORDS", 2)
    vectorizer = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 3))
    vectorizer.fit(TEXTS)
    assert same(tfidf(vectorizer, TEXTS), vectorizer.transform(TEXTS))
