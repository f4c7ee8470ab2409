"""Working time: when a person, or several together, can do something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from swarm.demo.cast.shapes import DemoPerson, Site

Span = tuple[datetime, datetime]
FARTHEST = 60
"""Days after which a meeting of several people is given up (they never work together)."""


@lru_cache(maxsize=20_000)
def _site_day(site: Site, day: date) -> Span:
    zone = ZoneInfo(site.zone)
    start, end = (time.fromisoformat(text) for text in (site.start, site.end))
    return (
        datetime.combine(day, start, zone).astimezone(UTC),
        datetime.combine(day, end, zone).astimezone(UTC),
    )


def day_of(person: DemoPerson, day: date) -> Span | None:
    """The span that `person` works on that local day, or None for a day off."""
    if day.weekday() not in person.days:
        return None
    if any(away.first <= day <= away.last for away in person.away):
        return None
    return _site_day(person.site, day)


def working(person: DemoPerson, moment: datetime) -> bool:
    """Whether `person` is at work at `moment`."""
    span = day_of(person, moment.astimezone(ZoneInfo(person.site.zone)).date())
    return span is not None and span[0] <= moment < span[1]


def _shared_day(people: Sequence[DemoPerson], day: date) -> Span | None:
    # Every site's working day lies within one UTC day, so days need no pairing.
    spans = [day_of(person, day) for person in people]
    if any(span is None for span in spans):
        return None
    known = [span for span in spans if span is not None]
    start, end = max(span[0] for span in known), min(span[1] for span in known)
    return (start, end) if start < end else None


def _shared_days(people: Sequence[DemoPerson], moment: datetime) -> Iterable[Span]:
    for offset in range(FARTHEST):
        span = _shared_day(people, moment.date() + timedelta(days=offset))
        if span is not None and span[1] > moment:
            yield max(span[0], moment), span[1]


def next_shared(people: Sequence[DemoPerson], moment: datetime) -> datetime:
    """The first moment from `moment` on at which all of them are at work.

    Raises ValueError when there is none within 60 days.
    """
    for start, _ in _shared_days(people, moment):
        return start
    raise ValueError("these people never work at the same time")


def next_stretch(people: Sequence[DemoPerson], moment: datetime, minutes: float) -> datetime:
    """The first moment from which all of them have that many minutes on the same day.

    Raises ValueError as `next_shared` does.
    """
    for start, end in _shared_days(people, moment):
        if start + timedelta(minutes=minutes) < end:
            return start
    raise ValueError("these people never work that long together")


def later(people: Sequence[DemoPerson], moment: datetime, minutes: float) -> datetime:
    """The moment that lies `minutes` of shared working time after `moment`, to the second.

    Raises ValueError as `next_shared` does.
    """
    left = timedelta(minutes=minutes)
    for start, end in _shared_days(people, moment):
        if start + left < end:
            return (start + left).replace(microsecond=0)
        left -= end - start
    raise ValueError("these people have not that much time together")


def worked_minutes(person: DemoPerson, start: datetime, end: datetime) -> float:
    """How many minutes `person` was at work between the two moments."""
    total = timedelta()
    day = start.date()
    while day <= end.date():
        span = _shared_day([person], day)
        if span is not None:
            total += max(timedelta(), min(span[1], end) - max(span[0], start))
        day += timedelta(days=1)
    return total.total_seconds() / 60
