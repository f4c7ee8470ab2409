"""When what is learned from ended tickets is learned anew."""

from __future__ import annotations

from datetime import datetime, timedelta

from swarm import clock
from swarm.db import Database
from swarm.reports.intakes import count_ended

OLD = timedelta(hours=1)


class FromEnded:
    """Keeps what a desk's ended tickets teach: for each process, once an hour at most."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._ended: int | None = None
        self._at: datetime | None = None

    def wants_fit(self, now: datetime) -> bool:
        """Whether more ended since the last fit, which is an hour ago; cheap to ask."""
        if self._at is not None and now - self._at < OLD:
            return False
        with self.database.read() as session:
            return count_ended(session) != self._ended

    def _fitted(self, ended: int) -> None:
        """Remember that so many had ended when it was learned last."""
        self._ended, self._at = ended, clock.now()
