"""Dispatch and backlog rooms: tickets picked over together."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.api.door import STAFF, Ask, Door, Input
from swarm.api.inputs import Id, PickingOver, Words
from swarm.rooms.cards import SwarmPage
from swarm.rooms.picking.cards import Queue
from swarm.rooms.picking.deciding import LONGEST_WHY, Decided, pick_ticket
from swarm.rooms.picking.opening import open_room
from swarm.rooms.picking.reading import read_queue
from swarm.rooms.queries import read_swarm

door = Door("picking")


class NewRoom(Input):
    """For a team's tickets, or the whole desk's; `note` says what this round is for."""

    kind: PickingOver
    team: Id | None = None
    note: Annotated[str, Field(max_length=2_000)] = ""


class NewPick(Input):
    """What is decided on a ticket.

    `taken`: I take it. `offered`: its ownership is offered to `to`. `swarmed`: I open a swarm on
    it that asks `help_needed`. `left`: not now, and `why`.
    """

    ticket: Id
    decision: Literal["taken", "offered", "swarmed", "left"]
    to: Id | None = None
    help_needed: Words = ""
    tried: Words = ""
    why: Annotated[str, Field(max_length=LONGEST_WHY)] = ""


@door.post("/swarms", who=STAFF, answers=SwarmPage, status=201)
def create_room(ask: Ask, body: NewRoom) -> SwarmPage:
    """Open a dispatch or backlog room, which has no ticket of its own."""
    swarm = open_room(ask.session, ask.actor, body.kind, body.team, body.note)
    return read_swarm(ask.session, ask.actor, swarm.id)


@door.get("/swarms/<int:swarm>/queue", who=STAFF, answers=Queue)
def show_queue(ask: Ask, swarm: int) -> Queue:
    """Show what waits in a dispatch or backlog room, and what was decided; members only."""
    return read_queue(ask.session, ask.actor, swarm)


@door.post("/swarms/<int:swarm>/picks", who=STAFF, answers=Queue, status=201)
def pick(ask: Ask, swarm: int, body: NewPick) -> Queue:
    """Decide on a ticket that waits: take it, hand it out, swarm it, or leave it."""
    said = Decided(body.decision, body.to, body.help_needed, body.tried, body.why)
    pick_ticket(ask.session, ask.actor, swarm, body.ticket, said)
    return read_queue(ask.session, ask.actor, swarm)
