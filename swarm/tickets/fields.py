"""What is in use on tickets, for those who pick from a list."""

from __future__ import annotations

from pydantic import BaseModel
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from swarm.people.queries import TeamRef
from swarm.people.tables import Person, Team
from swarm.tickets.states import STEPS
from swarm.tickets.tables import Priority, Tag, Ticket

MOST = 1_000

Column = InstrumentedAttribute[str | None] | InstrumentedAttribute[str]


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
    products = _values(session, Ticket.product)
    components = {
        product: _values(session, Ticket.component, Ticket.product == product)
        for product in products
    }
    teams = session.execute(select(Team.id, Team.name).order_by(Team.name)) if actor.staff else ()
    return Fields(
        products=products,
        components=components,
        categories=_values(session, Ticket.category),
        tags=_values(session, Tag.name) if actor.staff else [],
        teams=[TeamRef(id=number, name=name) for number, name in teams],
        priorities=[str(one) for one in Priority],
        steps={str(start): sorted(map(str, ends)) for start, ends in STEPS.items()},
    )


def _values(session: Session, column: Column, *where: ColumnElement[bool]) -> list[str]:
    """The different values of an indexed column, in order, at most MOST.

    From each value the index leads to the next one: what is read are the values, not the
    tickets that have them.
    """
    known = select(func.min(column).label("value")).where(*where).cte("known", recursive=True)
    after = select(func.min(column)).where(column > known.c.value, *where).scalar_subquery()
    known = known.union_all(select(after).where(known.c.value.is_not(None)))
    query = select(known.c.value).where(known.c.value.is_not(None)).limit(MOST)
    return [str(value) for value in session.scalars(query)]
