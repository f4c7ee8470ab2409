"""A connection costs nothing while idle, writes at once, and is cut where nobody reads."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

gevent = pytest.importorskip("gevent")

from swarm.live import frames  # noqa: E402 - only where there is gevent
from swarm.live.wire import MOST_WAITING, ROOM, Wire, take_over  # noqa: E402 - as above


class Pair:
    """A wire, and the client's end of it."""

    def __init__(self) -> None:
        near, self.far = socket.socketpair()
        for side in (near, self.far):
            side.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            side.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.far.setblocking(False)
        self.heard: list[tuple[int, bytes]] = []
        self.ended = 0
        self.wire = Wire(take_over(near), 100_000, self._hear, self._end)
        near.close()
        self.wire.listen()

    def _hear(self, opcode: int, payload: bytes) -> None:
        gevent.sleep(0.001)
        self.heard.append((opcode, payload))

    def _end(self) -> None:
        self.ended += 1

    def until(self, check: Callable[[], Any], seconds: float = 5) -> bool:
        """Let the loop run until something holds."""
        with gevent.Timeout(seconds, False):
            while not check():
                gevent.sleep(0.005)
            return True
        return bool(check())

    def read(self) -> bytes:
        """Everything that can be read right now."""
        got = b""
        while True:
            try:
                part = self.far.recv(65_536)
            except BlockingIOError:
                return got
            if not part:
                return got
            got += part


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair()
    yield pair
    pair.wire.close()
    pair.far.close()
    gevent.sleep(0)


def client_frame(payload: bytes, first: int = 0x81) -> bytes:
    mask = b"abcd"
    return bytes((first, 0x80 | len(payload))) + mask + frames.unmask(payload, mask)


def test_messages_are_heard_one_after_the_other(pair: Pair) -> None:
    for number in range(20):
        pair.far.sendall(client_frame(str(number).encode()))
        gevent.sleep(0.001)
    assert pair.until(lambda: len(pair.heard) == 20)
    assert pair.heard == [(frames.TEXT, str(number).encode()) for number in range(20)]


def test_a_frame_is_written_at_once(pair: Pair) -> None:
    pair.wire.send(b"now")
    assert pair.far.recv(10) == b"now"


def test_what_does_not_fit_waits_and_comes_whole_and_in_order(pair: Pair) -> None:
    sent = b"".join(bytes((number,)) * 3000 for number in range(100))
    for start in range(0, len(sent), 3000):
        pair.wire.send(sent[start : start + 3000])
    assert pair.wire.waiting_bytes > 0
    got = b""

    def all_there() -> bool:
        nonlocal got
        got += pair.read()
        return len(got) >= len(sent)

    assert pair.until(all_there)
    assert got == sent
    assert pair.wire.waiting_bytes == 0


def test_who_does_not_read_costs_a_bounded_amount_and_is_cut(pair: Pair) -> None:
    for _ in range(MOST_WAITING // 10_000 + 20):
        pair.wire.send(b"x" * 10_000)
        assert pair.wire.waiting_bytes <= MOST_WAITING
    assert not pair.wire.is_open
    assert pair.until(lambda: pair.ended == 1)


def test_a_sender_can_wait_until_a_slow_reader_has_caught_up(pair: Pair) -> None:
    pair.wire.send(b"x" * (4 * ROOM))
    assert not pair.wire.wait_for_room(0.05)
    gevent.spawn(pair.until, lambda: pair.read() == b"never")
    assert pair.wire.wait_for_room(5)
    assert pair.wire.wait_for_room(0)


def test_a_ping_is_answered_and_an_answer_is_not_heard(pair: Pair) -> None:
    pair.far.send(client_frame(b"hi", 0x8A) + client_frame(b"hi", 0x89))
    assert pair.until(lambda: pair.read() == frames.build_frame(b"hi", frames.PONG))
    assert pair.heard == []


def test_a_goodbye_is_answered_and_ends_it(pair: Pair) -> None:
    pair.far.send(client_frame(b"\x03\xe8", 0x88))
    assert pair.until(lambda: pair.ended == 1)
    assert pair.read() == frames.build_close(frames.NORMAL)


def test_a_broken_frame_ends_it_with_a_reason(pair: Pair) -> None:
    pair.far.send(b"GET / HTTP/1.1\r\n\r\n")
    assert pair.until(lambda: pair.ended == 1)
    assert pair.read() == frames.build_close(frames.PROTOCOL_FAULT)


def test_a_client_that_vanishes_ends_it_once(pair: Pair) -> None:
    pair.far.close()
    assert pair.until(lambda: pair.ended == 1)
    pair.wire.send(b"into the void")
    pair.wire.close()
    gevent.sleep(0.01)
    assert pair.ended == 1


def test_nothing_is_heard_after_the_end(pair: Pair) -> None:
    pair.far.send(client_frame(b"one") + client_frame(b"\x03\xe8", 0x88) + client_frame(b"two"))
    assert pair.until(lambda: pair.ended == 1)
    assert pair.heard == [(frames.TEXT, b"one")]


def test_an_idle_connection_has_no_thread_and_no_greenlet(pair: Pair) -> None:
    gevent.sleep(0.01)
    threads = threading.active_count()
    more = [Pair() for _ in range(20)]
    gevent.sleep(0.01)
    greenlets = [one for one in gc.get_objects() if isinstance(one, gevent.Greenlet) and one]
    assert greenlets == []
    assert threading.active_count() == threads
    for one in more:
        one.wire.close()
        one.far.close()
