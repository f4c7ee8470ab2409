"""A ticket as it stands when it comes in: plain fields, no words needed.

Which fields there are is the desk's own affair; nothing here knows their names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

MISSING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of a ticket at its start.

    `at` is when it came, `ended_at` when its outcome became known (None: not yet, or unknown);
    seconds since the epoch, UTC. `fields` are names and values; an empty value is missing.
    """

    id: str
    at: float
    fields: Mapping[str, str]
    ended_at: float | None = None

    def values(self, names: Sequence[str]) -> list[str]:
        """The values of these fields, and then the weekday and the hour at which it came."""
        moment = datetime.fromtimestamp(self.at, UTC)
        told = [self.fields.get(name, MISSING) for name in names]
        return [*told, str(moment.weekday()), str(moment.hour)]
