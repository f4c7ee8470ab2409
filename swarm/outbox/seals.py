"""Words that only this desk can have written: small facts in an address, sealed with its secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

LONGEST = 400
STOP = "stop"
"""The purpose of the seal with which a mail's own link ends mails of its kind."""
_SIGNED = 24


def seal(secret: str, purpose: str, *facts: int | str) -> str:
    """`facts` as letters that can stand in an address; `open_seal` gives them back.

    Whoever has them can read the facts: they hold ids and short codes. A seal of one purpose opens
    for no other.
    """
    body = json.dumps(facts, separators=(",", ":")).encode()
    return f"{_letters(body)}.{_letters(_sign(secret, purpose, body))}"


def open_seal(secret: str, purpose: str, sealed: str) -> list[int | str] | None:
    """The facts of a seal, None for anything that this desk did not seal for `purpose`."""
    if len(sealed) > LONGEST or not sealed.isascii():
        return None
    body, _, signed = sealed.partition(".")
    try:
        raw, given = _bytes(body), _bytes(signed)
    except ValueError:
        return None
    if not hmac.compare_digest(given, _sign(secret, purpose, raw)):
        return None
    facts: list[int | str] = json.loads(raw)
    return facts


def _sign(secret: str, purpose: str, body: bytes) -> bytes:
    whole = hmac.new(secret.encode(), f"seal:{purpose}:".encode() + body, hashlib.sha256)
    return whole.digest()[:_SIGNED]


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(letters: str) -> bytes:
    return base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
