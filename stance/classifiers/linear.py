"""Logistic regression: fitted fast where columns are many, and kept as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from stance.classifiers.base import Probabilities
from stance.data.metrics import Labels
from stance.schema import LABELS, Stance

Array = npt.NDArray[Any]
WIDE = 100  # columns for each row from which on a fit goes by way of the rows


@dataclass(frozen=True)
class Regression:
    """A fitted logistic regression, which answers without scikit-learn.

    `classes` are the labels that were in training, int64 (k,), 2 of them or more; `weights`
    float64 (k, columns) and `intercepts` (k,) are theirs, of two classes the second's alone.
    """

    # What `arrays` holds, by name.
    DTYPES: ClassVar = {"classes": "int64", "weights": "float64", "intercepts": "float64"}

    classes: Array
    weights: Array
    intercepts: Array

    def probabilities(self, features: Any) -> Probabilities:
        """float32 (n, 3) for sparse (n, columns), rows sum to 1; 0 for a class it has not seen."""
        scores = features @ self.weights.T + self.intercepts
        if scores.shape[1] == 1:
            scores = np.hstack([np.zeros_like(scores), scores])
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        answers = np.zeros((len(scores), len(LABELS)), dtype=np.float32)
        answers[:, self.classes] = powers / powers.sum(axis=1, keepdims=True)
        return answers

    def arrays(self) -> dict[str, Array]:
        """What was learned, by name."""
        return {
            name: np.ascontiguousarray(getattr(self, name), dtype)
            for name, dtype in self.DTYPES.items()
        }

    @classmethod
    def restored(cls, found: dict[str, Array], columns: int) -> Self:
        """The one whose `arrays` these are; raises `ValueError` where they are none.

        Columns that are not there would be read from memory that is not theirs.
        """
        classes, weights, intercepts = (found[name] for name in cls.DTYPES)
        known = [label for label in range(len(LABELS)) if label in classes]
        if classes.tolist() != known or len(known) < 2:
            raise ValueError(f"the classes are {classes}, must be two or more of 0, 1 and 2")
        lines = len(classes) if len(classes) > 2 else 1
        if weights.shape != (lines, columns) or intercepts.shape != (lines,):
            raise ValueError(
                f"the weights are {weights.shape} and {intercepts.shape} for {len(classes)} "
                f"classes and {columns} columns"
            )
        return cls(classes, weights, intercepts)


class Design:
    """Rows to learn from, sparse (n, columns), made ready once for any number of fits.

    Where there are far more columns than rows a fit goes by way of the rows. The weights that
    minimise a loss with an L2 penalty are a sum of rows (the representer theorem, Kimeldorf &
    Wahba, 1971): with L the Cholesky factor of X X', fitting v on L and taking w = X' L'^-1 v is
    the same problem in as many unknowns as there are rows.
    """

    def __init__(self, features: Any):
        self._features, self._factor = features, None
        rows, columns = features.shape
        if columns >= WIDE * rows:
            from scipy.linalg import cholesky

            products = (features @ features.T).toarray()
            products[np.diag_indices(rows)] += 1e-8  # the same row twice would leave it singular
            self._factor = cholesky(products, lower=True)

    def fit(self, labels: Labels, *, c: float, balanced: bool, neutral: float) -> Regression:
        """Learns the labels (n,); the others are as those of `Tfidf`."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(
            C=c,
            class_weight=class_weights(labels, balanced, neutral),
            # A handful of steps, each cheap with sparse rows; lbfgs takes some fifty, and most of
            # its time goes into vectors as long as all features.
            solver="newton-cg",
            max_iter=2000,
        )
        if self._factor is None:
            model.fit(self._features, labels)
            return Regression(model.classes_, model.coef_, model.intercept_)
        from scipy.linalg import solve_triangular

        model.fit(self._factor, labels)
        of_rows = solve_triangular(self._factor, model.coef_.T, lower=True, trans="T")
        weights = np.ascontiguousarray((self._features.T @ of_rows).T)
        return Regression(model.classes_, weights, model.intercept_)


def class_weights(labels: Labels, balanced: bool, neutral: float) -> dict[int, float]:
    """What a row of each class among the labels weighs.

    >>> class_weights(np.array([0, 1, 1, 2]), balanced=True, neutral=0.5)
    {0: 1.3333333333333333, 1: 0.6666666666666666, 2: 0.6666666666666666}
    """
    classes, counts = np.unique(labels, return_counts=True)
    weights = len(labels) / (len(classes) * counts) if balanced else np.ones(len(classes))
    weights[classes == LABELS.index(Stance.NEUTRAL)] *= neutral
    return dict(zip(classes.tolist(), weights.tolist(), strict=True))
