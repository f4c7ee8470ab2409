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

    def add(self, name: str, kinds: Iterable[str], work: Work) -> None:
        """Register `work` under `name` for lines of `kinds`."""
        self.listeners[name] = work
        for kind in kinds:
            self.database.due_kinds.setdefault(kind, []).append(name)

    def after_commit(self, lines: list[Any]) -> None:
        """Work on what was just committed, if anybody waits for it."""
        if any(line.kind in self.database.due_kinds for line in lines):
            self.drain()

    def drain(self) -> int:
        """Work on every waiting line; returns how many were done. Failing lines are kept."""
        done = 0
        with self.database.read() as session:
            waiting = session.execute(
                select(Due.listener, Due.stream, Due.seq)
                .where(Due.failures < GIVE_UP)
                .order_by(Due.stream, Due.seq, Due.listener)
            ).all()
        for listener, stream, seq in waiting:
            done += self._work_on(listener, stream, seq)
        return done

    def _work_on(self, listener: str, stream: str, seq: int) -> int:
        work = self.listeners.get(listener)
        if work is None:
            return 0
        mine = (Due.listener == listener, Due.stream == stream, Due.seq == seq)
        try:
            with self.database.write() as session:
                if not session.execute(delete(Due).where(*mine).returning(Due.seq)).first():
                    return 0
                row = session.get_one(ActivityLine, (stream, seq))
                work(session, as_line(row))
        except Exception:
            log.exception(
                "a listener failed", extra={"listener": listener, "line": f"{stream}#{seq}"}
            )
            with self.database.write() as session:
                session.execute(update(Due).where(*mine).values(failures=Due.failures + 1))
            return 0
        return 1
