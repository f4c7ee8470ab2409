"""When a report that comes by mail is due: a day and an hour on the clock of its reader. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Every = Literal["week", "month"]


def next_after(moment: datetime, every: Every, day: int, hour: int, zone: str) -> datetime:
    """The first moment after `moment` at which it is that day and hour in `zone`.

    `day` is 0 (Monday) to 6 in a week, 1 to 28 in a month. An hour that a change of the clocks
    leaves out is the one after it.
    """
    here = ZoneInfo(zone)
    today = moment.astimezone(here).date()
    due = _at(_on_or_after(today, every, day), hour, here)
    if due > moment:
        return due
    return _at(_on_or_after(today + timedelta(days=1), every, day), hour, here)


def _on_or_after(today: date, every: Every, day: int) -> date:
    if every == "week":
        return today + timedelta(days=(day - today.weekday()) % 7)
    if today.day <= day:
        return today.replace(day=day)
    return (today.replace(day=1) + timedelta(days=32)).replace(day=day)


def before(due: datetime, every: Every, day: int, hour: int, zone: str) -> datetime:
    """The moment at which it was due the time before `due`."""
    here = ZoneInfo(zone)
    local = due.astimezone(here).date()
    if every == "week":
        return _at(local - timedelta(days=7), hour, here)
    return _at((local.replace(day=1) - timedelta(days=1)).replace(day=day), hour, here)


def _at(on: date, hour: int, here: ZoneInfo) -> datetime:
    # By way of UTC: an hour that is left out becomes one that there is.
    utc = ZoneInfo("UTC")
    return datetime.combine(on, time(hour), here).astimezone(utc)
