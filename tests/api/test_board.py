"""A swarm's board over HTTP: what is wrong is named, what is right is answered whole."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def room(office: Any) -> Any:
    """A room of an owner and an expert; `path` is its address."""
    office.owner, office.expert = office.person(name="Olga"), office.person(name="Eva")
    number = office.owner.post("/tickets", {"summary": "Blank labels"}).json["number"]
    office.owner.put(f"/tickets/{number}/owner")
    asked = office.owner.post(f"/tickets/{number}/swarms", {"help_needed": "Who?"}).json
    office.path = f"/swarms/{asked['id']}"
    sent = office.owner.post(f"{office.path}/invitations", {"person": office.expert.person}).json
    office.expert.put(f"/invitations/{sent['id']}/answer", {"answer": "accepted"})
    return office


@pytest.mark.both
def test_a_board_is_written_read_and_cleared(room: Any) -> None:
    words = {"client_id": "one", "body": "It wobbles"}
    message = room.expert.post(f"{room.path}/messages", words).json["data"]["message"]
    body = {"text": "The cable", "message": message}
    made = room.expert.post(f"{room.path}/hypotheses", body)
    assert made.status_code == 201
    (card,) = made.json["hypotheses"]
    assert [one["text"] for one in card["messages"]] == ["It wobbles"]
    path = f"{room.path}/hypotheses/{card['id']}"
    assert room.owner.delete(f"{path}/messages/{message}").status_code == 204
    assert room.owner.put(f"{path}/messages/{message}").status_code == 204
    judged = room.owner.put(f"{path}/verdict", {"state": "ruled_out", "reason": "Swapped it"})
    assert judged.json["counts"] == {"open": 0, "ruled_out": 1, "confirmed": 0}
    task = {"text": "Call them", "assignee": room.expert.person, "due": "2030-01-01T09:00:00Z"}
    todo = room.owner.post(f"{room.path}/tasks", task).json["tasks"][0]
    assert (todo["assignee"]["name"], todo["due"]) == ("Eva", "2030-01-01T09:00:00Z")
    changes = {"assignee": None, "done": True}
    (ticked,) = room.expert.patch(f"{room.path}/tasks/{todo['id']}", changes).json["tasks"]
    assert (ticked["assignee"], ticked["done_by"]["name"]) == (None, "Eva")
    set_to = room.owner.put(f"{room.path}/decision", {"text": "Buy one?"}).json
    assert set_to["decision"]["text"] == "Buy one?"
    mark = f"{room.path}/messages/{message}/marks/fix"
    assert room.owner.put(mark).status_code == 204
    board = room.owner.get(f"{room.path}/board").json
    assert [(one["kind"], one["said"]["message"]) for one in board["marks"]] == [("fix", message)]
    moments = room.owner.get(f"{room.path}/moments").json["items"]
    assert [one["kind"] for one in moments] == ["opened", "joined", "ruled_out", "decision", "fix"]
    gone = (mark, f"{room.path}/decision", f"{room.path}/tasks/{todo['id']}", path)
    assert [room.owner.delete(one).status_code for one in gone] == [204] * 4
    assert room.owner.get(f"{room.path}/board").json == {
        "hypotheses": [],
        "counts": {"open": 0, "ruled_out": 0, "confirmed": 0},
        "tasks": [],
        "decision": None,
        "marks": [],
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "hypotheses", {"text": " "}, "text"),
        ("POST", "hypotheses", {"text": "x", "message": 99}, "message"),
        ("POST", "hypotheses", {"text": "x", "state": "confirmed"}, "state"),
        ("PUT", "hypotheses/{one}/verdict", {"state": "proven"}, "state"),
        ("POST", "tasks", {"text": "x" * 501}, "text"),
        ("POST", "tasks", {"text": "x", "assignee": 99}, "assignee"),
        ("POST", "tasks", {"text": "x", "due": "2030-01-01T09:00:00"}, "due"),
        ("PATCH", "tasks/1", {"done": None}, "done"),
        ("PUT", "decision", {}, "text"),
    ],
)
def test_what_is_wrong_is_named(
    room: Any, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    one = room.owner.post(f"{room.path}/hypotheses", {"text": "x"}).json["hypotheses"][0]["id"]
    answer = room.owner.call(method, f"{room.path}/{path.format(one=one)}", body)
    assert answer.status_code == 422
    assert field in answer.json["fields"]


def test_a_guest_of_the_room_reads_nothing_of_its_board(room: Any) -> None:
    guest = room.person("guest", "Gus")
    sent = room.owner.post(f"{room.path}/invitations", {"person": guest.person}).json
    guest.put(f"/invitations/{sent['id']}/answer", {"answer": "accepted"})
    for name in ("board", "moments"):
        assert guest.get(f"{room.path}/{name}").status_code == 403
