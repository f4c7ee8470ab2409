"""What a ticket tells of its ends, and to whom."""

from __future__ import annotations

from typing import Any


def test_the_ticket_carries_on_what_its_swarm_found_and_its_requester_never_sees_it(
    office: Any,
) -> None:
    owner, requester = office.person(), office.person("requester")
    asked = {"summary": "Blank labels", "description": "Again."}
    number = requester.post("/tickets", asked).json["number"]
    ticket = f"/tickets/{number}"
    assert owner.put(f"{ticket}/owner").status_code == 200
    swarm = owner.post(f"{ticket}/swarms", {"help_needed": "Printers?"}).json["id"]
    assert owner.get(ticket).json["swarms"][0]["closure"] is None
    outcome = {"summary": "A worn roller", "solved": True, "ruled_out": "The driver"}
    outcome["credits"] = [{"person": owner.person, "kind": "hypothesis"}]
    assert owner.put(f"/swarms/{swarm}/outcome", outcome).status_code == 200
    closure = owner.get(ticket).json["swarms"][0]["closure"]
    assert (closure["summary"], closure["ruled_out"]) == ("A worn roller", "The driver")
    [credit] = closure["credits"]
    assert (credit["person"]["id"], credit["kind"]) == (owner.person, "hypothesis")
    seen = requester.get(ticket).json
    assert (seen["swarms"], seen["tried_before"]) == ([], [])
    assert "The driver" not in str(seen)
