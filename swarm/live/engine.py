"""Engine.IO as this desk serves it on gevent: long polling as the library does it, WebSocket not.

The library gives each WebSocket a reading, a writing and a pinging greenlet and an endless queue.
Here an idle one is a `Wire` without any of them, and what may wait for a slow reader is bounded.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import engineio
import structlog
from engineio import exceptions, packet
from engineio import socket as engineio_socket

from swarm.live import frames
from swarm.live.beats import Beats
from swarm.live.wire import MOST_WAITING, ROOM, Wire, take_over

log = structlog.get_logger(__name__)

SILENT = logging.getLogger("swarm.live.engineio")
"""The library writes a line per packet and a stack per broken one; nobody reads them."""
SILENT.disabled = True

POLLED_EVERY = 0.05
SMALL = 200
"""Bytes that a packet costs beside its text."""

KEPT = ("HTTP_COOKIE", "HTTP_HOST", "HTTP_ORIGIN", "REMOTE_ADDR")
"""What of a handshake is still needed after it."""


class LiveSocket(engineio_socket.Socket):  # type: ignore[misc] # the library ships no types
    """One connection: a queue while it polls, a wire once it is a WebSocket."""

    connected: bool
    closing: bool
    closed: bool
    last_ping: float | None

    def __init__(self, server: LiveEngine, sid: str) -> None:
        super().__init__(server, sid)
        self.wire: Wire | None = None
        self.admitted = False
        self.beat = 0.0
        self.queued = 0
        server.beats.meet(self)

    # What the library calls -------------------------------------------------------------------

    def send(self, pkt: packet.Packet) -> None:
        """Send one packet, or keep it until a poll asks for it."""
        if self.closed:
            raise exceptions.SocketIsClosedError
        if self.wire is not None and self.upgraded:
            self.wire.send(_frame_of(pkt))
            return
        self.queued += SMALL + (len(pkt.data) if isinstance(pkt.data, str) else 0)
        if self.queued > MOST_WAITING and not self.closing:
            self.close(abort=True, reason=self.server.reason.TRANSPORT_ERROR)
            return
        self.queue.put(pkt)

    def poll(self) -> list[packet.Packet]:
        """What waits for a poll."""
        packets: list[packet.Packet] = super().poll()
        self.queued = 0
        return packets

    def check_ping_timeout(self) -> bool:
        """The library's own check is not used: `Beats` counts by a clock that nobody sets."""
        if self.closed:
            raise exceptions.SocketIsClosedError
        return True

    def schedule_ping(self) -> None:
        """Called at the start and on each answer to a ping."""
        if self.last_ping:
            self.last_ping = None
            self.server.beats.note(self)

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:  # noqa: ARG002 - the library's signature; nothing is waited for
        """Tell the desk, then the client unless `abort`, and forget the connection."""
        if self.closed or self.closing:
            return
        self.closing = True
        self.server._trigger_event(  # noqa: SLF001 - as the library's own class does
            "disconnect", self.sid, reason or self.server.reason.SERVER_DISCONNECT, run_async=False
        )
        self.server.sockets.pop(self.sid, None)
        last = packet.Packet(packet.CLOSE)
        if self.wire is not None:
            if not abort and self.upgraded:
                self.wire.send(_frame_of(last))
            self.closed = True
            self.wire.close(frames.NORMAL)
        else:
            if not abort:
                self.queue.put(last)
            self.closed = True
        self.queue.put(None)  # a poll that waits ends

    def _upgrade_websocket(self, environ: dict[str, Any], start_response: Any) -> Any:
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
        if self.wire is not None or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or not key:
            answer = self.server._bad_request()  # noqa: SLF001 - as the library's own class does
            start_response(answer["status"], answer["headers"])
            return [answer["response"]]
        sock, done = _take_socket(environ)
        self.wire = Wire(sock, self.server.max_http_buffer_size, self._heard, self._lost)
        self.wire.send(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {frames.accept_key(key)}\r\n\r\n".encode()
        )
        if self.connected:
            self.upgrading = True
        else:
            self.connected = True
            self._move_over()
        self.wire.listen()
        return done()

    # What the desk calls ----------------------------------------------------------------------

    def push(self, frame: bytes, pkt: packet.Packet) -> None:
        """Send a packet that was framed once for everybody; gone connections are passed over."""
        if self.wire is not None and self.upgraded:
            self.wire.send(frame)
        elif not self.closed:
            self.send(pkt)

    def wait_for_room(self, seconds: float) -> bool:
        """Wait until the reader has caught up a little; False when it did not, or is gone."""
        if self.wire is not None and self.upgraded:
            return self.wire.wait_for_room(seconds)
        while self.queued >= ROOM and seconds > 0 and not self.closed:
            self.server.sleep(POLLED_EVERY)
            seconds -= POLLED_EVERY
        return self.queued < ROOM and not self.closed

    def ping(self) -> None:
        """Ask for a sign of life."""
        self.last_ping = self.beat
        self.send(packet.Packet(packet.PING))

    def lose(self) -> None:
        """Give the connection up."""
        self.close(reason=self.server.reason.PING_TIMEOUT)

    # A WebSocket's own ------------------------------------------------------------------------

    def _heard(self, opcode: int, payload: bytes) -> None:
        try:
            if opcode != frames.TEXT:
                raise ValueError("nobody sends bytes here")
            pkt = packet.Packet(encoded_packet=payload.decode())
            if self.upgrading:
                self._probe(pkt)
            else:
                self.receive(pkt)
        except exceptions.SocketIsClosedError:
            self._cut(frames.NORMAL)
        except (exceptions.EngineIOError, ValueError):
            self._cut(frames.PROTOCOL_FAULT)

    def _probe(self, pkt: packet.Packet) -> None:
        wire = self.wire
        if wire is None:
            return
        if pkt.packet_type == packet.PING and pkt.data == "probe":
            wire.send(_frame_of(packet.Packet(packet.PONG, data="probe")))
            self.queue.put(packet.Packet(packet.NOOP))  # ends the poll that waits
        elif pkt.packet_type == packet.UPGRADE:
            self.upgrading = False
            self._move_over()
        else:
            raise ValueError("no probe")

    def _move_over(self) -> None:
        """From now on the wire carries everything, first what waited for a poll."""
        self.upgraded = True
        while not self.queue.empty():
            pkt = self.queue.get(block=False)
            self.queue.task_done()
            if pkt is not None and pkt.packet_type != packet.NOOP and self.wire is not None:
                self.wire.send(_frame_of(pkt))

    def _cut(self, code: int) -> None:
        if self.wire is not None:
            self.wire.close(code)

    def _lost(self) -> None:
        if self.upgrading and not self.closed:
            # A failed try to upgrade leaves the polling connection as it was.
            self.upgrading, self.wire = False, None
            return
        self.close(abort=True, reason=self.server.reason.TRANSPORT_CLOSE)


