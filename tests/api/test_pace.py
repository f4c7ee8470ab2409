"""How often somebody may come or send, with Redis and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from swarm.api.pace import Pace
from swarm.config import Settings
from swarm.errors import TooMany

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.mark.parametrize("redis_url", ["", NOBODY_LISTENS])
def test_who_comes_too_often_is_refused_also_while_redis_cannot_be_reached(
    tmp_path: Path, redis_url: str
) -> None:
    pace = Pace(
        Settings(
            database_url=f"sqlite:///{tmp_path / 'desk.db'}",
            secret_key="for-tests-only-" + "x" * 32,
            var=tmp_path,
            redis_url=redis_url,
            sign_in_limit="2 per minute",
            send_limit="1 per minute",
        )
    )
    pace.sign_in("by_password", "10.0.0.1")
    pace.sign_in("by_password", "10.0.0.1")
    with pytest.raises(TooMany, match="Too many attempts"):
        pace.sign_in("by_password", "10.0.0.1")
    pace.sign_in("by_link", "10.0.0.1")
    pace.sign_in("by_password", "10.0.0.2")
    pace.send(1)
    with pytest.raises(TooMany, match="more than 1 a minute"):
        pace.send(1)
    pace.send(2)
