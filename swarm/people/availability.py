"""Whether somebody is here right now, and what time it is where they are. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from swarm.people.hours import WorkingHours


class Here(StrEnum):
    """How likely a call is to be heard: in working hours, outside of them, or away for days."""

    IN_HOURS = "in_hours"
    AFTER_HOURS = "after_hours"
    AWAY = "away"


def here_at(hours: WorkingHours, moment: datetime, *, away: bool) -> Here:
    """Where a person with these hours stands at `moment`; `away` is an absence at that time."""
    if away:
        return Here.AWAY
    return Here.IN_HOURS if hours.open_at(moment) else Here.AFTER_HOURS


def local_time(hours: WorkingHours, moment: datetime) -> datetime:
    """The moment by that person's wall clock, with its offset, to the minute."""
    return hours.local(moment).replace(second=0, microsecond=0)
