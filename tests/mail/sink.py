"""A little mail server on a thread, which really speaks SMTP and can be told to misbehave."""

from __future__ import annotations

import base64
import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any


@dataclass
class Manners:
    """What the server answers: an SMTP answer by command in capitals, `silence` or `hang up`."""

    answers: dict[str, str] = field(default_factory=dict)
    secret: tuple[str, str] | None = None


class _Talk(socketserver.StreamRequestHandler):
    timeout = 20
    server: MailSink

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            self.server.heard.append(line)
            told = self.server.manners.answers.get(verb)
            if told == "hang up":
                return
            if told == "silence":
                self.server.released.wait(20)
                return
            if told is not None:
                self.say(told)
            elif not self.follow(verb, line):
                return

    def follow(self, verb: str, line: str) -> bool:
        if verb == "EHLO":
            self.say("250-sink", *(("250-AUTH PLAIN",) if self.server.manners.secret else ()))
            self.say("250 SIZE 1000000")
        elif verb == "AUTH":
            given = tuple(base64.b64decode(line.split()[2]).decode().split("\0")[1:])
            self.say("235 in" if given == self.server.manners.secret else "535 wrong")
        elif verb == "DATA":
            self.say("354 go on")
            return self.take()
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 fine")
        return True

    def take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.raw.append(b"".join(lines))
        parsed: Any = message_from_bytes(b"".join(lines), policy=default)
        self.server.mails.append(parsed)
        told = self.server.manners.answers.get("END")
        if told == "hang up":
            return False
        self.say(told or "250 taken")
        return True

    def say(self, *lines: str) -> None:
        self.wfile.write(b"".join(f"{line}\r\n".encode() for line in lines))


class MailSink(socketserver.ThreadingTCPServer):
    """Takes mails on a port of its own and keeps them, parsed; `heard` are the commands."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.heard: list[str] = []
        self.manners = Manners()
        self.released = threading.Event()
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> MailSink:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.released.set()
        self.shutdown()
        self.thread.join()
        self.server_close()
