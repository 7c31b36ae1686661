"""Results as tables in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stance.data.metrics import METRICS
from stance.schema import LABELS

if TYPE_CHECKING:
    from rich.table import Table

    from stance.evaluation.comparisons import Comparison, Spread
    from stance.evaluation.outcomes import Outcome
    from stance.evaluation.probes import Probe
    from stance.evaluation.scores import Scores


_GAP = 2  # columns between two columns of a table
_MOST_TARGETS = 2  # that a terminal has room for; the scores of all are recorded


def show(width: int, *parts: Table | str) -> None:
    """Prints tables and lines, as wide as the terminal; where there is none, `width` columns.

    Every text is shown as it is: "[Gris]" is no markup, ":smile:" no picture. A number is never
    cut: a table whose numbers take more than the terminal has is printed as wide as they are.
    """
    from rich.console import Console
    from rich.table import Table

    screen = Console(width=None if sys.stdout.isatty() else width, markup=False, emoji=False)
    room = screen.width
    for before, part in zip((None, *parts), parts, strict=False):
        if isinstance(before, Table) and isinstance(part, Table):
            screen.print()
        taken = _fit(part, room) if isinstance(part, Table) else 0
        screen.width = max(taken, room)
        screen.print(part, highlight=False)


def _fit(table: Table, room: int) -> int:
    """Sets the widths of the columns, the widest words narrowed first; returns that of all."""
    from rich.cells import cell_len

    columns, gaps = table.columns, _GAP * (len(table.columns) - 1)
    for column in columns:
        lines = [x for cell in (column.header, *column.cells) for x in str(cell).split("\n")]
        widest = max(map(cell_len, lines))
        column.width = widest if column.no_wrap else min(widest, column.max_width or room)
    while (taken := gaps + sum(c.width or 0 for c in columns)) > room:
        words = [c for c in columns if not c.no_wrap and (c.width or 0) > (c.min_width or 1)]
        if not words:
            break
        widest_words = max(words, key=lambda c: c.width or 0)
        widest_words.width = (widest_words.width or 0) - 1
    return taken


def table(title: str | None = None, caption: str | None = None) -> Table:
    """A table without columns yet, whose lines leave its columns the room."""
    from rich import box
    from rich.table import Table

    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        caption=caption,
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, _GAP - 1, 0, 0),  # the line between two columns is a space
    )


def numbers(into: Table, *headings: str, underlined: str = "") -> None:
    """Adds columns of numbers, which are never cut nor wrapped."""
    from rich.text import Text

    for heading in headings:
        style = "bold underline" if heading == underlined else "bold"
        into.add_column(Text(heading, style=style), justify="right", no_wrap=True)


def words(into: Table, *headings: str, least: int = 8) -> None:
    """Adds columns of words, which are wrapped where the terminal is narrow."""
    for heading in headings:
        into.add_column(heading, overflow="fold", min_width=least)


def scores_table(scores: Mapping[str, Mapping[str, Scores]]) -> Table:
    """Model by split: macro-F1, F_avg, an interval, per target, accuracy, number of rows."""
    from stance.evaluation.scores import RESAMPLED

    every = [s for splits in scores.values() for s in splits.values()]
    metric = METRICS[every[0].metric].title
    targets = sorted({target for s in every for target in s.targets})
    if not 1 < len(targets) <= _MOST_TARGETS:  # one is the whole
        targets = []
    caption = (
        f"95 %: bootstrap interval of {metric} over {RESAMPLED}; F_avg: mean F1 of favor and "
        "against; n: quotes x targets"
    )
    if targets:
        named = ", ".join(targets)
        caption += f"; {named}: macro-F1, in which a class that no gold row has counts 0"
    found = table(caption=caption)
    words(found, "model")
    words(found, "split", least=5)
    numbers(found, "macro-F1", "F_avg", "95 %", underlined=metric)
    for target in targets:
        found.add_column(target, justify="right", overflow="fold", min_width=6)
    numbers(found, "accuracy", "n")
    for model, splits in scores.items():
        for split, s in splits.items():
            per_target = [f"{s.targets[t]:.3f}" if t in s.targets else "" for t in targets]
            found.add_row(
                model,
                split,
                f"{s.macro_f1:.3f}",
                f"{s.f_avg:.3f}",
                f"{s.low:.2f} - {s.high:.2f}",
                *per_target,
                f"{s.accuracy:.3f}",
                str(s.n),
                end_section=split == list(splits)[-1],
            )
    return found


def folds_table(outcome: Outcome) -> Table:
    """Fold by fold and, where no row is test twice, the spread over folds and all rows pooled."""
    from stance.evaluation.scores import RESAMPLED

    over, metric = outcome.over_folds, METRICS[outcome.metric].title
    caption = f"95 %: bootstrap interval of {metric} over {RESAMPLED}"
    if outcome.pooled is not None:
        caption += (
            f". The spread over folds is of {metric} over the classes a fold has, and no "
            "confidence interval: folds learn from much the same rows"
        )
    found = table(caption=caption)
    words(found, "fold", least=16)
    columns = ("macro-F1", "F_avg", "95 %", "accuracy", "n")
    numbers(found, *columns, underlined=metric)

    def add(name: str, s: Scores) -> None:
        interval = f"{s.low:.2f} - {s.high:.2f}"
        shown = (f"{s.macro_f1:.3f}", f"{s.f_avg:.3f}", interval, f"{s.accuracy:.3f}", str(s.n))
        found.add_row(name, *shown)

    for name, scores in outcome.folds.items():
        add(name, scores)
    if outcome.pooled is not None:
        found.add_section()
        if over.sd is not None:
            spread = f"{over.mean:.3f} ({over.sd:.3f})"
            cells = (spread if column == metric else "" for column in columns)
            found.add_row("mean of the classes a fold has (sd)", *cells)
        add("all test rows together", outcome.pooled)
    return found


def probes_table(probes: Mapping[str, Sequence[Probe]], title: str) -> Table:
    """Model by probe: its score, the gap to the full model, and what the gap means."""
    found = table(title)
    words(found, "model", "probe", "measure")
    numbers(found, "score", "gap", "n")
    words(found, "what the gap tells", least=16)
    for model, asked in probes.items():
        for probe in asked:
            shown = (f"{probe.score:.3f}", f"{probe.gap:+.3f}", str(probe.n))
            row = (model, probe.name, probe.measure, *shown, probe.meaning)
            found.add_row(*row, end_section=probe is asked[-1])
    return found


def spreads_table(spreads: Mapping[str, Spread], metric: str) -> Table:
    """Model by seeds: the mean score, its standard deviation and 95 % interval."""
    found = table(caption="95 %: t interval of the mean over seeds")
    words(found, "model")
    numbers(found, METRICS[metric].title, "sd", "95 %", "seeds")
    for name, s in spreads.items():
        some = s.sd is not None and s.low is not None and s.high is not None
        found.add_row(
            name,
            f"{s.mean:.3f}",
            f"{s.sd:.3f}" if some else "",
            f"{s.low:.3f} - {s.high:.3f}" if some else "",
            str(s.n),
        )
    return found


def comparisons_table(comparisons: Sequence[Comparison], title: str) -> Table:
    """Model against model on the same rows: both scores, the gain, and whether it is chance."""
    from stance.evaluation.comparisons import ALPHA, least_p
    from stance.evaluation.scores import RESAMPLED

    score = METRICS[comparisons[0].metric if comparisons else "macro_f1"].title
    caption = (
        f"gain: {score}, with its 95 % paired bootstrap interval over {RESAMPLED}; p: "
        "approximate randomisation, and McNemar's test of accuracy, both corrected after Holm"
    )
    groups = min((c.groups for c in comparisons), default=100)
    if (least := least_p(groups) * len(comparisons)) >= ALPHA:
        caption += f"; with only {groups} of these p cannot be below {min(1.0, least):.2g}"
    found = table(title, caption)
    words(found, "model\nagainst", least=16)
    numbers(found, score, "gain", "95 %", "p\np acc.", "n")
    words(found, "verdict", least=10)
    for c in comparisons:
        found.add_row(
            f"{c.b}\nagainst {c.a}",
            f"{c.score_b:.3f}\n{c.score_a:.3f}",
            f"{c.gain:+.3f}",
            f"{c.low:+.2f} to {c.high:+.2f}",
            f"{_p(c.p)}\n{_p(c.p_accuracy)}",
            str(c.n),
            c.verdict,
        )
    return found


def _p(value: float) -> str:
    """A p value to four digits, which is never 0: "0.0010", "< 0.0001"."""
    return f"{value:.4f}" if value >= 0.0001 else "< 0.0001"


def answers_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Predictions for people: the quote, who says it, and the stance with its probabilities."""
    found = table()
    words(found, "quote", least=14)
    words(found, "speaker", "target")
    found.add_column("stance", no_wrap=True)
    numbers(found, *LABELS)
    for row in rows:
        stance = f"({row['stance']}?)" if row["abstained"] else row["stance"]
        target = row["target"] if row["target_seen"] else f"{row['target']} (unseen)"
        texts = (str(row["text"]), str(row.get("speaker") or ""), target)
        found.add_row(*texts, stance, *(f"{row[label]:.2f}" for label in LABELS))
    return found
