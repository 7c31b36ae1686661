"""Results as tables in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stance.data.metrics import METRICS
from stance.schema import LABELS

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from stance.evaluation.comparisons import Comparison, Spread
    from stance.evaluation.outcomes import Outcome
    from stance.evaluation.probes import Probe
    from stance.evaluation.scores import Scores


_MOST_TARGETS = 2  # that a terminal has room for; the scores of all are recorded


def console(width: int) -> Console:
    """Standard output, as wide as its terminal; where it is none, `width` columns."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else width)


def scores_table(scores: Mapping[str, Mapping[str, Scores]]) -> Table:
    """Model by split: macro-F1, F_avg, an interval, per target, accuracy, number of rows."""
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text

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
        named = ", ".join(map(escape, targets))
        caption += f"; {named}: macro-F1, in which a class that no gold row has counts 0"
    table = Table(caption=caption)
    for column in ("model", "split", "macro-F1", "F_avg", "95 %", *targets, "accuracy", "n"):
        left = column in ("model", "split")
        heading = Text(column, style="bold underline" if column == metric else "bold")
        table.add_column(heading, justify="left" if left else "right", no_wrap=True)
    for model, splits in scores.items():
        for split, s in splits.items():
            per_target = [f"{s.targets[t]:.3f}" if t in s.targets else "" for t in targets]
            table.add_row(
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
    return table


def folds_table(outcome: Outcome) -> Table:
    """Fold by fold and, where no row is test twice, the spread over folds and all rows pooled."""
    from rich.table import Table
    from rich.text import Text

    from stance.evaluation.scores import RESAMPLED

    over, metric = outcome.over_folds, METRICS[outcome.metric].title
    caption = f"95 %: bootstrap interval of {metric} over {RESAMPLED}"
    if outcome.pooled is not None:
        caption += (
            f". The spread over folds is of {metric} over the classes a fold has, and no "
            "confidence interval: folds learn from much the same rows"
        )
    table = Table(caption=caption)
    table.add_column("fold")
    columns = ("macro-F1", "F_avg", "95 %", "accuracy", "n")
    for column in columns:
        heading = Text(column, style="bold underline" if column == metric else "bold")
        table.add_column(heading, justify="right", no_wrap=True)

    def add(name: str, s: Scores) -> None:
        interval = f"{s.low:.2f} - {s.high:.2f}"
        numbers = (f"{s.macro_f1:.3f}", f"{s.f_avg:.3f}", interval, f"{s.accuracy:.3f}", str(s.n))
        table.add_row(Text(name), *numbers)

    for name, scores in outcome.folds.items():
        add(name, scores)
    if outcome.pooled is not None:
        table.add_section()
        if over.sd is not None:
            spread = f"{over.mean:.3f} ({over.sd:.3f})"
            cells = (spread if column == metric else "" for column in columns)
            table.add_row("mean of the classes a fold has (sd)", *cells)
        add("all test rows together", outcome.pooled)
    return table


def probes_table(probes: Mapping[str, Sequence[Probe]], title: str) -> Table:
    """Model by probe: its score, the gap to the full model, and what the gap means."""
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for column in ("model", "probe", "measure"):
        table.add_column(column, no_wrap=True)
    for column in ("score", "gap", "n"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("what the gap tells")
    for model, found in probes.items():
        for probe in found:
            numbers = (f"{probe.score:.3f}", f"{probe.gap:+.3f}", str(probe.n))
            row = (model, probe.name, probe.measure, *numbers, probe.meaning)
            table.add_row(*row, end_section=probe is found[-1])
    return table


def spreads_table(spreads: Mapping[str, Spread], metric: str) -> Table:
    """Model by seeds: the mean score, its standard deviation and 95 % interval."""
    from rich.table import Table
    from rich.text import Text

    table = Table(caption="95 %: t interval of the mean over seeds")
    table.add_column("model", no_wrap=True)
    for column in (METRICS[metric].title, "sd", "95 %", "seeds"):
        table.add_column(column, justify="right", no_wrap=True)
    for name, s in spreads.items():
        some = s.sd is not None and s.low is not None and s.high is not None
        table.add_row(
            Text(name),
            f"{s.mean:.3f}",
            f"{s.sd:.3f}" if some else "",
            f"{s.low:.3f} - {s.high:.3f}" if some else "",
            str(s.n),
        )
    return table


def comparisons_table(comparisons: Sequence[Comparison], title: str) -> Table:
    """Model against model on the same rows: both scores, the gain, and whether it is chance."""
    from rich.table import Table
    from rich.text import Text

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
    table = Table(title=title, title_justify="left", caption=caption)
    for column in ("model", score, "against", score, "gain", "95 %", "p", "p acc.", "n"):
        if column in ("model", "against"):  # a folder's name may be long; the figures come first
            table.add_column(column, overflow="fold", max_width=20)
        else:
            table.add_column(column, justify="right", no_wrap=True)
    table.add_column("verdict")
    for c in comparisons:
        table.add_row(
            Text(c.b),
            f"{c.score_b:.3f}",
            Text(c.a),
            f"{c.score_a:.3f}",
            f"{c.gain:+.3f}",
            f"{c.low:+.2f} to {c.high:+.2f}",
            _p(c.p),
            _p(c.p_accuracy),
            str(c.n),
            c.verdict,
        )
    return table


def _p(value: float) -> str:
    """A p value to four digits, which is never 0: "0.0010", "< 0.0001"."""
    return f"{value:.4f}" if value >= 0.0001 else "< 0.0001"


def answers_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Predictions for people: the quote, who says it, and the stance with its probabilities."""
    from rich.table import Table
    from rich.text import Text

    table = Table()
    table.add_column("quote", ratio=3)
    table.add_column("speaker", ratio=1)
    for column in ("target", "stance"):
        table.add_column(column, no_wrap=True)
    for label in LABELS:
        table.add_column(label, justify="right", no_wrap=True)
    for row in rows:
        stance = f"({row['stance']}?)" if row["abstained"] else row["stance"]
        target = row["target"] if row["target_seen"] else f"{row['target']} (unseen)"
        # Text, not markup: a quote may hold square brackets.
        texts = [Text(str(row["text"])), Text(str(row.get("speaker") or "")), Text(target)]
        table.add_row(*texts, stance, *(f"{row[label]:.2f}" for label in LABELS))
    return table
