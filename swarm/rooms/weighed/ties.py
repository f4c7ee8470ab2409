"""Who has swarmed with whom, and when last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from swarm import clock
from swarm.matching.circle import DAYS
from swarm.matching.model import Suggestion
from swarm.rooms.tables import Member

YEAR = timedelta(days=365)


def swarmed_with(session: Session, person_id: int | None) -> dict[int, datetime]:
    """Everybody who was in a room with this person in the last year, and when that last began."""
    if person_id is None:
        return {}
    own, other = aliased(Member), aliased(Member)
    rows = session.execute(
        select(other.person_id, func.max(other.joined_at))
        .join(own, and_(own.swarm_id == other.swarm_id, own.person_id == person_id))
        .where(
            other.person_id != person_id,
            other.role != "observer",
            own.role != "observer",
            other.joined_at > clock.now() - YEAR,
        )
        .group_by(other.person_id)
    )
    return {row[0]: row[1] for row in rows}


def circle_of(found: Sequence[Suggestion], together: dict[int, datetime]) -> set[str]:
    """Who of these has worked with the owner in the last 90 days, in a room or on a ticket."""
    since = clock.now() - timedelta(days=DAYS)
    close = {str(person) for person, at in together.items() if at > since}
    for one in found:
        for reason in one.reasons:
            known = reason.kind == "worked_with_owner" and reason.age_days is not None
            if known and (reason.age_days or 0.0) <= DAYS:
                close.add(one.person)
    return close
