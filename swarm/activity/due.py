"""Listeners that must not lose a line: they read it back from the database, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, as_line
from swarm.activity.tables import ActivityLine, Due
from swarm.db import Database

log = logging.getLogger(__name__)

GIVE_UP = 20

Work = Callable[[Session, Line], None]


@dataclass
class Worklist:
    """Hands each line of the wanted kinds to its listener exactly once, in stream order.

    The listener's effects and the removal of the line from the list are one transaction,
    so a crash between commit and hand-over is made good by the next `drain`.
    """

    database: Database
    listeners: dict[str, Work] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    """Kinds that nobody waits for: where something can be woken, their lines are its work."""
    wake: Callable[[], None] | None = None

    def add(self, name: str, kinds: Iterable[str], work: Work) -> None:
        """Register `work` under `name` for lines of `kinds`."""
        self.listeners[name] = work
        for kind in kinds:
            self.database.due_kinds.setdefault(kind, []).append(name)

    def after_commit(self, lines: list[Any]) -> None:
        """Work on what was just committed, if anybody waits for it."""
        kinds = {line.kind for line in lines} & self.database.due_kinds.keys()
        if self.wake is not None and kinds and kinds <= self.later:
            self.wake()
        elif kinds:
            self.drain()

    def drain(self) -> int:
        """Work on every waiting line; returns how many were done. Failing lines are kept."""
        return sum(self._work_on(*line) for line in self._waiting())

    def drain_some(self, most: int = 10) -> int:
        """Work on at most `most` waiting lines in one transaction; returns how many were done.

        Where one of them fails, each is worked on alone.
        """
        some = self._waiting(most)
        if not some:
            return 0
        try:
            with self.database.write() as session:
                return sum(self._take(session, *line) for line in some)
        except Exception:  # noqa: BLE001 - each is tried again, and told of, alone
            return sum(self._work_on(*line) for line in some)

    def _waiting(self, most: int | None = None) -> list[tuple[str, str, int]]:
        with self.database.read() as session:
            rows = session.execute(
                select(Due.listener, Due.stream, Due.seq)
                .where(Due.failures < GIVE_UP)
                .order_by(Due.stream, Due.seq, Due.listener)
                .limit(most)
            )
            return [(row.listener, row.stream, row.seq) for row in rows]

    def _take(self, session: Session, listener: str, stream: str, seq: int) -> int:
        """Take one line off the list and work on it, in the caller's transaction."""
        work = self.listeners.get(listener)
        if work is None:
            return 0
        mine = (Due.listener == listener, Due.stream == stream, Due.seq == seq)
        if not session.execute(delete(Due).where(*mine).returning(Due.seq)).first():
            return 0
        work(session, as_line(session.get_one(ActivityLine, (stream, seq))))
        return 1

    def _work_on(self, listener: str, stream: str, seq: int) -> int:
        try:
            with self.database.write() as session:
                return self._take(session, listener, stream, seq)
        except Exception:
            log.exception(
                "a listener failed", extra={"listener": listener, "line": f"{stream}#{seq}"}
            )
            mine = (Due.listener == listener, Due.stream == stream, Due.seq == seq)
            with self.database.write() as session:
                session.execute(update(Due).where(*mine).values(failures=Due.failures + 1))
            return 0
