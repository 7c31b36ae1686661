"""Which run of a store is gone on with, and whether another process is still at work on it."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

from mlflow.exceptions import MlflowException

from stance.errors import UserError
from stance.registry import SHORT_ID
from stance.tracking.reading import whole_id
from stance.tracking.store import parents

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run as MlflowRun

DIGEST = "stance.config_digest"
PROCESS = "stance.process"


def run_to_resume(
    client: MlflowClient, experiment_id: str, digest: str, resume: str | None
) -> MlflowRun | None:
    """The run of a configuration and data that is gone on with; see `stance.tracking.recording`."""
    if resume is None:
        return None
    if resume == "auto":
        runs = parents(client, experiment_id, "!= 'FINISHED'")
        same = [run for run in runs if run.data.tags.get(DIGEST) == digest]
        left = next((run for run in same if not _alive(run) and not _elsewhere(run)), None)
        if left is None:
            why = "the only one is still going" if same else "there is none"
            if away := next(filter(_elsewhere, same), None):
                known = away.info.run_id
                why = f"{known} is still running on {_host(away)}; resume={known} takes it over"
            print(f"resume=auto: no run to go on with ({why}); a new one begins", file=sys.stderr)
        return left
    try:
        found = client.get_run(whole_id(resume, client) if SHORT_ID.fullmatch(resume) else resume)
    except UserError as error:
        raise UserError(f"resume={error}") from None
    except MlflowException:
        raise UserError(f"resume={resume}: no such run; allowed: auto, or a run's id") from None
    if found.info.status == "FINISHED":
        raise UserError(f"resume={resume}: that run is finished; leave resume out for a new one")
    if _alive(found):
        raise UserError(f"resume={resume}: that run is still going; wait for it, or stop it")
    if found.data.tags.get(DIGEST) != digest:
        raise UserError(
            f"resume={resume}: that run has another configuration or other data; give it the same"
        )
    return found


def process(number: int | None = None) -> str:
    """A process, this one by default: the machine, its number there, and when it began.

    The last since numbers come again, in a container at every start. Raises `psutil.Error` where
    there is no such process, or it cannot be asked.
    """
    import psutil

    found = psutil.Process(number)
    return f"{socket.gethostname()}:{found.pid}:{found.create_time():.0f}"


def _alive(run: MlflowRun) -> bool:
    """Whether another process of this machine is still at work on a run."""
    import psutil

    told = run.data.tags.get(PROCESS, "")
    if run.info.status != "RUNNING" or not told or told == process():
        return False
    try:
        found = process(int(told.split(":")[1]))
    except psutil.Error:
        return False
    return bool(found == told)


def _host(run: MlflowRun) -> str:
    """The machine a run was last begun or gone on with on; "" where it does not say."""
    return str(run.data.tags.get(PROCESS, "")).partition(":")[0]


def _elsewhere(run: MlflowRun) -> bool:
    """Whether a run has not ended on another machine, whose processes cannot be seen from here."""
    return run.info.status == "RUNNING" and _host(run) not in ("", socket.gethostname())
