"""What the pickers of a report's filter offer."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from swarm.people.tables import Person, Team
from swarm.reports.access import check_reads
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ticket
from swarm.tiers.tables import TierMap

MOST = 500


class TeamChoice(BaseModel):
    """A team to choose."""

    id: int
    name: str


class Choices(BaseModel):
    """Values that occur, in the order of the alphabet, at most 500 of each."""

    teams: list[TeamChoice]
    products: list[str]
    components: list[str]
    categories: list[str]
    sources: list[str]
    swarm_kinds: list[str]
    map_versions: list[int]


def read_choices(session: Session, actor: Person | None) -> Choices:
    """What a report can be narrowed down to. Raises NotFound or NotAllowed."""
    check_reads(actor)
    teams = session.execute(select(Team.id, Team.name).order_by(Team.name).limit(MOST))
    return Choices(
        teams=[TeamChoice(id=row.id, name=row.name) for row in teams],
        products=_values(session, Ticket.product),
        components=_values(session, Ticket.component),
        categories=_values(session, Ticket.category),
        sources=_values(session, Ticket.source),
        swarm_kinds=list(
            session.scalars(
                select(Swarm.kind)
                .where(Swarm.ticket_number.is_not(None))
                .distinct()
                .order_by(Swarm.kind)
            )
        ),
        map_versions=list(
            session.scalars(select(TierMap.version).order_by(TierMap.version.desc()).limit(MOST))
        ),
    )


def _values(session: Session, column: InstrumentedAttribute[Any]) -> list[str]:
    return list(
        session.scalars(
            select(column).where(column.is_not(None)).distinct().order_by(column).limit(MOST)
        )
    )
