"""The tree, merging and proposals over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from swarm.people.tables import Person
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import solve_ticket


@pytest.fixture
def cast(office: Any) -> Any:
    office.admin, office.agent = office.person("administrator"), office.person()
    office.skill = office.admin.post("/skills", {"name": "Printers"}).json["id"]
    return office


def test_the_tree_is_kept_by_administrators(cast: Any) -> None:
    labels = cast.admin.post("/skills", {"name": "Labels", "broader": cast.skill}).json["id"]
    tree = cast.admin.get("/taxonomy").json
    assert [(one["name"], one["depth"]) for one in tree["items"]] == [
        ("Printers", 0),
        ("Labels", 1),
    ]
    assert cast.agent.get("/taxonomy").status_code == 403
    related = cast.admin.patch(f"/skills/{labels}", {"related": [cast.skill]}).json["related"]
    assert [one["name"] for one in related] == ["Printers"]
    both = cast.admin.patch(f"/skills/{labels}", {"related": [], "description": "Small"}).json
    assert (both["related"], both["description"]) == ([], "Small")
    bad = cast.admin.patch(f"/skills/{labels}", {"related": [999]})
    assert (bad.status_code, set(bad.json["fields"])) == (422, {"skill"})
    merged = cast.admin.put(f"/skills/{labels}/merge", {"into": cast.skill}).json
    assert (merged["name"], merged["aliases"]) == ("Printers", ["labels"])
    assert cast.admin.put(f"/skills/{labels}/merge", {"into": cast.skill}).status_code == 409
    again = cast.admin.put(f"/skills/{cast.skill}/merge", {"into": cast.skill})
    assert set(again.json["fields"]) == {"into"}
    assert cast.admin.get("/taxonomy?retired=true").json["count"] == 2


def solve(cast: Any, components: Sequence[str]) -> None:
    """Tickets about these components, taken and solved by the agent."""
    with cast.database.write() as session:
        agent = session.get(Person, cast.agent.person)
        for component in components:
            ticket, _ = create_ticket(session, agent, summary="Empty shelf", component=component)
            take_ticket(session, agent, ticket)
            solve_ticket(session, agent, ticket, "Miscounted", "Counted")


@pytest.mark.both
def test_the_work_proposes_skills(cast: Any) -> None:
    solve(cast, ("Stock", "Carriers", "Gates") * 8)
    assert cast.admin.get("/skill-proposals").json == {"items": [], "decided": []}
    found = cast.admin.post("/skill-proposals").json["items"]
    assert [(one["term"], one["solved"]) for one in found] == [
        ("carriers", 8),
        ("gates", 8),
        ("stock", 8),
    ]
    paths = [f"/skill-proposals/{one['id']}/decision" for one in found]
    assert set(cast.admin.put(paths[0], {"decision": "accepted"}).json["fields"]) == {"name"}
    assert set(cast.admin.put(paths[0], {"decision": "merged"}).json["fields"]) == {"into"}
    accepted = {"decision": "accepted", "name": "Carriers and parcels"}
    assert len(cast.admin.put(paths[0], accepted).json["items"]) == 2
    assert len(cast.admin.put(paths[1], {"decision": "merged", "into": cast.skill}).json["items"])
    last = cast.admin.put(paths[2], {"decision": "dismissed"}).json
    assert last["items"] == []
    assert {one["term"]: one["decision"] for one in last["decided"]} == {
        "carriers": "accepted",
        "gates": "merged",
        "stock": "dismissed",
    }
    assert cast.admin.post("/skill-proposals").json["items"] == []
    assert cast.admin.put(paths[2], {"decision": "dismissed"}).status_code == 409
    profile = cast.agent.get(f"/people/{cast.agent.person}/profile").json["skills"]
    assert {one["name"]: one["pieces"] for one in profile} == {
        "Carriers and parcels": 8,
        "Printers": 8,
    }


def test_the_half_life_is_set_or_left_to_the_record(cast: Any) -> None:
    usual = cast.admin.get("/taxonomy").json["decay"]
    assert usual == {"days": 270, "source": "usual", "pieces": None}
    assert cast.admin.put("/taxonomy/half-life", {"days": 100}).json["source"] == "set"
    assert cast.admin.get("/taxonomy").json["decay"]["days"] == 100
    for bad in (1, 9999):
        refused = cast.admin.put("/taxonomy/half-life", {"days": bad})
        assert refused.json["fields"].keys() == {"days"}
    assert cast.admin.put("/taxonomy/half-life", {"days": None}).json == usual
