"""What reports need of each ticket, one column a fact, never as objects."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from swarm import clock
from swarm.reports.aggregates.parts import UNDECIDED, Part
from swarm.reports.aggregates.reading import read_part
from swarm.reports.around import Ids
from swarm.reports.cohorts import Cohort
from swarm.reports.survival import Flags, Floats

HOUR = 3600.0
AS_THEY_ARE = (
    "tiered", "imported", "ended", "asked", "created", "responded", "solved", "minutes",
    "source_hours",
)  # fmt: skip
OF_THE_SOURCE = ("source_moves", "source_reopens", "source_kept")
COUNTS = (
    "reopened", "swarms", "swarms_closed", "swarms_solved", "swarm_people", "people", "touches",
    "timed", "moves", "bounces", "group_moves",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Parallel arrays, one entry a ticket, by rising number.

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

    def __len__(self) -> int:
        return len(self.number)

    def where(self, mask: Flags) -> Facts:
        """The same facts of some of the tickets."""
        return Facts(**{field.name: getattr(self, field.name)[mask] for field in fields(self)})

    @property
    def solved_hours(self) -> Floats:
        """Hours from creation to the solution; NaN where there is none."""
        return np.maximum(self.solved - self.created, 0) / HOUR

    @property
    def response_hours(self) -> Floats:
        """Hours from creation to the first public reply; NaN where there is none."""
        return np.maximum(self.responded - self.created, 0) / HOUR

    @property
    def seen_hours(self) -> Floats:
        """Hours from creation to when the ticket was last watched: its end, or now."""
        return np.maximum(self.seen - self.created, 0) / HOUR


def facts_of(part: Part, now: datetime) -> Facts:
    """The facts of the tickets of a part, at a moment: open ones grow older."""
    said = part.columns
    at = now.timestamp()
    columns: dict[str, NDArray[Any]] = {name: said[name].astype(np.int64) for name in COUNTS}
    columns |= {name: said[name] for name in AS_THEY_ARE}
    columns |= {name: _told(said[name]) for name in OF_THE_SOURCE}
    return Facts(
        number=part.number,
        seen=np.where(np.isnan(said["seen"]), at, said["seen"]),
        response_kept=_kept(said["response"], said["respond_by"], said["paused"], at),
        resolution_kept=_kept(said["resolution"], said["resolve_by"], said["paused"], at),
        score=np.where(said["score"] > 0, said["score"], np.nan),
        **columns,
    )


def load_facts(session: Session, cohort: Cohort) -> Facts:
    """The facts of every ticket of `cohort`."""
    return facts_of(read_part(session, cohort), clock.now())


def _told(values: NDArray[Any]) -> Floats:
    return np.where(values < 0, np.nan, values)


def _kept(promise: NDArray[Any], due: Floats, paused: Flags, now: float) -> Floats:
    late = (due < now) & ~paused
    undecided = np.where(late, 0.0, np.nan)
    return np.where(promise == UNDECIDED, undecided, _told(promise))
