"""A Hydra app for people: what is typed is read as it is meant, and a mistake is one line."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from stance.config import EvaluateConfig, TrainConfig, conf_dir
from stance.errors import UserError, exit_on_user_error, near
from stance.overrides import unknown


def composition_error(error: Exception, config: type[Any] = TrainConfig) -> UserError | None:
    """What a user did wrong where Hydra could not compose a configuration; None for a defect."""
    from hydra.errors import HydraException, MissingConfigException, OverrideParseException
    from omegaconf.errors import OmegaConfBaseException

    if isinstance(error, ValueError) and "Config group override" in str(error):  # model=null
        groups = ", ".join(sorted(path.name for path in conf_dir().iterdir() if path.is_dir()))
        return UserError(f"each of {groups} takes the name of a choice: {error}")
    if isinstance(error, ValueError) and _raised_in(error).startswith("omegaconf"):  # more.x=RUN
        return UserError(f"an override that names an item of a list does so by number: {error}")
    if not isinstance(error, HydraException | OmegaConfBaseException):
        return None
    if isinstance(error, MissingConfigException):
        group, _, name = (error.missing_cfg_file or "").rpartition("/")
        if error.options:
            return UserError(f"{group}={name}: no such choice; {near(name, error.options)}")
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if key := re.search(r"Could not override '([^']+)'", str(error)):
        return unknown(key[1], config)
    if isinstance(error, OverrideParseException):
        return UserError(f"{error.override}: cannot be read; give KEY=VALUE, or 'KEY=\"A TEXT\"'")
    if several := re.match(r"Ambiguous value for argument '(.+)'", str(error)):
        name, _, value = several[1].replace('"', "").partition("=")
        return UserError(
            f"{name}={value}: is several values; give a list as {name}=[{value}], one text as "
            f"'{name}=\"{value}\"', and -m for a sweep over them"
        )
    return UserError(lines[0] if lines else type(error).__name__)


def _raised_in(error: Exception, past: Sequence[str] = ()) -> str:
    """The module that raised an error, or the one that called those of `past` which did."""
    frames = traceback.walk_tb(error.__traceback__)
    modules = [str(frame.f_globals.get("__name__", "")) for frame, _ in frames]
    raised = [module for module in modules if module.partition(".")[0] not in past]
    return raised[-1] if raised else ""


def _readable(argument: str) -> str:
    """An override with quotes around values that Hydra's grammar would stumble over, as paths do.

    >>> _readable("data.root=~/José/corpus (2)")
    'data.root="~/José/corpus (2)"'
    >>> _readable("model.words=[1,2]")
    'model.words=[1,2]'
    """
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    key, equals, value = argument.partition("=")
    if (
        not equals
        or key.startswith("-")
        or re.match(r"[\[{'\"]", value)
        or re.search(r"[\"\\]", value)
    ):
        return argument
    try:
        OverridesParser.create().parse_override(argument)
    except HydraException:
        return f"{key}=" + ",".join(f'"{one}"' for one in value.split(","))
    return argument


# A value, or an item of a list, that is a run's id, whole or its first digits as tables show them.
_ID = re.compile(r"((?:^[\w.+]+=|[\[,])\s*)([0-9a-f]{32}|[0-9a-f]{8})(?=\s*(?:[\],]|$))")


def _with_ids(argument: str) -> str:
    """An override with quotes around ids of runs, some of which Hydra would take for numbers.

    >>> _with_ids("run_a=[6149e123,FOLDER/6149e123]")
    'run_a=["6149e123",FOLDER/6149e123]'
    """
    return _ID.sub(r'\1"\2"', argument)


def run_app(app: Callable[[], None], config: type[Any] = TrainConfig) -> None:
    """Runs a Hydra app; a user's mistake, also in composing, is one line and status 2.

    `config` has the keys that are allowed: those of `train.yaml` or of `evaluate.yaml`.
    """
    # Hydra would fold every error into its own words and status 1.
    os.environ["HYDRA_FULL_ERROR"] = "1"
    if config is EvaluateConfig:
        sys.argv[1:] = map(_with_ids, sys.argv[1:])
    sys.argv[1:] = map(_readable, sys.argv[1:])
    with exit_on_user_error():
        try:
            app()
        except (UserError, BrokenPipeError):
            raise
        except Exception as error:
            if (mistake := composition_error(error, config)) is not None:
                raise mistake from None
            if not _raised_in(error, past=("os", "pathlib", "omegaconf")).startswith("hydra"):
                raise
            if isinstance(error, OSError):
                told = f"{error.filename}: cannot be made: {error.strerror}"
                raise UserError(f"hydra.run.dir: {told}") from None
            if isinstance(error, ValueError):  # of flags that do not go together, as -m and --cfg
                raise UserError(str(error)) from None
            if own := [typed for typed in sys.argv[1:] if typed.lstrip("+~").startswith("hydra.")]:
                raise UserError(
                    f"{' '.join(own)}: Hydra cannot take this; --cfg hydra shows what it has there"
                ) from None
            raise
