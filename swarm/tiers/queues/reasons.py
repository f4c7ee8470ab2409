"""Why the inbox shows a ticket that waits in one's own queue."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.tickets.tables import Ownership
from swarm.tiers.queues.listing import MOST, queued, tier_held
from swarm.tiers.queues.tables import QueueClock
from swarm.tiers.tables import QueueStay


def queue_reasons(session: Session, actor: Person) -> dict[int, str]:
    """The unclaimed tickets in the actor's own queue, each with the reason for showing it."""
    mine = tier_held(session, actor)
    query = queued().where(QueueStay.tier == mine, Ownership.id.is_(None))
    query = query.where(QueueClock.team_id.is_(None) | (QueueClock.team_id == actor.team_id))
    found = session.execute(query.order_by(QueueClock.due_at, QueueStay.id).limit(MOST)).all()
    reasons = {}
    for stay, running, ticket, _ in found:
        reasons[ticket.number] = f"Waits in the queue {stay.group_name}, which is yours."
        if running.to_tier is not None and running.due_at is not None:
            reasons[ticket.number] = (
                f"Waits in the queue {stay.group_name}, which is yours; it goes on to"
                f" {running.to_tier} when {running.minutes} working minutes are over."
            )
    return reasons
