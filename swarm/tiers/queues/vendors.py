"""A ticket is handed to a vendor and looked after until it returns."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid
from swarm.people.tables import Person
from swarm.tickets.access import (
    check_answerable,
    check_staff,
    hold,
    lock_tellings,
    open_ownership,
)
from swarm.tickets.states import check_live
from swarm.tickets.tables import Ticket
from swarm.tiers.map import tiers_of
from swarm.tiers.policies.deciding import policy_in_force
from swarm.tiers.queues.escalating import check_not_at_vendor, check_queued
from swarm.tiers.queues.moving import put_into_tier
from swarm.tiers.queues.tables import VendorStay

VENDOR = "L4"


def open_vendor_stay(session: Session, number: int) -> VendorStay | None:
    """The vendor that a ticket lies with now."""
    return session.scalar(
        select(VendorStay).where(
            VendorStay.ticket_number == number, VendorStay.returned_at.is_(None)
        )
    )


def vendor_tier(session: Session) -> str:
    """The tier that vendors hold: L4, or the last one of a map that has no such tier."""
    tiers = tiers_of(session)
    return next((card.key for card in tiers if card.key == VENDOR), tiers[-1].key)


def hand_to_vendor(
    session: Session,
    actor: Person,
    ticket: Ticket,
    *,
    vendor: str,
    asked: str,
    check_by: datetime,
    reference: str = "",
) -> VendorStay:
    """Hand a tiered ticket to a vendor; its owner stays, and looks after it until it returns.

    By its owner or a manager. Raises Conflict where nobody owns it or it is away already,
    Invalid for a moment of the next look that has passed.
    """
    check_staff(actor)
    if check_by <= clock.now():
        raise Invalid("The next look must lie ahead.", fields={"check_by": "has passed"})
    hold(session, ticket)
    check_live(ticket.status)
    ownership = open_ownership(session, ticket.number)
    check_answerable(actor, ownership)
    stay = check_queued(session, ticket)
    if ownership is None:
        raise Conflict(
            "Claim the ticket first: somebody has to look after it.", current={"owner": None}
        )
    check_not_at_vendor(session, ticket)
    lock_tellings(session, ticket)
    away = VendorStay(
        ticket_number=ticket.number,
        vendor=vendor.strip(),
        reference=reference.strip(),
        asked=asked.strip(),
        from_tier=stay.tier,
        by_id=actor.id,
        sent_at=clock.now(),
        check_by=check_by,
    )
    _begin(session, away)
    tier = vendor_tier(session)
    put_into_tier(session, actor, ticket, tier, None, how="vendor", group=f"{tier} {away.vendor}")
    return away


def _begin(session: Session, away: VendorStay) -> None:
    try:
        with session.begin_nested():
            session.add(away)
            session.flush()
    except IntegrityError as error:
        other = open_vendor_stay(session, away.ticket_number)
        raise Conflict(
            "The ticket lies with a vendor already.",
            current={"at": other.vendor if other else None},
        ) from error


def take_back(
    session: Session, actor: Person, ticket: Ticket, answer: str, check_by: datetime | None = None
) -> VendorStay:
    """The ticket is back from its vendor, with what they answered, at the tier it came from.

    With `check_by` it stays there: only the next look is put off. Raises Conflict where no
    vendor has it.
    """
    check_staff(actor)
    hold(session, ticket)
    ownership = open_ownership(session, ticket.number)
    if ownership is not None:
        check_answerable(actor, ownership)
    away = open_vendor_stay(session, ticket.number)
    if away is None:
        raise Conflict("No vendor has this ticket.", current={"at": None})
    if check_by is not None:
        if check_by <= clock.now():
            raise Invalid("The next look must lie ahead.", fields={"check_by": "has passed"})
        away.check_by = check_by
        return away
    check_live(ticket.status)
    lock_tellings(session, ticket)
    end_vendor_stay(away, actor, answer)
    policy = policy_in_force(session)
    put_into_tier(session, actor, ticket, away.from_tier, policy, how="returned", reason=answer)
    return away


def end_vendor_stay(away: VendorStay, actor: Person | None, answer: str = "") -> None:
    """The vendor has it no longer."""
    away.returned_at, away.answer = clock.now(), answer.strip()
    away.returned_by = actor.id if actor else None
