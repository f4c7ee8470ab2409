"""Serving the desk with gevent: one process, work that takes long kept off the loop.

Imported only after gevent has patched the standard library (see `commands/serve.py`).
"""

from __future__ import annotations

import atexit
import errno
import gc
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import click
import gevent
import structlog
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from swarm.app import Running, join_doors, make_desk
from swarm.config import Settings
from swarm.demo.sign_ins import guard_cards
from swarm.heads import Head, read_head
from swarm.logs import start_logging
from swarm.readiness import refuse
from swarm.rooms.models.training import Trainer
from swarm.rounds import start_rounds
from swarm.threads import make_off_loop, share_no_locks

log = structlog.get_logger(__name__)

MOST_CONNECTIONS = 10_000
NEW_OBJECTS = 50_000
"""So many objects come before garbage is looked for: a message makes thousands, and no cycles."""


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Without it an acknowledgement waits 40 ms for company; accepted sockets inherit it.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind((settings.host, settings.port))
    listener.listen(1024)
    return listener


class Handler(WSGIHandler):  # type: ignore[misc] # the library ships no types
    """Answers HTTP, and gives a connection's socket away when it becomes a WebSocket."""

    socket: Any
    rfile: Any
    environ: Any

    def MessageClass(self, rfile: Any, *_: Any) -> Head:  # noqa: N802 - the library's name
        """The fields of a request; the library refuses those that have a status."""
        return read_head(rfile.readline)

    def get_environ(self) -> Any:
        """The request as WSGI has it, and the socket that it came by."""
        environ = super().get_environ()
        environ["swarm.socket"] = self.socket
        return environ

    def handle_one_response(self) -> None:
        """Answer; where the socket was taken over, let go of it without reading from it."""
        super().handle_one_response()
        if self.environ.get("swarm.taken"):
            self.close_connection = True
            self.rfile.close()
            self.socket.close()
            self.socket = None


def _fair(wsgi: Any) -> Callable[..., Any]:
    def answer(environ: Any, start_response: Any) -> Any:
        # A connection kept alive would otherwise be served again and again before others.
        gevent.sleep(0)
        return wsgi(environ, start_response)

    return answer


def run(settings: Settings) -> int:
    """Serve until a signal a desk that is ready (`readiness`); returns the exit code."""
    start_logging(settings.log_level)
    try:
        listener = _listener(settings)
    except OSError as error:
        reason = (
            f"port {settings.port} is taken; set SWARM_PORT to another one"
            if error.errno == errno.EADDRINUSE
            else f"cannot listen on {settings.host}:{settings.port}: {error.strerror}"
        )
        click.echo(f"swarm: {reason}", err=True)
        return 1
    running = join(settings)
    server = WSGIServer(
        listener,
        _fair(running.wsgi),
        handler_class=Handler,
        spawn=Pool(MOST_CONNECTIONS),
        log=None,
        error_log=None,
    )
    for name in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(name, server.stop, timeout=3)
    trainer = Trainer(settings)
    start_rounds(running, trainer)
    click.echo(f"Swarm serves on http://{settings.host}:{settings.port}")
    server.serve_forever()
    trainer.stop()
    running.desk.close()
    return 0


def join(settings: Settings) -> Running:
    """The whole desk for gevent: what takes long runs on threads of its own."""
    share_no_locks()
    desk = make_desk(settings, off_loop=make_off_loop())
    # A demo made for this machine alone must not open to others with its known password.
    guard_cards(settings, desk.database)
    desk.database.pause = lambda: gevent.sleep(0)
    running = join_doors(desk, async_mode="gevent")
    # What was made until now stays until the end: no search goes through it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)
    return running


def wsgi() -> Callable[..., Any]:
    """The desk for one of several processes: `gunicorn -k gevent -w 1 "swarm.serving:wsgi()"`."""
    settings = Settings()
    start_logging(settings.log_level)
    reason = refuse(settings)
    if reason is not None:
        click.echo(f"swarm: {reason}", err=True)
        sys.exit(1)
    running = join(settings)
    trainer = Trainer(settings)
    atexit.register(trainer.stop)
    start_rounds(running, trainer)
    return _fair(running.wsgi)
