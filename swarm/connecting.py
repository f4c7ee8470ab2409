"""Connections: how one is set up, known to hold, and becomes the one that writes."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, make_url
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from swarm.prepared import Prepared

PATIENCE = 10.0
"""Seconds that a writer waits for others: threads and processes with connections of their own."""
LONGEST_PAUSE = 0.02
SURE = 1.0
"""Seconds for which a connection that was given back is believed to hold."""
BUSY = f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}"


def prepare_embedded(connection: Any, _record: Any) -> None:
    """Set a new connection to an SQLite file up."""
    # The driver must not open transactions by itself, or BEGIN IMMEDIATE comes too late.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(BUSY)


def begin_writing(connection: Connection) -> None:
    """Become the one writer of an SQLite file.

    SQLite would wait in its own code, and with it the loop that serves everybody: asked not to
    wait, it is asked again after pauses in which others go on. Raises OperationalError when
    somebody else writes for longer than `PATIENCE`.
    """
    end, pause = time.monotonic() + PATIENCE, 0.001
    # Straight to the driver: every command does this.
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise OperationalError("BEGIN IMMEDIATE", None, error) from error
            else:
                return
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
    finally:
        raw.execute(BUSY)


def note_idle(_raw: Any, record: ConnectionPoolEntry) -> None:
    """Remember when a connection was given back."""
    record.info["idle_since"] = time.monotonic()


class Kept:
    """A connection for what is done over and over, and mostly by one at a time.

    Taking it from the pool and giving it back would cost as much as what is asked or written. One
    that rested longer than it is believed to hold is exchanged.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Taking from a list and adding to it are one step each, also between threads.
        self._resting: list[tuple[Connection, float]] = []

    @contextmanager
    def use(self) -> Iterator[Connection]:
        """The connection, for one at a time; after an error it is not used again."""
        connection = self._take()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self.close()
        self._resting.append((connection, time.monotonic()))

    def _take(self) -> Connection:
        with suppress(IndexError):
            connection, since = self._resting.pop()
            if time.monotonic() - since < SURE:
                return connection
            connection.close()
        return self._engine.connect()

    def close(self) -> None:
        """Give back what rests."""
        with suppress(IndexError):
            while True:
                self._resting.pop()[0].close()


def check_idle(dialect: Dialect, raw: Any, record: ConnectionPoolEntry, _taken: Any) -> None:
    """Ask a connection for a sign of life before it is used, unless it gave one just now.

    A lost one takes all others with it that are as old; the pool then makes new ones.
    """
    since = record.info.get("idle_since")
    if since is None or time.monotonic() - since < SURE:
        return
    errors: Any = dialect.loaded_dbapi.Error
    try:
        dialect.do_ping(raw)
    except errors as error:
        raise InvalidatePoolError("the database went away") from error


def create_private(url: str) -> None:
    """Create the file of an embedded database, or tighten one that is there, for its owner alone.

    SQLite gives its journals the rights of the database. What cannot be created is left to the
    driver, which says so; what belongs to somebody else keeps its rights.
    """
    place = make_url(url).database if url.startswith("sqlite") else None
    if place and not place.startswith((":", "file:")):
        with suppress(OSError):
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            return
        for kept in (place, f"{place}-wal", f"{place}-shm"):
            with suppress(OSError):
                rights = Path(kept).stat().st_mode
                if rights & 0o077:
                    Path(kept).chmod(stat.S_IMODE(rights) & ~0o077)


def ask_alone(dialect: Dialect, raw: Any, statement: Prepared, values: Mapping[str, Any]) -> Any:
    """One question outside of any transaction, on a connection of the driver."""
    if dialect.name == "sqlite":
        return statement.ask(dialect, raw, values)
    raw.autocommit = True  # else beginning and ending cost as much as asking, each
    answer = statement.ask(dialect, raw, values)
    raw.autocommit = False
    return answer
