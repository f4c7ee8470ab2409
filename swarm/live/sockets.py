"""The Socket.IO server: events in order, acknowledged always, and something done after that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import socketio
import structlog

log = structlog.get_logger(__name__)


class OrderedServer(socketio.Server):  # type: ignore[misc] # the library ships no types
    """A server that handles each client's events in order and answers every one.

    It can do something right after an acknowledgement has been queued: the contract promises
    lines only after the acknowledgement of `follow`, and the library has no such moment.
    """

    def __init__(self, *, engine: Callable[..., Any] | None = None, **options: Any) -> None:
        self._engine = engine
        # One client's events are handled one after the other: the library's default reorders them.
        super().__init__(async_handlers=False, **options)
        self._afterwards: dict[str, list[Callable[[], None]]] = defaultdict(list)

    def after_acknowledgement(self, sid: str, work: Callable[[], None]) -> None:
        """Run `work` when the event of `sid` that is being handled has been acknowledged."""
        self._afterwards[sid].append(work)

    def socket_of(self, sid: str) -> Any:
        """The connection under a client; None where it is gone."""
        return self.eio.sockets.get(self.manager.eio_sid_from_sid(sid, "/"))

    def hang_up(self, sid: str) -> None:
        """Say goodbye to a client and end its connection, whatever it still wanted."""
        one = self.socket_of(sid)
        self.disconnect(sid)
        if one is not None:
            one.close(wait=False)

    def _engineio_server_class(self) -> Any:
        return self._engine or super()._engineio_server_class()

    def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        # No event here carries bytes; parts of them would be kept until the rest came.
        if not isinstance(data, str) or data[:1] not in ("0", "1", "2"):
            raise ValueError("neither connecting nor an event")
        super()._handle_eio_message(eio_sid, data)

    def _handle_event_internal(
        self,
        server: Any,
        sid: str,
        eio_sid: str,
        data: Any,
        namespace: str,
        id: Any,  # noqa: A002 - the library's name
    ) -> None:
        # `connect` and `disconnect` are the server's own moments, not a client's to emit.
        if data[0] in ("connect", "disconnect") or not isinstance(data[0], str):
            raise ValueError("no event of ours")
        try:
            super()._handle_event_internal(server, sid, eio_sid, data[:2], namespace, id)
        except Exception:
            # Whoever asked must not wait for ever because something failed here.
            log.exception("event_failed", event_name=data[0])
            if id is not None:
                answer = {"ok": False, "code": "failed"}
                packet = self.packet_class(3, namespace=namespace, id=id, data=[answer])
                self._send_packet(eio_sid, packet)
        finally:
            for work in self._afterwards.pop(sid, ()):
                work()
