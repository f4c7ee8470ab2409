"""Moments as other desks write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


class MomentReader:
    """Reads moments that are written in one of several ways.

    A form is `iso` (ISO 8601), `epoch` or `epoch_ms` (numbers since 1970), or a strptime
    format; the first that fits is meant. A moment that names no zone is in `zone`; where clocks
    were set back and it happened twice, the first is meant.
    """

    def __init__(self, forms: str | Sequence[str], zone: str = "UTC") -> None:
        self.forms = [forms] if isinstance(forms, str) else list(forms)
        self.zone = ZoneInfo(zone)
        # Rows of one case repeat their moments; parsing is the slowest step of a row.
        self.read = lru_cache(maxsize=20_000)(self._read)

    def _read(self, text: str) -> float:
        """Seconds since 1970. Raises ValueError in words."""
        try:
            moment = self._parse(text.strip())
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=self.zone)
            moment = moment.astimezone(UTC)
        except (ValueError, OverflowError, OSError) as error:
            forms = " or ".join(self.forms)
            raise ValueError(f"{text[:40]!r} is not a moment in the form {forms}") from error
        if not EARLIEST <= moment < LATEST:
            raise ValueError(f"{text[:40]!r} is not between 1970 and 2100")
        return moment.timestamp()

    def _parse(self, text: str) -> datetime:
        for form in self.forms[:-1]:
            try:
                return _parse_as(form, text)
            except (ValueError, OverflowError, OSError):
                continue
        return _parse_as(self.forms[-1], text)


def _parse_as(form: str, text: str) -> datetime:
    if form == "iso":
        return datetime.fromisoformat(text)
    if form == "epoch":
        return datetime.fromtimestamp(float(text), UTC)
    if form == "epoch_ms":
        return datetime.fromtimestamp(float(text) / 1000, UTC)
    # A format may hold %z; without it the zone of the mapping is put on by the caller.
    return datetime.strptime(text, form)  # noqa: DTZ007 - the zone follows at once
