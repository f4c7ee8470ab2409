"""Open a swarm on a ticket, with an ask."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.members import join_swarm
from swarm.rooms.tables import Swarm
from swarm.tickets.access import find_ticket, hold, open_ownership

KINDS = ("ad_hoc", "severity", "dispatch", "backlog")


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
        raise Invalid("There is no such kind of swarm.", fields={"kind": "unknown"})
    swarm = Swarm(
        ticket_number=number,
        kind=kind,
        help_needed=help_needed,
        tried=tried,
        opened_by=actor.id,
        opened_at=clock.now(),
    )
    session.add(swarm)
    session.flush()
    append(session, stream_of(swarm.id), "swarm_opened", actor.id, ticket=number, kind=kind)
    join_swarm(session, actor.id, swarm.id, actor.id, "owner", "opened")
    append(session, f"tickets/{number}", "swarm_opened", actor.id, swarm=swarm.id, kind=kind)
    ticket.updated_at = clock.now()
    return swarm
