"""How well and how fast extraction works: `python -m stance.extraction.benchmark`.

Quality on a corpus of our own format: a quote is found where spans overlap by 0.8 of their union
(0.5 for indirect ones), a speaker is right where the names are the same but for case, accents and
articles. Speed on text made of its articles and on texts made to be hard, from 10 kB up: the ratio,
time a character against the size before, stays near 1 where time is linear. Each text has a process
to itself; the last column is the most memory that it has taken, in MB.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer

from stance.data.corpus import Corpus, read_corpus
from stance.errors import exit_on_user_error
from stance.extraction.article import extract_quotes
from stance.schema import Kind, Quote, Split

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

# Texts that invite quadratic time: marks that never close or nest without end, one long word,
# paragraph or sentence, pronouns that stand for pronouns.
HARD: dict[str, str] = {
    "open marks": "“ and ",
    "nested marks": "“a ‘b ",
    "apostrophes": "the boys' 'til ",
    "one word": "A",
    "capitals": "Ana Paz ",
    "determiners": "the ",
    "said": "he said that ",
    "sentences": "He said that it rained. ",
    "names": "Ana Maria Paz said it. ",
    "institutions": "The government said it was over. ",
    "quotes of one sentence": "“no,” she said, ",
    "quotes that nobody says": "It “is late” and ",
    "descriptions": "“No,” the vet said.\n",
    "open paragraphs": "“It goes on\n",
    "headings": "'They came'\n",
    "numbers": "1,1.",
    "brackets": "<a ",
    "commas": ", ",
    "accents": "é\u0301",
    "broken words": "reira of Gris, and the boats were late again, said Luis Fer-\n",
    "colons": "it: he; ",
    "titles joined": "“The Tide” and ",
    "turns of a transcript": "PAZ: I am.\n\nMS. ROTH: Are you?\n\nWe are.\n\n",
    "asides": "it rained, she said, and ",
    "what somebody calls another": "called the vote a farce ",
    "what somebody is called": "Len was called by Ana Paz as “late” “late” “late” “late” “late” ",
}


def same_speaker(one: str | None, other: str | None) -> bool:
    """Whether two names are the same, but for case, accents and articles."""
    return _bare(one) == _bare(other)


def _bare(name: str | None) -> str:
    plain = unicodedata.normalize("NFD", (name or "").lower())
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(w for w in words if w not in ("the", "a", "an"))


def score(corpus: Corpus, splits: Sequence[Split]) -> Iterator[tuple[str, dict[str, float]]]:
    """For marked and indirect quotes: n, precision, recall, F1, and of those found speakers."""
    gold: dict[str, list[Quote]] = defaultdict(list)
    for annotation in corpus.annotations:
        gold[annotation.quote.article or ""].append(annotation.quote)
    texts = {a.id: a.text for a in corpus.articles if a.split in splits}
    found = {name: extract_quotes(text, name) for name, text in texts.items()}
    for name, kinds, least in (
        ("marked", (Kind.DIRECT, Kind.HEADING), 0.8),
        ("indirect", (Kind.INDIRECT,), 0.5),
    ):
        n = predicted = hits = right = 0
        for article in texts:
            ours = [q for q in found[article] if q.kind in kinds]
            theirs = [q for q in gold[article] if q.kind in kinds]
            n, predicted = n + len(theirs), predicted + len(ours)
            for q in theirs:
                best = max(ours, key=lambda o, q=q: _overlap(o, q), default=None)  # type: ignore[misc]
                if best is not None and _overlap(best, q) >= least:
                    hits += 1
                    right += same_speaker(best.speaker, q.speaker)
        precision, recall = hits / max(1, predicted), hits / max(1, n)
        yield (
            name,
            {
                "n": n,
                "precision": precision,
                "recall": recall,
                "F1": 2 * precision * recall / max(1e-9, precision + recall),
                "speaker": right / max(1, hits),
            },
        )


def _overlap(a: Quote, b: Quote) -> float:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return 0.0
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def timings(piece: str, sizes: Sequence[int]) -> list[tuple[int, float, float]]:
    """Processor seconds for a text of each size, made by repeating a piece, and the peak MB."""
    import resource  # not on Windows

    extract_quotes("“Yes,” said Ana Paz.")  # reads the weights
    found = []
    for size in sizes:
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        extract_quotes(text)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # in kB, on macOS in bytes
        found.append((size, seconds, peak / (1e6 if sys.platform == "darwin" else 1e3)))
    return found


@app.command()
def main(
    corpus: Annotated[
        Path | None, typer.Option(help="A corpus folder; default: the one with the package.")
    ] = None,
    split: Annotated[
        list[Split] | None, typer.Option(help="Splits to score; default: dev, test and gold.")
    ] = None,
    largest: Annotated[
        int, typer.Option(help="Characters of the largest text timed; below 10000 none.")
    ] = 10**7,
) -> None:
    """Score extraction on a corpus, then time it."""
    with exit_on_user_error():
        held = read_corpus(corpus)
        for name, scores in score(held, split or [Split.DEV, Split.TEST, Split.GOLD]):
            figures = "  ".join(
                f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in scores.items()
            )
            typer.echo(f"{name:9} {figures}")
        sizes = [size for size in (10**4, 10**5, 10**6, 10**7) if size <= largest]
        if not sizes:
            return
        articles = "\n\n".join(article.text for article in held.articles) + "\n\n"
        head = f"{'characters':>12}{'seconds':>10}{'MB/s':>8}{'ratio':>8}{'MB':>8}"
        typer.echo(f"\n{'text':24}{head}")
        alone = ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1)
        with alone:
            for name, piece in {"articles": articles, **HARD}.items():
                before: float | None = None
                for size, seconds, peak in alone.submit(timings, piece, sizes).result():
                    each = seconds / size
                    ratio = "" if before is None else f"{each / before:.2f}"
                    speed = f"{size / seconds / 1e6:8.2f}"
                    typer.echo(f"{name:24}{size:12,}{seconds:10.3f}{speed}{ratio:>8}{peak:8,.0f}")
                    before = each


if __name__ == "__main__":
    app()
