"""What is in use on tickets, for those who pick from a list."""

from __future__ import annotations

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from swarm.people.queries import TeamRef
from swarm.people.tables import Person, Team
from swarm.tickets.states import STEPS
from swarm.tickets.tables import Priority, Tag, Ticket

MOST = 1_000


class Fields(BaseModel):
    """The known values; `components` are grouped by product, `steps` is the state machine."""

    products: list[str]
    components: dict[str, list[str]]
    categories: list[str]
    tags: list[str]
    teams: list[TeamRef]
    priorities: list[str]
    steps: dict[str, list[str]]


def read_fields(session: Session, actor: Person) -> Fields:
    """The values in use; requesters see no tags and no teams."""
    pairs = session.execute(
        select(Ticket.product, Ticket.component)
        .where(Ticket.product.is_not(None))
        .distinct()
        .order_by(Ticket.product, Ticket.component)
        .limit(MOST)
    ).all()
    components: dict[str, list[str]] = {str(product): [] for product, _ in pairs}
    for product, component in pairs:
        if component is not None:
            components[str(product)].append(component)
    teams = session.execute(select(Team.id, Team.name).order_by(Team.name)) if actor.staff else ()
    return Fields(
        products=list(components),
        components=components,
        categories=_values(session, Ticket.category),
        tags=_values(session, Tag.name) if actor.staff else [],
        teams=[TeamRef(id=number, name=name) for number, name in teams],
        priorities=[str(one) for one in Priority],
        steps={str(start): sorted(map(str, ends)) for start, ends in STEPS.items()},
    )


def _values(
    session: Session, column: InstrumentedAttribute[str | None] | InstrumentedAttribute[str]
) -> list[str]:
    query = select(column).where(column.is_not(None)).distinct().order_by(column).limit(MOST)
    return [str(value) for value in session.scalars(query)]
