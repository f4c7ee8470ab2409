"""The connection of what is committed together is kept, and let go of when in doubt."""

from __future__ import annotations

from typing import Any

import pytest

import swarm.connecting
from swarm.activity.lines import append
from swarm.connecting import Kept
from swarm.db import Database

pytestmark = pytest.mark.both


def raw_of(connection: Any) -> int:
    return id(connection.connection.dbapi_connection)


def test_it_is_used_again_soon_and_exchanged_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(database.engine)
    with kept.use() as first:
        pass
    with kept.use() as again:
        assert again is first
    monkeypatch.setattr(swarm.connecting, "SURE", 0.0)
    with kept.use() as later:
        assert later is not first
    assert first.closed
    kept.close()
    assert later.closed
    kept.close()


def test_after_an_error_it_is_not_used_again(database: Database) -> None:
    kept = Kept(database.engine)

    def fail() -> None:
        with kept.use() as connection:
            used.append(connection)
            raise ValueError("no")

    used: list[Any] = []
    with pytest.raises(ValueError, match="no"):
        fail()
    assert used[0].closed
    with kept.use() as other:
        assert other is not used[0]
    kept.close()


def test_two_at_once_have_one_each(database: Database) -> None:
    kept = Kept(database.engine)
    with kept.use() as outer:
        with kept.use() as inner:
            assert raw_of(inner) != raw_of(outer)
        with kept.use() as third:
            assert third is inner
    assert inner.closed
    kept.close()
    assert outer.closed


def test_a_command_after_one_that_failed_is_kept_and_nothing_of_the_other(
    database: Database,
) -> None:
    def fail(session: Any) -> None:
        append(session, "tickets/1", "said")
        raise ValueError("no")

    database.write_together(lambda session: append(session, "tickets/1", "said"))
    with pytest.raises(ValueError, match="no"):
        database.write_together(fail)
    line = database.write_together(lambda session: append(session, "tickets/1", "said"))
    assert line.seq == 2
