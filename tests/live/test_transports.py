"""The connection underneath: polling, moving over to a WebSocket, readers that do not read."""

from __future__ import annotations

import json
import secrets
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest
import requests
import socketio

if TYPE_CHECKING:
    from tests.live.conftest import Served

SEPARATOR = "\x1e"


class Poller:
    """An Engine.IO client over plain requests."""

    def __init__(self, url: str) -> None:
        self.session = requests.Session()
        self.address = f"{url}/socket.io/?EIO=4&transport=polling"
        opening = self.session.get(self.address, timeout=5).text
        self.sid = json.loads(opening[1:])["sid"]

    def send(self, *packets: str) -> int:
        """Post packets; the status."""
        return self.session.post(
            f"{self.address}&sid={self.sid}", data=SEPARATOR.join(packets), timeout=5
        ).status_code

    def poll(self) -> list[str]:
        """What has come since the last poll; waits until something has."""
        answer = self.session.get(f"{self.address}&sid={self.sid}", timeout=30)
        return answer.text.split(SEPARATOR) if answer.ok else []


def open_socket(url: str, token: str, buffer: int = 0) -> socket.socket:
    """A raw WebSocket that has signed in."""
    host, port = url.removeprefix("http://").split(":")
    raw = socket.socket()
    if buffer:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    raw.connect((host, int(port)))
    raw.settimeout(10)
    raw.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += raw.recv(1)
    assert answer.startswith(b"HTTP/1.1 101")
    send_text(raw, "40" + json.dumps({"token": token}))
    return raw


def send_text(raw: socket.socket, text: str, opcode: int = 1) -> None:
    """One masked frame (with a mask of zeros) of less than 64 kB."""
    data = text.encode()
    length = (
        bytes((0x80 | len(data),)) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
    )
    raw.sendall(bytes((0x80 | opcode,)) + length + b"\0\0\0\0" + data)


def is_over(raw: socket.socket, seconds: float = 5) -> bool:
    """Whether the server ends the connection."""
    raw.settimeout(seconds)
    try:
        while raw.recv(65_536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


def test_a_polling_client_is_acknowledged_first_and_then_hears_the_lines(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    poller = Poller(served.url)
    assert poller.send("40" + json.dumps({"token": owner})) == 200
    assert [packet[:2] for packet in poller.poll()] == ["40"]
    poller.send("420" + json.dumps(["follow", {"stream": f"swarms/{swarm}", "after": 0}]))
    heard: list[str] = []
    while sum("activity" in packet for packet in heard) < 1:
        heard += [packet for packet in poller.poll() if packet[:1] == "4"]
    assert heard[0].startswith("430[")
    posted = served.post(owner, swarm, "by polling")
    while not any("by polling" in packet for packet in heard):
        heard += poller.poll()
    seqs = [json.loads(one[2:])[1]["seq"] for one in heard if one.startswith('42["activity"')]
    assert seqs == list(range(1, posted["seq"] + 1))


def test_a_client_that_moves_over_to_a_websocket_misses_nothing(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    heard: list[int] = []
    client = socketio.Client(reconnection=False)
    client.on("activity", lambda line: heard.append(line["seq"]))
    client.connect(served.url, auth={"token": owner}, transports=["polling", "websocket"])
    try:
        answer = client.call("follow", {"stream": f"swarms/{swarm}"}, timeout=5)
        for turn in range(20):
            served.post(owner, swarm, f"line {turn}")
        wanted = list(range(answer["head"] + 1, answer["head"] + 21))
        assert served.until(lambda: sorted(heard) == wanted)
        assert client.transport() == "websocket"
    finally:
        client.disconnect()


def test_who_does_not_read_is_cut_off_and_then_catches_up(served: Served) -> None:
    _, owner = served.person()
    _, swarm = served.swarm(owner)
    deaf = open_socket(served.url, owner, buffer=4096)
    send_text(deaf, "420" + json.dumps(["follow", {"stream": f"swarms/{swarm}"}]))
    quick = served.listen(owner)
    head = quick.follow(f"swarms/{swarm}")["head"]
    count = 0
    end = time.monotonic() + 60
    while connections(served) > 1 and time.monotonic() < end:
        served.post(owner, swarm, "word " * 3900)
        count += 1
    assert connections(served) == 1
    deaf.close()
    wanted = list(range(head + 1, head + count + 1))
    assert served.until(
        lambda: [one["seq"] for one in quick.lines(f"swarms/{swarm}")] == wanted, 60
    )
    back = served.listen(owner)
    back.follow(f"swarms/{swarm}", after=head)
    assert served.until(
        lambda: [one["seq"] for one in back.lines(f"swarms/{swarm}")] == wanted, 60
    ), (back.client.connected, len(back.lines(f"swarms/{swarm}")), count)


def connections(served: Served) -> int:
    """How many sockets the server counts."""
    pages = [requests.get(f"{url}/metrics", timeout=5).text for url in served.metrics]
    lines = [one for page in pages for one in page.splitlines()]
    return sum(int(float(one.split()[1])) for one in lines if one.startswith("swarm_connections "))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9",
        "4",
        "47",
        "42",
        '42{"a":1}',
        "42[]",
        '42[["x"],1]',
        '42["connect",{"HTTP_COOKIE":"x"}]',
        '42["disconnect"]',
        '451-["follow",{"_placeholder":true,"num":0}]',
        "43",
        "4x",
        "42" + "[" * 5000,
        "\u0660",
    ],
)
def test_a_broken_packet_ends_its_own_connection_only(served: Served, text: str) -> None:
    _, token = served.person()
    raw = open_socket(served.url, token)
    send_text(raw, text)
    assert is_over(raw)
    raw.close()
    assert requests.get(f"{served.url}/health", timeout=5).ok


def test_bytes_and_too_long_messages_end_the_connection(served: Served) -> None:
    _, token = served.person()
    for frame in (b"\x82\x81\0\0\0\0x", b"\x81\xff" + (10**9).to_bytes(8, "big") + b"\0\0\0\0"):
        raw = open_socket(served.url, token)
        raw.sendall(frame)
        assert is_over(raw)
        raw.close()


def test_an_event_that_nobody_knows_and_more_arguments_do_no_harm(served: Served) -> None:
    person, token = served.person()
    listener = served.listen(token)
    listener.client.emit("shout", {"stream": f"people/{person}"})
    wish: Any = {"stream": f"people/{person}"}
    assert listener.client.call("follow", (wish, 1, 2), timeout=5)["ok"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-WebSocket-Version": "8", "Sec-WebSocket-Key": "a"},
        {"Sec-WebSocket-Version": "13"},
    ],
)
def test_half_a_handshake_is_refused(served: Served, headers: dict[str, str]) -> None:
    answer = requests.get(
        f"{served.url}/socket.io/?EIO=4&transport=websocket",
        headers={"Upgrade": "websocket", "Connection": "Upgrade", **headers},
        timeout=5,
    )
    assert answer.status_code == 400


def test_a_poller_that_sends_rubbish_is_let_go(served: Served) -> None:
    _, token = served.person()
    poller = Poller(served.url)
    poller.send("40" + json.dumps({"token": token}))
    assert poller.send("4x" + secrets.token_hex(4)) == 400
    assert poller.send("40") == 400
