"""What a classifier reads of an example: which fields, and where they mention the targets."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from stance.data.spelling import fold
from stance.errors import UserError
from stance.schema import Example, Span, Target

FIELDS = ("quote", "target", "speaker", "context", "antecedent")
# Which of the two texts of a `Reading`, and a half-open span in it.
Mention = tuple[int, int, int]
OTHER, TARGET, RIVAL = 0, 1, 2  # whom a word means: the target asked about, another, neither


def check_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """The fields, each once, in the order of `FIELDS`; raises `UserError` for any other name."""
    for name in inputs:
        if name not in FIELDS:
            raise UserError(f"inputs: {name!r} is not one of {', '.join(FIELDS)}")
    if not inputs:
        raise UserError(f"inputs: empty; give one or more of {', '.join(FIELDS)}")
    return tuple(name for name in FIELDS if name in inputs)


@functools.lru_cache(maxsize=4096)
def _names(target: Target) -> tuple[str, ...]:
    return tuple(fold(mention) for mention in target.mentions)


@functools.lru_cache(maxsize=4096)
def _pattern(target: Target) -> re.Pattern[str]:
    names = "|".join(map(re.escape, _names(target)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def mentions(text: str, target: Target) -> list[Span]:
    """Where the text names the target, as half-open spans; accents may be missing in it.

    >>> mentions("Guaido spoke.", Target("guaido", "Juan Guaidó", ("Guaidó",)))
    [(0, 6)]
    """
    folded = fold(text)
    # A table can have thousands of targets, and most texts name none of them.
    if not any(name in folded for name in _names(target)):
        return []
    return [match.span() for match in _pattern(target).finditer(folded)]


@functools.lru_cache(maxsize=64)
def _descriptions(targets: tuple[Target, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the descriptions of some targets, the longest first, and whom each means."""
    whom: dict[str, str] = {}
    shared = set()
    for target in targets:
        for text in {fold(text).casefold() for text in target.descriptions}:
            if whom.setdefault(text, target.id) != target.id:
                shared.add(text)
    texts = sorted(whom.keys() - shared, key=lambda text: (-len(text), text))
    any_of_them = "|".join(map(re.escape, texts)) or "(?!)"  # which matches nothing
    return re.compile(rf"(?<![\w-])(?i:{any_of_them})(?![\w-]| [A-Z])"), whom


def described(text: str, targets: Sequence[Target]) -> tuple[tuple[Span, str], ...]:
    """Where the text means one of the targets without naming it, and the id of that one.

    Case and accents do not matter. One with a capitalised word right after it is the title of
    somebody who is named; one that two targets share means neither.

    >>> ana = Target("ana", "Ana Paz", (), ("president",))
    >>> bea = Target("bea", "Bea Sol", (), ("interim president",))
    >>> described("President Gil is interim president, not the President.", (ana, bea))
    (((17, 34), 'bea'), ((44, 53), 'ana'))
    """
    # Thousands of targets, which nobody describes, are not to be kept beside every text.
    if not any(target.descriptions for target in targets):
        return ()
    return _described(text, tuple(targets))


@functools.lru_cache(maxsize=64)  # a quote is asked about every target, one after another
def _described(text: str, targets: tuple[Target, ...]) -> tuple[tuple[Span, str], ...]:
    pattern, whom = _descriptions(tuple(target for target in targets if target.descriptions))
    names = [span for target in targets for span in mentions(text, target)]
    matches = [(match.span(), match[0].casefold()) for match in pattern.finditer(fold(text))]
    return tuple(
        ((first, last), whom[found])
        for (first, last), found in matches
        # The pattern also takes a dotless i for an i.
        if found in whom and not any(start < last and first < end for start, end in names)
    )


def antecedent(example: Example, targets: Sequence[Target]) -> str | None:
    """The id of the target that the context names or describes last before the quote.

    Of a quote that names nobody it mostly speaks: "he", or somebody left out. None where no target
    stands there, or where nothing does.

    >>> antecedent(Example(Quote("He lost.", context="Of Maduro, he said: “He lost.”"), GUAIDO),
    ...     [MADURO, GUAIDO])
    'maduro'
    """
    context = example.quote.context or ""
    before = context[: max(0, context.find(example.quote.text))]
    if not before:
        return None
    asked = _asked(example, targets)
    named = [(span, target.id) for target in asked for span in mentions(before, target)]
    found = max([*named, *described(before, asked)], default=None)
    return None if found is None else found[1]


def replace_mentions(text: str, target: Target, replacement: Callable[[str], str]) -> str:
    """The text with every mention of the target replaced.

    >>> guaido = Target("guaido", "Juan Guaidó", ("Guaidó",))
    >>> replace_mentions("Guaido spoke.", guaido, lambda mention: f"*{mention}*")
    '*Guaido* spoke.'
    """
    pieces, last = [], 0
    for start, end in mentions(text, target):
        pieces += [text[last:start], replacement(text[start:end])]
        last = end
    return "".join(pieces) + text[last:]


def without_quote(context: str, quote: str) -> str:
    """The context with the quote, read already, shortened to an ellipsis."""
    return context.replace(quote, "…", 1)


def masked(text: str, target: Target, targets: Sequence[Target], own: str, other: str) -> str:
    """The text with mentions of `target` replaced by `own`, of every other target by `other`.

    >>> masked("Maduro met Guaido.", MADURO, [MADURO, GUAIDO], "TARGET", "RIVAL")
    'TARGET met RIVAL.'
    """
    folded = fold(text)
    if not any(name in folded for one in (target, *targets) for name in _names(one)):
        return text
    text = replace_mentions(text, target, lambda _: own)
    for rival in targets:
        if rival.id != target.id:
            text = replace_mentions(text, rival, lambda _: other)
    return text


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
        context = (" | " if words else "") + without_quote(quote.context, quote.text)
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
        for target in asked:
            mine = target.id == example.target.id
            for start, end in mentions(text, target):
                (own if mine else others).append((which, offset + start, offset + end))
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
    """All targets: the known ones, and the one asked about, which may be a new one."""
    own = example.target
    known = tuple(own if target.id == own.id else target for target in targets)
    return known if own in known else (*known, own)
