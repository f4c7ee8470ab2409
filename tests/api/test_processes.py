from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

POLICY = {
    "version": 0, "otherwise": "tier", "start_tier": "L1",
    "limits": [{"tier": "L1", "minutes": 15, "to": "L2"}],
}  # fmt: skip


@pytest.fixture
def tiered(office):
    """A desk on which everything runs through tiers; its manager."""
    manager = office.person("manager", "Mia")
    assert manager.put("/process-policy", POLICY).status_code == 200
    return manager


def test_the_policy_is_read_by_staff_and_written_by_managers(office, tiered):
    agent = office.person()
    page = agent.get("/process-policy").json
    assert (page["version"], page["otherwise"], page["can"]) == (1, "tier", {"edit": False})
    assert page["versions"][0]["made_by"]["name"] == "Mia"
    assert agent.put("/process-policy", POLICY).status_code == 403
    stale = tiered.put("/process-policy", POLICY)
    assert (stale.status_code, stale.json["current"]) == (409, {"version": 1})


@pytest.mark.parametrize(
    "change",
    [
        {"share": 0.0}, {"share": 1.0}, {"otherwise": "maybe"}, {"start_tier": "L9"},
        {"limits": [{"tier": "L1", "minutes": 0, "to": "L2"}]},
        {"rules": [{"process": "tier", "colour": "red"}]}, {"rules": [{"product": "Shop"}]},
    ],
)  # fmt: skip
def test_a_policy_that_cannot_be_used_changes_nothing(office, change):
    manager = office.person("manager")
    answer = manager.put("/process-policy", {**POLICY, **change})
    assert answer.status_code == 422
    assert answer.json["fields"]
    assert manager.get("/process-policy").json["version"] == 0


def test_a_ticket_goes_its_way_through_tiers(office, tiered):
    agent, other = office.person("agent", "Ann"), office.person("agent", "Bob")
    number = agent.post("/tickets", {"summary": "Printer"}).json["number"]
    kinds = [line["kind"] for line in agent.get(f"/tickets/{number}/activity").json["items"]]
    assert kinds == ["ticket_created", "process_assigned", "tier_changed"]
    (queue,) = agent.get("/queues").json["items"]
    assert (queue["tier"], queue["waiting"]) == ("L1", 1)
    assert agent.get("/queues/L1").json["items"][0]["number"] == number
    assert agent.put(f"/tickets/{number}/owner").status_code == 200
    late = other.put(f"/tickets/{number}/owner")
    assert (late.status_code, late.json["current"]["owner"]["name"]) == (409, "Ann")
    assert other.put(f"/tickets/{number}/tier", {"tier": "L2", "reason": "x"}).status_code == 403
    bad = agent.put(f"/tickets/{number}/tier", {"tier": "L2", "reason": "x", "team": 99})
    assert (bad.status_code, list(bad.json["fields"])) == (422, ["team"])
    page = agent.put(f"/tickets/{number}/tier", {"tier": "L2", "reason": "Needs rights"}).json
    assert (page["stay"]["tier"], page["can"]["claim"]) == ("L2", True)
    assert other.put(f"/tickets/{number}/owner").status_code == 200
    check_by = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    handing = {"vendor": "Lumen", "asked": "Which firmware?", "check_by": check_by}
    assert other.put(f"/tickets/{number}/vendor", {**handing, "vendor": ""}).status_code == 422
    page = other.put(f"/tickets/{number}/vendor", handing).json
    assert (page["vendor"]["vendor"], page["stay"]["tier"]) == ("Lumen", "L4")
    page = other.patch(f"/tickets/{number}/vendor", {"answer": "Version 9"}).json
    assert (page["vendor"], page["stay"]["tier"]) == (None, "L2")
    crossing = {"process": "swarm", "reason": "It needs several of us"}
    assert other.put(f"/tickets/{number}/process", crossing).status_code == 403
    page = tiered.put(f"/tickets/{number}/process", crossing).json
    assert (page["way"], page["process"], page["stay"]) == ("swarm", "tier", None)


def test_of_several_who_claim_at_once_one_wins(office, tiered):
    people = [office.person() for _ in range(6)]
    number = people[0].post("/tickets", {"summary": "Printer"}).json["number"]
    answers = []
    claims = [
        threading.Thread(target=lambda p=p: answers.append(p.put(f"/tickets/{number}/owner")))
        for p in people
    ]
    for one in claims:
        one.start()
    for one in claims:
        one.join()
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]
    assert all("owner" in a.json["current"] for a in answers if a.status_code == 409)


def test_the_inbox_says_that_a_ticket_waits_in_ones_own_queue(office, tiered):
    agent = office.person()
    holders = [{"tier": "L1", "role": "agent"}]
    tiers = [{"key": key, "name": key} for key in ("L1", "L2")]
    assert tiered.put("/tier-map", {"tiers": tiers, "holders": holders}).status_code == 200
    number = agent.post("/tickets", {"summary": "Printer"}).json["number"]
    sections = {one["key"]: one for one in agent.get("/inbox").json["sections"]}
    (row,) = sections["queue"]["items"]
    assert (row["number"], "Waits in the queue L1" in row["why"]) == (number, True)


def test_requesters_and_guests_see_no_process(office, tiered):
    requester = office.person("requester")
    number = requester.post("/tickets", {"summary": "Printer"}).json["number"]
    for path in ("/queues", "/queues/L1", "/process-policy"):
        assert requester.get(path).status_code == 404
    assert requester.get(f"/tickets/{number}/process").status_code == 403
