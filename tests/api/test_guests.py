"""A guest who came by a link: to them the rest of the desk does not exist."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from swarm.api.site import all_doors
from swarm.app import may_follow
from swarm.people.tables import Person
from tests.api.test_swarms import cast, join, say, swarm  # noqa: F401 - pytest finds fixtures by their names
from tests.conftest import Caller

if TYPE_CHECKING:
    from tests.conftest import Office

OPEN = {
    "GET /me", "GET /me/notices", "DELETE /sign-in", "GET /titles", "GET /messages",
    "GET /files/<int:file>", "POST /swarms/<int:swarm>/files", "GET /swarms/<int:swarm>",
    "GET /swarms/<int:swarm>/activity", "GET /swarms/<int:swarm>/pins",
    "DELETE /swarms/<int:swarm>/members/<int:person>", "PUT /swarms/<int:swarm>/read",
    "PUT /swarms/<int:swarm>/mute", "DELETE /swarms/<int:swarm>/mute",
    "POST /swarms/<int:swarm>/messages", "PUT /swarms/<int:swarm>/messages/<int:message>",
    "DELETE /swarms/<int:swarm>/messages/<int:message>",
    "GET /swarms/<int:swarm>/messages/<int:message>/editions",
    "GET /swarms/<int:swarm>/messages/<int:message>/thread",
    "PUT /swarms/<int:swarm>/messages/<int:message>/reactions/<emoji>",
    "DELETE /swarms/<int:swarm>/messages/<int:message>/reactions/<emoji>",
    "PUT /swarms/<int:swarm>/messages/<int:message>/pin",
    "DELETE /swarms/<int:swarm>/messages/<int:message>/pin", "GET /swarms/<int:swarm>/restricted",
}  # fmt: skip
"""What a guest's session may call at all."""


class ByLink(Caller):
    """A guest's browser: a cookie and its CSRF header."""

    csrf = ""

    def call(self, method: str, path: str, json: Any = None, **more: Any) -> Any:
        """Send a request as the browser would."""
        return super().call(method, path, json, headers={"X-CSRF-Token": self.csrf}, **more)


def come_in(office: Office, secret: str) -> ByLink:
    """Use a link."""
    guest = ByLink(office.running.site.test_client(), 0, None)
    answer = guest.post("/sign-in/guest", {"secret": secret})
    assert answer.status_code == 200, answer.text
    guest.person, guest.csrf = answer.json["id"], answer.json["csrf"]
    return guest


@pytest.fixture
def visit(cast: Any, swarm: int) -> Any:  # noqa: F811 - a fixture is asked for by its name
    """A room with an expert, words and a file from before, an aside, and a guest by link."""
    join(cast, swarm, cast.expert)
    cast.swarm = swarm
    cast.early = say(cast.expert, swarm, "Early and internal", "early").json["data"]["message"]
    cast.made = cast.owner.post(f"/swarms/{swarm}/guests", {"name": "Vera of Lumen"}).json
    cast.by_link = come_in(cast, cast.made["secret"])
    upload = {"file": (BytesIO(b"secret log"), "internal.log")}
    cast.file = cast.owner.post(f"/swarms/{swarm}/files", data=upload).json["id"]
    aside = {"client_id": "aside", "body": "Hush money", "aside": True, "files": [cast.file]}
    cast.aside = cast.owner.post(f"/swarms/{swarm}/messages", aside).json["data"]["message"]
    cast.said = say(cast.owner, swarm, "Welcome", "welcome").json["data"]["message"]
    return cast


def had(caller: Any, file: int) -> bytes:
    answer = caller.get(f"/files/{file}")
    content: bytes = answer.data
    answer.close()
    return content


def declared() -> list[str]:
    return [
        f"{route.method} {route.rule.replace('(max=2147483647)', '')}"
        for door in all_doors()
        for route in door.routes
        if route.who
    ]


def test_only_what_a_room_needs_is_open_to_a_link() -> None:
    opened = {
        f"{route.method} {route.rule.replace('(max=2147483647)', '')}"
        for door in all_doors()
        for route in door.routes
        if route.by_pass
    }
    assert opened == OPEN


def test_every_other_route_is_not_there(visit: Any, bodies: dict[str, Any]) -> None:
    missing = visit.by_link.get("/swarms/999999").json
    for route in declared():
        if route in OPEN:
            continue
        method, rule = route.split(" ", 1)
        path = re.sub(r"<(?:int:)?(\w+)>", lambda _: str(visit.swarm), rule)
        body = bodies.get(route)
        json = None if method == "GET" else {} if body is None or callable(body) else body
        answer = visit.by_link.call(method, path, json)
        assert (answer.status_code, answer.json) == (404, missing), route


