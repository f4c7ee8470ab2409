"""Teams and their hours."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.teams import add_team, change_team, count_people, list_teams


def test_teams_are_listed_by_name_with_those_who_are_there(session: Session, make: Any) -> None:
    boss = make.person(role="administrator")
    web = add_team(session, boss, name="Web", time_zone="Europe/Vienna")
    add_team(session, boss, name="apps", hours={"mon": [["09:00", "17:00"]]}, private=True)
    make.person(team=web)
    make.person(team=web, left_at=clock.now())
    listed = list_teams(session, boss)
    assert [(card.name, card.people, card.private) for card in listed.items] == [
        ("apps", 0, True),
        ("Web", 1, False),
    ]
    assert listed.can == {"add": True, "edit": True}
    assert list_teams(session, make.person()).can == {"add": False, "edit": False}
    assert count_people(session, web) == 1


def test_a_name_is_used_once(session: Session) -> None:
    web = add_team(session, None, name="Web")
    apps = add_team(session, None, name="Apps")
    with pytest.raises(Conflict):
        add_team(session, None, name="WEB")
    with pytest.raises(Conflict):
        change_team(session, None, apps, {"name": "web"})
    assert change_team(session, None, web, {"name": "Web"}) == []


def test_a_change_tells_its_fields(session: Session) -> None:
    web = add_team(session, None, name="Web")
    changed = change_team(
        session, None, web, {"hours": {"sun": [["10:00", "12:00"]]}, "time_zone": "Asia/Tokyo"}
    )
    assert changed == ["hours", "time_zone"]
    lines = read_lines(session, f"teams/{web.id}").items
    assert [(line.kind, line.data) for line in lines] == [
        ("team_added", {}),
        ("team_changed", {"fields": ["hours", "time_zone"]}),
    ]


def test_bad_hours_and_zones_are_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        add_team(session, None, name="Web", time_zone="Nowhere")
    with pytest.raises(Invalid):
        add_team(session, None, name="Web", hours={"mon": [["17:00", "09:00"]]})


def test_only_administrators_keep_teams(session: Session, make: Any) -> None:
    web, chief = add_team(session, None, name="Web"), make.person(role="manager")
    with pytest.raises(NotAllowed):
        add_team(session, chief, name="Mine")
    with pytest.raises(NotAllowed):
        change_team(session, chief, web, {"name": "Mine"})
