"""Fits models in a child process, so that whoever is served does not wait for arithmetic."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from swarm.config import Settings
from swarm.rooms.models.files import FOLDER

log = structlog.get_logger(__name__)

PAUSE = timedelta(minutes=2)
"""After a fit that failed, until the next is begun."""


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[bool]:
    """Whether this is the only fit among all processes of the desk, for as long as it lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".fitting").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


class Trainer:
    """One child at a time; `tend` is called every few seconds and never waits."""

    def __init__(self, settings: Settings) -> None:
        self._environment = {
            "SWARM_DATABASE_URL": settings.database,
            "SWARM_VAR": str(settings.var),
        }
        self._folder = settings.var / FOLDER
        self._child: subprocess.Popen[bytes] | None = None
        self._not_before: datetime | None = None

    def tend(self, now: datetime, wanted: Callable[[], bool]) -> None:
        """See whether the child has ended; start one where a fit is wanted."""
        if self._child is not None:
            code = self._child.poll()
            if code is None:
                return
            self._child = None
            if code:
                log.error("fit_failed", code=code)
                self._not_before = now + PAUSE
                return
        waiting = self._not_before is not None and now < self._not_before
        if not waiting and wanted() and not self._others_fit():
            self._child = subprocess.Popen(
                [sys.executable, "-m", "swarm", "models", "fit"],
                env={**os.environ, **self._environment},
                stdout=subprocess.DEVNULL,
            )

    def _others_fit(self) -> bool:
        # A child would only load its libraries and find that out: second after second.
        with one_at_a_time(self._folder) as alone:
            return not alone

    def stop(self) -> None:
        """End the child; what it had not finished is not there."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait()
        self._child = None
