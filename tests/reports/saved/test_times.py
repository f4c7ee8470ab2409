"""A day and an hour on somebody's clock, also where the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.saved.times import before, next_after

BERLIN = "Europe/Berlin"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "every", "day", "hour", "zone", "due"),
    [
        ("2026-03-04T12:00", "week", 0, 8, "UTC", "2026-03-09T08:00"),
        ("2026-03-09T07:59", "week", 0, 8, "UTC", "2026-03-09T08:00"),
        ("2026-03-09T08:00", "week", 0, 8, "UTC", "2026-03-16T08:00"),
        ("2026-03-20T12:00", "week", 0, 8, BERLIN, "2026-03-23T07:00"),
        ("2026-03-27T12:00", "week", 0, 8, BERLIN, "2026-03-30T06:00"),  # summer time
        ("2026-03-27T12:00", "week", 6, 2, BERLIN, "2026-03-29T01:00"),  # two is left out
        ("2026-01-31T12:00", "month", 28, 0, "UTC", "2026-02-28T00:00"),
        ("2026-12-15T12:00", "month", 1, 9, "UTC", "2027-01-01T09:00"),
    ],
)
def test_the_next_time_is_by_the_clock_of_whoever_reads(now, every, day, hour, zone, due):
    assert next_after(at(now), every, day, hour, zone) == at(due)


@given(
    st.integers(0, 15 * 366 * 24 * 60),
    st.sampled_from(["week", "month"]),
    st.integers(1, 6),
    st.integers(0, 23),
    st.sampled_from(["UTC", BERLIN, "Asia/Kolkata", "America/New_York"]),
)
def test_it_comes_after_now_within_a_period_and_follows_the_one_before(now, every, day, hour, zone):
    moment = at("2020-01-01") + timedelta(minutes=now)
    due = next_after(moment, every, day, hour, zone)
    assert moment < due <= moment + timedelta(days=8 if every == "week" else 32)
    earlier = before(due, every, day, hour, zone)
    assert earlier <= moment + timedelta(hours=2)
    assert next_after(earlier, every, day, hour, zone) == due
