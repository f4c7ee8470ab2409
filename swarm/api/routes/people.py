"""The directory: who is here, their hours, their leave."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from flask import request
from pydantic import BaseModel, Field

from swarm import clock
from swarm.accounts.actions import let_go
from swarm.accounts.links import issue_link
from swarm.api.door import ADMINISTRATORS, EVERYONE, STAFF, Ask, Door, Input
from swarm.api.inputs import Id, Short
from swarm.api.weeks import Week, When, Zone
from swarm.errors import Invalid
from swarm.people.absences import AbsenceCard, card_of, end_absence, plan_absence
from swarm.people.access import find_person
from swarm.people.actions import MOST_ASKS, add_person, change_person, mark_back
from swarm.people.queries import PeoplePage, PersonPage, list_people, read_person
from swarm.people.tables import Person, Role, Team
from swarm.rooms.weighed.load import asked_lately
from swarm.tickets.handovers import offer_to_substitutes

door = Door("people")

Email = Annotated[str, Field(min_length=3, max_length=254)]


class PeopleQuery(Input):
    """Which people: words of name or address, one team, one role, those who left."""

    q: Annotated[str, Field(max_length=120)] | None = None
    team: Id | None = None
    role: Role | None = None
    colleagues: bool = Field(False, description="Only those who work at the desk.")
    left: bool = False
    cursor: Annotated[str, Field(max_length=800)] | None = None
    limit: int = Field(50, ge=1, le=100)


class NewPerson(Input):
    """Somebody new. They come in by a sign-in link."""

    verbatim = frozenset({"name", "email"})

    name: Short
    email: Email
    role: Role
    team: Id | None = None
    time_zone: Zone | None = None
    hours: Week | None = None
    ask_budget: int = Field(4, ge=0, le=MOST_ASKS)


class PersonChange(Input):
    """What an administrator sets; fields that are left out stay. `left` ends every way in."""

    verbatim = frozenset({"name", "email"})

    name: Short = Field(default_factory=str)
    email: Email = Field(default_factory=str)
    role: Role = Field(default_factory=lambda: Role.AGENT)
    team: Id | None = None
    time_zone: Zone | None = None
    hours: Week | None = None
    reach: Literal["live", "quiet"] = Field(default_factory=lambda: "live")
    ask_budget: int = Field(default_factory=int, ge=0, le=MOST_ASKS)
    left: bool = Field(default_factory=bool)


class NewAbsence(Input):
    """From when to when somebody is away, and who stands in."""

    starts_at: When
    ends_at: When
    substitute: Id | None = None


class SignInAddress(BaseModel):
    """A one-time link, shown to the administrator this once."""

    url: str
    expires_at: datetime


@door.get("/people", who=STAFF, answers=PeoplePage)
def list_all(ask: Ask, query: PeopleQuery) -> PeoplePage:
    """People by name, with their local time and whether they are here."""
    roles = [query.role] if query.role else []
    if query.colleagues and not roles:
        roles = [Role.AGENT, Role.MANAGER, Role.ADMINISTRATOR]
    return list_people(
        ask.session,
        q=query.q,
        team=query.team,
        roles=roles,
        left=query.left,
        cursor=query.cursor,
        limit=query.limit,
    )


@door.post("/people", who=ADMINISTRATORS, answers=PersonPage, status=201)
def add(ask: Ask, body: NewPerson) -> PersonPage:
    """Add a person."""
    person = add_person(
        ask.session,
        ask.actor,
        name=body.name,
        email=body.email,
        role=body.role,
        team=_team(ask, body.team),
        time_zone=body.time_zone,
        hours=body.hours,
        ask_budget=body.ask_budget,
    )
    return _page(ask, person)


@door.get("/people/<int:person>", who=EVERYONE, answers=PersonPage)
def read(ask: Ask, person: int) -> PersonPage:
    """One person's page; requesters and guests see their own only."""
    return _page(ask, find_person(ask.session, ask.actor, person))


@door.patch("/people/<int:person>", who=ADMINISTRATORS, answers=PersonPage)
def change(ask: Ask, person: int, body: PersonChange) -> PersonPage:
    """Change a person: role, team, hours, whether they left."""
    found = find_person(ask.session, ask.actor, person)
    changes = body.model_dump(exclude_unset=True, exclude={"left"})
    if "team" in changes:
        team = _team(ask, changes.pop("team"))
        changes["team_id"] = team.id if team else None
    change_person(ask.session, ask.actor, found, changes)
    if "left" in body.model_fields_set:
        (let_go if body.left else mark_back)(ask.session, ask.actor, found)
    return _page(ask, found)


@door.post("/people/<int:person>/absences", who=STAFF, answers=AbsenceCard, status=201)
def add_absence(ask: Ask, person: int, body: NewAbsence) -> AbsenceCard:
    """Write down that somebody will be away: oneself, or as a manager."""
    found = find_person(ask.session, ask.actor, person)
    substitute = ask.session.get(Person, body.substitute) if body.substitute else None
    if body.substitute and substitute is None:
        raise Invalid("There is no such person.", fields={"substitute": "no such person"})
    absence = plan_absence(ask.session, ask.actor, found, body.starts_at, body.ends_at, substitute)
    # One that has begun already must not wait for the next round.
    offer_to_substitutes(ask.session, clock.now())
    return card_of(ask.session, absence)


@door.delete("/absences/<int:absence>", who=STAFF)
def remove_absence(ask: Ask, absence: int) -> None:
    """Take an absence back; one that runs ends now."""
    end_absence(ask.session, ask.actor, absence)
    # What was offered for it must not wait for the next round to be taken back.
    offer_to_substitutes(ask.session, clock.now())


@door.post(
    "/people/<int:person>/sign-in-link", who=ADMINISTRATORS, answers=SignInAddress, status=201
)
def make_link(ask: Ask, person: int) -> SignInAddress:
    """Make a link that lets this person in once within 24 hours."""
    issued = issue_link(ask.session, ask.actor, find_person(ask.session, ask.actor, person))
    return SignInAddress(
        url=f"{request.host_url}link/{issued.secret}", expires_at=issued.row.expires_at
    )


def _page(ask: Ask, person: Person) -> PersonPage:
    asked = asked_lately(ask.session, [person.id])
    return read_person(ask.session, ask.actor, person, asked_today=asked.get(person.id, 0))


def _team(ask: Ask, team: int | None) -> Team | None:
    found = ask.session.get(Team, team) if team is not None else None
    if team is not None and found is None:
        raise Invalid("There is no such team.", fields={"team": "no such team"})
    return found
