"""Turns come round by the team's wall clock, and what is taken instead lies over them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from swarm.people.on_call.turns import Plan, Stretch, at, lay_over, turns_between

VIENNA = Plan((1, 2, 3), date(2026, 3, 2), time(9), 7, ZoneInfo("Europe/Vienna"))
HOUR = timedelta(hours=1)


def test_turns_are_handed_over_by_the_wall_clock_also_when_clocks_change() -> None:
    turns = list(
        turns_between(VIENNA, datetime(2026, 3, 23, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    )
    assert [(turn.person, turn.starts_at.hour) for turn in turns] == [(3, 8), (1, 8), (2, 7)]
    assert turns[1].ends_at - turns[1].starts_at == timedelta(days=7) - HOUR
    assert all(one.ends_at == two.starts_at for one, two in pairwise(turns))


def test_before_the_first_turn_nobody_is_on_call() -> None:
    first = VIENNA.begins(0)
    before = turns_between(VIENNA, first - timedelta(days=9), first + HOUR)
    assert [(turn.person, turn.starts_at) for turn in before] == [(1, first)]
    assert list(turns_between(VIENNA, first - 2 * HOUR, first - HOUR)) == []


def test_what_is_taken_instead_cuts_a_turn_in_two() -> None:
    first, second = VIENNA.begins(0), VIENNA.begins(1)
    day = Stretch(9, first + 24 * HOUR, first + 48 * HOUR, stand_in=5)
    laid = lay_over(turns_between(VIENNA, first, second), [day])
    assert laid == [
        Stretch(1, first, day.starts_at),
        day,
        Stretch(1, day.ends_at, second),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.integers(10, 13)), max_size=6),
    st.integers(0, 39),
)
def test_the_newest_that_covers_a_moment_counts(
    taken: list[tuple[int, int, int]], hour: int
) -> None:
    start = VIENNA.begins(0)
    instead = [
        Stretch(person, start + begin * HOUR, start + (begin + length) * HOUR, stand_in=place)
        for place, (begin, length, person) in enumerate(taken)
    ]
    laid = lay_over(turns_between(VIENNA, start, start + 60 * HOUR), instead)
    assert all(one.ends_at <= two.starts_at for one, two in pairwise(laid))
    covering = [one for one in instead if one.starts_at <= start + hour * HOUR < one.ends_at]
    found = at(laid, start + hour * HOUR)
    assert found is not None
    assert found.person == (covering[-1].person if covering else 1)
