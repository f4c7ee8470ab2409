"""Packets that follow the grammar of Engine.IO and Socket.IO, or nearly: nobody else notices."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.live.test_transports import SEPARATOR, Poller, open_socket

if TYPE_CHECKING:
    from tests.live.conftest import Listener, Served

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
EVENTS = st.sampled_from(["follow", "unfollow", "typing", "connect", "disconnect", "activity", ""])
WISHES = st.fixed_dictionaries(
    {}, optional={"stream": VALUES | st.sampled_from(["swarms/1", "people/1"]), "after": VALUES}
)
PAYLOADS = (
    VALUES
    | st.tuples(EVENTS, WISHES | VALUES).map(list)
    | st.lists(EVENTS | VALUES, max_size=4)
    | st.fixed_dictionaries({"token": VALUES})
)


@st.composite
def socket_io(draw: st.DrawFn) -> str:
    """A packet of Socket.IO: type, attachments, namespace, number, payload; each may be odd."""
    kind = draw(st.sampled_from("0123456789x"))
    attachments = draw(st.sampled_from(["", "", "", "1-", "99-", "-"]))
    namespace = draw(st.sampled_from(["", "", "", "/,", "/other,", "/other"]))
    number = draw(st.sampled_from(["", "", "0", "7", "9" * 30]))
    payload = draw(st.just("") | PAYLOADS.map(json.dumps))
    text = f"4{kind}{attachments}{namespace}{number}{payload}"
    return text[: draw(st.integers(1, len(text)))] if draw(st.booleans()) else text


PACKETS = socket_io() | st.sampled_from("0123456b") | st.text(max_size=30)
OPCODES = st.sampled_from([1, 1, 1, 1, 0, 2, 8, 9, 10, 3, 0x81])
FRAMES = st.tuples(OPCODES, PACKETS.map(lambda text: text.encode("utf-8", "replace")))

few = settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@pytest.fixture
def witness(served: Served) -> Iterator[Any]:
    """Somebody who listens meanwhile, and must go on hearing every line."""
    _, token = served.person()
    _, swarm = served.swarm(token)
    listener: Listener = served.listen(token)
    assert listener.follow(f"swarms/{swarm}")["ok"]
    yield token
    said = [served.post(token, swarm, f"word {number}")["seq"] for number in range(3)]
    assert served.until(
        lambda: [line["seq"] for line in listener.lines(f"swarms/{swarm}")] == said, 20
    )
    assert requests.get(f"{served.url}/health", timeout=10).ok


def frame(opcode: int, data: bytes) -> bytes:
    """A frame, masked with zeros as a client's must be."""
    length = (
        bytes((0x80 | len(data),)) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
    )
    return bytes((0x80 | opcode,)) + length + b"\0\0\0\0" + data


def test_frames_of_one_client_end_at_most_its_own_connection(served: Served, witness: str) -> None:
    @few
    @given(frames=st.lists(FRAMES, min_size=1, max_size=6), known=st.booleans())
    def fuzz(frames: list[tuple[int, bytes]], known: bool) -> None:
        with closing(open_socket(served.url, witness if known else secrets.token_hex(4))) as raw:
            try:
                for opcode, data in frames:
                    raw.sendall(frame(opcode & 0x8F, data[:60_000]))
                raw.settimeout(0.02)
                raw.recv(65_536)
            except (TimeoutError, ConnectionError):
                pass

    fuzz()


def test_posted_packets_are_taken_or_refused_and_never_a_failure(
    served: Served, witness: str
) -> None:
    poller = Poller(served.url)

    @few
    @given(packets=st.lists(PACKETS, min_size=1, max_size=20))
    def fuzz(packets: list[str]) -> None:
        nonlocal poller
        if poller.send("40" + json.dumps({"token": witness})) != 200:
            poller = Poller(served.url)
        address = f"{poller.address}&sid={poller.sid}"
        data = SEPARATOR.join(packets).encode("utf-8", "replace")
        status = poller.session.post(address, data=data, timeout=10).status_code
        assert status in (200, 400)

    fuzz()
    poller.session.close()
