"""A little push service on a thread: it keeps what it is sent, and answers as it is told."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Talk(BaseHTTPRequestHandler):
    server: PushService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.pushes.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_told: object) -> None:
        """Nobody listens."""


class PushService(ThreadingHTTPServer):
    """`pushes` are the address, the headers and the body of each."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.pushes: list[tuple[str, dict[str, str], bytes]] = []
        self.status = 201
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> PushService:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()
