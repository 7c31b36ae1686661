import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.evaluation import duplicates
from stance.evaluation.duplicates import Twins, embedded, exact, shingled


def test_the_same_words_are_exact_twins_whatever_their_marks():
    texts = ["Sí, he lied, again.", "He won.", "“Si he lied again”"]
    assert exact(texts) == [Twins(0, 2, 1.0)]


def test_shingles_are_counted_as_sets():
    # With three marks at each end a text of eight letters has ten shingles of five. The last
    # four of each hold the letter that differs: six are shared, of 10 + 10 - 6.
    one, two = "abcdefgh", "abcdefgx"
    jaccard = 6 / 14
    [twins] = shingled([one, two, "something else"], above=0.4)
    assert (twins.first, twins.second) == (0, 1)
    assert twins.similarity == pytest.approx(jaccard)
    assert shingled([one, two], above=jaccard) == []


def test_texts_shorter_than_a_shingle_are_compared_too():
    assert shingled(["no", "no", "so"], above=0.9) == [Twins(0, 1, 1.0)]
    assert shingled([], above=0.9) == []


def test_embeddings_are_compared_by_cosine():
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    [twins] = embedded(vectors, above=0.7)
    assert (twins.first, twins.second) == (0, 1)
    assert twins.similarity == pytest.approx(0.8)


@given(st.lists(st.text(), max_size=6))
def test_no_text_breaks_it_and_no_text_is_its_own_twin(texts):
    for twins in [*exact(texts), *shingled(texts, 0.5)]:
        assert 0 <= twins.first < twins.second < len(texts)


def test_blocks_of_rows_miss_nothing(monkeypatch):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(30, 3)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    whole = {(t.first, t.second) for t in embedded(vectors, 0.5)}
    monkeypatch.setattr(duplicates, "_BLOCK", 7)
    assert {(t.first, t.second) for t in embedded(vectors, 0.5)} == whole != set()
