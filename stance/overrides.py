"""Overrides: what a user types after a command, as typed configuration, or told what is wrong.

Hydra composes `conf/` with the overrides and hands an entry point a `DictConfig`; `read_config`
turns it into the dataclasses of `stance.config`.
"""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.config import (
    DATA,
    MODELS,
    PROTOCOLS,
    EvaluateConfig,
    TrainConfig,
)
from stance.errors import UserError, near

if TYPE_CHECKING:
    from omegaconf import DictConfig


def read_config(cfg: DictConfig, overrides: Sequence[str] = ()) -> TrainConfig:
    """The typed form of a composed configuration; `overrides` is what the user typed.

    Raises `UserError` with the full key and what is allowed for an unknown key, a missing one or
    a wrong type, and for an override that would do nothing.
    """
    from omegaconf import OmegaConf

    fields = _expanded(OmegaConf.to_container(cfg, resolve=True))
    _refuse_empty(fields, overrides)
    typed: TrainConfig = _typed("", fields, TrainConfig)
    if not typed.tracking.uri.strip():
        raise UserError(
            "tracking.uri must be a database (sqlite:///mlflow.db) or a server "
            f"(http://localhost:5000), was: {typed.tracking.uri!r}"
        )
    if not 0 <= typed.seed < 2**32:
        raise UserError(f"seed must be at least 0 and below 2**32, was: {typed.seed}")
    if typed.abstain.accuracy is not None and not 0 < typed.abstain.accuracy <= 1:
        raise UserError(
            f"abstain.accuracy must be above 0 and at most 1, or null, was: "
            f"{typed.abstain.accuracy}"
        )
    typed.model = _section("model", typed.model, MODELS)
    typed.data = _section("data", typed.data, DATA)
    typed.protocol = _section("protocol", typed.protocol, PROTOCOLS)
    typed.baselines = {
        name: _section(f"baselines.{name}", value, MODELS)
        for name, value in typed.baselines.items()
    }
    for override in overrides:
        if re.match(rf"\+{{0,2}}baselines\.{re.escape(typed.model.kind)}\.", override):
            raise UserError(
                f"{override} does nothing: the model is a {typed.model.kind} itself; name the "
                f"baseline otherwise: +model@baselines.other={typed.model.kind}"
            )
    return typed


