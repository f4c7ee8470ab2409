"""A past ticket that is like the one asked about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A solved ticket like the one asked about."""

    ticket: str
    similarity: float
    age_days: float
