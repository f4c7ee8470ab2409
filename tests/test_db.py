"""Writers wait for one another, and what was committed is committed."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

import swarm.connecting
from swarm.activity.lines import append, head_of
from swarm.db import Database


@pytest.fixture
def other_writer(database: Database, tmp_path: Path) -> Any:
    """Another connection that writes, as another thread or process has one."""
    connection = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


@pytest.mark.sqlite
def test_a_writer_waits_for_another_one_and_lets_others_go_on_meanwhile(
    database: Database, other_writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 8:
            other_writer.execute("ROLLBACK")

    monkeypatch.setattr(swarm.connecting.time, "sleep", pause)
    with database.write() as session:
        append(session, "tickets/1", "said")
    assert len(pauses) == 8
    assert max(pauses) == swarm.connecting.LONGEST_PAUSE


@pytest.mark.sqlite
def test_a_writer_that_waited_long_enough_is_told_and_nothing_is_changed(
    database: Database, other_writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swarm.connecting, "PATIENCE", -1.0)
    with pytest.raises(OperationalError, match="locked"), database.write() as session:
        append(session, "tickets/1", "said")
    other_writer.execute("ROLLBACK")
    with database.write() as session:
        assert append(session, "tickets/1", "said").seq == 1


def test_what_was_committed_is_not_answered_with_what_fails_for_those_who_are_told(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[int] = []

    def fail(_lines: list[Any]) -> None:
        raise RuntimeError("deaf")

    database.after_commit += [fail, lambda lines: told.extend(line.seq for line in lines)]
    with caplog.at_level(logging.CRITICAL), database.write() as session:
        append(session, "tickets/1", "said")
    assert told == [1]
    with database.read() as session:
        assert head_of(session, "tickets/1") == 1
