"""Settings chosen on train alone, the options of TF-IDF, and tweets."""

import time

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from stance.classifiers import linear
from stance.classifiers.choosing import choose, combinations
from stance.classifiers.features import Features, around
from stance.classifiers.tfidf import Tfidf
from stance.classifiers.tweets import plain
from stance.data.examples import corpus_data, to_dataset, to_examples
from stance.errors import UserError
from stance.schema import Example, Quote, Stance, Target
from tests.conftest import small_corpus


def test_combinations_keep_their_order():
    assert combinations({"c": [1, 3], "balanced": [True, False]}) == [
        {"c": 1, "balanced": True},
        {"c": 1, "balanced": False},
        {"c": 3, "balanced": True},
        {"c": 3, "balanced": False},
    ]


@pytest.mark.parametrize(("criterion", "expected"), [("macro_f1", 5 / 9), ("f_avg", 1 / 3)])
def test_the_best_candidate_is_chosen_by_its_held_out_answers(criterion, expected):
    labels, groups = np.array([0, 1, 2] * 6), [str(i // 3) for i in range(18)]

    def answer(train, test, candidates):
        assert not {groups[i] for i in train} & {groups[i] for i in test}
        # the first is always favor; the second says against for favor and favor for no other
        return [
            np.zeros(len(test), dtype=int),
            np.where(labels[test] == 0, 1, labels[test]),
        ]

    best, score = choose([{"c": 1}, {"c": 2}], answer, labels, groups, criterion)
    # against: 6 right, 12 said, 6 there, so F1 2/3; neutral 1; favor 0
    assert best == {"c": 2}
    assert score == pytest.approx(expected)


def test_what_is_chosen_takes_the_place_of_the_setting():
    data, told = corpus_data(small_corpus(4)), {}
    model = Tfidf(choose={"c": [1e-6, 1.0], "balanced": [False]}, min_rows=2)
    model.fit(
        data.splits["train"],
        data.splits["dev"],
        data.targets,
        log=lambda found, _: told.update(found),
    )
    # so strong a penalty leaves the shares of the classes, of which neutral is the largest
    assert (model.c, model.balanced) == (1.0, False)
    assert model.settings["c"] == 1.0
    assert told == {"cv_macro_f1": 1.0, "chosen_c": 1.0, "chosen_balanced": 0.0}


def test_a_fold_knows_no_ngram_of_its_held_out_rows(monkeypatch):
    data, learned = corpus_data(small_corpus(4)), []
    fit_read = Features.fit_read

    def told(self, examples):
        learned.append({e.quote.article for e in examples})
        return fit_read(self, examples)

    monkeypatch.setattr(Features, "fit_read", told)
    model = Tfidf(choose={"c": [0.5, 1.0]}, min_rows=2)
    model.fit(data.splits["train"], data.splits["dev"], data.targets)
    *folds, whole = learned
    assert len(whole) == 4
    assert len(folds) > 1
    assert all(fold < whole for fold in folds)


def test_a_class_weighs_what_is_asked_for():
    labels = np.array([0, 1, 1, 2])  # balanced, a class of n rows weighs 4 / (3 n)
    weights = linear.class_weights(labels, balanced=True, neutral=0.5)
    assert weights == pytest.approx({0: 4 / 3, 1: 2 / 3, 2: 2 / 3})
    assert linear.class_weights(labels[:3], balanced=False, neutral=0.5) == {0: 1.0, 1: 1.0}


def test_a_neutral_row_that_weighs_less_is_answered_less():
    rows = people(*[("Sol", f"Sol met {n}", ("favor", "neutral")[n % 2]) for n in range(8)])
    rows += people(*[("Sol", "Sol fell", "against")] * 4)
    shares = [
        Tfidf(min_rows=1, neutral=neutral)
        .fit(to_dataset(rows), to_dataset(rows), [Target("person", "somebody")])
        .predict_proba(people(("Sol", "Sol met", "neutral")))[0]
        for neutral in (1.0, 0.5)
    ]
    assert shares[0][0] == pytest.approx(shares[0][2], abs=0.02)  # as many of both
    assert shares[1][0] > 1.5 * shares[1][2]


def test_a_fit_by_rows_is_the_same_fit():
    rng = np.random.default_rng(0)
    features = sparse.csr_array(rng.random((30, 400)) * (rng.random((30, 400)) < 0.2))
    features = sparse.vstack([features, features[:2]], format="csr")  # rows that stand twice
    labels = np.arange(32) % 3
    weights = {0: 1.0, 1: 1.0, 2: 0.5}
    direct = LogisticRegression(C=3.0, tol=1e-10, max_iter=5000, class_weight=weights)
    direct.fit(features, labels)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(linear, "WIDE", 5)
        design = linear.Design(features)
    by_rows = design.fit(labels, c=3.0, balanced=False, neutral=0.5)
    assert by_rows.weights.shape == direct.coef_.shape
    assert by_rows.probabilities(features) == pytest.approx(
        direct.predict_proba(features), abs=1e-4
    )


def people(*rows):
    """Examples about whoever is mentioned first, each row a name, the words and a stance."""
    return [
        Example(
            Quote(text, id=str(i), article=str(i)),
            Target("person", name),
            Stance(stance),
            mentions=((0, len(name)),),
        )
        for i, (name, text, stance) in enumerate(rows)
    ]


TRAIN = people(
    *[("Sol", "Sol met us", "favor"), ("Mar", "Mar met us", "against")] * 4,
    *[("Rey", "Rey met us", "neutral")] * 4,
)


def answers(model, train, asked):
    data = to_dataset(train)
    return model.fit(data, data, [Target("person", "somebody")]).predict_proba(asked).argmax(axis=1)


def test_a_name_is_read_only_where_it_is_asked_for():
    asked = people(("Sol", "Sol met us", "favor"), ("Mar", "Mar met us", "against"))
    assert len(set(answers(Tfidf(), TRAIN, asked))) == 1
    assert answers(Tfidf(target_name=True), TRAIN, asked).tolist() == [0, 1]


def test_the_words_around_a_mention():
    assert around("a b TARGET c d, TARGET", 1) == "l_b TARGET r_c l_, TARGET"
    assert around("x RIVAL a TARGET b RIVAL y", 5) == "l_a TARGET r_b"
    assert around("nobody is named", 3) == ""
    begun = time.process_time()
    assert around("TARGET RIVAL " * 20_000, 3) == " ".join(["TARGET"] * 20_000)
    assert time.process_time() - begun < 3  # not each mention against each: half a minute
    asked = people(("Sol", "Sol met us", "favor"))
    assert answers(Tfidf(around=2), TRAIN, asked).shape == (1,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so #StopTheWar now", "so #StopTheWar Stop The War now"),
        ("#prolife", "#prolife prolife"),
        ("nooooo see https://t.co/xYz", "noo see http"),
        ("#NRAConvention", "#NRAConvention NRA Convention"),
    ],
)
def test_tweets_read_alike(text, expected):
    assert plain(text) == expected


def test_hashtags_are_words_of_tweets(tmp_path):
    data = corpus_data(small_corpus())
    rows = [
        Example(Quote(f"{text} {n}", id=str(n), article=str(n)), target, Stance(stance))
        for n in range(6)
        for text, stance in (("#yes!", "favor"), ("#no!", "against"), ("well", "neutral"))
        for target in data.targets
    ]
    # Nobody is named: there is nothing around a mention.
    model = Tfidf(tokens="tweets", shared=0.5, around=1, target_name=True)
    model.fit(to_dataset(rows), to_dataset(rows), data.targets)
    assert {"#yes", "yes", "!"} <= set(model._features.kinds["words"].terms)
    model.save(tmp_path)
    again = Tfidf(**model.settings).load(tmp_path, data.targets)
    examples = to_examples(to_dataset(rows))
    assert np.array_equal(again.predict_proba(examples), model.predict_proba(examples))
    with pytest.raises(UserError, match="must hold"):
        Tfidf().load(tmp_path, data.targets)


def test_rows_of_one_article_cannot_be_held_out():
    with pytest.raises(UserError, match="choose: needs rows of two articles or more"):
        choose([{"c": 1}], lambda *_: [], np.array([0, 1]), ["a", "a"], "macro_f1")


def test_articles_of_one_label_each_cannot_be_held_out():
    with pytest.raises(UserError, match="the rows left have one label"):
        choose([{"c": 1}], lambda *_: [], np.array([0, 0, 1, 1]), [*"aabb"], "macro_f1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"tokens": "bytes"}, "tokens must be one of words, tweets, was: bytes"),
        ({"criterion": "f1"}, "criterion must be one of f_avg, macro_f1, was: f1"),
        ({"around": -1}, "around must be 0 or more, was: -1"),
        ({"shared": -1.0}, "shared must be 0 or more, was: -1.0"),
        ({"neutral": -0.5}, "neutral must be 0 or more, was: -0.5"),
        ({"choose": {"words": [1]}}, "choose: 'words' is not one of c, shared, balanced, neutral"),
        ({"choose": {"c": []}}, "choose: c is empty"),
        ({"choose": {"c": [0]}}, "c must be above 0, was: 0"),
        ({"choose": {"c": ["x"]}}, "c must be a number, was: x"),
        ({"target_name": "yes"}, "target_name must be true or false, was: yes"),
        ({"choose": {"balanced": [1]}}, "balanced must be true or false, was: 1"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(UserError, match=message):
        Tfidf(**arguments)
