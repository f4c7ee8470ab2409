"""The queues of the desk, one for each tier and team, and the tickets in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Team
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.access import check_sees
from swarm.tiers.holders import no_strengths, read_holders
from swarm.tiers.map import tiers_of
from swarm.tiers.queues.moving import due_at
from swarm.tiers.queues.tables import QueueClock, TierMove
from swarm.tiers.tables import QueueStay

MOST = 100
HOW = {
    "assigned": "New here",
    "chosen": "Chosen to run through tiers",
    "escalated": "Escalated",
    "de_escalated": "De-escalated",
    "timed": "Escalated by its time limit",
    "vendor": "Handed to a vendor",
    "returned": "Back from its vendor",
    "reopened": "Reopened",
    "team": "Moved to another team",
    "imported": "Imported",
}


class QueueCard(BaseModel):
    """One queue: how many wait unclaimed, how many are in work, and what is pressing.

    `mine` tells that the actor holds its tier and belongs to its team.
    """

    tier: str
    tier_name: str
    team: int | None
    team_name: str | None
    waiting: int
    claimed: int
    oldest_at: datetime | None
    next_due_at: datetime | None
    mine: bool


class QueueList(BaseModel):
    """Every queue that holds something, in the order of the tiers; one's own tier is told."""

    items: list[QueueCard]
    my_tier: str


class QueueRow(BaseModel):
    """A ticket in a queue, and why it is there."""

    number: int
    summary: str
    status: str
    priority: str
    owner: PersonRef | None
    since: datetime
    due_at: datetime | None
    to: str | None
    paused: bool
    why: str
    reason: str


class QueuePage(BaseModel):
    """The tickets of one queue, what is due first on top; at most 100."""

    tier: str
    tier_name: str
    team: int | None
    team_name: str | None
    items: list[QueueRow]
    more: bool


def list_queues(session: Session, actor: Person) -> QueueList:
    """The queues that hold live tickets. Raises NotFound for outsiders."""
    check_sees(actor)
    mine = tier_held(session, actor)
    cards = tiers_of(session)
    names, places = {c.key: c.name for c in cards}, {c.key: c.position for c in cards}
    rows = session.execute(
        select(
            QueueStay.tier,
            QueueClock.team_id,
            Team.name,
            func.count(),
            func.count(Ownership.id),
            func.min(QueueStay.started_at),
            func.min(QueueClock.due_at),
        )
        .select_from(QueueStay)
        .join(QueueClock, QueueClock.stay_id == QueueStay.id)
        .join(Ticket, Ticket.number == QueueStay.ticket_number)
        .outerjoin(Team, Team.id == QueueClock.team_id)
        .outerjoin(
            Ownership,
            and_(Ownership.ticket_number == Ticket.number, Ownership.ended_at.is_(None)),
        )
        .where(QueueStay.ended_at.is_(None), Ticket.status.in_(LIVE))
        .group_by(QueueStay.tier, QueueClock.team_id, Team.name)
    ).all()
    items = [
        QueueCard(
            tier=tier,
            tier_name=names.get(tier, tier),
            team=team,
            team_name=team_name,
            waiting=count - claimed,
            claimed=claimed,
            oldest_at=oldest,
            next_due_at=due,
            mine=tier == mine and team in (None, actor.team_id),
        )
        for tier, team, team_name, count, claimed, oldest, due in rows
    ]
    items.sort(key=lambda one: (places.get(one.tier, 99), one.team_name or ""))
    return QueueList(items=items, my_tier=mine)


def tier_held(session: Session, actor: Person) -> str:
    """The tier that somebody holds by the map in force."""
    return read_holders(session).of_person(actor, None, no_strengths(session, actor.id))


def read_queue(session: Session, actor: Person, tier: str, team: int | None) -> QueuePage:
    """The live tickets in the queue of a tier, of one team or (None) of all."""
    check_sees(actor)
    query = queued().where(QueueStay.tier == tier)
    if team is not None:
        query = query.where(QueueClock.team_id == team)
    found = session.execute(
        query.order_by(
            QueueClock.due_at.is_(None), QueueClock.due_at, QueueStay.started_at, QueueStay.id
        ).limit(MOST + 1)
    ).all()
    known = session.get(Team, team) if team is not None else None
    names = {card.key: card.name for card in tiers_of(session)}
    return QueuePage(
        tier=tier,
        tier_name=names.get(tier, tier),
        team=team,
        team_name=known.name if known else None,
        items=_rows(session, [(stay, clock, one, who) for stay, clock, one, who in found[:MOST]]),
        more=len(found) > MOST,
    )


def queued() -> Select[QueueStay, QueueClock, Ticket, int | None]:
    """Live tickets in queues of this desk, each with its owner, if it has one."""
    return (
        select(QueueStay, QueueClock, Ticket, Ownership.owner_id)
        .join(QueueClock, QueueClock.stay_id == QueueStay.id)
        .join(Ticket, Ticket.number == QueueStay.ticket_number)
        .outerjoin(
            Ownership,
            and_(Ownership.ticket_number == Ticket.number, Ownership.ended_at.is_(None)),
        )
        .where(QueueStay.ended_at.is_(None), Ticket.status.in_(LIVE))
    )


Found = tuple[QueueStay, QueueClock, Ticket, int | None]


def _rows(session: Session, found: Sequence[Found]) -> list[QueueRow]:
    numbers = [ticket.number for _, _, ticket, _ in found]
    moves = session.scalars(
        select(TierMove).where(TierMove.ticket_number.in_(numbers)).order_by(TierMove.id)
    ).all()
    last = {move.ticket_number: move for move in moves}
    people = refs(session, [owner for *_, owner in found] + [m.by_id for m in last.values()])
    return [
        QueueRow(
            number=ticket.number,
            summary=ticket.summary,
            status=ticket.status,
            priority=ticket.priority,
            owner=people.get(owner) if owner else None,
            since=stay.started_at,
            due_at=due_at(session, ticket, stay, running) if running.due_at else None,
            to=running.to_tier,
            paused=ticket.paused_at is not None,
            why=_why(running.how, last.get(ticket.number), people),
            reason=last[ticket.number].reason if ticket.number in last else "",
        )
        for stay, running, ticket, owner in found
    ]


def _why(how: str, move: TierMove | None, people: dict[int, PersonRef]) -> str:
    by = people.get(move.by_id) if move is not None and move.by_id else None
    return f"{HOW.get(how, how)} by {by.name}" if by else HOW.get(how, how)
