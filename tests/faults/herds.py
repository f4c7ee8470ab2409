"""Very many listeners in one thread, who all come back at once."""

from __future__ import annotations

import threading
from typing import Any

from swarm.bench.generator.members import Listener
from swarm.bench.generator.sockets import Crowd
from tests.faults.history import Heard, History


class Herd(threading.Thread):
    """As one `Ear` to a scene; `count` listeners of a room, each with a connection of its own."""

    def __init__(self, port: int, room: dict[str, Any], history: History, count: int) -> None:
        super().__init__(name="herd", daemon=True)
        self.room = room
        self.crowd = Crowd("127.0.0.1", port, on_line=self._hear)
        self.all = [Heard(f"herd{number}", 0) for number in range(count)]
        self.heard = self.all[0]
        history.heard += self.all
        self.ready = threading.Event()
        self.over = threading.Event()
        self.lines: list[Listener | None] = [None] * count
        self.whose: dict[int, Heard] = {}

    @property
    def last(self) -> int:
        """The number up to which everybody has heard."""
        return min(one.lines[-1][0] if one.lines else one.began for one in self.all)

    def all_back(self, connections: int) -> bool:
        """Whether everybody is let in for at least that many times."""
        return all(one.connections >= connections for one in self.all)

    def run(self) -> None:
        """Listen until told to stop; whoever loses the connection connects again."""
        while not self.over.is_set():
            self._connect()
            self.crowd.turn(0.05)
            self._count()
        self.crowd.hang_up()

    def _connect(self) -> None:
        for number, heard in enumerate(self.all):
            line = self.lines[number]
            if line is not None and line.sock.fileno() >= 0:
                continue
            after = heard.lines[-1][0] if heard.lines else heard.began
            try:
                line = self.crowd.listen(
                    self.room["stream"],
                    self.room["tokens"][1 + number],
                    after if heard.connections else None,
                )
            except OSError:  # the desk is away: in the next turn
                return
            self.lines[number] = line
            self.whose[id(line)] = heard

    def _count(self) -> None:
        """Note who was let in since the last time."""
        for line, heard in zip(self.lines, self.all, strict=True):
            if line is not None and line.step == "ready":
                line.step = "counted"
                heard.connections += 1
        if not self.ready.is_set() and self.all_back(1):
            # Nobody writes yet: everybody's number is that of the record.
            for line, heard in zip(self.lines, self.all, strict=True):
                heard.began = line.seq if line else 0
            self.ready.set()

    def _hear(self, line: Listener, mark: bytes) -> None:
        self.whose[id(line)].lines.append((line.seq, mark.decode()))
