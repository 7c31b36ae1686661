"""Results as pictures, legible at 800 pixels and without telling colours apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from stance.schema import LABELS, Annotation, Target

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's colours, told apart by all; hatches say the same without any.
_LOOKS = {
    "favor": {"color": "#0072B2", "hatch": ""},
    "against": {"color": "#E69F00", "hatch": "//"},
    "neutral": {"color": "#DDDDDD", "hatch": ""},
}


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


def who_stands_where(
    annotations: Sequence[Annotation], targets: Sequence[Target], title: str, most: int = 12
) -> Figure:
    """Bars of each speaker's quotes by stance, a panel a target; the `most` quoted speakers."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    quoted = Counter(a.quote.speaker or "(unknown)" for a in annotations)
    speakers = [speaker for speaker, _ in quoted.most_common(most)][::-1]
    figure = Figure(figsize=(8, 1.6 + 0.36 * len(speakers)), dpi=150, layout="constrained")
    panels = figure.subplots(1, len(targets), sharex=True, sharey=True, squeeze=False)[0]
    for axes, target in zip(panels, targets, strict=True):
        left = [0] * len(speakers)
        for label in LABELS:
            counts = [
                sum(
                    (a.quote.speaker or "(unknown)") == speaker
                    and a.stances[target.id].stance == label
                    for a in annotations
                )
                for speaker in speakers
            ]
            axes.barh(speakers, counts, left=left, label=label, edgecolor="black", **_LOOKS[label])
            left = [a + b for a, b in zip(left, counts, strict=True)]
        axes.set(title=f"toward {target.name}", xlabel="quotes")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(LABELS), frameon=False)
    figure.suptitle(title)
    return figure
