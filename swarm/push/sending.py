"""Hand a push to its service, an address from outside: only public ones are spoken with."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from swarm.outbox.carrying import Postponed, Refused

SECONDS = 10


def send(
    endpoint: str, body: bytes, headers: Mapping[str, str], *, anywhere: bool, seconds: float
) -> int:
    """The status with which the push service answers; nothing else of its answer is used.

    Its name is looked up once, and the connection goes to what was found and checked: a name that
    leads into a private network is refused, and no redirect is followed. Raises Refused, Postponed.
    """
    parts = urlsplit(endpoint)
    secure, host = parts.scheme == "https", parts.hostname or ""
    port = parts.port or (443 if secure else 80)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        connection.sock = _connect(host, port, seconds, secure=secure, anywhere=anywhere)
        connection.request("POST", target, body, dict(headers))
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Postponed(f"push service: {str(error) or type(error).__name__}") from error
    finally:
        connection.close()


def _connect(
    host: str, port: int, seconds: float, *, secure: bool, anywhere: bool
) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not anywhere and not all(_is_public(address) for address in addresses):
        raise Refused("The push service lies in a private network.")
    plain = socket.create_connection((addresses[0], port), seconds)
    if not secure:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except OSError:
        plain.close()
        raise


def _is_public(address: str) -> bool:
    one = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(one, "ipv4_mapped", None) or one
    return inner.is_global and not inner.is_multicast
