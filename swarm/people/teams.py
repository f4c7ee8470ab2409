"""Teams: who works the same hours on the same matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.activity.lines import append
from swarm.errors import Conflict
from swarm.people.access import check_administers
from swarm.people.checks import checked_hours, checked_zone
from swarm.people.conflicts import conflicts_of
from swarm.people.tables import Person, Team


class TeamCard(BaseModel):
    """A team and how many colleagues are in it.

    The people of a `private` team are suggested only for its own tickets; those of the teams in
    `conflicts` (ids) never for one that concerns it.
    """

    id: int
    name: str
    time_zone: str
    hours: dict[str, Any]
    private: bool
    conflicts: list[int]
    people: int


class TeamList(BaseModel):
    """Every team by name; there are few."""

    items: list[TeamCard]
    can: dict[str, bool]


def list_teams(session: Session, actor: Person) -> TeamList:
    """All teams with the number of people who have not left."""
    rows = session.execute(
        select(Team, func.count(Person.id))
        .outerjoin(Person, (Person.team_id == Team.id) & Person.left_at.is_(None))
        .group_by(Team.id)
        .order_by(func.lower(Team.name), Team.id)
    )
    edits = actor.role == "administrator"
    conflicts = conflicts_of(session)
    return TeamList(
        items=[card_of(team, people, conflicts.get(team.id, [])) for team, people in rows],
        can={"add": edits, "edit": edits},
    )


def card_of(team: Team, people: int, conflicts: list[int]) -> TeamCard:
    """The team as a card."""
    return TeamCard(
        id=team.id,
        name=team.name,
        time_zone=team.time_zone,
        hours=team.hours,
        private=team.private,
        conflicts=conflicts,
        people=people,
    )


def count_people(session: Session, team: Team) -> int:
    """How many people who have not left are in the team."""
    return (
        session.scalar(
            select(func.count(Person.id)).where(Person.team_id == team.id, Person.left_at.is_(None))
        )
        or 0
    )


def add_team(
    session: Session,
    actor: Person | None,
    *,
    name: str,
    time_zone: str = "UTC",
    hours: Mapping[str, Any] | None = None,
    private: bool = False,
) -> Team:
    """A new team. Raises NotAllowed, Invalid for hours or zone, Conflict for a name in use."""
    check_administers(actor)
    _check_name_is_free(session, name)
    team = Team(
        name=name,
        time_zone=checked_zone(time_zone),
        hours=checked_hours(hours or {}),
        private=private,
    )
    session.add(team)
    session.flush()
    append(session, f"teams/{team.id}", "team_added", actor.id if actor else None)
    return team


def change_team(
    session: Session, actor: Person | None, team: Team, changes: Mapping[str, Any]
) -> list[str]:
    """Set `name`, `time_zone`, `hours` or `private`; returns the fields that really changed."""
    check_administers(actor)
    wanted = dict(changes)
    if "name" in wanted and wanted["name"] != team.name:
        _check_name_is_free(session, wanted["name"])
    if "time_zone" in wanted:
        wanted["time_zone"] = checked_zone(wanted["time_zone"])
    if "hours" in wanted:
        wanted["hours"] = checked_hours(wanted["hours"])
    fields = sorted(name for name, value in wanted.items() if getattr(team, name) != value)
    for name in fields:
        setattr(team, name, wanted[name])
    if fields:
        append(
            session, f"teams/{team.id}", "team_changed", actor.id if actor else None, fields=fields
        )
    return fields


def _check_name_is_free(session: Session, name: str) -> None:
    other = session.scalar(select(Team).where(func.lower(Team.name) == name.lower()))
    if other is not None:
        raise Conflict(
            f"There is a team called {other.name} already.",
            code="name_in_use",
            current={"id": other.id, "name": other.name},
        )
