"""Names, hours and time zones from outside, refused in the desk's own words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from swarm.errors import Invalid
from swarm.people.hours import know_zone, parse_hours
from swarm.signs import TURNS

_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols to Unicode, nothing to the eye."""


LONGEST_NAME = 120


def checked_name(name: str) -> str:
    """The name of a person. Raises Invalid where nobody could read it, or it disorders others."""
    fault = fault_of_name(name)
    if fault:
        raise Invalid("This name cannot be used.", fields={"name": fault})
    return name


def fault_of_name(name: str) -> str | None:
    """What is wrong with a person's name, None where nothing is."""
    if len(name) > LONGEST_NAME:
        return f"must have at most {LONGEST_NAME} characters"
    if any(unicodedata.category(sign) == "Cc" for sign in name):
        return "holds control signs"
    if TURNS.search(name):
        return "holds signs that turn the direction"
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in set(name) - _BLANKS):
        return "shows no letter"
    return None


@lru_cache(maxsize=4096)
def fault_of_foreign_name(name: str) -> str | None:
    """What is wrong with as much of another desk's name as its person is called by here."""
    return fault_of_name(name[:LONGEST_NAME])


def checked_hours(hours: Mapping[str, Any]) -> dict[str, Any]:
    """The hours in normal form. Raises Invalid that says what is wrong."""
    try:
        return dict(parse_hours(hours))
    except ValueError as error:
        raise Invalid(
            "These working hours cannot be used.", fields={"hours": str(error)}
        ) from error


def checked_zone(name: str) -> str:
    """The name of a time zone. Raises Invalid for one that is unknown."""
    if not know_zone(name):
        raise Invalid(
            "This time zone is not known.", fields={"time_zone": "a name such as Europe/Berlin"}
        )
    return name
