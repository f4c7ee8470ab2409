"""Listeners that must not lose a line: they read it back from the database, once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased

from swarm.activity.lines import Line, read_those
from swarm.activity.tables import Due
from swarm.db import Database

log = logging.getLogger(__name__)

GIVE_UP = 20
FAILED = "a listener failed"

# Every message is on the list once.
_TAKE = (
    delete(Due)
    .where(
        Due.listener == bindparam("listener"),
        Due.stream == bindparam("stream"),
        Due.seq.between(bindparam("first"), bindparam("last")),
        Due.failures < GIVE_UP,
    )
    .returning(Due.seq)
)

Work = Callable[[Session, Line], None]
WorkOnMany = Callable[[Session, Sequence[Line]], None]


class Done(NamedTuple):
    """How many lines were worked on, and whether some were left that could have been."""

    lines: int
    more: bool


class _Run(NamedTuple):
    """Waiting lines of one stream that one listener may take at once."""

    listener: str
    stream: str
    first: int
    last: int


@dataclass
class Worklist:
    """Hands each line of the wanted kinds to its listener exactly once, in stream order.

    The listener's effects and the removal of the line from the list are one transaction,
    so a crash between commit and hand-over is made good by the next `drain`.
    """

    database: Database
    listeners: dict[str, Work | WorkOnMany] = field(default_factory=dict)
    of_stream: set[str] = field(default_factory=set)
    last: dict[str, WorkOnMany] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    """Kinds that nobody waits for: where something can be woken, their lines are its work."""
    seldom: frozenset[str] = frozenset()
    """Those of them that come in such numbers that they are better worked on together."""
    wake: Callable[[bool], None] | None = None
    """Told that lines may wait, and whether one of them is for soon."""

    def add(self, name: str, kinds: Iterable[str], work: Work | WorkOnMany) -> None:
        """Register `work` under `name` for lines of `kinds`."""
        self.listeners[name] = work
        for kind in kinds:
            self.database.due_kinds.setdefault(kind, []).append(name)

    def add_for_stream(self, name: str, kinds: Iterable[str], work: WorkOnMany) -> None:
        """As `add`, for one that takes some lines of one stream at once where some wait."""
        self.add(name, kinds, work)
        self.of_stream.add(name)

    def add_last(self, name: str, kinds: Iterable[str], work: WorkOnMany) -> None:
        """Register one that takes many lines at once, each after all others are done with its
        stream; see `drain_last`."""
        self.last[name] = work
        for kind in kinds:
            self.database.due_kinds.setdefault(kind, []).append(name)

    def beside(self, database: Database) -> Worklist:
        """The same list, worked on by another thread with connections of its own."""
        return replace(self, database=database, wake=None)

    def after_commit(self, lines: list[Any]) -> None:
        """Work on what was just committed, if anybody waits for it."""
        kinds = {line.kind for line in lines if self._waits_for(line.kind)}
        if self.wake is not None and kinds and kinds <= self.later:
            self.wake(not kinds <= self.seldom)
        elif kinds:
            self.drain({line.stream for line in lines})

    def drain(self, streams: Collection[str] | None = None) -> int:
        """Work on every waiting line, or those of some streams; returns how many were done.

        Failing lines are kept.
        """
        return sum(self._work_on(*line) for line in self._waiting(streams=streams))

    def drain_some(self, most: int = 200, steps: int = 10) -> Done:
        """Work on at most `most` waiting lines in one transaction of at most `steps` steps.

        A step is one line, or all lines of one stream for one that takes them at once. Where one
        fails, each line is worked on alone.
        """
        some = self._waiting(most)
        if not some:
            return Done(0, more=False)
        runs = self._runs_of(some)
        more = len(some) == most or len(runs) > steps
        try:
            with self.database.write() as session:
                return Done(sum(self._take(session, *run) for run in runs[:steps]), more)
        except Exception:  # noqa: BLE001 - each is tried again, and told of, alone
            return Done(sum(self._work_on(*line) for line in some), len(some) == most)

    def _runs_of(self, lines: Iterable[tuple[str, str, int]]) -> list[_Run]:
        runs: dict[tuple[str, str, int], _Run] = {}
        for listener, stream, seq in lines:
            key = (listener, stream, 0 if listener in self.of_stream else seq)
            run = runs.get(key)
            runs[key] = run._replace(last=seq) if run else _Run(listener, stream, seq, seq)
        return list(runs.values())

    def drain_last(self, most: int = 200) -> int:
        """Let those who come last work on at most `most` lines each; returns how many were done.

        A line waits until nobody else has one of its stream to do. Where some lines together
        fail, each is tried alone, and what fails is kept.
        """
        return sum(self._take_many(name, most) for name in self.last)

    def _take_many(self, name: str, most: int) -> int:
        try:
            return self._work_on_many(name, most)
        except DBAPIError:
            raise
        except Exception:  # noqa: BLE001 - each is tried again, and told of, alone
            return sum(self._work_on_last(name, *line) for line in self._ready(name, most))

    def _work_on_last(self, name: str, stream: str, seq: int) -> int:
        try:
            return self._work_on_many(name, 1, (Due.stream == stream, Due.seq == seq))
        except Exception:
            log.exception(FAILED, extra={"listener": name, "line": f"{stream}#{seq}"})
            return self._note_failure(name, stream, seq)

    def _work_on_many(self, name: str, most: int, only: Sequence[ColumnElement[bool]] = ()) -> int:
        if not self._ready(name, 1, only):
            return 0  # a transaction that changes nothing would still keep others waiting
        with self.database.write() as session:
            ready = self._ready_for(name, most, only).with_for_update(skip_locked=True)
            taken: dict[str, set[int]] = {}
            for row in session.execute(ready):
                taken.setdefault(row.stream, set()).add(row.seq)
            lines = []
            for stream, numbers in taken.items():
                mine = (Due.listener == name, Due.stream == stream, Due.seq.in_(numbers))
                session.execute(delete(Due).where(*mine))
                lines += read_those(session, stream, numbers)
            if lines:
                self.last[name](session, lines)
        return len(lines)

    def _ready(
        self, name: str, most: int, only: Sequence[ColumnElement[bool]] = ()
    ) -> list[tuple[str, int]]:
        with self.database.read() as session:
            rows = session.execute(self._ready_for(name, most, only))
            return [(row.stream, row.seq) for row in rows]

    def _ready_for(
        self, name: str, most: int, only: Sequence[ColumnElement[bool]]
    ) -> Select[str, int]:
        other = aliased(Due)
        busy = exists().where(
            other.stream == Due.stream,
            other.listener.in_(self.listeners),
            other.failures < GIVE_UP,
        )
        return (
            select(Due.stream, Due.seq)
            .where(Due.listener == name, Due.failures < GIVE_UP, ~busy, *only)
            .order_by(Due.stream, Due.seq)
            .limit(most)
        )

    def _waits_for(self, kind: str) -> bool:
        return any(name in self.listeners for name in self.database.due_kinds.get(kind, ()))

    def _waiting(
        self, most: int | None = None, streams: Collection[str] | None = None
    ) -> list[tuple[str, str, int]]:
        only = () if streams is None else (Due.stream.in_(streams),)
        with self.database.read() as session:
            rows = session.execute(
                select(Due.listener, Due.stream, Due.seq)
                .where(Due.failures < GIVE_UP, Due.listener.not_in(self.last), *only)
                .order_by(Due.stream, Due.seq, Due.listener)
                .limit(most)
            )
            return [(row.listener, row.stream, row.seq) for row in rows]

    def _take(self, session: Session, listener: str, stream: str, first: int, last: int) -> int:
        """Take lines off the list and work on them, in the caller's transaction; their number."""
        work: Any = self.listeners.get(listener)
        if work is None:
            return 0
        mine = {"listener": listener, "stream": stream, "first": first, "last": last}
        taken = set(session.connection().execute(_TAKE, mine).scalars())
        lines = read_those(session, stream, taken)
        if listener not in self.of_stream:
            for line in lines:
                work(session, line)
        elif lines:
            work(session, lines)
        return len(lines)

    def _work_on(self, listener: str, stream: str, seq: int) -> int:
        try:
            with self.database.write() as session:
                return self._take(session, listener, stream, seq, seq)
        except Exception:
            log.exception(FAILED, extra={"listener": listener, "line": f"{stream}#{seq}"})
            return self._note_failure(listener, stream, seq)

    def _note_failure(self, listener: str, stream: str, seq: int) -> int:
        mine = (Due.listener == listener, Due.stream == stream, Due.seq == seq)
        with self.database.write() as session:
            session.execute(update(Due).where(*mine).values(failures=Due.failures + 1))
        return 0
