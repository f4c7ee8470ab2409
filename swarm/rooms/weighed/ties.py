"""Who has swarmed with whom, and when last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from swarm import clock
from swarm.matching.circle import DAYS
from swarm.matching.prospects import Prospect
from swarm.rooms.tables import Member

YEAR = timedelta(days=365)

# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_OWN, _OTHER = aliased(Member), aliased(Member)
_TOGETHER = (
    select(_OTHER.person_id, func.max(_OTHER.joined_at))
    .join(_OWN, and_(_OWN.swarm_id == _OTHER.swarm_id, _OWN.person_id == bindparam("person")))
    .where(
        _OTHER.person_id != bindparam("person"),
        _OTHER.role != "observer",
        _OWN.role != "observer",
        _OTHER.joined_at > bindparam("since"),
    )
    .group_by(_OTHER.person_id)
)


def swarmed_with(session: Session, person_id: int | None) -> dict[int, datetime]:
    """Everybody who was in a room with this person in the last year, and when that last began."""
    if person_id is None:
        return {}
    rows = session.execute(_TOGETHER, {"person": person_id, "since": clock.now() - YEAR})
    return {row[0]: row[1] for row in rows}


def circle_of(found: Sequence[Prospect], together: dict[int, datetime]) -> set[str]:
    """Who of these has worked with the owner in the last 90 days, in a room or on a ticket."""
    since = clock.now() - timedelta(days=DAYS)
    close = {str(person) for person, at in together.items() if at > since}
    for one in found:
        days = one.standing.tie_days
        if days is not None and days <= DAYS:
            close.add(one.person)
    return close
