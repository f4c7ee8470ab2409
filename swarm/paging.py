"""Opaque cursors for keyset pages: where the last page ended, never how many came before."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

from swarm.errors import Invalid

Part = str | int | float | None
LARGEST = 2**53


def encode(*parts: Part | datetime) -> str:
    """A url-safe cursor of plain values; moments travel as ISO text."""
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in parts]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: type) -> list[object]:
    """The values of a cursor, checked against `kinds` (str, int, float, datetime).

    Raises Invalid on anything that `encode` did not make for the same kinds.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            raise ValueError
        return [_read(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    except (ValueError, OverflowError, RecursionError) as error:
        raise Invalid(
            "This page cannot be continued.", fields={"cursor": "not a cursor"}
        ) from error


def _read(part: object, kind: type) -> object:
    if part is None:
        return None
    if kind is datetime and isinstance(part, str):
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    if kind is float and isinstance(part, int | float) and not isinstance(part, bool):
        return float(part)
    if type(part) is not kind:
        raise ValueError
    if isinstance(part, str):
        _check_storable(part)
    if isinstance(part, int) and abs(part) > LARGEST:
        raise ValueError
    return part


def _check_storable(text: str) -> None:
    # What no database keeps cannot be where a page ended: NUL, and half of a surrogate pair.
    if "\x00" in text:
        raise ValueError
    text.encode()
