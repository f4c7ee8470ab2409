"""Tickets over HTTP, as an integration and as a browser see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from swarm.paging import encode

if TYPE_CHECKING:
    from tests.conftest import Caller, Office

TICKET = {"summary": "The scanner at gate 4 is dark"}


@pytest.fixture
def agent(office: Office) -> Caller:
    return office.person(name="Olga Owner")


@pytest.fixture
def requester(office: Office) -> Caller:
    return office.person("requester", "Rita Requester")


def make(caller: Caller, **more: Any) -> int:
    answer = caller.post("/tickets", {**TICKET, **more})
    assert answer.status_code == 201, answer.text
    return int(answer.json["number"])


def test_a_ticket_is_made_and_read_back(agent: Caller, requester: Caller) -> None:
    number = make(
        agent,
        description="Since **nine**",
        product="Gates",
        component="Scanner",
        category="Hardware",
        priority="high",
        requester=requester.person,
        tags=["gate-4"],
    )
    page = agent.get(f"/tickets/{number}").json
    assert page["number"] == number
    assert page["summary"] == TICKET["summary"]
    assert page["description_html"] == "<p>Since <strong>nine</strong></p>\n"
    assert page["requester"] == {"id": requester.person, "name": "Rita Requester"}
    assert (page["status"], page["priority"], page["channel"]) == ("new", "high", "api")
    assert (page["owner"], page["tags"], page["head"]) == (None, ["gate-4"], 2)
    assert page["can"]["take"] is True
    assert page["can"]["solve"] is False
    assert page["clock"]["paused"] is False


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "summary"),
        ({"summary": " "}, "summary"),
        ({"summary": "x" * 301}, "summary"),
        ({**TICKET, "priority": "soon"}, "priority"),
        ({**TICKET, "requester": 999_999}, "requester"),
        ({**TICKET, "requester": "Rita"}, "requester"),
        ({**TICKET, "team": 999_999}, "team"),
        ({**TICKET, "tags": ["<b>"]}, "tag"),
        ({**TICKET, "external": {"source": "jira"}}, "external.id"),
        ({**TICKET, "colour": "red"}, "colour"),
        ({**TICKET, "description": "x" * 20_001}, "description"),
    ],
)
def test_bad_input_is_refused_by_name_and_makes_nothing(
    agent: Caller, body: dict[str, Any], field: str
) -> None:
    answer = agent.post("/tickets", body)
    assert answer.status_code == 422
    assert field in answer.get_json(force=True)["fields"]
    assert agent.get("/tickets").json == {"items": [], "next": None}


def test_an_external_id_makes_one_ticket(agent: Caller) -> None:
    body = {**TICKET, "external": {"source": "jira", "id": "GATE-4"}}
    first = agent.post("/tickets", body)
    again = agent.post("/tickets", {**body, "summary": "Other words"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["number"] == first.json["number"]
    assert again.json["summary"] == TICKET["summary"]
    assert first.json["external"] == {"source": "jira", "id": "GATE-4"}
    assert len(agent.get("/tickets").json["items"]) == 1


def test_taking_answers_200_also_when_it_is_mine_and_409_names_the_owner(
    office: Office, agent: Caller
) -> None:
    number, other = make(agent), office.person(name="Abel Agent")
    for _ in range(2):
        answer = agent.put(f"/tickets/{number}/owner", {})
        assert answer.status_code == 200
        assert answer.json["owner"] == {"id": agent.person, "name": "Olga Owner"}
    refused = other.put(f"/tickets/{number}/owner", {})
    assert refused.status_code == 409
    assert refused.get_json(force=True)["current"] == {
        "owner": {"id": agent.person, "name": "Olga Owner"}
    }


def test_a_manager_reassigns_and_an_agent_does_not(office: Office, agent: Caller) -> None:
    number, manager = make(agent), office.person("manager")
    agent.put(f"/tickets/{number}/owner", {})
    assert agent.put(f"/tickets/{number}/owner", {"person": manager.person}).status_code == 403
    answer = manager.put(f"/tickets/{number}/owner", {"person": manager.person})
    assert answer.json["owner"]["id"] == manager.person
    unknown = manager.put(f"/tickets/{number}/owner", {"person": 99_999})
    assert "person" in unknown.get_json(force=True)["fields"]
    own = office.person()
    assert own.put(f"/tickets/{make(agent)}/owner", {"person": own.person}).status_code == 200


def test_a_requester_sees_their_own_tickets_and_no_private_word(
    office: Office, agent: Caller, requester: Caller
) -> None:
    mine = make(requester)
    make(agent)
    agent.put(f"/tickets/{mine}/owner", {})
    agent.post(f"/tickets/{mine}/replies", {"body": "Which gate?"})
    agent.post(f"/tickets/{mine}/replies", {"body": "They always do this", "public": False})
    agent.put(f"/tickets/{mine}/tags/angry")
    page = requester.get(f"/tickets/{mine}").json
    assert [reply["body"] for reply in page["replies"]] == ["Which gate?"]
    assert page["owner"]["name"] == "Olga Owner"
    assert (page["clock"], page["tags"], page["owners"], page["swarms"]) == (None, [], [], [])
    assert (page["handover"], page["relations"], page["head"]) == (None, [], 0)
    assert [row["number"] for row in requester.get("/tickets").json["items"]] == [mine]
    assert requester.get("/tickets?q=always").json["items"] == []
    assert len(requester.get(f"/tickets/{mine}/replies").json["items"]) == 1


def test_what_is_not_theirs_is_not_there(office: Office, agent: Caller, requester: Caller) -> None:
    number = make(agent)
    for path in ("", "/replies", "/activity"):
        assert requester.get(f"/tickets/{number}{path}").status_code == 404
        assert office.person("guest").get(f"/tickets/{number}{path}").status_code == 404
    assert agent.get("/tickets/99999").status_code == 404
    assert office.stranger().get(f"/tickets/{number}").status_code == 401


def test_a_change_names_what_changed(agent: Caller) -> None:
    number = make(agent, product="Gates")
    answer = agent.patch(f"/tickets/{number}", {"priority": "urgent", "product": None})
    assert (answer.json["priority"], answer.json["product"]) == ("urgent", None)
    assert answer.json["summary"] == TICKET["summary"]
    line = agent.get(f"/tickets/{number}/activity?after=1").json["items"][0]
    assert (line["kind"], line["data"]) == ("ticket_changed", {"fields": ["priority", "product"]})
    for body in ({"summary": None}, {"number": 7}, {"priority": "soon"}, {"team": 9999}):
        assert agent.patch(f"/tickets/{number}", body).status_code == 422


def test_the_activity_is_paged_by_number_and_carries_the_words(agent: Caller) -> None:
    number = make(agent)
    agent.put(f"/tickets/{number}/owner", {})
    agent.post(f"/tickets/{number}/replies", {"body": "On it"})
    whole = agent.get(f"/tickets/{number}/activity").json
    assert [line["seq"] for line in whole["items"]] == list(range(1, whole["head"] + 1))
    assert whole["items"][-1]["data"]["body"] == "On it"
    assert whole["items"][-1]["data"]["author"]["name"] == "Olga Owner"
    part = agent.get(f"/tickets/{number}/activity?after=1&limit=2").json
    assert [line["seq"] for line in part["items"]] == [2, 3]
    for query in ("after=-1", "limit=0", "limit=1001", "after=x", "since=1"):
        assert agent.get(f"/tickets/{number}/activity?{query}").status_code == 422


def test_lists_are_filtered_sorted_and_paged(agent: Caller) -> None:
    numbers = [make(agent, product="Gates") for _ in range(3)]
    make(agent, product="Tills")
    agent.put(f"/tickets/{numbers[0]}/owner", {})
    first = agent.get("/tickets?product=Gates&sort=created&direction=asc&limit=2").json
    assert [row["number"] for row in first["items"]] == numbers[:2]
    rest = agent.get(
        "/tickets",
        query_string={
            "product": "Gates",
            "sort": "created",
            "direction": "asc",
            "limit": 2,
            "cursor": first["next"],
        },
    ).json
    assert [row["number"] for row in rest["items"]] == numbers[2:]
    assert rest["next"] is None
    mine = agent.get("/tickets?owner=me&status=open,waiting").json["items"]
    assert [row["number"] for row in mine] == numbers[:1]
    assert len(agent.get("/tickets?owner=none&status=new").json["items"]) == 3
    assert len(agent.get(f"/tickets?owner={agent.person}").json["items"]) == 1
    assert len(agent.get("/tickets?created_from=2020-01-01&created_to=2199-01-01").json["items"])
    assert agent.get("/tickets?created_to=2020-01-01").json["items"] == []


@pytest.mark.parametrize(
    "query",
    [
        "status=lost",
        "priority=soon",
        "owner=you",
        "owner=0",
        "team=0",
        "limit=0",
        "limit=101",
        "sort=luck",
        "direction=up",
        "cursor=nonsense",
        "created_from=yesterday",
        "created_from=9999-12-31T23:59:59-12:00",
        "created_to=9999-12-31",
        "solved_from=0001-01-01",
        "cursor=" + encode("updated desc", 0, "0001-01-01T00:00:00+23:59", 1),
        "cursor=" + encode("updated desc", 0, None, 1),
        "cursor=" + encode("updated desc", 1, "2026-01-01T00:00:00+00:00", 1),
        "cursor=" + encode("updated desc", 0, "2026-01-01T00:00:00+00:00", 2**60),
        "q=a&cursor=" + encode("relevance asc", 0, 10**400, 1),
        "process=magic",
        "colour=red",
        "status=new&status=open",
    ],
)
def test_a_list_that_cannot_be_is_refused(agent: Caller, query: str) -> None:
    answer = agent.get(f"/tickets?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.get_json(force=True)["fields"]


def test_a_search_finds_words_and_shows_where(agent: Caller) -> None:
    number = make(agent, description="The **fuse** of the scanner is gone")
    make(agent, summary="A slow till")
    [row] = agent.get("/tickets?q=fuse scanner").json["items"]
    assert row["number"] == number
    assert "fuse" in row["snippet"]


def test_pickers_know_what_is_in_use(agent: Caller, requester: Caller) -> None:
    make(agent, product="Gates", component="Scanner", category="Hardware", tags=["gate"])
    fields = agent.get("/tickets/fields").json
    assert fields["products"] == ["Gates"]
    assert fields["components"] == {"Gates": ["Scanner"]}
    assert (fields["categories"], fields["tags"]) == (["Hardware"], ["gate"])
    assert fields["steps"]["solved"] == ["closed", "open"]
    assert requester.get("/tickets/fields").json["tags"] == []


def test_the_inbox_says_why(agent: Caller, requester: Caller) -> None:
    mine, free = make(agent), make(requester)
    agent.put(f"/tickets/{mine}/owner", {})
    sections = {one["key"]: one for one in agent.get("/inbox").json["sections"]}
    assert [row["number"] for row in sections["mine"]["items"]] == [mine]
    assert [row["number"] for row in sections["unowned"]["items"]] == [free]
    assert all(row["why"] for one in sections.values() for row in one["items"])
    [asked] = requester.get("/inbox").json["sections"]
    assert (asked["key"], [row["number"] for row in asked["items"]]) == ("asked", [free])
