"""What holds for every route: one error shape, checked input, guarded browsers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from swarm.accounts.actions import start_sign_in
from swarm.accounts.passwords import hash_password
from swarm.accounts.tables import Account
from swarm.api.identity import csrf_of
from swarm.api.inputs import JSON_BYTES
from swarm.api.problems import from_integrity
from swarm.clock import now
from swarm.errors import Conflict

if TYPE_CHECKING:
    from tests.conftest import Caller, Office

TICKET = {"summary": "The scanner at gate 4 is dark"}


def assert_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    body: dict[str, Any] = answer.get_json(force=True)
    assert body["status"] == status
    assert body["code"] == code
    assert body["detail"]
    return body


@pytest.fixture
def agent(office: Office) -> Caller:
    return office.person()


@pytest.fixture
def window(office: Office, agent: Caller) -> tuple[FlaskClient, str]:
    """A browser that is signed in, and its CSRF token."""
    hashed = hash_password("a long enough password")
    with office.database.write() as session:
        session.add(Account(person_id=agent.person, password_hash=hashed, changed_at=now()))
        session.flush()
        secret = start_sign_in(session, agent.person, days=1, password_hash=hashed).secret
    client = office.running.site.test_client()
    client.set_cookie("swarm_session", secret)
    return client, csrf_of(office.running.desk.settings, secret)


def test_who_is_not_signed_in_is_told_so(office: Office) -> None:
    assert_problem(office.stranger().get("/me"), 401, "not_signed_in")
    wrong = office.stranger().get("/me", headers={"Authorization": "Bearer made-up"})
    assert_problem(wrong, 401, "not_signed_in")


def test_an_address_that_is_not_there_has_the_same_shape(office: Office) -> None:
    assert_problem(office.stranger().get("/nowhere"), 404, "not_found")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/nowhere", "/tickets/abc", "/tickets/2147483648", "/"])
def test_what_is_not_there_is_not_there_for_any_method(
    office: Office, method: str, address: str
) -> None:
    answer = office.person().call(method, address)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert "Allow" not in answer.headers


def test_an_address_that_only_takes_commands_is_no_page(office: Office) -> None:
    answer = office.person().get("/sign-in/link")
    assert_problem(answer, 405, "not_possible")
    assert "POST" in answer.headers["Allow"]


def test_a_method_that_is_not_possible_says_which_are(office: Office) -> None:
    answer = office.person().call("DELETE", "/tickets")
    assert_problem(answer, 405, "not_possible")
    assert "GET" in answer.headers["Allow"]


def test_unknown_fields_are_refused_by_name(agent: Caller) -> None:
    body = assert_problem(agent.post("/tickets", {**TICKET, "colour": "red"}), 422, "invalid")
    assert set(body["fields"]) == {"colour"}
    assert_problem(agent.get("/tickets?colour=red"), 422, "invalid")


def test_a_route_that_takes_nothing_refuses_whatever_is_sent(agent: Caller) -> None:
    assert_problem(agent.get("/me?colour=red"), 422, "invalid")
    body = assert_problem(agent.put("/me/claims/1", {"colour": "red"}), 422, "invalid")
    assert set(body["fields"]) == {"colour"}


def test_a_thing_has_one_address(agent: Caller) -> None:
    number = agent.post("/tickets", TICKET).get_json()["number"]
    assert agent.get(f"/tickets/{number}").status_code == 200
    other_digits = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert_problem(agent.get(f"/tickets/{other_digits}"), 404, "not_found")


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("/tickets", "requester", True),
        ("/tickets", "requester", "1"),
        ("/tickets", "requester", 1.0),
        ("/tickets", "summary", 7),
        ("/tickets/1/replies", "public", 1),
        ("/tickets/1/replies", "wait", "true"),
    ],
)
def test_nothing_in_a_body_is_read_as_what_it_is_not(
    agent: Caller, path: str, field: str, value: Any
) -> None:
    body = {"body": "Hello"} if path.endswith("replies") else TICKET
    refused = assert_problem(agent.post(path, {**body, field: value}), 422, "invalid")
    assert set(refused["fields"]) == {field}


def test_moments_and_choices_come_as_text_and_query_strings_stay_text(agent: Caller) -> None:
    number = agent.post("/tickets", {**TICKET, "priority": "high"}).get_json()["number"]
    assert agent.put(f"/tickets/{number}/owner", {}).status_code == 200
    soon = (now() + timedelta(days=1)).isoformat()
    assert agent.put(f"/tickets/{number}/next-word", {"by": soon}).status_code == 200
    assert agent.get("/tickets?limit=1&priority=high").status_code == 200


def test_a_missing_field_is_named(agent: Caller) -> None:
    assert "summary" in assert_problem(agent.post("/tickets", {}), 422, "invalid")["fields"]


@pytest.mark.parametrize(
    "raw", [b"{", b"", b"\xff\xfe", b'{"summary": NaN}', b"[" * 100_000, b"nul"]
)
def test_a_body_that_is_not_json_is_refused(agent: Caller, raw: bytes) -> None:
    answer = agent.call("POST", "/tickets", data=raw, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json(force=True)["code"] == "refused"


@pytest.mark.parametrize("value", [[], "text", 7, None])
def test_a_body_that_is_no_object_is_refused(agent: Caller, value: Any) -> None:
    answer = agent.call("POST", "/tickets", data=json.dumps(value), content_type="application/json")
    assert_problem(answer, 422, "invalid")


def test_another_content_type_is_refused(agent: Caller) -> None:
    answer = agent.call("POST", "/tickets", data="summary=x", content_type="text/plain")
    assert_problem(answer, 415, "unreadable")


def test_a_body_that_is_too_large_is_refused(agent: Caller) -> None:
    answer = agent.call(
        "POST",
        "/tickets",
        data=json.dumps({"summary": "x", "description": "y" * JSON_BYTES}),
        content_type="application/json",
    )
    told = assert_problem(answer, 413, "too_large")
    assert told["fields"] == {"body": "is too large"}


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_signs_that_cannot_be_stored_are_refused_by_field(agent: Caller, sign: str) -> None:
    raw = json.dumps({"summary": f"a{sign}b"})
    answer = agent.call("POST", "/tickets", data=raw, content_type="application/json")
    assert set(assert_problem(answer, 422, "invalid")["fields"]) == {"summary"}


@pytest.mark.parametrize(
    ("query", "named"), [("q=%00", "q"), ("owner=a&q=b%00", "q"), ("%00=a", "?")]
)
def test_signs_in_an_address_are_refused_by_the_name_of_their_parameter(
    agent: Caller, query: str, named: str
) -> None:
    answer = agent.get(f"/tickets?{query}")
    assert set(assert_problem(answer, 422, "invalid")["fields"]) == {named}


def test_an_id_beyond_what_the_database_holds_is_not_there(agent: Caller) -> None:
    assert_problem(agent.get(f"/tickets/{2**31}"), 404, "not_found")
    assert_problem(agent.get(f"/tickets/{2**31 - 1}"), 404, "not_found")


def test_a_refused_command_changes_nothing(office: Office, agent: Caller) -> None:
    agent.post("/tickets", {**TICKET, "colour": "red"})
    assert office.person("manager").get("/tickets").get_json()["items"] == []


def test_a_cookie_without_its_csrf_header_changes_nothing(
    window: tuple[FlaskClient, str],
) -> None:
    client, csrf = window
    assert client.get("/api/me").status_code == 200
    assert_problem(client.post("/api/tickets", json=TICKET), 403, "csrf")
    wrong = client.post("/api/tickets", json=TICKET, headers={"X-CSRF-Token": csrf[:-1] + "x"})
    assert_problem(wrong, 403, "csrf")
    right = client.post("/api/tickets", json=TICKET, headers={"X-CSRF-Token": csrf})
    assert right.status_code == 201


def test_another_sites_page_is_refused_also_with_the_right_token(
    window: tuple[FlaskClient, str],
) -> None:
    client, csrf = window
    headers = {"X-CSRF-Token": csrf, "Origin": "https://evil.example"}
    assert_problem(client.post("/api/tickets", json=TICKET, headers=headers), 403, "wrong_origin")
    headers["Origin"] = "http://localhost"
    assert client.post("/api/tickets", json=TICKET, headers=headers).status_code == 201


def test_every_answer_carries_the_guards_and_a_request_id(agent: Caller) -> None:
    for answer in (agent.get("/me"), agent.get("/nowhere"), agent.post("/tickets", {})):
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert len(answer.headers["X-Request-Id"]) == 16


def test_a_request_id_from_outside_is_kept_only_when_it_is_harmless(agent: Caller) -> None:
    kept = agent.get("/me", headers={"X-Request-Id": "abc-123-def"})
    assert kept.headers["X-Request-Id"] == "abc-123-def"
    odd = agent.get("/me", headers={"X-Request-Id": "a b"})
    assert odd.headers["X-Request-Id"] != "a b"


def test_health_and_figures_need_no_sign_in_and_name_nobody(office: Office, agent: Caller) -> None:
    agent.get("/me")
    client = office.running.site.test_client()
    assert client.get("/health").get_json()["status"] == "ok"
    figures = client.get("/metrics").text
    assert 'swarm_requests_total{method="GET",route="me.' in figures
    assert "example.org" not in figures


def test_our_own_mistake_is_a_500_without_details(
    office: Office, agent: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("a secret detail")

    views = office.running.site.view_functions
    name = "me.me_read"
    monkeypatch.setitem(views, name, fail)
    answer = agent.get("/me")
    assert_problem(answer, 500, "failed")
    assert "secret detail" not in answer.text


def test_a_conflict_carries_what_stood_in_the_way() -> None:
    refusal = Conflict("Taken.", current={"owner": {"id": 3, "name": "Ada"}})
    assert (refusal.status, refusal.code, refusal.current) == (
        409,
        "conflict",
        {"owner": {"id": 3, "name": "Ada"}},
    )


def test_a_race_that_no_action_foresaw_is_a_conflict_that_carries_its_state(
    office: Office,
) -> None:
    with office.running.site.test_request_context():
        answer = from_integrity(IntegrityError("INSERT", {}, Exception("taken")))
    assert assert_problem(answer, 409, "conflict")["current"] == {"changed": True}


def test_the_document_describes_every_declared_route(office: Office) -> None:
    document = office.running.site.test_client().get("/api/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    declared = {
        (rule.rule, method)
        for rule in office.running.site.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "openapi"
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = [
        (path, method) for path, methods in document["paths"].items() for method in methods
    ]
    assert len(described) == len(declared)
    for operations in document["paths"].values():
        for operation in operations.values():
            assert "default" in operation["responses"]
            assert operation["summary"]
