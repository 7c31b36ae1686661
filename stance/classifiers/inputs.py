"""What a classifier reads of an example: which fields, and with mentions of the target marked."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Sequence

from stance.errors import UserError
from stance.schema import Example, Target

FIELDS = ("quote", "target", "speaker", "context")
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def check_inputs(inputs: Sequence[str]) -> tuple[str, ...]:
    """The fields, each once, in the order of `FIELDS`; raises `UserError` for any other name."""
    for name in inputs:
        if name not in FIELDS:
            raise UserError(f"inputs: {name!r} is not one of {', '.join(FIELDS)}")
    if not inputs:
        raise UserError(f"inputs: empty; give one or more of {', '.join(FIELDS)}")
    return tuple(name for name in FIELDS if name in inputs)


def fold(text: str) -> str:
    """The text without accents, character for character: `Guaidó` and `Guaido` become the same.

    >>> fold("Guaidó")
    'Guaido'
    """
    return text if text.isascii() else _FOREIGN.sub(_bare, text)


def _bare(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", found[0])[0]


@functools.lru_cache(maxsize=4096)
def _names(target: Target) -> tuple[str, ...]:
    return tuple(fold(mention) for mention in target.mentions)


@functools.lru_cache(maxsize=4096)
def _pattern(target: Target) -> re.Pattern[str]:
    names = "|".join(map(re.escape, _names(target)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def replace_mentions(text: str, target: Target, replacement: Callable[[str], str]) -> str:
    """The text with every mention of the target replaced; accents may be missing in it.

    >>> guaido = Target("guaido", "Juan Guaidó", ("Guaidó",))
    >>> replace_mentions("Guaido spoke.", guaido, lambda mention: f"*{mention}*")
    '*Guaido* spoke.'
    """
    folded = fold(text)
    # A table can have thousands of targets, and most texts name none of them.
    if not any(name in folded for name in _names(target)):
        return text
    pieces, last = [], 0
    for match in _pattern(target).finditer(folded):
        pieces += [text[last : match.start()], replacement(text[match.start() : match.end()])]
        last = match.end()
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

    >>> masked_quote(
    ...     Example(Quote("He met him."), ANA, mentions=((0, 2),), rivals=((7, 10),)),
    ...     [], "TARGET", "RIVAL")
    'TARGET met RIVAL.'
    """
    text = example.quote.text
    if not (example.mentions or example.rivals):
        return masked(text, example.target, targets, own, other)
    spans = [(span, own) for span in example.mentions] + [(span, other) for span in example.rivals]
    for (start, end), word in sorted(spans, reverse=True):
        text = text[:start] + word + text[end:]
    return text


def pair(example: Example, inputs: Sequence[str], targets: Sequence[Target]) -> tuple[str, str]:
    """The two texts an encoder reads: who stands where toward whom, and the words.

    The second can be cut at its end without harm to the rule that context goes first, then the
    quote's tail. With the target among the inputs, mentions of it read `target`, those of the
    other known targets `rival`, and its name stands in the first text, for words that mean it
    without naming it.

    >>> ana = Example(Quote("Maduro lost.", "Ana Paz", "Ana said Maduro lost."), MADURO)
    >>> pair(ana, FIELDS, [MADURO, GUAIDO])
    ('Nicolás Maduro : Ana Paz', 'target lost. | Ana said …')
    """
    quote, target = example.quote, example.target

    def show(text: str) -> str:
        return masked(text, target, targets, "target", "rival") if "target" in inputs else text

    who = [target.name] if "target" in inputs else []
    if "speaker" in inputs and quote.speaker:
        who.append(show(quote.speaker))
    words = []
    if "quote" in inputs:
        marks = "target" in inputs
        words = [masked_quote(example, targets, "target", "rival") if marks else quote.text]
    if "context" in inputs and quote.context:
        words.append(show(without_quote(quote.context, quote.text)))
    return " : ".join(who), " | ".join(words)
