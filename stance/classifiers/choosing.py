"""Settings chosen by cross-validation on the rows a classifier learns from, and on no others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from stance.data.metrics import METRICS, Labels, mean_f1
from stance.errors import UserError

FOLDS = 3


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
    from sklearn.model_selection import StratifiedGroupKFold

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
    scores = [mean_f1(labels, found, METRICS[criterion].classes) for found in answers]
    best = max(range(len(candidates)), key=lambda place: scores[place])
    return candidates[best], scores[best]
