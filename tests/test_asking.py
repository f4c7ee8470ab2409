"""One question on its own, on connections that may be lost between two of them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError

from swarm import connecting
from swarm.activity.lines import append
from swarm.activity.tables import Stream
from swarm.db import Database
from swarm.prepared import Prepared

HEAD = Prepared(select(Stream.head).where(Stream.name == bindparam("name")))
NONSENSE = Prepared(text("SELECT nothing FROM nowhere"))


def write_one(database: Database) -> None:
    with database.write() as session:
        append(session, "swarms/1", "said")


def lose(database: Database) -> None:
    """End the connection that is taken next, as a restart of PostgreSQL does."""
    taken: Any = database.engine.raw_connection()
    pid = taken.dbapi_connection.info.backend_pid
    taken.close()
    other = Database(database.url, pool_size=1)
    with other.read() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    other.close()


@pytest.mark.both
def test_a_question_is_answered_by_a_row_or_by_none(database: Database) -> None:
    write_one(database)
    assert database.ask(HEAD, {"name": "swarms/1"})[0] == 1
    assert database.ask(HEAD, {"name": "swarms/2"}) is None


@pytest.mark.both
def test_what_cannot_be_asked_is_refused_and_leaves_the_next_question_alone(
    database: Database,
) -> None:
    write_one(database)
    with pytest.raises(DBAPIError):
        database.ask(NONSENSE, {})
    assert database.ask(HEAD, {"name": "swarms/1"})[0] == 1
    write_one(database)
    assert database.ask(HEAD, {"name": "swarms/1"})[0] == 2


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_question_is_asked_again_where_the_connection_was_lost(database: Database) -> None:
    write_one(database)
    lose(database)
    assert database.ask(HEAD, {"name": "swarms/1"})[0] == 1


@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_connection_that_lay_idle_is_looked_at_before_it_is_used(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_one(database)
    lose(database)
    with pytest.raises(DBAPIError):
        write_one(database)  # it gave a sign of life just now
    lose(database)
    monkeypatch.setattr(connecting, "SURE", 0.0)
    write_one(database)
    assert database.ask(HEAD, {"name": "swarms/1"})[0] == 2
