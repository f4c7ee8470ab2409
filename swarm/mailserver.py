"""Where mail goes out, as the environment names it: the server, the sender, the desk's address."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Literal
from urllib.parse import unquote, urlsplit

Tls = Literal["none", "starttls", "tls"]

_KINDS: dict[str, tuple[Tls, int]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}


@dataclass(frozen=True)
class MailServer:
    """An SMTP server; `user` is empty where nobody signs in there."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    secret: str = field(default="", repr=False)


def read_server(url: str) -> MailServer:
    """The server that `url` names: `smtp+starttls://user:secret@host:587`.

    Raises ValueError, without the secret in its words, for anything else, and for a secret that
    would travel in the open.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("not the address of a mail server") from error
    if parts.scheme not in _KINDS or not host or parts.path.strip("/") or parts.query:
        raise ValueError(
            "a mail server is smtp://HOST, smtp+starttls://USER:SECRET@HOST or smtps://…"
        )
    tls, usual = _KINDS[parts.scheme]
    user, secret = unquote(parts.username or ""), unquote(parts.password or "")
    if secret and tls == "none" and not _is_here(host):
        raise ValueError("a secret needs smtp+starttls:// or smtps://: it would travel in the open")
    return MailServer(host, port or usual, tls, user, secret)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_sender(text: str) -> Address:
    """The sender of mails, `desk@example.org` or `Desk <desk@example.org>`. Raises ValueError."""
    name, spec = parseaddr(text)
    try:
        return Address(display_name=name, addr_spec=spec)
    except (ValueError, IndexError) as error:
        raise ValueError("not a mail address, such as Desk <desk@example.org>") from error


def read_address(text: str) -> str:
    """How browsers reach the desk, without a slash at its end. Raises ValueError."""
    parts = urlsplit(text)
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not parts.hostname or extra:
        raise ValueError("the desk's address is https://HOST, without a path")
    return f"{parts.scheme}://{parts.netloc}"
