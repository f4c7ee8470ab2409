"""Guessing is slowed down, and so is who floods the desk, each alone."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher

from swarm.accounts import passwords
from swarm.accounts.actions import set_password
from swarm.config import Settings
from swarm.people.tables import Person


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(
        update={"sign_in_limit": "3 per minute", "send_limit": "5 per minute"}
    )


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/sign-in", {"email": "nobody@example.org", "password": "wrong password"}),
        ("/sign-in/link", {"secret": "x" * 43}),
    ],
)
def test_sign_in_attempts_are_limited(office: Any, path: str, body: dict[str, str]) -> None:
    stranger = office.stranger()
    answers = [stranger.post(path, body) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert answers[-1].json["code"] == "too_many"
    assert answers[-1].headers["Retry-After"] == "60"


PASSWORD = "correct horse battery"


@pytest.fixture
def emails(office: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of five people who sign in with `PASSWORD`."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 1024, 1))
    found = []
    for caller in [office.person() for _ in range(5)]:
        with office.database.write() as session:
            person = session.get_one(Person, caller.person)
            set_password(session, person, person, passwords.hash_password(PASSWORD))
            found.append(person.email)
    return found


def test_an_office_behind_one_address_signs_in_at_once(office: Any, emails: list[str]) -> None:
    stranger = office.stranger()
    tries = [{"email": email, "password": PASSWORD} for email in emails]
    assert [stranger.post("/sign-in", one).status_code for one in tries] == [200] * 5


def test_the_failures_of_one_keep_nobody_else_at_their_address_out(
    office: Any, emails: list[str]
) -> None:
    stranger, (first, second, *_) = office.stranger(), emails
    wrong = {"email": first.upper(), "password": "wrong password"}
    assert [stranger.post("/sign-in", wrong).status_code for _ in range(4)] == [401] * 3 + [429]
    right = [{"email": email, "password": PASSWORD} for email in (first, second)]
    assert [stranger.post("/sign-in", one).status_code for one in right] == [429, 200]


def test_guessing_the_current_password_is_limited(office: Any) -> None:
    ada = office.person()
    body = {"current": "a guess", "new": "correct horse battery"}
    statuses = [ada.put("/me/password", body).status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 429]


def test_replies_are_limited_by_who_sends_them_and_not_by_the_sign_in_limit(office: Any) -> None:
    ada, ben = office.person(), office.person()
    made = ada.post("/tickets", {"summary": "Door stuck", "description": "It will not open."})
    path = f"/tickets/{made.json['number']}/replies"
    answers = [ada.post(path, {"body": "A note.", "public": False}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [201] * 5 + [429]
    assert answers[-1].json["detail"] == "You send more than 5 a minute. Wait a moment."
    assert answers[-1].headers["Retry-After"] == "60"
    assert ben.post(path, {"body": "A note.", "public": False}).status_code == 201
