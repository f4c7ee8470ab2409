"""Targets, old names and the desk's health over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.people.tables import Alias, Person
from swarm.tickets.tables import Ownership, Ticket

TARGET = {
    "priority": "high",
    "response_minutes": 30,
    "resolution_minutes": 120,
    "next_word_minutes": 60,
}


def old_name(office: Any, name: str) -> int:
    """An imported name that owned one ticket."""
    now = clock.now()
    with office.database.write() as session:
        person = Person(name=name, created_at=now, left_at=now)
        ticket = Ticket(summary="Old", status="closed", created_at=now, updated_at=now)
        session.add_all([person, ticket])
        session.flush()
        session.add(
            Ownership(
                ticket_number=ticket.number,
                owner_id=person.id,
                how="imported",
                started_at=now,
                ended_at=now,
            )
        )
        alias = Alias(source="old", name=name, person_id=person.id)
        session.add(alias)
        session.flush()
        return alias.id


def test_the_state_of_the_desk_is_told_to_administrators(office: Any) -> None:
    boss = office.person("administrator")
    page = boss.get("/administration").json
    assert page["counts"]["people"] == 1
    assert page["database"] == office.database.engine.dialect.name
    findings = {finding["key"]: finding for finding in page["findings"]}
    assert {"disk", "files", "clock", "secret", "proxy", "backups"} <= set(findings)
    assert all(one["do"] for one in findings.values() if one["level"] != "ok")
    assert "secret_key" not in boss.get("/administration").text
    for role, status in (("manager", 403), ("agent", 403), ("requester", 404), ("guest", 404)):
        assert office.person(role).get("/administration").status_code == status


def test_targets_are_read_by_colleagues_and_set_by_administrators(office: Any) -> None:
    boss, ada = office.person("administrator"), office.person("agent")
    before = ada.get("/targets").json
    assert [item["priority"] for item in before["items"]] == ["urgent", "high", "normal", "low"]
    assert before["can"] == {"edit": False}
    changed = boss.put("/targets", {"items": [TARGET]})
    assert changed.status_code == 200, changed.json
    assert changed.json["items"][1] == TARGET
    assert ada.get("/targets").json["items"][0] == before["items"][0]
    assert ada.put("/targets", {"items": [TARGET]}).status_code == 403


def test_running_tickets_are_measured_by_a_new_target(office: Any) -> None:
    boss, ada = office.person("administrator"), office.person("agent")
    made = ada.post("/tickets", {"summary": "Slow", "priority": "high"}).json
    boss.put("/targets", {"items": [TARGET]})
    after = ada.get(f"/tickets/{made['number']}").json
    assert after["clock"]["respond_by"] < made["clock"]["respond_by"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"response_minutes": 0}, "items.0.response_minutes"),
        ({"resolution_minutes": 10}, "resolution_minutes"),
        ({"priority": "never"}, "items.0.priority"),
        ({"response_minutes": 10**9}, "items.0.response_minutes"),
    ],
)
def test_a_target_that_makes_no_sense_changes_nothing(office: Any, change: Any, field: str) -> None:
    boss = office.person("administrator")
    before = boss.get("/targets").json
    good = {**TARGET, "priority": "low"}
    answer = boss.put("/targets", {"items": [good, {**TARGET, **change}][::-1]})
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert boss.get("/targets").json == before


def test_an_old_name_is_matched_on_one_page(office: Any) -> None:
    boss, chief = office.person("administrator"), office.person("manager")
    ada = office.person("agent", name="Ada")
    alias = old_name(office, "ada")
    page = chief.get("/aliases?unmatched=true").json
    assert page["unmatched"] == 1
    assert page["items"][0]["guess"] == {"id": ada.person, "name": "Ada"}
    assert chief.put(f"/aliases/{alias}", {"person": ada.person}).status_code == 403
    assert boss.put(f"/aliases/{alias}", {"person": 4711}).status_code == 422
    matched = boss.put(f"/aliases/{alias}", {"person": ada.person})
    assert matched.json["person"] == {"id": ada.person, "name": "Ada"}
    assert boss.put(f"/aliases/{alias}", {"person": ada.person}).status_code == 200
    assert boss.put(f"/aliases/{alias}", {"person": chief.person}).status_code == 409
    assert boss.put("/aliases/4711", {"person": ada.person}).status_code == 404
    with office.database.read() as session:
        assert session.query(Ownership).one().owner_id == ada.person


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("requester", 404), ("guest", 404)])
def test_old_names_are_not_for_everybody(office: Any, role: str, status: int) -> None:
    assert office.person(role).get("/aliases").status_code == status
