"""Whether somebody is here right now, and what time it is where they are. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

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


DAY_SLOTS, SLOT = 48, timedelta(minutes=30)


def shared_hours(one: WorkingHours, other: WorkingHours, moment: datetime) -> float:
    """The share (0..1) of the other's working time in the next 24 hours in which `one` works too.

    Looked at every half hour; 1 where the other does not work in that day at all.
    """
    start = moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)
    wanted = _open_slots(other, start)
    both = wanted & _open_slots(one, start)
    return both.bit_count() / wanted.bit_count() if wanted else 1.0


@lru_cache(maxsize=4096)  # a desk has few distinct weeks, and asks about all of its people at once
def _open_slots(hours: WorkingHours, start: datetime) -> int:
    return sum(1 << slot for slot in range(DAY_SLOTS) if hours.open_at(start + slot * SLOT))
