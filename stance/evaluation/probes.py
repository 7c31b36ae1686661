"""Whether a model read the target at all: questions changed in one respect, asked of it again.

A probe takes something away from the examples, or looks only at rows where the target decides.
The model stays as it was fitted; it is asked, not trained, without what is hidden.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stance.classifiers.inputs import parted
from stance.data.metrics import Labels, macro_f1
from stance.schema import Example, Quote, Target

# A target no text names: what is said of the known ones is then said of somebody else.
HIDDEN = Target(id="hidden", name="somebody not named")
_NOTHING = "…"  # what a hidden quote reads: a quote cannot be empty


@dataclass(frozen=True)
class Probe:
    """What became of a model's score under one probe.

    `score` is what `measure` says: macro-F1 for what is hidden, and the share of cases with both
    answers right for `target swapped` and `minimal pairs`; `gap` is the full model's macro-F1, or
    its accuracy on the same rows, minus it; `meaning` says in a line what the gap tells; `n`
    counts rows, or cases.
    """

    name: str
    measure: str
    score: float
    gap: float
    n: int
    meaning: str


def hidden(examples: Sequence[Example]) -> dict[str, list[Example]]:
    """The examples without their target, without their quote, and without their speaker."""
    return {
        # Where mentions are given by their places, those of the target become somebody else's.
        "target hidden": [
            replace(e, target=HIDDEN, mentions=(), rivals=(*e.rivals, *e.mentions))
            for e in examples
        ],
        # Without the words there is no span of theirs.
        "quote hidden": [
            replace(
                e,
                quote=replace(e.quote, text=_NOTHING, context=None, start=None, end=None),
                mentions=(),
                rivals=(),
            )
            for e in examples
        ],
        "speaker hidden": [replace(e, quote=_without_speaker(e.quote)) for e in examples],
    }


def _without_speaker(quote: Quote) -> Quote:
    context, names = quote.context, {n for n in (quote.speaker, quote.speaker_mention) if n}
    if context and names:
        # Whole words outside the quote: "he" is no part of "the", and the quote stays as it is.
        longest = sorted(names, key=lambda name: (-len(name), name))
        name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
        before, words, after = parted(context, quote)
        context = name.sub(_NOTHING, before) + words + name.sub(_NOTHING, after)
    return replace(quote, speaker=None, speaker_mention=None, context=context)


# The probes, in the order of reports, and what the gap of each tells.
PROBES = {
    "target swapped": "answers right one by one but not together: large, one side is guessed for "
    "both targets",
    "minimal pairs": "answers right one by one but not as a pair: large, the few words that decide "
    "are missed",
    "target hidden": "at most what knowing the target is worth; near 0, the model reads tone, not "
    "stance",
    "quote hidden": "at most what the words are worth; near 0, speaker and target give the label "
    "away",
    "speaker hidden": "what the speaker's name is worth; large, the model knows people, not words",
}


def hidden_probe(name: str, gold: Labels, full: Labels, predicted: Labels) -> Probe:
    """The score of a model that was asked without something, beside that of the full one."""
    score = macro_f1(gold, predicted)
    return Probe(name, "macro-F1", score, macro_f1(gold, full) - score, len(gold), PROBES[name])


def swapped_probe(examples: Sequence[Example], gold: Labels, predicted: Labels) -> Probe | None:
    """The share of quotes with differing labels whose answers differ just so.

    A case is a quote and two targets toward which its gold labels differ; it is right where both
    answers are. A model that does not look at the target gives both the same answer: 0. None
    where no quote is asked about two targets with different labels.
    """
    rows: dict[Any, list[int]] = defaultdict(list)
    for index, e in enumerate(examples):
        q = e.quote
        # Two quotes may have the same words. Where targets are mentions, each has an id of its own.
        whole = None if e.mentions or e.rivals else q.id
        rows[whole, q.article, q.start, q.text, q.speaker, q.context].append(index)

    def asked(index: int) -> Any:
        return examples[index].target.id, examples[index].mentions

    cases = [
        (i, j)
        for group in rows.values()
        for k, i in enumerate(group)
        for j in group[k + 1 :]
        if gold[i] != gold[j] and asked(i) != asked(j)
    ]
    return _both_right("target swapped", cases, gold, predicted)


def pairs_probe(
    examples: Sequence[Example],
    pairs: Iterable[tuple[str, str]],
    gold: Labels,
    predicted: Labels,
) -> Probe | None:
    """The share of minimal pairs with both members right, over the labels that flip.

    `pairs` are ids of quotes that differ in a few words. A model that misses those words gives
    both the same answer: 0. None where the examples hold no such pair.
    """
    row = {(e.quote.id, e.target.id): index for index, e in enumerate(examples)}
    targets = {e.target.id for e in examples}
    cases = [
        (row[a, target], row[b, target])
        for a, b in pairs
        for target in targets
        if (a, target) in row
        and (b, target) in row
        and gold[row[a, target]] != gold[row[b, target]]
    ]
    return _both_right("minimal pairs", cases, gold, predicted)


def _both_right(
    name: str, cases: Sequence[tuple[int, int]], gold: Labels, predicted: Labels
) -> Probe | None:
    if not cases:
        return None
    right = predicted == gold
    score = sum(bool(right[i] and right[j]) for i, j in cases) / len(cases)
    rows = sorted({index for case in cases for index in case})
    gap = float(right[rows].mean()) - score
    return Probe(name, "both right", score, gap, len(cases), PROBES[name])
