"""What a training came to, printed on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from stance.schema import Split

if TYPE_CHECKING:
    from rich.table import Table

    from stance.evaluation.outcomes import Outcome
    from stance.experiment import Fitted, Scored

_WIDTH = 110


def show_fitted(fitted: Mapping[str, Fitted]) -> None:
    """Prints scores, tests, probes and calibration of models by kind, the one compared last."""
    from stance.reporting.tables import scores_table, show

    scores = {
        name: {split: scored.scores for split, scored in model.splits.items()}
        for name, model in fitted.items()
    }
    show(_WIDTH, scores_table(scores), *_tests(fitted))
    for name, one in fitted.items():
        for split, scored in one.splits.items():
            if scored.truncated:
                rows = f"{scored.truncated} of {scored.scores.n} rows"
                print(f"{name}: {rows} of {split} were too long and were cut", file=sys.stderr)


def show_outcome(outcome: Outcome) -> None:
    """Prints the scores of a protocol's folds."""
    from stance.reporting.tables import folds_table, show

    show(_WIDTH, folds_table(outcome))


def _tests(fitted: Mapping[str, Fitted]) -> Iterator[Table | str]:
    """What the test splits say: the model beside its baselines, probes, calibration."""
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
            yield comparisons_table(found, f"on {split}")
        probed = {n: t.probes for n, t in tested.items() if fitted[n].manifest.kind != "majority"}
        if probed:
            yield probes_table(probed, f"probes on {split}")
        yield _calibration_line(main, split, test)


def _calibration_line(model: str, split: str, test: Scored) -> str:
    before, after, right = test.uncalibrated, test.calibrated, test.accuracy_answered
    line = (
        f"\n{model} on {split}: expected calibration error {after.ece:.3f}, Brier score "
        f"{after.brier:.3f} (before the temperature {before.ece:.3f}, {before.brier:.3f})"
    )
    if test.threshold == 0:
        return line + "; answers every row"
    share = "none of it" if right is None else f"{right:.0%} of that"
    return line + f"; answers {test.coverage:.0%} of the rows, {share} right, abstains on the rest"
