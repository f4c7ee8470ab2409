"""What a run counts: who heard what and when, and what it cost the server."""

from __future__ import annotations

import os
import time
from pathlib import Path

from swarm.bench.generator.members import Listener, Sender
from swarm.bench.generator.sockets import Crowd

TICK = os.sysconf("SC_CLK_TCK")


def cpu_of(pids: list[int]) -> float:
    """Seconds of CPU that these processes have used."""
    used = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used += (int(fields[11]) + int(fields[12])) / TICK
    return used


def memory_of(pids: list[int]) -> tuple[int, int]:
    """Resident kilobytes and threads of these processes."""
    kilobytes = threads = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == "VmRSS":
                kilobytes += int(value.split()[0])
            elif name == "Threads":
                threads += int(value)
    return kilobytes, threads


def quantile(values: list[float], part: float) -> float:
    """The value below which `part` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


class Counter:
    """Per message: when it was posted, how many heard it, when the last of them did."""

    def __init__(self, crowd: Crowd, wanted: int) -> None:
        self.wanted = wanted
        self.posted: dict[bytes, float] = {}
        self.heard: dict[bytes, int] = {}
        self.last: list[float] = []
        self.answered = self.refused = 0
        self.done = 0
        crowd.on_line = self.line
        crowd.on_answer = self.answer

    def note(self, mark: str, at: float) -> None:
        """A message is on its way."""
        self.posted[mark.encode()] = at

    def settled(self, sender: Sender, done: int) -> bool:
        """Whether the post was answered and more than `done` messages have reached everybody."""
        return self.done > done and not sender.waiting

    def tell(self, mark: str) -> str:
        """How far a message came."""
        heard = self.heard.get(mark.encode(), 0)
        return (
            f"heard by {heard} of {self.wanted}, {self.answered} answered, {self.refused} refused"
        )

    def line(self, _one: Listener, mark: bytes) -> None:
        """Somebody heard a message."""
        count = self.heard.get(mark, 0) + 1
        self.heard[mark] = count
        if count == self.wanted:
            posted = self.posted.get(mark)
            if posted is not None:
                self.last.append(time.perf_counter() - posted)
                self.done += 1

    def answer(self, _one: Sender, good: bool) -> None:
        """A post was answered."""
        self.answered += good
        self.refused += not good
