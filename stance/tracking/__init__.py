"""The store of runs and models: opened (`store`), read (`reading`) and written (`recording`).

Only this room and `stance.serving` import MLflow.
"""

import os

# Read by MLflow when it is imported: nothing is sent anywhere, and no bars for copying files.
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")

from stance.tracking.reading import (
    children,
    fetch,
    finished_runs,
    predictions,
    recorded,
    recorded_rows,
    whole_id,
)
from stance.tracking.store import connect, connect_default

__all__ = [
    "children",
    "connect",
    "connect_default",
    "fetch",
    "finished_runs",
    "predictions",
    "recorded",
    "recorded_rows",
    "whole_id",
]