class LiveEngine(engineio.Server):  # type: ignore[misc] # the library ships no types
    """The Engine.IO server of `LiveSocket`s."""

    def __init__(self, *, process: str = "", **options: Any) -> None:
        super().__init__(monitor_clients=False, **{**options, "logger": SILENT})
        self.process = process
        self.beats = Beats(self.ping_interval, self.ping_timeout)

    def _handle_connect(
        self, environ: dict[str, Any], start_response: Any, transport: str, jsonp_index: Any = None
    ) -> Any:
        # A proxy reads the process from the id: a poll must reach the process that knows it.
        sid = f"{self.process}.{self.generate_id()}" if self.process else self.generate_id()
        one = self.sockets[sid] = LiveSocket(self, sid)
        opening = {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": self.max_http_buffer_size,
        }
        one.send(packet.Packet(packet.OPEN, opening))
        self._trigger_event("connect", sid, {name: environ.get(name, "") for name in KEPT})
        one.schedule_ping()
        if transport == "websocket":
            return one.handle_get_request(environ, start_response)
        one.connected = True
        return self._ok(one.poll(), jsonp_index=jsonp_index)

    def _trigger_event(self, event: str, *args: Any, **how: Any) -> Any:
        """Run a handler; what a client's broken packet raises ends its connection, no more."""
        handler: Callable[..., Any] | None = self.handlers.get(event)
        if handler is None or event != "message":
            return super()._trigger_event(event, *args, **how)
        try:
            return handler(*args)
        except Exception as error:
            log.info("packet_refused", error=type(error).__name__)
            raise exceptions.UnknownPacketError from error


def _frame_of(pkt: packet.Packet) -> bytes:
    encoded = pkt.encode()
    if isinstance(encoded, str):
        return frames.build_frame(encoded.encode())
    return frames.build_frame(bytes(encoded), frames.BINARY)


def _take_socket(environ: dict[str, Any]) -> tuple[Any, Callable[[], Any]]:
    """The socket under a request, and how to leave the request without touching it again."""
    if "gunicorn.socket" in environ:

        def leave() -> Any:
            raise StopIteration

        return take_over(environ["gunicorn.socket"]), leave
    environ["swarm.taken"] = True
    # A list would be taken for packets that a poll answers with.
    return take_over(environ["swarm.socket"]), tuple
