"""How much each person is asked and already does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from operator import mul

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.matching.fairness import decayed
from swarm.rooms.tables import Closure, Invitation, Member, Swarm

WINDOWS = (0, 7, 21, 42, 70, 112)
"""Days: requests between two of them weigh what one from the middle weighs."""


_SPANS = list(pairwise(timedelta(days=days) for days in WINDOWS))
_WEIGHTS = [decayed((near + far).days / 2) for near, far in _SPANS]

# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_LATELY = (
    select(Invitation.person_id, func.count().label("times"))
    .where(
        Invitation.person_id.in_(bindparam("people", expanding=True)),
        Invitation.sent_at > bindparam("since"),
    )
    .group_by(Invitation.person_id)
)
_REQUESTS = (
    select(
        Invitation.person_id,
        *(
            func.count().filter(
                Invitation.sent_at <= bindparam(f"edge{place}"),
                Invitation.sent_at > bindparam(f"edge{place + 1}"),
            )
            for place in range(len(_SPANS))
        ),
    )
    .where(Invitation.sent_at > bindparam(f"edge{len(_SPANS)}"))
    .group_by(Invitation.person_id)
)
_ROOMS = (
    select(Member.person_id, func.count().label("rooms"))
    .join(Swarm, Swarm.id == Member.swarm_id)
    .where(
        Swarm.ticket_number.is_not(None),
        Member.person_id.in_(bindparam("people", expanding=True)),
        Member.left_at.is_(None),
        Member.role.not_in(("observer", "learner")),
        ~exists().where(Closure.swarm_id == Member.swarm_id),
    )
    .group_by(Member.person_id)
)


def asked_lately(session: Session, people: Iterable[int]) -> dict[int, int]:
    """How often each of these people was invited in the last 24 hours."""
    since = clock.now() - timedelta(days=1)
    rows = session.execute(_LATELY, {"people": list(people), "since": since})
    return {row.person_id: row.times for row in rows}


def requests(session: Session) -> dict[str, float]:
    """How often everybody was invited lately, decayed as `fairness` says, by the person's id."""
    now = clock.now()
    edges = {f"edge{place}": now - timedelta(days=days) for place, days in enumerate(WINDOWS)}
    rows = session.execute(_REQUESTS, edges)
    return {str(person): sum(map(mul, counted, _WEIGHTS)) for person, *counted in map(tuple, rows)}


def open_rooms(session: Session, people: Iterable[int]) -> dict[int, int]:
    """In how many open swarms each of these people is helping or leading now.

    Where tickets are picked over one looks for work: that is none yet.
    """
    rows = session.execute(_ROOMS, {"people": list(people)})
    return {row.person_id: row.rooms for row in rows}
