"""Whose turn is when, and who takes a stretch of it instead. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Plan:
    """Turns of `days` each from a day on, handed over at a time of the zone's wall clock."""

    people: Sequence[int]
    starts_on: date
    hands_over: time
    days: int
    zone: ZoneInfo

    def begins(self, turn: int) -> datetime:
        """When a turn begins, in UTC; turns are counted from 0."""
        day = self.starts_on + timedelta(days=turn * self.days)
        return datetime.combine(day, self.hands_over, tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A person is on call from, to; `stand_in` is the id of what put them there."""

    person: int
    starts_at: datetime
    ends_at: datetime
    stand_in: int | None = None


def turns_between(plan: Plan, since: datetime, until: datetime) -> Iterator[Stretch]:
    """The whole turns that touch the time between two moments, in order."""
    if not plan.people:
        return
    passed = (since.astimezone(plan.zone).date() - plan.starts_on).days
    # One earlier: on the day itself the turn before runs until it is handed over.
    turn = max(0, passed // plan.days - 1)
    while (begins := plan.begins(turn)) < until:
        ends = plan.begins(turn + 1)
        if ends > since:
            yield Stretch(plan.people[turn % len(plan.people)], begins, ends)
        turn += 1


def lay_over(turns: Iterable[Stretch], instead: Iterable[Stretch]) -> list[Stretch]:
    """The turns with what is taken instead in their place; the later of `instead` covers."""
    laid = list(turns)
    for one in instead:
        laid = [part for turn in laid for part in _around(turn, one)]
        laid.append(one)
    return sorted(laid, key=lambda stretch: stretch.starts_at)


def _around(turn: Stretch, one: Stretch) -> Iterator[Stretch]:
    if turn.starts_at < one.starts_at:
        yield replace(turn, ends_at=min(turn.ends_at, one.starts_at))
    if turn.ends_at > one.ends_at:
        yield replace(turn, starts_at=max(turn.starts_at, one.ends_at))


def at(stretches: Iterable[Stretch], moment: datetime) -> Stretch | None:
    """The stretch that covers a moment."""
    return next((one for one in stretches if one.starts_at <= moment < one.ends_at), None)
