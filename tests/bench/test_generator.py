"""The measuring side counts right: it finds what is lost, doubled and out of order."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator

import pytest

from swarm.bench.generator.counting import Counter, cpu_of, memory_of, quantile
from swarm.bench.generator.members import Listener, Sender, client_frame
from swarm.bench.generator.sockets import Crowd
from swarm.bench.rooms import medians, take_turns
from swarm.bench.targets import Target
from swarm.live.frames import TEXT, FrameReader, build_frame


class Far:
    """A crowd with one listener, and the server's end of its connection."""

    def __init__(self) -> None:
        self.crowd = Crowd("127.0.0.1", 1)
        near, self.server = socket.socketpair()
        near.setblocking(False)
        self.one = Listener(near, "swarms/1", "token", None, step="open")
        self.crowd.listeners.append(self.one)
        self.crowd.by_fd[near.fileno()] = self.one
        self.crowd.epoll.register(near.fileno(), 1)

    def say(self, *texts: str, step: int = 10_000) -> None:
        data = b"".join(build_frame(text.encode()) for text in texts)
        for start in range(0, len(data), step):
            self.server.sendall(data[start : start + step])
            self.crowd.turn(0.01)

    def line(self, seq: int, mark: str = "m") -> str:
        data = {"stream": "swarms/1", "seq": seq, "data": {"client_id": mark, "body": "x" * 200}}
        return '42["activity",' + json.dumps(data, separators=(",", ":")) + "]"


@pytest.fixture
def far() -> Iterator[Far]:
    far = Far()
    yield far
    far.crowd.hang_up()
    far.server.close()


@pytest.mark.parametrize("step", [1, 7, 300, 10_000])
def test_lines_in_order_are_counted_however_they_are_cut(far: Far, step: int) -> None:
    heard: list[bytes] = []
    far.crowd.on_line = lambda _one, mark: heard.append(mark)
    far.say('430[{"ok":true,"head":4}]', far.line(5, "a"), far.line(6, "b"), step=step)
    assert (far.one.step, far.one.seq, far.one.heard, far.one.faults) == ("ready", 6, 2, 0)
    assert heard == [b"a", b"b"]


@pytest.mark.parametrize("seqs", [[5, 7], [5, 5], [6, 5], [4]])
def test_a_gap_a_double_and_a_wrong_order_are_faults(far: Far, seqs: list[int]) -> None:
    far.say('430[{"ok":true,"head":4}]', *(far.line(seq) for seq in seqs))
    assert far.one.faults > 0


def test_a_ping_is_answered_and_a_sign_in_is_followed_by_the_wish(far: Far) -> None:
    far.say("2", '40{"sid":"x"}')
    reader = FrameReader(1000)
    assert reader.feed(far.server.recv(1000)) == [
        (TEXT, b"3"),
        (TEXT, b'420["follow", {"stream": "swarms/1"}]'),
    ]


def test_a_refusal_and_a_lost_connection_are_counted(far: Far) -> None:
    far.say('430[{"ok":false,"code":"not_found"}]')
    assert far.crowd.lost == 1


def test_long_wishes_fit_into_a_frame() -> None:
    text = "x" * 300
    assert FrameReader(1000).feed(client_frame(text)) == [(TEXT, text.encode())]


def test_a_message_counts_when_its_last_receiver_has_it() -> None:
    crowd = Crowd("127.0.0.1", 1)
    counter = Counter(crowd, 3)
    near, server = socket.socketpair()
    one = Listener(near, "s", "t", None)
    sender = Sender(near, "t", "/", "h", waiting="m")
    counter.note("m", 0.0)
    for _ in range(2):
        counter.line(one, b"m")
    assert not counter.settled(sender, 0)
    counter.line(one, b"m")
    sender.waiting = ""
    assert counter.settled(sender, 0)
    counter.answer(sender, False)
    assert (counter.refused, len(counter.last)) == (1, 1)
    near.close()
    server.close()
    crowd.hang_up()


def test_answers_are_taken_in_parts_and_refusals_seen() -> None:
    crowd = Crowd("127.0.0.1", 1)
    good: list[bool] = []
    crowd.on_answer = lambda _one, ok: good.append(ok)
    near, server = socket.socketpair()
    sender = Sender(near, "t", "/", "h")
    for part in (
        b"HTTP/1.1 201 CREATED\r\nContent-Le",
        b"ngth: 2\r\n\r\n{",
        b"}HTTP/1.1 409 CONFLICT\r\ncontent-length: 0\r\n\r\n",
    ):
        crowd._answered(sender, part)
    assert good == [True, False]
    assert sender.failed == 1
    near.close()
    server.close()
    crowd.hang_up()


def test_figures_of_a_process_and_of_lists() -> None:
    assert cpu_of([os.getpid()]) > 0
    kilobytes, threads = memory_of([os.getpid()])
    assert kilobytes > 1000
    assert threads >= 1
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([1.0], 0.99) == 1.0


def test_every_round_has_every_target_and_medians_add_faults_up() -> None:
    targets = [Target(name, 1, [], [], []) for name in ("a", "b")]
    order: list[str] = []

    def run(target: Target) -> dict[str, float]:
        order.append(target.name)
        return {"p50": len(order), "faults": 1}

    figures = medians(list(take_turns(targets, 2, run)))
    assert order == ["a", "b", "b", "a"]
    assert figures == {"a": {"p50": 2.5, "faults": 2}, "b": {"p50": 2.5, "faults": 2}}
    assert medians([("a", {"error": "gone"})]) == {"a": {"error": "gone"}}
