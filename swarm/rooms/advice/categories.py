"""What kind of ticket this is, by the desk's own words for kinds: suggested, never set unasked."""

from __future__ import annotations

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.rooms.advice.asking import query_of
from swarm.rooms.advice.fitting import Fitted
from swarm.tickets.restricted.restricting import restricted_fields
from swarm.tickets.states import ENDED
from swarm.tickets.tables import Ticket

LEAST, MOST = 0.3, 3
"""What is less likely is not worth a click; and so many are told at most."""


class CategoryCard(BaseModel):
    """A category in use at this desk, and how likely the ticket belongs to it (0 to 1)."""

    category: str
    probability: float


class CategoryList(BaseModel):
    """Suggested categories, likeliest first; none where the ticket has one, or is over."""

    items: list[CategoryCard]
    can: dict[str, bool]


def suggest_categories(
    session: Session, fitted: Fitted, actor: Person, ticket: Ticket
) -> CategoryList:
    """The kinds of ticket that this one seems to be, by its words and what it is about."""
    open_ = ticket.status not in ENDED
    free = open_ and not ticket.category and "category" not in restricted_fields(session, ticket)
    return CategoryList(
        items=_found(session, fitted, ticket) if free else [],
        can={"take": free and actor.staff},
    )


def _found(session: Session, fitted: Fitted, ticket: Ticket) -> list[CategoryCard]:
    query = query_of(session, ticket, None)
    kinds = fitted.memory.recall(
        ("kinds", fitted.added, query), lambda: fitted.model.kinds(query, most=MOST, least=LEAST)
    )
    return [
        CategoryCard(category=one.category, probability=round(one.probability, 3)) for one in kinds
    ]
