"""One heart for every connection: who does not answer a ping in time is gone."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol


class Beating(Protocol):
    """What is kept alive by answers."""

    closed: bool
    admitted: bool
    beat: float

    def ping(self) -> None:
        """Ask for a sign of life."""

    def lose(self) -> None:
        """Give it up."""


class Beats:
    """Pings every connection `interval` seconds after its last answer and waits `timeout` for one.

    Everybody waits equally long, so two queues in the order of time are enough: no timer, thread
    or greenlet per connection. Time is the monotonic clock's: setting the clock loses nobody.
    """

    def __init__(
        self, interval: float, timeout: float, *, patience: float = 10,
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.interval = interval
        self.timeout = timeout
        self.patience = patience
        self.now = now
        self._to_ping: deque[tuple[float, Beating]] = deque()
        self._to_answer: deque[tuple[float, Beating, float]] = deque()
        self._to_admit: deque[tuple[float, Beating]] = deque()

    def meet(self, one: Beating) -> None:
        """Somebody came: they have `patience` seconds to say who they are."""
        self._to_admit.append((self.now() + self.patience, one))

    def note(self, one: Beating) -> None:
        """A sign of life: the next ping is due an interval from now."""
        one.beat = 0
        self._to_ping.append((self.now() + self.interval, one))

    def round(self, most: int = 200) -> int:
        """Ping and give up whoever is due, `most` at once; returns how many there were."""
        now, done = self.now(), 0
        while done < most and self._to_ping and self._to_ping[0][0] <= now:
            one = self._to_ping.popleft()[1]
            done += 1
            if not one.closed:
                one.beat = now
                self._to_answer.append((now + self.timeout, one, now))
                one.ping()
        while done < most and self._to_answer and self._to_answer[0][0] <= now:
            _, one, asked = self._to_answer.popleft()
            done += 1
            if not one.closed and one.beat == asked:
                one.lose()
        while done < most and self._to_admit and self._to_admit[0][0] <= now:
            one = self._to_admit.popleft()[1]
            done += 1
            if not one.closed and not one.admitted:
                one.lose()
        return done
