"""What counts as one stretch of work, in one place.

Acts of one person on one ticket belong to the same stretch as long as no more than
`IDLE` passes between one and the next. A stretch lasts from its first act to its last,
and at least `LEAST`: a lone act is taken to need that long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
LEAST = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Act:
    """One line of activity by somebody."""

    at: datetime
    stream: str
    seq: int


@dataclass(slots=True)
class Stretch:
    """Acts of one person on one ticket without a long pause; the first and last of them."""

    first: Act
    last: Act

    @property
    def minutes(self) -> float:
        """How long it took, by the rule above."""
        return minutes_between(self.first.at, self.last.at)

    def add(self, act: Act) -> None:
        """Take a later act in."""
        self.last = act


def minutes_between(start: datetime, end: datetime) -> float:
    """Minutes of a stretch from its first act at `start` to its last at `end`."""
    return round(max(end - start, LEAST) / timedelta(minutes=1), 2)


def belongs(start: datetime, end: datetime, at: datetime) -> bool:
    """Whether an act at `at` belongs to the stretch from `start` to `end`."""
    return start - IDLE <= at <= end + IDLE


def fold(acts: Iterable[Act]) -> list[Stretch]:
    """The stretches of one person's acts on one ticket, in the order of time."""
    stretches: list[Stretch] = []
    for act in sorted(acts, key=lambda act: (act.at, act.stream, act.seq)):
        if stretches and belongs(stretches[-1].first.at, stretches[-1].last.at, act.at):
            stretches[-1].add(act)
        else:
            stretches.append(Stretch(act, act))
    return stretches
