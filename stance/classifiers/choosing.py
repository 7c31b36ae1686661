"""Settings chosen by cross-validation on the rows a classifier learns from, and on no others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stance.errors import UserError
from stance.schema import LABELS

Labels = npt.NDArray[np.int64]
FOLDS = 3
# Mean F1 over these classes. F_avg is that of SemEval-2016 Task 6 (Mohammad et al., 2016).
CRITERIA = {"macro_f1": (0, 1, 2), "f_avg": (0, 1)}


def combinations(choices: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Every way to take one value for each name, in the order given.

    >>> combinations({"c": [1, 3], "shared": [0.5]})
    [{'c': 1, 'shared': 0.5}, {'c': 3, 'shared': 0.5}]
    """
    return [
        dict(zip(choices, values, strict=True)) for values in itertools.product(*choices.values())
    ]


def choose(
    candidates: Sequence[dict[str, Any]],
    answer: Callable[[Labels, Labels, Sequence[dict[str, Any]]], Sequence[Labels]],
    labels: Labels,
    groups: Sequence[str],
    criterion: str,
) -> tuple[dict[str, Any], float]:
    """The candidate with the best score over all held-out rows together, and that score.

    `answer(train, test, candidates)` is given places of rows and tells what each candidate,
    fitted on the first, answers on the second. Rows of one group are held out together. Of equals
    the first is taken. Raises `UserError` for rows of one group, or
    of one label where a group is held out.
    """
    from sklearn.metrics import f1_score
    from sklearn.model_selection import StratifiedGroupKFold

    assert len(LABELS) == 3
    folds = min(FOLDS, len(set(groups)))
    if folds < 2:
        raise UserError(
            "choose: needs rows of two articles or more to hold one out, these are of one; give "
            "it one value each"
        )
    answers = np.zeros((len(candidates), len(labels)), dtype=np.int64)
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    for train, test in splitter.split(labels, labels, groups):
        if len(np.unique(labels[train])) < 2:
            raise UserError(
                "choose: where some articles are held out, the rows left have one label; give it "
                "one value each"
            )
        for place, found in enumerate(answer(train, test, candidates)):
            answers[place, test] = found
    scores = [
        float(f1_score(labels, found, labels=CRITERIA[criterion], average="macro", zero_division=0))
        for found in answers
    ]
    best = max(range(len(candidates)), key=lambda place: scores[place])
    return candidates[best], scores[best]
