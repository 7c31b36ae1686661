"""RESULTS.md: what recorded runs scored, with seeds, intervals, commands, published figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stance.evaluation.comparisons import spread

# As their authors print them: the source, then models and figures.
PUBLISHED = {
    "newsmtsc": (
        "Hamborg and Donnay, NewsMTSC, EACL 2021: macro-F1 on the test sets",
        {
            "BERT-base": "rw 80.1, mt 73.7",
            "RoBERTa-base": "rw 81.1, mt 79.4",
            "the best": "rw 83.1, mt 82.5",
        },
    ),
    "semeval2016": (
        "Mohammad et al., SemEval-2016 Task 6, Task A: F_avg on the test set",
        {"SVM on word and character n-grams": "68.98", "the best team, MITRE": "67.82"},
    ),
}


@dataclass(frozen=True)
class Recorded:
    """One finished fit: what was fitted on what, how to repeat it, and its numbers.

    `setting` tells configurations and data apart, whatever the seed; `metrics` are by
    `split/score`.
    """

    data: str
    model: str
    setting: str
    seed: int
    command: str
    metrics: Mapping[str, float]


def page(runs: Sequence[Recorded]) -> str:
    """The page: a section a data set, a table of models, the commands, the published figures.

    `runs` are newest first; of two of one setting and seed, the newest counts.
    """
    by_data: dict[str, list[Recorded]] = defaultdict(list)
    for run in runs:
        by_data[run.data].append(run)
    parts = [
        "# Results",
        "",
        "Written by `python -m stance.results` from the runs in MLflow, never by hand. Scores in "
        "percent. 95 %: bootstrap interval over articles for one seed; for several, the t "
        "interval of their mean. n counts quotes x targets.",
    ]
    for data, of in sorted(by_data.items()):
        parts += ["", f"## {data}", "", *_table(of)]
        if data in PUBLISHED:
            source, rows = PUBLISHED[data]
            parts += ["", f"Published ({source}):", "", "| model | figure |", "|---|---|"]
            parts += [f"| {name} | {figure} |" for name, figure in rows.items()]
    return "\n".join(parts) + "\n"


def _table(runs: Sequence[Recorded]) -> list[str]:
    metric = "f_avg" if any("test/f_avg_low" in run.metrics for run in runs) else "macro_f1"
    splits = sorted(
        {name.split("/")[0] for run in runs for name in run.metrics if name.endswith("/macro_f1")}
    )
    score = {"f_avg": "F_avg", "macro_f1": "macro-F1"}[metric]
    lines = [
        f"| model | split | {score} | sd | 95 % | accuracy | seeds | n | command |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    settings: dict[tuple[str, str], dict[int, Recorded]] = defaultdict(dict)
    for run in runs:  # a baseline is fitted beside every model; equal seeds count once
        settings[run.model, run.setting].setdefault(run.seed, run)
    for (model, _), own in sorted(settings.items()):
        for split in splits:
            scored = [run for run in own.values() if f"{split}/{metric}" in run.metrics]
            if scored:
                lines.append(_row(model, split, metric, scored))
    return lines


def _row(model: str, split: str, metric: str, runs: Sequence[Recorded]) -> str:
    def mean(name: str) -> float:
        return sum(run.metrics[f"{split}/{name}"] for run in runs) / len(runs)

    over = spread([run.metrics[f"{split}/{metric}"] for run in runs])
    low, high, sd = over.low, over.high, "" if over.sd is None else f"{100 * over.sd:.1f}"
    if low is None or high is None:
        low, high = mean(f"{metric}_low"), mean(f"{metric}_high")
    seeds = ", ".join(str(seed) for seed in sorted(run.seed for run in runs))
    commands = " ".join(sorted({f"`{run.command}`" for run in runs}))
    return (
        f"| {model} | {split} | {100 * over.mean:.1f} | {sd} | {100 * low:.1f} - {100 * high:.1f} "
        f"| {100 * mean('accuracy'):.1f} | {seeds} | {mean('n'):.0f} | {commands} |"
    )
