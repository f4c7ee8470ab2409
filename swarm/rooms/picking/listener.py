"""Tells open dispatch and backlog rooms that a ticket came, went, or changed hands."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, append, lock_streams
from swarm.rooms.access import stream_of
from swarm.rooms.picking.tables import Pick
from swarm.rooms.tables import Closure, Swarm
from swarm.tickets.tables import Ticket

KINDS = (
    "ticket_created", "ticket_changed", "status_changed", "ownership_started", "ownership_ended",
    "handover_offered", "handover_answered",
)  # fmt: skip


def work(session: Session, line: Line) -> None:
    """Write `queue_changed` into every open room that the ticket is, or was, one for; with the
    answer where it is about an offer that was made there.
    """
    number = int(line.stream.partition("/")[2])
    rooms = (
        select(Swarm.id)
        .outerjoin(Closure, Closure.swarm_id == Swarm.id)
        .where(Swarm.ticket_number.is_(None), Closure.swarm_id.is_(None))
        .order_by(Swarm.id)
    )
    if "team" not in line.data.get("fields", ()):
        ticket = session.get_one(Ticket, number)
        rooms = rooms.where(or_(Swarm.team_id.is_(None), Swarm.team_id == ticket.team_id))
    found = session.scalars(rooms).all()
    offered_in = _offered_in(session, line)
    lock_streams(session, [stream_of(one) for one in found])
    for one in found:
        answer = line.data if one in offered_in else {}
        facts = {fact: answer[fact] for fact in ("answer", "to") if fact in answer}
        append(session, stream_of(one), "queue_changed", line.actor, ticket=number, **facts)


def _offered_in(session: Session, line: Line) -> set[int]:
    """The rooms in which the offer was made of whose end the line tells: they read it."""
    if line.kind != "handover_answered":
        return set()
    made = select(Pick.swarm_id).where(Pick.handover_id == line.data["handover"])
    return set(session.scalars(made))
