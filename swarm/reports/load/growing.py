"""Growth seats that turned into solo solutions, from the kept figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.reports.aggregates.entries import Ids
from swarm.reports.aggregates.epochs import epoch
from swarm.reports.aggregates.growth import LEARNED, OFFERED, SOLO
from swarm.reports.aggregates.parts import Part
from swarm.reports.cohorts import Cohort
from swarm.reports.memory import recall
from swarm.skills.tables import Interest


@dataclass(frozen=True)
class Seat:
    """Somebody's first growth seat at a skill, and the first ticket needing it that they solved
    alone afterwards (None: not yet)."""

    person: int
    skill: int
    ticket: int
    at: datetime
    solo: int | None


Pair = tuple[int, int]
"""A person and a skill."""


def load_seats(session: Session) -> list[Seat]:
    """Every first growth seat: as a learner, or by an offer of one's own to grow that skill."""
    wishes = {
        (person, skill): at
        for person, skill, at in session.execute(
            select(Interest.person_id, Interest.skill_id, epoch(Interest.at))
        )
    }
    return seats_of(recall(session, Cohort()).part, wishes)


def seats_of(part: Part, wishes: Mapping[Pair, float]) -> list[Seat]:
    """The first growth seats on the tickets of a part, the earliest first; pure.

    `wishes` tells since when (seconds since 1970) a person has wanted to grow a skill.
    """
    entries = part.entries["growth"]
    said, number = entries.values, part.number[entries.at]
    width = int(said["skill"].max(initial=0)) + 1
    pair = said["person"].astype(np.int64) * width + said["skill"]
    since = {who * width + skill: at for (who, skill), at in wishes.items() if skill < width}
    seated = np.flatnonzero((said["how"] == LEARNED) | _wished(said, pair, since))
    order = seated[np.lexsort((number[seated], said["at"][seated]))]
    pairs, first = np.unique(pair[order], return_index=True)
    first = order[first]
    solos = _first_solos(said, number, pair, pairs, said["at"][first])
    found = [
        Seat(
            person=key // width,
            skill=key % width,
            ticket=int(number[place]),
            at=datetime.fromtimestamp(float(said["at"][place]), UTC),
            solo=solo or None,
        )
        for key, place, solo in zip(pairs.tolist(), first.tolist(), solos.tolist(), strict=True)
    ]
    return sorted(found, key=lambda seat: (seat.at, seat.ticket))


def _wished(said: NDArray[np.void], pair: Ids, since: Mapping[int, float]) -> NDArray[np.bool_]:
    """Which seats came by an offer of somebody who wanted to grow that very skill by then."""
    offered: NDArray[np.bool_] = said["how"] == OFFERED
    for place in np.flatnonzero(offered).tolist():
        offered[place] = since.get(int(pair[place]), np.inf) <= said["at"][place]
    return offered


def _first_solos(
    said: NDArray[np.void], number: Ids, pair: Ids, pairs: Ids, seated: NDArray[np.float64]
) -> Ids:
    """The ticket first solved alone after each of `pairs` (rising) was seated; 0 for none."""
    if not len(pairs):
        return pairs
    solo = np.flatnonzero(said["how"] == SOLO)
    place = np.minimum(np.searchsorted(pairs, pair[solo]), len(pairs) - 1)
    at = said["at"][solo]
    mine = (pairs[place] == pair[solo]) & (at > seated[place])
    solo, place, at = solo[mine], place[mine], at[mine]
    earliest = np.full(len(pairs), np.inf)
    np.minimum.at(earliest, place, at)
    then = at == earliest[place]
    found = np.full(len(pairs), np.iinfo(np.int64).max)
    np.minimum.at(found, place[then], number[solo[then]])
    found[np.isinf(earliest)] = 0
    return found
