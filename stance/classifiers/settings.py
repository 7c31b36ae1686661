"""What a number among a classifier's settings may be, of a user's or of a manifest's.

A number beyond reason is no mistake of type: it loops for ever, overflows, or answers NaN.
"""

from __future__ import annotations

import reprlib
from typing import Any

from stance.errors import UserError

MOST = 1_000_000_000


def check_number(name: str, value: Any, least: int = 0, most: int = MOST) -> None:
    """Raises `UserError`, naming the setting, for all but a number from `least` to `most`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UserError(f"{name} must be a number, was: {_shown(value)}")
    if not value >= least:  # NaN as well
        raise UserError(f"{name} must be {least} or more, was: {_shown(value)}")
    if value > most:
        raise UserError(f"{name} must be at most {most:,}, was: {_shown(value)}")


def check_above_0(name: str, value: Any) -> None:
    """Raises `UserError` for all but a number above 0 and up to `MOST`."""
    if type(value) in (int, float) and not value > 0:
        raise UserError(f"{name} must be above 0, was: {_shown(value)}")
    check_number(name, value)


def check_whole(name: str, value: Any, least: int = 0, most: int = MOST) -> None:
    """Raises `UserError` for all but a whole number from `least` to `most`."""
    check_number(name, value, least, most)
    if not isinstance(value, int):
        raise UserError(f"{name} must be a whole number, was: {value}")


def check_flag(name: str, value: Any) -> None:
    """Raises `UserError` for all but true and false."""
    if not isinstance(value, bool):
        raise UserError(f"{name} must be true or false, was: {_shown(value)}")


def _shown(value: Any) -> str:
    """A value for a message, shortened where it is long."""
    return value if isinstance(value, str) and len(value) < 30 else reprlib.repr(value)
