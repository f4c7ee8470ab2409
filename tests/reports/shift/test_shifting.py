"""Small ledgers, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.reports.shift.shifting import (
    elapsed_of,
    resolved_at,
    shift_left,
    total_by,
    would_be_escalations,
)


def ids(*values):
    return np.array(values, dtype=np.int64)


def test_the_index_is_one_at_the_first_tier_and_none_at_the_last():
    assert shift_left({0: 30.0}, 4) == 1
    assert shift_left({3: 30.0}, 4) == 0
    assert shift_left({0: 30.0, 3: 30.0, -1: 500.0}, 4) == pytest.approx(0.5)
    assert shift_left({1: 10.0, 2: 30.0}, 5) == pytest.approx((10 * 0.75 + 30 * 0.5) / 40)
    assert shift_left({-1: 5.0}, 4) is None
    assert shift_left({0: 5.0}, 1) is None


def flags(*values):
    return np.array(values, dtype=bool)


def test_where_nobody_is_known_to_have_resolved_it_the_last_known_tier_counts():
    numbers, places = resolved_at(ids(1, 1, 2, 2, 3), ids(1, 2, 3, -1, -1), flags(*[0] * 5))
    assert (numbers.tolist(), places.tolist()) == ([1, 2, 3], [2, 3, -1])
    assert resolved_at(ids(), ids(), flags())[0].size == 0


def test_a_ticket_is_resolved_at_the_tier_of_the_work_that_resolved_it():
    tickets = ids(1, 1, 1, 2, 2, 3, 3, 4)
    work = ids(3, 2, 1, -1, 2, 2, 1, 2)
    numbers, places = resolved_at(tickets, work, flags(1, 1, 0, 1, 0, 0, 0, 1))
    assert (numbers.tolist(), places.tolist()) == ([1, 2, 3, 4], [2, -1, 1, 2])


def test_each_first_need_of_a_higher_tier_would_have_been_an_escalation():
    tickets = ids(1, 1, 1, 1, 2, 2, 3, 4, 4, 4)
    work = ids(1, 2, 1, 3, 3, 1, -1, -1, 1, 2)
    numbers, counts = would_be_escalations(tickets, work)
    assert (numbers.tolist(), counts.tolist()) == ([1, 2, 3, 4], [2, 0, 0, 1])
    assert would_be_escalations(ids(), ids())[1].size == 0


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-1, 4), min_size=1, max_size=8), min_size=1, max_size=6))
def test_a_simple_count_of_escalations_agrees(paths):
    tickets = ids(*(place for place, path in enumerate(paths) for _ in path))
    work = ids(*(one for path in paths for one in path))
    _, counts = would_be_escalations(tickets, work)
    for place, path in enumerate(paths):
        known = [one for one in path if one >= 0]
        rose = sum(one > max(known[:at]) for at, one in enumerate(known) if at)
        assert counts[place] == rose


def test_time_passes_at_a_tier_until_the_next_touch_or_the_end():
    tickets, start = ids(1, 1, 2, 3), np.array([0.0, 40, 10, 90])
    until = np.array([100.0, 100, 30, 50])
    assert elapsed_of(tickets, start, until).tolist() == [40, 60, 20, 0]
    assert total_by(ids(0, 1, -1, 1), np.array([40.0, 60, 20, 0]), ["L1", "L2"]) == {
        "L1": 40, "L2": 60, "unknown": 20,
    }  # fmt: skip
