"""Statements that the driver runs: written, read back, and refused as SQLAlchemy refuses them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine, Stream
from swarm.db import IntegrityError
from swarm.prepared import Prepared

pytestmark = pytest.mark.both

STREAMS: Any = Stream.__table__
LINES: Any = ActivityLine.__table__
ADD = Prepared(insert(STREAMS).returning(STREAMS.c.head), ["name", "head"])
FIND = Prepared(
    select(Stream.head).where(Stream.name == bindparam("name"), Stream.head > bindparam("more", 0))
)
WRITE = Prepared(insert(LINES), [column.name for column in LINES.columns])


def add(session: Session, name: str, head: int) -> Any:
    return ADD.run(session.connection(), {"name": name, "head": head})


def test_a_row_comes_back_or_nothing(session: Session) -> None:
    assert add(session, "swarms/1", 7)[0] == 7
    assert FIND.run(session.connection(), {"name": "swarms/1"})[0] == 7
    assert FIND.run(session.connection(), {"name": "swarms/1", "more": 7}) is None
    assert FIND.run(session.connection(), {"name": "swarms/2"}) is None


def test_moments_and_documents_are_stored_as_everywhere(session: Session) -> None:
    at = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
    add(session, "swarms/1", 1)
    row = {"stream": "swarms/1", "seq": 1, "kind": "said", "actor_id": None, "at": at}
    assert WRITE.run(session.connection(), {**row, "data": {"what": ["\u00e4", 1]}}) is None
    line = session.get_one(ActivityLine, ("swarms/1", 1))
    assert (line.at, line.actor_id, line.data) == (at, None, {"what": ["\u00e4", 1]})


def test_what_the_database_refuses_is_told_as_everywhere(session: Session) -> None:
    add(session, "swarms/1", 1)
    with pytest.raises(IntegrityError, match=r"UNIQUE|duplicate key"):
        add(session, "swarms/1", 2)
