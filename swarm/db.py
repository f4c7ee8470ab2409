"""The database: one engine, reads, and writes that hand on what was committed."""

from __future__ import annotations

import logging
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from swarm.committing import Together

log = logging.getLogger(__name__)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, also where the database itself knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


T = TypeVar("T")

Document = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        dict[str, Any]: Document,
        list[Any]: Document,
    }


PATIENCE = 10.0
"""Seconds that a writer waits for others: threads and processes with connections of their own."""
LONGEST_PAUSE = 0.02
BUSY = f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not open transactions by itself, or BEGIN IMMEDIATE comes too late.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(BUSY)


def _begin_writing(connection: Connection) -> None:
    """Become the one writer of an SQLite file.

    SQLite would wait in its own code, and with it the loop that serves everybody: asked not to
    wait, it is asked again after pauses in which others go on. Raises OperationalError when
    somebody else writes for longer than `PATIENCE`.
    """
    end, pause = time.monotonic() + PATIENCE, 0.001
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() > end:
                    raise
            else:
                return
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
    finally:
        connection.exec_driver_sql(BUSY)


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


class Database:
    """One database of one desk.

    `read()` and `write()` give a session for one unit of work. `write()` commits at
    its end and then, never before, calls every function of `after_commit` with the
    list that was gathered in `session.info["lines"]`.
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        options: dict[str, Any] = {} if self.sqlite else {"pool_size": pool_size, "max_overflow": 5}
        if url in ("sqlite://", "sqlite:///:memory:"):
            raise ValueError("an SQLite desk needs a file")
        self.engine: Engine = create_engine(url, pool_pre_ping=not self.sqlite, **options)
        if self.sqlite:
            create_private(url)
            event.listen(self.engine, "connect", _prepare_sqlite)
        # On SQLite one writer at a time waits here, where waiting is cheap, not in the driver.
        self._writer = threading.Lock() if self.sqlite else nullcontext()
        self.pause: Callable[[], None] = lambda: None
        self.after_commit: list[Callable[[list[Any]], None]] = []
        self.due_kinds: dict[str, list[str]] = {}
        self._together = Together(self)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one snapshot and changes nothing: it is rolled back at its end."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            if self.sqlite:
                session.connection().exec_driver_sql("BEGIN")
            yield session
            # Closing rolls back; asking for it would empty the rows that were just read.

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits at the end of the block, or changes nothing at all.

        A command that lost a race against a uniqueness rule raises IntegrityError.
        """
        with self._writer, Session(self.engine, expire_on_commit=False) as session:
            session.info.update(lines=[], due_kinds=self.due_kinds)
            connection = session.connection()
            if self.sqlite:
                _begin_writing(connection)
            yield session
            with self._whole(connection):
                session.commit()
            lines = session.info["lines"]
        self.hand_on(lines)

    def write_together(self, work: Callable[[Session], T], order: str = "") -> T:
        """As `write`, for what very many do at one moment: commands that wait are one commit.

        `order` is the name of the stream that `work` locks: they are locked in this order.

        Returns what `work` returned after it is durable, or raises what it raised; then nothing
        of it is kept, and nothing is taken from those that are committed with it.
        """
        return self._together.run(work, order)

    @contextmanager
    def _whole(self, connection: Connection) -> Iterator[None]:
        # Whoever rolled back themselves has given the connection back: nothing is left to mend.
        raw: Any = None if connection.closed else connection.connection.dbapi_connection
        try:
            yield
        except BaseException:
            # A commit that failed (the disk is full) may leave the transaction open, and
            # SQLAlchemy believes that it is over.
            with suppress(Exception):
                raw.rollback()
            raise

    def hand_on(self, lines: list[Any]) -> None:
        """Tell everybody who listens of committed lines.

        What fails there is told in the log: what was committed is never answered with a failure.
        """
        if lines:
            for hand_on in self.after_commit:
                try:
                    hand_on(lines)
                except Exception:
                    log.exception("handing on failed")

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


__all__ = ["Base", "Database", "Document", "IntegrityError", "Moment", "create_private"]
