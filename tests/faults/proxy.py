"""A proxy between clients and the desk that delays, resets, and falls silent with open sockets."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time


class Proxy:
    """Passes bytes on, until it is told to do worse."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.pairs: list[tuple[socket.socket, socket.socket]] = []
        self.slow = 0.0
        self.silent: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where clients find the desk behind it."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def delay(self) -> None:
        """Every piece waits a while."""
        self.slow = 0.15

    def reset(self) -> None:
        """Every open connection is reset."""
        pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for side in pair:
                with contextlib.suppress(OSError):
                    side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    side.close()

    def silence(self) -> None:
        """Every open connection stays open, and nothing passes any more: half open."""
        self.silent.update(side for pair in self.pairs for side in pair)

    def heal(self) -> None:
        """From now on everything passes; what fell silent is gone."""
        self.slow = 0.0
        if self.silent:
            self.silent.clear()
            self.reset()

    def close(self) -> None:
        """End it."""
        self.listener.close()
        self.reset()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                if self.listener.fileno() < 0:
                    return
                continue
            self.pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                if self.slow:
                    time.sleep(self.slow)
                while one in self.silent:
                    time.sleep(0.05)
                other.sendall(data)
        for side in (one, other):
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
