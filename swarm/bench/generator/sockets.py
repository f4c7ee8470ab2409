"""Many clients in one thread: raw sockets that speak just enough HTTP, WebSocket and Socket.IO.

The measuring side must cost less than what it measures, so it knows the few packets that the
desk and its peers send, and looks for nothing but numbers in them.
"""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from swarm.bench.generator.members import Listener, Sender, client_frame

PONG = b"\x81\x81\0\0\0\x003"
MARK = b'"client_id":"'
SEQ = b'"seq":'
HEADERS_END = b"\r\n\r\n"


@dataclass
class Crowd:
    """Every connection of one run, and what they tell: who heard what, who was answered."""

    host: str
    port: int
    on_line: Callable[[Listener, bytes], None] = lambda _one, _mark: None
    on_answer: Callable[[Sender, bool], None] = lambda _one, _ok: None
    listeners: list[Listener] = field(default_factory=list)
    ready: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        self.epoll = select.epoll()
        self.by_fd: dict[int, Listener | Sender] = {}

    def listen(self, stream: str, token: str, after: int | None = None) -> Listener:
        """Begin to connect a member."""
        sock = socket.socket()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect((self.host, self.port))
        sock.sendall(
            (
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
                f"Host: {self.host}:{self.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            ).encode()
        )
        sock.setblocking(False)
        one = Listener(sock, stream, token, after, seq=after or 0)
        self.by_fd[sock.fileno()] = one
        self.epoll.register(sock.fileno(), select.EPOLLIN)
        self.listeners.append(one)
        return one

    def sender(self, token: str, path: str) -> Sender:
        """Open a connection that posts."""
        sock = socket.create_connection((self.host, self.port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one = Sender(sock, token, path, f"{self.host}:{self.port}")
        self.by_fd[sock.fileno()] = one
        self.epoll.register(sock.fileno(), select.EPOLLIN)
        return one

    def turn(self, timeout: float) -> None:
        """Handle everything that has come, waiting at most `timeout` seconds for something."""
        for fd, _ in self.epoll.poll(timeout, 256):
            one = self.by_fd.get(fd)
            if one is None:
                continue
            try:
                data = one.sock.recv(262_144)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            if not data:
                self._drop(fd, one)
            elif isinstance(one, Sender):
                self._answered(one, data)
            elif one.step == "connect":
                self._opened(one, data)
            else:
                self._frames(one, data)

    def until(self, check: Callable[[], bool], seconds: float) -> bool:
        """Take turns until something holds, or the time is over."""
        end = time.monotonic() + seconds
        while not check():
            if time.monotonic() > end:
                return False
            self.turn(0.05)
        return True

    def hang_up(self) -> None:
        """Close everything."""
        for one in self.by_fd.values():
            one.sock.close()
        self.by_fd.clear()
        self.listeners.clear()
        self.epoll.close()

    def _drop(self, fd: int, one: Listener | Sender) -> None:
        self.epoll.unregister(fd)
        del self.by_fd[fd]
        one.sock.close()
        self.lost += 1

    def _opened(self, one: Listener, data: bytes) -> None:
        head, found, tail = (one.rest + data).partition(HEADERS_END)
        if not found:
            one.rest = head
            return
        if b" 101 " not in head[:40]:
            self._drop(one.sock.fileno(), one)
            return
        one.rest, one.step = b"", "open"
        one.sock.send(client_frame("40" + json.dumps({"token": one.token})))
        if tail:
            self._frames(one, tail)

    def _frames(self, one: Listener, data: bytes) -> None:
        if one.rest:
            data = one.rest + data
        at, end = 0, len(data)
        while end - at >= 2:
            length, head = data[at + 1], 2
            if length == 126:
                if end - at < 4:
                    break
                length, head = (data[at + 2] << 8) | data[at + 3], 4
            elif length == 127:
                if end - at < 10:
                    break
                length, head = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            start = at + head
            if end - start < length:
                break
            at = start + length
            self._packet(one, data, start, at)
        one.rest = data[at:]

    def _packet(self, one: Listener, data: bytes, start: int, end: int) -> None:
        if data.startswith(b'42["activity"', start):
            at = data.find(SEQ, start, end) + len(SEQ)
            seq = int(data[at : data.find(b",", at, end)])
            if seq != one.seq + 1:
                one.faults += 1
            one.seq = seq
            one.heard += 1
            at = data.find(MARK, at, end)
            if at >= 0:
                at += len(MARK)
                self.on_line(one, data[at : data.find(b'"', at, end)])
        elif data.startswith(b"2", start) and end - start == 1:
            one.sock.send(PONG)
        elif data.startswith(b"40", start):
            wish = {"stream": one.stream} | ({} if one.after is None else {"after": one.after})
            one.sock.send(client_frame("420" + json.dumps(["follow", wish])))
        elif data.startswith(b"430[", start):
            answer = json.loads(data[start + 3 : end])[0]
            if not answer.get("ok"):
                self._drop(one.sock.fileno(), one)
                return
            if one.after is None:
                one.seq = answer["head"]
            one.step = "ready"
            self.ready += 1

    def _answered(self, one: Sender, data: bytes) -> None:
        one.rest += data
        while one.rest:
            head, found, tail = one.rest.partition(HEADERS_END)
            if not found:
                return
            lower = head.lower()
            at = lower.find(b"content-length:")
            length = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(tail) < length:
                return
            one.rest = tail[length:]
            good = head[9:12] in (b"200", b"201")
            if not good:
                one.failed += 1
            one.waiting = ""
            self.on_answer(one, good)
