"""The live door: who is connected, what they follow, who is there, who is typing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from engineio.packet import MESSAGE, Packet
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy.orm import Session
from werkzeug.http import parse_cookie

from swarm import clock
from swarm.accounts.browsers import COOKIE
from swarm.accounts.queries import find_by_secret, find_by_token, find_revoked
from swarm.activity.lines import Joiner, Line, head_of
from swarm.db import Database
from swarm.live.channels import Channels, Following, Whole
from swarm.live.frames import build_frame
from swarm.live.presence import Presence
from swarm.live.sockets import OrderedServer
from swarm.live.wishes import read_wish
from swarm.people.tables import STAFF, Person

log = structlog.get_logger(__name__)

MayFollow = Callable[[Session, Person, str], bool]
ForOutside = Callable[[Session, int, Line], Line]
"""One line as a person from outside the desk, named by id, may hear it."""

MOST_STREAMS = 50
FAR = 5000
TYPING_EVERY = 0.5
PATIENCE = 10.0
"""Seconds that a slow reader may take to make room for the next page of what it missed."""


@dataclass(eq=False)
class Connection:
    """One socket, what let it in, and what it follows."""

    socket: Any
    person: int
    role: str
    sign_in: int | None = None
    token: int | None = None
    known: int = 0
    """The line of the person's own stream up to which their rights were read."""
    streams: dict[str, Following] = field(default_factory=dict)
    typed_at: float = 0.0


