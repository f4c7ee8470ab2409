"""Write evidence down: what work showed, what colleagues say, what people claim of themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.skills.tables import Evidence, EvidenceKind, Interest
from swarm.skills.taxonomy import find_skill, named_skill
from swarm.tickets.access import find_ticket


def add_evidence(
    session: Session,
    person_id: int,
    skill_id: int,
    kind: EvidenceKind,
    *,
    at: datetime,
    ticket: int | None = None,
    article: int | None = None,
    given_by: int | None = None,
) -> bool:
    """Note a dated fact once; returns whether it is new. Writes `evidence_added` when it is.

    A ticket shows a skill once of each kind, however many articles of theirs solved it.
    """
    lock_streams(session, [f"people/{person_id}"])
    where = [
        Evidence.person_id == person_id,
        Evidence.skill_id == skill_id,
        Evidence.kind == kind,
        Evidence.ticket_number == ticket if ticket else Evidence.ticket_number.is_(None),
    ]
    if not ticket:
        where.append(Evidence.article_id == article if article else Evidence.article_id.is_(None))
    if kind == EvidenceKind.ENDORSED:
        where.append(Evidence.given_by == given_by)
    known = session.scalar(select(Evidence.id).where(*where))
    if known is not None:
        return False
    session.add(
        Evidence(
            person_id=person_id,
            skill_id=skill_id,
            kind=kind,
            ticket_number=ticket,
            article_id=article,
            given_by=given_by,
            at=at,
        )
    )
    append(
        session,
        f"people/{person_id}",
        "evidence_added",
        given_by,
        skill=skill_id,
        kind=kind.value,
        ticket=ticket,
    )
    return True


def endorse_person(
    session: Session, actor: Person, person_id: int, skill_id: int, ticket: int | None = None
) -> bool:
    """Vouch for a colleague's skill, for one ticket or in general; returns whether it is new.

    Raises NotFound for who is no colleague, NotAllowed for oneself, Invalid for an unknown
    skill or a ticket that is not there.
    """
    person = session.get(Person, person_id)
    if not actor.staff or person is None or not person.staff:
        raise NotFound
    if person.id == actor.id:
        raise NotAllowed("Nobody vouches for themselves. Claim the skill instead.")
    named_skill(session, skill_id)
    if ticket is not None:
        try:
            find_ticket(session, actor, ticket)
        except NotFound as error:
            raise Invalid("There is no such ticket.", fields={"ticket": "unknown"}) from error
    return add_evidence(
        session,
        person_id,
        skill_id,
        EvidenceKind.ENDORSED,
        at=clock.now(),
        ticket=ticket,
        given_by=actor.id,
    )


def claim_skill(session: Session, actor: Person, skill_id: int) -> None:
    """Say that one has a skill. Claiming twice changes nothing."""
    find_skill(session, skill_id, in_use=True)
    lock_streams(session, [f"people/{actor.id}"])
    if session.scalar(select(Evidence.id).where(*_claim(actor, skill_id))) is None:
        session.add(
            Evidence(
                person_id=actor.id,
                skill_id=skill_id,
                kind=EvidenceKind.CLAIMED,
                at=clock.now(),
            )
        )
        _tell_changed(session, actor, "claims")


def drop_claim(session: Session, actor: Person, skill_id: int) -> None:
    """Take a claim back; what work has shown stays."""
    find_skill(session, skill_id)
    if session.execute(delete(Evidence).where(*_claim(actor, skill_id))).rowcount:  # type: ignore[attr-defined]  # a CursorResult
        _tell_changed(session, actor, "claims")


def _claim(actor: Person, skill_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Evidence.person_id == actor.id,
        Evidence.skill_id == skill_id,
        Evidence.kind == EvidenceKind.CLAIMED,
    )


def note_interest(session: Session, actor: Person, skill_id: int) -> None:
    """Say that one wants to grow a skill."""
    find_skill(session, skill_id, in_use=True)
    lock_streams(session, [f"people/{actor.id}"])
    if session.get(Interest, (actor.id, skill_id)) is None:
        session.add(Interest(person_id=actor.id, skill_id=skill_id, at=clock.now()))
        _tell_changed(session, actor, "interests")


def drop_interest(session: Session, actor: Person, skill_id: int) -> None:
    """No longer want to grow a skill."""
    find_skill(session, skill_id)
    interest = session.get(Interest, (actor.id, skill_id))
    if interest is not None:
        session.delete(interest)
        _tell_changed(session, actor, "interests")


def _tell_changed(session: Session, actor: Person, what: str) -> None:
    append(session, f"people/{actor.id}", "profile_changed", actor.id, fields=[what])
