"""The live door: who is connected, what they follow, who is there, who is typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy.orm import Session
from werkzeug.http import parse_cookie

from swarm import clock
from swarm.accounts.browsers import COOKIE, allowed_origin
from swarm.accounts.queries import find_by_secret, find_by_token, revoked_since
from swarm.activity.lines import Joiner, Line, head_of
from swarm.config import Settings
from swarm.db import Database
from swarm.live.channels import LEAVING, Channels
from swarm.live.sockets import OrderedServer
from swarm.people.tables import Person

log = structlog.get_logger(__name__)

MayFollow = Callable[[Session, Person, str], bool]

MOST_STREAMS = 50
FAR = 5000


@dataclass
class Connection:
    """One socket and what let it in."""

    person: int
    sign_in: int | None = None
    token: int | None = None
    streams: set[str] = field(default_factory=set)


class Hub:
    """Follows, presence and typing over one Socket.IO server."""

    def __init__(
        self, server: OrderedServer, database: Database, settings: Settings,
        joiner: Joiner, may_follow: MayFollow,
    ) -> None:  # fmt: skip
        self.server = server
        self.database = database
        self.settings = settings
        self.may_follow = may_follow
        self.connections: dict[str, Connection] = {}
        self.channels = Channels(database, joiner, self._send)
        self.polled_at = clock.now()
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        server.on("follow", self.follow)
        server.on("unfollow", self.unfollow)
        server.on("typing", self.typing)

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Let a socket in by token or by session cookie; refuse everybody else."""
        token = auth.get("token") if isinstance(auth, dict) else None
        with self.database.read() as session:
            connection = self._admit(session, environ, token)
        if connection is None:
            raise Refused("not_signed_in")
        self.connections[sid] = connection

    def _admit(self, session: Session, environ: dict[str, Any], token: Any) -> Connection | None:
        if isinstance(token, str) and token:
            found = find_by_token(session, token)
        else:
            secret = parse_cookie(environ).get(COOKIE)
            found = find_by_secret(session, secret) if secret else None
        if found is None:
            return None
        return Connection(
            found.person.id,
            sign_in=found.sign_in.id if found.sign_in else None,
            token=found.token.id if found.token else None,
        )

    def disconnect(self, sid: str, _reason: Any = None) -> None:
        """Forget a socket and tell those who shared its streams."""
        connection = self.connections.pop(sid, None)
        for stream in connection.streams if connection else ():
            self.channels.leave(sid, stream)
            self._tell_presence(stream)

    def follow(self, sid: str, wish: Any = None) -> dict[str, Any]:
        """Check, acknowledge with the head, and only then send what lies behind `after`."""
        connection = self.connections.get(sid)
        stream, after = _read_wish(wish)
        if connection is None or stream is None:
            return {"ok": False, "code": "invalid"}
        if len(connection.streams) >= MOST_STREAMS and stream not in connection.streams:
            return {"ok": False, "code": "too_many"}
        with self.database.read() as session:
            person = session.get(Person, connection.person)
            if person is None or not self.may_follow(session, person, stream):
                return {"ok": False, "code": "not_found"}
            head = head_of(session, stream)
        if after is not None and after > head:
            return {"ok": False, "code": "invalid"}
        if after is not None and head - after > FAR:
            return {"ok": False, "code": "too_far"}
        connection.streams.add(stream)
        start = head if after is None else after
        self.server.after_acknowledgement(sid, lambda: self._begin(sid, connection, stream, start))
        return {"ok": True, "head": head}

    def _begin(self, sid: str, connection: Connection, stream: str, start: int) -> None:
        self.channels.leave(sid, stream)
        self.channels.join(sid, connection.person, stream, start)
        self._tell_presence(stream)

    def unfollow(self, sid: str, wish: Any = None) -> dict[str, Any]:
        """Stop following a stream."""
        connection = self.connections.get(sid)
        stream, _ = _read_wish(wish)
        if connection is None or stream not in connection.streams:
            return {"ok": False, "code": "not_found"}
        connection.streams.discard(stream)
        self.channels.leave(sid, stream)
        self._tell_presence(stream)
        return {"ok": True}

    def typing(self, sid: str, wish: Any = None) -> dict[str, Any]:
        """Tell the others in a stream that this person is typing."""
        connection = self.connections.get(sid)
        stream, _ = _read_wish(wish)
        if connection is None or stream is None or not self._follows(sid, stream):
            return {"ok": False, "code": "not_found"}
        event = {"stream": stream, "person": connection.person}
        for other, person in self._followers(stream):
            if person != connection.person:
                self.server.emit("typing", event, to=other)
        return {"ok": True}

    def hand_on(self, lines: Iterable[Line]) -> None:
        """Called after each commit with its lines."""
        lines = list(lines)
        self.channels.hand_on(lines)
        for line in lines:
            if line.kind in LEAVING:
                self._forget_stream(line.stream, line.data.get("person"))

    def present(self, stream: str) -> set[int]:
        """The ids of those who follow `stream` here."""
        return self.channels.present(stream)

    def online(self) -> set[int]:
        """The ids of everybody who has a socket here."""
        return {connection.person for connection in self.connections.values()}

    def poll_revoked(self) -> None:
        """Cut off whoever was signed out, lost a token or left; called twice a second."""
        since, self.polled_at = self.polled_at - timedelta(seconds=5), clock.now()
        self._cut_off(since)

    def _cut_off(self, since: datetime) -> None:
        with self.database.read() as session:
            revoked = revoked_since(session, since)
        for sid, connection in list(self.connections.items()):
            if (
                connection.sign_in in revoked.sign_ins
                or connection.token in revoked.tokens
                or connection.person in revoked.people
            ):
                self.disconnect(sid)
                self.server.disconnect(sid)

    def _forget_stream(self, stream: str, person: Any) -> None:
        for connection in self.connections.values():
            if connection.person == person:
                connection.streams.discard(stream)
        self._tell_presence(stream)

    def _follows(self, sid: str, stream: str) -> bool:
        channel = self.channels.channels.get(stream)
        return channel is not None and sid in channel.followers

    def _followers(self, stream: str) -> list[tuple[str, int]]:
        channel = self.channels.channels.get(stream)
        return list(channel.followers.items()) if channel else []

    def _tell_presence(self, stream: str) -> None:
        if stream.startswith("people/"):
            return
        here = [{"id": person, "state": "here"} for person in sorted(self.present(stream))]
        for sid, _ in self._followers(stream):
            self.server.emit("presence", {"stream": stream, "people": here}, to=sid)

    def _send(self, _stream: str, line: Line, to: Iterable[str]) -> None:
        item = line.model_dump(mode="json")
        for sid in to:
            self.server.emit("activity", item, to=sid)


def _read_wish(wish: Any) -> tuple[str | None, int | None]:
    if not isinstance(wish, dict) or not set(wish) <= {"stream", "after"}:
        return None, None
    stream, after = wish.get("stream"), wish.get("after")
    if not isinstance(stream, str) or not 0 < len(stream) <= 80 or not stream.isprintable():
        return None, None
    if after is not None and (type(after) is not int or not 0 <= after < 2**53):
        return None, None
    return stream, after


def same_origin(settings: Settings) -> Callable[[str | None, dict[str, Any]], bool]:
    """The check of a socket's Origin: the address it was asked under, or one on the list.

    Forwarded headers are not read here: a page of another site can make a browser send none
    of them, but a program in between might be fooled into adding one.
    """

    def check(origin: str | None, environ: dict[str, Any]) -> bool:
        host = environ.get("HTTP_HOST", "")
        return origin is None or allowed_origin(origin, host, settings)

    return check
