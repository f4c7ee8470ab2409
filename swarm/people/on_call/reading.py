"""The calendar of who is on call for a team, and who that is at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.calendars import absence_at, substitute_at
from swarm.people.on_call.tables import Rotation, RotationPlace, StandIn
from swarm.people.on_call.turns import Plan, Stretch, at, lay_over, turns_between
from swarm.people.refs import PersonRef, ref, refs
from swarm.people.tables import Absence, Person, Role, Team

INSTANT = timedelta(microseconds=1)


class RotationCard(BaseModel):
    """Whose turns come round, in their order: `days` each, handed over at a time of the zone."""

    people: list[PersonRef]
    starts_on: date
    hands_over: str
    days: int


class ShiftCard(BaseModel):
    """A stretch of being on call. `stand_in` is set where it is not by turn.

    `away` tells that this person is away, or has left, in a part of it.
    """

    person: PersonRef
    starts_at: datetime
    ends_at: datetime
    stand_in: int | None
    away: bool


class OnCall(BaseModel):
    """Who is on call for a team from now on; `now` is who would be called at this moment."""

    team: int
    name: str
    time_zone: str
    people: list[PersonRef]
    rotation: RotationCard | None
    now: PersonRef | None
    shifts: list[ShiftCard]
    can: dict[str, bool]


def may_plan_on_call(actor: Person, team: Team) -> bool:
    """Whether this person keeps the team's calendar: its managers, and administrators."""
    return actor.role == Role.ADMINISTRATOR or (actor.manages and actor.team_id == team.id)


def read_on_call(session: Session, actor: Person, team: Team, weeks: int) -> OnCall:
    """The calendar of so many weeks from now on."""
    now = clock.now()
    plan = plan_of(session, team)
    stretches = stretches_between(session, team, now, now + timedelta(weeks=weeks))
    people = session.scalars(
        select(Person)
        .where(Person.team_id == team.id, Person.left_at.is_(None))
        .order_by(Person.name, Person.id)
    ).all()
    placed = plan.people if plan else ()
    names = refs(session, [*placed, *(one.person for one in stretches)])
    gone = _gone(session, stretches)
    called = on_call_at(session, team.id, now)
    return OnCall(
        team=team.id,
        name=team.name,
        time_zone=team.time_zone,
        people=[ref(person) for person in people if person.staff],
        rotation=RotationCard(
            people=[names[one] for one in plan.people],
            starts_on=plan.starts_on,
            hands_over=f"{plan.hands_over:%H:%M}",
            days=plan.days,
        )
        if plan
        else None,
        now=ref(called) if called else None,
        shifts=[
            ShiftCard(
                person=names[one.person],
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                stand_in=one.stand_in,
                away=one in gone,
            )
            for one in stretches
        ],
        can={"plan": may_plan_on_call(actor, team)},
    )


def placed_in(session: Session, team: Team) -> list[int]:
    """The people of a team's rotation, in the order of their turns."""
    placed = select(RotationPlace.person_id).where(RotationPlace.team_id == team.id)
    return list(session.scalars(placed.order_by(RotationPlace.place)))


def plan_of(session: Session, team: Team) -> Plan | None:
    """The turns of a team; None where none were planned."""
    rotation = session.get(Rotation, team.id)
    if rotation is None:
        return None
    hands_over = time.fromisoformat(rotation.hands_over)
    return Plan(
        placed_in(session, team),
        rotation.starts_on,
        hands_over,
        rotation.days,
        ZoneInfo(team.time_zone),
    )


def stretches_between(
    session: Session, team: Team, since: datetime, until: datetime
) -> list[Stretch]:
    """Who is on call between two moments, in order; what began before keeps its beginning."""
    plan = plan_of(session, team)
    turns = turns_between(plan, since, until) if plan else ()
    rows = session.scalars(
        select(StandIn)
        .where(StandIn.team_id == team.id, StandIn.starts_at < until, StandIn.ends_at > since)
        .order_by(StandIn.id)
    )
    instead = [Stretch(row.person_id, row.starts_at, row.ends_at, row.id) for row in rows]
    return [one for one in lay_over(turns, instead) if one.ends_at > since]


def on_call_at(session: Session, team_id: int, moment: datetime) -> Person | None:
    """Who is called at a moment: whose stretch it is, or who stands in while they are away.

    That is the substitute they named, else the next of the turns who is here; None where nobody
    of them is.
    """
    team = session.get_one(Team, team_id)
    found = at(stretches_between(session, team, moment, moment + INSTANT), moment)
    if found is None:
        return None
    person = session.get_one(Person, found.person)
    if _is_here(session, person, moment):
        return person
    stands_in = substitute_at(session, person.id, moment)
    if stands_in is not None:
        return stands_in
    plan = plan_of(session, team)
    placed = list(plan.people) if plan else []
    after = placed.index(person.id) + 1 if person.id in placed else 0
    others = (session.get_one(Person, one) for one in placed[after:] + placed[:after])
    return next((one for one in others if _is_here(session, one, moment)), None)


def _is_here(session: Session, person: Person, moment: datetime) -> bool:
    works = person.staff and person.left_at is None
    return works and absence_at(session, person.id, moment) is None


def _gone(session: Session, stretches: Iterable[Stretch]) -> set[Stretch]:
    """Those stretches whose person is away or has left in a part of them."""
    stretches = list(stretches)
    people = {one.person for one in stretches}
    left = set(
        session.scalars(select(Person.id).where(Person.id.in_(people), Person.left_at.is_not(None)))
    )
    absences = session.scalars(select(Absence).where(Absence.person_id.in_(people))).all()
    return {
        one
        for one in stretches
        if one.person in left
        or any(
            away.person_id == one.person
            and away.starts_at < one.ends_at
            and away.ends_at > one.starts_at
            for away in absences
        )
    }
