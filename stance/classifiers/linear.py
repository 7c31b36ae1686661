"""Logistic regression: fitted fast where columns are many, and kept as plain arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from stance.classifiers.base import Probabilities
from stance.schema import LABELS

Array = npt.NDArray[Any]
WIDE = 100  # columns for each row from which on a fit goes by way of the rows

# What `arrays` holds, by name.
DTYPES = {"classes": "int64", "weights": "float64", "intercepts": "float64"}


def regression(c: float, balanced: bool, seed: int) -> Any:
    """An unfitted `LogisticRegression`; the arguments are those of `Tfidf`."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(
        C=c,
        class_weight="balanced" if balanced else None,
        # A handful of steps, each cheap with sparse rows; lbfgs takes some fifty, and most of
        # its time goes into vectors as long as all features.
        solver="newton-cg",
        max_iter=2000,
        random_state=seed,
    )


def fit(model: Any, features: Any, labels: npt.NDArray[np.int64]) -> Any:
    """Fits a penalised regression, by way of its rows where there are far more columns.

    The weights that minimise a loss with an L2 penalty are a sum of rows (the representer theorem,
    Kimeldorf & Wahba, 1971). With L the Cholesky factor of X X', fitting v on L and taking
    w = X' L'^-1 v is the same problem in as many unknowns as there are rows.
    """
    rows, columns = features.shape
    if columns < WIDE * rows:
        return model.fit(features, labels)
    from scipy.linalg import cholesky, solve_triangular

    products = (features @ features.T).toarray()
    products[np.diag_indices(rows)] += 1e-8  # the same row twice would leave it singular
    factor = cholesky(products, lower=True)
    model.fit(factor, labels)
    of_rows = solve_triangular(factor, model.coef_.T, lower=True, trans="T")
    model.coef_ = np.ascontiguousarray((features.T @ of_rows).T)
    model.n_features_in_ = columns
    return model


def probabilities(model: Any, features: Any) -> Probabilities:
    """float32 (n, 3), rows sum to 1; a class that was not in training has 0."""
    answers = np.zeros((features.shape[0], len(LABELS)), dtype=np.float32)
    answers[:, model.classes_] = model.predict_proba(features)
    return answers


def arrays(model: Any) -> dict[str, Array]:
    """What a fitted regression learned: its classes, and the weights and intercept of each."""
    learned = {"classes": model.classes_, "weights": model.coef_, "intercepts": model.intercept_}
    return {name: np.ascontiguousarray(learned[name], dtype) for name, dtype in DTYPES.items()}


def restored(model: Any, found: dict[str, Array], columns: int) -> Any:
    """The fitted regression whose `arrays` these are; raises `ValueError` where they are none.

    Columns that are not there would be read from memory that is not theirs.
    """
    classes, weights, intercepts = (found[n] for n in ("classes", "weights", "intercepts"))
    if classes.tolist() != [label for label in range(len(LABELS)) if label in classes]:
        raise ValueError(f"the classes are {classes}, must be some of 0, 1 and 2")
    lines = len(classes) if len(classes) > 2 else 1
    if weights.shape != (lines, columns) or intercepts.shape != (lines,) or not len(classes):
        raise ValueError(
            f"the weights are {weights.shape} and {intercepts.shape} for {len(classes)} classes "
            f"and {columns} columns"
        )
    model.classes_, model.coef_, model.intercept_ = classes, weights, intercepts
    model.n_features_in_ = columns
    return model
