"""The database: one engine, reads, and writes that hand on what was committed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

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
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

from swarm.committing import Together
from swarm.connecting import (
    Kept,
    ask_alone,
    begin_writing,
    check_idle,
    create_private,
    note_idle,
    prepare_embedded,
)
from swarm.prepared import Prepared
from swarm.writing import Writer

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


TRIES = 3
"""So many connections are tried for one question."""


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
        self.engine: Engine = create_engine(url, **options)
        if self.sqlite:
            create_private(url)
            event.listen(self.engine, "connect", prepare_embedded)
        else:
            event.listen(self.engine, "checkin", note_idle)
            event.listen(self.engine, "checkout", partial(check_idle, self.engine.dialect))
        # On SQLite one writer at a time waits here, where waiting is cheap, not in the driver.
        self._writer = threading.Lock() if self.sqlite else nullcontext()
        self.pause: Callable[[], None] = lambda: None
        self.after_commit: list[Callable[[list[Any]], None]] = []
        self.due_kinds: dict[str, list[str]] = {}
        self._kept, self._asked = Kept(self.engine), Kept(self.engine)
        self._together = Together(self)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one snapshot and changes nothing: it is rolled back at its end."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            if self.sqlite:
                session.connection().exec_driver_sql("BEGIN")
            yield session
            # Closing rolls back; asking for it would empty the rows that were just read.

    def ask(self, statement: Prepared, values: Mapping[str, Any]) -> Any:
        """The first row that answers one question, on its own; None where there is none.

        Asked again on another connection where one was lost. Raises what SQLAlchemy raises.
        """
        for _ in range(TRIES - 1):
            try:
                return self._ask(statement, values)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
        return self._ask(statement, values)

    def _ask(self, statement: Prepared, values: Mapping[str, Any]) -> Any:
        with self._asked.use() as connection:
            raw = connection.connection.dbapi_connection
            try:
                return ask_alone(self.engine.dialect, raw, statement, values)
            except BaseException:
                # Whoever was stopped in the middle leaves a question behind that nobody hears.
                connection.invalidate()
                raise

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits at the end of the block, or changes nothing at all.

        A command that lost a race against a uniqueness rule raises IntegrityError.
        """
        with self._writer, Session(self.engine, expire_on_commit=False) as session:
            session.info.update(lines=[], due_kinds=self.due_kinds)
            connection = session.connection()
            if self.sqlite:
                begin_writing(connection)
            yield session
            with self._whole(connection):
                session.commit()
            lines = session.info["lines"]
        self.hand_on(lines)

    @contextmanager
    def write_bare(self) -> Iterator[Session]:
        """As `write`, with what is a session only where one is needed."""
        with self._writer, self._kept.use() as connection, connection.begin() as transaction:
            if self.sqlite:
                begin_writing(connection)
            writer = Writer(connection, lines=[], due_kinds=self.due_kinds)
            try:
                yield cast(Session, writer)
                writer.flush()
                with self._whole(connection):
                    transaction.commit()
            finally:
                writer.close()
        self.hand_on(writer.info["lines"])

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
        self._kept.close()
        self._asked.close()
        self.engine.dispose()


__all__ = ["Base", "Database", "Document", "IntegrityError", "Moment", "create_private"]
