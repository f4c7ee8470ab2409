from __future__ import annotations

from datetime import UTC, datetime

import pytest

from swarm.skills.tables import Skill
from swarm.tickets.tables import Ticket
from swarm.tiers.actions import record_touch

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MAP = {
    "tiers": [{"key": "front", "name": "Front"}, {"key": "back", "name": "Back", "meaning": "m"}],
    "rules": [{"fact": "vendor", "tier": "back"}],
    "holders": [{"tier": "back", "role": "guest"}, {"tier": "front", "group": "Desk"}],
}


@pytest.fixture
def touch(office):
    with office.database.write() as session:
        ticket = Ticket(summary="s", created_at=NOON, updated_at=NOON)
        session.add(ticket)
        session.flush()
        made = record_touch(
            session, ticket.number, None, started_at=NOON, ended_at=NOON, group="Desk"
        )
        return made.id


def test_the_map_is_read_by_staff_and_written_by_managers(office):
    agent, manager = office.person(), office.person("manager")
    before = agent.get("/tier-map").json
    assert (before["version"], before["can"]) == (0, {"edit": False})
    assert agent.put("/tier-map", MAP).status_code == 403
    written = manager.put("/tier-map", {**MAP, "version": 0})
    assert (written.status_code, written.json["version"]) == (200, 1)
    assert agent.get("/tier-map").json["tiers"][1] == {
        "key": "back", "position": 1, "name": "Back", "meaning": "m",
        "hourly_rate": None, "merged": [], "published": None,
    }  # fmt: skip
    again = manager.put("/tier-map", {**MAP, "version": 0})
    assert (again.status_code, again.json["current"]) == (409, {"version": 1})


def test_a_correction_can_be_taken_back(office, touch):
    manager = office.person("manager")
    body = {"tier_of_work": "L3", "reason": "They changed the code."}
    assert manager.put(f"/touches/{touch}/tier", body).status_code == 200
    assert office.person().delete(f"/touches/{touch}/tier").status_code == 403
    assert manager.delete(f"/touches/{touch}/tier").json["override"] is None
    again = manager.delete(f"/touches/{touch}/tier")
    assert (again.status_code, again.json["current"]) == (409, {"override": None})


def test_flow_and_ledger_are_reports_with_sheets_of_their_own(office, touch):
    manager = office.person("manager")
    flow = manager.get("/reports/flow").json
    assert (flow["tickets"], [level["level"] for level in flow["levels"]]) == (
        1, ["person", "group", "tier"],
    )  # fmt: skip
    ledger = manager.get("/reports/ledger?map_version=0").json
    assert (ledger["whole"]["tickets"], ledger["map_version"]) == (1, 0)
    assert manager.get("/reports/ledger?map_version=7").status_code == 404
    assert manager.get("/tickets/1/ledger").json["touches"] == 1
    own = manager.get("/tickets/1/ledger.csv")
    assert own.headers["Content-Disposition"] == 'attachment; filename="ticket-1-ledger.csv"'
    assert own.text.startswith("selection,Ticket 1\r\n")
    assert manager.get("/tickets/1/ledger.xlsx").data[:2] == b"PK"
    assert manager.get("/swarms/99/ledger.csv").status_code == 404
    for name in ("flow", "ledger"):
        sheet = manager.get(f"/reports/{name}.csv")
        assert sheet.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
        assert "figure,value,low,high" in sheet.text
    measure = manager.get("/reports/tickets?measure=ledger:elapsed-unknown").json
    assert measure["count"] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"tiers": []},
        {"tiers": [{"key": "a b", "name": "x"}]},
        {"tiers": [{"key": "a", "name": ""}]},
        {"rules": [{"fact": "vendor", "tier": "L9"}]},
        {"holders": [{"tier": "back"}]},
        {"holders": [{"tier": "back", "role": "king"}]},
        {"holders": [{"tier": "back", "person": 999}]},
        {"signs": [{"fact": "vendor", "field": "mood", "value": "a"}]},
        {"signs": [{"fact": "vendor", "field": "tag", "value": " "}]},
        {"signs": [{"fact": "moonlight", "field": "tag", "value": "a"}]},
        {"colour": "red"},
    ],
)
def test_a_map_that_cannot_be_used_changes_nothing(office, change):
    manager = office.person("manager")
    answer = manager.put("/tier-map", {**MAP, **change})
    assert answer.status_code == 422
    assert answer.json["fields"]
    assert manager.get("/tier-map").json["version"] == 0


def test_signs_of_the_map_go_through_the_door(office):
    manager = office.person("manager")
    assert office.person().get("/tier-map").json["sources"]["vendor"] == "the work of a guest"
    sign = {"fact": "simple_request", "field": "category", "value": "Access*"}
    assert manager.put("/tier-map", {**MAP, "signs": [sign]}).json["signs"] == [sign]
    assert manager.put("/tier-map", MAP).json["signs"] == [sign]


