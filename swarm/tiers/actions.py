"""What is stated about tiered work: queues, touches, and a manager's correction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid
from swarm.people.tables import Person
from swarm.tickets.solving import standing_outcome
from swarm.tiers.access import find_touch
from swarm.tiers.drafts import DEFAULT_MAP, add_version
from swarm.tiers.holders import read_holders, version_in_force
from swarm.tiers.map import tiers_of
from swarm.tiers.resolving import resolvers
from swarm.tiers.rules import UNKNOWN
from swarm.tiers.tables import QueueStay, Touch, TouchOverride
from swarm.tiers.touching import fold_ticket

__all__ = [
    "fold_ticket",
    "move_to_group",
    "override_touch",
    "record_touch",
    "seed_tier_map",
    "undo_override",
]


def seed_tier_map(session: Session) -> int:
    """Write the default L0-L4 map as version 1 where there is none; returns what is in force."""
    version = version_in_force(session)
    if version is None:
        version = 1
        add_version(session, DEFAULT_MAP, version, None)
    return version


def move_to_group(
    session: Session,
    number: int,
    group: str,
    *,
    tier: str | None = None,
    actor: Person | None = None,
) -> None:
    """Put ticket `number` into the queue of `group`, out of the one it is in.

    `tier` is what the queue holds where that is known; else the map's holders tell.
    Nothing happens when the ticket is in that queue already.
    """
    standing = session.scalars(
        select(QueueStay).where(QueueStay.ticket_number == number, QueueStay.ended_at.is_(None))
    ).first()
    if standing is not None and standing.group_name == group:
        return
    if standing is not None:
        standing.ended_at = clock.now()
        session.flush()
    session.add(
        QueueStay(
            ticket_number=number,
            group_name=group,
            tier=tier or read_holders(session).of_person(None, group),
            started_at=clock.now(),
        )
    )
    facts = {"from": standing.group_name if standing else None, "to": group}
    append(session, f"tickets/{number}", "group_changed", actor.id if actor else None, **facts)


def leave_queue(session: Session, number: int) -> None:
    """End the ticket's stay in whatever queue it is in: its work is over."""
    for stay in session.scalars(
        select(QueueStay).where(QueueStay.ticket_number == number, QueueStay.ended_at.is_(None))
    ):
        stay.ended_at = clock.now()


def record_touch(
    session: Session,
    number: int,
    person: Person | None,
    *,
    started_at: datetime,
    ended_at: datetime,
    minutes: float | None = None,
    tier_of_work: str = UNKNOWN,
    reason: str = "",
    group: str | None = None,
    measured: str = "recorded",
    confidence: float | None = None,
) -> Touch:
    """State a stretch of work that no activity shows: a `work_recorded` line and its touch."""
    holders = read_holders(session)
    line = append(
        session,
        f"tickets/{number}",
        "work_recorded",
        person.id if person else None,
        group=group,
        tier=tier_of_work,
        **{"from": started_at.isoformat(), "to": ended_at.isoformat()},
    )
    touch = Touch(
        ticket_number=number,
        person_id=person.id if person else None,
        group_name=group,
        stream=line.stream,
        first_seq=line.seq,
        last_seq=line.seq,
        started_at=started_at,
        ended_at=ended_at,
        minutes=minutes,
        measured=measured,
        tier_of_work=tier_of_work,
        confidence=confidence,
        reason=reason[:200],
        tier_of_person=holders.of_person(person, group),
        map_version=holders.version,
        resolving=person is not None
        and person.id in resolvers(session, number, standing_outcome(session, number)),
    )
    session.add(touch)
    session.flush()
    return touch


def override_touch(
    session: Session, actor: Person, touch_id: int, tier_of_work: str, reason: str
) -> Touch:
    """A manager says which tier a piece of work was, and why; the newest word counts.

    The reason stays in its own row; the ticket's stream keeps that it was said.
    Raises NotFound, NotAllowed, or Invalid for a tier that the map does not have.
    """
    touch = find_touch(session, actor, touch_id)
    known = {card.key for card in tiers_of(session)} | {UNKNOWN}
    if tier_of_work not in known:
        raise Invalid("The map has no such tier.", fields={"tier_of_work": "not in the map"})
    session.add(
        TouchOverride(
            touch_id=touch.id,
            tier_of_work=tier_of_work,
            by_id=actor.id,
            reason=reason,
            at=clock.now(),
        )
    )
    append(
        session,
        f"tickets/{touch.ticket_number}",
        "touch_overridden",
        actor.id,
        touch=touch.id,
        tier=tier_of_work,
    )
    return touch


def undo_override(session: Session, actor: Person, touch_id: int) -> Touch:
    """Take a manager's newest word on a touch back; what was said before it counts again.

    Raises NotFound, NotAllowed, or Conflict where nothing stands to be taken back.
    """
    touch = find_touch(session, actor, touch_id)
    word = session.scalars(
        select(TouchOverride)
        .where(TouchOverride.touch_id == touch.id, TouchOverride.undone_at.is_(None))
        .order_by(TouchOverride.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
    ).first()
    if word is None:
        raise Conflict("Nobody corrected this piece of work.", current={"override": None})
    word.undone_at, word.undone_by = clock.now(), actor.id
    stream = f"tickets/{touch.ticket_number}"
    append(session, stream, "override_undone", actor.id, touch=touch.id)
    return touch
