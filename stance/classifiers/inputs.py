"""What a classifier reads of an example: which fields, and where they mention the targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stance.classifiers.mentions import described, named
from stance.errors import UserError
from stance.schema import Example, Quote, Target

FIELDS = ("quote", "target", "speaker", "context", "antecedent")
# Which of the two texts of a `Reading`, and a half-open span in it.
Mention = tuple[int, int, int]
OTHER, TARGET, RIVAL = 0, 1, 2  # whom a word means: neither, the target asked about, another
_OPENING = "“\"„«‘'‹"
_PLACES = 20  # where the letters of a quote are looked at in its context


def check_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """The fields, each once, in the order of `FIELDS`; raises `UserError` for any other name."""
    for name in inputs:
        if name not in FIELDS:
            raise UserError(f"inputs: {name!r} is not one of {', '.join(FIELDS)}")
    if not inputs:
        raise UserError(f"inputs: empty; give one or more of {', '.join(FIELDS)}")
    return tuple(name for name in FIELDS if name in inputs)


def antecedent(example: Example, targets: Sequence[Target]) -> str | None:
    """The id of the target that the context names or describes last before the quote.

    Of a quote that names nobody it mostly speaks: "he", or somebody left out. None where no target
    stands there, or where nothing does.

    >>> antecedent(Example(Quote("He lost.", context="Of Maduro, he said: “He lost.”"), GUAIDO),
    ...     [MADURO, GUAIDO])
    'maduro'
    """
    context = example.quote.context or ""
    before = context[: max(0, place(context, example.quote))]
    if not before:
        return None
    asked = _asked(example, targets)
    found = max([*named(before, asked), *described(before, asked)], default=None)
    return None if found is None else found[1]


def place(context: str, quote: Quote) -> int:
    """Where a quote begins in its context; -1 where it does not stand there.

    Where its letters stand more than once, behind a mark, or else as words of their own: "no" is
    not that of "is not coming".
    """
    best, likeliest = -1, -1
    start = context.find(quote.text)
    for _ in range(_PLACES):
        if start < 0:
            break
        end = start + len(quote.text)
        around = context[max(0, start - 1) : start + 1], context[end - 1 : end + 1]
        likely = 0
        if not any(len(pair) == 2 and pair.isalnum() for pair in around):
            likely = 2 if start and context[start - 1] in _OPENING else 1
        if likely > likeliest:
            best, likeliest = start, likely
        start = context.find(quote.text, start + 1)
    return best


def parted(context: str, quote: Quote) -> tuple[str, str, str]:
    """What stands before a quote in its context, the quote, and what stands behind it.

    As of `str.partition`, the first is all of a context in which the quote does not stand.

    >>> parted("He left, Paz said. “He”, she said.", Quote("He"))
    ('He left, Paz said. “', 'He', '”, she said.')
    """
    start = place(context, quote)
    if start < 0:
        return context, "", ""
    end = start + len(quote.text)
    return context[:start], context[start:end], context[end:]


def without_quote(context: str, quote: Quote) -> str:
    """The context with the quote, read already, shortened to an ellipsis."""
    before, there, after = parted(context, quote)
    return f"{before}…{after}" if there else context


def masked(text: str, target: Target, targets: Sequence[Target], own: str, other: str) -> str:
    """The text with mentions of `target` replaced by `own`, of every other target by `other`.

    >>> masked("Maduro met Guaido.", MADURO, [MADURO, GUAIDO], "TARGET", "RIVAL")
    'TARGET met RIVAL.'
    """
    pieces, last = [], 0
    for (start, end), whom in named(text, _all(target, targets)):
        pieces += [text[last:start], own if whom == target.id else other]
        last = end
    return "".join(pieces) + text[last:]


def masked_quote(example: Example, targets: Sequence[Target], own: str, other: str) -> str:
    """The text of the quote, masked: by the spans of its mentions where they are given.

    Where they are not, descriptions are told as well.

    >>> masked_quote(
    ...     Example(Quote("He met him."), ANA, mentions=((0, 2),), rivals=((7, 10),)),
    ...     [], "TARGET", "RIVAL")
    'TARGET met RIVAL.'
    >>> masked_quote(
    ...     Example(Quote("Paz met the mayor."), ANA), [Target("bea", "Bea", (), ("mayor",))],
    ...     "TARGET", "RIVAL")
    'TARGET met the RIVAL mayor.'
    """
    text = example.quote.text
    if not (example.mentions or example.rivals):
        for (start, _), whom in reversed(described(text, _asked(example, targets))):
            word = own if whom == example.target.id else other
            text = f"{text[:start]}{word} {text[start:]}"
        return masked(text, example.target, targets, own, other)
    spans = [(span, own) for span in example.mentions] + [(span, other) for span in example.rivals]
    for (start, end), word in sorted(spans, reverse=True):
        text = text[:start] + word + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Reading:
    """The two texts an encoder reads of a quote: who speaks (0), and the words (1).

    `targets` are the mentions of the target asked about, `rivals` those of others; then where the
    quote describes either without naming it. `antecedent` is whether the text before the quote
    speaks last of that target (`TARGET`), of another one (`RIVAL`), or of none (`OTHER`).
    """

    speaker: str
    words: str
    targets: tuple[Mention, ...] = ()
    rivals: tuple[Mention, ...] = ()
    described_targets: tuple[Mention, ...] = ()
    described_rivals: tuple[Mention, ...] = ()
    antecedent: int = OTHER


def read(example: Example, inputs: Sequence[str], targets: Sequence[Target]) -> Reading:
    """What is read of an example. The texts are the same whoever is asked about.

    Mentions are those the example gives, or else those of its target, and of all other `targets`
    as rivals; without `target` among the inputs there are none. The words can be cut at their end
    without harm to the rule that context goes first, then the quote's tail.

    >>> ana = Example(Quote("Maduro met Guaidó.", "Ana Paz", "Ana: Maduro met Guaidó."), GUAIDO)
    >>> found = read(ana, FIELDS, [MADURO, GUAIDO])
    >>> found.words, found.targets, found.rivals
    ('Maduro met Guaidó. | Ana: …', ((1, 11, 17),), ((1, 0, 6),))
    """
    quote = example.quote
    speaker = quote.speaker or "" if "speaker" in inputs else ""
    words = quote.text if "quote" in inputs else ""
    context = ""
    if "context" in inputs and quote.context:
        context = (" | " if words else "") + without_quote(quote.context, quote)
    reading = Reading(speaker, words + context)
    if "target" not in inputs:
        return reading
    texts = [(0, 0, speaker), (1, len(words), context)]
    own, others = list[Mention](), list[Mention]()
    if example.mentions or example.rivals:
        if words:
            own += [(1, *span) for span in example.mentions]
            others += [(1, *span) for span in example.rivals]
    else:
        texts.append((1, 0, words))
    asked = _asked(example, targets)
    for which, offset, text in texts:
        for (start, end), whom in named(text, asked):
            mention = which, offset + start, offset + end
            (own if whom == example.target.id else others).append(mention)
    reading = replace(reading, targets=tuple(sorted(own)), rivals=tuple(sorted(others)))
    if "antecedent" in inputs:
        reading = replace(reading, antecedent=_role(antecedent(example, targets), example))
    if example.mentions or example.rivals:
        return reading
    found = [((1, *span), _role(whom, example)) for span, whom in described(words, asked)]
    return replace(
        reading,
        described_targets=tuple(mention for mention, role in found if role == TARGET),
        described_rivals=tuple(mention for mention, role in found if role == RIVAL),
    )


def _role(whom: str | None, example: Example) -> int:
    return OTHER if whom is None else TARGET if whom == example.target.id else RIVAL


def _asked(example: Example, targets: Sequence[Target]) -> tuple[Target, ...]:
    return _all(example.target, targets)


def _all(own: Target, targets: Sequence[Target]) -> tuple[Target, ...]:
    """All targets: the known ones, and the one asked about, which may be a new one."""
    known = tuple(own if target.id == own.id else target for target in targets)
    return known if own in known else (*known, own)
