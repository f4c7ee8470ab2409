"""Tags of a ticket, and its relations to others."""

from __future__ import annotations

from typing import Literal

from swarm.api.door import STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.api.routes.tickets import show
from swarm.errors import Invalid, NotFound
from swarm.tickets.access import find_ticket
from swarm.tickets.queries import TicketPage
from swarm.tickets.relations import relate, unrelate
from swarm.tickets.tags import add_tag, remove_tag

door = Door("relations")


class NewRelation(Input):
    """`duplicate`: this ticket repeats the other one."""

    other: Id
    kind: Literal["related", "duplicate"] = "related"


@door.post("/tickets/<int:number>/relations", who=STAFF, answers=TicketPage, status=201)
def add_relation(ask: Ask, number: int, body: NewRelation) -> TicketPage:
    """Relate the ticket to another; the same once more changes nothing."""
    ticket = find_ticket(ask.session, ask.actor, number)
    try:
        other = find_ticket(ask.session, ask.actor, body.other)
    except NotFound as error:
        raise Invalid("There is no such ticket.", fields={"other": "unknown"}) from error
    relate(ask.session, ask.actor, ticket, other, body.kind)
    return show(ask, ticket)


@door.delete("/tickets/<int:number>/relations/<int:other>", who=STAFF, answers=TicketPage)
def remove_relation(ask: Ask, number: int, other: int) -> TicketPage:
    """Take the relation of two tickets away."""
    ticket = find_ticket(ask.session, ask.actor, number)
    unrelate(ask.session, ask.actor, ticket, find_ticket(ask.session, ask.actor, other))
    return show(ask, ticket)


@door.put("/tickets/<int:number>/tags/<tag>", who=STAFF, answers=TicketPage)
def put_tag(ask: Ask, number: int, tag: str) -> TicketPage:
    """Put a tag on the ticket."""
    ticket = find_ticket(ask.session, ask.actor, number)
    add_tag(ask.session, ask.actor, ticket, tag)
    return show(ask, ticket)


@door.delete("/tickets/<int:number>/tags/<tag>", who=STAFF, answers=TicketPage)
def take_tag(ask: Ask, number: int, tag: str) -> TicketPage:
    """Take a tag off the ticket."""
    ticket = find_ticket(ask.session, ask.actor, number)
    remove_tag(ask.session, ask.actor, ticket, tag)
    return show(ask, ticket)
