"""Up a tier, down a tier: by hand with a reason, or because the time at a tier is over."""

from __future__ import annotations

import logging

from sqlalchemy import or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.db import Database
from swarm.errors import Conflict, Invalid
from swarm.people.tables import Person, Team
from swarm.tickets.access import (
    check_answerable,
    check_staff,
    hold,
    lock_tellings,
    open_ownership,
)
from swarm.tickets.clocks import set_clocks
from swarm.tickets.lapsing import lapse_handover, open_handover
from swarm.tickets.ownership import end_ownership
from swarm.tickets.states import LIVE, check_live
from swarm.tickets.tables import Ticket
from swarm.tickets.telling import note, tell
from swarm.tiers.map import tiers_of
from swarm.tiers.policies.deciding import policy_in_force
from swarm.tiers.queues.moving import due_at, open_stay, put_into_tier
from swarm.tiers.queues.tables import QueueClock, VendorStay
from swarm.tiers.tables import QueueStay

log = logging.getLogger(__name__)

BATCH = 200


def move_tier(
    session: Session,
    actor: Person,
    ticket: Ticket,
    tier: str,
    reason: str,
    team: Team | None = None,
) -> None:
    """Escalate or de-escalate a tiered ticket: its owner's work ends, its next queue has it.

    By its owner or a manager, by anybody of the desk while nobody owns it. Raises Invalid
    for a tier that the map does not have or no reason, Conflict where it is not in a queue.
    """
    check_staff(actor)
    if not reason.strip():
        raise Invalid("Say why: the next one needs to know.", fields={"reason": "is empty"})
    places = {card.key: card.position for card in tiers_of(session)}
    if tier not in places:
        raise Invalid("The map has no such tier.", fields={"tier": "not in the map"})
    hold(session, ticket)
    check_live(ticket.status)
    ownership = open_ownership(session, ticket.number)
    if ownership is not None:
        check_answerable(actor, ownership)
    stay = check_queued(session, ticket)
    if stay.tier == tier and (team is None or team.id == ticket.team_id):
        raise Conflict("The ticket is at that tier already.", current={"tier": tier})
    check_not_at_vendor(session, ticket)
    up = places[tier] >= places.get(stay.tier, -1)
    how = "escalated" if up else "de_escalated"
    _move(session, actor, ticket, tier, how, reason.strip(), team)


def check_queued(session: Session, ticket: Ticket) -> QueueStay:
    """The queue that a ticket is in. Raises Conflict for one that does not run tiered."""
    stay = open_stay(session, ticket.number)
    if stay is None:
        raise Conflict("This ticket does not run through tiers.", current={"tier": None})
    return stay


def check_not_at_vendor(session: Session, ticket: Ticket) -> None:
    """Raise Conflict while the ticket lies with a vendor."""
    away = session.scalar(
        select(VendorStay.vendor).where(
            VendorStay.ticket_number == ticket.number, VendorStay.returned_at.is_(None)
        )
    )
    if away is not None:
        raise Conflict(f"The ticket lies with {away}. Take it back first.", current={"at": away})


def _move(
    session: Session,
    actor: Person | None,
    ticket: Ticket,
    tier: str,
    how: str,
    reason: str,
    team: Team | None,
) -> None:
    ownership = open_ownership(session, ticket.number)
    owner = ownership.owner_id if ownership else None
    offered = open_handover(session, ticket.number)
    lock_tellings(session, ticket, owner, *(offered.sides if offered else ()))
    lapse_handover(session, actor, ticket)
    end_ownership(session, actor, ticket, why=how)
    if team is not None and team.id != ticket.team_id:
        ticket.team_id = team.id
        set_clocks(session, ticket)
        note(session, ticket, "ticket_changed", actor, fields=["team"])
    policy = policy_in_force(session)
    put_into_tier(session, actor, ticket, tier, policy, how=how, reason=reason)
    tell(session, owner, "ticket_escalated", actor, ticket=ticket.number, to=tier, how=how)


def escalate_due(database: Database) -> int:
    """Escalate every ticket whose time at its tier is over; returns how many.

    Each in a transaction of its own that looks again under the ticket's lock: however many
    processes do this at once, a ticket is escalated once. One that fails is told of and passed
    over. Raises DBAPIError where the database is away.
    """
    now = clock.now()
    with database.read() as session:
        numbers = session.scalars(
            select(QueueStay.ticket_number)
            .join(QueueClock, QueueClock.stay_id == QueueStay.id)
            .join(Ticket, Ticket.number == QueueStay.ticket_number)
            .where(
                QueueStay.ended_at.is_(None),
                QueueClock.due_at <= now,
                Ticket.status.in_(LIVE),
                Ticket.paused_at.is_(None),
            )
            .order_by(QueueClock.due_at)
            .limit(BATCH)
        ).all()
    return sum(_try(database, number) for number in numbers)


def _try(database: Database, number: int) -> bool:
    # A ticket that cannot be moved must not keep all that are due after it waiting for ever.
    try:
        with database.write() as session:
            return _escalate_if_due(session, number)
    except DBAPIError:
        raise
    except Exception:
        log.exception("an escalation failed", extra={"ticket": number})
        return False


def _escalate_if_due(session: Session, number: int) -> bool:
    ticket = session.get_one(Ticket, number)
    hold(session, ticket)
    stay = open_stay(session, number)
    running = session.get(QueueClock, stay.id) if stay is not None else None
    if stay is None or running is None or running.to_tier is None:
        return False
    if ticket.status not in LIVE or ticket.paused_at is not None:
        return False
    if running.counts == "unclaimed" and open_ownership(session, number) is not None:
        running.due_at = None  # It was claimed in time: this clock has done its work.
        return False
    running.due_at = due_at(session, ticket, stay, running)
    if running.due_at is None or running.due_at > clock.now():
        return False
    reason = f"{running.minutes} working minutes at {stay.tier} are over."
    _move(session, None, ticket, running.to_tier, "timed", reason, None)
    return True


def announce_vendor_checks(session: Session) -> int:
    """Tell owners whose ticket lies with a vendor that it is time to ask, once each time."""
    now = clock.now()
    rows = session.execute(
        select(VendorStay, Ticket)
        .join(Ticket, Ticket.number == VendorStay.ticket_number)
        .where(
            VendorStay.returned_at.is_(None),
            VendorStay.check_by <= now,
            or_(VendorStay.told_for.is_(None), VendorStay.told_for != VendorStay.check_by),
        )
        .order_by(Ticket.number)
        .limit(BATCH)
        .with_for_update(of=VendorStay, skip_locked=True, key_share=True)
    ).all()
    owners = {one.ticket_number: open_ownership(session, one.ticket_number) for one, _ in rows}
    for away, _ in rows:
        away.told_for = away.check_by
    told = sorted((ownership.owner_id, number) for number, ownership in owners.items() if ownership)
    for owner, number in told:
        append(session, f"people/{owner}", "vendor_check_due", ticket=number)
    return len(rows)
