"""Plain messages go past Flask; nobody who posts them can tell."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from swarm.api.straight import MOST_BYTES

BODY = {"client_id": "one", "body": "Restart the **spooler**."}


@pytest.fixture
def long_way(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that Flask was asked for."""
    asked: list[str] = []
    usual = Flask.wsgi_app

    def noted(site: Flask, environ: Any, start: Any) -> Any:
        asked.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        return usual(site, environ, start)

    monkeypatch.setattr(Flask, "wsgi_app", noted)
    return asked


@pytest.fixture
def room(long_way: list[str], office: Any) -> Any:
    """A desk with an owner, the owner's room, and the address of its messages."""
    office.owner = office.person(name="Olga Owner")
    number = office.owner.post("/tickets", {"summary": "Blank labels"}).json["number"]
    office.owner.put(f"/tickets/{number}/owner")
    ask = {"help_needed": "Who knows printers?"}
    swarm = office.owner.post(f"/tickets/{number}/swarms", ask).json["id"]
    office.address = f"/swarms/{swarm}/messages"
    long_way.clear()
    return office


def counted(office: Any, status: int) -> int:
    page = office.stranger().client.get("/metrics").text
    wanted = f'route="messages.messages_post",status="{status}"'
    (line,) = [line for line in page.splitlines() if "requests_total{" in line and wanted in line]
    return int(float(line.rpartition(" ")[2]))


def test_a_plain_message_is_answered_as_on_the_long_way(room: Any, long_way: list[str]) -> None:
    told = {"X-Request-Id": "from-the-client"}
    straight = room.owner.post(room.address, BODY, headers=told)
    assert long_way == []
    again = room.owner.post(f"{room.address}?", json.loads(json.dumps(BODY)), headers=told)
    around = room.owner.call("POST", f"{room.address}", BODY, headers=told, query_string="")
    assert straight.status_code == 201
    assert again.status_code == around.status_code == 200
    slow = {**BODY, "body": BODY["body"] + " " * MOST_BYTES}
    refused = room.owner.post(room.address, slow, headers=told)
    assert refused.status_code == 422
    assert long_way == [f"POST /api{room.address}"]
    ours, theirs = dict(straight.headers), dict(refused.headers)
    for different in ("Content-Length", "Content-Type"):
        ours.pop(different)
        theirs.pop(different)
    assert ours == theirs
    assert straight.headers["X-Request-Id"] == "from-the-client"
    assert straight.mimetype == "application/json"


def test_each_request_is_counted_once(room: Any) -> None:
    room.owner.post(room.address, BODY)
    room.owner.post(room.address, {**BODY, "body": "Another body under the same id."})
    assert counted(room, 201) == 1
    assert counted(room, 409) == 1


def test_what_is_refused_is_told_on_the_long_way(room: Any, long_way: list[str]) -> None:
    address = f"POST /api{room.address}"
    for caller, body, status in (
        (room.stranger(), BODY, 401),
        (room.person("requester"), BODY, 404),
        (room.person(), BODY, 404),
        (room.owner, {"client_id": "two", "body": ""}, 422),
        (room.owner, {"client_id": "two"}, 422),
    ):
        long_way.clear()
        answer = caller.post(room.address, body)
        assert answer.status_code == status, answer.text
        assert answer.mimetype == "application/problem+json"
        assert answer.headers["X-Request-Id"]
        assert long_way == [address]


def test_another_sites_page_is_refused(room: Any) -> None:
    answer = room.owner.post(room.address, BODY, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert answer.json["code"] == "wrong_origin"
    assert room.owner.post(room.address, BODY).status_code == 201, "nothing was posted"


@pytest.mark.parametrize(
    "more",
    [
        {"content_type": "application/json; charset=utf-8"},
        {"query_string": "x=1"},
        {"headers": {"Transfer-Encoding": "chunked"}},
    ],
)
def test_what_is_not_plain_takes_the_long_way(
    room: Any, long_way: list[str], more: dict[str, Any]
) -> None:
    data = json.dumps(BODY).encode()
    room.owner.call("POST", room.address, input_stream=BytesIO(data), data=None, **more)
    assert long_way == [f"POST /api{room.address}"]


def test_addresses_that_only_look_like_it_are_not_there(room: Any, long_way: list[str]) -> None:
    for address in ("/swarms/0/messages", "/swarms/x/messages", "/swarms/9999999999/messages"):
        assert room.owner.post(address, BODY).status_code == 404
    assert room.owner.put(room.address, BODY).status_code == 405
    assert len(long_way) == 4


def test_our_own_mistake_is_told_without_details(
    room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise LookupError("a secret of the house")

    monkeypatch.setattr("swarm.api.routes.messages.post_usual", fail)
    answer = room.owner.post(room.address, BODY)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.json["detail"]
