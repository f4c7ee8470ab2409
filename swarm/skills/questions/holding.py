"""Who holds how much of each skill now: what every question about coverage begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.skills.decay import DAY, half_life_of
from swarm.skills.objections import shut_edges
from swarm.skills.questions.pieces import KINDS, Pieces, read_pieces
from swarm.skills.strength import PROVEN, WEIGHTS
from swarm.skills.tables import Skill

FORGOTTEN = 8
"""After so many half-lives a piece of evidence weighs four thousandths, and is not read."""

_WEIGHTS = np.array([WEIGHTS[kind] for kind in KINDS])
_PROVEN = np.array([kind in PROVEN for kind in KINDS])


@dataclass
class Holding:
    """Weights by person of one skill: what work showed, what people say, and who left."""

    proven: dict[int, float] = field(default_factory=dict)
    said: dict[int, float] = field(default_factory=dict)
    left: dict[int, float] = field(default_factory=dict)


def holdings(session: Session, skills: Collection[int] | None = None) -> dict[int, Holding]:
    """The holding of each skill in use (or of these), by skill id; nothing objected to counts."""
    now, half_life = clock.now().timestamp(), half_life_of(session) * DAY
    pieces = read_pieces(session)
    mine = pieces.at > now - FORGOTTEN * half_life
    mine &= np.isin(pieces.skill, _in_use(session, skills))
    mine &= ~_shut(session, pieces)
    kind = pieces.kind[mine]
    # What lies ahead counts as of today.
    age = np.maximum(now - pieces.at[mine], 0.0) / half_life
    weight = _WEIGHTS[kind] * 0.5**age
    width = int(pieces.person.max(initial=0)) + 1
    keys, place = np.unique(
        (pieces.skill[mine] * width + pieces.person[mine]) * 2 + _PROVEN[kind], return_inverse=True
    )
    sums = np.bincount(place, weight, len(keys))
    gone = set(session.scalars(select(Person.id).where(Person.left_at.is_not(None))))
    held: defaultdict[int, Holding] = defaultdict(Holding)
    for key, total in zip(keys.tolist(), sums.tolist(), strict=True):
        (skill, person), proven = divmod(key // 2, width), key % 2
        if person not in gone:
            (held[skill].proven if proven else held[skill].said)[person] = total
        elif proven:
            held[skill].left[person] = total
    return held


def _in_use(session: Session, skills: Collection[int] | None) -> NDArray[np.int64]:
    used = session.scalars(select(Skill.id).where(Skill.retired_at.is_(None)))
    found = {one for one in used if skills is None or one in skills}
    return np.array(sorted(found), dtype=np.int64)


def _shut(session: Session, pieces: Pieces) -> NDArray[np.bool_]:
    """Which pieces somebody objects to, or did with right."""
    shut = np.zeros(len(pieces.id), dtype=np.bool_)
    for edge in shut_edges(session):
        mine = (pieces.person == edge.person) & (pieces.skill == edge.skill)
        shut |= mine if edge.until is None else mine & (pieces.at <= edge.until.timestamp())
    return shut
