"""Guessing is slowed down."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.config import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"sign_in_limit": "3 per minute"})


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


def test_guessing_the_current_password_is_limited(office: Any) -> None:
    ada = office.person()
    body = {"current": "a guess", "new": "correct horse battery"}
    statuses = [ada.put("/me/password", body).status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 429]
