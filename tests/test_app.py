"""Who may hear which stream: deny by default."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from swarm.app import may_follow
from swarm.people.tables import Person

GUEST = Person(id=7, name="Vera", role="guest")


@pytest.mark.parametrize(
    "stream", ["", "people", "people/", "people/8", "people/07x", "secrets/7", "people/7/7", "/7"]
)
def test_what_is_not_named_as_allowed_is_denied(session: Session, stream: str) -> None:
    assert not may_follow(session, GUEST, stream)


def test_everybody_hears_what_concerns_themselves(session: Session) -> None:
    assert may_follow(session, GUEST, "people/7")
