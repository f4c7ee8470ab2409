"""The streams that somebody follows here, each handed on in order and without gaps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from swarm.activity.lines import Joiner, Line, head_of, heads_of, read_lines
from swarm.db import Database

LEAVING = {"member_left", "member_removed"}

PAGE = 200
"""Lines that are read at once."""
NEAR = 8
"""Lines that are sent to somebody without asking whether they keep up."""


@dataclass(eq=False)
class Following:
    """One connection's wish to hear one stream; `live` until it is taken back or refused."""

    connection: str
    person: int
    stream: str
    live: bool = True


@dataclass(eq=False)
class Channel:
    """One followed stream: the number of the last line sent, who hears it, who catches up."""

    stream: str
    head: int
    followers: dict[str, Following] = field(default_factory=dict)
    arriving: set[Following] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)


Whole = Callable[[Line], bool]
"""Whether a line that was just committed needs no joiner: its texts are in it already."""

Send = Callable[[str, Line, Iterable[str]], None]
"""Sends one line of a stream to the given connections."""

Left = Callable[[str, int], None]
"""Told that a person left a stream, before the line that says so is sent."""


class Channels:
    """Every followed stream of this process.

    A line is sent in the order of its number only. One that was just committed goes straight on
    when it is whole and follows on the last one sent; else what is missing is read from the
    database: what is handed on after a commit is a hint, the record is the truth.
    """

    def __init__(
        self, database: Database, joiner: Joiner, is_whole: Whole, send: Send, left: Left
    ) -> None:
        self.database = database
        self.joiner = joiner
        self.is_whole = is_whole
        self.send = send
        self.left = left
        self.channels: dict[str, Channel] = {}

    def hand_on(self, lines: Iterable[Line]) -> None:
        """Send committed lines to those who follow their streams."""
        for line in lines:
            channel = self.channels.get(line.stream)
            if channel is None:
                continue
            with channel.lock:
                if line.seq == channel.head + 1 and self.is_whole(line):
                    self._emit(channel, line)
                elif line.seq > channel.head:
                    self._advance(channel)

    def look(self, heads: Iterable[tuple[str, int]]) -> None:
        """Send what is missing up to heads that were heard of from elsewhere."""
        for stream, head in heads:
            channel = self.channels.get(stream)
            if channel is not None and head > channel.head:
                with channel.lock:
                    if head > channel.head:
                        self._advance(channel)

    def look_at_all(self) -> None:
        """Ask the database for every followed stream's head, and send what is missing."""
        streams = sorted(self.channels)
        for start in range(0, len(streams), PAGE):
            with self.database.read() as session:
                heads = heads_of(session, streams[start : start + PAGE])
            self.look(heads.items())

    def arrive(self, following: Following) -> None:
        """Watch the stream on behalf of somebody from now on: before their right is checked.

        Whoever is removed after the check is then sure to be noticed.
        """
        while True:
            channel = self.channels.get(following.stream)
            if channel is None:
                with self.database.read() as session:
                    head = head_of(session, following.stream)
                channel = self.channels.setdefault(
                    following.stream, Channel(following.stream, head)
                )
            with channel.lock:
                if self.channels.get(following.stream) is channel:
                    channel.arriving.add(following)
                    return

    def join(self, following: Following, after: int, keeps_up: Callable[[], bool]) -> bool:
        """Send the lines after number `after`, then everything that comes.

        `keeps_up` is asked before each line and may wait for a slow reader; where it says no, or
        the wish was taken back meanwhile, nothing more is sent and the answer is False.
        """
        channel = self.channels.get(following.stream)
        while channel is not None and following.live:
            with channel.lock:
                if channel.head - after <= NEAR:
                    return self._admit(channel, following, after)
            for line in self._read(following.stream, after):
                if not (keeps_up() and following.live):
                    return False
                self.send(following.stream, line, (following.connection,))
                after = line.seq
        return False

    def leave(self, following: Following) -> None:
        """Stop sending to it."""
        following.live = False
        channel = self.channels.get(following.stream)
        if channel is None:
            return
        with channel.lock:
            channel.arriving.discard(following)
            if channel.followers.get(following.connection) is following:
                del channel.followers[following.connection]
            unheard = not channel.followers and not channel.arriving
            if unheard and self.channels.get(following.stream) is channel:
                del self.channels[following.stream]

    def followers(self, stream: str) -> list[Following]:
        """Who hears `stream` here."""
        channel = self.channels.get(stream)
        return list(channel.followers.values()) if channel else []

    def _admit(self, channel: Channel, following: Following, after: int) -> bool:
        # Under the lock nothing else is sent: what is read here and what comes next join up.
        self._advance(channel)
        if not following.live:
            return False
        if after < channel.head:
            for line in self._read(following.stream, after):
                if line.seq <= channel.head:
                    self.send(following.stream, line, (following.connection,))
        channel.arriving.discard(following)
        channel.followers[following.connection] = following
        return True

    def _read(self, stream: str, after: int) -> list[Line]:
        with self.database.read() as session:
            return read_lines(session, stream, after, PAGE, joiner=self.joiner).items

    def _advance(self, channel: Channel) -> None:
        while True:
            fresh = self._read(channel.stream, channel.head)
            for line in fresh:
                self._emit(channel, line)
            if len(fresh) < PAGE:
                return

    def _emit(self, channel: Channel, line: Line) -> None:
        if line.kind in LEAVING:
            self._drop_who_left(channel, line)
        channel.head = line.seq
        if channel.followers:
            self.send(channel.stream, line, tuple(channel.followers))

    def _drop_who_left(self, channel: Channel, line: Line) -> None:
        gone = line.data.get("person")
        for following in [*channel.followers.values(), *channel.arriving]:
            if following.person == gone:
                following.live = False
                channel.followers.pop(following.connection, None)
                channel.arriving.discard(following)
        if isinstance(gone, int):
            self.left(channel.stream, gone)
