"""RESULTS.md: what recorded runs scored, with seeds, intervals, commands, published figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stance.data.metrics import METRICS, measured_by
from stance.evaluation.comparisons import spread
from stance.evaluation.probes import PROBES
from stance.evaluation.scores import RESAMPLED

TITLES = {
    "venezuela": "The corpus of this package",
    "newsmtsc": "NewsMTSC",
    "semeval2016": "SemEval-2016 Task 6",
}
# What is to be known of the rows that scores are of.
CHOSEN = {
    "newsmtsc": "Settings of `experiment=newsmtsc` were compared on dev-rw and dev-mt, so these "
    "flatter it; the published figures are of the test sets. Half of their articles stand in train "
    "too: of the 212 of dev-mt 115, of the 318 of dev-rw 156.",
}
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

    `data` is the name of the data, as in `stance.data.examples.Data`; `setting` tells
    configurations and data apart, whatever the seed; `metrics` are by `split/score`. `protocol` is
    a kind of `conf/protocol`, and `fold` the one of its folds that was fitted; the run of a
    protocol as a whole has no fold, and in `metrics` what its folds came to. The `command` of a
    `baseline` is that of the model it was fitted beside. `commit` is that of the code, if known.
    """

    data: str
    model: str
    setting: str
    seed: int
    command: str
    metrics: Mapping[str, float]
    protocol: str = "fixed"
    fold: str = ""
    baseline: bool = False
    commit: str = ""


def page(runs: Sequence[Recorded]) -> str:
    """The page: for each data set scores, published figures, probes, protocols.

    `runs` are newest first; of two of one setting and seed, the newest counts.
    """
    by_data: dict[str, list[Recorded]] = defaultdict(list)
    for run in runs:
        by_data[run.data].append(run)
    parts = [
        "# Results",
        "",
        "Written by `python -m stance.results` from the runs in MLflow, never by hand. Scores are "
        "in percent, and of several seeds the mean, with its standard deviation (sd). 95 %: the "
        f"bootstrap interval over {RESAMPLED}, the mean of the seeds'. n counts quotes x targets. "
        "A model is chosen on dev, so its scores there flatter it. What was fitted as a baseline "
        "has the command of the model beside it.",
    ]
    known = [data for data in TITLES if data in by_data]
    for data in (*known, *sorted(by_data.keys() - TITLES.keys())):
        of = by_data[data]
        parts += ["", f"## {TITLES.get(data, data)}"]
        fixed = [run for run in of if run.protocol == "fixed"]
        if fixed:
            parts += ["", *scores_table(fixed), *_commits(fixed)]
        if data in CHOSEN:
            parts += ["", CHOSEN[data]]
        if data in PUBLISHED:
            source, rows = PUBLISHED[data]
            parts += ["", f"Published ({source}):", "", "| model | figure |", "|---|---|"]
            parts += [f"| {name} | {figure} |" for name, figure in rows.items()]
        if probes := probes_table(fixed):
            parts += ["", "### Probes", "", *probes]
        for kind, (title, meaning) in _PROTOCOLS.items():
            if own := [run for run in of if run.protocol == kind]:
                table = curve_table(own) if kind == "curve" else folds_table(own)
                parts += ["", f"### {title}", "", meaning, "", *table, *_commits(own)]
    return "\n".join(parts) + "\n"


_PROTOCOLS = {
    "curve": ("Learning curve", "Growing shares of the train articles, scored on test."),
    "kfold": ("Cross-validation", "Grouped by article, over train, dev and test."),
    "speakers": ("Leave one speaker out", "Each frequent speaker is test once."),
    "targets": ("Leave one target out", "Each target is test once."),
}


def scores_table(runs: Sequence[Recorded]) -> list[str]:
    """Model by split: score, spread over seeds, interval, the command; lines of Markdown.

    A table for each measure.
    """
    lines: list[str] = []
    for metric, of in METRICS.items():
        rows = [
            _line(
                model,
                split,
                *_spread(scored, split, metric),
                f"{100 * _mean(scored, f'{split}/accuracy'):.1f}",
                _seeds(scored),
                f"{_mean(scored, f'{split}/n'):.0f}",
                _commands(scored),
            )
            for (model, _), own in _settings(runs)
            for split in _splits(runs)
            if (scored := [run for run in own if _metric(run, split) == metric])
        ]
        head = _head("model", "split", of.title, "sd", "95 %", "accuracy", "seeds", "n", "command")
        lines += ["", *head, *rows] if rows else []
    return lines[1:]


def probes_table(runs: Sequence[Recorded]) -> list[str]:
    """Model by probe on every split but dev, means over seeds; none where nothing was probed."""
    lines = _head("model", "split", "probe", "score", "gap", "seeds", "n", "command")
    found: dict[str, str] = {}
    for (model, _), own in _settings(runs):
        for split in _splits(runs):
            for name, meaning in PROBES.items():
                key = f"{split}/probe_{name.replace(' ', '_')}"
                probed = [run for run in own if f"{key}_n" in run.metrics and model != "majority"]
                if probed:
                    score, gap, n = (_mean(probed, f"{key}{end}") for end in ("", "_gap", "_n"))
                    numbers = (
                        f"{100 * score:.1f}",
                        f"{100 * gap:+.1f}",
                        _seeds(probed),
                        f"{n:.0f}",
                    )
                    lines.append(_line(model, split, name, *numbers, _commands(probed)))
                    found[name] = meaning
    if not found:
        return []
    told = [f"- {name}: {meaning}" for name, meaning in found.items()]
    return ["What the gap to the full model tells:", "", *told, "", *lines]


