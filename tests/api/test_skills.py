"""Skills, needs, likenesses and the graph over HTTP."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def cast(office: Any) -> Any:
    """An administrator, two agents and a requester."""
    office.admin = office.person("administrator", "Ada Admin")
    office.agent = office.person(name="Anna Agent")
    office.other = office.person(name="Otto Other")
    office.requester = office.person("requester", "Rita Requester")
    return office


@pytest.fixture
def skill(cast: Any) -> int:
    """A skill with another name."""
    made = cast.admin.post("/skills", {"name": "Printers", "aliases": ["Label Printer"]})
    assert made.status_code == 201
    return made.json["id"]  # type: ignore[no-any-return]  # plain JSON


def solve(cast: Any, caller: Any, summary: str, **more: Any) -> int:
    number: int = caller.post("/tickets", {"summary": summary, "description": "", **more}).json[
        "number"
    ]
    caller.put(f"/tickets/{number}/owner")
    outcome = {"cause": "A worn roller", "fix": "Change the roller"}
    assert caller.put(f"/tickets/{number}/outcome", outcome).status_code == 200
    return number


def test_administrators_keep_the_list(cast: Any, skill: int) -> None:
    assert cast.agent.post("/skills", {"name": "Routers"}).status_code == 403
    assert cast.requester.get("/skills").status_code == 404
    assert cast.admin.post("/skills", {"name": "printers"}).status_code == 409
    narrow = cast.admin.post("/skills", {"name": "Rollers", "broader": skill}).json
    assert narrow["broader"] == {"id": skill, "name": "Printers"}
    circle = cast.admin.patch(f"/skills/{skill}", {"broader": narrow["id"]})
    assert (circle.status_code, set(circle.json["fields"])) == (422, {"broader"})
    renamed = cast.admin.patch(f"/skills/{skill}", {"name": "Printing", "description": "All of it"})
    assert (renamed.json["name"], renamed.json["aliases"]) == (
        "Printing", ["label printer", "printers"],
    )  # fmt: skip
    found = cast.agent.get("/skills?q=LABEL").json
    assert [one["name"] for one in found["items"]] == ["Printing"]
    assert found["can"] == {"edit": False}
    cast.admin.patch(f"/skills/{skill}", {"retired": True})
    assert cast.agent.get("/skills?q=Printing").json["items"] == []
    assert cast.agent.put(f"/me/claims/{skill}").status_code == 404
    assert cast.agent.get("/skills/999").status_code == 404


def test_a_text_with_the_former_name_still_needs_the_skill(cast: Any, skill: int) -> None:
    cast.admin.patch(f"/skills/{skill}", {"name": "Paper output"})
    ticket = {"summary": "All printers are dead", "description": ""}
    number = cast.agent.post("/tickets", ticket).json["number"]
    found = cast.agent.get(f"/tickets/{number}/needs").json["items"]
    assert [one["name"] for one in found] == ["Paper output"]
    assert cast.agent.get("/skills?q=printers").json["items"][0]["id"] == skill


def test_claims_and_interests_are_ones_own(cast: Any, skill: int) -> None:
    for _ in range(2):
        assert cast.agent.put(f"/me/claims/{skill}").status_code == 204
        assert cast.agent.put(f"/me/interests/{skill}").status_code == 204
    profile = cast.other.get(f"/people/{cast.agent.person}/profile").json
    standing = profile["skills"][0]
    assert standing["proven"]["strength"] == 0
    assert standing["declared"]["claimed_at"]
    assert [one["name"] for one in profile["interests"]] == ["Printers"]
    assert [name for name, may in profile["can"].items() if may] == ["endorse"]
    for _ in range(2):
        assert cast.agent.delete(f"/me/claims/{skill}").status_code == 204
        assert cast.agent.delete(f"/me/interests/{skill}").status_code == 204
    profile = cast.agent.get(f"/people/{cast.agent.person}/profile").json
    assert (profile["skills"], profile["interests"]) == ([], [])


def test_colleagues_vouch_for_one_another(cast: Any, skill: int) -> None:
    path = f"/people/{cast.agent.person}/endorsements"
    assert cast.other.post(path, {"skill": skill}).status_code == 201
    assert cast.other.post(path, {"skill": skill}).status_code == 200
    assert cast.agent.post(path, {"skill": skill}).status_code == 403
    assert cast.other.post(path, {"skill": 999}).json["fields"].keys() == {"skill"}
    assert cast.other.post(path, {"skill": skill, "ticket": 9}).json["fields"].keys() == {"ticket"}
    nobody = f"/people/{cast.requester.person}/endorsements"
    assert cast.other.post(nobody, {"skill": skill}).status_code == 404
    page = cast.other.get(f"/skills/{skill}").json
    assert page["people"][0]["person"]["name"] == "Anna Agent"
    assert page["people"][0]["proven"] == 0
    assert page["bus_factor"] == 0


def test_solving_shows_a_skill(cast: Any, skill: int) -> None:
    number = solve(cast, cast.agent, "Blank labels", component="Label Printer")
    page = cast.other.get(f"/skills/{skill}").json
    assert page["people"][0]["tickets"] == [number]
    assert page["bus_factor"] == 1
    rows = cast.other.get("/skills").json["items"]
    assert [(one["people"], one["open_needs"]) for one in rows] == [(1, 0)]


@pytest.mark.both
def test_needs_are_chips_that_people_decide(cast: Any, skill: int) -> None:
    number = cast.agent.post("/tickets", {"summary": "Odd", "description": ""}).json["number"]
    path = f"/tickets/{number}/needs"
    added = cast.agent.put(f"{path}/{skill}").json
    assert [(one["name"], one["stated"], one["covered_by"]) for one in added["items"]] == [
        ("Printers", True, [])
    ]
    cast.other.put(f"/me/claims/{skill}")
    covered = cast.agent.get(path).json["items"][0]["covered_by"]
    assert [one["name"] for one in covered] == ["Otto Other"]
    assert cast.other.get(f"/skills/{skill}").json["open_tickets"] == [number]
    assert cast.agent.delete(f"{path}/{skill}").json["items"] == []
    assert cast.agent.put(f"{path}/999").json["fields"].keys() == {"skill"}
    assert cast.requester.get(path).status_code == 404
    kinds = [one["kind"] for one in cast.agent.get(f"/tickets/{number}/activity").json["items"]]
    assert kinds.count("needs_changed") == 2


def test_past_fixes_are_shown_while_typing(cast: Any) -> None:
    number = solve(cast, cast.agent, "The label printer prints blank labels")
    typed = {"summary": "label printer prints blanks"}
    found = cast.other.post("/similar", typed)
    assert found.status_code == 200
    fix = found.json["fixes"][0]
    assert (fix["ticket"], fix["cause"], fix["fix"]) == (
        number,
        "A worn roller",
        "Change the roller",
    )
    assert cast.requester.post("/similar", typed).json == {"fixes": [], "articles": []}
    assert cast.other.post("/similar", {"summary": ""}).json["fixes"] == []
    assert cast.other.post("/similar", {"summary": "x" * 301}).status_code == 422


@pytest.mark.both
def test_articles_are_shown_beside_fixes(cast: Any) -> None:
    article = {
        "title": "Blank labels",
        "symptom": "The label printer prints blanks",
        "cause": "A worn roller",
        "fix": "Change the roller",
        "for_requesters": True,
    }
    made = cast.agent.post("/articles", article)
    assert made.status_code == 201
    typed = {"summary": "label printer prints blanks"}
    for caller in (cast.agent, cast.requester):
        found = caller.post("/similar", typed).json["articles"]
        assert [one["title"] for one in found] == ["Blank labels"]
    number = cast.agent.post("/tickets", {**typed, "description": ""}).json["number"]
    found = cast.agent.get(f"/tickets/{number}/similar").json
    assert (found["fixes"], len(found["articles"])) == ([], 1)


def test_suggestions_come_before_a_swarm_too(cast: Any) -> None:
    solve(cast, cast.other, "The label printer prints blank labels")
    number = cast.agent.post(
        "/tickets", {"summary": "Label printer blank", "description": ""}
    ).json["number"]
    cast.agent.put(f"/tickets/{number}/owner")
    found = cast.agent.get(f"/tickets/{number}/suggestions?limit=1").json
    assert [one["person"]["name"] for one in found["items"]] == ["Otto Other"]
    assert cast.agent.get(f"/tickets/{number}/suggestions?limit=0").status_code == 422
    assert cast.requester.get(f"/tickets/{number}/suggestions").status_code == 404


def test_the_graph_is_seen_a_neighbourhood_at_a_time(cast: Any, skill: int) -> None:
    solve(cast, cast.agent, "Blank labels", component="Label Printer")
    cast.other.put(f"/me/claims/{skill}")
    around = cast.agent.get(f"/skills/graph?around=skill:{skill}").json
    keys = {one["key"]: one["label"] for one in around["nodes"]}
    assert keys == {
        f"skill:{skill}": "Printers",
        f"person:{cast.other.person}": "Otto Other",
        **({f"person:{cast.agent.person}": "Anna Agent"} if len(keys) == 3 else {}),
    }
    tie = around["edges"][0]
    assert set(tie) == {"from", "to", "kind", "weight", "last_at"}
    whole = cast.agent.get("/skills/graph").json
    assert "component:Label Printer" in {one["key"] for one in whole["nodes"]}
    assert cast.agent.get("/skills/graph?limit=1").json["cut"] is True
    for bad in ("around=ticket:x", "around=skill:x", "around=nonsense", "depth=3"):
        assert cast.agent.get(f"/skills/graph?{bad}").status_code == 422
    assert cast.agent.get("/skills/graph?around=skill:999").status_code == 404
    lonely = cast.agent.get(f"/skills/graph?around=person:{cast.admin.person}").json
    assert [one["label"] for one in lonely["nodes"]] == ["Ada Admin"]


def test_places_to_look_around_are_found_by_name(cast: Any, skill: int) -> None:
    solve(cast, cast.agent, "Blank labels", component="Label Printer", product="Shipping")
    found = cast.agent.get("/skills/graph/places?q=ship").json["items"]
    assert [(one["key"], one["label"]) for one in found] == [("product:Shipping", "Shipping")]
    around = cast.agent.get("/skills/graph?around=product:Shipping").json
    assert "component:Label Printer" in {one["key"] for one in around["nodes"]}
    for bad in ("", "q=", "q=" + "x" * 121):
        assert cast.agent.get(f"/skills/graph/places?{bad}").status_code == 422


def test_ways_between_people_are_explained(cast: Any, skill: int) -> None:
    solve(cast, cast.agent, "Blank labels", component="Label Printer")
    way = cast.agent.get(
        f"/skills/path?from=person:{cast.agent.person}&to=component:Label Printer"
    ).json["steps"]
    assert [(one["from"]["label"], one["to"]["label"]) for one in way] == [
        ("Anna Agent", "Label Printer")
    ]
    assert way[0]["text"] == "Anna Agent and Label Printer: once on record"
    none = cast.agent.get(f"/skills/path?from=person:{cast.agent.person}&to=person:999").json
    assert none == {"steps": []}
    assert cast.agent.get("/skills/path?from=person:1").json["fields"].keys() == {"to"}


def test_who_is_closest_through_work(cast: Any, skill: int) -> None:
    solve(cast, cast.agent, "Blank labels", component="Label Printer")
    key = "component:Label Printer"
    near = cast.agent.get(f"/skills/near?key={key}").json["items"]
    assert [one["label"] for one in near] == ["Anna Agent"]
    assert 0 < near[0]["weight"] < 1
    solve(cast, cast.other, "Blank labels again", component="Label Printer")
    near = cast.agent.get(f"/skills/near?key={key}&kind=person").json["items"]
    assert {one["label"] for one in near} == {"Anna Agent", "Otto Other"}
    assert len(cast.agent.get(f"/skills/near?key={key}&limit=1").json["items"]) == 1
    assert cast.agent.get(f"/skills/near?key=person:{cast.admin.person}").json == {"items": []}
    assert cast.agent.get("/skills/near?key=skill:999").status_code == 404
    for bad in ("key=ticket:x", f"key={key}&kind=ticket", f"key={key}&limit=0", ""):
        assert cast.agent.get(f"/skills/near?{bad}").status_code == 422
