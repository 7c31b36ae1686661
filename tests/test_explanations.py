"""Weights of words: by hand, complete, and faithful to the model."""

import random
import time
from dataclasses import replace

import numpy as np
import pytest

from stance.classifiers.encoder import Encoder
from stance.classifiers.finetuning import Schedule
from stance.classifiers.folder import Manifest
from stance.classifiers.gradients import integrated_gradients, of_quote
from stance.classifiers.rows import softmax
from stance.classifiers.tfidf import Tfidf
from stance.data.corpus import read_corpus
from stance.data.examples import corpus_data, to_dataset
from stance.errors import UserError
from stance.explanations import explain, without, words
from stance.inference import Model
from stance.schema import Example, Prediction, Quote, Split
from tests.conftest import MADURO, small_corpus


class Counting:
    """Favor is as likely as there are different words of three among the quote's and context's."""

    name = "counting"

    def predict_proba(self, examples):
        def favor(quote):
            read = f"{quote.text} {quote.context or ''}".split()
            return 0.4 + 0.2 * ("good" in read) + 0.1 * ("kind" in read) - 0.1 * ("not" in read)

        found = np.array([favor(e.quote) for e in examples])
        return np.stack([found, (1 - found) / 2, (1 - found) / 2], axis=1).astype(np.float32)


def explained(classifier, example, method="occlusion"):
    row = classifier.predict_proba([example])[0]
    return explain(classifier, Prediction(example, tuple(map(float, row))), 1.0, method)


def test_occlusion_is_the_fall_of_the_probability_without_the_word():
    # favor: all words 0.4 + 0.2 + 0.1 - 0.1 = 0.6; without good 0.4, kind 0.5, not 0.7, and 0.6
    example = Example(Quote("good and kind not", context="She: good and kind not to us"), MADURO)
    found = explained(Counting(), example)
    assert [(w.text, w.start, w.end) for w in found.words] == [
        ("good", 0, 4),
        ("and", 5, 8),
        ("kind", 9, 13),
        ("not", 14, 17),
    ]
    assert [w.weight for w in found.words] == pytest.approx([0.2, 0, 0.1, -0.1], abs=1e-6)


def test_a_long_quote_is_taken_apart_a_word_at_a_time_not_a_letter():
    text = "hello there " * 3000
    held = []

    class Holding(Counting):
        def predict_proba(self, examples):
            held.append(len(examples))
            return super().predict_proba(examples[:1]).repeat(len(examples), axis=0)

    begun = time.process_time()
    found = explained(Holding(), Example(Quote(text, context=f"She: {text}"), MADURO))
    assert time.process_time() - begun < 10  # by letters a minute
    assert (len(found.words), max(held)) == (6000, 512)


def test_weights_are_at_the_models_temperature():
    """At T = 0.5 the odds are squared: 0.6 against twice 0.2 is 9 to 1 to 1."""
    classifier = Counting()
    model = Model(classifier, Manifest("counting", {}, (MADURO,), 0.5))
    found = model.explain("good", target="maduro")
    assert found.prediction.probabilities[0] == pytest.approx(9 / 11)
    # without it 0.4, 0.3, 0.3: 16 to 9 to 9
    assert [w.weight for w in found.words] == pytest.approx([9 / 11 - 16 / 34], abs=1e-6)


def test_words_are_taken_out_of_quote_context_and_mentions():
    quote = Quote("He said Bo, he lied.", "Ana", "Ana: “He said Bo, he lied.” So she did.")
    example = Example(quote, MADURO, mentions=((0, 2), (12, 14)), rivals=((8, 10),))
    cut = without(example, [(0, 2), (8, 10)])
    assert cut.quote.text == "said , he lied."
    assert cut.quote.context == "Ana: “said , he lied.” So she did."
    assert cut.quote.speaker == "Ana"
    assert [cut.quote.text[slice(*span)] for span in cut.mentions] == ["he"]
    assert cut.rivals == ()
    assert without(Example(Quote("No"), MADURO), [(0, 2)]).quote.text == "…"


def test_words_are_taken_out_of_the_quote_not_of_the_same_letters_before_it():
    around = "He must go on, Len Roth told them. Of Mia Dube she said: “{}”."
    example = Example(Quote("He must go", "Ana Paz", around.format("He must go")), MADURO)
    assert without(example, [(3, 7)]).quote.context == around.format("He go")
    elsewhere = replace(example, quote=Quote("He must stay", "Ana Paz", around.format("He left")))
    assert without(elsewhere, [(3, 7)]).quote.context == around.format("He left")


@pytest.fixture(scope="module")
def data():
    return corpus_data(small_corpus())


@pytest.fixture(scope="module")
def encoders(data, tiny_encoder):
    made = {}

    def fitted(family, tfidf=False):
        if (family, tfidf) not in made:
            encoder = Encoder(
                str(tiny_encoder(family)), tfidf=tfidf, schedule=Schedule(epochs=1), max_length=48
            ).fit(data.splits["train"], data.splits["dev"], data.targets)
            encoder.network.head.weight.data.mul_(50)  # as sure as after a long training
            made[family, tfidf] = encoder
        return made[family, tfidf]

    return fitted


