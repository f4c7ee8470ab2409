"""A ticket goes into the queue of a tier and team, and out of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person, Team
from swarm.tickets.clocks import hours_of
from swarm.tickets.tables import Ticket
from swarm.tickets.telling import note
from swarm.tiers.policies.rules import Facts, Policy, limit_of
from swarm.tiers.queues.tables import QueueClock, TierMove
from swarm.tiers.tables import QueueStay


def open_stay(session: Session, number: int) -> QueueStay | None:
    """The queue that a ticket is in now."""
    return session.scalar(
        select(QueueStay).where(QueueStay.ticket_number == number, QueueStay.ended_at.is_(None))
    )


def queue_name(session: Session, tier: str, team_id: int | None) -> str:
    """What the queue of a tier and team is called: two tiers of one team are two queues."""
    team = session.get(Team, team_id) if team_id is not None else None
    return f"{tier} {team.name}" if team else tier


def put_into_tier(
    session: Session,
    actor: Person | None,
    ticket: Ticket,
    tier: str,
    policy: Policy | None,
    *,
    how: str,
    reason: str = "",
    group: str | None = None,
) -> QueueStay:
    """Put a held ticket into the queue of `tier` and its team, out of the one it is in.

    Its clock starts anew by the policy's limit for that tier. Writes who moved it and why.
    """
    before = open_stay(session, ticket.number)
    leave(session, ticket)
    stay = QueueStay(
        ticket_number=ticket.number,
        group_name=group or queue_name(session, tier, ticket.team_id),
        tier=tier,
        started_at=clock.now(),
    )
    session.add(stay)
    session.flush()
    session.add(clock_of(session, ticket, stay, policy, how))
    move = TierMove(
        ticket_number=ticket.number,
        how=how,
        from_tier=before.tier if before else "",
        to_tier=tier,
        by_id=actor.id if actor else None,
        reason=reason,
        at=stay.started_at,
    )
    session.add(move)
    session.flush()
    facts = {"how": how, "from": move.from_tier or None, "to": tier, "move": move.id}
    note(session, ticket, "tier_changed", actor, group=stay.group_name, **facts)
    return stay


def leave(session: Session, ticket: Ticket) -> None:
    """End a held ticket's stay in whatever queue it is in."""
    stay = open_stay(session, ticket.number)
    if stay is not None:
        stay.ended_at = clock.now()
        session.flush()


def clock_of(
    session: Session, ticket: Ticket, stay: QueueStay, policy: Policy | None, how: str
) -> QueueClock:
    """The clock of a stay that begins, with the limit that the policy sets for its tier."""
    facts = Facts(
        ticket.number, ticket.product, ticket.category, str(ticket.priority), ticket.team_id
    )
    limit = limit_of(policy, stay.tier, facts) if policy is not None else None
    running = QueueClock(
        stay_id=stay.id,
        team_id=ticket.team_id,
        how=how,
        paused_before=paused_seconds(session, ticket, stay.started_at),
    )
    if limit is not None:
        running.minutes, running.to_tier, running.counts = limit.minutes, limit.to, limit.counts
        running.due_at = due_at(session, ticket, stay, running)
    return running


def paused_seconds(session: Session, ticket: Ticket, now: datetime) -> int:
    """Working seconds for which a ticket's clocks have stood still until `now`."""
    paused = ticket.paused_seconds
    if ticket.paused_at is not None:
        paused += hours_of(session, ticket).seconds_between(ticket.paused_at, now)
    return paused


def due_at(
    session: Session, ticket: Ticket, stay: QueueStay, running: QueueClock
) -> datetime | None:
    """When the limit of a stay is over, as far as it is known now; None without a limit.

    Counts the team's working hours, without those in which the ticket waited for its
    requester. While it waits the moment moves on.
    """
    if running.minutes is None:
        return None
    paused = max(0, paused_seconds(session, ticket, clock.now()) - running.paused_before)
    return hours_of(session, ticket).after(stay.started_at, running.minutes + paused / 60)
