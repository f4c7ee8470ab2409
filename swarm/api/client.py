"""The web client's page and files, and what a browser may do with them."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response
from whitenoise import WhiteNoise

STATIC = Path(__file__).resolve().parent.parent / "static"
NONCE = "style-nonce-of-this-answer"
"""Stands in the built page where each answer's own nonce goes."""


def policy(nonce: str = "") -> str:
    """The content security policy of an answer; `nonce` lets in the style sheets of its page.

    Mantine makes style sheets from script: those carry the nonce, and no others hold. Scripts
    come from files only.
    """
    return "; ".join(
        (
            "default-src 'self'",
            "style-src 'self'" + (f" 'nonce-{nonce}'" if nonce else ""),
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def client_page() -> Response | None:
    """The one page of the web client, with a nonce of its own; None where it is not built.

    It must not be kept: another answer's policy knows another nonce.
    """
    if (page := _built_page(STATIC)) is None:
        return None
    nonce = secrets.token_urlsafe(16)
    answer = Response(page.replace(NONCE, nonce), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = policy(nonce)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def _built_page(folder: Path) -> str | None:
    file = folder / "index.html"
    return file.read_text(encoding="utf-8") if file.is_file() else None


@cache
def built_files(folder: Path) -> dict[str, Any]:
    """The files of the web client by their addresses, read once in a process."""
    # Files whose names carry a hash of their content may be kept for ever.
    reader = WhiteNoise(None, immutable_file_test=lambda path, _url: "/assets/" in path)
    if folder.is_dir():
        reader.add_files(str(folder))
    files: dict[str, Any] = reader.files
    # The page itself is an answer of its own each time.
    return {address: file for address, file in files.items() if address != "/index.html"}
