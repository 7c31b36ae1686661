"""Results as pictures, legible at 800 pixels and without telling colours apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stance.schema import LABELS

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def confusion(gold: Sequence[str], predicted: Sequence[str], title: str) -> Figure:
    """A confusion matrix: a row a gold label, its cells shaded by their share of the row."""
    import numpy as np
    from matplotlib.figure import Figure
    from sklearn.metrics import confusion_matrix

    counts = confusion_matrix(gold, predicted, labels=list(LABELS))
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(5.2, 4.6), dpi=150, layout="constrained")
    axes = figure.subplots()
    image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        share = shares[row, column]
        axes.text(
            column,
            row,
            f"{count}\n{share:.0%}",
            ha="center",
            va="center",
            color="white" if share > 0.55 else "black",
            fontsize=12,
        )
    axes.set_xticks(range(len(LABELS)), LABELS)
    axes.set_yticks(range(len(LABELS)), LABELS)
    axes.set(xlabel="predicted", ylabel="gold", title=title)
    figure.colorbar(image, ax=axes, label="share of the gold label's rows", shrink=0.85)
    return figure
