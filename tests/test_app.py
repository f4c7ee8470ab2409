"""Who may hear which stream: deny by default."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from swarm.app import may_follow


class Nobody:
    id = 7
    role = "guest"
    staff = False
    manages = False


@pytest.mark.parametrize(
    "stream", ["", "people", "people/", "people/8", "people/07x", "secrets/7", "people/7/7", "/7"]
)
def test_what_is_not_named_as_allowed_is_denied(session: Session, stream: str) -> None:
    assert not may_follow(session, Nobody(), stream)  # type: ignore[arg-type]


def test_everybody_hears_what_concerns_themselves(session: Session) -> None:
    assert may_follow(session, Nobody(), "people/7")  # type: ignore[arg-type]