@pytest.mark.parametrize("hidden", ["early", "aside", "nowhere"])
def test_what_is_not_theirs_is_answered_as_what_does_not_exist(visit: Any, hidden: str) -> None:
    room = f"/swarms/{visit.swarm}"
    message = getattr(visit, hidden, 999_999)
    path = f"{room}/messages/{message}"
    asked = [
        ("PUT", path, {"body": "mine now"}),
        ("DELETE", path, None),
        ("GET", f"{path}/thread", None),
        ("GET", f"{path}/editions", None),
        ("PUT", f"{path}/reactions/yes", {}),
        ("DELETE", f"{path}/reactions/yes", None),
        ("PUT", f"{path}/pin", {}),
        ("DELETE", f"{path}/pin", None),
    ]
    missing = visit.by_link.get("/swarms/999999").json
    for method, address, body in asked:
        answer = visit.by_link.call(method, address, body)
        assert (answer.status_code, answer.json) == (404, missing), (method, address)
    quoting = {"client_id": "probe", "body": "?", "quote": message}
    refused = visit.by_link.post(f"{room}/messages", quoting)
    assert (refused.status_code, refused.json["fields"]) == (422, {"quote": "not in this room"})


def test_neither_reading_searching_files_nor_counts_tell_of_an_aside(visit: Any) -> None:
    room = f"/swarms/{visit.swarm}"
    heard = visit.by_link.get(f"{room}/activity?limit=1000")
    for word in ("Early", "Hush", "internal.log"):
        assert word not in heard.text
    assert "Welcome" in heard.text
    assert visit.by_link.get(f"/files/{visit.file}").status_code == 404
    assert had(visit.owner, visit.file) == b"secret log"
    for words in ("Hush", "Early"):
        assert visit.by_link.get(f"/messages?q={words}").json["items"] == []
        assert len(visit.owner.get(f"/messages?q={words}").json["items"]) == 1
    assert visit.by_link.get("/me/notices").json["unread"] == {"rooms": 1, "messages": 1}


def test_another_room_is_no_room(visit: Any) -> None:
    ticket = visit.owner.post("/tickets", {"summary": "Another"}).json["number"]
    visit.owner.put(f"/tickets/{ticket}/owner")
    ask = {"help_needed": "Who?"}
    other = visit.owner.post(f"/tickets/{ticket}/swarms", ask).json["id"]
    missing = visit.by_link.get("/swarms/999999/activity")
    for method, tail, body in (
        ("GET", "", None), ("GET", "/activity", None), ("GET", "/pins", None),
        ("POST", "/messages", {"client_id": "x", "body": "y"}), ("PUT", "/read", {"seq": 1}),
        ("PUT", "/mute", {}),
    ):  # fmt: skip
        answer = visit.by_link.call(method, f"/swarms/{other}{tail}", body)
        assert (answer.status_code, answer.json) == (404, missing.json), tail
    upload = {"file": (BytesIO(b"x"), "x.txt")}
    sent = visit.by_link.call("POST", f"/swarms/{other}/files", data=upload)
    assert sent.status_code == 404
    streams = {f"swarms/{visit.swarm}", f"people/{visit.by_link.person}"}
    with visit.database.read() as session:
        person = session.get_one(Person, visit.by_link.person)
        for stream in (*streams, f"swarms/{other}", f"tickets/{visit.number}", "people/1"):
            assert may_follow(session, person, stream) == (stream in streams)


def test_a_guest_speaks_shows_a_file_and_sees_what_is_shared(visit: Any) -> None:
    room = f"/swarms/{visit.swarm}"
    upload = {"file": (BytesIO(b"a log"), "lumen.log")}
    file = visit.by_link.call("POST", f"{room}/files", data=upload).json["id"]
    said = {"client_id": "g1", "body": "See our log", "files": [file]}
    assert visit.by_link.post(f"{room}/messages", said).status_code == 201
    assert had(visit.owner, file) == b"a log"
    shares = f"{room}/messages/{visit.early}/shares/{visit.by_link.person}"
    assert visit.owner.put(shares).status_code == 204
    assert "Early and internal" in visit.by_link.get(f"{room}/activity?limit=1000").text


def test_a_revoked_guest_is_out_and_the_link_is_void(visit: Any) -> None:
    assert visit.by_link.get("/me").json["room"] == visit.swarm
    path = f"/swarms/{visit.swarm}/guests"
    assert visit.owner.delete(f"{path}/{visit.made['guest']['id']}").status_code == 204
    assert visit.by_link.get(f"/swarms/{visit.swarm}").status_code == 401
    again = visit.stranger().post("/sign-in/guest", {"secret": visit.made["secret"]})
    assert (again.status_code, again.json["code"]) == (401, "link_void")
    (listed,) = visit.expert.get(path).json["items"]
    assert (listed["state"], listed["person"]["name"]) == ("ended", "Vera of Lumen")


def test_input_that_makes_no_sense_is_named(visit: Any) -> None:
    path = f"/swarms/{visit.swarm}/guests"
    for body, field in (
        ({"name": ""}, "name"), ({"name": "X", "hours": 721}, "hours"),
        ({"name": "X", "kind": "friend"}, "kind"), ({"name": "X", "admin": True}, "admin"),
    ):  # fmt: skip
        refused = visit.owner.post(path, body)
        assert refused.status_code == 422
        assert field in refused.json["fields"]
