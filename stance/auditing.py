"""The recipe of an audit: what is in a corpus, and what gives its labels away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stance.classifiers.embeddings import embed
from stance.data.corpus import Corpus, read_corpus
from stance.data.layers import Layer, read_layers
from stance.data.spelling import speakers_of
from stance.errors import UserError
from stance.evaluation.agreement import Agreement, agreement
from stance.evaluation.duplicates import Twins, embedded, exact, shingled
from stance.evaluation.giveaways import Giveaway, Phrase, giveaways, phrases, words
from stance.schema import Annotation, Split

# What a classifier is given, and what it is called on the page.
PROBES = {
    "quote and target": ("quote", "target"),
    "quote alone": ("quote",),
    "speaker alone": ("speaker",),
    "target alone": ("target",),
}
PHRASE_LEAST = 3  # quotes with a stock phrase before it can break a limit


@dataclass(frozen=True)
class Limits:
    """What an audit holds a corpus to.

    No two quotes of different splits may have the same words, nor be more alike than `cosine`:
    that of their embeddings, and the Jaccard similarity of their shingles. No word told as a
    giveaway may have a label with a `word_share` above it; no stock phrase of `PHRASE_LEAST` quotes
    or more may stand in a larger `phrase_share` of all, nor always against somebody. Annotators
    must reach `alpha` on each target and on speakers. A classifier of the speaker or the target
    alone must stay at or below the macro-F1 `shortcut` on test, and one of the quote alone lose
    `target_gap` or more against the same with the target.
    """

    cosine: float = 0.9
    word_share: float = 0.8
    phrase_share: float = 0.015
    alpha: float = 0.8
    shortcut: float = 0.45
    target_gap: float = 0.12


@dataclass(frozen=True)
class Pair:
    """Two quotes that are nearly the same, by their ids."""

    first: str
    second: str
    similarity: float


@dataclass(frozen=True)
class Audit:
    """Everything an audit found; `broken` says in a line each which limits do not hold.

    `counts` are, by split, articles, quotes and labels of each kind; `combinations` how many
    quotes have each combination of stances, in the order of the targets; `speakers` the most
    quoted. `annotators` are the layers that `agreement` is of. `twins` are, by method, the pairs
    of quotes nearly alike, within a split and across; without embeddings where `no_embeddings` says
    why there are none.
    `pairs` counts the declared minimal pairs, `loose_pairs` are those that share less than half
    of their words. `probes` are the scores on test by what the classifier was given, empty where
    `no_probes` says why they were not run.
    """

    targets: list[str]
    counts: dict[str, dict[str, int]]
    labels: dict[str, dict[str, int]]
    combinations: dict[str, int]
    speakers: dict[str, int]
    unnamed: int
    annotators: list[str]
    agreement: dict[str, Agreement]
    pairs: int
    loose_pairs: list[Pair]
    across: dict[str, list[Pair]]
    within: dict[str, int]
    no_embeddings: str | None
    giveaways: list[Giveaway]
    phrases: list[Phrase]
    probes: dict[str, dict[str, float]]
    no_probes: str | None
    limits: Limits
    broken: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The audit as plain values."""
        return asdict(self)


def audit(root: Path, limits: Limits | None = None) -> Audit:
    """Audits a corpus folder; raises `UserError` where it cannot be read, or has no quotes."""
    limits = limits or Limits()
    corpus = read_corpus(root)
    if not corpus.annotations:
        raise UserError(f"{root}: has no quotes to audit")
    across, within, no_embeddings = _twins(corpus, limits)
    probes, no_probes = _probes(corpus)
    quotes, layers = corpus.annotations, read_layers(root, corpus)
    found = Audit(
        targets=[target.id for target in corpus.targets],
        counts=_counts(corpus),
        labels={
            target.id: dict(Counter(a.stances[target.id].stance.value for a in quotes))
            for target in corpus.targets
        },
        combinations=dict(
            Counter(
                "/".join(a.stances[t.id].stance.value for t in corpus.targets) for a in quotes
            ).most_common()
        ),
        speakers=dict(Counter(filter(None, speakers_of(quotes))).most_common(10)),
        unnamed=sum(a.quote.speaker is None for a in quotes),
        annotators=list(layers),
        agreement=_agreement(corpus, layers),
        pairs=sum(a.pair is not None for a in quotes) // 2,
        loose_pairs=_loose_pairs(quotes),
        across=across,
        within=within,
        no_embeddings=no_embeddings,
        giveaways=giveaways(quotes),
        phrases=phrases(quotes),
        probes=probes,
        no_probes=no_probes,
        limits=limits,
    )
    found.broken.extend(_broken(found))
    return found


def _counts(corpus: Corpus) -> dict[str, dict[str, int]]:
    split_of = {article.id: article.split for article in corpus.articles}
    counts = {}
    for split in Split:
        quotes = [a for a in corpus.annotations if split_of[a.quote.article or ""] is split]
        counts[split.value] = {
            "articles": sum(article.split is split for article in corpus.articles),
            "quotes": len(quotes),
            **Counter(a.quote.kind.value for a in quotes),
        }
    return counts


