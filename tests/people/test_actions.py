"""People come, change and go."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm.accounts.actions import issue_token, let_go
from swarm.accounts.queries import find_by_token
from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.actions import add_person, change_person, mark_back
from swarm.people.tables import Role

WEEK = {"fri": [["13:00", "17:00"], ["08:00", "12:00"]], "mon": [["09:00", "17:00"]]}


def kinds(session: Session, person: Any) -> list[tuple[str, Any]]:
    return [(line.kind, line.data) for line in read_lines(session, f"people/{person.id}").items]


def test_an_administrator_adds_somebody(session: Session, make: Any) -> None:
    boss, team = make.person(role="administrator"), make.team()
    ada = add_person(
        session,
        boss,
        name="Ada",
        email=" ADA@example.com",
        role="agent",
        team=team,
        time_zone="Europe/Vienna",
        hours=WEEK,
    )
    assert (ada.email, ada.team, ada.role) == ("ada@example.com", team, Role.AGENT)
    assert ada.hours == {
        "mon": [["09:00", "17:00"]],
        "fri": [["08:00", "12:00"], ["13:00", "17:00"]],
    }
    assert kinds(session, ada) == [("person_added", {"role": "agent"})]


@pytest.mark.parametrize("role", ["agent", "manager", "requester", "guest"])
def test_nobody_else_adds_people(session: Session, make: Any, role: str) -> None:
    with pytest.raises(NotAllowed):
        add_person(session, make.person(role=role), name="A", email="a@b.org", role="agent")


def test_an_address_belongs_to_one_person(session: Session, make: Any) -> None:
    ada = make.person(email="ada@example.com", name="Ada")
    with pytest.raises(Conflict) as refused:
        add_person(session, None, name="Other", email="Ada@Example.com", role="agent")
    assert refused.value.current == {"id": ada.id, "name": "Ada"}
    bob = make.person()
    with pytest.raises(Conflict):
        change_person(session, None, bob, {"email": "ada@example.com"})
    assert change_person(session, None, ada, {"email": "ADA@example.com"}) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"hours": {"mon": [["9", "17"]]}}, "hours"),
    ],
)
def test_bad_facts_are_refused_by_name(session: Session, facts: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_person(session, None, **{"name": "A", "email": "a@b.org", "role": "agent", **facts})
    assert list(refused.value.fields or {}) == [field]


@pytest.mark.parametrize(
    "name",
    ["\u200b", "\u200b\u2060\ufeff", "\u3164", "\u0301", "Ada\u202e", "\u2066Ada\u2069", " \u00a0"],
)
def test_a_name_that_nobody_can_read_is_refused(session: Session, make: Any, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_person(session, None, name=name, email="a@b.org", role="agent")
    assert list(refused.value.fields or {}) == ["name"]
    ada = make.person(name="Ada")
    with pytest.raises(Invalid) as refused:
        change_person(session, ada, ada, {"name": name})
    assert list(refused.value.fields or {}) == ["name"]
    assert ada.name == "Ada"


@pytest.mark.parametrize(
    "name",
    [
        "\u674e\u5c0f\u9f99",
        "\u0645\u0631\u06cc\u0645\u200c\u0633\u0627",
        "O\u2019Neil-\u00d8re",
        "X",
    ],
)
def test_names_of_every_script_are_kept_as_they_are(session: Session, name: str) -> None:
    assert add_person(session, None, name=name, email="a@b.org", role="agent").name == name


def test_only_what_changed_is_told(session: Session, make: Any) -> None:
    boss, ada = make.person(role="administrator"), make.person(name="Ada")
    team = make.team()
    changes = {"name": "Ada", "team_id": team.id, "role": "manager", "ask_budget": 9}
    assert change_person(session, boss, ada, changes) == ["ask_budget", "role", "team_id"]
    assert ada.team is team
    assert kinds(session, ada) == [
        ("profile_changed", {"fields": ["ask_budget", "role", "team_id"]})
    ]
    assert change_person(session, boss, ada, changes) == []
    assert len(kinds(session, ada)) == 1


def test_everybody_changes_their_own_and_no_more(session: Session, make: Any) -> None:
    ada, bob, customer = make.person(), make.person(), make.person(role="requester")
    assert change_person(session, ada, ada, {"ask_budget": 1, "reach": "quiet"})
    with pytest.raises(NotAllowed):
        change_person(session, ada, ada, {"role": "administrator"})
    with pytest.raises(NotAllowed):
        change_person(session, ada, bob, {"name": "Bobby"})
    with pytest.raises(NotFound):
        change_person(session, customer, bob, {"name": "Bobby"})
    assert change_person(session, customer, customer, {"name": "Carla"}) == ["name"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"team_id": 4711}, "team"), ({"reach": "pigeon"}, "reach"), ({"email": "x"}, "email")],
)
def test_a_bad_change_is_refused_by_name(
    session: Session, make: Any, changes: Any, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        change_person(session, None, make.person(), changes)
    assert list(refused.value.fields or {}) == [field]


def test_the_desk_keeps_an_administrator(session: Session, make: Any) -> None:
    boss = make.person(role="administrator")
    for attempt in (
        lambda: change_person(session, boss, boss, {"role": "agent"}),
        lambda: let_go(session, boss, boss),
    ):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.code == "last_administrator"
    other = make.person(role="administrator")
    assert let_go(session, other, boss)
    with pytest.raises(Conflict):
        change_person(session, other, other, {"role": "manager"})


def test_who_leaves_is_shut_out_and_may_come_back(session: Session, make: Any) -> None:
    boss, ada = make.person(role="administrator"), make.person()
    secret = issue_token(session, ada, ada, "x").secret
    assert let_go(session, boss, ada)
    assert not let_go(session, boss, ada)
    assert ada.left_at is not None
    assert mark_back(session, boss, ada)
    assert not mark_back(session, boss, ada)
    assert find_by_token(session, secret) is None
    assert [kind for kind, _ in kinds(session, ada)] == [
        "profile_changed",
        "person_left",
        "person_back",
    ]


def test_only_administrators_let_people_go(session: Session, make: Any) -> None:
    with pytest.raises(NotAllowed):
        let_go(session, make.person(role="manager"), make.person())


def test_an_old_name_without_an_account_does_not_come_back(session: Session, make: Any) -> None:
    old = make.person(email=None)
    let_go(session, None, old)
    with pytest.raises(Conflict) as refused:
        mark_back(session, None, old)
    assert refused.value.code == "no_account"
