"""The straight way of what everybody in a room waits for: past routing, contexts and signals.

Only what is plain goes here. Anything else takes the long way, and so does what failed: nothing of
it was done, it is safe to be done again, and the long way knows how to say what was wrong.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, NamedTuple

from flask import Response
from werkzeug.wrappers import Request

from swarm.api.door import Answer, Route
from swarm.api.watch import Watch

MOST_BYTES = 100_000
"""What is longer is not plain; a message of 20,000 characters is shorter."""

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_NUMBER = re.compile(r"<int(?:\([^)]*\))?:(\w+)>")


class _Lane(NamedTuple):
    method: str
    address: re.Pattern[str]
    name: str
    answer: Answer


class Straight:
    """In front of the site: answers what is declared `together`, and hands all else on."""

    def __init__(self, site: Wsgi, watch: Watch) -> None:
        self._site = site
        self._watch = watch
        self._lanes: list[_Lane] = []

    def add(self, route: Route, name: str, answer: Answer) -> None:
        """Let the requests of a route, whose address may name numbers, go this way."""
        address = _NUMBER.sub(r"(?P<\1>[1-9][0-9]{0,8})", f"/api{route.rule}")
        self._lanes.append(_Lane(route.method, re.compile(address), name, answer))

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Answer one request."""
        response = None
        if _is_plain(environ):
            for lane in self._lanes:
                named = lane.address.fullmatch(environ["PATH_INFO"])
                if named is not None and environ["REQUEST_METHOD"] == lane.method:
                    path = {name: int(number) for name, number in named.groupdict().items()}
                    response = self._try(lane, environ, path)
        return (self._site if response is None else response)(environ, start_response)

    def _try(self, lane: _Lane, environ: dict[str, Any], path: dict[str, Any]) -> Response | None:
        began = time.perf_counter()
        # The long way reads it too, if it must.
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = BytesIO(body)
        request = Request(environ)
        name = self._watch.begin(request.headers.get("X-Request-Id", ""))
        try:
            response = lane.answer(request, path)
        except Exception:  # noqa: BLE001 - it happens again on the long way, and is told there
            environ["wsgi.input"] = BytesIO(body)
            return None
        return self._watch.end(response, lane.method, lane.name, name, began)


def _is_plain(environ: dict[str, Any]) -> bool:
    """Whether it is a short JSON body of a known length, and nothing else."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ.get("CONTENT_TYPE") == "application/json"
        and not environ.get("QUERY_STRING")
        and "HTTP_TRANSFER_ENCODING" not in environ
        and len(length) < 7
        and length.isascii()
        and length.isdigit()
        and int(length) <= MOST_BYTES
    )
