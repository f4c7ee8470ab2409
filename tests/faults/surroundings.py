"""Faults of what is around the desk: its clock, the packets on the wire, and who listens."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from functools import partial

from swarm.bench.targets import Missing
from tests.faults.herds import Herd
from tests.faults.history import History
from tests.faults.runs import Run, on_sqlite
from tests.faults.scenes import Scene, scene
from tests.hosting import until

HOUR, DAY = 3600, 86_400
HERD = 2000
DEAF = 20
PATIENCE = 300
"""Seconds for a herd to come back, on a machine that does much else."""


def clock_moved(jumps: tuple[int, ...] = (HOUR, -HOUR, 2 * DAY, -2 * DAY, 0)) -> Run:
    """The clock of the desk jumps, ahead and back."""
    with on_sqlite() as (desk, room), scene(lambda: desk.url, room) as people:
        for seconds in jumps:
            time.sleep(0.7)
            desk.move_clock(seconds)
        time.sleep(0.7)
        verdict = people.judge()
    return Run("clock moved by an hour and by two days, both ways", len(jumps), verdict)


def cut(times: int = 4) -> Run:
    """The kernel drops every packet to and from the desk for a while."""
    with on_sqlite() as (desk, room), scene(lambda: desk.url, room) as people:
        for _ in range(times):
            time.sleep(0.7)
            with _dropping(desk.port):
                time.sleep(3)
        time.sleep(0.7)
        verdict = people.judge()
    return Run("network cut for 3 s by iptables", times, verdict)


@contextlib.contextmanager
def _dropping(port: int) -> Iterator[None]:
    rules = [
        ["INPUT", "-p", "tcp", side, str(port), "-j", "DROP"] for side in ("--dport", "--sport")
    ]
    done: list[list[str]] = []
    try:
        for rule in rules:
            try:
                subprocess.run(["iptables", "-I", *rule], check=True, capture_output=True)
            except (OSError, subprocess.CalledProcessError) as error:
                raise Missing("iptables cannot be used here") from error
            done.append(rule)
        yield
    finally:
        for rule in done:
            subprocess.run(["iptables", "-D", *rule], check=True, capture_output=True)


def herd(times: int = 3) -> Run:
    """Everybody loses the desk at one moment and comes back at one moment."""
    longest = 0.0
    with on_sqlite(HERD + 1) as (desk, room):
        history = History()
        crowd = Herd(desk.port, room, history, HERD)
        with scene(
            lambda: desk.url, room, writers=1, ears=0, pause=1, more=[crowd], history=history
        ) as people:
            for number in range(times):
                people.wait_for_answers(3)
                desk.kill()
                desk.start()
                begun = time.monotonic()
                until(partial(crowd.all_back, number + 2), PATIENCE)
                longest = max(longest, time.monotonic() - begun)
            verdict = people.judge()
    what = f"{HERD:,} listeners return at once after `kill -9`; all are back after {longest:.0f} s"
    return Run(what, times, verdict)


def deaf() -> Run:
    """Some follow the room and never read a byte."""
    with (
        on_sqlite() as (desk, room),
        scene(lambda: desk.url, room) as people,
        contextlib.ExitStack() as open_sockets,
    ):
        for _ in range(DEAF):
            open_sockets.enter_context(_follow_unheard(people, desk.port))
        time.sleep(3)
        verdict = people.judge()
    return Run(f"{DEAF} listeners that never read", DEAF, verdict)


def _follow_unheard(people: Scene, port: int) -> socket.socket:
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", port))
    raw.sendall(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n"
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    token, wish = people.room["tokens"][0], {"stream": people.room["stream"]}
    for packet in ("40" + json.dumps({"token": token}), "420" + json.dumps(["follow", wish])):
        data = packet.encode()
        raw.sendall(b"\x81" + bytes((0x80 | len(data),)) + b"\0\0\0\0" + data)
    return raw
