import dataclasses

import pytest

from stance.data.corpus import Corpus
from stance.data.examples import corpus_data, to_dataset, to_examples
from stance.errors import UserError
from stance.schema import Basis, Label, Split, Stance


def test_a_dataset_gives_its_examples_back(corpus):
    examples = corpus.examples(Split.TRAIN)
    assert to_examples(to_dataset(examples)) == examples


def test_a_dataset_keeps_how_targets_are_described(corpus):
    told = dataclasses.replace(corpus.targets[0], descriptions=("mayor", "head of state"))
    examples = [dataclasses.replace(e, target=told) for e in corpus.examples(Split.TRAIN)]
    assert to_examples(to_dataset(examples)) == examples


def test_labels_keep_their_order_in_a_dataset(corpus):
    features = to_dataset(corpus.examples(Split.TRAIN)).features
    assert features["stance"].names == ["favor", "against", "neutral"]


def test_a_pair_is_told_once(corpus):
    first, second, *others = corpus.annotations
    one, other = first.quote.id, second.quote.id
    pair = [dataclasses.replace(a, pair=b) for a, b in ((first, other), (second, one))]
    paired = dataclasses.replace(corpus, annotations=(*pair, *others))
    assert corpus_data(paired).pairs == ((one, other),)


def test_an_example_without_an_answer_survives(corpus):
    unlabelled = [
        dataclasses.replace(e, stance=None, basis=None) for e in corpus.examples(Split.DEV)
    ]
    assert to_examples(to_dataset(unlabelled)) == unlabelled


def test_train_is_not_scored(corpus):
    data = corpus_data(corpus)
    assert list(data.splits) == ["train", "dev", "test"]
    assert list(data.scored) == ["dev", "test"]


def test_the_fingerprint_is_of_the_content(corpus):
    first = corpus.annotations[0]
    relabelled = dataclasses.replace(
        first, stances={**first.stances, "maduro": Label(Stance.AGAINST, Basis.IMPLIED)}
    )
    changed = dataclasses.replace(corpus, annotations=(relabelled, *corpus.annotations[1:]))
    fingerprint = corpus_data(corpus).fingerprint
    assert fingerprint == corpus_data(dataclasses.replace(corpus)).fingerprint
    assert fingerprint != corpus_data(changed).fingerprint
    assert len(fingerprint) == 64


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_a_split_without_a_class_is_refused(corpus, split):
    def keep(annotation):
        labels = {label.stance for label in annotation.stances.values()}
        return not annotation.quote.article.startswith(split) or Stance.FAVOR not in labels

    kept = tuple(filter(keep, corpus.annotations))
    with pytest.raises(UserError, match=f"split {split} has no quote labelled favor; train, dev"):
        corpus_data(dataclasses.replace(corpus, annotations=kept))


def test_an_empty_split_is_refused(corpus):
    empty = Corpus(corpus.targets, corpus.articles[:2], corpus.annotations[:12])
    with pytest.raises(UserError, match="split dev has no quote labelled favor, against, neutral"):
        corpus_data(empty)
