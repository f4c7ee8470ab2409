"""What was looked at, how it stands, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel


class Level(StrEnum):
    """Fine; worth a look; or broken."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class Finding(BaseModel):
    """One thing that was looked at: what was seen, and what to do where it is not fine."""

    key: str
    level: Level
    says: str
    do: str = ""


def ok(key: str, says: str) -> Finding:
    """All is well."""
    return Finding(key=key, level=Level.OK, says=says)


def warning(key: str, says: str, do: str) -> Finding:
    """Worth a look."""
    return Finding(key=key, level=Level.WARNING, says=says, do=do)


def wrong(key: str, says: str, do: str) -> Finding:
    """Broken, or soon to be."""
    return Finding(key=key, level=Level.WRONG, says=says, do=do)
