"""What of a ticket is restricted, and who has a grant to read it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import GUEST, STAFF, Ask, Door, Input
from swarm.api.inputs import Id, Short
from swarm.errors import Invalid
from swarm.rooms.access import find_room
from swarm.tickets.access import find_ticket
from swarm.tickets.restricted.grants import end_grant, give_grant
from swarm.tickets.restricted.reading import Restricted, read_restricted
from swarm.tickets.restricted.restricting import (
    add_restricted_value,
    lift_restriction,
    restrict_attachment,
    restrict_field,
)

door = Door("restricted")


class RestrictionInput(Input):
    """What to restrict: a `field`, an `attachment`, or a `value` under a `name` of its own."""

    field: Short | None = None
    attachment: Id | None = None
    name: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    value: Annotated[str, Field(min_length=1, max_length=20_000)] | None = None


class GrantInput(Input):
    """Why somebody may read it."""

    reason: Annotated[str, Field(min_length=1, max_length=2_000)]


@door.post("/tickets/<int:number>/restrictions", who=STAFF, answers=Restricted, status=201)
def restrict(ask: Ask, number: int, body: RestrictionInput) -> Restricted:
    """Restrict something, as the ticket's owner or a manager."""
    ticket = find_ticket(ask.session, ask.actor, number)
    own = body.name is not None and body.value is not None
    if [body.field is not None, body.attachment is not None, own].count(True) != 1:
        raise Invalid("Name one thing: a field, a file, or a name and a value.",
                      fields={"field": "one thing"})  # fmt: skip
    if body.field is not None:
        restrict_field(ask.session, ask.actor, ticket, body.field)
    elif body.attachment is not None:
        restrict_attachment(ask.session, ask.actor, ticket, body.attachment)
    else:
        add_restricted_value(ask.session, ask.actor, ticket, body.name or "", body.value or "")
    return read_restricted(ask.session, ask.actor, ticket)


@door.delete("/tickets/<int:number>/restrictions/<int:restriction>", who=STAFF)
def lift(ask: Ask, number: int, restriction: int) -> None:
    """Let everybody who sees the ticket read it again."""
    lift_restriction(
        ask.session, ask.actor, find_ticket(ask.session, ask.actor, number), restriction
    )


@door.put("/tickets/<int:number>/grants/<int:person>", who=STAFF, answers=Restricted)
def grant(ask: Ask, number: int, person: int, body: GrantInput) -> Restricted:
    """Let a person read what is restricted of a ticket."""
    ticket = find_ticket(ask.session, ask.actor, number)
    give_grant(ask.session, ask.actor, ticket, person, body.reason)
    return read_restricted(ask.session, ask.actor, ticket)


@door.delete("/tickets/<int:number>/grants/<int:person>", who=STAFF)
def revoke(ask: Ask, number: int, person: int) -> None:
    """From now on they do not."""
    end_grant(ask.session, ask.actor, find_ticket(ask.session, ask.actor, number), person)


@door.get("/swarms/<int:swarm>/restricted", who=STAFF | GUEST, answers=Restricted, by_pass=True)
def show_in_room(ask: Ask, swarm: int) -> Restricted:
    """What is restricted of the ticket of a room that one is in."""
    standing = find_room(ask.session, ask.actor, swarm)
    return read_restricted(ask.session, ask.actor, standing.ticket)
