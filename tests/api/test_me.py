"""One's own account over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher

from swarm.accounts import actions, passwords
from swarm.people.tables import Person

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 1024, 1))


def sign_in(office: Any, caller: Any) -> tuple[Any, dict[str, str]]:
    """A browser in which the caller is signed in, and its CSRF header."""
    with office.database.write() as session:
        person = session.get_one(Person, caller.person)
        if session.get(actions.Account, person.id) is None:
            actions.set_password(session, person, person, passwords.hash_password(PASSWORD))
        email = person.email
    browser = office.stranger()
    signed = browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert signed.status_code == 200, signed.json
    return browser, {"X-CSRF-Token": signed.json["csrf"]}


def test_me_says_who_i_am_and_what_waits(office: Any) -> None:
    me = office.person("agent", name="Ada").get("/me").json
    assert me["name"] == "Ada"
    assert me["role"] == "agent"
    assert me["unread"] == {"invitations": 0, "handovers": 0}
    assert me["csrf"] == ""
    assert me["can"]["see_desk"] is True


@pytest.mark.parametrize("role", ["requester", "guest"])
def test_outsiders_see_no_desk(office: Any, role: str) -> None:
    can = office.person(role).get("/me").json["can"]
    may = {"create_tickets", "see_articles"} if role == "requester" else set()
    assert {name for name, allowed in can.items() if allowed} == may


def test_nobody_signed_in_is_told_so(office: Any) -> None:
    answer = office.stranger().get("/me")
    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_i_change_my_own_profile_and_nothing_else(office: Any) -> None:
    ada = office.person()
    answer = ada.patch(
        "/me",
        {
            "name": "Ada L.",
            "time_zone": "Europe/Vienna",
            "hours": {"mon": [["09:00", "17:00"]]},
            "reach": "quiet",
            "ask_budget": 2,
        },
    )
    assert answer.status_code == 200, answer.json
    me = ada.get("/me").json
    assert (me["name"], me["time_zone"], me["reach"], me["ask_budget"]) == (
        "Ada L.",
        "Europe/Vienna",
        "quiet",
        2,
    )
    assert me["hours"] == {"mon": [["09:00", "17:00"]]}
    assert ada.patch("/me", {"hours": None}).json["hours"] is None
    assert ada.patch("/me", {"role": "administrator"}).status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"hours": {"someday": []}}, "hours"),
        ({"hours": {"mon": [["17:00", "09:00"]]}}, "hours"),
        ({"hours": {"mon": [["09:00"]]}}, "hours"),
        ({"reach": "pigeon"}, "reach"),
        ({"ask_budget": -1}, "ask_budget"),
        ({"ask_budget": 10**6}, "ask_budget"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(office: Any, body: Any, field: str) -> None:
    ada = office.person()
    before = ada.get("/me").json
    answer = ada.patch("/me", body)
    assert answer.status_code == 422
    assert next(name.split(".")[0] for name in answer.json["fields"]) == field
    assert ada.get("/me").json == before


def test_a_new_password_needs_the_old_one_and_signs_others_out(office: Any) -> None:
    ada = office.person()
    here, csrf = sign_in(office, ada)
    there, _ = sign_in(office, ada)
    wrong = here.put("/me/password", {"current": "wrong", "new": "a new password"}, headers=csrf)
    assert (wrong.status_code, wrong.json["fields"]) == (422, {"current": "wrong"})
    short = here.put("/me/password", {"current": PASSWORD, "new": "short"}, headers=csrf)
    assert list(short.json["fields"]) == ["new"]
    assert there.get("/me").status_code == 200
    done = here.put("/me/password", {"current": PASSWORD, "new": "a new password"}, headers=csrf)
    assert done.status_code == 204
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 401
    email = here.get("/me").json["email"]
    again = office.stranger().post("/sign-in", {"email": email, "password": "a new password"})
    assert again.status_code == 200


def test_a_password_changed_by_two_at_once_is_a_conflict(office: Any, monkeypatch: Any) -> None:
    ada = office.person()
    here, csrf = sign_in(office, ada)
    real = passwords.hash_password

    def meanwhile(password: str) -> str:
        with office.database.write() as session:
            session.get_one(actions.Account, ada.person).password_hash = "other"
        return real(password)

    monkeypatch.setattr(passwords, "hash_password", meanwhile)
    answer = here.put("/me/password", {"current": PASSWORD, "new": "a new password"}, headers=csrf)
    assert answer.status_code == 409
    with office.database.read() as session:
        assert session.get_one(actions.Account, ada.person).password_hash == "other"


def test_a_token_is_shown_once_listed_and_revoked(office: Any) -> None:
    ada = office.person()
    made = ada.post("/me/tokens", {"name": "nightly import"})
    assert made.status_code == 201
    secret = made.json["secret"]
    listed = ada.get("/me/tokens").json["items"]
    assert [item["name"] for item in listed] == ["nightly import", "test"]
    assert secret not in ada.get("/me/tokens").text
    program = office.stranger()
    program.token = secret
    assert program.get("/me").json["id"] == ada.person
    assert ada.delete(f"/me/tokens/{made.json['id']}").status_code == 204
    assert program.get("/me").status_code == 401
    assert ada.delete(f"/me/tokens/{made.json['id']}").status_code == 404


def test_somebody_elses_token_is_not_there(office: Any) -> None:
    ada, bob = office.person(), office.person("administrator")
    made = ada.post("/me/tokens", {"name": "mine"}).json["id"]
    assert bob.delete(f"/me/tokens/{made}").status_code == 404
    assert bob.delete("/me/tokens/99999999999999").status_code == 404


def test_sign_ins_are_listed_and_ended(office: Any) -> None:
    ada = office.person()
    here, csrf = sign_in(office, ada)
    there, _ = sign_in(office, ada)
    items = here.get("/me/sign-ins").json["items"]
    assert sorted(item["current"] for item in items) == [False, True]
    other = next(item["id"] for item in items if not item["current"])
    own = next(item["id"] for item in items if item["current"])
    assert here.delete(f"/me/sign-ins/{other}", headers=csrf).status_code == 204
    assert there.get("/me").status_code == 401
    assert office.person().delete(f"/me/sign-ins/{own}").status_code == 404
    assert here.delete(f"/me/sign-ins/{own}", headers=csrf).status_code == 204
    assert here.get("/me").status_code == 401
