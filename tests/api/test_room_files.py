"""Files in rooms over HTTP: sent, posted, had as a download by members only."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest


@pytest.fixture
def room(office: Any) -> Any:
    """An owner in a swarm of their own, and somebody else."""
    office.owner, office.other = office.person(), office.person()
    number = office.owner.post("/tickets", {"summary": "No link"}).json["number"]
    office.owner.put(f"/tickets/{number}/owner")
    swarm = office.owner.post(f"/tickets/{number}/swarms", {"help_needed": "Who?"}).json["id"]
    office.path = f"/swarms/{swarm}"
    return office


def send(room: Any, who: Any, content: bytes, name: str, **more: Any) -> Any:
    form = {"file": (BytesIO(content), name), **more}
    return who.post(f"{room.path}/files", data=form)


def test_a_file_is_sent_posted_and_had(room: Any) -> None:
    answer = send(room, room.owner, b"<script>alert(1)</script>", "../evil.html")
    assert answer.status_code == 201
    assert answer.json["name"] == "evil.html"
    file = answer.json["id"]
    body = {"client_id": "one", "body": "", "files": [file]}
    posted = room.owner.post(f"{room.path}/messages", body)
    assert posted.status_code == 201
    assert posted.json["data"]["attached"] == [answer.json]
    assert room.owner.post(f"{room.path}/messages", body).json == posted.json
    had = room.owner.get(f"/files/{file}")
    assert had.data == b"<script>alert(1)</script>"
    assert had.headers["Content-Type"] == "application/octet-stream"
    assert had.headers["Content-Disposition"].startswith("attachment")
    assert had.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in had.headers["Content-Security-Policy"]
    had.close()
    assert room.other.get(f"/files/{file}").status_code == 404
    assert room.other.get("/files/999").json == room.other.get(f"/files/{file}").json


def test_what_is_no_file_or_not_what_it_says_is_refused(room: Any) -> None:
    assert send(room, room.owner, b"MZ\x00", "tool.txt").status_code == 422
    assert send(room, room.owner, b"no picture", "photo.png").status_code == 422
    assert send(room, room.owner, b"", "empty.txt").status_code == 422
    room.running.desk.settings.upload_megabytes = 0
    assert send(room, room.owner, b"x", "large.txt").json["fields"] == {"file": "is too large"}
    room.running.desk.settings.upload_megabytes = 1
    assert send(room, room.owner, b"x", "a.txt", public="true").status_code == 422
    assert room.owner.post(f"{room.path}/files", {}).status_code == 422
    assert send(room, room.other, b"x", "a.txt").status_code == 404
    empty = {"client_id": "one", "body": ""}
    assert room.owner.post(f"{room.path}/messages", empty).json["fields"].keys() == {"body"}
    many = {"client_id": "one", "body": "", "files": list(range(1, 12))}
    assert room.owner.post(f"{room.path}/messages", many).status_code == 422


def test_the_scanner_decides(room: Any) -> None:
    room.running.desk.settings.scan_command = "false"
    refused = send(room, room.owner, b"bad", "bad.txt")
    assert (refused.status_code, refused.json["fields"]) == (422, {"file": "was refused"})
    room.running.desk.settings.scan_command = "sh -c 'exit 9'"
    waiting = send(room, room.owner, b"odd", "odd.txt").json
    assert waiting["state"] == "waiting"
    answer = room.owner.get(f"/files/{waiting['id']}")
    assert (answer.status_code, answer.json["code"]) == (409, "not_clean")
