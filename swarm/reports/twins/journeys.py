"""A ticket's way through tiers, as plain data: where it lay, how long, and what work it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

END = -1
"""What follows the last stop."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stay in one queue: hours until it left, and the work and its cost where they are known."""

    place: str
    hours: float
    minutes: float | None = None
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """A ticket that ended: what it was when it came (`fields`), and its stops in order.

    `at` is when it came, `ended_at` when it was solved; seconds since 1970.
    """

    id: str
    at: float
    ended_at: float
    fields: Mapping[str, str]
    stops: Sequence[Stop]

    @property
    def hops(self) -> int:
        """How often it was passed on."""
        return len(self.stops) - 1

    @property
    def hours(self) -> float:
        """From the first queue to the solution."""
        return sum(stop.hours for stop in self.stops)

    @property
    def cost(self) -> float | None:
        """Of all its work; None where one stop's is not known."""
        return added_up([stop.cost for stop in self.stops])


def added_up(amounts: Sequence[float | None]) -> float | None:
    """Their sum; None where one is not known."""
    known = [one for one in amounts if one is not None]
    return sum(known) if known and len(known) == len(amounts) else None
