"""What reports need of each ticket, one column a fact, never as objects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from swarm import clock
from swarm.reports.aggregates.parts import UNDECIDED, Columns, Lazy, Part, run_of
from swarm.reports.aggregates.reading import read_part
from swarm.reports.around import Ids
from swarm.reports.cohorts import Cohort
from swarm.reports.survival import Flags, Floats, Waits, in_order

HOUR = 3600.0


class Facts:
    """Parallel arrays, one entry a ticket, by rising number; each is made when first asked for.

    Moments are seconds since 1970, NaN where there is none. The `kept` columns are 1 kept,
    0 missed, NaN while that is open or where nothing was promised. `moves` are changes of
    owner or of group, whichever were more (a transfer of both is one); `bounces` are returns
    to the one it came from. `timed` of the `touches` tell their length, `minutes` is its sum
    (NaN where none tells). `swarm_people` are the people of its swarms, one in two swarms
    counted twice. The `source` columns are what the desk of origin itself counted.
    """

    number: Ids
    tiered: Flags
    imported: Flags
    ended: Flags
    created: Floats
    responded: Floats
    solved: Floats
    seen: Floats
    response_kept: Floats
    resolution_kept: Floats
    reopened: Ids
    score: Floats
    asked: Flags
    swarms: Ids
    swarms_closed: Ids
    swarms_solved: Ids
    swarm_people: Ids
    people: Ids
    touches: Ids
    timed: Ids
    minutes: Floats
    moves: Ids
    bounces: Ids
    group_moves: Ids
    source_moves: Floats
    source_reopens: Floats
    source_kept: Floats
    source_hours: Floats

    def __init__(self, number: Ids, columns: Columns) -> None:
        self.number = number
        self._columns = columns
        self._waits: dict[str, Waits] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in COLUMNS:
            raise AttributeError(name)
        return self._columns[name]

    def __len__(self) -> int:
        return len(self.number)

    def where(self, mask: Flags) -> Facts:
        """The same facts of some of the tickets."""
        chosen = run_of(mask)
        columns = Lazy(COLUMNS, lambda name: self._columns[name][chosen])
        return Facts(self.number[chosen], columns)

    def waiting(self, measure: str) -> tuple[Floats, Flags]:
        """How long each ticket waited, in hours, and whether what it waited for has come.

        `measure` is resolve or first_response; what has not come yet lasts at least until the
        ticket was last watched.
        """
        if measure == "first_response":
            happened = ~np.isnan(self.responded)
            return np.where(happened, self.response_hours, self.seen_hours), happened
        happened = ~np.isnan(self.solved)
        return np.where(happened, self.solved_hours, self.seen_hours), happened

    def waits(self, measure: str) -> Waits:
        """The same in rising order, put in order once for all that ask."""
        if measure not in self._waits:
            self._waits[measure] = in_order(*self.waiting(measure))
        return self._waits[measure]

    @cached_property
    def solved_hours(self) -> Floats:
        """Hours from creation to the solution; NaN where there is none."""
        return np.maximum(self.solved - self.created, 0) / HOUR

    @cached_property
    def response_hours(self) -> Floats:
        """Hours from creation to the first public reply; NaN where there is none."""
        return np.maximum(self.responded - self.created, 0) / HOUR

    @cached_property
    def seen_hours(self) -> Floats:
        """Hours from creation to when the ticket was last watched: its end, or now."""
        return np.maximum(self.seen - self.created, 0) / HOUR


Column = Callable[[Columns, float], NDArray[Any]]


def _told(name: str) -> Column:
    return lambda said, _: _or_nan(said[name])


def _kept(promise: str, due: str) -> Column:
    def column(said: Columns, now: float) -> Floats:
        stands = said["paused"]
        if promise == "response":
            # The rule of tickets.clocks.response_stands_at.
            stands = stands & np.isnan(said["solved"])
        late = (said[due] < now) & ~stands
        undecided = np.where(late, 0.0, np.nan)
        return np.where(said[promise] == UNDECIDED, undecided, _or_nan(said[promise]))

    return column


def _or_nan(values: NDArray[Any]) -> Floats:
    return np.where(values < 0, np.nan, values)


OTHERWISE: dict[str, Column] = {
    "seen": lambda said, now: np.where(np.isnan(said["seen"]), now, said["seen"]),
    "response_kept": _kept("response", "respond_by"),
    "resolution_kept": _kept("resolution", "resolve_by"),
    "score": lambda said, _: np.where(said["score"] > 0, said["score"], np.nan),
    **{name: _told(name) for name in ("source_moves", "source_reopens", "source_kept")},
}
"""Facts that are told otherwise than they are kept; all others stand as they are."""

COLUMNS = tuple(name for name in Facts.__annotations__ if name != "number")


def facts_of(part: Part, now: datetime) -> Facts:
    """The facts of the tickets of a part, at a moment: open ones grow older."""
    at = now.timestamp()

    def column(name: str) -> NDArray[Any]:
        made = OTHERWISE.get(name)
        return made(part.columns, at) if made else part.columns[name]

    return Facts(part.number, Lazy(COLUMNS, column))


def load_facts(session: Session, cohort: Cohort) -> Facts:
    """The facts of every ticket of `cohort`."""
    return facts_of(read_part(session, cohort), clock.now())
