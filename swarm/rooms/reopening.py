"""Take back that a swarm was opened, with a reason; open one again that is over."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import find_card, hold_swarm, require_command, stream_of
from swarm.rooms.closing import end_swarm, people_told
from swarm.rooms.tables import Closure, Reopening
from swarm.tickets.access import hold
from swarm.tickets.states import check_live
from swarm.tickets.tables import Ticket


def cancel_swarm(session: Session, actor: Person, swarm_id: int, reason: str) -> Closure:
    """End a swarm that turned out not to be needed: nothing solved, nobody credited.

    What waits for an answer is taken back. Raises NotFound, NotAllowed for anybody but the owner,
    Conflict when it is over, Invalid without a reason.
    """
    ticket = find_card(session, actor, swarm_id).about
    people = [f"people/{one}" for one in people_told(session, swarm_id)]
    require_command(hold_swarm(session, actor, swarm_id, *_hold_ticket(session, ticket), *people))
    if not reason.strip():
        raise Invalid("Say why it is not needed.", fields={"reason": "is empty"})
    closure = Closure(
        swarm_id=swarm_id,
        summary=reason.strip(),
        solved=False,
        cancelled=True,
        by_id=actor.id,
        at=clock.now(),
    )
    end_swarm(session, closure, ticket.number if ticket else None)
    return closure


def _hold_ticket(session: Session, ticket: Ticket | None) -> list[str]:
    """Hold a room's ticket, if it has one, and name the stream to lock after it."""
    if ticket is None:
        return []
    hold(session, ticket)
    return [f"tickets/{ticket.number}"]


def reopen_swarm(session: Session, actor: Person, swarm_id: int, reason: str) -> Reopening:
    """Open a swarm again: who was in is in, and how it had ended is kept beside the reason.

    Credits that were given stay. Raises NotFound, NotAllowed for anybody but the owner, Conflict
    when it is open or its ticket is over, Invalid without a reason.
    """
    ticket = find_card(session, actor, swarm_id).about
    standing = hold_swarm(session, actor, swarm_id, *_hold_ticket(session, ticket))
    if not (standing.leads and standing.reads):
        raise NotAllowed("Only the owner of the swarm can do this.")
    closure = session.get(Closure, swarm_id)
    if closure is None:
        raise Conflict("This swarm is open.", code="swarm_open", current={"open": True})
    if ticket is not None:
        check_live(ticket.status)
    if not reason.strip():
        raise Invalid("Say why it goes on.", fields={"reason": "is empty"})
    reopening = Reopening(
        swarm_id=swarm_id,
        reason=reason.strip(),
        by_id=actor.id,
        at=clock.now(),
        summary=closure.summary,
        solved=closure.solved,
        ruled_out=closure.ruled_out,
        cancelled=closure.cancelled,
        closed_by=closure.by_id,
        closed_at=closure.at,
    )
    session.add(reopening)
    session.delete(closure)
    append(session, stream_of(swarm_id), "swarm_reopened", actor.id)
    if ticket is not None:
        append(session, f"tickets/{ticket.number}", "swarm_reopened", actor.id, swarm=swarm_id)
    return reopening
