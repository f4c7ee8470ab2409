"""A push that only its browser can read (RFC 8291), and the word of who sends it (RFC 8292)."""

from __future__ import annotations

import base64
import json
import os
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from swarm import clock
from swarm.vapid import CURVE, letters, public_of

RECORD = 4096
MOST_BYTES = 3800
"""What fits into the one record that push services take."""
LIFE = 12 * 3600


def seal_push(
    plain: bytes,
    p256dh: str,
    auth: str,
    *,
    ours: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a push (`aes128gcm`) for the browser with these keys (base64url).

    `ours` and `salt` are made anew for every push; they are told only to compare with the RFC's
    example. Raises ValueError for keys that are none.
    """
    ours = ours or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    theirs = _bytes(p256dh)
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    mine = public_of(ours)
    info = b"WebPush: info\0" + theirs + mine
    secret = _derive(shared, _bytes(auth), info, 32)
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(key).encrypt(nonce, plain + b"\x02", None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine + sealed


def signature(key: ec.EllipticCurvePrivateKey, endpoint: str, contact: str) -> str:
    """The Authorization header for one push service; `contact` is where its operators find us."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(clock.now().timestamp()) + LIFE,
        "sub": contact,
    }
    head = letters(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    body = f"{head}.{letters(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(key.sign(body.encode(), ec.ECDSA(hashes.SHA256())))
    signed = letters(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={body}.{signed}, k={letters(public_of(key))}"


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
