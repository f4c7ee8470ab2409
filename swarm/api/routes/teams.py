"""Teams and their working hours."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import ADMINISTRATORS, STAFF, Ask, Door, Input
from swarm.api.inputs import ONE_LINE, Id
from swarm.api.weeks import Week, Zone
from swarm.people.access import find_team
from swarm.people.conflicts import conflicts_of, set_conflicts
from swarm.people.tables import Team
from swarm.people.teams import (
    TeamCard,
    TeamList,
    add_team,
    card_of,
    change_team,
    count_people,
    list_teams,
)

door = Door("teams")

Conflicts = Annotated[
    list[Id],
    Field(max_length=200, description="Teams whose people must not work on its tickets."),
]
TeamName = Annotated[str, Field(min_length=1, max_length=80), ONE_LINE]


class NewTeam(Input):
    """A team and when it works; without hours it works round the clock."""

    name: TeamName
    time_zone: Zone = "UTC"
    hours: Week = Field(default_factory=dict)
    private: bool = False
    conflicts: Conflicts = Field(default_factory=list)


class TeamChange(Input):
    """What changes of a team; fields that are left out stay."""

    name: TeamName = Field(default_factory=str)
    time_zone: Zone = Field(default_factory=str)
    hours: Week = Field(default_factory=dict)
    private: bool = Field(default_factory=bool)
    conflicts: Conflicts = Field(default_factory=list)


@door.get("/teams", who=STAFF, answers=TeamList)
def list_all(ask: Ask) -> TeamList:
    """Every team by name."""
    return list_teams(ask.session, ask.actor)


@door.post("/teams", who=ADMINISTRATORS, answers=TeamCard, status=201)
def add(ask: Ask, body: NewTeam) -> TeamCard:
    """Add a team."""
    team = add_team(ask.session, ask.actor, **body.model_dump(exclude={"conflicts"}))
    set_conflicts(ask.session, ask.actor, team, body.conflicts)
    return _card(ask, team)


@door.patch("/teams/<int:team>", who=ADMINISTRATORS, answers=TeamCard)
def change(ask: Ask, team: int, body: TeamChange) -> TeamCard:
    """Change a team's name, zone, hours, and whom it keeps apart from."""
    found = find_team(ask.session, team)
    changes = body.model_dump(exclude_unset=True)
    conflicts = changes.pop("conflicts", None)
    change_team(ask.session, ask.actor, found, changes)
    if conflicts is not None:
        set_conflicts(ask.session, ask.actor, found, conflicts)
    return _card(ask, found)


def _card(ask: Ask, team: Team) -> TeamCard:
    conflicts = conflicts_of(ask.session).get(team.id, [])
    return card_of(team, count_people(ask.session, team), conflicts)
