"""Signing in and out over HTTP, with a password, by link and by token."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher

from swarm.accounts import actions, links, passwords
from swarm.people.tables import Person

PASSWORD = " correct horse battery "


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 1024, 1))


def give_password(office: Any, caller: Any, password: str = PASSWORD) -> str:
    """Set the caller's password and return the mail address."""
    with office.database.write() as session:
        person = session.get_one(Person, caller.person)
        actions.set_password(session, person, person, passwords.hash_password(password))
        return str(person.email)


def give_link(office: Any, caller: Any) -> str:
    """A one-time link's secret for the caller."""
    with office.database.write() as session:
        return links.issue_link(session, None, session.get_one(Person, caller.person)).secret


def test_a_password_signs_in_with_cookie_and_csrf(office: Any) -> None:
    ada = office.person("manager", name="Ada")
    email = give_password(office, ada)
    browser = office.stranger()
    answer = browser.post("/sign-in", {"email": f" {email.upper()} ", "password": PASSWORD})
    assert answer.status_code == 200, answer.json
    assert answer.json["name"] == "Ada"
    assert answer.json["stream"] == f"people/{ada.person}"
    assert answer.json["can"]["reports"] is True
    assert answer.json["can"]["administer"] is False
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    me = browser.get("/me")
    assert me.json["csrf"] == answer.json["csrf"] != ""


def test_who_is_here_can_be_asked_by_a_stranger_too(office: Any) -> None:
    browser = office.stranger()
    answer = browser.get("/sign-in")
    assert (answer.status_code, answer.json) == (200, {"me": None})
    assert answer.headers["Cache-Control"] == "no-store"
    credentials = {"email": give_password(office, office.person()), "password": PASSWORD}
    signed = browser.post("/sign-in", credentials)
    assert browser.get("/sign-in").json["me"] == browser.get("/me").json == signed.json
    browser.delete("/sign-in", headers={"X-CSRF-Token": signed.json["csrf"]})
    assert browser.get("/sign-in").json == {"me": None}


def test_a_command_by_cookie_needs_its_csrf_header(office: Any) -> None:
    browser = office.stranger()
    credentials = {"email": give_password(office, office.person()), "password": PASSWORD}
    csrf = browser.post("/sign-in", credentials).json["csrf"]
    assert browser.patch("/me", {"name": "Eve"}).status_code == 403
    changed = browser.patch("/me", {"name": "Eve"}, headers={"X-CSRF-Token": csrf})
    assert changed.json["name"] == "Eve"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(office: Any) -> None:
    email = give_password(office, office.person())
    stranger = office.stranger()
    wrong = stranger.post("/sign-in", {"email": email, "password": PASSWORD.strip()})
    unknown = stranger.post("/sign-in", {"email": "nobody@example.org", "password": PASSWORD})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json
    assert wrong.json["code"] == "wrong_credentials"
    assert "Set-Cookie" not in wrong.headers


def test_a_password_is_taken_as_it_is(office: Any) -> None:
    email = give_password(office, office.person(), "a bell\u0007 rings")
    right = {"email": email, "password": "a bell\u0007 rings"}
    assert office.stranger().post("/sign-in", right).status_code == 200
    wrong = {"email": email, "password": "a bell rings"}
    assert office.stranger().post("/sign-in", wrong).status_code == 401


def test_an_account_without_a_password_cannot_be_entered(office: Any) -> None:
    ada = office.person(email="ada@example.org")
    give_link(office, ada)
    answer = office.stranger().post("/sign-in", {"email": "ada@example.org", "password": ""})
    assert answer.status_code == 422
    answer = office.stranger().post("/sign-in", {"email": "ada@example.org", "password": "x"})
    assert answer.status_code == 401


def test_an_overlong_password_is_refused_before_it_is_hashed(office: Any) -> None:
    answer = office.stranger().post("/sign-in", {"email": "a@b.org", "password": "x" * 201})
    assert answer.status_code == 422
    assert list(answer.json["fields"]) == ["password"]


def test_an_old_hash_is_renewed_by_signing_in(office: Any, monkeypatch: Any) -> None:
    ada = office.person()
    email = give_password(office, ada)
    monkeypatch.setattr(passwords, "hash_is_old", lambda _kept: True)
    with office.database.read() as session:
        before = session.get_one(actions.Account, ada.person).password_hash
    signed = office.stranger().post("/sign-in", {"email": email, "password": PASSWORD})
    assert signed.status_code == 200
    with office.database.read() as session:
        after = session.get_one(actions.Account, ada.person).password_hash
    assert after != before
    assert passwords.password_fits(after, PASSWORD)


def test_signing_out_ends_the_cookie_for_good(office: Any) -> None:
    browser = office.stranger()
    credentials = {"email": give_password(office, office.person()), "password": PASSWORD}
    signed = browser.post("/sign-in", credentials)
    kept = signed.headers["Set-Cookie"].split(";")[0]
    out = browser.delete("/sign-in", headers={"X-CSRF-Token": signed.json["csrf"]})
    assert out.status_code == 204
    assert browser.get("/me").status_code == 401
    replayed = office.stranger()
    assert replayed.get("/me", headers={"Cookie": kept}).status_code == 401


def test_signing_out_with_a_token_leaves_the_token(office: Any) -> None:
    ada = office.person()
    assert ada.delete("/sign-in").status_code == 204
    assert ada.get("/me").status_code == 200


def test_a_link_signs_in_once_and_lets_a_password_be_set(office: Any) -> None:
    ada = office.person()
    secret = give_link(office, ada)
    browser = office.stranger()
    signed = browser.post("/sign-in/link", {"secret": secret})
    assert signed.status_code == 200
    again = office.stranger().post("/sign-in/link", {"secret": secret})
    assert (again.status_code, again.json["code"]) == (401, "link_void")
    csrf = {"X-CSRF-Token": signed.json["csrf"]}
    assert signed.json["can"]["skip_current_password"] is True
    assert browser.put("/me/password", {"new": PASSWORD}, headers=csrf).status_code == 204
    assert browser.get("/me").json["can"]["skip_current_password"] is False
    later = browser.put("/me/password", {"new": "another password"}, headers=csrf)
    assert (later.status_code, list(later.json["fields"])) == (422, ["current"])


def test_who_left_is_out_at_once(office: Any) -> None:
    ada = office.person()
    with office.database.write() as session:
        session.get_one(Person, ada.person).left_at = session.get_one(Person, ada.person).created_at
    assert ada.get("/me").status_code == 401
