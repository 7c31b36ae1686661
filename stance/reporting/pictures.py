"""Results as pictures, legible at 800 pixels and without telling colours apart."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from stance.data.metrics import METRICS
from stance.data.spelling import speakers_of
from stance.schema import LABELS, Annotation, Target

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stance.evaluation.outcomes import Outcome
    from stance.experiment import Scored
    from stance.explanations import Explanation, Word

_FEW = 100
_FEW_IN_BIN = 10  # rows whose share of right answers is drawn, but joined to no line
_MONO = "monospace"
# Okabe and Ito's colours, told apart by all; hatches say the same without any.
_LOOKS = {
    "favor": {"color": "#0072B2", "hatch": ""},
    "against": {"color": "#E69F00", "hatch": "//"},
    "neutral": {"color": "#DDDDDD", "hatch": ""},
}


def label(name: str, width: int = 32) -> str:
    r"""A name in three lines at most, whose dollar signs open no formula.

    >>> label("A $5 cut and a $9 tax", 12)
    'A \\$5 cut and\na \\$9 tax'
    """
    lines = textwrap.wrap(name, width, max_lines=3, placeholder=" …") or [name]
    return "\n".join(lines).replace("$", r"\$")


def _heights(labels: Sequence[str], each: float) -> float:
    """Inches for names one above the other: `each` for one of a line, more for one of several."""
    return sum(each + 0.18 * name.count("\n") for name in labels)


def pictures(split: Scored, title: str) -> dict[str, Figure]:
    """What there is to see of a scored split, by the name of the picture.

    A split of few rows has its confusion matrix alone: curves of thirty rows show noise.
    """
    rows = split.rows()
    gold, predicted = ([row[key] for row in rows] for key in ("gold", "predicted"))
    if len(rows) < _FEW:
        return {"confusion": confusion(gold, predicted, title)}
    return {
        "confusion": confusion(gold, predicted, title),
        "targets": targets_bars(split, title),
        "reliability": reliability(split, title),
        "risk-coverage": risk_coverage_curve(split, title),
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
            color="white" if share > 0.7 else "black",  # where white has the more contrast
            fontsize=12,
        )
    axes.set_xticks(range(len(LABELS)), LABELS)
    axes.set_yticks(range(len(LABELS)), LABELS)
    axes.set(xlabel="predicted", ylabel="gold", title=label(title, 48))
    figure.colorbar(image, ax=axes, label="share of the gold label's rows", shrink=0.85)
    return figure


def who_stands_where(
    annotations: Sequence[Annotation], targets: Sequence[Target], title: str, most: int = 12
) -> Figure:
    """Bars of each speaker's quotes by stance, a panel a target; the `most` quoted speakers.

    Whoever has no name ("spokeswoman") is one speaker an article; all unknown ones are one.
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    said_by = [speaker or "(unknown)" for speaker in speakers_of(annotations)]
    speakers = [speaker for speaker, _ in Counter(said_by).most_common(most)][::-1]
    names = [label(speaker) for speaker in speakers]
    wide = 2 if len(targets) in (2, 4) else min(3, len(targets))
    rows = math.ceil(len(targets) / wide)
    size = (8, 1 + rows * (0.6 + _heights(names, 0.36)))
    figure = Figure(figsize=size, dpi=150, layout="constrained")
    panels = figure.subplots(rows, wide, sharex=True, sharey=True, squeeze=False).ravel()
    for axes, target in zip(panels, targets, strict=False):
        left = [0] * len(speakers)
        for stance in LABELS:
            counts = [
                sum(
                    own == speaker and a.stances[target.id].stance == stance
                    for own, a in zip(said_by, annotations, strict=True)
                )
                for speaker in speakers
            ]
            places = range(len(speakers))
            axes.barh(places, counts, left=left, label=stance, edgecolor="black", **_LOOKS[stance])
            left = [a + b for a, b in zip(left, counts, strict=True)]
        axes.set_yticks(range(len(names)), names)
        axes.set(title=label(f"toward {target.name}", (40, 28, 18)[wide - 1]), xlabel="quotes")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.tick_params(labelbottom=True)
    for axes in panels[len(targets) :]:
        axes.set_axis_off()
    handles, stances = panels[0].get_legend_handles_labels()
    figure.legend(handles, stances, loc="outside lower center", ncols=len(LABELS), frameon=False)
    figure.suptitle(label(title, 64))
    return figure