def _expanded(value: Any) -> Any:
    """Values with the home folder for `~/` before a path, which shells leave behind a `=`."""
    if isinstance(value, dict):
        return {name: _expanded(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_expanded(item) for item in value]
    tilde = isinstance(value, str) and value.startswith("~/")
    return str(Path(value).expanduser()) if tilde else value


def _refuse_empty(fields: Any, overrides: Sequence[str]) -> None:
    """Raises `UserError` for `key={}`, which Hydra merges: it would take nothing away."""
    for override in overrides:
        given = re.fullmatch(r"\+{0,2}([\w.]+)=\{\s*\}", override)
        if given is None:
            continue
        there = fields
        for name in given[1].split("."):
            there = there.get(name) if isinstance(there, dict) else None
        if there:
            instead = " ".join(f"~{given[1]}.{name}" for name in there)
            raise UserError(f"{override} takes nothing away; to do so, write {instead}")


def read_evaluate_config(cfg: DictConfig) -> EvaluateConfig:
    """The typed form of `conf/evaluate.yaml`; raises as `read_config` does."""
    from omegaconf import OmegaConf
    from omegaconf.errors import MissingMandatoryValue

    try:
        fields = _expanded(OmegaConf.to_container(cfg, resolve=True, throw_on_missing=True))
    except MissingMandatoryValue as error:
        raise UserError(
            f"missing key {error.full_key}; give a run, a model folder or a registered model"
        ) from None
    typed: EvaluateConfig = _typed("", fields, EvaluateConfig)
    typed.data = _section("data", typed.data, DATA)
    return typed


# The classes of which the `kind` of a section chooses one.
_CLASSES: dict[str, Mapping[str, type[Any]]] = {
    "model": MODELS,
    "data": DATA,
    "protocol": PROTOCOLS,
}


def valid_keys(config: type[Any] = TrainConfig) -> list[str]:
    """Every key an override can name, dotted; those of a baseline are those of `model`."""
    hints: dict[str, Any] = typing.get_type_hints(config)
    keys = [*hints]
    for name, hint in hints.items():
        classes = _CLASSES.get(name, {}).values()
        keys += [key for cls in classes or [hint] for key in _dotted(name, cls)]
    return list(dict.fromkeys(keys))


def unknown(key: str, config: type[Any]) -> UserError:
    """The full key, with its near misses, or else the keys that stand where it was looked for."""
    if baseline := re.match(r"(baselines\.\w+)\.(.+)", key):
        told = str(unknown(f"model.{baseline[2]}", config))
        return UserError(
            told.replace("model.", f"{baseline[1]}.").replace("model=", f"model@{baseline[1]}=")
        )
    keys = valid_keys(config)
    if key in keys:
        section = key.partition(".")[0]
        owners = [
            f"{section}={'venezuela' if kind == 'corpus' else kind}"
            for kind, cls in _CLASSES.get(section, {}).items()
            if key in _dotted(section, cls)
        ]
        return UserError(f"key {key} goes with {' or '.join(owners)} alone")
    parent = key.rpartition(".")[0]
    beside = [k for k in keys if k.rpartition(".")[0] == parent]
    misses = near(key, keys)
    return UserError(f"unknown key {key}: {misses if '?' in misses else near(key, beside or keys)}")


def _dotted(prefix: str, cls: Any) -> Iterator[str]:
    """The dotted keys of a dataclass; of anything else none."""
    hints = typing.get_type_hints(cls) if dataclasses.is_dataclass(cls) else {}
    for name, hint in hints.items():
        yield f"{prefix}.{name}"
        yield from _dotted(f"{prefix}.{name}", hint)


def _section(key: str, value: Any, classes: Mapping[str, type]) -> Any:
    """A section whose `kind` chooses its class."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in classes:
        raise UserError(f"{key}.kind: {kind!r} is not one of {', '.join(classes)}")
    return _typed(key, value, classes[kind])


def _typed(key: str, value: Any, cls: type) -> Any:
    """A section as its dataclass; OmegaConf checks keys and types."""
    from omegaconf import OmegaConf
    from omegaconf.errors import (
        ConfigKeyError,
        MissingMandatoryValue,
        OmegaConfBaseException,
    )

    dot = f"{key}." if key else ""
    try:
        return OmegaConf.to_object(OmegaConf.merge(OmegaConf.structured(cls), value))
    except ConfigKeyError as error:
        name = f"{dot}{error.full_key}"
        raise unknown(name, cls if cls is EvaluateConfig else TrainConfig) from None
    except MissingMandatoryValue as error:
        raise UserError(f"missing key {dot}{error.full_key}") from None
    except OmegaConfBaseException as error:
        raise UserError(f"{dot}{error.full_key or ''} {_rule(error)}") from None


# What OmegaConf says of a value, and what it means to somebody who does not know OmegaConf.
_RULES = (
    (r"Value (.*) of type .* could not be converted to Integer", "must be a whole number, was: {}"),
    (r"Value (.*) of type .* could not be converted to Float", "must be a number, was: {}"),
    (r"Value (.*) is not a valid bool", "must be true or false, was: {}"),
    (r".* is not a ListConfig, list or tuple", "must be a list: [A,B]"),
    (r"Cannot assign (\w+) to Dict.*", "must be a mapping, {{name: value}}, was: a {}"),
    (r".* is not a subclass of .*value: (.*)", "is a section: give its keys, was: {}"),
    (r".* is not Optional|Incompatible value 'None'", "must not be null"),
)


def _rule(error: Exception) -> str:
    """What a value must be, from what OmegaConf says of it."""
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    for pattern, rule in _RULES:
        if found := re.match(pattern, said):
            return rule.format(*found.groups())
    return f"is not as it must be: {said}"
