"""`swarm serve` as the fault tests start it: it can die at a named point, or hold a planted bug.

The product knows neither: everything is put over it here, from outside.

`SWARM_FAULT=before_commit:17` ends the process without a word at the 17th commit that holds a
message; the points are before_commit, after_commit, after_broadcast.
The file `planted` beside the database names the bug of the moment: ack_before_commit, concurrent,
membership or catch_up. It is looked at each time, so that one process can hold one after the other.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - everything after the patching
import random  # noqa: E402 - as above
import signal  # noqa: E402 - as above
import sys  # noqa: E402 - as above
from collections.abc import Callable, Iterator  # noqa: E402 - as above
from contextlib import contextmanager  # noqa: E402 - as above
from datetime import datetime, timedelta  # noqa: E402 - as above
from pathlib import Path  # noqa: E402 - as above
from typing import Any  # noqa: E402 - as above

import gevent  # noqa: E402 - as above

from swarm import clock, serving  # noqa: E402 - as above
from swarm.activity.lines import Line  # noqa: E402 - as above
from swarm.config import Settings  # noqa: E402 - as above
from swarm.db import Database  # noqa: E402 - as above
from swarm.live import channels, hub  # noqa: E402 - as above


def die() -> None:
    """End at once: nothing is flushed, nobody is told."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str, at: int) -> None:
    """Die when `point` is passed for the `at`-th time by something that was posted."""
    passed = 0
    whole, hand_on = Database._whole, Database.hand_on

    def pass_by() -> None:
        nonlocal passed
        passed += 1
        if passed == at:
            die()

    @contextmanager
    def before(self: Database, connection: Any) -> Iterator[None]:
        if point == "before_commit":
            pass_by()
        with whole(self, connection):
            yield

    def after(self: Database, lines: list[Line]) -> None:
        posted = any(line.kind == "message_posted" for line in lines)
        if point == "after_commit" and posted:
            pass_by()
        hand_on(self, lines)
        if point == "after_broadcast" and posted:
            pass_by()

    Database._whole = before
    Database.hand_on = after


def has_bug(name: str) -> bool:
    """Whether this is the bug of the moment."""
    try:
        return PLANTED.read_text() == name
    except OSError:
        return False


def keep_other_time() -> None:
    """Go by a clock that is ahead by the seconds in the file `ahead`, looked at each time."""
    now = clock.now

    def moved() -> datetime:
        try:
            ahead = float(AHEAD.read_text())
        except (OSError, ValueError):
            ahead = 0.0
        return now() + timedelta(seconds=ahead)

    clock.now = moved


def plant_ack_before_commit() -> None:
    """Answer first, write a little later."""
    write = Database.write_together

    def careless(self: Database, work: Callable[[Any], Any], order: str = "") -> Any:
        if not has_bug("ack_before_commit"):
            return write(self, work, order)
        answers: list[Any] = []

        class NotYet(Exception):
            pass

        def look(session: Any) -> None:
            answers.append(work(session))
            raise NotYet

        try:
            write(self, look)
        except NotYet:
            gevent.spawn_later(0.3, write, self, work)
        return answers[0]

    Database.write_together = careless


def plant_concurrent() -> None:
    """Send each line on a greenlet of its own."""
    send = hub.Hub._send

    def soon(self: Any, stream: str, line: Line, to: Any) -> None:
        if has_bug("concurrent"):
            gevent.spawn_later(random.uniform(0, 0.05), send, self, stream, line, to)
        else:
            send(self, stream, line, to)

    hub.Hub._send = soon


def plant_membership() -> None:
    """Forget who left."""
    drop = channels.Channels._drop_who_left

    def forget(self: Any, *left: Any) -> None:
        if not has_bug("membership"):
            drop(self, *left)

    channels.Channels._drop_who_left = forget


def plant_catch_up() -> None:
    """Begin one line too late."""
    join = channels.Channels.join

    def late(self: Any, following: Any, after: int, keeps_up: Any) -> bool:
        begin = after + 1 if after and has_bug("catch_up") else after
        return join(self, following, begin, keeps_up)

    channels.Channels.join = late


if __name__ == "__main__":
    PLANTED = Path(os.environ["SWARM_VAR"]) / "planted"
    AHEAD = Path(os.environ["SWARM_VAR"]) / "ahead"
    keep_other_time()
    if fault := os.environ.get("SWARM_FAULT"):
        name, _, number = fault.partition(":")
        arm(name, int(number))
    for plant in (plant_ack_before_commit, plant_concurrent, plant_membership, plant_catch_up):
        plant()
    sys.exit(serving.run(Settings()))
