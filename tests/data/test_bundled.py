"""The corpus that comes with the package keeps the promises of its datasheet."""

import csv
import hashlib
from collections import Counter
from itertools import combinations

import pytest

from stance.data.corpus import bundled_corpus, read_corpus
from stance.data.layers import read_layers
from stance.data.spelling import alike
from stance.schema import Kind, Origin, Split, Stance

GOLD = "dw-2019-03-26"


@pytest.fixture(scope="module")
def bundled():
    return read_corpus()


def test_the_news_article_is_untouched_and_is_the_only_gold():
    text = (bundled_corpus() / "articles" / f"{GOLD}.txt").read_bytes()
    assert (
        hashlib.sha256(text).hexdigest()
        == "f2aaec5f59664f778082286b58cde182d61d4ca9c5ec88580dec7023546f9c86"
    )


def test_one_gold_article_and_it_is_news(bundled):
    assert [a.id for a in bundled.articles if a.split is Split.GOLD] == [GOLD]
    assert [a.id for a in bundled.articles if a.origin is Origin.NEWS] == [GOLD]


def test_every_marked_stretch_of_the_gold_article_is_annotated(bundled):
    article = next(a for a in bundled.articles if a.id == GOLD)
    marked = {q.quote.text for q in bundled.annotations if q.quote.article == GOLD}
    stretches = article.text.split('"')[1::2]
    assert len(stretches) == 8
    assert set(stretches) <= marked
    assert {"They brought in foreign troops", "determined to support Guaido"} <= marked


def test_gold_speakers(bundled):
    speakers = Counter(a.quote.speaker for a in bundled.annotations if a.quote.article == GOLD)
    assert speakers == {
        "Juan Guaido": 5,
        "Maria Zakharova": 2,
        "critics": 2,
        "White House": 2,
        "Fernando Azevedo e Silva": 2,
        "Russian Foreign Ministry": 1,
        "Donald Trump": 1,
    }


def test_every_split_shows_every_class_toward_every_target(bundled):
    for split in (Split.TRAIN, Split.DEV, Split.TEST):
        pairs = {(e.target.id, e.stance) for e in bundled.examples(split)}
        assert len(pairs) == 6


def test_speakers_of_authored_articles_are_invented(bundled):
    authored = {a.id for a in bundled.articles if a.origin is Origin.AUTHORED}
    speakers = {a.quote.speaker for a in bundled.annotations if a.quote.article in authored}
    real = {m for t in bundled.targets for m in t.mentions} | {"Donald Trump", "Mike Pence"}
    assert not speakers & real


def test_no_full_name_speaks_in_two_splits(bundled):
    split = {a.id: a.split for a in bundled.articles}

    def is_name(speaker):  # "Rosa Gil", not "National Guard corporal"
        words = (speaker or "x").split()
        return len(words) > 1 and all(w[0].isupper() or w in {"de", "del", "la"} for w in words)

    named = {
        s: {
            alike(a.quote.speaker)
            for a in bundled.annotations
            if split[a.quote.article] is s and is_name(a.quote.speaker)
        }
        for s in Split
    }
    assert len(named[Split.TRAIN]) > 100
    for one, other in combinations(Split, 2):
        assert not named[one] & named[other]


def test_marks_stand_around_direct_quotes_only(bundled):
    texts = {a.id: a.text for a in bundled.articles}
    for annotation in bundled.annotations:
        quote = annotation.quote
        before = texts[quote.article][max(quote.start - 1, 0)]
        if quote.kind is Kind.INDIRECT:
            assert before not in '“‘"', quote.id


def test_minimal_pairs_are_declared(bundled):
    # That they name each other, lie in one split and differ in a label, the reader checks.
    assert sum(a.pair is not None for a in bundled.annotations) >= 2 * 150


def test_it_is_large_and_varied(bundled):
    authored = [a for a in bundled.articles if a.origin is Origin.AUTHORED]
    assert len(authored) >= 120
    splits = Counter(a.split for a in authored)
    for split, wanted in ((Split.TRAIN, 0.7), (Split.DEV, 0.15), (Split.TEST, 0.15)):
        assert abs(splits[split] / splits.total() - wanted) < 0.05, split
    # What was written after those were dealt learns or, the last of it, is asked about.
    with (bundled_corpus().parent / "grid.csv").open(encoding="utf-8", newline="") as file:
        rounds = {row["id"]: int(row["round"]) for row in csv.DictReader(file)}
    late = {a.id: a.split for a in authored if rounds[a.id] > 6}
    assert {split for name, split in late.items() if rounds[name] == 7} == {Split.TRAIN}
    assert {split for name, split in late.items() if rounds[name] == 8} == {Split.TEST}
    # The splits that figures stand on.
    assert len(bundled.examples(Split.DEV)) == 2502
    assert len(bundled.examples(Split.TEST)) == 3302
    assert len(bundled.annotations) >= 1100
    seen = Counter(
        tuple(a.stances[t.id].stance for t in bundled.targets) for a in bundled.annotations
    )
    assert len(seen) == 9
    for pair, n in seen.items():
        assert n >= (15 if pair == (Stance.FAVOR, Stance.FAVOR) else 30), pair
    kinds = Counter(a.quote.kind for a in bundled.annotations)
    assert kinds[Kind.INDIRECT] > 0.2 * kinds.total()
    assert kinds[Kind.HEADING] > 0.03 * kinds.total()


def test_every_quote_was_annotated_twice_and_the_outcome_is_one_of_the_two_words(bundled):
    first, second = read_layers(bundled_corpus(), bundled).values()
    for annotation in bundled.annotations:
        given = [layer[annotation.quote.id] for layer in (first, second)]
        assert given[0].annotator != given[1].annotator
        for target, label in annotation.stances.items():
            assert label.stance in {one.stances[target].stance for one in given}


def test_the_grid_is_of_these_articles(bundled):
    with (bundled_corpus().parent / "grid.csv").open(encoding="utf-8", newline="") as file:
        grid = {row["id"]: row["split"] for row in csv.DictReader(file)}
    assert grid == {a.id: a.split for a in bundled.articles if a.origin is Origin.AUTHORED}
