"""The streams that somebody follows here, each handed on in order and without gaps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from swarm.activity.lines import MOST, Joiner, Line, head_of, read_lines
from swarm.db import Database

LEAVING = {"member_left", "member_removed"}

Send = Callable[[str, Line, Iterable[str]], None]
"""Sends one line of a stream to the given connections."""


@dataclass
class Channel:
    """One followed stream: the number of the last line sent, and who has got it."""

    stream: str
    head: int
    followers: dict[str, int] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


class Channels:
    """Every followed stream of this process.

    A line is sent in the order of its number only. Where the number does not follow on the
    last one sent, the lines between are read from the database first: what is handed on after
    a commit is a hint, the record is the truth.
    """

    def __init__(self, database: Database, joiner: Joiner, send: Send) -> None:
        self.database = database
        self.joiner = joiner
        self.send = send
        self.channels: dict[str, Channel] = {}

    def hand_on(self, lines: Iterable[Line]) -> None:
        """Send committed lines to those who follow their streams."""
        heads: dict[str, int] = {}
        for line in lines:
            heads[line.stream] = max(line.seq, heads.get(line.stream, 0))
        for stream, head in heads.items():
            channel = self.channels.get(stream)
            if channel is not None:
                with channel.lock:
                    if head > channel.head:
                        self._advance(channel)

    def join(self, connection: str, person: int, stream: str, after: int | None) -> None:
        """Let `connection` follow `stream`, beginning behind line `after` (None: at its head)."""
        while True:
            channel = self.channels.get(stream)
            if channel is None:
                with self.database.read() as session:
                    head = head_of(session, stream)
                channel = self.channels.setdefault(stream, Channel(stream, head))
            with channel.lock:
                if self.channels.get(stream) is not channel:
                    continue
                self._advance(channel)
                if after is not None and after < channel.head:
                    with self.database.read() as session:
                        self._send_missed(session, channel, connection, after)
                channel.followers[connection] = person
                return

    def leave(self, connection: str, stream: str) -> None:
        """Stop sending `stream` to `connection`."""
        channel = self.channels.get(stream)
        if channel is None:
            return
        with channel.lock:
            channel.followers.pop(connection, None)
            if not channel.followers and self.channels.get(stream) is channel:
                del self.channels[stream]

    def present(self, stream: str) -> set[int]:
        """Who follows `stream` here."""
        channel = self.channels.get(stream)
        return set(channel.followers.values()) if channel else set()

    def _send_missed(self, session: Session, channel: Channel, connection: str, after: int) -> None:
        while after < channel.head:
            missed = read_lines(session, channel.stream, after, MOST, joiner=self.joiner).items
            for line in missed:
                if line.seq <= channel.head:
                    self.send(channel.stream, line, (connection,))
            if not missed:
                return
            after = missed[-1].seq

    def _advance(self, channel: Channel) -> None:
        with self.database.read() as session:
            while True:
                fresh = read_lines(
                    session, channel.stream, channel.head, MOST, joiner=self.joiner
                ).items
                for line in fresh:
                    self._drop_who_left(channel, line)
                    self.send(channel.stream, line, tuple(channel.followers))
                    channel.head = line.seq
                if len(fresh) < MOST:
                    return

    @staticmethod
    def _drop_who_left(channel: Channel, line: Line) -> None:
        if line.kind in LEAVING:
            gone = line.data.get("person")
            for connection, person in list(channel.followers.items()):
                if person == gone:
                    del channel.followers[connection]
