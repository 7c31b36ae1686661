"""Rows of predictions as quotes, each with its answers: whatever table they come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stance.data.files import Record
from stance.data.tables import nothing
from stance.errors import UserError
from stance.schema import LABELS, Stance

if TYPE_CHECKING:
    from stance.explanations import Explanation


@dataclass(frozen=True, slots=True)
class Answer:
    """One prediction: whole percents in the order of `Stance`, and whether it waits for review."""

    stance: Stance
    percents: tuple[int, ...]
    review: bool = False
    seen: bool = True


@dataclass(slots=True)
class Quoted:
    """What the rows of one quote have in common, and their answers by target."""

    record: Record
    text: str
    context: str | None
    start: int | None
    answers: dict[str, Answer] = field(default_factory=dict)
    explanations: dict[str, Explanation] = field(default_factory=dict)


def targets_of(rows: Iterable[Record]) -> list[str]:
    """The ids of the targets that rows answer for, in order of first use."""
    return list(dict.fromkeys(row.text("target") for row in rows))


def quotes_of(rows: Sequence[Record]) -> list[Quoted]:
    """The quotes of rows, each of which answers for one target.

    Rows that differ in their targets alone are one quote, also where they were asked about another
    target than their own; of rows that do not differ at all, each is a quote. Raises `UserError`
    for a row that is no prediction.
    """
    quotes: dict[tuple[object, ...], Quoted] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    same = ("article", "id", "start", "text", "speaker", "context", "outlet", "date")
    for row in rows:
        target = row.text("target")
        key, own = tuple(cell(row, name) for name in same), cell(row, "given_target")
        quote = quotes.setdefault(
            (seen[key, target, own], *key),
            Quoted(row, row.text("text"), cell(row, "context"), _whole(row, "start")),
        )
        seen[key, target, own] += 1
        quote.answers[target] = _answer(row)
        if "explanation" in row.fields:
            quote.explanations[target] = row.fields["explanation"]
    return list(quotes.values())


def _answer(row: Record) -> Answer:
    with row.place_errors():
        stance = Stance.parse(row.fields.get("stance"))
    return Answer(
        stance,
        tuple(percent(share(row, label)) for label in LABELS),
        _flag(row, "abstained", False),
        _flag(row, "target_seen", True),
    )


def percent(share: float) -> int:
    """A share as whole percents; halves go up."""
    return int(100 * share + 0.5)


def cell(row: Record, name: str) -> str | None:
    """A cell as text, None where it is empty, whatever type a table gave it."""
    value = row.fields.get(name)
    return None if nothing(value) else Record(row.place, {name: str(value)}).text(name)


def share(row: Record, name: str) -> float:
    """A cell that must hold a number from 0 to 1."""
    try:
        number = float(cell(row, name) or "")
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise UserError(
            f"{row.place}: {name} is {row.fields.get(name)!r}, must be a number from 0 to 1"
        )
    return number


def _whole(row: Record, name: str) -> int | None:
    text = cell(row, name)
    if text is None:
        return None
    try:
        number = float(text)  # a column of whole numbers with gaps becomes one of floats
    except ValueError:
        number = -1.0
    if number < 0 or not number.is_integer():
        raise UserError(f"{row.place}: {name} is {text!r}, must be a whole number, 0 or more")
    return int(number)


def _flag(row: Record, name: str, default: bool) -> bool:
    text = (cell(row, name) or str(default)).lower()
    if text not in ("true", "false"):
        raise UserError(f"{row.place}: {name} is {text!r}, must be true or false")
    return text == "true"
