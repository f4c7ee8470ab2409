"""Group commit: commands that wait at one moment become durable together."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from swarm.db import Database

T = TypeVar("T")


class _Command:
    """Something that waits for a commit, and what came of it."""

    __slots__ = ("answer", "error", "leads", "lines", "woken", "work")

    def __init__(self, work: Callable[[Session], Any]) -> None:
        self.work = work
        self.answer: Any = None
        self.error: BaseException | None = None
        self.lines: list[Any] = []
        self.leads = False
        self.woken: threading.Event | None = None


class Together:
    """Commands that wait at one moment, committed as one, a savepoint each.

    Whoever comes while nobody commits leads: it commits for everybody that waits, then the first
    of those that came meanwhile does.
    """

    MOST = 32

    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: deque[_Command] = deque()
        self._lock = threading.Lock()
        self._led = False

    def run(self, work: Callable[[Session], T]) -> T:
        """Do `work` in a transaction that others may share."""
        command = _Command(work)
        with self._lock:
            command.leads = not self._led
            self._led = True
            if not command.leads:
                command.woken = threading.Event()
            self._waiting.append(command)
        if command.woken is not None:
            command.woken.wait()
        if command.leads:
            self._lead(command)
        if command.error is not None:
            raise command.error
        answer: T = command.answer
        return answer

    def _lead(self, mine: _Command) -> None:
        batch = [mine]
        try:
            # Whoever is ready to come, comes now.
            self.database.pause()
            with self._lock:
                batch = [self._waiting.popleft() for _ in range(min(self.MOST, len(self._waiting)))]
            self._commit(batch)
        finally:
            with self._lock:
                self._led = bool(self._waiting)
                if self._led:
                    batch.append(self._waiting[0])
                    self._waiting[0].leads = True
            for command in batch:
                if command.woken is not None:
                    command.woken.set()

    def _commit(self, batch: list[_Command]) -> None:
        if len(batch) == 1:
            self._alone(batch[0])
            return
        try:
            with self.database.write_batch() as (connection, lines):
                for command in batch:
                    self._try(connection, command)
                    if command.error is None:
                        lines.extend(command.lines)
        except BaseException as error:  # noqa: BLE001 - each of them is told by its own waiter
            for command in batch:
                command.error = command.error or error

    def _alone(self, command: _Command) -> None:
        try:
            with self.database.write() as session:
                command.answer = command.work(session)
        except BaseException as error:  # noqa: BLE001 - raised again by its own waiter
            command.error = error

    def _try(self, connection: Connection, command: _Command) -> None:
        session = Session(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )
        command.lines = []
        session.info.update(lines=command.lines, due_kinds=self.database.due_kinds)
        try:
            command.answer = command.work(session)
            session.commit()
        except Exception as error:  # noqa: BLE001 - raised again by its own waiter
            command.error = error
            session.rollback()
        finally:
            session.close()
