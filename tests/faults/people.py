"""Those who write and those who listen while the desk is being hurt; black box, over the wire."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import requests
import websocket

from tests.faults.history import OK, REFUSED, UNKNOWN, Heard, History

SECOND = 1.0
QUIET = (requests.RequestException, OSError, websocket.WebSocketException)


class Writer(threading.Thread):
    """Posts one message after the other; every third that got no answer is never asked again."""

    def __init__(
        self, url: Callable[[], str], token: str, swarm: int, history: History, name: str,
        pause: float,
    ) -> None:  # fmt: skip
        super().__init__(name=name, daemon=True)
        self.url = url
        self.token = token
        self.swarm = swarm
        self.history = history
        self.pause = pause
        self.over = threading.Event()

    def run(self) -> None:
        """Write until told to stop."""
        number = 0
        while not self.over.is_set():
            number += 1
            self._write(f"{self.name}-{number}", tries=1 if number % 3 == 0 else 200)
            time.sleep(self.pause)

    def _write(self, client_id: str, tries: int) -> None:
        act = self.history.begin(self.name, client_id)
        while act.attempts < tries:
            act.attempts += 1
            try:
                answer = requests.post(
                    f"{self.url()}/api/swarms/{self.swarm}/messages",
                    json={"client_id": client_id, "body": f"words of {client_id}"},
                    headers={"Authorization": f"Bearer {self.token}"},
                    timeout=5,
                )
            except QUIET:
                time.sleep(0.1)
                continue
            if answer.status_code in (200, 201):
                act.outcome, act.seq = OK, answer.json()["seq"]
                return
            if 400 <= answer.status_code < 500:
                act.outcome = REFUSED
                return
            time.sleep(0.1)
        act.outcome = UNKNOWN


class Ear(threading.Thread):
    """Follows a room; when the connection is lost it comes back and asks for what it missed."""

    def __init__(
        self, url: Callable[[], str], token: str, swarm: int, history: History, name: str
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.url = url
        self.token = token
        self.stream = f"swarms/{swarm}"
        self.heard = Heard(name, 0)
        history.heard.append(self.heard)
        self.over = threading.Event()
        self.ready = threading.Event()
        self.may_return = threading.Event()
        self.may_return.set()
        self.last = -1
        self.wire: Any = None

    def hang_up(self) -> None:
        """Lose the connection, as it happens; `run` comes back."""
        self.wire.sock.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        """Listen until told to stop."""
        while not self.over.is_set():
            self.may_return.wait(90)
            with contextlib.suppress(*QUIET, ValueError, KeyError):
                self._listen()
            time.sleep(0.05)

    def _listen(self) -> None:
        address = f"{self.url().replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
        wire = self.wire = websocket.create_connection(address, timeout=30)
        try:
            wire.send("40" + json.dumps({"token": self.token}))
            wish = {"stream": self.stream} | ({"after": self.last} if self.last >= 0 else {})
            while not self.over.is_set():
                self._take(wire, wire.recv(), wish)
        except websocket.WebSocketTimeoutException:
            pass
        finally:
            wire.close()

    def _take(self, wire: Any, said: Any, wish: dict[str, Any]) -> None:
        if said == "2":
            wire.send("3")
        elif said.startswith("40"):
            wire.send("420" + json.dumps(["follow", wish]))
        elif said.startswith("44"):
            self.over.wait(0.2)
            raise OSError("not let in")
        elif said.startswith("430"):
            answer = json.loads(said[3:])[0]
            if not answer["ok"]:
                self.over.wait(0.2)
                raise OSError(answer["code"])
            if self.last < 0:
                self.last = self.heard.began = answer["head"]
            self.heard.connections += 1
            self.ready.set()
        elif said.startswith('42["activity"'):
            line = json.loads(said[2:])[1]
            if self.heard.barred_at and time.monotonic() - self.heard.barred_at > SECOND:
                self.heard.late += 1
            self.heard.lines.append((line["seq"], line["data"].get("client_id")))
            self.last = max(self.last, line["seq"])
        elif not said:
            raise OSError("closed")
