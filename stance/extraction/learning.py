"""Learns the weights of extraction from annotated articles.

`python -m stance.extraction.learning --attributions FILE --corpus FOLDER` writes `weights.json`.
An attributions file has a document a line: `text`, and `attributions` with lists of spans
`content` and `source`, as the PolNeAR corpus marks them (Newell et al., LREC 2018); a corpus
folder is one of our own format, of which the split `train` is read. The speaker's model is a
softmax over the candidates of a quote, the other a logistic regression, both with an L2 prior.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from stance.data.files import replacing
from stance.errors import UserError, exit_on_user_error
from stance.extraction.annotations import (
    Document,
    Span,
    agrees,
    capitals,
    overlap,
    read_articles,
    read_attributions,
    trimmed,
)
from stance.extraction.article import find_quotes
from stance.extraction.attribution import Found
from stance.extraction.candidates import Candidate, nobody
from stance.extraction.decisions import decide
from stance.extraction.headings import is_heading
from stance.extraction.marks import find_marked
from stance.extraction.model import WEIGHTS, Learned
from stance.extraction.paragraphs import story
from stance.extraction.people import plain
from stance.extraction.reader import Reader
from stance.extraction.templates import Part, expand
from stance.schema import Kind

_RAREST = 3  # a feature seen less often gets no weight
_SMALLEST = 0.02  # nor one whose weight is below this

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(slots=True)
class Choice:
    """A quote's candidates as features, the last of them "nobody"; which of them are right."""

    options: list[list[str]]
    right: list[bool]


def choices(
    document: Document, learned: Learned
) -> Iterator[tuple[Choice | None, list[str], bool]]:
    """For each marked text of a document: its candidates, its features, and if it is a quote.

    The speaker of the quote before is the annotated one, so that no mistake is learned from.
    """
    text = document.text
    paragraphs = story(text)
    marked = find_marked(text, paragraphs)
    reader = Reader(text, paragraphs, marked)
    gold = [q for q in document.quotes if q.kind is not Kind.INDIRECT or not document.whole]
    gold.sort(key=lambda q: q.span)
    previous: Any = None
    spoke: str | None = None
    for index, m in enumerate(marked):
        if m.parent is not None or m.start == m.end:
            continue
        if index not in reader[reader.where[index]].tokens.at:
            continue  # a nickname inside a name
        span = trimmed(text, m.start, m.end)
        threshold = 0.8
        match = next((q for q in gold if overlap(q.span, span) >= threshold), None)
        within = m.single and any(
            q.span[0] <= span[0] and span[1] <= q.span[1] and not document.whole for q in gold
        )
        decision = decide(reader, learned, index, previous)
        says = match is not None or within
        if match is None or match.kind is Kind.INDIRECT:
            yield None, _features(decision.parts), says
            continue
        heading = is_heading(reader, reader.where[index])
        right = _right(text, decision.options, match.sources)
        if document.whole and not match.sources and previous is not None and not heading:
            same = match.speaker == spoke
            right = [same and c.mention is previous[1] for c in decision.options]
        known = any(right) or not (match.sources or match.speaker)
        choice = None
        if known and not heading:
            parts = [*(c.parts for c in decision.options), nobody(decision.given)]
            options = [_features(p) for p in parts]
            choice = Choice(options, [*right, not any(right)])
        yield choice, _features(decision.parts), says
        if any(right) and not heading:
            best = decision.options[right.index(True)]
            previous = (best.where, best.mention, index)
            spoke = match.speaker


def _features(parts: Sequence[Part]) -> list[str]:
    return [feature for part in parts for feature in expand(part)]


def _right(text: str, options: Sequence[Candidate], sources: Sequence[Span]) -> list[bool]:
    """Which candidates are the annotated source: in its place, or else by the same name."""
    named = [agrees(text, (c.mention.start, c.mention.end), sources) for c in options]
    placed = [any(a <= c.mention.end and c.mention.start <= b for a, b in sources) for c in options]
    both = [a and b for a, b in zip(named, placed, strict=True)]
    if any(both):
        right = [c.mention for c, b in zip(options, both, strict=True) if b]
        whole = {m.first for m in right if not m.possessor}  # of "Paz's aide" not Paz
        return [
            any(c.mention is m for m in right if not (m.possessor and m.first in whole))
            for c in options
        ]
    if any(named):
        return named
    return [any(a <= c.mention.start and c.mention.end <= b for a, b in sources) for c in options]


def _vocabulary(rows: Iterable[Iterable[str]]) -> dict[str, int]:
    counts = Counter(f for row in rows for f in row)
    return {f: i for i, f in enumerate(f for f, n in counts.items() if n >= _RAREST)}


def _matrix(rows: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> Any:
    import numpy as np
    from scipy import sparse

    known = [[vocabulary[f] for f in row if f in vocabulary] for row in rows]
    ends = np.cumsum([0, *map(len, known)])
    columns = np.fromiter((i for row in known for i in row), dtype=np.int64, count=int(ends[-1]))
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), (len(rows), len(vocabulary)))


