"""What screens ask about people and teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import head_of
from swarm.paging import decode, encode
from swarm.people import access
from swarm.people.absences import AbsenceCard, list_absences
from swarm.people.availability import Here, here_at, local_time
from swarm.people.calendars import hours_of_person
from swarm.people.emails import plain_email
from swarm.people.refs import PersonRef, ref, refs
from swarm.people.tables import Absence, Person, Role, Team

__all__ = [
    "PeoplePage", "PersonPage", "PersonRef", "PersonRow", "TeamRef",
    "away_now", "find_by_email", "list_people", "read_person", "ref", "refs", "rows_of",
]  # fmt: skip


class TeamRef(BaseModel):
    """A team as other things name it."""

    id: int
    name: str


class PersonRow(BaseModel):
    """A person in a list. `here` says whether a call would be heard now."""

    id: int
    name: str
    role: Role
    team: TeamRef | None
    time_zone: str
    local_time: datetime
    here: Here
    left: bool


class PeoplePage(BaseModel):
    """A page of people by name."""

    items: list[PersonRow]
    next: str | None


class PersonPage(BaseModel):
    """One person's page. `hours` are those in force, `own_hours` whether they are their own.

    `asked_today` counts the invitations that the ask budget counts.
    """

    id: int
    name: str
    email: str | None
    role: Role
    team: TeamRef | None
    time_zone: str
    local_time: datetime
    here: Here
    left: bool
    left_at: datetime | None
    hours: dict[str, Any]
    own_hours: bool
    reach: str
    absences: list[AbsenceCard]
    substitute: PersonRef | None
    asked_today: int
    ask_budget: int
    created_at: datetime
    head: int
    can: dict[str, bool]


def find_by_email(session: Session, email: str) -> Person | None:
    """The person with this mail address, who may have left."""
    return session.scalar(select(Person).where(Person.email == plain_email(email)))


def away_now(session: Session, people: Sequence[Person]) -> set[int]:
    """The ids of those among `people` who are absent at this moment."""
    now = clock.now()
    rows = session.scalars(
        select(Absence.person_id).where(
            Absence.person_id.in_([person.id for person in people]),
            Absence.starts_at <= now,
            Absence.ends_at > now,
        )
    )
    return set(rows)


def rows_of(session: Session, people: Sequence[Person]) -> list[PersonRow]:
    """The people as rows of a list, in their order."""
    away, now = away_now(session, people), clock.now()
    rows = []
    for person in people:
        hours = hours_of_person(person)
        rows.append(
            PersonRow(
                id=person.id,
                name=person.name,
                role=Role(person.role),
                team=_team_ref(person.team),
                time_zone=str(hours.zone),
                local_time=local_time(hours, now),
                here=here_at(hours, now, away=person.id in away),
                left=person.left_at is not None,
            )
        )
    return rows


def list_people(
    session: Session,
    *,
    q: str | None = None,
    team: int | None = None,
    roles: Sequence[Role] = (),
    left: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> PeoplePage:
    """People by name; `left` lists those who left instead. Raises Invalid for a false cursor."""
    name = func.lower(Person.name)
    found: Select[Person] = select(Person).where(
        Person.left_at.is_not(None) if left else Person.left_at.is_(None)
    )
    if q:
        found = found.where(_matches(q))
    if team is not None:
        found = found.where(Person.team_id == team)
    if roles:
        found = found.where(Person.role.in_(roles))
    if cursor:
        found = found.where(tuple_(name, Person.id) > tuple_(*decode(cursor, str, int)))
    people = session.scalars(found.order_by(name, Person.id).limit(limit + 1)).all()
    more = len(people) > limit
    page = people[:limit]
    return PeoplePage(
        items=rows_of(session, page),
        next=encode(_lower(session, page[-1]), page[-1].id) if more else None,
    )


def read_person(
    session: Session, actor: Person, person: Person, *, asked_today: int = 0
) -> PersonPage:
    """The page of a person whom `actor` may see (`access.find_person`)."""
    row = rows_of(session, [person])[0]
    absences = list_absences(session, person)
    now = clock.now()
    current = [one for one in absences if one.starts_at <= now]
    own = actor.id == person.id
    return PersonPage(
        **row.model_dump(),
        email=person.email,
        left_at=person.left_at,
        hours=person.hours if person.hours is not None else _team_hours(person),
        own_hours=person.hours is not None,
        reach=person.reach,
        absences=absences,
        substitute=current[0].substitute if current else None,
        asked_today=asked_today,
        ask_budget=person.ask_budget,
        created_at=person.created_at,
        head=head_of(session, f"people/{person.id}"),
        can={
            "edit": access.may_administer(actor),
            "edit_self": own,
            "plan_absence": access.may_plan(actor, person),
            "send_link": access.may_administer(actor) and person.left_at is None,
            "endorse": actor.staff and not own and person.staff,
        },
    )


def _matches(q: str) -> ColumnElement[bool]:
    words = q.split()[:6]
    return and_(
        *(
            or_(
                # SQLite lowers A to Z only, so an É is found as it is typed.
                func.lower(Person.name).contains(word.lower(), autoescape=True),
                Person.name.contains(word, autoescape=True),
                Person.email.contains(word.lower(), autoescape=True),
            )
            for word in words
        )
    )


def _lower(session: Session, person: Person) -> str:
    # The database lowers letters by its own rules; the cursor must carry its word for it.
    lowered: str = session.execute(
        select(func.lower(Person.name)).where(Person.id == person.id)
    ).scalar_one()
    return lowered


def _team_ref(team: Team | None) -> TeamRef | None:
    return TeamRef(id=team.id, name=team.name) if team else None


def _team_hours(person: Person) -> dict[str, Any]:
    return person.team.hours if person.team else {}


def count_administrators(session: Session) -> int:
    """How many people may administer the desk now."""
    here = select(func.count()).where(Person.role == Role.ADMINISTRATOR, Person.left_at.is_(None))
    return session.scalar(here) or 0
