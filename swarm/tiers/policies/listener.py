"""Follows what happens to tickets elsewhere: where the process has to go along."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.people.tables import Person
from swarm.tickets.access import hold
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ticket
from swarm.tiers.policies.deciding import (
    assign_process,
    policy_in_force,
    record_crossover,
    way_of,
)
from swarm.tiers.queues.moving import due_at, leave, open_stay, put_into_tier, queue_name
from swarm.tiers.queues.tables import QueueClock
from swarm.tiers.queues.vendors import end_vendor_stay, open_vendor_stay
from swarm.tiers.tables import QueueStay

KINDS = ("ticket_created", "swarm_opened", "ticket_solved", "ticket_reopened", "ticket_changed")


def work(session: Session, line: Line) -> None:
    """Go along with one line of a ticket's stream."""
    noun, _, number = line.stream.partition("/")
    if noun != "tickets":
        return
    ticket = session.get_one(Ticket, int(number))
    hold(session, ticket)
    actor = session.get(Person, line.actor) if line.actor is not None else None
    if line.kind == "ticket_created":
        # Most doors decide in the ticket's own transaction; this is for those that do not.
        assign_process(session, ticket)
    elif line.kind == "swarm_opened":
        _swarmed(session, actor, ticket)
    elif line.kind == "ticket_solved":
        _ended(session, actor, ticket)
    elif line.kind == "ticket_reopened":
        _reopened(session, actor, ticket)
    elif "team" in line.data.get("fields", ()):
        _other_team(session, actor, ticket)


def _swarmed(session: Session, actor: Person | None, ticket: Ticket) -> None:
    if way_of(session, ticket) == "tier" and _was_queued_here(session, ticket):
        record_crossover(session, actor, ticket, "swarm", why="swarm_opened")


def _ended(session: Session, actor: Person | None, ticket: Ticket) -> None:
    away = open_vendor_stay(session, ticket.number)
    if away is not None:
        end_vendor_stay(away, actor)
    if ticket.status not in LIVE and _clock(session, ticket) is not None:
        leave(session, ticket)


def _reopened(session: Session, actor: Person | None, ticket: Ticket) -> None:
    last = _was_queued_here(session, ticket)
    if last is None or ticket.status not in LIVE or way_of(session, ticket) != "tier":
        return
    if open_stay(session, ticket.number) is None:
        policy = policy_in_force(session)
        put_into_tier(session, actor, ticket, last.tier, policy, how="reopened")


def _other_team(session: Session, actor: Person | None, ticket: Ticket) -> None:
    running, stay = _clock(session, ticket), open_stay(session, ticket.number)
    if running is None or stay is None or running.team_id == ticket.team_id:
        return
    if open_vendor_stay(session, ticket.number) is not None:
        return
    if running.team_id is None:
        # Whoever claims a ticket of nobody's team brings theirs: the same stay goes on, and its
        # clock with it, now in that team's hours.
        running.team_id = ticket.team_id
        stay.group_name = queue_name(session, stay.tier, ticket.team_id)
        running.due_at = due_at(session, ticket, stay, running) if running.due_at else None
        return
    policy = policy_in_force(session)
    put_into_tier(session, actor, ticket, stay.tier, policy, how="team")


def _clock(session: Session, ticket: Ticket) -> QueueClock | None:
    stay = open_stay(session, ticket.number)
    return session.get(QueueClock, stay.id) if stay is not None else None


def _was_queued_here(session: Session, ticket: Ticket) -> QueueStay | None:
    """The last queue of this desk that it was in; none for histories of other desks."""
    return session.scalars(
        select(QueueStay)
        .join(QueueClock, QueueClock.stay_id == QueueStay.id)
        .where(QueueStay.ticket_number == ticket.number)
        .order_by(QueueStay.id.desc())
        .limit(1)
    ).first()