def curve_table(runs: Sequence[Recorded]) -> list[str]:
    """Model by share of train; a table for each measure."""
    lines: list[str] = []
    for metric, of in METRICS.items():
        measured = [run for run in runs if run.fold and _metric(run, "test") == metric]
        if measured:
            lines += [
                "",
                *_head("model", "learned from", of.title, "sd", "95 %", "seeds", "n", "command"),
            ]
        for (model, _), own in _settings(measured):
            by_share: dict[str, list[Recorded]] = defaultdict(list)
            for run in own:
                by_share[run.fold].append(run)
            for share, same in sorted(by_share.items(), key=lambda i: float(i[0].split("%")[0])):
                numbers = (*_spread(same, "test", metric), _seeds(same))
                n = f"{_mean(same, 'test/n'):.0f}"
                lines.append(_line(model, share, *numbers, n, _commands(same)))
    return lines[1:]


def folds_table(runs: Sequence[Recorded]) -> list[str]:
    """Model by what its folds came to: all their test rows together, and the spread over folds.

    A table for each measure.
    """
    lines: list[str] = []
    for metric, of in METRICS.items():
        pooled = [run for run in runs if not run.fold and _of_folds(run) == metric]
        if pooled:
            ends = ("95 %", "accuracy", "mean of folds", "sd of folds", "folds", "seed", "n")
            lines += ["", *_head("model", f"{of.title} of all test rows", *ends, "command")]
        for (model, _), own in _settings(pooled):
            lines += [_folds_line(model, run, metric) for run in own]
    return lines[1:]


def _folds_line(model: str, run: Recorded, metric: str) -> str:
    of = {name.removeprefix("folds/"): 100 * value for name, value in run.metrics.items()}
    return _line(
        model,
        f"{of[f'pooled_{metric}']:.1f}",
        f"{of[f'pooled_{metric}_low']:.1f} - {of[f'pooled_{metric}_high']:.1f}",
        f"{of['pooled_accuracy']:.1f}",
        f"{of[f'{metric}_mean']:.1f}",
        f"{of[f'{metric}_sd']:.1f}" if f"{metric}_sd" in of else "",
        f"{run.metrics['folds/n']:.0f}",
        str(run.seed),
        f"{run.metrics['folds/pooled_n']:.0f}",
        f"`{run.command}`",
    )


def _of_folds(run: Recorded) -> str:
    """The measure of what the folds of a run came to."""
    return measured_by(run.metrics, "folds/pooled_")


def _metric(run: Recorded, split: str) -> str | None:
    """The measure of a run on a split, which is the one with an interval; None if not scored."""
    scored = f"{split}/macro_f1" in run.metrics
    return measured_by(run.metrics, f"{split}/") if scored else None


def _splits(runs: Sequence[Recorded]) -> list[str]:
    """The splits that were scored, dev last."""
    names = {name.split("/")[0] for run in runs for name in run.metrics if name.endswith("/n")}
    return sorted(names, key=lambda name: (name == "dev", name == "gold", name))


def _settings(runs: Iterable[Recorded]) -> list[tuple[tuple[str, str], list[Recorded]]]:
    """The fits of each model and setting; of one seed and fold, the newest alone.

    A baseline is fitted beside every model; equal ones count once.
    """
    settings: dict[tuple[str, str], dict[tuple[int, str], Recorded]] = defaultdict(dict)
    for run in runs:
        settings[run.model, run.setting].setdefault((run.seed, run.fold), run)
    return [(key, list(own.values())) for key, own in sorted(settings.items())]


def _mean(runs: Sequence[Recorded], name: str) -> float:
    return sum(run.metrics[name] for run in runs) / len(runs)


def _spread(runs: Sequence[Recorded], split: str, metric: str) -> tuple[str, str, str]:
    """Mean and standard deviation over seeds, and the mean of the seeds' intervals, in percent.

    How the mean itself varies over seeds tells nothing of how few the rows are.
    """
    over = spread([run.metrics[f"{split}/{metric}"] for run in runs])
    low, high = (_mean(runs, f"{split}/{metric}_{end}") for end in ("low", "high"))
    sd = "" if over.sd is None else f"{100 * over.sd:.1f}"
    return f"{100 * over.mean:.1f}", sd, f"{100 * low:.1f} - {100 * high:.1f}"


def _seeds(runs: Sequence[Recorded]) -> str:
    return ", ".join(str(seed) for seed in sorted({run.seed for run in runs}))


def _commands(runs: Sequence[Recorded]) -> str:
    """What to type for the same; commands that differ in their seed alone become one sweep."""
    by_base: dict[tuple[str, bool], list[Recorded]] = defaultdict(list)
    for run in runs:
        by_base[re.sub(r" seed=\d+\b", "", run.command), run.baseline].append(run)
    typed = []
    for (base, baseline), same in sorted(by_base.items()):
        command = same[0].command
        if len({run.command for run in same}) > 1:
            seeds = _seeds(same).replace(" ", "")
            command = f"{base.replace('stance.train', 'stance.train -m', 1)} seed={seeds}"
        typed.append(f"`{command}`" + " (as a baseline)" * baseline)
    return " ".join(typed)


def _commits(runs: Sequence[Recorded]) -> list[str]:
    """A line under a table whose runs are of several commits, with the seeds of each; else none."""
    seeds: dict[str, list[Recorded]] = defaultdict(list)
    for run in sorted((run for _, own in _settings(runs) for run in own), key=lambda r: r.seed):
        seeds[run.commit].append(run)
    if len(seeds) < 2:
        return []
    told = [f"{commit[:8] or 'unknown'} (seed {_seeds(own)})" for commit, own in seeds.items()]
    return ["", f"The code of these runs stood at {len(seeds)} commits: {', '.join(told)}."]


def _head(*columns: str) -> list[str]:
    return [_line(*columns), "|---" * len(columns) + "|"]


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
