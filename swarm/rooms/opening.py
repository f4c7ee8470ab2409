"""Open a swarm on a ticket, with an ask."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.members import join_swarm
from swarm.rooms.severity.gathering import gather
from swarm.rooms.tables import Swarm
from swarm.tickets.access import find_ticket, hold, open_ownership
from swarm.tickets.tables import Ticket

KINDS = ("ad_hoc", "severity")
"""Kinds of swarm that are opened on a ticket; the others are rooms without one."""


def open_swarm(
    session: Session,
    actor: Person,
    number: int,
    *,
    help_needed: str,
    tried: str = "",
    kind: str = "ad_hoc",
) -> Swarm:
    """Gather people on ticket `number`; the ticket's owner becomes the swarm's owner.

    Raises NotFound for a ticket that the actor may not see, NotAllowed for anybody but its
    owner, Conflict while it has none, Invalid without an ask.
    """
    ticket = find_ticket(session, actor, number)
    hold(session, ticket)
    ownership = open_ownership(session, number)
    if not actor.staff:
        raise NotAllowed("Only the owner of the ticket can open a swarm.")
    if ownership is None:
        raise Conflict(
            "Take the ticket first: a swarm needs an owner.",
            code="no_owner",
            current={"ticket": number, "owner": None, "status": ticket.status},
        )
    if ownership.owner_id != actor.id:
        raise NotAllowed("Only the owner of the ticket can open a swarm.")
    if not help_needed.strip():
        raise Invalid("Say what help is needed.", fields={"help_needed": "is empty"})
    if kind not in KINDS:
        raise Invalid(
            "No such swarm is opened on a ticket: tickets are picked over in a room of their own.",
            fields={"kind": "is not opened on a ticket"},
        )
    return start_swarm(
        session, actor, ticket, actor.id, kind=kind, help_needed=help_needed, tried=tried
    )


def start_swarm(
    session: Session,
    actor: Person | None,
    ticket: Ticket,
    owner_id: int,
    *,
    kind: str,
    help_needed: str,
    tried: str = "",
    by_rule: bool = False,
) -> Swarm:
    """Make the swarm of a held ticket, whose owner is in it; nobody's rights are checked here.

    Into a severity swarm comes who is on call.
    """
    swarm = Swarm(
        ticket_number=ticket.number,
        kind=kind,
        help_needed=help_needed,
        tried=tried,
        opened_by=owner_id,
        opened_at=clock.now(),
    )
    session.add(swarm)
    session.flush()
    by, told = actor.id if actor else None, {"by": "rule"} if by_rule else {}
    append(
        session, stream_of(swarm.id), "swarm_opened", by, ticket=ticket.number, kind=kind, **told
    )
    came_by = "ownership" if by_rule else "opened"
    join_swarm(session, by, swarm.id, owner_id, "owner", came_by)
    if kind == "severity":
        gather(session, swarm, ticket, owner_id, by_rule=by_rule)
    append(
        session, f"tickets/{ticket.number}", "swarm_opened", by, swarm=swarm.id, kind=kind, **told
    )
    ticket.updated_at = clock.now()
    return swarm
