"""What a person holds against the evidence about them: contested, hidden, and how that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.skills.tables import Evidence, Objection, ObjectionKind, Verdict


def counts() -> ColumnElement[bool]:
    """The condition under which a row of evidence counts: nobody objects to it."""
    return ~exists().where(
        Objection.person_id == Evidence.person_id,
        Objection.skill_id == Evidence.skill_id,
        or_(
            Objection.settled_at.is_(None),
            and_(Objection.verdict == Verdict.UPHELD, Evidence.at <= Objection.settled_at),
        ),
    )


def shows(viewer: Person) -> ColumnElement[bool]:
    """The condition under which `viewer` is shown a row of evidence.

    What its subject hides is theirs to see alone; what an upheld contest shut out is gone for
    everybody; what is contested is shown as such.
    """
    return ~exists().where(
        Objection.person_id == Evidence.person_id,
        Objection.skill_id == Evidence.skill_id,
        or_(
            and_(
                Objection.settled_at.is_(None),
                Objection.kind == ObjectionKind.HIDDEN,
                Objection.person_id != viewer.id,
            ),
            and_(Objection.verdict == Verdict.UPHELD, Evidence.at <= Objection.settled_at),
        ),
    )


@dataclass(frozen=True, slots=True)
class ShutEdge:
    """What does not count of one person in one skill; `until` None: nothing at all."""

    person: int
    skill: int
    until: datetime | None


def shut_edges(session: Session) -> list[ShutEdge]:
    """Every person and skill whose evidence does not count, in whole or up to a moment."""
    rows = session.execute(
        select(Objection.person_id, Objection.skill_id, Objection.settled_at)
        .where(or_(Objection.settled_at.is_(None), Objection.verdict == Verdict.UPHELD))
        .order_by(Objection.id)
    )
    return [ShutEdge(*row) for row in rows]


def count_changes(session: Session) -> int:
    """A number that grows whenever somebody objects or an objection ends; cheap to ask."""
    made, settled = session.execute(
        select(func.count(), func.count(Objection.settled_at)).select_from(Objection)
    ).one()
    return int(made + settled)


def open_objection(
    session: Session, person_id: int, skill_id: int, kind: ObjectionKind
) -> Objection | None:
    """The open objection of this kind, if there is one."""
    return session.scalar(
        select(Objection).where(
            Objection.person_id == person_id,
            Objection.skill_id == skill_id,
            Objection.kind == kind,
            Objection.settled_at.is_(None),
        )
    )


def object_to(
    session: Session, actor: Person, skill_id: int, kind: ObjectionKind, why: str = ""
) -> Objection:
    """Contest or hide what is believed of oneself in a skill. Saying it twice changes nothing.

    Raises NotFound where nothing is believed.
    """
    lock_streams(session, [f"people/{actor.id}"])
    known = open_objection(session, actor.id, skill_id, kind)
    if known is not None:
        return known
    believed = select(Evidence.id).where(
        Evidence.person_id == actor.id, Evidence.skill_id == skill_id, shows(actor)
    )
    if session.scalar(believed.limit(1)) is None:
        raise NotFound("Nothing is believed of you in this skill.")
    objection = Objection(person_id=actor.id, skill_id=skill_id, kind=kind, why=why, at=clock.now())
    session.add(objection)
    session.flush()
    _tell(session, f"skill_{kind.value}", actor, objection)
    return objection


def withdraw_objection(session: Session, actor: Person, skill_id: int, kind: ObjectionKind) -> None:
    """Take one's own objection back: the evidence counts again. Safe to repeat."""
    lock_streams(session, [f"people/{actor.id}"])
    objection = open_objection(session, actor.id, skill_id, kind)
    if objection is not None:
        _settle(session, actor, objection, Verdict.WITHDRAWN)


def settle_contest(
    session: Session, actor: Person, objection_id: int, verdict: Verdict
) -> Objection:
    """A manager's or administrator's word on a contest: upheld, or dismissed.

    Raises NotFound for no contest, NotAllowed for one's own and for others than managers,
    Conflict for one that has ended.
    """
    objection = session.get(Objection, objection_id)
    if not actor.manages or objection is None or objection.kind != ObjectionKind.CONTESTED:
        raise NotFound("There is no such contest.")
    if objection.person_id == actor.id:
        raise NotAllowed("Somebody else settles it; you can take it back.")
    lock_streams(session, [f"people/{objection.person_id}"])
    session.refresh(objection)
    if objection.settled_at is not None:
        raise Conflict("It was settled already.", current={"verdict": objection.verdict})
    _settle(session, actor, objection, verdict)
    return objection


def _settle(session: Session, actor: Person, objection: Objection, verdict: Verdict) -> None:
    objection.settled_at, objection.settled_by = clock.now(), actor.id
    objection.verdict = verdict
    _tell(session, "objection_settled", actor, objection)


def _tell(session: Session, kind: str, actor: Person, objection: Objection) -> None:
    facts: dict[str, int | str] = {"skill": objection.skill_id, "objection": objection.id}
    if objection.verdict is not None:
        facts |= {"how": objection.kind, "verdict": objection.verdict}
    append(session, f"people/{objection.person_id}", kind, actor.id, **facts)
