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
RULE = (
    "A touch is a stretch of work by one person on one ticket: acts at most 30 minutes apart,"
    " a lone act counting 2 minutes."
)


@dataclass(frozen=True, slots=True)
class Act:
    """One line of activity by somebody."""

    at: datetime
    stream: str
    seq: int


@dataclass(slots=True)
class Stretch:
    """Acts of one person on one ticket without a long pause.

    It is named by the line it began with; `last_seq` is its last line in that same stream
    (a stretch may go on in the ticket's swarm).
    """

    stream: str
    first_seq: int
    last_seq: int
    start: datetime
    end: datetime

    @property
    def minutes(self) -> float:
        """How long it took, by the rule above."""
        return minutes_between(self.start, self.end)

    def add(self, act: Act) -> None:
        """Take a later act in."""
        self.end = act.at
        if act.stream == self.stream:
            self.last_seq = act.seq


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
        if stretches and belongs(stretches[-1].start, stretches[-1].end, act.at):
            stretches[-1].add(act)
        else:
            stretches.append(Stretch(act.stream, act.seq, act.seq, act.at, act.at))
    return stretches
