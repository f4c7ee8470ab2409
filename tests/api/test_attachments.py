"""Files over HTTP: taken with care, given out as downloads only."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Caller, Office


@pytest.fixture
def owner(office: Office) -> Caller:
    return office.person(name="Olga Owner")


@pytest.fixture
def requester(office: Office) -> Caller:
    return office.person("requester", "Rita Requester")


@pytest.fixture
def number(requester: Caller) -> int:
    return int(requester.post("/tickets", {"summary": "The scanner is dark"}).json["number"])


def send(caller: Caller, number: int, name: str, content: bytes, **form: Any) -> Any:
    data = {"file": (io.BytesIO(content), name), **form}
    return caller.call(
        "POST",
        f"/tickets/{number}/attachments",
        data=data,
        content_type="multipart/form-data",
    )


def fetch(caller: Caller, number: int) -> tuple[int, bytes, Any]:
    """Status, content and headers of a download, the file closed again."""
    with caller.get(f"/attachments/{number}") as answer:
        return answer.status_code, answer.data, answer.headers


def test_a_file_goes_in_and_comes_out_as_a_download(
    owner: Caller, requester: Caller, number: int
) -> None:
    made = send(requester, number, "päge <1>.html", b"<script>alert(1)</script>")
    assert made.status_code == 201, made.text
    card = made.json
    assert (card["name"], card["size"], card["public"]) == ("päge _1_.html", 25, True)
    assert owner.get(f"/tickets/{number}").json["attachments"] == [card]
    status, content, headers = fetch(owner, card["id"])
    assert (status, content) == (200, b"<script>alert(1)</script>")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''p%C3%A4ge" in headers["Content-Disposition"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


def test_a_private_file_is_for_the_desk(owner: Caller, requester: Caller, number: int) -> None:
    private = send(owner, number, "trace.log", b"secret").json
    public = send(owner, number, "guide.txt", b"open", public="true").json
    assert (private["public"], public["public"]) == (False, True)
    assert requester.get(f"/attachments/{private['id']}").status_code == 404
    assert fetch(requester, public["id"])[1] == b"open"
    shown = requester.get(f"/tickets/{number}").json["attachments"]
    assert [one["id"] for one in shown] == [public["id"]]
    assert send(requester, number, "a.txt", b"x", public="false").status_code == 403


def test_files_are_only_for_those_who_see_the_ticket(
    office: Office, requester: Caller, number: int
) -> None:
    made = send(requester, number, "a.txt", b"x").json["id"]
    stranger = office.person("requester")
    assert stranger.get(f"/attachments/{made}").status_code == 404
    assert send(stranger, number, "a.txt", b"x").status_code == 404
    assert office.person("guest").get(f"/attachments/{made}").status_code == 404
    assert office.stranger().get(f"/attachments/{made}").status_code == 401
    assert requester.get("/attachments/999").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "form", "field"),
    [
        ("virus.exe", b"x", {}, "file"),
        ("photo.png", b"<svg>", {}, "file"),
        ("empty.txt", b"", {}, "file"),
        ("a.txt", b"MZ\x90", {}, "file"),
        ("a.txt", b"x", {"public": "perhaps"}, "public"),
        ("a.txt", b"x", {"colour": "red"}, "colour"),
    ],
)
def test_what_is_not_taken_is_named_and_leaves_nothing(
    office: Office,
    owner: Caller,
    number: int,
    name: str,
    content: bytes,
    form: dict[str, str],
    field: str,
) -> None:
    answer = send(owner, number, name, content, **form)
    assert answer.status_code == 422
    assert set(answer.get_json(force=True)["fields"]) == {field}
    assert owner.get(f"/tickets/{number}").json["attachments"] == []
    folder = office.running.desk.settings.var / "files"
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_too_large_a_file_is_refused(office: Office, owner: Caller, number: int) -> None:
    limit = office.running.desk.settings.upload_megabytes * 2**20
    assert _send_raw(owner, number, b"x" * (limit + 1)).status_code == 422
    answer = _send_raw(owner, number, b"x" * (limit + 2**21))
    assert answer.status_code == 413
    assert answer.get_json(force=True)["fields"] == {"file": "is too large"}


def _send_raw(caller: Caller, number: int, content: bytes) -> Any:
    # The test client would spool so large a form into a file that it never closes.
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.log"\r\n\r\n'
    return caller.call(
        "POST",
        f"/tickets/{number}/attachments",
        data=head + content + b"\r\n--b--\r\n",
        content_type="multipart/form-data; boundary=b",
    )


def test_no_file_at_all_is_refused(owner: Caller, number: int) -> None:
    path = f"/tickets/{number}/attachments"
    empty = owner.call("POST", path, data={}, content_type="multipart/form-data")
    assert set(empty.get_json(force=True)["fields"]) == {"file"}
    assert owner.post(path, {"file": "x"}).status_code == 422
    two = [(io.BytesIO(b"a"), "a.txt"), (io.BytesIO(b"b"), "b.txt")]
    both = owner.call("POST", path, data={"file": two}, content_type="multipart/form-data")
    assert set(both.get_json(force=True)["fields"]) == {"file"}
    other = {"file": (io.BytesIO(b"a"), "a.txt"), "image": (io.BytesIO(b"c"), "c.txt")}
    more = owner.call("POST", path, data=other, content_type="multipart/form-data")
    assert more.status_code == 422


def test_a_closed_ticket_takes_no_files(owner: Caller, requester: Caller, number: int) -> None:
    owner.put(f"/tickets/{number}/owner", {})
    owner.put(f"/tickets/{number}/outcome", {"cause": "Dust", "fix": "A cloth"})
    requester.put(f"/tickets/{number}/status", {"status": "closed"})
    assert send(requester, number, "a.txt", b"x").status_code == 409


def test_a_file_that_is_lost_is_not_there(office: Office, requester: Caller, number: int) -> None:
    made = send(requester, number, "a.txt", b"x").json["id"]
    for path in (office.running.desk.settings.var / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert requester.get(f"/attachments/{made}").status_code == 404