def _agreement(corpus: Corpus, layers: dict[str, Layer]) -> dict[str, Agreement]:
    """Of all layers, on the quotes that two of them judge: each target, and the speaker."""
    quotes = [a.quote for a in corpus.annotations]
    judged = [[layer.get(quote.id or "") for quote in quotes] for layer in layers.values()]
    if not any(len(said) - said.count(None) > 1 for said in zip(*judged, strict=True)):
        return {}
    articles = [quote.article or "" for quote in quotes]
    found = {
        target.id: agreement(
            [[None if j is None else j.stances[target.id].stance for j in by] for by in judged],
            articles,
        )
        for target in corpus.targets
    }
    # A speaker is the same without accents, case and marks.
    speakers = [
        [None if j is None else " ".join(words(j.speaker or "")) for j in by] for by in judged
    ]
    return {**found, "speaker": agreement(speakers, articles)}


def _twins(
    corpus: Corpus, limits: Limits
) -> tuple[dict[str, list[Pair]], dict[str, int], str | None]:
    """Quotes nearly alike: across splits which, within a split how many of different articles.

    And why none are by their embeddings, where the encoder's weights are not there.
    """
    split_of = {article.id: article.split for article in corpus.articles}
    quotes = [annotation.quote for annotation in corpus.annotations]
    texts = [quote.text for quote in quotes]
    found = {"same words": exact(texts), "shingles": shingled(texts, limits.cosine)}
    no_embeddings = None
    try:
        found["embeddings"] = embedded(embed(texts), limits.cosine)
    except UserError as error:
        no_embeddings = str(error)

    def split(place: int) -> Split:
        return split_of[quotes[place].article or ""]

    def named(twins: Twins) -> Pair:
        one, other = quotes[twins.first].id or "", quotes[twins.second].id or ""
        return Pair(one, other, round(twins.similarity, 3))

    across = {
        method: [named(t) for t in twins if split(t.first) is not split(t.second)]
        for method, twins in found.items()
    }
    within = {
        method: sum(
            split(t.first) is split(t.second)
            and quotes[t.first].article != quotes[t.second].article
            for t in twins
        )
        for method, twins in found.items()
    }
    return across, within, no_embeddings


def _loose_pairs(annotations: Sequence[Annotation]) -> list[Pair]:
    """Declared pairs that share less than half of their words: hardly minimal."""
    quotes = {a.quote.id: a.quote for a in annotations}
    loose = []
    for annotation in annotations:
        quote, other = annotation.quote, quotes.get(annotation.pair)
        if other is None or (quote.id or "") > (other.id or ""):
            continue
        one, two = Counter(words(quote.text)), Counter(words(other.text))
        similarity = 2 * (one & two).total() / max((one + two).total(), 1)
        if similarity < 0.5:
            loose.append(Pair(quote.id or "", other.id or "", round(similarity, 3)))
    return loose


def _probes(corpus: Corpus) -> tuple[dict[str, dict[str, float]], str | None]:
    """Scores on test of TF-IDF by what it is given, or why there are none."""
    from stance.classifiers.tfidf import Tfidf
    from stance.data.examples import corpus_data, to_examples
    from stance.experiment import scores_of

    probes = {}
    try:
        data = corpus_data(corpus)
        train, dev = data.splits[Split.TRAIN], data.splits[Split.DEV]
        test = to_examples(data.splits[Split.TEST])
        for name, inputs in PROBES.items():
            model = Tfidf(inputs=inputs)
            model.fit(train, dev, data.targets)
            probes[name] = scores_of(test, model.predict_proba(test)).flat()
    except UserError as error:  # a corpus without one of the splits, or of a few words
        return {}, str(error)
    return probes, None


def _broken(found: Audit) -> list[str]:
    limits = found.limits
    alike = {  # a pair found by several methods is told once
        (pair.first, pair.second): f"{pair.first} and {pair.second} lie in different splits and "
        f"are alike by {method} ({pair.similarity:.2f}, at most {limits.cosine})"
        for method, pairs in found.across.items()
        for pair in pairs
    }
    says = list(alike.values())
    says += [
        f"pair {pair.first} and {pair.second} share {pair.similarity:.0%} of their words; "
        "at least 50% in a minimal pair"
        for pair in found.loose_pairs
    ]
    says += [
        f"word {word.word!r} ({word.quotes} quotes) gives away {word.label}: "
        f"{word.share:.0%}, at most {limits.word_share:.0%}"
        for word in found.giveaways
        if word.share > limits.word_share
    ]
    for phrase in found.phrases:
        if phrase.quotes < PHRASE_LEAST:
            continue
        if phrase.share > limits.phrase_share:
            says.append(
                f"phrase {phrase.phrase!r} stands in {phrase.share:.1%} of the quotes, "
                f"at most {limits.phrase_share:.1%}"
            )
        if not phrase.turned:
            says.append(
                f"phrase {phrase.phrase!r} stands in {phrase.quotes} quotes and is never denied "
                "or mocked: all are against somebody"
            )
    says += [
        f"agreement on {what}: alpha {value.alpha:.2f}, at least {limits.alpha}"
        for what, value in found.agreement.items()
        if value.alpha < limits.alpha
    ]
    if found.probes:
        f1 = {name: scores["macro_f1"] for name, scores in found.probes.items()}
        says += [
            f"a classifier of the {name} reaches macro-F1 {f1[name]:.3f} on test, "
            f"at most {limits.shortcut}"
            for name in ("speaker alone", "target alone")
            if f1[name] > limits.shortcut
        ]
        gap = f1["quote and target"] - f1["quote alone"]
        if gap < limits.target_gap:
            says.append(
                f"a classifier of the quote loses {gap:.3f} macro-F1 without the target, "
                f"at least {limits.target_gap}"
            )
    return says
