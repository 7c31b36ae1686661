"""A protocol of several fits: each fold a run of its own, gone on with where it was cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stance.classifiers.base import Classifier
from stance.data.folds import Fold
from stance.evaluation.outcomes import Outcome, Rows, outcome
from stance.experiment import fit_and_score
from stance.schema import Split
from stance.tracking.recording import Run


def run_folds(
    folds: Sequence[Fold],
    build: Callable[[], Classifier],
    run: Run,
    *,
    accuracy: float | None = None,
    disjoint: bool = True,
) -> Outcome:
    """Fits and scores every fold as a child of `run`; a fold that is finished is read back.

    `disjoint` says that no row is test in two folds.
    """
    tests: dict[str, Rows] = {}
    for fold in folds:
        rows = run.finished_child(fold.name)
        if rows is None:
            with run.child(fold.name) as child:
                fitted = fit_and_score(build(), fold.data, accuracy=accuracy, log=child.log)
                child.log_fitted(fitted)
            rows = fitted.splits[Split.TEST].rows()
        tests[fold.name] = rows
    found = outcome(tests, disjoint, folds[0].data.metric)
    run.log({f"folds/{name}": value for name, value in found.flat().items()})
    return found
