"""Logistic regression: fitted fast where columns are many, and kept as plain arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from stance.classifiers.base import Probabilities
from stance.schema import LABELS, Stance

Array = npt.NDArray[Any]
Labels = npt.NDArray[np.int64]
WIDE = 100  # columns for each row from which on a fit goes by way of the rows

# What `arrays` holds, by name.
DTYPES = {"classes": "int64", "weights": "float64", "intercepts": "float64"}


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

    def fit(self, labels: Labels, *, c: float, balanced: bool, neutral: float, seed: int) -> Any:
        """A fitted `LogisticRegression`; labels are (n,), the others as those of `Tfidf`."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(
            C=c,
            class_weight=class_weights(labels, balanced, neutral),
            # A handful of steps, each cheap with sparse rows; lbfgs takes some fifty, and most of
            # its time goes into vectors as long as all features.
            solver="newton-cg",
            max_iter=2000,
            random_state=seed,
        )
        if self._factor is None:
            return model.fit(self._features, labels)
        from scipy.linalg import solve_triangular

        model.fit(self._factor, labels)
        of_rows = solve_triangular(self._factor, model.coef_.T, lower=True, trans="T")
        model.coef_ = np.ascontiguousarray((self._features.T @ of_rows).T)
        model.n_features_in_ = self._features.shape[1]
        return model


def class_weights(labels: Labels, balanced: bool, neutral: float) -> dict[int, float]:
    """What a row of each class among the labels weighs.

    >>> class_weights(np.array([0, 1, 1, 2]), balanced=True, neutral=0.5)
    {0: 1.3333333333333333, 1: 0.6666666666666666, 2: 0.6666666666666666}
    """
    classes, counts = np.unique(labels, return_counts=True)
    weights = len(labels) / (len(classes) * counts) if balanced else np.ones(len(classes))
    weights[classes == LABELS.index(Stance.NEUTRAL)] *= neutral
    return dict(zip(classes.tolist(), weights.tolist(), strict=True))


def probabilities(model: Any, features: Any) -> Probabilities:
    """float32 (n, 3), rows sum to 1; a class that was not in training has 0."""
    answers = np.zeros((features.shape[0], len(LABELS)), dtype=np.float32)
    answers[:, model.classes_] = model.predict_proba(features)
    return answers


def arrays(model: Any) -> dict[str, Array]:
    """What a fitted regression learned: its classes, and the weights and intercept of each."""
    learned = {"classes": model.classes_, "weights": model.coef_, "intercepts": model.intercept_}
    return {name: np.ascontiguousarray(learned[name], dtype) for name, dtype in DTYPES.items()}


def restored(found: dict[str, Array], columns: int) -> Any:
    """The fitted regression whose `arrays` these are; raises `ValueError` where they are none.

    Columns that are not there would be read from memory that is not theirs.
    """
    from sklearn.linear_model import LogisticRegression

    classes, weights, intercepts = (found[n] for n in ("classes", "weights", "intercepts"))
    if classes.tolist() != [label for label in range(len(LABELS)) if label in classes]:
        raise ValueError(f"the classes are {classes}, must be some of 0, 1 and 2")
    lines = len(classes) if len(classes) > 2 else 1
    if weights.shape != (lines, columns) or intercepts.shape != (lines,) or not len(classes):
        raise ValueError(
            f"the weights are {weights.shape} and {intercepts.shape} for {len(classes)} classes "
            f"and {columns} columns"
        )
    model = LogisticRegression(solver="newton-cg")
    model.classes_, model.coef_, model.intercept_ = classes, weights, intercepts
    model.n_features_in_ = columns
    return model
