"""RESULTS.md: what recorded runs scored, with seeds, intervals, commands, published figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stance.evaluation.comparisons import spread

if TYPE_CHECKING:
    from mlflow.entities import Run as MlflowRun

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
    """One finished run: the command that repeats it, and its numbers, `split/score` by name."""

    data: str
    model: str
    seed: int
    command: str
    metrics: Mapping[str, float]


def recorded(runs: Sequence[tuple[MlflowRun, Sequence[MlflowRun]]]) -> list[Recorded]:
    """What a page needs of runs and their baselines; runs of a protocol's folds are left out."""
    found = []
    for run, baselines in runs:
        parameters = run.data.params
        if parameters.get("protocol.kind", "fixed") != "fixed":
            continue
        names = [parameters["model.kind"], *(child.info.run_name for child in baselines)]
        for name, one in zip(names, (run, *baselines), strict=True):
            found.append(
                Recorded(
                    data=parameters["data.kind"],
                    model=name,
                    seed=int(parameters["seed"]),
                    command=run.data.tags.get("stance.command", "python -m stance.train"),
                    metrics=one.data.metrics,
                )
            )
    return found


def page(runs: Sequence[Recorded]) -> str:
    """The page: a section a data set, a table of models, the commands, the published figures."""
    by_data: dict[str, list[Recorded]] = defaultdict(list)
    for run in runs:
        by_data[run.data].append(run)
    parts = [
        "# Results",
        "",
        "Written by `python -m stance.results` from the runs in MLflow, never by hand. macro-F1 "
        "with its 95 % bootstrap interval over articles (of one seed), or the mean over seeds with "
        "its 95 % t interval; n counts quotes x targets.",
    ]
    for data, of in sorted(by_data.items()):
        parts += ["", f"## {data}", "", *_table(of), "", "Commands:", ""]
        parts += [f"- `{command}`" for command in sorted({run.command for run in of})]
        if data in PUBLISHED:
            source, rows = PUBLISHED[data]
            parts += ["", f"Published ({source}):", "", "| model | figure |", "|---|---|"]
            parts += [f"| {name} | {figure} |" for name, figure in rows.items()]
    return "\n".join(parts) + "\n"


def _table(runs: Sequence[Recorded]) -> list[str]:
    splits = sorted(
        {name.split("/")[0] for run in runs for name in run.metrics if name.endswith("/macro_f1")}
    )
    lines = [
        "| model | split | macro-F1 | sd | 95 % | F_avg | accuracy | seeds | n |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for model in sorted({run.model for run in runs}):
        # A baseline is fitted beside every seed of another model; equal seeds count once.
        own = {run.seed: run for run in runs if run.model == model}
        for split in splits:
            scored = [run.metrics for run in own.values() if f"{split}/macro_f1" in run.metrics]
            if scored:
                lines.append(_row(model, split, scored))
    return lines


def _row(model: str, split: str, metrics: Sequence[Mapping[str, float]]) -> str:
    def mean(name: str) -> float:
        return sum(m[f"{split}/{name}"] for m in metrics) / len(metrics)

    over = spread([m[f"{split}/macro_f1"] for m in metrics])
    low, high, sd = over.low, over.high, "" if over.sd is None else f"{over.sd:.3f}"
    if low is None or high is None:
        low, high = mean("macro_f1_low"), mean("macro_f1_high")
    return (
        f"| {model} | {split} | {over.mean:.3f} | {sd} | {low:.3f} - {high:.3f} | "
        f"{mean('f_avg'):.3f} | {mean('accuracy'):.3f} | {over.n} | {mean('n'):.0f} |"
    )
