"""What a client may ask over its socket, and from which page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from swarm.accounts.browsers import allowed_origin
from swarm.config import Settings


def read_wish(wish: Any) -> tuple[str | None, int | None]:
    """The stream and the number of `{"stream": …, "after": …}`; no stream where it is malformed."""
    if not isinstance(wish, dict) or not set(wish) <= {"stream", "after"}:
        return None, None
    stream, after = wish.get("stream"), wish.get("after")
    if not isinstance(stream, str) or not 0 < len(stream) <= 80 or not stream.isprintable():
        return None, None
    if after is not None and (type(after) is not int or not 0 <= after < 2**53):
        return None, None
    return stream, after


def same_origin(settings: Settings) -> Callable[[str | None, dict[str, Any]], bool]:
    """The check of a socket's Origin: the address it was asked under, or one on the list.

    Forwarded headers are not read here: a page of another site can make a browser send none
    of them, but a program in between might be fooled into adding one.
    """

    def check(origin: str | None, environ: dict[str, Any]) -> bool:
        host = environ.get("HTTP_HOST", "")
        return origin is None or allowed_origin(origin, host, settings)

    return check
