"""The key with which this desk signs its pushes (VAPID, RFC 8292): made once, then kept."""

from __future__ import annotations

import base64
import binascii
import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
FILE = "push-key"
_BYTES = 32


def read_key(text: str) -> ec.EllipticCurvePrivateKey:
    """The private key that `text` holds in base64url. Raises ValueError for what is none."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not a key in base64url") from error
    if len(raw) != _BYTES:
        raise ValueError(f"a key has {_BYTES} bytes")
    return ec.derive_private_key(int.from_bytes(raw, "big"), CURVE)


def keep_key(given: str, folder: Path) -> ec.EllipticCurvePrivateKey:
    """The desk's key: `given`, or the one kept in `folder`, which is made where there is none.

    Browsers are bound to it: with another key they have to be switched on again.
    """
    if given:
        return read_key(given)
    path = folder / FILE
    with suppress(FileExistsError):
        number = ec.generate_private_key(CURVE).private_numbers().private_value
        # Of two processes that start at once one writes it, whole, and both read that.
        fresh = path.with_name(f"{FILE}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(letters(number.to_bytes(_BYTES, "big")).encode())
        try:
            os.link(fresh, path)
        finally:
            fresh.unlink()
    return read_key(path.read_text().strip())


def public_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as browsers take it: a point of 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def letters(raw: bytes) -> str:
    """Bytes in base64url, without filling."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
