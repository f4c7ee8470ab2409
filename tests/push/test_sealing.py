"""What is pushed is what RFC 8291 and RFC 8292 say, and only its browser can read it."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from swarm.push.sealing import LIFE, seal_push, signature
from swarm.vapid import CURVE, FILE, keep_key, letters, public_of, read_key

# The example of RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWA"
    "mS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
    "j_Qulcy4a-fN"
)


def unletters(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_push(body: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a browser does with a push, written apart from what makes it."""
    salt, length = body[:16], body[20]
    theirs, sealed = body[21 : 21 + length], body[21 + length :]
    sender = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
    info = b"WebPush: info\x00" + public_of(key) + theirs
    secret = HKDF(hashes.SHA256(), 32, auth, info).derive(key.exchange(ec.ECDH(), sender))
    content = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
    return AESGCM(content).decrypt(nonce, sealed, None).rstrip(b"\x00").removesuffix(b"\x02")


def test_the_example_of_the_standard_comes_out_to_the_byte() -> None:
    sealed = seal_push(PLAIN, P256DH, AUTH, ours=read_key(OURS), salt=unletters(SALT))
    assert letters(sealed) == SEALED


def test_only_the_browser_reads_it_and_no_two_are_alike() -> None:
    key, other = ec.generate_private_key(CURVE), ec.generate_private_key(CURVE)
    auth = b"0123456789abcdef"
    one, two = (seal_push(PLAIN, letters(public_of(key)), letters(auth)) for _ in range(2))
    assert one != two
    assert read_push(one, key, auth) == PLAIN
    with pytest.raises(InvalidTag):
        read_push(one, other, auth)


def test_the_signature_holds_for_its_service_alone_and_ends(noon: datetime) -> None:
    key = ec.generate_private_key(CURVE)
    header = signature(key, "https://push.example.org:443/send/1", "https://desk.example.org")
    token, _, public = header.removeprefix("vapid t=").partition(", k=")
    assert unletters(public) == public_of(key)
    head, body, signed = token.split(".")
    raw = unletters(signed)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.public_key().verify(der, f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(unletters(body)) == {
        "aud": "https://push.example.org:443",
        "exp": int(noon.timestamp()) + LIFE,
        "sub": "https://desk.example.org",
    }


def test_the_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = public_of(keep_key("", tmp_path))
    assert public_of(keep_key("", tmp_path)) == first
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert public_of(keep_key(OURS, tmp_path)) != first


@pytest.mark.parametrize("text", ["", "x", "A" * 44, "!" * 43])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="key"):
        read_key(text)
