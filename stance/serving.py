"""The model as MLflow serves it: a pyfunc over the model folder.

MLflow stores this file itself ("models from code") and runs it where the model is loaded, so that
no pickled object is part of a served model.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature
from mlflow.pyfunc import PythonModel
from mlflow.types import ColSpec, Schema

from stance.errors import UserError
from stance.inference import ANSWER

_TYPES = {str: "string", float: "double", bool: "boolean"}
SIGNATURE = ModelSignature(
    inputs=Schema(
        [
            ColSpec("string", "text"),
            ColSpec("string", "target"),
            ColSpec("string", "speaker", required=False),
            ColSpec("string", "context", required=False),
        ]
    ),
    outputs=Schema([ColSpec(_TYPES[kind], name) for name, kind in ANSWER.items()]),
)
# Characters of a field: a worker that is long at one is taken for dead, others' rows too.
_LONGEST = 100_000
_REQUIREMENTS = (
    "mlflow",
    "onnxruntime",
    "safetensors",
    "scikit-learn",
    "tokenizers",
    "torch",
    "transformers",
)
EXAMPLE = {
    "text": "Maduro kept his word to the pensioners.",
    "target": "maduro",
    "speaker": "Ana Paz",
    "context": "“Maduro kept his word to the pensioners,” said Ana Paz.",
}


class StanceModel(PythonModel):  # type: ignore[misc]  # MLflow has no types here
    """Answers a table of quotes, a row for each row given."""

    def load_context(self, context: Any) -> None:
        """Reads the model folder that was logged with this file."""
        from stance.inference import load

        self.model = load(context.artifacts["model"])

    def predict(
        self, context: Any, model_input: pd.DataFrame, params: dict[str, Any] | None = None
    ) -> pd.DataFrame:
        """Columns as in the signature; the rows keep their order and their index.

        A row without text or target, or with a field longer than 100,000 characters, is the
        caller's mistake: a server answers 400.
        """
        rows = model_input.to_dict("records")
        try:
            for number, row in enumerate(rows):
                target = row["target"]
                if not isinstance(target, str) or not target.strip():  # it would be asked of all
                    raise UserError(f"row {number}: target is {target!r}, must name a target")
                for name in ("text", "target", "speaker", "context"):
                    if len(str(row.get(name) or "")) > _LONGEST:
                        raise UserError(
                            f"row {number}: {name} is longer than {_LONGEST:,} characters"
                        )
            answers = list(self.model.predict_rows(rows))
        except UserError as error:
            raise MlflowException.invalid_parameter_value(str(error)) from None
        return pd.DataFrame(answers, index=model_input.index, columns=[*ANSWER])


def log(folder: Path) -> str:
    """Logs a model folder as the model `model` of the active run; returns the model's id."""
    logged = mlflow.pyfunc.log_model(
        name="model",
        python_model=__file__,
        artifacts={"model": str(folder)},
        signature=SIGNATURE,
        input_example=pd.DataFrame([EXAMPLE]),
        # What this package stands on. Itself it is not listed: it must be installed from its
        # source where the model is served, since another package has its name on the index.
        pip_requirements=[f"{name}=={version(name).split('+')[0]}" for name in _REQUIREMENTS],
    )
    return str(logged.model_id)


if __name__ != "stance.serving":  # MLflow runs its copy of this file under another name
    mlflow.models.set_model(StanceModel())
