"""Help offered unasked, answered by the swarm's owner."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import hold_swarm, require_command, require_open, stream_of
from swarm.rooms.calls import find_offer
from swarm.rooms.members import join_swarm
from swarm.rooms.tables import Member, Offer, Swarm

ANSWERS = ("accepted", "declined")


def make_offer(session: Session, actor: Person, swarm_id: int, note: str = "") -> Offer:
    """Say "I can help". Raises NotFound, NotAllowed for guests, Conflict when it makes no sense."""
    owner = _owner_id(session, swarm_id)
    further = [f"people/{owner}"] if owner else []
    standing = hold_swarm(session, actor, swarm_id, *further)
    if not actor.staff:
        raise NotAllowed("Only colleagues can offer help.")
    require_open(standing)
    if standing.role is not None:
        raise Conflict(
            "You are in this swarm already.", code="already_member", current={"role": standing.role}
        )
    if standing.invited:
        raise Conflict(
            "You were asked already: answer the invitation.",
            code="already_invited",
            current={"invited": True},
        )
    waiting = session.scalar(
        select(Offer.id).where(
            Offer.swarm_id == swarm_id, Offer.person_id == actor.id, Offer.answer.is_(None)
        )
    )
    if waiting is not None:
        raise Conflict(
            "You have offered your help already.",
            code="already_offered",
            current={"offer": waiting},
        )
    offer = Offer(swarm_id=swarm_id, person_id=actor.id, note=note, made_at=clock.now())
    session.add(offer)
    session.flush()
    if owner is not None:
        append(
            session, f"people/{owner}", "offer_received", actor.id, offer=offer.id, swarm=swarm_id
        )
    append(session, stream_of(swarm_id), "offer_made", actor.id, offer=offer.id, person=actor.id)
    return offer


def _owner_id(session: Session, swarm_id: int) -> int | None:
    return session.scalar(
        select(Member.person_id).where(
            Member.swarm_id == swarm_id, Member.role == "owner", Member.left_at.is_(None)
        )
    )


def answer_offer(session: Session, actor: Person, offer_id: int, answer: str) -> Offer:
    """The owner says yes (the helper is a member at once) or no.

    The same answer again changes nothing. Raises NotFound, NotAllowed, Conflict after the end.
    """
    offer = find_offer(session, actor, offer_id)
    if answer not in ANSWERS:
        raise Invalid("Answer yes or no.", fields={"answer": "accepted or declined"})
    standing = hold_swarm(session, actor, offer.swarm_id, f"people/{offer.person_id}")
    session.refresh(offer)
    if standing.leads and offer.answer == answer:
        return offer
    require_command(standing)
    if offer.answer is not None:
        raise Conflict(
            "This offer is answered.", code="offer_over", current={"answer": offer.answer}
        )
    _settle(session, offer, answer, actor.id)
    if answer == "accepted":
        join_swarm(session, actor.id, offer.swarm_id, offer.person_id, "collaborator", "offer")
    return offer


def end_offers(session: Session, actor_id: int, swarm_id: int) -> None:
    """End what still waits when a swarm closes."""
    waiting = session.scalars(
        select(Offer)
        .where(Offer.swarm_id == swarm_id, Offer.answer.is_(None))
        .order_by(Offer.person_id)
    ).all()
    for offer in waiting:
        _settle(session, offer, "closed", actor_id)


def end_offers_of(session: Session, person_id: int, *, ticket: int | None = None) -> None:
    """End what somebody offered who has left the desk, or who owns this `ticket` now."""
    wanted = select(Offer).where(Offer.person_id == person_id, Offer.answer.is_(None))
    if ticket is not None:
        wanted = wanted.join(Swarm, Swarm.id == Offer.swarm_id)
        wanted = wanted.where(Swarm.ticket_number == ticket)
    for offer in session.scalars(wanted.order_by(Offer.swarm_id)).all():
        lock_streams(session, [f"people/{person_id}", stream_of(offer.swarm_id)])
        session.refresh(offer)
        if offer.answer is None:
            _settle(session, offer, "closed", None)


def _settle(session: Session, offer: Offer, answer: str, actor_id: int | None) -> None:
    offer.answer = answer
    offer.answered_at = clock.now()
    offer.answered_by = actor_id
    append(
        session,
        f"people/{offer.person_id}",
        "offer_settled",
        actor_id,
        offer=offer.id,
        swarm=offer.swarm_id,
        answer=answer,
    )
    append(
        session,
        stream_of(offer.swarm_id),
        "offer_answered",
        actor_id,
        offer=offer.id,
        person=offer.person_id,
        answer=answer,
    )