def targets_bars(split: Scored, title: str) -> Figure:
    """Macro-F1 of all rows and of each target with 95 % intervals; the targets of most rows."""
    import numpy as np
    from matplotlib.figure import Figure

    from stance.data.metrics import macro_f1
    from stance.evaluation.scores import FEW_TARGETS, interval

    gold, predicted = split.gold, split.probabilities.argmax(axis=1)
    of, articles = np.array([e.target.id for e in split.examples]), np.array(split.groups)
    most = [target for target, _ in Counter(of.tolist()).most_common(FEW_TARGETS)]
    names, values, errors = [], [], []
    for name in (None, *sorted(most)):
        rows = np.ones(len(of), bool) if name is None else of == name
        value = macro_f1(gold[rows], predicted[rows])
        low, high = interval(gold[rows], predicted[rows], articles[rows].tolist())
        names.append(f"{label(name or 'all')} (n = {int(rows.sum())})")
        values.append(value)
        errors.append((max(0.0, value - low), max(0.0, high - value)))
    size = (6.4, 1.5 + _heights(names, 0.5))
    figure = Figure(figsize=size, dpi=150, layout="constrained")
    axes = figure.subplots()
    places = range(len(names))
    axes.barh(places, values, color="#56B4E9", edgecolor="black", height=0.6)
    axes.errorbar(values, places, xerr=np.transpose(errors), fmt="none", ecolor="black", capsize=5)
    axes.set_yticks(places, names)
    for place, value in enumerate(values):
        axes.text(0.02, place, f"{value:.2f}", va="center", fontsize=12)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="macro-F1 (whiskers: 95 %)", ylabel="target")
    axes.set_title(label(title, 48))
    return figure


def reliability(split: Scored, title: str) -> Figure:
    """Accuracy against confidence in ten bins; on the diagonal, a probability is what it says."""
    from matplotlib.figure import Figure

    from stance.evaluation.calibration import bins

    found = bins(split.probabilities, split.gold.tolist())
    figure = Figure(figsize=(5.2, 4.6), dpi=150, layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="black", linestyle="--", label="as it says")
    told = [b for b in found if b.n >= _FEW_IN_BIN]
    axes.plot(
        [b.confidence for b in told],
        [b.accuracy for b in told],
        color="#0072B2",
        marker="o",
        label=f"model (ECE {split.calibrated.ece:.3f})",
    )
    if few := [b for b in found if b.n < _FEW_IN_BIN]:
        axes.plot(
            [b.confidence for b in few],
            [b.accuracy for b in few],
            "o",
            color="#0072B2",
            mfc="white",
            label=f"of fewer than {_FEW_IN_BIN} rows",
        )
    axes.text(0.02, -0.06, "rows", va="center", fontsize=9)
    for b in found:  # below the axis of accuracy, where no line strikes them through
        axes.text(b.confidence, -0.06, str(b.n), ha="center", va="center", fontsize=9)
    axes.set(
        xlim=(0, 1.03),
        ylim=(-0.12, 1.03),
        yticks=[0, 0.2, 0.4, 0.6, 0.8, 1],
        xlabel="confidence (highest probability)",
        ylabel="accuracy",
        title=label(title, 48),
    )
    axes.legend(loc="upper left", frameon=False)
    return figure


def risk_coverage_curve(split: Scored, title: str) -> Figure:
    """The share of wrong answers as more rows are answered, surest first."""
    from matplotlib.figure import Figure

    from stance.evaluation.calibration import risk_coverage

    coverage, risk, _ = risk_coverage(split.probabilities, split.gold.tolist())
    figure = Figure(figsize=(5.2, 4.6), dpi=150, layout="constrained")
    axes = figure.subplots()
    axes.plot(coverage, risk, color="#0072B2", label="wrong among the answered")
    axes.axvline(
        split.coverage,
        color="#D55E00",
        linestyle="--",
        label=f"threshold {split.threshold:.2f}: answers {split.coverage:.0%}",
    )
    axes.set(
        xlim=(0, 1.02),
        ylim=(0, max(0.5, float(risk.max()) * 1.05)),
        xlabel="coverage (share of rows answered)",
        ylabel="risk (share of answers that are wrong)",
        title=label(title, 48),
    )
    figure.legend(loc="outside lower center", frameon=False)  # inside it lies on the curve
    return figure


