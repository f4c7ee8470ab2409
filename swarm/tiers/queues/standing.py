"""What the ticket page shows of its process: queue, clock, vendor, and how it came here."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.refs import refs
from swarm.people.tables import Person
from swarm.tickets.access import open_ownership
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ticket
from swarm.tiers.access import find_ticket
from swarm.tiers.map import tiers_of
from swarm.tiers.policies.deciding import policy_in_force, way_of
from swarm.tiers.policies.rules import Policy
from swarm.tiers.policies.tables import Crossover, ProcessAssignment
from swarm.tiers.queues.cards import (
    AssignmentCard,
    MoveCard,
    ProcessPage,
    StayCard,
    TierChoice,
    VendorCard,
)
from swarm.tiers.queues.moving import due_at, open_stay
from swarm.tiers.queues.tables import QueueClock, TierMove, VendorStay
from swarm.tiers.queues.vendors import open_vendor_stay
from swarm.tiers.tables import QueueStay

MOST = 100
HOW = {
    "rule": "by a rule of the policy",
    "default": "by the policy",
    "severity": "because it was urgent: severe tickets draw no lots",
    "randomized": "by lot",
}


def read_process(session: Session, actor: Person, number: int) -> ProcessPage:
    """The process of ticket `number`. Raises NotFound."""
    ticket = find_ticket(session, actor, number)
    tiers = tiers_of(session)
    names = {card.key: card.name for card in tiers}
    stay, way = open_stay(session, number), way_of(session, ticket)
    away = open_vendor_stay(session, number)
    return ProcessPage(
        process=ticket.process,
        way=way,
        assignment=_assignment(session.get(ProcessAssignment, number)),
        stay=_stay(session, ticket, stay, names) if stay else None,
        vendor=_vendor(away) if away else None,
        moves=_moves(session, number),
        tiers=[TierChoice(key=card.key, name=card.name) for card in tiers],
        can=_can(session, actor, ticket, stay, away),
    )


def _assignment(row: ProcessAssignment | None) -> AssignmentCard | None:
    if row is None:
        return None
    what = "Swarmed" if row.process == "swarm" else "Tiered"
    return AssignmentCard(
        process=row.process,
        how=row.how,
        words=f"{what} {HOW[row.how]} (version {row.policy_version}).",
        policy=row.policy_version,
        at=row.at,
    )


def _stay(session: Session, ticket: Ticket, stay: QueueStay, names: dict[str, str]) -> StayCard:
    running = session.get(QueueClock, stay.id) or QueueClock(how="imported", counts="at_tier")
    return StayCard(
        tier=stay.tier,
        tier_name=names.get(stay.tier, stay.tier),
        group=stay.group_name,
        team=running.team_id,
        since=stay.started_at,
        how=running.how,
        limit_minutes=running.minutes,
        to=running.to_tier,
        counts=running.counts,
        due_at=due_at(session, ticket, stay, running) if running.due_at else None,
        paused=ticket.paused_at is not None,
    )


def _vendor(away: VendorStay) -> VendorCard:
    return VendorCard(
        vendor=away.vendor,
        reference=away.reference,
        asked=away.asked,
        sent_at=away.sent_at,
        check_by=away.check_by,
        overdue=away.check_by <= clock.now(),
    )


def _moves(session: Session, number: int) -> list[MoveCard]:
    moves = session.scalars(
        select(TierMove).where(TierMove.ticket_number == number).order_by(TierMove.id).limit(MOST)
    ).all()
    crossed = session.scalars(
        select(Crossover)
        .where(Crossover.ticket_number == number)
        .order_by(Crossover.id)
        .limit(MOST)
    ).all()
    people = refs(session, [m.by_id for m in moves] + [c.by_id for c in crossed])
    cards = [
        MoveCard(
            how=move.how,
            origin=move.from_tier or None,
            to=move.to_tier,
            by=people.get(move.by_id) if move.by_id else None,
            reason=move.reason,
            at=move.at,
        )
        for move in moves
    ]
    cards += [
        MoveCard(
            how="crossed",
            origin=None,
            to=row.to,
            by=people.get(row.by_id) if row.by_id else None,
            reason=row.reason,
            at=row.at,
        )
        for row in crossed
    ]
    return sorted(cards, key=lambda card: card.at)


def _can(
    session: Session,
    actor: Person,
    ticket: Ticket,
    stay: QueueStay | None,
    away: VendorStay | None,
) -> dict[str, bool]:
    policy: Policy | None = policy_in_force(session)
    ownership = open_ownership(session, ticket.number)
    live = ticket.status in LIVE
    mine = actor.manages or (ownership is not None and ownership.owner_id == actor.id)
    queued = live and stay is not None
    free = ownership is None
    chooses = actor.manages or (policy is not None and policy.by_choice)
    return {
        "claim": queued and free,
        "move": queued and away is None and (mine or free),
        "vendor": queued and away is None and not free and mine,
        "take_back": live and away is not None and (mine or free),
        "to_swarm": live and chooses and stay is not None,
        "to_tier": live and chooses and stay is None and policy is not None,
    }
