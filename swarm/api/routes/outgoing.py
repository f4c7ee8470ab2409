"""What is on its way out of the desk, for administrators."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import ADMINISTRATORS, Ask, Door, Input
from swarm.errors import Conflict, NotFound
from swarm.outbox.carrying import send_again
from swarm.outbox.queries import OutgoingPage, State, list_outgoing
from swarm.outbox.tables import Outgoing

door = Door("outgoing")


class OutgoingQuery(Input):
    """Which part of the outbox."""

    state: State | None = None
    cursor: Annotated[str, Field(max_length=800)] | None = None
    limit: int = Field(50, ge=1, le=100)


@door.get("/outgoing", who=ADMINISTRATORS, answers=OutgoingPage)
def read(ask: Ask, query: OutgoingQuery) -> OutgoingPage:
    """Mails and pushes, newest first, without their words."""
    return list_outgoing(ask.session, **query.model_dump())


@door.post("/outgoing/<int:outgoing>/tries", who=ADMINISTRATORS)
def try_again(ask: Ask, outgoing: int) -> None:
    """Give one that was given up all its tries anew."""
    row = ask.session.get(Outgoing, outgoing)
    if row is None:
        raise NotFound
    if not send_again(ask.session, outgoing):
        raise Conflict("Only what was given up is sent again.", current={"state": row.state})