def folds_picture(outcome: Outcome, title: str, curve: bool) -> Figure:
    """The score of every fold with its interval: dots, joined where they are a learning curve.

    It is the one that the data are measured by.
    """
    from matplotlib.figure import Figure

    names, scores = [label(name) for name in outcome.folds], list(outcome.folds.values())
    measure = METRICS[outcome.metric].title
    values = [float(getattr(s, outcome.metric)) for s in scores]
    errors = [
        [max(0.0, value - s.low) for value, s in zip(values, scores, strict=True)],
        [max(0.0, s.high - value) for value, s in zip(values, scores, strict=True)],
    ]
    size = (7, 1.6 + _heights(names, 0.4))
    figure = Figure(figsize=size, dpi=150, layout="constrained")
    if curve:
        figure.set_size_inches(5.6, 4.4)
    axes = figure.subplots()
    if curve:
        shares = [float(name.split("%")[0]) for name in outcome.folds]
        axes.errorbar(shares, values, yerr=errors, color="#0072B2", marker="o", capsize=4)
        axes.set(xlabel="share of the train articles (%)", ylabel=measure, xlim=(0, 104))
        axes.set_ylim(0, 1)
    else:
        places = range(len(names))
        axes.errorbar(values, places, xerr=errors, color="#0072B2", fmt="o", capsize=4)
        axes.set_yticks(places, names)
        axes.set(xlabel=measure, xlim=(0, 1.02))
        axes.invert_yaxis()
    axes.set_title(label(title, 48))
    return figure


def epochs_picture(
    dev: Sequence[float], losses: Mapping[str, Sequence[float]], title: str
) -> Figure:
    """What an encoder reached epoch by epoch: macro-F1 on dev beside the named losses."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(8, 3.6), dpi=150, layout="constrained")
    left, right = figure.subplots(1, 2)
    epochs = range(1, len(dev) + 1)
    left.plot(epochs, dev, color="#0072B2", marker="o")
    best = max(range(len(dev)), key=dev.__getitem__)
    left.plot(best + 1, dev[best], "o", ms=13, mfc="none", mec="black", label="kept")
    left.set(xlabel="epoch", ylabel="macro-F1 on dev", ylim=(0, 1))
    left.legend(loc="lower right", frameon=False)
    for (name, values), style in zip(losses.items(), ("o-", "s--"), strict=True):
        right.plot(range(1, len(values) + 1), values, style, color="#D55E00", label=name)
    top = 1.1 * max((loss for values in losses.values() for loss in values), default=1.0)
    right.set(xlabel="epoch", ylabel="loss", ylim=(0, top))
    right.legend(loc="lower left", frameon=False)
    for axes in (left, right):
        axes.set_xlim(0.5, max(len(dev), 1) + 0.5)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    figure.suptitle(label(title, 64))
    return figure


def weights(
    explanation: Explanation, title: str, columns: int = 76, most: float | None = None
) -> Figure:
    """The words of an explained quote with their weights drawn under them, in lines of `columns`.

    A bar goes up where the word speaks for the answer, down and hatched where against it. The
    largest weight of the quote is written on the other side of the line. Pictures to be held side
    by side are drawn with the same weight for the longest bar, `most`; else it is the quote's own.
    """
    from matplotlib.figure import Figure

    lines: list[list[tuple[int, Word]]] = [[]]
    column = 0
    for word in explanation.words:
        if column and column + len(word.text) > columns:
            lines.append([])
            column = 0
        lines[-1].append((column, word))
        column += len(word.text) + 1
    largest = max((abs(word.weight) for word in explanation.words), default=0)
    most = most or largest or 1.0
    figure = Figure(figsize=(8, 0.7 + 0.75 * len(lines)), dpi=150, layout="constrained")
    axes = figure.subplots()
    for number, line in enumerate(lines):
        for left, word in line:
            width, share = len(word.text), word.weight / most
            text = label(word.text, width)
            axes.text(left + width / 2, -number, text, ha="center", va="bottom", family=_MONO)
            look = _LOOKS["favor" if share > 0 else "against"]
            bar = axes.bar(left, 0.22 * share, width, -number - 0.35, align="edge")[0]
            bar.set(facecolor=look["color"], hatch=look["hatch"])
            if largest and abs(word.weight) == largest:
                percent, below = f"{100 * word.weight:+.0f} %", share > 0
                place = (left + width / 2, -number - (0.37 if below else 0.33))
                axes.text(*place, percent, ha="center", va="top" if below else "bottom", fontsize=8)
        axes.axhline(-number - 0.35, color="#999999", linewidth=0.5)
    axes.set(xlim=(-1, columns + 3), ylim=(0.6 - len(lines), 0.6), title=label(title, 88))
    axes.set_axis_off()
    axes.title.set_fontsize(10)
    return figure