@pytest.mark.parametrize(
    ("family", "tfidf"),
    [("bert", False), ("deberta-v2", False), ("modernbert", False), ("bert", True)],
)
def test_integrated_gradients_are_complete(family, tfidf, encoders):
    """All tokens together make up the difference between the row and the row that says nothing.

    What TF-IDF makes of the quote counts in both.
    """
    encoder = encoders(family, tfidf)
    quote = Quote("Maduro robbed us and Guaidó feeds us", "Tom Vega", "said Tom Vega the bus")
    example = Example(quote, MADURO)
    label, temperature = 1, 1.7
    pieces, rest = of_quote(encoder, example, label, temperature)
    assert [quote.text[start:end] for start, end, _ in pieces] == quote.text.split()
    [(row, question)] = encoder.rows.encode([example])
    mask = encoder.rows.tokenizer.token_to_id("[MASK]")
    nothing = replace(
        row,
        ids=tuple(
            i if place[0] < 0 else mask for i, place in zip(row.ids, row.places, strict=True)
        ),
    )
    beside = encoder._tfidf.predict_proba([example])[0] if tfidf else np.ones(3)

    def answer(row):
        logits = encoder._logits([(row, [question])])[0, 0]
        mean = (logits + np.log(beside)) / 2 if tfidf else logits
        return float(softmax(mean / temperature)[label])

    whole, empty = answer(row), answer(nothing)
    assert sum(weight for *_, weight in pieces) + rest == pytest.approx(whole - empty, abs=2e-4)
    assert abs(whole - empty) > 0.01  # there is something to explain


def test_integrated_gradients_of_a_linear_network_are_known():
    """Where the probability hardly bends, a token's weight is its slope times its way.

    One hidden unit, logits (h, 0, 0) with h the sum of a token's embedding over a long row:
    p = e^h / (e^h + 2), so dp/dh = p (1 - p). Embeddings 0 for the baseline and e for a token:
    weights are equal, and sum to p(h) - p(0) = p(h) - 1/3.
    """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.backbone = self
            self.embeddings = nn.Embedding.from_pretrained(torch.tensor([[0.0], [0.6], [-0.2]]))

        def get_input_embeddings(self):
            return self.embeddings

        def forward(self, input_ids):
            h = self.embeddings(input_ids).sum(dim=(1, 2))
            return {"logits": torch.stack([h, 0 * h, 0 * h], dim=1)}

    ids = torch.tensor([[1, 2, 1]])
    moved = integrated_gradients(Net(), {"input_ids": ids}, torch.zeros_like(ids), 0, 1.0)
    # h = 0.6 - 0.2 + 0.6 = 1: the way is shared 0.6 : -0.2 : 0.6
    total = np.e / (np.e + 2) - 1 / 3
    assert moved == pytest.approx(np.array([0.6, -0.2, 0.6]) * total, abs=1e-6)


def test_the_model_explains_by_either_method(encoders, data):
    encoder = encoders("bert")
    model = Model(encoder, Manifest("encoder", encoder.settings, data.targets))
    asked = model.predict_quote("Guaido feeds us well", targets=["guaido"])
    for method in ("occlusion", "integrated_gradients"):
        found = model.explain("Guaido feeds us well", target="guaido", method=method)
        assert [found.prediction] == asked
        assert [w.text for w in found.words] == ["Guaido", "feeds", "us", "well"]
        assert any(w.weight for w in found.words)
    with pytest.raises(UserError, match="'lime' is not one of occlusion, integrated_gradients"):
        model.explain("x", target="guaido", method="lime")
    other = replace(model, classifier=Counting())
    with pytest.raises(UserError, match="the model is counting; allowed: occlusion"):
        other.explain("x", target="guaido", method="integrated_gradients")


def test_occlusion_is_faithful_to_a_model_of_the_bundled_corpus():
    """Comprehensiveness of ERASER (DeYoung et al., ACL 2020), over n = 60 rows.

    The fall of the answer's probability without the fifth of the words that weigh most, against
    the fall without as many words drawn at random.
    """
    corpus = read_corpus()
    train = [a.id for a in corpus.articles if a.split is Split.TRAIN][:40]
    kept = [a for a in corpus.articles if a.id in train or a.split is Split.TEST]
    few = replace(
        corpus,
        articles=tuple(kept),
        annotations=tuple(
            a for a in corpus.annotations if a.quote.article in {article.id for article in kept}
        ),
    )
    train_rows = to_dataset(few.examples(Split.TRAIN))
    classifier = Tfidf(characters=(3, 3)).fit(train_rows, train_rows, few.targets)
    rows = [e for e in few.examples(Split.TEST) if len(words(e.quote.text)) >= 10]
    rows = random.Random(0).sample(rows, 60)
    draw = random.Random(1)
    falls = {"top": [], "random": []}
    for example in rows:
        found = explained(classifier, example)
        count = max(1, len(found.words) // 5)
        label = int(np.argmax(found.prediction.probabilities))
        top = sorted(found.words, key=lambda word: -word.weight)[:count]
        taken = {"top": [top], "random": [draw.sample(found.words, count) for _ in range(5)]}
        for name, choices in taken.items():
            cut = [without(example, [(w.start, w.end) for w in choice]) for choice in choices]
            left = classifier.predict_proba(cut)[:, label].mean()
            falls[name].append(found.prediction.probabilities[label] - left)
    top, at_random = np.array(falls["top"]), np.array(falls["random"])
    assert len(top) == 60
    assert top.mean() > 0.1
    assert top.mean() > 3 * abs(at_random.mean())
    assert (top > at_random).mean() > 0.9
