"""Events put in order of their cases on disk, so that memory does not grow with the file."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from swarm.tiers.logs.rows import Event, unpack

BATCH = 5_000
MOST_EVENTS = 20_000


class Spool:
    """A temporary file of events; a case keeps the place of its first row."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="swarm-events-")
        self._file = sqlite3.connect(Path(self._folder.name) / "events.db", isolation_level=None)
        # Lost with the process anyway: nothing here needs to survive a crash.
        for step in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16000"):
            self._file.execute(f"PRAGMA {step}")
        self._file.execute(
            "CREATE TABLE cases (no INTEGER PRIMARY KEY, name TEXT UNIQUE, why TEXT)"
        )
        self._file.execute("CREATE TABLE events (no INT, at REAL, line INT, event TEXT)")
        self._file.execute("BEGIN")
        self._waiting: list[tuple[int, float, int, str]] = []
        self._last: tuple[str, int] = ("", 0)

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    def add(self, case: str, line: int, event: Event) -> None:
        """Put one event of a case by."""
        self._waiting.append((self._number(case), event.at, line, event.pack()))
        if len(self._waiting) >= BATCH:
            self._flush()

    def spoil(self, case: str, why: str) -> None:
        """Leave a whole case out; the first reason stays."""
        self._file.execute(
            "UPDATE cases SET why = coalesce(why, ?) WHERE no = ?", (why, self._number(case))
        )

    def settle(self) -> int:
        """Call after the last event: how many cases are whole (too long for memory is not)."""
        self._flush()
        self._file.execute("CREATE INDEX by_case ON events (no, at, line)")
        self._file.execute(
            "UPDATE cases SET why = ? WHERE why IS NULL AND no IN"
            " (SELECT no FROM events GROUP BY no HAVING count(*) > ?)",
            (f"its case has more than {MOST_EVENTS:,} events", MOST_EVENTS),
        )
        return self._count("SELECT count(*) FROM cases WHERE why IS NULL")

    def count(self) -> int:
        """How many cases there are, whole or not."""
        return self._count("SELECT count(*) FROM cases")

    def _count(self, question: str) -> int:
        return int(self._file.execute(question).fetchone()[0])

    def spoilt(self) -> Iterator[tuple[str, int, str]]:
        """Case, line and reason for every usable row of a case that is left out."""
        yield from self._file.execute(
            "SELECT name, line, why FROM events JOIN cases USING (no)"
            " WHERE why IS NOT NULL ORDER BY line"
        )

    def cases(self) -> Iterator[tuple[str, int, list[Event]]]:
        """Name, first line and events in the order of time (then of lines) of each whole case."""
        rows = self._file.execute(
            "SELECT name, line, event FROM cases JOIN events USING (no)"
            " WHERE why IS NULL ORDER BY no, at, line"
        )
        name, first, events = "", 0, list[Event]()
        for case, line, text in rows:
            if case != name:
                if events:
                    yield name, first, events
                name, first, events = case, line, []
            first = min(first, line)
            events.append(unpack(text))
        if events:
            yield name, first, events

    def _number(self, case: str) -> int:
        if case == self._last[0]:
            return self._last[1]
        self._file.execute("INSERT OR IGNORE INTO cases (name) VALUES (?)", (case,))
        number = self._file.execute("SELECT no FROM cases WHERE name = ?", (case,)).fetchone()[0]
        self._last = (case, number)
        return int(number)

    def _flush(self) -> None:
        self._file.executemany("INSERT INTO events VALUES (?, ?, ?, ?)", self._waiting)
        self._waiting.clear()
