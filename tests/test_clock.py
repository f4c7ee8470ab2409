"""The clock is always aware, and can be held."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from swarm import clock


def test_the_clock_tells_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_the_clock_can_be_held_and_runs_on_afterwards() -> None:
    moment = datetime(2026, 1, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.now().hour == 12
    assert clock.now() > moment


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001 - the point
        pass
