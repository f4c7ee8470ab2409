"""What processes tell one another: hints that are checked, and silence that is noticed."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from swarm import clock
from swarm.activity.lines import Line
from swarm.bench.targets import free_port
from swarm.live.hub import Hub
from swarm.live.presence import Presence
from swarm.live.relay import DEAF_AFTER, GONE_AFTER, WHOLE_EVERY, Relay

ROOM = "swarms/1"


@dataclass
class FakeChannels:
    """Followed streams, and what was looked for."""

    channels: dict[str, Any] = field(default_factory=lambda: {ROOM: None, "people/1": None})
    looked: list[tuple[str, int]] = field(default_factory=list)
    swept: int = 0

    def look(self, heads: Iterable[tuple[str, int]]) -> None:
        self.looked += heads

    def look_at_all(self) -> None:
        self.swept += 1


class FakeHub:
    """As much of a hub as a relay touches."""

    def __init__(self) -> None:
        self.channels = FakeChannels()
        self.here = {ROOM: {"a": 1}}
        self.presence = Presence(lambda stream: self.here.get(stream, {}), lambda *_: None)
        self.typed: list[tuple[str, int]] = []
        self.typed_elsewhere: Callable[[str, int], None] | None = None

    def tell_typing(self, stream: str, person: int) -> None:
        self.typed.append((stream, person))


class Side:
    """One process: its hub and its relay, with a clock that is set by hand."""

    def __init__(self, port: int = 1) -> None:
        self.at = 100.0
        self.hub = FakeHub()
        self.relay = Relay(
            f"redis://127.0.0.1:{port}/0", cast(Hub, self.hub), sleep=self.sleep,
            now=lambda: self.at,
        )  # fmt: skip
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if len(self.slept) >= 3:
            raise SystemExit

    def says(self) -> bytes:
        return json.dumps(self.relay.gather()).encode()


def line(seq: int) -> Line:
    return Line(stream=ROOM, seq=seq, kind="message_posted", actor=1, at=clock.now(), data={})


def test_heads_presence_and_typing_reach_the_other_process() -> None:
    one, other = Side(), Side()
    one.relay.hand_on([line(3), line(4)])
    assert one.hub.typed_elsewhere is not None
    one.hub.typed_elsewhere(ROOM, 1)
    other.relay.hear(one.says())
    assert other.hub.channels.looked == [(ROOM, 4)]
    assert other.hub.typed == [(ROOM, 1)]
    assert other.hub.presence.of(ROOM) == {1}
    other.relay.hear(one.says())
    assert other.hub.channels.looked == [(ROOM, 4)]


def test_who_went_elsewhere_is_gone_with_the_next_word_about_the_stream() -> None:
    one, other = Side(), Side()
    other.hub.here = {}
    other.relay.hear(one.says())
    one.hub.here = {}
    one.hub.presence.changed(ROOM)
    other.relay.hear(one.says())
    assert other.hub.presence.of(ROOM) == set()


def test_everything_is_said_again_from_time_to_time() -> None:
    one, other = Side(), Side()
    one.says()
    assert json.loads(one.says())["people"] == {}
    one.at += WHOLE_EVERY
    other.relay.hear(one.says())
    assert other.hub.presence.of(ROOM) == {1}


def test_a_process_that_does_not_hear_itself_is_deaf_and_looks_everywhere_when_it_hears() -> None:
    one = Side()
    assert one.relay.deaf
    one.relay.hear(one.says())
    assert not one.relay.deaf
    assert one.hub.channels.swept == 1
    one.relay.hear(one.says())
    assert one.hub.channels.swept == 1
    one.at += DEAF_AFTER + 0.1
    assert one.relay.deaf


def test_a_process_that_says_nothing_takes_its_people_along() -> None:
    one, other = Side(), Side()
    other.hub.here = {}
    other.relay.hear(one.says())
    other.at += GONE_AFTER - 0.1
    other.relay.forget_gone()
    assert other.hub.presence.of(ROOM) == {1}
    other.at += 0.2
    other.relay.forget_gone()
    assert other.hub.presence.of(ROOM) == set()


def test_an_unreachable_redis_is_tried_again_and_harms_nobody() -> None:
    for work in ("speak", "listen"):
        one = Side()
        one.relay.hand_on([line(1)])
        thread = threading.Thread(target=_until_over, args=(getattr(one.relay, work),))
        thread.start()
        thread.join(20)
        assert len(one.slept) == 3, work


def test_over_a_real_redis_each_hears_itself_and_the_other() -> None:
    if not shutil.which("redis-server"):
        pytest.fail("This test starts a Redis: install redis-server (Debian: apt-get install).")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            one, other = Side(port), Side(port)
            other.hub.here = {}
            threads = [
                threading.Thread(target=_until_over, args=(work,))
                for side in (one, other)
                for work in (side.relay.speak, side.relay.listen)
            ]
            _wait_for(lambda: _accepts(port))
            for thread in threads:
                thread.start()
            _wait_for(lambda: not one.relay.deaf and not other.relay.deaf)
            one.hub.presence.changed(ROOM)
            assert one.hub.typed_elsewhere is not None
            one.hub.typed_elsewhere(ROOM, 1)
            one.relay.hand_on([line(4)])
            _wait_for(lambda: other.hub.typed == [(ROOM, 1)])
            _wait_for(lambda: other.hub.channels.looked == [(ROOM, 4)])
            _wait_for(lambda: other.hub.presence.of(ROOM) == {1})
            one.hub.here = {}
            one.hub.presence.changed(ROOM)
            _wait_for(lambda: other.hub.presence.of(ROOM) == set())
        finally:
            server.kill()
            one.at = other.at = 100 + DEAF_AFTER + 0.1
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(check: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.01)


def _until_over(work: Callable[[], None]) -> None:
    try:
        work()
    except SystemExit:
        return
