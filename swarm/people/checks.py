"""Hours and time zones as they come from outside, refused in the desk's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from swarm.errors import Invalid
from swarm.people.hours import know_zone, parse_hours


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
