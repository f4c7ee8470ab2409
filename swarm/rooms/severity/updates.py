"""Words on how it stands: to the requester on the ticket, to stakeholders by a notice."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.rooms.access import find_card, stream_of
from swarm.rooms.severity.access import RUNS, SPEAKS, hold_severe
from swarm.rooms.severity.duties import duties_of
from swarm.rooms.severity.tables import Severity, Stakeholder, StatusUpdate
from swarm.rooms.tables import ON_TICKET, Closure, Member, Swarm
from swarm.tickets.access import hold, owner_of
from swarm.tickets.replies import find_reply, publish_reply, refuse_other_words
from swarm.tickets.severity.rule import check_can_be_told
from swarm.tickets.tables import Reply

BATCH = 200


def post_update(
    session: Session, actor: Person, swarm_id: int, client_id: str, body: str
) -> StatusUpdate:
    """Say how it stands, as the owner, the lead or the communicator; the next word is due anew.

    The same words under the same `client_id` are said once. Raises NotFound, NotAllowed, Conflict
    where the swarm is closed, not severe, or other words came under this id, Invalid for none.
    """
    ticket = find_card(session, actor, swarm_id).ticket
    hold(session, ticket)
    stakeholders = stakeholders_of(session, swarm_id)
    owner = owner_of(session, ticket.number)
    told = {*stakeholders, ticket.requester_id, owner.id if owner else None} - {None}
    streams = [f"tickets/{ticket.number}", *(f"people/{one}" for one in told)]
    _, severity = hold_severe(session, actor, swarm_id, SPEAKS, *streams)
    if not body.strip():
        raise Invalid("Say how it stands.", fields={"body": "is empty"})
    known = find_reply(session, actor, ticket, client_id)
    if known is not None:
        return _said_before(session, known, body)
    reply = publish_reply(
        session, actor, ticket, Reply(public=True, body=body, client_id=client_id)
    )
    update = StatusUpdate(swarm_id=swarm_id, reply_id=reply.id, by_id=actor.id, at=reply.at)
    session.add(update)
    severity.due_at = reply.at + timedelta(minutes=severity.every_minutes)
    session.flush()
    append(session, stream_of(swarm_id), "status_updated", actor.id, update=update.id)
    for person in sorted(stakeholders - {actor.id, ticket.requester_id}):
        facts = {"ticket": ticket.number, "update": update.id}
        append(session, f"people/{person}", "status_updated", actor.id, **facts)
    return update


def _said_before(session: Session, known: Reply, body: str) -> StatusUpdate:
    update = session.scalar(select(StatusUpdate).where(StatusUpdate.reply_id == known.id))
    if update is None or known.body != body:
        refuse_other_words(known)
    return update


def plan_updates(session: Session, actor: Person, swarm_id: int, minutes: int) -> None:
    """Say how often a word is due, as the owner or the lead; it counts from the last one on.

    Raises NotFound, NotAllowed, Conflict where the swarm is closed or not severe.
    """
    _, severity = hold_severe(session, actor, swarm_id, RUNS)
    if severity.every_minutes != minutes:
        severity.due_at += timedelta(minutes=minutes - severity.every_minutes)
        severity.every_minutes = minutes
        append(session, stream_of(swarm_id), "updates_planned", actor.id, minutes=minutes)


def stakeholders_of(session: Session, swarm_id: int) -> set[int]:
    """The ids of those who are told, beside the requester."""
    rows = select(Stakeholder.person_id).where(Stakeholder.swarm_id == swarm_id)
    return set(session.scalars(rows))


def add_stakeholder(session: Session, actor: Person, swarm_id: int, person_id: int) -> None:
    """Have somebody told from now on. Twice changes nothing. Raises as `post_update`, and
    Invalid for guests and for who is not here."""
    hold_severe(session, actor, swarm_id, SPEAKS)
    check_can_be_told(session.get(Person, person_id), "person")
    if session.get(Stakeholder, (swarm_id, person_id)) is None:
        now = clock.now()
        row = Stakeholder(
            swarm_id=swarm_id, person_id=person_id, why="named", by_id=actor.id, at=now
        )
        session.add(row)
        append(session, stream_of(swarm_id), "stakeholder_added", actor.id, person=person_id)


def remove_stakeholder(session: Session, actor: Person, swarm_id: int, person_id: int) -> None:
    """Have somebody told no more. Raises as `post_update`."""
    hold_severe(session, actor, swarm_id, SPEAKS)
    found = session.get(Stakeholder, (swarm_id, person_id))
    if found is not None:
        session.delete(found)
        append(session, stream_of(swarm_id), "stakeholder_removed", actor.id, person=person_id)


def announce_due_updates(session: Session, now: datetime) -> int:
    """Tell who should say a word that it is due, once each time: the communicator, else the lead,
    else the owner. Returns how many were told. Safe to call at any time."""
    rows = session.execute(
        select(Severity, ON_TICKET, Member.person_id)
        .join(Swarm, Swarm.id == Severity.swarm_id)
        .outerjoin(
            Member,
            and_(Member.swarm_id == Swarm.id, Member.role == "owner", Member.left_at.is_(None)),
        )
        .where(
            Severity.due_at <= now,
            or_(Severity.told_for.is_(None), Severity.told_for != Severity.due_at),
            ~exists().where(Closure.swarm_id == Severity.swarm_id),
        )
        .order_by(Severity.swarm_id)
        .limit(BATCH)
        .with_for_update(of=Severity, skip_locked=True, key_share=True)
    ).all()
    said: list[tuple[int, int, int]] = []
    for severity, number, owner in rows:
        duties = duties_of(session, severity.swarm_id)
        person = duties.get("communicator") or duties.get("lead") or owner
        severity.told_for = severity.due_at
        if person is not None:
            said.append((person, severity.swarm_id, number))
    lock_streams(session, [f"people/{person}" for person, _, _ in said])
    for person, swarm_id, number in said:
        append(session, f"people/{person}", "update_due", swarm=swarm_id, ticket=number)
    return len(said)
