"""The two kinds of connections that a run holds open."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass


def client_frame(text: str) -> bytes:
    """A masked text frame (the mask is zero, which the protocol allows)."""
    data = text.encode()
    if len(data) < 126:
        return b"\x81" + bytes((0x80 | len(data),)) + b"\0\0\0\0" + data
    return b"\x81\xfe" + len(data).to_bytes(2, "big") + b"\0\0\0\0" + data


@dataclass(slots=True, eq=False)
class Listener:
    """One member's connection: what it waits for, and the number of its last line."""

    sock: socket.socket
    stream: str
    token: str
    after: int | None
    step: str = "connect"
    rest: bytes = b""
    seq: int = 0
    heard: int = 0
    faults: int = 0


@dataclass(slots=True, eq=False)
class Sender:
    """One kept connection that posts messages, one after the other."""

    sock: socket.socket
    token: str
    path: str
    host: str
    rest: bytes = b""
    waiting: str = ""
    failed: int = 0

    def post(self, client_id: str, body: str) -> None:
        """Send one message; the answer is taken later."""
        content = json.dumps({"client_id": client_id, "body": body}).encode()
        self.waiting = client_id
        self.sock.sendall(
            (
                f"POST {self.path} HTTP/1.1\r\nHost: {self.host}\r\n"
                f"Authorization: Bearer {self.token}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(content)}\r\n\r\n"
            ).encode()
            + content
        )