class Hub:
    """Follows, presence and typing over one Socket.IO server."""

    def __init__(
        self, server: OrderedServer, database: Database,
        joiner: Joiner, is_whole: Whole, may_follow: MayFollow, for_outside: ForOutside,
    ) -> None:  # fmt: skip
        self.server = server
        self.database = database
        self.may_follow = may_follow
        self.for_outside = for_outside
        self.outside: set[str] = set()
        self.connections: dict[str, Connection] = {}
        self.channels = Channels(database, joiner, is_whole, self._send, self._left)
        self.presence = Presence(self._here, self._tell)
        self.typed_elsewhere: Callable[[str, int], None] | None = None
        self.polled_at = clock.now()
        for event in ("connect", "disconnect", "follow", "unfollow", "typing"):
            server.on(event, getattr(self, event))

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Let a socket in by token or by session cookie; refuse everybody else."""
        token = auth.get("token") if isinstance(auth, dict) else None
        with self.database.read() as session:
            connection = self._admit(session, sid, environ, token)
        if connection is None:
            raise Refused("not_signed_in")
        if connection.socket.closed:
            # Gone while the database was asked: nobody would ever tell that it went.
            raise Refused("gone")
        if connection.role not in STAFF:
            self.outside.add(sid)
        self.connections[sid] = connection
        connection.socket.admitted = True

    def _admit(
        self, session: Session, sid: str, environ: dict[str, Any], token: Any
    ) -> Connection | None:
        if isinstance(token, str) and token:
            found = find_by_token(session, token)
        else:
            secret = parse_cookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
            found = find_by_secret(session, secret) if secret else None
        socket = self.server.socket_of(sid)
        if found is None or socket is None:
            return None
        return Connection(
            socket,
            found.person.id,
            found.person.role,
            sign_in=found.sign_in.id if found.sign_in else None,
            token=found.token.id if found.token else None,
            known=head_of(session, f"people/{found.person.id}"),
        )

    def disconnect(self, sid: str, _reason: Any = None) -> None:
        """Forget a socket and tell those who shared its streams."""
        connection = self.connections.pop(sid, None)
        self.outside.discard(sid)
        for following in list(connection.streams.values()) if connection else ():
            self._end(following)

    def follow(self, sid: str, wish: Any = None) -> dict[str, Any]:
        """Check, acknowledge with the head, and only then send what lies behind `after`."""
        connection = self.connections.get(sid)
        stream, after = read_wish(wish)
        if connection is None or stream is None:
            return {"ok": False, "code": "invalid"}
        if len(connection.streams) >= MOST_STREAMS and stream not in connection.streams:
            return {"ok": False, "code": "too_many"}
        following = Following(sid, connection.person, stream)
        self.channels.arrive(following)
        answer = self._check(connection, stream, after)
        if not answer["ok"] or not following.live:
            self.channels.leave(following)
            return answer if not answer["ok"] else {"ok": False, "code": "not_found"}
        former = connection.streams.pop(stream, None)
        if former is not None:
            self.channels.leave(former)
        connection.streams[stream] = following
        start = answer["head"] if after is None else after
        self.server.after_acknowledgement(
            sid,
            lambda: self.server.start_background_task(self._begin, connection, following, start),
        )
        return answer

    def _check(self, connection: Connection, stream: str, after: int | None) -> dict[str, Any]:
        with self.database.read() as session:
            person = session.get(Person, connection.person)
            if person is None or not self.may_follow(session, person, stream):
                return {"ok": False, "code": "not_found"}
            head = head_of(session, stream)
        if after is not None and after > head:
            return {"ok": False, "code": "invalid"}
        if after is not None and head - after > FAR:
            return {"ok": False, "code": "too_far"}
        return {"ok": True, "head": head}

    def _begin(self, connection: Connection, following: Following, start: int) -> None:
        try:
            joined = self.channels.join(
                following, start, lambda: bool(connection.socket.wait_for_room(PATIENCE))
            )
        except Exception:
            # Without its lines the client must not believe that it follows.
            log.exception("follow_failed", stream=following.stream)
            joined = False
        if self.connections.get(following.connection) is not connection:
            self._end(following)
        elif joined:
            self.presence.changed(following.stream)
        elif following.live:
            self.server.hang_up(following.connection)

    def unfollow(self, sid: str, wish: Any = None) -> dict[str, Any]:
        """Stop following a stream."""
        connection = self.connections.get(sid)
        stream, _ = read_wish(wish)
        following = connection.streams.pop(stream, None) if connection and stream else None
        if following is None:
            return {"ok": False, "code": "not_found"}
        self._end(following)
        return {"ok": True}

    def typing(self, sid: str, wish: Any = None) -> dict[str, Any]:
        """Tell the others in a stream that this person is typing."""
        connection = self.connections.get(sid)
        stream, _ = read_wish(wish)
        if connection is None or stream is None or sid not in self._here(stream):
            return {"ok": False, "code": "not_found"}
        now = time.monotonic()
        if now - connection.typed_at >= TYPING_EVERY:
            connection.typed_at = now
            self.tell_typing(stream, connection.person)
            if self.typed_elsewhere is not None:
                self.typed_elsewhere(stream, connection.person)
        return {"ok": True}

    def tell_typing(self, stream: str, person: int) -> None:
        """Tell those who follow `stream` here, except the one who types and who is from outside:
        what is typed may be for members only.
        """
        here = self._here(stream)
        others = [sid for sid, one in here.items() if one != person and sid not in self.outside]
        self._tell("typing", {"stream": stream, "person": person}, others)

    def hand_on(self, lines: Iterable[Line]) -> None:
        """Called after each commit with its lines."""
        self.channels.hand_on(lines)

    def present(self, stream: str) -> set[int]:
        """The ids of those who follow `stream`."""
        return self.presence.of(stream)

    def online(self) -> set[int]:
        """The ids of everybody who has a socket here."""
        return {connection.person for connection in self.connections.values()}

    def poll_revoked(self) -> None:
        """Cut off whoever was signed out, lost a token or left; called twice a second.

        Who has another role or team now loses the connection: a client comes back by itself, and
        is asked anew for everything that it follows.
        """
        since, now = self.polled_at - timedelta(seconds=5), clock.now()
        revoked = find_revoked(self.database, since) if self.connections else None
        # Only now: a round that failed is made up for by the next.
        self.polled_at = now
        if revoked is None:
            return
        for sid, connection in list(self.connections.items()):
            if (
                connection.sign_in in revoked.sign_ins
                or connection.token in revoked.tokens
                or connection.person in revoked.people
            ):
                self.cut_off(sid)
            elif revoked.changed.get(connection.person, 0) > connection.known:
                self.disconnect(sid)
                connection.socket.close(wait=False, abort=True)

    def cut_off(self, sid: str) -> None:
        """Nothing more reaches this connection, from this moment."""
        self.disconnect(sid)
        self.server.hang_up(sid)

    def _end(self, following: Following) -> None:
        self.channels.leave(following)
        self.presence.changed(following.stream)

    def _left(self, stream: str, person: int) -> None:
        for connection in self.connections.values():
            if connection.person == person:
                connection.streams.pop(stream, None)
        self.presence.changed(stream)

    def _here(self, stream: str) -> dict[str, int]:
        return {one.connection: one.person for one in self.channels.followers(stream)}

    def _tell(self, event: str, data: dict[str, Any], to: Iterable[str]) -> None:
        self._push(f"2{json.dumps([event, data], separators=(',', ':'))}", to)

    def _send(self, _stream: str, line: Line, to: Iterable[str]) -> None:
        outside = self.outside.intersection(to) if self.outside else ()
        if outside:
            to = [sid for sid in to if sid not in outside]
        self._push(f'2["activity",{line.model_dump_json()}]', to)
        for sid in outside:
            self._send_outside(line, sid)

    def _send_outside(self, line: Line, sid: str) -> None:
        connection = self.connections.get(sid)
        if connection is None:
            return
        try:
            with self.database.read() as session:
                line = self.for_outside(session, connection.person, line)
        except Exception:
            # Nothing is better than too much: they come back and catch up.
            log.exception("outside_failed", stream=line.stream)
            self.cut_off(sid)
            return
        self._push(f'2["activity",{line.model_dump_json()}]', (sid,))

    def _push(self, text: str, to: Iterable[str]) -> None:
        """Send one Socket.IO packet to many: encoded and framed once."""
        packet = Packet(MESSAGE, text)
        frame = build_frame(f"4{text}".encode())
        for sid in to:
            connection = self.connections.get(sid)
            if connection is not None:
                connection.socket.push(frame, packet)
