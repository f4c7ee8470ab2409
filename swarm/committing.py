"""Group commit: commands that wait at one moment become durable together."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from swarm.db import Database

T = TypeVar("T")


class _Command:
    """Something that waits for a commit, and what came of it."""

    __slots__ = ("answer", "error", "leads", "order", "woken", "work")

    def __init__(self, work: Callable[[Session], Any], order: str) -> None:
        self.work = work
        self.order = order
        self.answer: Any = None
        self.error: BaseException | None = None
        self.leads = False
        self.woken: threading.Event | None = None


class Together:
    """Commands that wait at one moment, committed as one.

    Whoever comes while nobody commits leads: it commits for everybody that waits, then the first
    of those that came meanwhile does.
    """

    MOST = 32

    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: deque[_Command] = deque()
        self._lock = threading.Lock()
        self._led = False

    def run(self, work: Callable[[Session], T], order: str = "") -> T:
        """Do `work` in a transaction that others may share, in which it may run more than once.

        Those with a lower `order` come first, so that two processes lock in the same order.
        """
        command = _Command(work, order)
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
            self._commit(sorted(batch, key=attrgetter("order")))
        finally:
            with self._lock:
                self._led = bool(self._waiting)
                if self._led:
                    batch.append(self._waiting[0])
                    self._waiting[0].leads = True
            for command in batch:
                if command.woken is not None:
                    command.woken.set()

    def _commit(self, batch: Sequence[_Command]) -> None:
        """Commit all of them at once; where one fails, those before it, it alone, the rest."""
        failed = self._try(batch)
        if failed is None:
            return
        if before := batch[:failed]:
            self._commit(before)
        self._try(batch[failed : failed + 1])
        if rest := batch[failed + 1 :]:
            self._commit(rest)

    def _try(self, batch: Sequence[_Command]) -> int | None:
        """The number of the command that stands in the way of the others: nothing is kept then.

        What goes wrong with a command on its own, or with the commit, is its waiters' to hear.
        """
        done = 0
        try:
            with self.database.write_bare() as session:
                for command in batch:
                    command.answer = command.work(session)
                    session.flush()  # what it left to be written is its own fault, too
                    done += 1
        except BaseException as error:  # noqa: BLE001 - raised again by its own waiter
            if done < len(batch) > 1:
                return done
            for command in batch:
                command.error = error
        return None
