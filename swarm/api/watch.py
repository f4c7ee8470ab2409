"""What every request leaves behind: its id, guarding headers, a line in the log, two figures."""

from __future__ import annotations

import re
import secrets
import time

import structlog
from flask import Response

from swarm.api.client import policy
from swarm.metrics import Metrics

log = structlog.get_logger(__name__)

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
GUARDS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_GUARDED = {name.lower() for name in GUARDS}


class Watch:
    """Sees every request begin and end."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def begin(self, given: str) -> str:
        """The id of a request, as given where that is one; the log names it from now on."""
        name = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        structlog.contextvars.bind_contextvars(request=name)
        return name

    def end(self, response: Response, method: str, route: str, name: str, began: float) -> Response:
        """Put the headers on; count and log it. `began` is a time of `time.perf_counter`."""
        own = {header.lower() for header, _ in response.headers} & _GUARDED
        for header, value in GUARDS.items():
            if header.lower() not in own:
                response.headers.add(header, value)
        response.headers["X-Request-Id"] = name
        seconds = time.perf_counter() - began
        self._metrics.requests.labels(route, method, str(response.status_code)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        log.info(
            "request",
            method=method,
            route=route,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
        structlog.contextvars.unbind_contextvars("request")
        return response
