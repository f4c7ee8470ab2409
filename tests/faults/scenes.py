"""A room that people write in and listen to, while something happens to the desk."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from swarm.bench.scratch import fill
from swarm.bench.targets import answers, free_port
from tests.faults.history import OK, History, Verdict, judge
from tests.faults.people import QUIET, Ear, Writer

CATCH_UP = 60
"""Seconds that a listener may take until it has heard all, once nobody writes any more."""
SECRET = "for-fault-tests-" + "z" * 32


@dataclass
class Desk:
    """One process of the desk, that can be ended without a word and started again."""

    folder: Path
    database_url: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    around: dict[str, str] = field(default_factory=dict)
    """What its environment says beside its port, where it is not alone."""

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, **more: str) -> None:
        """Start it and wait until it answers, or until it has died at the point it was told."""
        environment = {
            **os.environ,
            "SWARM_DATABASE_URL": self.database_url,
            "SWARM_REDIS_URL": "",
            "SWARM_SECRET_KEY": SECRET,
            "SWARM_VAR": str(self.folder),
            **self.around,
            "SWARM_PORT": str(self.port),
            "SWARM_LOG_LEVEL": "CRITICAL",
            **more,
        }
        with (self.folder / "desk.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.entry"],
                env=environment,
                stdout=log,
                stderr=log,
                cwd=Path(__file__).resolve().parents[2],
            )
        self.starts += 1
        end = time.monotonic() + 180
        while not answers(self.port) and self.process.poll() is None:
            if time.monotonic() > end:
                raise TimeoutError((self.folder / "desk.log").read_text()[-2000:])
            time.sleep(0.05)

    def plant(self, bug: str) -> None:
        """From now on it has this bug of `entry.py`, and no other."""
        (self.folder / "planted").write_text(bug)

    def move_clock(self, seconds: float) -> None:
        """From now on its clock is ahead by so many seconds, or behind."""
        (self.folder / "ahead").write_text(str(seconds))

    def kill(self) -> None:
        """End it at once."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def dies(self, seconds: float) -> bool:
        """Whether it ends by itself within so many seconds."""
        if self.process is None:
            return False
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


@dataclass
class Scene:
    """The people of a run and its history."""

    url: Callable[[], str]
    room: dict[str, Any]
    history: History = field(default_factory=History)
    writers: list[Writer] = field(default_factory=list)
    ears: list[Any] = field(default_factory=list)
    """Each is an `Ear`, or stands for many."""

    @property
    def swarm(self) -> int:
        """The room's number."""
        return int(self.room["stream"].partition("/")[2])

    def call(self, method: str, path: str, token: int = 0) -> requests.Response:
        """A request of the member with that number."""
        return requests.request(
            method,
            f"{self.url()}/api{path}",
            headers={"Authorization": f"Bearer {self.room['tokens'][token]}"},
            json={} if method != "GET" else None,
            timeout=10,
        )

    def wait_for_answers(self, more: int, seconds: float = 90) -> None:
        """Wait until so many more messages have been acknowledged."""
        wanted, end = self._acknowledged() + more, time.monotonic() + seconds
        while self._acknowledged() < wanted:
            if time.monotonic() > end:
                raise TimeoutError(f"{more} messages were not acknowledged")
            time.sleep(0.02)

    def _acknowledged(self) -> int:
        return sum(act.outcome == OK for act in list(self.history.acts))

    def judge(self) -> Verdict:
        """Let everything settle, read the record, and compare."""
        for writer in self.writers:
            writer.over.set()
        for writer in self.writers:
            writer.join(30)
        self.history.record = self._read_record()
        head = len(self.history.record)
        end = time.monotonic() + CATCH_UP
        hearing = [ear for ear in self.ears if ear.heard.barred_at is None]
        while any(ear.last < head for ear in hearing) and time.monotonic() < end:
            time.sleep(0.05)
        for ear in self.ears:
            ear.over.set()
        for ear in self.ears:
            ear.join(10)
        return judge(self.history)

    def _read_record(self) -> list[dict[str, Any]]:
        record: list[dict[str, Any]] = []
        while True:
            page = self._page(len(record))
            record += page
            if not page:
                return record

    def _page(self, after: int) -> list[dict[str, Any]]:
        path = f"/swarms/{self.swarm}/activity?after={after}&limit=1000"
        for _ in range(50):
            with contextlib.suppress(*QUIET):
                answer = self.call("GET", path)
                if answer.ok:
                    page: list[dict[str, Any]] = answer.json()["items"]
                    return page
            time.sleep(0.2)
        raise TimeoutError("the record cannot be read")


@contextlib.contextmanager
def scene(
    url: Callable[[], str], room: dict[str, Any], *, writers: int = 3, ears: int = 3,
    pause: float = 0.01, more: Sequence[Any] = (), history: History | None = None,
) -> Iterator[Scene]:  # fmt: skip
    """People at work in a room; the last ones listen, `more` too, and the first ones write."""
    scene = Scene(url, room, history or History())
    tokens = room["tokens"]
    scene.ears = [
        Ear(url, tokens[-1 - number], scene.swarm, scene.history, f"ear{number}")
        for number in range(ears)
    ] + list(more)
    for ear in scene.ears:
        ear.start()
    for ear in scene.ears:
        if not ear.ready.wait(300):
            raise TimeoutError("nobody is let in")
    scene.writers = [
        Writer(url, tokens[number], scene.swarm, scene.history, f"writer{number}", pause)
        for number in range(writers)
    ]
    for writer in scene.writers:
        writer.start()
    try:
        yield scene
    finally:
        for one in [*scene.writers, *scene.ears]:
            one.over.set()


def make_room(url: str, members: int = 6) -> dict[str, Any]:
    """A desk's database with one room; its number and its members' tokens."""
    rooms, _ = fill(url, [members])
    return rooms[0]
