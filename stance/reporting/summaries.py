"""What a training came to, printed on standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from stance.schema import Split

if TYPE_CHECKING:
    from rich.console import Console

    from stance.evaluation.outcomes import Outcome
    from stance.experiment import Fitted, Scored

_WIDTH = 110


def show_fitted(fitted: Mapping[str, Fitted]) -> None:
    """Prints scores, tests, probes and calibration of models by kind, the one compared last."""
    from stance.reporting.tables import console, scores_table

    screen = console(_WIDTH)
    scores = {
        name: {split: scored.scores for split, scored in model.splits.items()}
        for name, model in fitted.items()
    }
    screen.print(scores_table(scores))
    _show_tests(fitted, screen)
    for name, one in fitted.items():
        for split, scored in one.splits.items():
            if scored.truncated:
                rows = f"{scored.truncated} of {scored.scores.n} rows"
                print(f"{name}: {rows} of {split} were too long and were cut", file=sys.stderr)


def show_outcome(outcome: Outcome) -> None:
    """Prints the scores of a protocol's folds."""
    from stance.reporting.tables import console, folds_table

    console(_WIDTH).print(folds_table(outcome))


def _show_tests(fitted: Mapping[str, Fitted], screen: Console) -> None:
    """Prints what the test splits say: the model beside its baselines, probes, calibration."""
    from stance.evaluation.comparisons import pairwise
    from stance.reporting.tables import comparisons_table, probes_table

    *baselines, main = fitted
    for split in fitted[main].splits:
        if split in (Split.DEV, Split.GOLD):  # chosen on; too few for tests of significance
            continue
        tested = {name: model.splits[split] for name, model in fitted.items()}
        test = tested[main]
        if baselines:
            answers = {name: one.probabilities.argmax(axis=1) for name, one in tested.items()}
            versus = [(baseline, main) for baseline in baselines]
            metric = test.scores.metric
            found = pairwise(versus, test.gold, answers, test.groups, metric)
            screen.print(comparisons_table(found, f"on {split}"))
        probed = {n: t.probes for n, t in tested.items() if fitted[n].manifest.kind != "majority"}
        if probed:
            screen.print(probes_table(probed, f"probes on {split}"))
        screen.print(_calibration_line(main, split, test))


def _calibration_line(model: str, split: str, test: Scored) -> str:
    before, after, right = test.uncalibrated, test.calibrated, test.accuracy_answered
    line = (
        f"{model} on {split}: expected calibration error {after.ece:.3f}, Brier score "
        f"{after.brier:.3f} (before the temperature {before.ece:.3f}, {before.brier:.3f})"
    )
    if test.threshold == 0:
        return line + "; answers every row"
    share = "none of it" if right is None else f"{right:.0%} of that"
    return line + f"; answers {test.coverage:.0%} of the rows, {share} right, abstains on the rest"