def test_versions_rates_and_skills_of_the_map_go_through_the_door(office):
    manager, agent = office.person("manager", "Mia"), office.person()
    with office.database.write() as session:
        session.add(Skill(id=5, name="Linux", created_at=NOON))
    assert manager.put("/tier-map", MAP).status_code == 200
    merged = {
        "tiers": [{"key": "all", "name": "All", "hourly_rate": 40, "merged": ["front", "back"]}],
        "holders": [{"tier": "all", "skill": 5, "level": "deep"}],
        "currency": "EUR",
    }
    assert manager.put("/tier-map", merged).json["tiers"][0]["merged"] == ["back", "front"]
    newest, first, default = agent.get("/tier-map/versions").json["items"]
    assert newest["made_by"]["name"] == "Mia"
    assert "back and front became part of all." in newest["changes"]
    assert "deep knowledge of Linux holds all." in newest["changes"]
    assert (first["version"], default["version"]) == (1, 0)
    assert len(agent.get("/tier-map?version=1").json["tiers"]) == 2
    assert agent.get("/tier-map?version=9").status_code == 404
    report = manager.get("/reports/overview?map_version=1").json
    assert (report["effort"]["map_version"], report["effort"]["currency"]) == (1, None)
    assert "version 1 of the map" in report["rule"]
    assert manager.get("/reports/overview?map_version=9").status_code == 404
    assert manager.get("/reports/filters").json["map_versions"] == [2, 1]
    for wrong in ({"hourly_rate": -1}, {"hourly_rate": 1e9}, {"merged": ["a b"]}):
        tiers = [{"key": "all", "name": "All", **wrong}]
        assert manager.put("/tier-map", {"tiers": tiers, "currency": "EUR"}).status_code == 422


@pytest.mark.both
def test_a_manager_corrects_a_touch_and_the_stream_keeps_it(office, touch):
    manager, agent = office.person("manager", "Mia"), office.person()
    page = agent.get("/tickets/1/touches").json
    assert (page["items"][0]["id"], page["items"][0]["override"]) == (touch, None)
    body = {"tier_of_work": "L3", "reason": "They changed the code."}
    card = manager.put(f"/touches/{touch}/tier", body)
    assert card.status_code == 200
    assert card.json["override"]["tier_of_work"] == "L3"
    assert card.json["override"]["by"]["name"] == "Mia"
    page = manager.get("/tickets/1/touches").json
    assert page["items"][0]["override"]["reason"] == "They changed the code."
    assert page["can"] == {"override": True}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"tier_of_work": "L3"}, 422),
        ({"tier_of_work": "L9", "reason": "r"}, 422),
        ({"tier_of_work": "L3", "reason": ""}, 422),
        ({"tier_of_work": "L3", "reason": "r" * 2001}, 422),
        ({"tier_of_work": None, "reason": "r"}, 422),
    ],
)
def test_a_correction_needs_a_tier_of_the_map_and_a_reason(office, touch, body, status):
    manager = office.person("manager")
    assert manager.put(f"/touches/{touch}/tier", body).status_code == status
    assert manager.get("/tickets/1/touches").json["items"][0]["override"] is None


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("requester", 404), ("guest", 404)])
def test_only_managers_correct(office, touch, role, status):
    body = {"tier_of_work": "L3", "reason": "r"}
    assert office.person(role).put(f"/touches/{touch}/tier", body).status_code == status


def test_what_is_not_there_is_not_found(office, touch):
    manager = office.person("manager")
    body = {"tier_of_work": "L3", "reason": "r"}
    assert manager.put("/touches/999/tier", body).status_code == 404
    assert manager.get("/tickets/999/touches").status_code == 404
    assert office.person("requester").get("/tickets/1/touches").status_code == 404


def test_the_work_of_who_is_credited_with_the_fix_is_the_tickets(office):
    owner, expert, manager = office.person(), office.person(name="Eva"), office.person("manager")
    number = owner.post("/tickets", {"summary": "It stands", "description": ""}).json["number"]
    owner.put(f"/tickets/{number}/owner")
    owner.put(f"/tickets/{number}/tags/code-change")
    swarm = owner.post(f"/tickets/{number}/swarms", {"help_needed": "Who knows?"}).json["id"]
    call = owner.post(f"/swarms/{swarm}/invitations", {"person": expert.person}).json["id"]
    expert.put(f"/invitations/{call}/answer", {"answer": "accepted"})

    def told() -> dict[str, tuple[str, bool]]:
        cards = manager.get(f"/tickets/{number}/touches").json["items"]
        return {one["person"]["name"]: (one["tier_of_work"], one["resolving"]) for one in cards}

    given = [{"person": expert.person, "kind": "fix"}]
    end = {"summary": "Patched.", "solved": True, "credits": given}
    assert owner.put(f"/swarms/{swarm}/outcome", end).status_code == 200
    assert told()["Eva"] == ("L3", True)
    tiers = manager.get("/reports/ledger").json["whole"]["tiers"]
    assert {one["tier"]: one["resolved"]["value"] for one in tiers}["L3"] == 1
    owner.delete(f"/tickets/{number}/outcome")
    assert told()["Eva"] == ("L2", False)
