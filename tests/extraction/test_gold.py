"""The article the corpus began with: its quotes, all of them, with their speakers."""

from stance.data.corpus import read_corpus
from stance.extraction.article import extract_quotes
from stance.extraction.benchmark import same_speaker
from stance.schema import Kind, Split


def test_every_quote_of_the_gold_article_has_its_speaker():
    corpus = read_corpus()
    [article] = [a for a in corpus.articles if a.split is Split.GOLD]
    gold = [a.quote for a in corpus.annotations if a.quote.article == article.id]
    found = extract_quotes(article.text)
    assert [(q.kind, q.text) for q in found] == [(q.kind, q.text) for q in gold]
    assert Kind.HEADING in {q.kind for q in found}
    wrong = [
        (ours.text, ours.speaker, theirs.speaker)
        for ours, theirs in zip(found, gold, strict=True)
        if not same_speaker(ours.speaker, theirs.speaker)
    ]
    assert not wrong
