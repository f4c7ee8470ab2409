"""Leave: planned, taken back, and who stands in."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.access import may_plan, may_see
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Absence, Person


class AbsenceCard(BaseModel):
    """A stretch of time away and who stands in."""

    id: int
    starts_at: datetime
    ends_at: datetime
    substitute: PersonRef | None


def list_absences(session: Session, person: Person) -> list[AbsenceCard]:
    """Absences that are not over, the next one first."""
    rows = session.scalars(
        select(Absence)
        .where(Absence.person_id == person.id, Absence.ends_at > clock.now())
        .order_by(Absence.starts_at, Absence.id)
    ).all()
    return [card_of(session, row) for row in rows]


def card_of(session: Session, absence: Absence) -> AbsenceCard:
    """The absence as a card."""
    names = refs(session, [absence.substitute_id])
    return AbsenceCard(
        id=absence.id,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        substitute=names.get(absence.substitute_id) if absence.substitute_id else None,
    )


def plan_absence(
    session: Session,
    actor: Person,
    person: Person,
    starts_at: datetime,
    ends_at: datetime,
    substitute: Person | None = None,
) -> Absence:
    """Write down that a colleague will be away, and who stands in.

    One's own, or as a manager. Raises NotFound, NotAllowed, Invalid, and Conflict where an
    absence of the same person overlaps.
    """
    _check_may_plan(actor, person)
    if ends_at <= starts_at:
        raise Invalid("An absence ends after it begins.", fields={"ends_at": "after starts_at"})
    if ends_at <= clock.now():
        raise Invalid("This absence is over already.", fields={"ends_at": "in the future"})
    if substitute is not None and (
        substitute.id == person.id or not substitute.staff or substitute.left_at is not None
    ):
        raise Invalid(
            "The substitute must be another colleague.", fields={"substitute": "another colleague"}
        )
    _check_no_overlap(session, person, starts_at, ends_at)
    absence = Absence(
        person_id=person.id,
        starts_at=starts_at,
        ends_at=ends_at,
        substitute_id=substitute.id if substitute else None,
    )
    session.add(absence)
    session.flush()
    append(session, f"people/{person.id}", "profile_changed", actor.id, fields=["absences"])
    return absence


def end_absence(session: Session, actor: Person, absence_id: int) -> None:
    """Take an absence back: one that runs ends now, one to come never was.

    Raises NotFound for one that is over or of somebody whom `actor` may not plan for.
    """
    absence = session.get(Absence, absence_id)
    now = clock.now()
    if absence is None or absence.ends_at <= now:
        raise NotFound
    person = session.get_one(Person, absence.person_id)
    _check_may_plan(actor, person)
    if absence.starts_at < now:
        absence.ends_at = now
    else:
        session.delete(absence)
    append(session, f"people/{person.id}", "profile_changed", actor.id, fields=["absences"])


def _check_may_plan(actor: Person, person: Person) -> None:
    if not may_see(actor, person):
        raise NotFound
    if not may_plan(actor, person):
        raise NotAllowed("Absences are planned by the colleague or by a manager.")


def _check_no_overlap(
    session: Session, person: Person, starts_at: datetime, ends_at: datetime
) -> None:
    overlapping = session.scalar(
        select(Absence)
        .where(
            Absence.person_id == person.id,
            Absence.starts_at < ends_at,
            Absence.ends_at > starts_at,
        )
        .order_by(Absence.starts_at)
        .limit(1)
    )
    if overlapping is not None:
        raise Conflict(
            "There is an absence in these days already.",
            code="overlap",
            current={
                "id": overlapping.id,
                "starts_at": overlapping.starts_at.isoformat(),
                "ends_at": overlapping.ends_at.isoformat(),
            },
        )
