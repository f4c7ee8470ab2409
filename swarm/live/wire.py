"""An open WebSocket on gevent's loop that costs no greenlet and no thread while it is idle.

The socket is taken over from the HTTP server. The loop wakes a greenlet when something can be
read; what is sent is written at once, and only what the kernel does not take waits in memory.
"""

from __future__ import annotations

import _socket
import contextlib
import os
import socket
from collections import deque
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event

from swarm.live import frames

READ, WRITE = 1, 2
AT_ONCE = 16_384
KERNEL_BUFFER = 262_144
MOST_WAITING = 2_000_000
"""Bytes that may wait for a slow reader beside what the kernel holds; more, and it is cut off."""
ROOM = 64_000
"""A reader with less than this waiting keeps up."""


def take_over(sock: Any) -> _socket.socket:
    """A non-blocking socket of one's own on the same connection; the other may be closed."""
    own = _socket.socket(fileno=os.dup(sock.fileno()))
    own.setblocking(False)
    with contextlib.suppress(OSError):  # a test's socket pair knows no such option
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Left alone the kernel keeps up to 4 MB for each reader that does not read.
        own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)
    return own


class Wire:
    """One WebSocket: `heard` gets its messages in order, `ended` is told once when it is over."""

    __slots__ = (
        "_drained", "_reader", "_reads", "_waiting", "_writes",
        "ended", "heard", "is_open", "sock", "waiting_bytes",
    )  # fmt: skip

    def __init__(
        self, sock: _socket.socket, most: int,
        heard: Callable[[int, bytes], None], ended: Callable[[], None],
    ) -> None:  # fmt: skip
        self.sock = sock
        self.heard = heard
        self.ended = ended
        self.is_open = True
        self.waiting_bytes = 0
        self._reader = frames.FrameReader(most)
        self._waiting: deque[bytes | memoryview] | None = None
        self._drained: Event | None = None
        self._reads = gevent.get_hub().loop.io(sock.fileno(), READ)
        self._writes: Any = None

    def listen(self) -> None:
        """Begin to read."""
        if self.is_open:
            self._reads.start(self._wake)

    def send(self, data: bytes) -> None:
        """Write whole frames, behind everything that waits already. Never blocks or raises."""
        if not self.is_open:
            return
        sent = 0
        if not self.waiting_bytes:
            try:
                sent = self.sock.send(data)
            except (BlockingIOError, InterruptedError):
                pass
            except OSError:
                self.close()
                return
            if sent == len(data):
                return
        self._wait(memoryview(data)[sent:] if sent else data)

    def wait_for_room(self, seconds: float) -> bool:
        """Let a slow reader catch up; whether it did within `seconds`."""
        if self.is_open and self.waiting_bytes >= ROOM:
            if self._drained is None:
                self._drained = Event()
            self._drained.clear()
            self._drained.wait(seconds)
        return self.is_open and self.waiting_bytes < ROOM

    def close(self, code: int | None = None) -> None:
        """End it now, with a closing frame where `code` is given and nothing waits before it."""
        if not self.is_open:
            return
        if code is not None and not self.waiting_bytes:
            with contextlib.suppress(OSError):
                self.sock.send(frames.build_close(code))
        self.is_open = False
        for watcher in (self._reads, self._writes):
            if watcher is not None:
                watcher.stop()
                watcher.close()
        self._waiting, self.waiting_bytes = None, 0
        self.sock.close()
        if self._drained is not None:
            self._drained.set()
        # Not here: whoever sends goes through a list from which this would take something away.
        gevent.spawn(self.ended)

    def _wait(self, data: bytes | memoryview) -> None:
        self.waiting_bytes += len(data)
        if self.waiting_bytes > MOST_WAITING:
            self.close()
            return
        if self._waiting is None:
            self._waiting = deque()
        self._waiting.append(data)
        if self._writes is None:
            self._writes = gevent.get_hub().loop.io(self.sock.fileno(), WRITE)
        if not self._writes.active:
            self._writes.start(self._flush)

    def _flush(self) -> None:
        waiting = self._waiting
        while self.is_open and waiting:
            data = waiting[0]
            try:
                sent = self.sock.send(data)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                self.close()
                return
            self.waiting_bytes -= sent
            if sent == len(data):
                waiting.popleft()
            else:
                waiting[0] = memoryview(data)[sent:]
            if self._drained is not None and self.waiting_bytes < ROOM:
                self._drained.set()
        if self.is_open:
            self._writes.stop()
            self._waiting = None

    def _wake(self) -> None:
        # One greenlet at a time reads: a connection's messages are handled in their order, and
        # what it sends meanwhile waits in the kernel.
        self._reads.stop()
        gevent.spawn(self._read)

    def _read(self) -> None:
        while self.is_open:
            try:
                data = self.sock.recv(AT_ONCE)
            except (BlockingIOError, InterruptedError):
                self.listen()
                return
            except OSError:
                data = b""
            if not data:
                self.close()
                return
            try:
                messages = self._reader.feed(data)
            except frames.Broken as broken:
                self.close(broken.code)
                return
            for opcode, payload in messages:
                self._take(opcode, payload)
            if len(data) == AT_ONCE:
                gevent.sleep(0)

    def _take(self, opcode: int, payload: bytes) -> None:
        if not self.is_open:
            return
        if opcode == frames.PING:
            self.send(frames.build_frame(payload, frames.PONG))
        elif opcode == frames.CLOSE:
            self.close(frames.NORMAL)
        elif opcode != frames.PONG:
            self.heard(opcode, payload)
