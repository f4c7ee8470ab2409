"""How much each person is asked and already does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from operator import mul

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.fairness import decayed
from swarm.rooms.tables import Closure, Invitation, Member

WINDOWS = (0, 7, 21, 42, 70, 112)
"""Days: requests between two of them weigh what one from the middle weighs."""


def asked_lately(session: Session, people: Iterable[int]) -> dict[int, int]:
    """How often each of these people was invited in the last 24 hours."""
    rows = session.execute(
        select(Invitation.person_id, func.count().label("times"))
        .where(
            Invitation.person_id.in_(list(people)),
            Invitation.sent_at > clock.now() - timedelta(days=1),
        )
        .group_by(Invitation.person_id)
    )
    return {row.person_id: row.times for row in rows}


def requests(session: Session) -> dict[str, float]:
    """How often everybody was invited lately, decayed as `fairness` says, by the person's id."""
    now = clock.now()
    spans = list(pairwise(timedelta(days=days) for days in WINDOWS))
    counts = [
        func.count().filter(Invitation.sent_at <= newer, Invitation.sent_at > older)
        for newer, older in ((now - near, now - far) for near, far in spans)
    ]
    rows = session.execute(
        select(Invitation.person_id, *counts)
        .where(Invitation.sent_at > now - spans[-1][1])
        .group_by(Invitation.person_id)
    )
    weights = [decayed((near + far).days / 2) for near, far in spans]
    return {str(person): sum(map(mul, counted, weights)) for person, *counted in map(tuple, rows)}


def open_rooms(session: Session, people: Iterable[int]) -> dict[int, int]:
    """In how many open rooms each of these people is helping or leading now."""
    rows = session.execute(
        select(Member.person_id, func.count().label("rooms"))
        .where(
            Member.person_id.in_(list(people)),
            Member.left_at.is_(None),
            Member.role.not_in(("observer", "learner")),
            ~exists().where(Closure.swarm_id == Member.swarm_id),
        )
        .group_by(Member.person_id)
    )
    return {row.person_id: row.rooms for row in rows}