def _minimise(
    loss: Callable[[Any], tuple[float, Any]], vocabulary: dict[str, int]
) -> dict[str, float]:
    import numpy as np
    from scipy.optimize import minimize

    done = minimize(
        loss, np.zeros(len(vocabulary)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    return {
        f: round(float(done.x[i]), 3)
        for f, i in sorted(vocabulary.items())
        if abs(done.x[i]) >= _SMALLEST
    }


def fit_speaker(data: Sequence[Choice], prior: float = 10.0) -> dict[str, float]:
    """The weights under which the right candidates are likeliest, all of a quote's together."""
    import numpy as np

    rows = [option for choice in data for option in choice.options]
    vocabulary = _vocabulary(rows)
    matrix = _matrix(rows, vocabulary)
    right = np.array([r for choice in data for r in choice.right])
    sizes = np.array([len(choice.options) for choice in data])
    group, starts = np.repeat(np.arange(len(data)), sizes), np.r_[0, np.cumsum(sizes)[:-1]]

    def loss(w: Any) -> tuple[float, Any]:
        scores = matrix @ w
        power = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(power, starts)
        good = power * right
        hit = np.add.reduceat(good, starts)
        value = float(np.log(total).sum() - np.log(hit).sum() + prior / 2 * w @ w)
        return value, matrix.T @ (power / total[group] - good / hit[group]) + prior * w

    return _minimise(loss, vocabulary)


def fit_saying(
    rows: Sequence[list[str]], says: Sequence[bool], prior: float = 4.0
) -> dict[str, float]:
    """The weights of a logistic regression that tells quotes from other marked words."""
    import numpy as np

    vocabulary = _vocabulary(rows)
    matrix = _matrix(rows, vocabulary)
    sign = np.where(np.array(says), 1.0, -1.0)

    def loss(w: Any) -> tuple[float, Any]:
        margin = sign * (matrix @ w)
        slope = sign / (1 + np.exp(np.clip(margin, -500, 500)))
        value = float(np.logaddexp(0, -margin).sum() + prior / 2 * w @ w)
        return value, -(matrix.T @ slope) + prior * w

    return _minimise(loss, vocabulary)


def fit(documents: Sequence[Document]) -> Learned:
    """Speaker's weights first; then, with their choices, what tells quotes from other words."""
    nothing = Learned({}, {}, {})
    found = [c for d in documents for c, _, _ in choices(d, nothing) if c is not None]
    if not found:
        raise UserError("there is nothing to learn from: two articles at least must have a quote")
    speaker = fit_speaker(found)
    with_speaker = Learned(speaker, {}, {})
    rows = [(f, s) for d in documents for _, f, s in choices(d, with_speaker)]
    return Learned(speaker, fit_saying([f for f, _ in rows], [s for _, s in rows]), {})


def shares_right(documents: Sequence[Document], learned: Learned) -> dict[str, list[int]]:
    """How many of the quotes found by each rule are quotes and have the right speaker, of all."""
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for document in documents:
        for quote in find_quotes(document.text, learned):
            if not document.whole and document.text[quote.start - 1 : quote.start] in ("'", "‘"):
                continue  # attributions say nothing of single marks
            counts = shares[quote.rule]
            counts[1] += 1
            counts[0] += _is_right(document, quote)
    return shares


def _is_right(document: Document, quote: Found) -> bool:
    least = 0.5 if quote.kind is Kind.INDIRECT else 0.8
    span = trimmed(document.text, quote.start, quote.end)
    for gold in document.quotes:
        if overlap(gold.span, span) < least:
            continue
        if gold.speaker is not None:
            return plain(quote.speaker or "") == plain(gold.speaker)
        if not gold.sources:
            return quote.speaker is None
        if quote.mention is not None and agrees(document.text, quote.mention, gold.sources):
            return True
        theirs = capitals(" ".join(document.text[a:b] for a, b in gold.sources))
        ours = capitals(quote.speaker or "")
        return bool(theirs and ours) and (ours[-1] in theirs or theirs[-1] in ours)
    return False


def learn(documents: Sequence[Document]) -> Learned:
    """The weights of all documents; the shares of rules from halves fitted on the other half.

    Raises `UserError` where a half has no quote with a speaker.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for half in (0, 1):
        part = fit([d for i, d in enumerate(documents) if i % 2 == half])
        rest = [d for i, d in enumerate(documents) if i % 2 != half]
        for rule, (right, n) in shares_right(rest, part).items():
            counts[rule][0] += right
            counts[rule][1] += n
    total = [sum(c[i] for c in counts.values()) for i in (0, 1)]
    # One more right and one more wrong: a rule seen twice says little.
    rules = {rule: round((right + 1) / (n + 2), 3) for rule, (right, n) in sorted(counts.items())}
    rules[""] = round(total[0] / max(1, total[1]), 3)
    whole = fit(documents)
    return Learned(whole.speaker, whole.saying, rules)


@app.command()
def main(
    attributions: Annotated[
        list[Path] | None, typer.Option(help="A JSON Lines file of annotated attributions.")
    ] = None,
    corpus: Annotated[
        list[Path] | None, typer.Option(help="A corpus folder; its training articles are read.")
    ] = None,
    output: Annotated[
        Path, typer.Option(help=f"Where the weights go; extraction reads {WEIGHTS}.")
    ] = Path(WEIGHTS.name),  # of the working folder: the package's own are replaced by name alone
) -> None:
    """Learn who says what from annotated articles, and write the weights."""
    with exit_on_user_error():
        if not (attributions or corpus):
            raise UserError("there is nothing to learn from: give --corpus or --attributions")
        documents = [d for path in attributions or [] for d in read_attributions(path)]
        documents += [d for folder in corpus or [] for d in read_articles(folder)]
        learned = learn(documents)
        held = {
            "speaker": learned.speaker, "saying": learned.saying, "rules": learned.rules
        }  # fmt: skip
        with replacing(output) as new:
            new.write_text(json.dumps(held, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    typer.echo(f"{output}: {len(documents)} documents, {len(learned.speaker)} weights", err=True)


if __name__ == "__main__":
    app()
