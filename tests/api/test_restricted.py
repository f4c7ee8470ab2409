"""No address of the desk gives away what is restricted to anybody without a grant."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from swarm.activity.lines import read_lines
from swarm.api.site import all_doors
from swarm.app import join_texts
from swarm.rooms.outside.showing import line_for

if TYPE_CHECKING:
    from swarm.app import Running
    from tests.api.conftest import World

SECRET = "xyzzyplugh"
QUESTIONS = [
    (
        route.rule.replace("(max=2147483647)", ""),
        {"q", "product"} & set(route.query.model_fields if route.query else ()),
    )
    for door in all_doors()
    for route in door.routes
    if route.method == "GET" and route.who
]
"""Every address that can be read, with the questions by which a value could be sought."""


def call(running: Running, world: World, who: str, method: str, path: str, **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {world.tokens[who]}"}
    client = running.site.test_client()
    return client.open(f"/api{path}", method=method, headers=headers, **more)


@pytest.fixture
def kept(world: tuple[Running, World]) -> tuple[Running, World]:
    """The world, whose ticket says a secret in every way, all of it restricted by its owner."""
    running, made = world
    path, ids = f"/tickets/{made.ids['number']}", made.ids

    def do(method: str, path: str, **more: Any) -> Any:
        answer = call(running, made, "owner", method, path, **more)
        assert answer.status_code < 300, answer.text
        return answer.get_json(silent=True)

    fields = ("summary", "description", "product", "component", "category")
    do("PATCH", path, json={name: f"{SECRET} {name}" for name in fields})
    for name in fields:
        do("POST", f"{path}/restrictions", json={"field": name})
    do("POST", f"{path}/restrictions", json={"name": "Key", "value": f"{SECRET} value"})
    sent = {"file": (BytesIO(f"{SECRET} file".encode()), f"{SECRET}.txt"), "public": "true"}
    ids["attachment"] = do("POST", f"{path}/attachments", data=sent)["id"]
    do("POST", f"{path}/restrictions", json={"attachment": ids["attachment"]})
    room = f"/swarms/{ids['swarm']}"
    sent = {"file": (BytesIO(f"{SECRET} log".encode()), f"{SECRET}.log")}
    ids["file"] = do("POST", f"{room}/files", data=sent)["id"]
    posted = {"client_id": "kept", "body": "The log", "files": [ids["file"]]}
    do("POST", f"{room}/messages", json=posted)
    do("PUT", f"/files/{ids['file']}/restriction")
    running.worklist.drain()
    while running.worklist.drain_last():
        pass
    return running, made


def test_no_answer_says_it(kept: tuple[Running, World]) -> None:
    running, made = kept
    for rule, asked in QUESTIONS:
        path = re.sub(r"<(?:int:)?(\w+)>", lambda place: str(made.ids[place[1]]), rule)
        for who in made.people:
            if who == "owner":
                continue
            for query in ({}, dict.fromkeys(asked, SECRET)) if asked else ({},):
                answer = call(running, made, who, "GET", path, query_string=query)
                said = answer.get_data().decode(errors="replace")
                answer.close()
                assert answer.status_code < 500
                # What was asked for is told back: that is no news to who asked.
                assert query or SECRET not in said, (who, path)
                assert SECRET + " " not in said.replace("%20", " "), (who, path, query)


def test_with_a_grant_it_is_read_and_without_it_again_not(kept: tuple[Running, World]) -> None:
    running, made = kept
    number, expert = made.ids["number"], made.people["expert"]
    path = f"/tickets/{number}/grants/{expert}"

    def reads() -> list[bool]:
        places = (
            f"/tickets/{number}",
            f"/attachments/{made.ids['attachment']}",
            f"/files/{made.ids['file']}",
            f"/swarms/{made.ids['swarm']}/restricted",
        )
        found = []
        for place in places:
            answer = call(running, made, "expert", "GET", place)
            found.append(SECRET.encode() in answer.get_data())
            answer.close()
        return found

    assert reads() == [False] * 4
    assert call(running, made, "owner", "PUT", path, json={"reason": "Knows it"}).status_code == 200
    assert reads() == [True] * 4
    assert call(running, made, "owner", "DELETE", path).status_code == 204
    assert reads() == [False] * 4


def test_a_guest_learns_nothing_until_they_have_a_grant(kept: tuple[Running, World]) -> None:
    running, made = kept
    room, guest = f"/swarms/{made.ids['swarm']}/restricted", made.people["guest"]
    nothing = call(running, made, "guest", "GET", room).get_json()
    assert (nothing["items"], nothing["ask"]) == ([], None)
    path = f"/tickets/{made.ids['number']}/grants/{guest}"
    call(running, made, "owner", "PUT", path, json={"reason": "Their own device"})
    assert SECRET.encode() in call(running, made, "guest", "GET", room).get_data()


def test_no_line_that_a_socket_sends_says_it(kept: tuple[Running, World]) -> None:
    running, made = kept
    with running.desk.database.read() as session:
        for stream in (f"tickets/{made.ids['number']}", f"swarms/{made.ids['swarm']}"):
            lines = read_lines(session, stream, 0, 1000).items
            join_texts(session, lines)
            for person in made.people.values():
                said = "".join(line_for(session, person, line).model_dump_json() for line in lines)
                assert SECRET not in said


def test_neither_suggestions_nor_similar_tickets_nor_a_draft_say_it(
    kept: tuple[Running, World],
) -> None:
    running, made = kept
    running.desk.adviser.refit()
    for path in (
        f"/tickets/{made.ids['number']}/suggestions",
        f"/swarms/{made.ids['swarm']}/suggestions",
        f"/tickets/{made.ids['number']}/similar",
        f"/tickets/{made.ids['number']}/article-draft",
    ):
        answer = call(running, made, "expert", "GET", path)
        assert SECRET.encode() not in answer.get_data(), path
    sought = {"summary": SECRET, "description": SECRET}
    found = call(running, made, "expert", "POST", "/similar", json=sought)
    assert SECRET.encode() not in found.get_data()
    listed = call(running, made, "outsider", "GET", "/tickets", query_string={"q": SECRET})
    assert listed.get_json()["items"] == []
