"""The working hours and absences of people and teams that are in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.hours import WorkingHours, working_hours
from swarm.people.tables import Absence, Person, Team


def hours_of_team(team: Team | None) -> WorkingHours:
    """A team's working hours; round the clock where there is no team or it set none."""
    return working_hours(team.hours, team.time_zone) if team else working_hours({}, "UTC")


def hours_of_person(person: Person) -> WorkingHours:
    """A person's own hours in their own zone, the team's for what they did not set."""
    team = person.team
    hours = person.hours if person.hours is not None else (team.hours if team else {})
    return working_hours(hours, person.time_zone or (team.time_zone if team else "UTC"))


def absence_at(session: Session, person_id: int, moment: datetime) -> Absence | None:
    """The absence that this person is in at that moment, the longest where several overlap."""
    return session.scalar(
        select(Absence)
        .where(
            Absence.person_id == person_id, Absence.starts_at <= moment, Absence.ends_at > moment
        )
        .order_by(Absence.ends_at.desc(), Absence.id)
        .limit(1)
    )


def substitute_at(session: Session, person_id: int, moment: datetime) -> Person | None:
    """Who stands in for an absent person: the first of the chain who is here.

    None where the person is not absent, named nobody, or everyone named is away or left.
    """
    passed = {person_id}
    absence = absence_at(session, person_id, moment)
    while absence is not None and absence.substitute_id not in (None, *passed):
        substitute = session.get_one(Person, absence.substitute_id)
        passed.add(substitute.id)
        absence = absence_at(session, substitute.id, moment)
        if absence is None:
            return substitute if substitute.staff and substitute.left_at is None else None
    return None
