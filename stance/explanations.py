"""Why a prediction: how much each word of a quote moved the probability of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from stance.classifiers.base import Classifier
from stance.classifiers.inputs import parted
from stance.errors import UserError
from stance.evaluation.calibration import scale
from stance.schema import Example, Prediction, Quote, Span, Stance

Method = Literal["occlusion", "integrated_gradients"]
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the quote, its half-open span there, and its weight toward the answer.

    The weight is a difference of calibrated probabilities: above 0, the word speaks for the
    predicted label.
    """

    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words of one quote, in order, and the prediction they explain."""

    prediction: Prediction
    words: tuple[Word, ...]


def check_method(method: str, classifier: Classifier) -> None:
    """Raises `UserError` for a method that is not one, or not one for this classifier."""
    if method not in get_args(Method):
        raise UserError(f"method {method!r} is not one of {', '.join(get_args(Method))}")
    if method == "integrated_gradients" and classifier.name != "encoder":
        raise UserError(
            f"method integrated_gradients: needs the gradients of an encoder, the model is "
            f"{classifier.name}; allowed: occlusion"
        )


def explain(
    classifier: Classifier, prediction: Prediction, temperature: float, method: Method
) -> Explanation:
    """The weight of each word of the quote toward the predicted label.

    `occlusion`: how far the label's probability falls when the word is taken out of the quote
    (and out of the quote in its context), as "Understanding Neural Networks through
    Representation Erasure" (Li, Monroe & Jurafsky, 2016). `integrated_gradients`: see
    `stance.classifiers.gradients`. Raises `UserError` as `check_method` does.
    """
    check_method(method, classifier)
    example, label = prediction.example, tuple(Stance).index(prediction.stance)
    spans = words(example.quote.text)
    if method == "occlusion":
        rows = []
        for i in range(0, len(spans), _BATCH):
            cut = [without(example, [span]) for span in spans[i : i + _BATCH]]
            rows.append(scale(classifier.predict_proba(cut), temperature)[:, label])
        full = prediction.probabilities[label]
        weights = [full - float(left) for batch in rows for left in batch]
    else:
        from stance.classifiers.encoder import Encoder
        from stance.classifiers.gradients import of_quote

        assert isinstance(classifier, Encoder)
        pieces, _ = of_quote(classifier, example, label, temperature)
        weights = [sum(w for a, b, w in pieces if a < end and b > start) for start, end in spans]
    found = [
        Word(example.quote.text[start:end], start, end, float(weight))
        for (start, end), weight in zip(spans, weights, strict=True)
    ]
    return Explanation(prediction, tuple(found))


def words(text: str) -> list[Span]:
    """The spans of the words of a text; marks are none, but inside a word.

    >>> words("We don't, no.")
    [(0, 2), (3, 8), (10, 12)]
    """
    return [match.span() for match in _WORD.finditer(text)]


def without(example: Example, spans: Sequence[Span]) -> Example:
    """The example with some words taken out of its quote, each with the white space behind it.

    Their spans do not overlap. A quote of which nothing is left becomes an ellipsis. The quote is
    shortened in its context as well, where its words could otherwise still be read; spans of
    mentions move along.
    """
    quote = example.quote
    gone, kept, last = list[Span](), "", 0
    for start, end in sorted(spans):
        while end < len(quote.text) and quote.text[end].isspace():
            end += 1
        gone.append((start, end))
        kept += quote.text[last:start]
        last = end
    kept += quote.text[last:]
    text = kept if kept.strip() else "…"
    context = quote.context
    if context is not None:
        before, there, after = parted(context, quote)
        context = before + (text if there else "") + after

    def place(at: int) -> int:  # in what is kept
        return at - sum(min(end, at) - min(start, at) for start, end in gone)

    def moved(mentions: Sequence[Span]) -> tuple[Span, ...]:
        ends = [(place(start), place(end)) for start, end in mentions]
        return tuple((start, end) for start, end in ends if start < end and kept.strip())

    return replace(
        example,
        quote=Quote(text=text, speaker=quote.speaker, context=context, article=quote.article),
        mentions=moved(example.mentions),
        rivals=moved(example.rivals),
    )
