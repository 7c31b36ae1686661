"""Speeds side by side, as tables and a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from stance.reporting.pictures import label

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure
    from rich.table import Table

_OWN, _OTHER, _BASELINE = "#0072B2", "#999999", "#E69F00"  # Okabe and Ito's, told apart by all


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds, seconds of all cores together, and most memory in MB."""

    seconds: float
    processor: float
    memory: float


@dataclass(frozen=True)
class Speed:
    """Seconds one way took for all questions, and of all cores together, round by round.

    `start` is what a command of it takes that answers one question; None for a way that is none.
    """

    name: str
    questions: int
    seconds: tuple[float, ...]
    processor: tuple[float, ...]
    start: Cost | None = None

    @property
    def rate(self) -> float:
        """Questions a second, in the best round: whatever else the machine does only adds time."""
        return self.questions / min(self.seconds)


@dataclass(frozen=True)
class Growth:
    """What `stance.predict` took for a table of so many rows, by the name of the way."""

    name: str
    rows: int
    cost: Cost


def each(growth: Sequence[Growth], speeds: Mapping[str, Speed]) -> list[float]:
    """Milliseconds of processor time for each row of each table, the start of the command left out.

    >>> start = Speed("tfidf", 1, (1.0,), (1.0,), Cost(2.0, 1.5, 90.0))
    >>> each([Growth("tfidf", 1000, Cost(3.0, 2.5, 90.0))], {"tfidf": start})
    [1.0]
    """
    found = []
    for point in growth:
        start = speeds[point.name].start
        spent = point.cost.processor - (start.processor if start is not None else 0)
        found.append(1000 * spent / point.rows)
    return found


def speeds_table(speeds: Mapping[str, Speed], beside: Sequence[str]) -> Table:
    """Way by way: questions a second, how many times those of each way in `beside`, and start."""
    from stance.reporting.tables import numbers, table, words

    found = table(caption="questions a second in the best round; start: from shell to first answer")
    words(found, "way", least=16)
    numbers(found, "questions/s")
    for name in beside:
        found.add_column(f"× {name}", justify="right", overflow="fold", min_width=8)
    numbers(found, "start, s", "memory, MB")
    for name, speed in speeds.items():
        start = speed.start
        found.add_row(
            name,
            f"{speed.rate:,.0f}",
            *(f"{speed.rate / speeds[other].rate:.2f}" for other in beside),
            "" if start is None else f"{start.seconds:.2f}",
            "" if start is None else f"{start.memory:,.0f}",
        )
    return found


def growth_table(growth: Sequence[Growth], speeds: Mapping[str, Speed]) -> Table:
    """Size by size: seconds, processor time a row, and the most memory."""
    from stance.reporting.tables import numbers, table, words

    found = table(
        caption="python -m stance.predict, file to file; ms a row: of all cores together, "
        "the start left out"
    )
    words(found, "way", least=16)
    numbers(found, "rows", "seconds", "ms a row", "memory, MB")
    for point, milliseconds in zip(growth, each(growth, speeds), strict=True):
        cost = point.cost
        found.add_row(
            point.name,
            f"{point.rows:,}",
            f"{cost.seconds:.1f}",
            f"{milliseconds:.3f}",
            f"{cost.memory:,.0f}",
        )
    return found


def _plain(axis: Axis) -> None:
    """Plain numbers on a logarithmic axis: 1,000 rather than 10³, one or three a decade."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    low, high = sorted(axis.get_view_interval())
    axis.set_major_locator(LogLocator(subs=(1.0,) if high > 100 * low else (1.0, 2.0, 5.0)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.set_minor_formatter(NullFormatter())


def speeds_picture(speeds: Mapping[str, Speed], growth: Sequence[Growth]) -> Figure:
    """Questions a second of every way; processor time a row and memory as tables grow."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 4.2), dpi=150, layout="constrained")
    rates, time, memory = figure.subplots(1, 3, width_ratios=(1.6, 1, 1))
    names = list(speeds)[::-1]
    for place, name in enumerate(names):  # dots: the length of a bar says nothing on a log axis
        own, rate = name.startswith("stance"), speeds[name].rate
        rates.plot(rate, place, "o" if own else "s", color=_OWN if own else _OTHER)
        rates.annotate(
            f"{rate:,.0f}",
            (rate, place),
            (8, 0),
            textcoords="offset points",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    rates.set_yticks(range(len(names)), [label(name) for name in names])
    rates.set(xlabel="questions a second", xscale="log", title="the same questions, in turn")
    rates.margins(x=0.25, y=0.1)
    rates.grid(axis="y", linestyle=":")
    found = list(zip(growth, each(growth, speeds), strict=True))
    looks = iter(((_OWN, "o", "-"), (_BASELINE, "s", "--")))
    for (name, points), (colour, marker, line) in zip(
        groupby(found, key=lambda pair: pair[0].name), looks, strict=False
    ):
        pairs = list(points)
        rows = [point.rows for point, _ in pairs]
        look = {"color": colour, "marker": marker, "linestyle": line, "label": name}
        time.plot(rows, [milliseconds for _, milliseconds in pairs], **look)
        memory.plot(rows, [point.cost.memory for point, _ in pairs], **look)
    time.set(xscale="log", yscale="log", xlabel="rows", title="processor time a row, ms")
    top = 1.1 * max(point.cost.memory for point in growth)
    memory.set(xscale="log", xlabel="rows", title="most memory, MB", ylim=(0, top))
    memory.legend(loc="lower right", frameon=False)
    for axis in (rates.xaxis, time.xaxis, time.yaxis, memory.xaxis):
        _plain(axis)
    return figure
