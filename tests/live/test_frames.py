"""WebSocket frames against another implementation, and against whatever a client may send."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, Event, Ping, TextMessage

from swarm.live import frames
from swarm.live.frames import Broken, FrameReader

MOST = 70_000
MASK = b"\x01\x02\x03\x04"


def client() -> Connection:
    """The client's side of an open WebSocket, by wsproto."""
    return Connection(ConnectionType.CLIENT)


def masked(payload: bytes, first: int) -> bytes:
    """A short frame with a first byte of one's choice."""
    return bytes((first, 0x80 | len(payload))) + MASK + frames.unmask(payload, MASK)


texts = st.one_of(st.text(max_size=200), st.sampled_from(["x" * 125, "x" * 126, "y" * 66_000]))
events = st.lists(
    st.one_of(
        st.builds(lambda text: TextMessage(data=text), texts),
        st.builds(lambda data: BytesMessage(data=data), st.binary(max_size=300)),
        st.builds(lambda data: Ping(payload=data), st.binary(max_size=125)),
    ),
    max_size=6,
)


def plain(event: Event) -> tuple[int, bytes]:
    if isinstance(event, TextMessage):
        return frames.TEXT, event.data.encode()
    if isinstance(event, BytesMessage):
        return frames.BINARY, bytes(event.data)
    assert isinstance(event, Ping)
    return frames.PING, bytes(event.payload)


@given(events, st.integers(1, 5000))
def test_what_a_client_sends_is_read_however_it_is_cut(sent: list[Event], step: int) -> None:
    other = client()
    wire = b"".join(other.send(event) for event in sent)
    reader = FrameReader(MOST)
    heard = [
        message
        for start in range(0, len(wire), step)
        for message in reader.feed(wire[start : start + step])
    ]
    assert heard == [plain(event) for event in sent]


@given(texts)
def test_a_client_reads_what_is_built(text: str) -> None:
    other = client()
    other.receive_data(frames.build_frame(text.encode()))
    assert "".join(event.data for event in other.events()) == text


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_a_message_in_parts_is_put_together(parts: list[str]) -> None:
    other = client()
    last = len(parts) - 1
    wire = b"".join(
        other.send(TextMessage(data=part, message_finished=number == last))
        for number, part in enumerate(parts)
    )
    assert FrameReader(MOST).feed(wire) == [(frames.TEXT, "".join(parts).encode())]


@given(st.binary(max_size=400))
def test_anything_is_read_or_refused(data: bytes) -> None:
    heard: list[tuple[int, bytes]] = []
    with contextlib.suppress(Broken):
        heard = FrameReader(MOST).feed(data)
    for opcode, payload in heard:
        assert opcode in (1, 2, 8, 9, 10)
        assert len(payload) <= len(data)


@pytest.mark.parametrize(
    ("wire", "code"),
    [
        (b"\x81\x01x", 1002),  # not masked
        (masked(b"x", 0xC1), 1002),  # a reserved bit
        (masked(b"x", 0x83), 1002),  # an unknown opcode
        (masked(b"x", 0x09), 1002),  # a ping in parts
        (masked(b"x", 0x80), 1002),  # goes on with nothing
        (masked(b"x", 0x01) + masked(b"y", 0x81), 1002),  # a message inside another
        (b"\x89\xfe\x00\x7e" + MASK, 1002),  # a long ping
        (masked(b"\xff", 0x81), 1007),  # no UTF-8
        (masked(b"\xc3", 0x01) + masked(b"x", 0x80), 1007),  # none when put together
        (b"\x81\xff" + (2**62).to_bytes(8, "big") + MASK, 1009),  # announced too big
    ],
)
def test_a_broken_frame_is_refused_with_its_code(wire: bytes, code: int) -> None:
    with pytest.raises(Broken) as refused:
        FrameReader(MOST).feed(wire)
    assert refused.value.code == code


def test_very_many_empty_parts_do_not_pile_up() -> None:
    reader = FrameReader(100)
    reader.feed(masked(b"", 0x01))
    for _ in range(99):
        reader.feed(masked(b"", 0x00))
    with pytest.raises(Broken) as refused:
        reader.feed(masked(b"", 0x00))
    assert refused.value.code == frames.TOO_BIG


def test_the_key_of_the_protocols_own_example_is_answered() -> None:
    assert frames.accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
