"""The directory: pages of people, and whether they are here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.people import access
from swarm.people.absences import plan_absence
from swarm.people.availability import Here, here_at, local_time
from swarm.people.hours import working_hours
from swarm.people.queries import (
    find_by_email,
    list_people,
    read_person,
    ref,
    refs,
)
from swarm.people.tables import Role

OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def test_here_is_decided_by_hours_and_leave(noon: datetime) -> None:
    vienna = working_hours(OFFICE, "Europe/Vienna")
    assert here_at(vienna, noon, away=False) is Here.IN_HOURS
    assert here_at(vienna, noon + timedelta(hours=6), away=False) is Here.AFTER_HOURS
    assert here_at(vienna, noon, away=True) is Here.AWAY


@given(st.floats(min_value=0, max_value=2**31))
def test_local_time_is_the_same_moment_to_the_minute(seconds: float) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    local = local_time(working_hours(OFFICE, "Asia/Kolkata"), moment)
    assert timedelta(0) <= moment - local < timedelta(minutes=1)
    assert local.utcoffset() == timedelta(hours=5, minutes=30)


def test_a_row_shows_the_local_hour_and_leave(session: Session, make: Any, noon: datetime) -> None:
    team = make.team(name="Payments", hours=OFFICE, time_zone="Asia/Tokyo")
    ada = make.person(name="Ada", team=team)
    bob = make.person(name="Bob", team=team, time_zone="Europe/London")
    carl = make.person(name="Carl", team=team, time_zone="Europe/London")
    plan_absence(session, carl, carl, noon - timedelta(days=1), noon + timedelta(days=1))
    rows = {row.name: row for row in list_people(session).items}
    assert rows["Ada"].local_time.isoformat() == "2026-03-04T21:00:00+09:00"
    assert [rows[name].here for name in ("Ada", "Bob", "Carl")] == [
        Here.AFTER_HOURS,
        Here.IN_HOURS,
        Here.AWAY,
    ]
    assert rows["Ada"].team is not None
    assert rows["Ada"].team.name == "Payments"
    assert [ada.id, bob.id, carl.id] == [rows[name].id for name in ("Ada", "Bob", "Carl")]


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_pages_hold_everybody_once_in_order(session: Session, make: Any, limit: int) -> None:
    names = ["ada", "Bob", "bob", "Émile", "zoe", "Ada"]
    for name in names:
        make.person(name=name)
    found, cursor = [], None
    while True:
        page = list_people(session, cursor=cursor, limit=limit)
        found += [row.name for row in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert sorted(found) == sorted(names)
    assert found == [row.name for row in list_people(session, limit=100).items]


def test_a_false_cursor_is_refused(session: Session) -> None:
    with pytest.raises(Invalid):
        list_people(session, cursor="nonsense")


def test_people_are_found_by_words_team_and_role(session: Session, make: Any) -> None:
    team = make.team()
    make.person(name="Ada Lovelace", team=team)
    make.person(name="Grace Hopper", role="manager", email="grace@navy.example")
    make.person(name="100% Sure_Thing", role="requester")
    make.person(name="Éva Gone", left_at=datetime.fromisoformat("2026-01-01T00:00:00Z"))

    def names(**which: Any) -> list[str]:
        return [row.name for row in list_people(session, **which).items]

    assert names(q="love ada") == ["Ada Lovelace"]
    assert names(q="NAVY") == ["Grace Hopper"]
    assert names(q="0%") == ["100% Sure_Thing"]
    assert names(q="e_t") == ["100% Sure_Thing"]
    assert names(q="%") == ["100% Sure_Thing"]
    assert names(team=team.id) == ["Ada Lovelace"]
    assert names(roles=[Role.MANAGER]) == ["Grace Hopper"]
    assert names(left=True) == ["Éva Gone"]
    assert names(q="Éva", left=True) == ["Éva Gone"]


def test_a_page_says_what_the_reader_may_do(session: Session, make: Any, noon: datetime) -> None:
    team = make.team(hours=OFFICE)
    ada, boss = make.person(team=team), make.person(role="administrator")
    bob = make.person(hours={"mon": [["10:00", "11:00"]]})
    plan_absence(session, ada, ada, noon - timedelta(hours=1), noon + timedelta(days=1), bob)
    own = read_person(session, ada, ada)
    assert own.can == {
        "edit": False,
        "edit_self": True,
        "plan_absence": True,
        "send_link": False,
        "endorse": False,
    }
    assert own.hours == OFFICE
    assert own.own_hours is False
    assert own.substitute == ref(bob)
    assert own.head == 1
    seen = read_person(session, boss, ada, asked_today=2)
    assert (seen.can["edit"], seen.can["send_link"], seen.asked_today) == (True, True, 2)
    assert read_person(session, ada, bob).can["endorse"] is True
    assert read_person(session, ada, bob).own_hours is True


def test_colleagues_see_everybody_and_outsiders_themselves(session: Session, make: Any) -> None:
    ada, customer = make.person(), make.person(role="requester")
    assert access.find_person(session, ada, customer.id) is customer
    assert access.find_person(session, customer, customer.id) is customer
    with pytest.raises(NotFound):
        access.find_person(session, customer, ada.id)
    with pytest.raises(NotFound):
        access.find_person(session, ada, 4711)
    with pytest.raises(NotFound):
        access.find_team(session, 4711)
    with pytest.raises(NotAllowed):
        access.check_administers(ada)


def test_names_are_read_in_one_question(session: Session, make: Any) -> None:
    ada = make.person(email="ada@example.com")
    assert refs(session, [ada.id, None, 4711]) == {ada.id: ref(ada)}
    assert refs(session, [None]) == {}
    assert find_by_email(session, "ADA@example.com") is ada
