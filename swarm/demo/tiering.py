"""Some of the demo's work runs through tiers right now: open tickets in queues.

By the desk's own actions, after the rest is loaded; the same desk gives the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.demo.policy import QUEUED, is_ours
from swarm.people.tables import Person
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.policies.deciding import assign_process
from swarm.tiers.policies.tables import ProcessAssignment
from swarm.tiers.queues.escalating import move_tier
from swarm.tiers.queues.vendors import hand_to_vendor
from swarm.tiers.tables import QueueStay
from swarm.tiers.touching import fold_ticket

Deed = Callable[[Session, Person, Ticket], None]


def run_tiers(session: Session, now: datetime) -> int:
    """Open tickets that go by the company's policy; returns how many.

    None on a desk that has a policy of its own, or where they are open already.
    """
    ruled = select(func.count()).where(ProcessAssignment.how == "rule")
    if not is_ours(session) or session.scalar(ruled):
        return 0
    like = _again(session, len(DEEDS))
    for place, (old, deed) in enumerate(zip(like, DEEDS, strict=False)):
        with clock.at(now - timedelta(minutes=35 * (len(like) - place))):
            ticket = _opened(session, old)
        with clock.at(now - timedelta(minutes=35 * (len(like) - place) - 10)):
            deed(session, _worker_of(session, old), ticket)
    return len(like)


def count_work(session: Session) -> None:
    """The touches of what is live: the desk's own actions left their lines here, and no listener
    heard them."""
    live = select(Ticket.number).where(Ticket.demo.is_(True), Ticket.status.in_(LIVE))
    for number in session.scalars(live.order_by(Ticket.number)).all():
        fold_ticket(session, number)


def _again(session: Session, count: int) -> list[Ticket]:
    """Solved tickets whose trouble comes again: the newest that were passed on, then others."""
    queues = (
        select(func.count())
        .select_from(QueueStay)
        .where(QueueStay.ticket_number == Ticket.number)
        .scalar_subquery()
    )
    found = session.scalars(
        select(Ticket)
        .where(
            Ticket.demo.is_(True),
            Ticket.process == "tier",
            Ticket.category.in_(QUEUED),
            Ticket.requester_id.is_not(None),
        )
        .order_by((queues > 1).desc(), Ticket.number.desc())
        .limit(count)
    )
    return list(found)


def _opened(session: Session, old: Ticket) -> Ticket:
    ticket, _ = create_ticket(
        session,
        session.get_one(Person, old.requester_id),
        summary=old.summary,
        description=old.description,
        product=old.product,
        component=old.component,
        category=old.category,
        priority=old.priority,
    )
    ticket.demo, ticket.team_id = True, old.team_id
    session.flush()
    assign_process(session, ticket)
    return ticket


def _worker_of(session: Session, old: Ticket) -> Person:
    """Whoever had the earlier one first."""
    first = session.scalars(
        select(Ownership.owner_id)
        .where(Ownership.ticket_number == old.number)
        .order_by(Ownership.started_at, Ownership.id)
        .limit(1)
    ).one()
    return session.get_one(Person, first)


def _wait(_session: Session, _worker: Person, _ticket: Ticket) -> None:
    """Nobody has claimed it yet."""


def _claim(session: Session, worker: Person, ticket: Ticket) -> None:
    take_ticket(session, worker, ticket)


def _escalate(session: Session, worker: Person, ticket: Ticket) -> None:
    take_ticket(session, worker, ticket)
    reason = "The steps of the article did not help; it needs somebody with access to the system."
    move_tier(session, worker, ticket, "L2", reason)


def _send(session: Session, worker: Person, ticket: Ticket) -> None:
    take_ticket(session, worker, ticket)
    hand_to_vendor(
        session,
        worker,
        ticket,
        vendor="Lumenpay",
        asked="Please look at these records on your side: ours are as they should be.",
        check_by=clock.now() + timedelta(days=2),
        reference="LP-20418",
    )


DEEDS: tuple[Deed, ...] = (_wait, _claim, _claim, _escalate, _claim, _send, _wait)
