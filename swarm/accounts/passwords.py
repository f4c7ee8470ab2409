"""Passwords: what is accepted, and the slow hash. Pure, and meant for a thread pool."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from swarm.errors import Invalid

SHORTEST = 10
LONGEST = 200

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# Nobody's password, made once with the settings above: an unknown address costs as much time
# as a known one, so that the answer's delay does not tell who has an account here.
NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$1oZgGC17iaA7RDrQrO2UVg$"
    "ATHRKe0u52YfljHXLANNmZZCVQici9CvRLdNKqCGICA"
)


def check_password(password: str, *, field: str = "password") -> None:
    """Raise Invalid, naming `field`, when `password` is too short, too long or one sign only."""
    if len(password) < SHORTEST:
        raise _refused(field, f"at least {SHORTEST} characters")
    if len(password) > LONGEST:
        raise _refused(field, f"at most {LONGEST} characters")
    if len(set(password)) < 4:
        raise _refused(field, "at least four different characters")


def hash_password(password: str) -> str:
    """The argon2id hash of a password that `check_password` accepted; takes about 100 ms."""
    return HASHER.hash(_plain(password))


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether `password` is the one behind the hash; takes as long when there is no hash at all."""
    known = password_hash is not None and len(password) <= LONGEST
    try:
        HASHER.verify(
            password_hash if known and password_hash else NOBODY, _plain(password[:LONGEST])
        )
    except (Argon2Error, InvalidHashError):
        return False
    return known


def hash_is_old(password_hash: str) -> bool:
    """Whether the hash was made with other settings than those of today."""
    return HASHER.check_needs_rehash(password_hash)


def _plain(password: str) -> bytes:
    # The same letters typed on two keyboards may differ in code points; surrogates must not raise.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _refused(field: str, why: str) -> Invalid:
    return Invalid("This password cannot be used.", fields={field: why})
