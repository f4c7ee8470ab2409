"""Whether the desk answers, as a browser would ask it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator

from swarm.api.findings import Finding, ok, wrong
from swarm.config import Settings

SECONDS = 3


def serving(settings: Settings) -> Iterator[Finding]:
    """Whether the desk answers on its port, by HTTP and by socket, when it is served."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    where = f"{host}:{settings.port}"
    try:
        status, body = _get(host, settings.port, "/health")
    except OSError:
        yield ok("server", f"Nothing is served on {where} just now.")
        return
    except http.client.HTTPException:
        status, body = 0, ""
    if status != 200 or not _is_swarm(body):
        yield wrong(
            "server",
            f"What answers on {where} is not a desk that is well (status {status}).",
            "Look into its log, or set SWARM_PORT to a port that is free.",
        )
        return
    yield ok("server", f"The desk answers on {where}.")
    yield _sockets(host, settings.port)


def _sockets(host: str, port: int) -> Finding:
    try:
        status, body = _get(host, port, "/socket.io/?EIO=4&transport=polling")
    except (OSError, http.client.HTTPException):
        status, body = 0, ""
    if status == 200 and '"sid"' in body:
        return ok("sockets", "A socket can be opened.")
    return wrong(
        "sockets",
        f"A socket cannot be opened (status {status}).",
        "Restart the desk; behind a proxy, let it pass /socket.io on with Upgrade.",
    )


def _get(host: str, port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read(10_000).decode("utf-8", "replace")
    finally:
        connection.close()


def _is_swarm(body: str) -> bool:
    try:
        told = json.loads(body)
    except ValueError:
        return False
    return isinstance(told, dict) and told.get("status") == "ok" and "version" in told
