"""The one place that says what time it is: always aware, always UTC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The present moment in UTC, or the one held by `at`."""
    return _held.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) within the block: for the demo, imports and tests."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    mark = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(mark)
