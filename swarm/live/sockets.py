"""The Socket.IO server with the two repairs that this desk depends on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import simple_websocket
import socketio
from simple_websocket.errors import ConnectionClosed
from wsproto.events import BytesMessage, TextMessage


class OrderedServer(socketio.Server):  # type: ignore[misc] # the library ships no types
    """A server that can do something right after an acknowledgement has been queued.

    The contract promises lines only after the acknowledgement of `follow`; the library has
    no such moment, so the step that queues the acknowledgement is extended.
    """

    def __init__(self, **options: Any) -> None:
        # One client's events are handled one after the other: the library's default reorders them.
        super().__init__(async_handlers=False, **options)
        self._afterwards: dict[str, list[Callable[[], None]]] = defaultdict(list)

    def after_acknowledgement(self, sid: str, work: Callable[[], None]) -> None:
        """Run `work` when the event of `sid` that is being handled has been acknowledged."""
        self._afterwards[sid].append(work)

    def _handle_event_internal(
        self,
        server: Any,
        sid: str,
        eio_sid: str,
        data: Any,
        namespace: str,
        id: Any,  # noqa: A002 - the library's name
    ) -> None:
        try:
            super()._handle_event_internal(server, sid, eio_sid, data, namespace, id)
        finally:
            for work in self._afterwards.pop(sid, ()):
                work()


def _send_all(self: Any, data: Any) -> None:
    if not self.connected:
        raise ConnectionClosed(self.close_reason, self.close_message)
    event = BytesMessage(data=data) if isinstance(data, bytes) else TextMessage(data=str(data))
    self.sock.sendall(self.ws.send(event))


def repair_partial_sends() -> None:
    """Make simple-websocket write whole frames.

    Version 1.1.0 calls `send` once; on a non-blocking gevent socket with a slow reader that
    writes part of a frame and corrupts the connection.
    """
    simple_websocket.ws.Base.send = _send_all
