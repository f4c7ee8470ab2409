"""Swarms: opened with an ask, joined, left, closed with an outcome."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.activity.lines import MOST, PAGE, Lines
from swarm.api.door import GUEST, STAFF, Ask, Door, Input
from swarm.api.inputs import LARGEST_ID, Id, OnTicket, SwarmKind, Words
from swarm.errors import Invalid
from swarm.rooms.access import find_card
from swarm.rooms.cards import SwarmList, SwarmPage
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.opening import open_swarm
from swarm.rooms.picking.closing import close_room
from swarm.rooms.queries import read_activity, read_swarm
from swarm.rooms.reopening import cancel_swarm, reopen_swarm
from swarm.rooms.waiting import list_swarms

door = Door("swarms")

ROOM = STAFF | GUEST
"""Who may come near a room at all; requesters never."""

Help = Literal["hypothesis", "ruled_out", "unblocked", "fix", "knowledge"]
Needed = Annotated[str, Field(min_length=1, max_length=20_000)]
Finding = Annotated[str, Field(max_length=2_000)]


class NewSwarm(Input):
    """The ask: what help is needed, and what was tried.

    Dispatch and backlog rooms have no ticket: `POST /api/swarms` opens them.
    """

    help_needed: Needed
    tried: Words = ""
    kind: OnTicket = "ad_hoc"


class SwarmQuery(Input):
    """Which swarms: those I am in, those that are open, those of one kind."""

    mine: bool = False
    open: bool = False
    kind: SwarmKind | None = None
    cursor: Annotated[str, Field(max_length=400)] | None = None
    limit: int = Field(50, ge=1, le=100)


class ActivityQuery(Input):
    """Lines after number `after`, at most `limit`."""

    after: int = Field(0, ge=0, le=LARGEST_ID)
    limit: int = Field(PAGE, ge=1, le=MOST)


class CreditInput(Input):
    """Whose help counted, and as what."""

    person: Id
    kind: Help
    message: Id | None = None


class Reason(Input):
    """Why, in a few words."""

    reason: Annotated[str, Field(min_length=1, max_length=2_000)]


class SwarmOutcome(Input):
    """How it ended. Where `solved`, the ticket is solved too; `fix` is the summary unless told."""

    summary: Needed
    solved: bool
    ruled_out: Words | Annotated[list[Finding], Field(max_length=50)] = ""
    credits: list[CreditInput] = Field(default_factory=list, max_length=200)
    cause: Words = ""
    fix: Words = ""


@door.post("/tickets/<int:number>/swarms", who=STAFF, answers=SwarmPage, status=201)
def create_swarm(ask: Ask, number: int, body: NewSwarm) -> SwarmPage:
    """Open a swarm on a ticket that one owns."""
    swarm = open_swarm(
        ask.session,
        ask.actor,
        number,
        help_needed=body.help_needed,
        tried=body.tried,
        kind=body.kind,
    )
    return read_swarm(ask.session, ask.actor, swarm.id)


@door.get("/swarms", who=ROOM, answers=SwarmList)
def find_swarms(ask: Ask, query: SwarmQuery) -> SwarmList:
    """List swarms, newest first, with what is unread in mine."""
    return list_swarms(
        ask.session,
        ask.actor,
        mine=query.mine,
        open_only=query.open,
        kind=query.kind,
        cursor=query.cursor,
        limit=query.limit,
    )


@door.get("/swarms/<int:swarm>", who=ROOM, answers=SwarmPage, by_pass=True)
def show_swarm(ask: Ask, swarm: int) -> SwarmPage:
    """Show one swarm: its card to colleagues, its room to members."""
    return read_swarm(ask.session, ask.actor, swarm)


@door.get("/swarms/<int:swarm>/activity", who=ROOM, answers=Lines, by_pass=True)
def show_activity(ask: Ask, swarm: int, query: ActivityQuery) -> Lines:
    """Read the room's lines, words included; members only."""
    return read_activity(ask.session, ask.actor, swarm, query.after, query.limit)


@door.post("/swarms/<int:swarm>/members", who=STAFF, answers=SwarmPage, status=201)
def observe(ask: Ask, swarm: int) -> SwarmPage:
    """Come in to watch, as a manager; into a room without a ticket, to pick over what waits."""
    observe_swarm(ask.session, ask.actor, swarm)
    return read_swarm(ask.session, ask.actor, swarm)


@door.delete("/swarms/<int:swarm>/members/<int:person>", who=ROOM, by_pass=True)
def end_membership(ask: Ask, swarm: int, person: int) -> None:
    """Leave a swarm, or remove somebody as its owner."""
    remove_member(ask.session, ask.actor, swarm, person)


@door.put("/swarms/<int:swarm>/cancellation", who=STAFF, answers=SwarmPage)
def cancel(ask: Ask, swarm: int, body: Reason) -> SwarmPage:
    """End a swarm that turned out not to be needed, as its owner."""
    cancel_swarm(ask.session, ask.actor, swarm, body.reason)
    return read_swarm(ask.session, ask.actor, swarm)


@door.post("/swarms/<int:swarm>/reopenings", who=STAFF, answers=SwarmPage, status=201)
def reopen(ask: Ask, swarm: int, body: Reason) -> SwarmPage:
    """Open a swarm that is over again, as its owner, while its ticket is worked on."""
    reopen_swarm(ask.session, ask.actor, swarm, body.reason)
    return read_swarm(ask.session, ask.actor, swarm)


@door.put("/swarms/<int:swarm>/outcome", who=STAFF, answers=SwarmPage)
def set_outcome(ask: Ask, swarm: int, body: SwarmOutcome) -> SwarmPage:
    """Close a swarm with what was learned, and credit those who helped.

    Where tickets were picked over there is nothing to solve and nobody to credit.
    """
    if find_card(ask.session, ask.actor, swarm).about is None:
        _end_round(ask, swarm, body)
        return read_swarm(ask.session, ask.actor, swarm)
    ruled_out = body.ruled_out if isinstance(body.ruled_out, str) else "\n".join(body.ruled_out)
    close_swarm(
        ask.session,
        ask.actor,
        swarm,
        summary=body.summary,
        solved=body.solved,
        ruled_out=ruled_out,
        credits=[Credit(one.person, one.kind, one.message) for one in body.credits],
        cause=body.cause,
        fix=body.fix,
    )
    return read_swarm(ask.session, ask.actor, swarm)


def _end_round(ask: Ask, swarm: int, body: SwarmOutcome) -> None:
    for name in ("solved", "ruled_out", "credits", "cause", "fix"):
        if getattr(body, name):
            raise Invalid("Nothing was solved here.", fields={name: "goes with a ticket"})
    close_room(ask.session, ask.actor, swarm, body.summary)
