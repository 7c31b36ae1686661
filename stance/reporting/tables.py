"""Results as tables in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stance.schema import LABELS

if TYPE_CHECKING:
    from rich.table import Table

    from stance.evaluation.scores import Scores


def scores_table(scores: Mapping[str, Mapping[str, Scores]]) -> Table:
    """Model by split: macro-F1 with its interval, per target, accuracy and the number of rows."""
    from rich.table import Table

    targets = sorted({t for splits in scores.values() for s in splits.values() for t in s.targets})
    if not 1 < len(targets) <= 6:  # one is the whole, and more do not fit
        targets = []
    table = Table(
        caption="95 %: bootstrap interval over articles, over quotes where there is one article; "
        "n: quotes x targets"
    )
    for column in ("model", "split", "macro-F1", "95 %", *targets, "accuracy", "n"):
        left = column in ("model", "split")
        table.add_column(column, justify="left" if left else "right", no_wrap=True)
    for model, splits in scores.items():
        for split, s in splits.items():
            per_target = [f"{s.targets[t]:.3f}" if t in s.targets else "" for t in targets]
            table.add_row(
                model,
                split,
                f"{s.macro_f1:.3f}",
                f"{s.low:.2f} - {s.high:.2f}",
                *per_target,
                f"{s.accuracy:.3f}",
                str(s.n),
                end_section=split == list(splits)[-1],
            )
    return table


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
