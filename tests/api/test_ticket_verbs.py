"""What is done to a ticket over HTTP: hand over, reply, solve, rate, relate, tag."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from swarm import clock
from swarm.knowledge.tables import Article, ArticleUse
from swarm.tickets.access import owner_of

if TYPE_CHECKING:
    from tests.conftest import Caller, Office


@pytest.fixture
def owner(office: Office) -> Caller:
    return office.person(name="Olga Owner")


@pytest.fixture
def other(office: Office) -> Caller:
    return office.person(name="Abel Agent")


@pytest.fixture
def requester(office: Office) -> Caller:
    return office.person("requester", "Rita Requester")


@pytest.fixture
def number(owner: Caller, requester: Caller) -> int:
    """A ticket of the requester that the owner took."""
    made = requester.post("/tickets", {"summary": "The scanner is dark"}).json["number"]
    assert owner.put(f"/tickets/{made}/owner", {}).status_code == 200
    return int(made)


SOLVED = {"cause": "A loose cable", "fix": "Plugged it in"}


def fields(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.text
    return set(answer.get_json(force=True)["fields"])


def test_an_ownership_is_offered_and_accepted(
    office: Office, owner: Caller, other: Caller, number: int
) -> None:
    body = {"to": other.person, "tried": "A restart", "still_open": "All", "promised": "A call"}
    offered = owner.post(f"/tickets/{number}/handovers", body)
    assert offered.status_code == 201
    assert offered.json["from"] == {"id": owner.person, "name": "Olga Owner"}
    assert offered.json["ticket"]["number"] == number
    page = other.get(f"/tickets/{number}").json
    assert page["handover"]["tried"] == "A restart"
    assert page["can"]["accept_handover"] is True
    answered = other.put(f"/handovers/{offered.json['id']}/answer", {"answer": "accepted"})
    assert answered.json["answer"] == "accepted"
    assert other.get(f"/tickets/{number}").json["owner"]["name"] == "Abel Agent"
    again = other.put(f"/handovers/{offered.json['id']}/answer", {"answer": "declined"})
    assert again.status_code == 409
    with office.database.read() as session:
        person = owner_of(session, number)
        assert person is not None
        assert person.id == other.person


def test_an_offer_is_withdrawn(owner: Caller, other: Caller, number: int) -> None:
    offered = owner.post(f"/tickets/{number}/handovers", {"to": other.person}).json["id"]
    assert other.delete(f"/handovers/{offered}").status_code == 403
    assert owner.delete(f"/handovers/{offered}").status_code == 204
    assert owner.get(f"/tickets/{number}").json["handover"] is None


def test_a_handover_that_cannot_be_is_refused_by_name(
    owner: Caller, requester: Caller, number: int
) -> None:
    path = f"/tickets/{number}/handovers"
    assert fields(owner.post(path, {})) == {"to"}
    assert fields(owner.post(path, {"to": 99_999})) == {"to"}
    assert fields(owner.post(path, {"to": requester.person})) == {"to"}
    assert owner.put("/handovers/99/answer", {"answer": "accepted"}).status_code == 404
    assert fields(owner.put("/handovers/99/answer", {"answer": "maybe"})) == {"answer"}
    assert requester.post(path, {"to": owner.person}).status_code == 403


def test_replies_and_answers_go_back_and_forth(
    owner: Caller, requester: Caller, number: int
) -> None:
    path = f"/tickets/{number}/replies"
    asked = owner.post(path, {"body": "Which **gate**?", "client_id": "c1", "wait": True})
    assert asked.status_code == 201
    assert asked.json["html"] == "<p>Which <strong>gate</strong>?</p>\n"
    again = owner.post(path, {"body": "Which **gate**?", "client_id": "c1", "wait": True})
    assert (again.status_code, again.json["id"]) == (200, asked.json["id"])
    clash = owner.post(path, {"body": "Other", "client_id": "c1"})
    assert clash.status_code == 409
    assert clash.get_json(force=True)["code"] == "client_id_used"
    page = requester.get(f"/tickets/{number}").json
    assert (page["status"], page["can"]["reply"], page["can"]["note"]) == ("waiting", True, False)
    assert requester.post(path, {"body": "Gate four"}).status_code == 201
    assert owner.get(f"/tickets/{number}").json["status"] == "open"
    assert requester.post(path, {"body": "Psst", "public": False}).status_code == 403
    assert requester.get(path).json["earlier"] is False
    first = requester.get(f"{path}?limit=1").json
    assert ([one["body"] for one in first["items"]], first["earlier"]) == (["Gate four"], True)
    older = requester.get(f"{path}?before={first['items'][0]['id']}").json
    assert [one["id"] for one in older["items"]] == [asked.json["id"]]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": " "}, "body"),
        ({"body": "x" * 20_001}, "body"),
        ({"body": "x", "client_id": ""}, "client_id"),
        ({"body": "x", "next_word_by": "2026-03-04T12:00:00"}, "next_word_by"),
        ({"body": "x", "html": "<b>"}, "html"),
        ({"body": "x", "public": "perhaps"}, "public"),
        ({"body": "x\x00"}, "body"),
    ],
)
def test_a_reply_that_cannot_be_is_refused(
    owner: Caller, number: int, body: dict[str, Any], field: str
) -> None:
    assert fields(owner.post(f"/tickets/{number}/replies", body)) == {field}


def test_the_next_word_is_promised_and_reset(owner: Caller, other: Caller, number: int) -> None:
    by = (clock.now() + timedelta(hours=3)).replace(microsecond=0)
    usual = owner.get(f"/tickets/{number}").json["next_word_by"]
    answer = owner.put(f"/tickets/{number}/next-word", {"by": by.isoformat()})
    assert datetime.fromisoformat(answer.json["next_word_by"]) == by
    answer = owner.put(f"/tickets/{number}/next-word", {"by": None})
    assert answer.json["next_word_by"] >= usual
    path = f"/tickets/{number}/next-word"
    assert other.put(path, {"by": by.isoformat()}).status_code == 403
    assert fields(owner.put(path, {"by": "2020-01-01T00:00:00Z"})) == {"by"}
    assert fields(owner.put(path, {})) == {"by"}


def test_a_ticket_is_solved_rated_reopened_and_closed(
    owner: Caller, requester: Caller, number: int
) -> None:
    assert fields(owner.put(f"/tickets/{number}/outcome", {"cause": "A cable"})) == {"fix"}
    solved = owner.put(f"/tickets/{number}/outcome", SOLVED).json
    assert (solved["status"], solved["outcome"]["fix"]) == ("solved", "Plugged it in")
    assert solved["owner"]["name"] == "Olga Owner"
    assert owner.put(f"/tickets/{number}/outcome", SOLVED).status_code == 409
    asked = requester.get(f"/tickets/{number}").json
    assert (asked["can"]["rate"], asked["outcome"]["fix"]) == (True, None)
    rated = requester.put(f"/tickets/{number}/rating", {"score": 5, "comment": "Quick"})
    assert rated.json["rating"]["score"] == 5
    assert owner.put(f"/tickets/{number}/rating", {"score": 5}).status_code == 403
    for score in (0, 6, 2.5, "great"):
        assert fields(requester.put(f"/tickets/{number}/rating", {"score": score})) == {"score"}
    back = requester.delete(f"/tickets/{number}/outcome").json
    assert (back["status"], back["outcome"], back["reopened"]) == ("open", None, 1)
    assert requester.delete(f"/tickets/{number}/outcome").status_code == 409
    owner.put(f"/tickets/{number}/outcome", SOLVED)
    closed = requester.put(f"/tickets/{number}/status", {"status": "closed"})
    assert closed.json["status"] == "closed"
    assert requester.post(f"/tickets/{number}/replies", {"body": "Hm"}).status_code == 409


def test_status_is_set_within_the_machine(owner: Caller, other: Caller, number: int) -> None:
    path = f"/tickets/{number}/status"
    assert owner.put(path, {"status": "waiting"}).json["clock"]["paused"] is True
    assert other.put(path, {"status": "open"}).status_code == 403
    assert owner.put(path, {"status": "open"}).json["clock"]["paused"] is False
    refused = owner.put(path, {"status": "closed"})
    assert refused.status_code == 409
    assert refused.get_json(force=True)["current"] == {"status": "open"}
    for status in ("solved", "new", "lost"):
        assert fields(owner.put(path, {"status": status})) == {"status"}


def test_an_article_that_solved_it_is_linked(office: Office, owner: Caller, number: int) -> None:
    assert fields(owner.put(f"/tickets/{number}/outcome", {**SOLVED, "article": 99})) == {"article"}
    assert owner.get(f"/tickets/{number}").json["status"] == "open"
    now = clock.now()
    with office.database.write() as session:
        article = Article(title="Cables", created_at=now, updated_at=now)
        session.add(article)
        session.flush()
        article_id = article.id
    body = {**SOLVED, "article": article_id}
    assert owner.put(f"/tickets/{number}/outcome", body).status_code == 200
    with office.database.read() as session:
        assert session.get(ArticleUse, (article_id, number)) is not None


def test_a_duplicate_is_solved_by_pointing_at_its_original(owner: Caller, number: int) -> None:
    original = owner.post("/tickets", {"summary": "The first one"}).json["number"]
    path = f"/tickets/{number}/outcome"
    assert fields(owner.put(path, {"how": "duplicate"})) == {"duplicate_of"}
    assert fields(owner.put(path, {"how": "duplicate", "duplicate_of": 9999})) == {"duplicate_of"}
    page = owner.put(path, {"how": "duplicate", "duplicate_of": original}).json
    assert page["outcome"]["how"] == "duplicate"
    assert [(one["other"], one["kind"]) for one in page["relations"]] == [
        (original, "duplicate_of")
    ]


def test_tickets_are_related_and_unrelated(owner: Caller, requester: Caller, number: int) -> None:
    other = owner.post("/tickets", {"summary": "Another"}).json["number"]
    path = f"/tickets/{number}/relations"
    made = owner.post(path, {"other": other})
    assert made.status_code == 201
    assert made.json["relations"][0]["kind"] == "related"
    assert fields(owner.post(path, {"other": 9999})) == {"other"}
    assert fields(owner.post(path, {"other": number})) == {"other"}
    assert fields(owner.post(path, {"other": other, "kind": "twin"})) == {"kind"}
    assert owner.delete(f"{path}/{other}").json["relations"] == []
    assert owner.delete(f"{path}/{other}").status_code == 404
    assert requester.post(path, {"other": other}).status_code == 403


def test_tags_are_put_on_and_taken_off(owner: Caller, requester: Caller, number: int) -> None:
    path = f"/tickets/{number}/tags"
    assert owner.put(f"{path}/Gate%204").json["tags"] == ["gate-4"]
    assert owner.put(f"{path}/gate-4").json["tags"] == ["gate-4"]
    assert owner.delete(f"{path}/gate-4").json["tags"] == []
    for tag in ("%3Cb%3E", "x" * 41, "%00", "a%2Cb"):
        assert fields(owner.put(f"{path}/{tag}")) == {"tag"}
    assert requester.put(f"{path}/mine").status_code == 403


def test_views_are_saved_listed_and_forgotten(owner: Caller, other: Caller) -> None:
    body = {"name": "Mine", "query": {"owner": "me", "status": "open,waiting"}}
    made = owner.post("/views", body)
    assert made.status_code == 201
    assert owner.get("/views").json == {"items": [made.json]}
    assert other.get("/views").json == {"items": []}
    assert owner.post("/views", body).status_code == 409
    for query in ({"colour": "red"}, {"status": "lost"}, {"limit": "1000"}):
        [field] = fields(owner.post("/views", {"name": "Bad", "query": query}))
        assert field == f"query.{next(iter(query))}"
    assert fields(owner.post("/views", {"name": "", "query": {}})) == {"name"}
    assert other.delete(f"/views/{made.json['id']}").status_code == 404
    assert owner.delete(f"/views/{made.json['id']}").status_code == 204


def test_a_cause_that_a_closed_swarm_left_out_is_written_later(office: Any) -> None:
    owner = office.person()
    number = owner.post("/tickets", {"summary": "Blank labels"}).json["number"]
    owner.put(f"/tickets/{number}/owner")
    swarm = owner.post(f"/tickets/{number}/swarms", {"help_needed": "Who knows printers?"}).json
    closed = {"summary": "A new roller", "solved": True, "credits": []}
    assert owner.put(f"/swarms/{swarm['id']}/outcome", closed).status_code == 200
    page = owner.get(f"/tickets/{number}").json
    assert (page["status"], page["outcome"]["cause"]) == ("solved", "")
    assert page["can"]["write_cause"] is True
    path = f"/tickets/{number}/outcome/cause"
    empty = owner.put(path, {"cause": " "})
    assert (empty.status_code, list(empty.json["fields"])) == (422, ["cause"])
    told = owner.put(path, {"cause": "The roller was worn"}).json
    assert (told["outcome"]["cause"], told["outcome"]["fix"]) == (
        "The roller was worn",
        "A new roller",
    )
    again = owner.put(path, {"cause": "The paper"})
    assert (again.status_code, again.json["current"]) == (409, {"cause": "The roller was worn"})


def test_a_suggested_category_is_taken_once_and_not_written_over(
    owner: Caller, other: Caller, requester: Caller, number: int
) -> None:
    path = f"/tickets/{number}/category"
    # This desk has no solved ticket to learn from.
    assert owner.get(f"/tickets/{number}/categories").json == {"items": [], "can": {"take": True}}
    assert fields(owner.put(path, {"category": ""})) == {"category"}
    assert fields(owner.put(path, {"category": "  "})) == {"category"}
    assert fields(owner.put(path, {"category": "x" * 81})) == {"category"}
    assert owner.put(path, {"category": "Incident"}).status_code == 204
    assert owner.put(path, {"category": "Incident"}).status_code == 204
    refused = other.put(path, {"category": "Access"})
    assert (refused.status_code, refused.json["current"]) == (409, {"category": "Incident"})
    assert owner.get(f"/tickets/{number}").json["category"] == "Incident"
    assert owner.get(f"/tickets/{number}/categories").json["can"] == {"take": False}
    assert requester.put(path, {"category": "Access"}).status_code in {403, 404}
