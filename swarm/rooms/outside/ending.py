"""A guest's pass ends: revoked, expired, or because they left or were removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.accounts.actions import shut_out
from swarm.activity.lines import append, lock_streams
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.outside.tables import GuestPass
from swarm.rooms.tables import Member


def pass_of(session: Session, person_id: int) -> GuestPass | None:
    """The pass that a person was made for; None for everybody else."""
    return session.scalar(select(GuestPass).where(GuestPass.person_id == person_id))


def end_pass(session: Session, actor_id: int | None, found: GuestPass, why: str) -> None:
    """Take away what lets the guest in: the link, the session, the stay. Ends once.

    The caller has locked the swarm's stream. `why`: `revoked`, `expired`, `left` or `removed`;
    the latter two end the stay themselves.
    """
    if found.ended_at is not None:
        return
    now = clock.now()
    found.ended_at, found.ended_by = now, actor_id
    stay = session.scalar(
        select(Member).where(
            Member.swarm_id == found.swarm_id,
            Member.person_id == found.person_id,
            Member.left_at.is_(None),
        )
    )
    stream = stream_of(found.swarm_id)
    if stay is not None:
        stay.left_at, stay.removed_by = now, actor_id
        append(session, stream, "member_removed", actor_id, person=found.person_id)
    facts = {"guest": found.id, "person": found.person_id, "why": why}
    append(session, stream, "guest_ended", actor_id, **facts)
    person = session.get_one(Person, found.person_id)
    person.left_at = now
    shut_out(session, person)


def end_pass_of(session: Session, actor_id: int | None, person_id: int, why: str) -> None:
    """End the pass of somebody whose stay has just ended; nothing for who has none."""
    found = pass_of(session, person_id)
    if found is not None:
        end_pass(session, actor_id, found, why)


def expire_passes(session: Session, now: datetime) -> int:
    """End every pass whose time is over; returns how many. Safe to call at any time."""
    due = session.scalars(
        select(GuestPass)
        .where(GuestPass.ended_at.is_(None), GuestPass.expires_at <= now)
        .order_by(GuestPass.swarm_id, GuestPass.id)
    ).all()
    done = 0
    for found in due:
        lock_streams(session, [stream_of(found.swarm_id)])
        session.refresh(found)
        if found.ended_at is None:
            end_pass(session, None, found, "expired")
            done += 1
    return done
