"""Working hours: how much of them lies between two moments, and when so much has passed.

Hours map a weekday (`mon` … `sun`) to spans of local time, `{"mon": [["09:00", "17:30"]]}`;
`24:00` ends a day. A day that is not named is free. Hours without any span mean round the
clock. Everything is counted in real time that passes: where the clocks are put forward or
back, a span of local time is shorter or longer on that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count, pairwise
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")

Span = tuple[int, int]
"""From and to, in minutes after midnight by the wall clock."""
Stretch = tuple[datetime, datetime]
"""From and to, in UTC."""


def know_zone(name: str) -> bool:
    """Whether `name` is a time zone that can be used."""
    try:
        _zone(name)
    except ValueError:
        return False
    return True


def parse_hours(raw: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """Hours in normal form: days in order, spans in order.

    Raises ValueError with a sentence for people where a day or a time is unknown, a span
    ends before it begins, two overlap, or days are named and nothing is open on any.
    """
    if unknown := [str(day) for day in raw if day not in DAYS]:
        raise ValueError(
            f"“{unknown[0][:20]}” is no weekday; use mon, tue, wed, thu, fri, sat, sun."
        )
    week = {day: _parse_day(raw[day]) for day in DAYS if day in raw}
    if week and not any(week.values()):
        raise ValueError("At least one day needs working hours.")
    return {
        day: [[_clock(start), _clock(end)] for start, end in spans]
        for day, spans in week.items()
        if spans
    }


def working_hours(hours: Mapping[str, Any], time_zone: str) -> WorkingHours:
    """The working hours of such a week in that zone. Raises ValueError like `parse_hours`."""
    week = {day: _parse_day(spans) for day, spans in hours.items() if day in DAYS}
    return _working_hours(tuple(tuple(week.get(day, ())) for day in DAYS), time_zone)


class WorkingHours:
    """One week of spans in one time zone, repeated for ever."""

    def __init__(self, week: tuple[tuple[Span, ...], ...], zone: ZoneInfo) -> None:
        self.week = week
        self.zone = zone
        self.always = not any(week)
        # A hash per call would cost more than the answer, so the cache belongs to the week.
        self._on = lru_cache(maxsize=4096)(self._stretches_on)

    def local(self, moment: datetime) -> datetime:
        """The moment as the wall clock there shows it."""
        return moment.astimezone(self.zone)

    def open_at(self, moment: datetime) -> bool:
        """Whether it is working time at that moment."""
        return self.next_opening(moment) == moment

    def next_opening(self, moment: datetime) -> datetime:
        """The moment itself within working hours, else when they next begin (UTC)."""
        return self.after(moment, 0)

    def minutes_between(self, start: datetime, end: datetime) -> float:
        """Working minutes from `start` to `end`, 0 where the end is not later."""
        return self.seconds_between(start, end) / 60

    def seconds_between(self, start: datetime, end: datetime) -> int:
        """Working seconds from `start` to `end`, 0 where the end is not later."""
        if end <= start:
            return 0
        if self.always:
            return round((end - start).total_seconds())
        total = 0.0
        for opens, closes in self._stretches_from(start):
            if opens >= end:
                break
            total += (min(closes, end) - max(opens, start)).total_seconds()
        return round(total)

    def after(self, start: datetime, minutes: float) -> datetime:
        """When `minutes` of working time have passed since `start` (UTC)."""
        start = start.astimezone(UTC)
        left = timedelta(minutes=max(0.0, minutes))
        if self.always:
            return start + left
        for opens, closes in self._stretches_from(start):
            begins = max(opens, start)
            # What is used up exactly at closing time is due then, not the next morning.
            if begins + left < closes or (left and begins + left == closes):
                return begins + left
            left -= closes - begins
        raise AssertionError("a week with hours always comes round")

    def _stretches_from(self, start: datetime) -> Iterator[Stretch]:
        # A day earlier, for spans that end after midnight in UTC.
        first = self.local(start).date() - timedelta(days=1)
        for passed in count():
            for opens, closes in self._on(first + timedelta(days=passed)):
                if closes > start:
                    yield opens, closes

    def _stretches_on(self, day: date) -> tuple[Stretch, ...]:
        stretches = (
            (_moment(day, start, self.zone), _moment(day, end, self.zone))
            for start, end in self.week[day.weekday()]
        )
        return tuple((opens, closes) for opens, closes in stretches if opens < closes)


@lru_cache(maxsize=512)
def _working_hours(week: tuple[tuple[Span, ...], ...], time_zone: str) -> WorkingHours:
    return WorkingHours(week, _zone(time_zone))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise ValueError(f"“{name[:60]}” is no time zone, such as Europe/Berlin.") from error


def _parse_day(raw: Any) -> tuple[Span, ...]:
    if not isinstance(raw, list | tuple) or len(raw) > 12:
        raise ValueError("A day is a list of spans, such as [[“09:00”, “17:30”]].")
    spans = sorted(_parse_span(one) for one in raw)
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise ValueError("Two spans of a day overlap.")
    return tuple(spans)


def _parse_span(raw: Any) -> Span:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise ValueError("A span has a beginning and an end, such as [“09:00”, “17:30”].")
    start, end = _parse_time(raw[0]), _parse_time(raw[1])
    if end <= start:
        raise ValueError("A span must end after it begins; split a night into two days.")
    return start, end


def _parse_time(raw: Any) -> int:
    if raw == "24:00":
        return 24 * 60
    match = _TIME.match(raw) if isinstance(raw, str) else None
    if match is None:
        raise ValueError("A time is written as 09:00, from 00:00 to 24:00.")
    return int(match[1]) * 60 + int(match[2])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The moment at which the wall clock shows so many minutes after midnight.

    Of two such moments (clocks put back) it is the first; where there is none (clocks put
    forward) it is the jump itself, so that nothing of a skipped hour is counted.
    """
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    moment = wall.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    late, early = moment, wall.replace(fold=1).astimezone(UTC)
    after = late.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == after:
            late = middle
        else:
            early = middle
    return late.replace(microsecond=0)
