"""Trainings that somebody had: a dated statement, weaker than work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.people.tables import Person, Role
from swarm.skills.tables import Evidence, EvidenceKind
from swarm.skills.taxonomy import named_skill

EARLIEST = date(1990, 1, 1)


def record_training(
    session: Session, actor: Person, person_id: int, skill_id: int, on: date
) -> bool:
    """Note a training of that day: one's own, or as an administrator. Returns whether it is new.

    Raises NotFound for who is no colleague, NotAllowed for somebody else's, Invalid for a day
    that lies ahead or long ago and for an unknown skill.
    """
    person = session.get(Person, person_id)
    if not actor.staff or person is None or not person.staff:
        raise NotFound
    _check_actor(actor, person_id)
    if not EARLIEST <= on <= clock.now().date():
        raise Invalid("A training lies in the past.", fields={"on": "a day that has been"})
    named_skill(session, skill_id)
    lock_streams(session, [f"people/{person_id}"])
    training = Evidence(
        person_id=person_id,
        skill_id=skill_id,
        kind=EvidenceKind.TRAINED,
        given_by=actor.id,
        at=datetime.combine(on, time.min, UTC),
    )
    if _is_known(session, training):
        return False
    session.add(training)
    _tell(session, "evidence_added", actor, person_id, skill_id)
    return True


def _is_known(session: Session, training: Evidence) -> bool:
    known = select(Evidence.id).where(
        Evidence.person_id == training.person_id,
        Evidence.skill_id == training.skill_id,
        Evidence.kind == EvidenceKind.TRAINED,
        Evidence.at == training.at,
    )
    return session.scalar(known) is not None


def drop_training(session: Session, actor: Person, training_id: int) -> int:
    """Take a training back; returns whose it was. Raises NotFound and NotAllowed."""
    training = session.get(Evidence, training_id)
    if training is None or training.kind != EvidenceKind.TRAINED:
        raise NotFound("There is no such training.")
    _check_actor(actor, training.person_id)
    person_id, skill_id = training.person_id, training.skill_id
    lock_streams(session, [f"people/{person_id}"])
    session.delete(training)
    _tell(session, "evidence_withdrawn", actor, person_id, skill_id)
    return person_id


def _check_actor(actor: Person, person_id: int) -> None:
    if actor.id != person_id and actor.role != Role.ADMINISTRATOR:
        raise NotAllowed("One's own trainings, or those of others as an administrator.")


def _tell(session: Session, kind: str, actor: Person, person_id: int, skill_id: int) -> None:
    facts = {"skill": skill_id, "kind": EvidenceKind.TRAINED.value, "ticket": None}
    append(session, f"people/{person_id}", kind, actor.id, **facts)
