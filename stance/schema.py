"""The nouns of the package: who says what, of whom, and on which side.

Everything here is a frozen dataclass or an enum of the standard library. A value that breaks a
rule is refused when the object is made, with a `UserError` that names the field, the value and
what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self

from stance.errors import UserError


class _Choice(StrEnum):
    @classmethod
    def parse(cls, value: object) -> Self:
        """The member with this value; raises `UserError` for any other value."""
        try:
            return cls(value)  # type: ignore[arg-type]  # StrEnum looks any object up
        except ValueError:
            allowed = ", ".join(cls)
            raise UserError(f"{cls.__name__.lower()} {value!r} is not one of {allowed}") from None


class Stance(_Choice):
    """The speaker's position toward a target. The order is a contract: columns follow it."""

    FAVOR = "favor"
    AGAINST = "against"
    NEUTRAL = "neutral"


LABELS: tuple[str, ...] = tuple(stance.value for stance in Stance)
_STANCES = tuple(Stance)


class Basis(_Choice):
    """Where a label comes from: the quote's own words, what is around it, or nowhere."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"
    NONE = "none"


class Kind(_Choice):
    """How an article reports somebody's words."""

    DIRECT = "direct"
    HEADING = "heading"
    INDIRECT = "indirect"


class Origin(_Choice):
    """Where an article comes from; the events and speakers of an authored one are invented."""

    NEWS = "news"
    AUTHORED = "authored"


class Split(_Choice):
    """What an article is used for. `gold` is real news: scored, never learned from."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"
    GOLD = "gold"


def _filled(name: str, value: str) -> None:
    if not value.strip():
        raise UserError(f"{name} is empty; allowed: any text with a character in it")


def _is_date(text: str) -> bool:
    """Whether a text is ISO 8601: all that Python reads, or a year, or a month."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return re.fullmatch("[0-9]{4}(-(0[1-9]|1[0-2]))?", text) is not None
    return True


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody or something a speaker takes sides on.

    `name` is what a model and a reader are shown; `aliases` are other ways texts name the target.
    `descriptions` are what speakers call it without a name ("the bus driver"), without the article;
    they may mean somebody else in another text.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _filled("target id", self.id)
        _filled("target name", self.name)
        for name in ("aliases", "descriptions"):
            if isinstance(given := getattr(self, name), str):
                raise UserError(f"{name} of target {self.id} is {given!r}, must be several texts")
        for alias in self.aliases:
            _filled(f"an alias of target {self.id}", alias)
        for description in self.descriptions:
            _filled(f"a description of target {self.id}", description)

    def __hash__(self) -> int:
        # Asked for at every text that may name it. With the name, since a table may give thousands
        # of people one id.
        return hash((self.id, self.name))

    @property
    def mentions(self) -> tuple[str, ...]:
        """Every way to name the target, longest first, so that the longest match wins."""
        return tuple(sorted({self.name, *self.aliases}, key=lambda m: (-len(m), m)))


@dataclass(frozen=True, slots=True)
class Article:
    """A news text, exactly as annotated: offsets count its code points.

    `date` is ISO 8601: a year, a month, a day, or a day and a time.
    """

    id: str
    title: str
    text: str
    date: str | None = None
    outlet: str | None = None
    origin: Origin = Origin.NEWS
    split: Split = Split.TRAIN

    def __post_init__(self) -> None:
        _filled("article id", self.id)
        _filled(f"text of article {self.id}", self.text)
        if self.date is not None and not _is_date(self.date):
            raise UserError(
                f"date {self.date!r} must be ISO 8601, as 2019, 2019-03, 2019-03-26 or "
                "2019-03-26T18:30:00Z are"
            )


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, who said them, and where they stand.

    `start` and `end` are a half-open span in code points of the article, quotation marks left
    out; both are None for a quote that comes without its article. `context` is the text around
    it, for a reader who has only the quote. `speaker_start` and `speaker_end` are the span of
    `speaker_mention`, `cue` the word that introduces the quote; `rule` says how the quote and its
    speaker were found, `confidence` how often that rule is right. A quote that was annotated, or
    comes from a table, has none of these.
    """

    text: str
    speaker: str | None = None
    context: str | None = None
    kind: Kind = Kind.DIRECT
    id: str | None = None
    article: str | None = None
    start: int | None = None
    end: int | None = None
    speaker_mention: str | None = None
    continues: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    cue: str | None = None
    rule: str | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        _filled("text of a quote", self.text)
        if self.start is not None and self.end is not None:
            if self.end - self.start != len(self.text) or self.start < 0:
                raise UserError(
                    f"span {self.start}-{self.end} does not fit a text of "
                    f"{len(self.text)} characters"
                )
        elif self.start is not self.end:
            raise UserError(f"span {self.start}-{self.end} is half a span; give both ends or none")


@dataclass(frozen=True, slots=True)
class Label:
    """One annotated stance and where it comes from. Basis `none` goes with `neutral` alone."""

    stance: Stance
    basis: Basis

    def __post_init__(self) -> None:
        if (self.stance is Stance.NEUTRAL) != (self.basis is Basis.NONE):
            raise UserError(
                f"basis {self.basis.value!r} does not go with stance {self.stance.value!r}; "
                "allowed: none with neutral, explicit or implied with favor and against"
            )


@dataclass(frozen=True, slots=True)
class Annotation:
    """A quote with its label for every target of the corpus, keyed by target id.

    `pair` is the id of a quote that differs from this one in a few words, and in a label.
    """

    quote: Quote
    stances: Mapping[str, Label]
    annotator: str
    note: str | None = None
    pair: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One question to a classifier: where does the speaker of this quote stand toward this target?

    `stance` and `basis` are the answer where it is known. `mentions` are half-open spans, in code
    points of the quote's text, of the mentions of the target that are meant, and `rivals` those
    of other targets; where they are empty, mentions are looked for by name.
    """

    quote: Quote
    target: Target
    stance: Stance | None = None
    basis: Basis | None = None
    mentions: tuple[Span, ...] = ()
    rivals: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not (self.mentions or self.rivals):
            return
        last = 0
        for start, end in sorted((*self.mentions, *self.rivals)):
            if not last <= start < end <= len(self.quote.text):
                raise UserError(
                    f"mention {start}-{end} must lie in the text of {len(self.quote.text)} "
                    "characters, hold one at least, and overlap no other mention"
                )
            last = end


@dataclass(frozen=True, slots=True)
class Prediction:
    """A classifier's answer: calibrated probabilities in the order of `Stance`.

    `abstained` is true where the highest of them lies below the model's threshold; `target_seen`
    is false for a target the model was not trained on.
    """

    example: Example
    probabilities: Sequence[float]
    abstained: bool = False
    target_seen: bool = True
    stance: Stance = field(init=False)

    def __post_init__(self) -> None:
        if len(self.probabilities) != len(LABELS):
            raise UserError(f"{len(self.probabilities)} probabilities given, must be {len(LABELS)}")
        best = list(self.probabilities).index(max(self.probabilities))
        object.__setattr__(self, "stance", _STANCES[best])
