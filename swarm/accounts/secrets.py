"""Secrets that are handed out once and kept as their SHA-256 only."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_PREFIX = "swarm_"  # noqa: S105 - the public beginning of a token, so that scanners find leaks


def new_secret(prefix: str = "") -> str:
    """256 random bits, safe in a URL and in a cookie."""
    return prefix + secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """What is stored of a secret. A fast hash is right: there is nothing to guess in 256 bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
