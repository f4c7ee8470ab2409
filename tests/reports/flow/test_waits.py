from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.reports.flow.waits import ENDED, QUEUE, WORK, Turns, spells_of


def turns(*rows):
    """(ticket, at, "status" or "owner", value)."""
    return Turns(
        np.array([row[0] for row in rows], dtype=np.int64),
        np.array([row[1] for row in rows], dtype=np.float64),
        np.array([row[2] == "status" for row in rows], dtype=bool),
        np.array([row[3] for row in rows], dtype=np.int64),
    )


def spells(created, until, *rows):
    numbers = np.arange(1, len(created) + 1)
    return spells_of(numbers, np.array(created, float), np.array(until, float), turns(*rows))


def test_time_goes_to_the_queue_to_work_and_to_what_is_waited_for():
    found = spells(
        [0], [100], (1, 10, "owner", 1), (1, 30, "status", 0), (1, 50, "status", WORK),
        (1, 60, "owner", 0), (1, 65, "owner", 1), (1, 70, "status", 1), (1, 75, "status", WORK),
    )  # fmt: skip
    # queue 0-10 and 60-65; requester 30-50; cause 1 70-75; work the rest
    assert found.total(QUEUE) == 15
    assert found.total(0) == 20
    assert found.total(1) == 5
    assert found.total(WORK) == 60
    assert found.of(0).tolist() == [1]


def test_what_is_solved_counts_for_nothing_until_it_comes_back():
    found = spells(
        [0], [100], (1, 0, "owner", 1), (1, 40, "status", ENDED), (1, 90, "status", WORK)
    )
    assert (found.total(WORK), found.total(ENDED)) == (50, 0)


def test_turns_out_of_bounds_and_of_other_tickets_do_not_count():
    found = spells([10, 0], [20, 5], (1, 0, "owner", 1), (1, 99, "status", 0), (9, 1, "owner", 1))
    assert (found.total(WORK), found.total(QUEUE), found.total(0)) == (10, 5, 0)
    assert found.of(QUEUE).tolist() == [2]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.integers(0, 50), st.sampled_from(["status", "owner"]),
            st.integers(0, 1),
        ),
        max_size=20,
    )
)  # fmt: skip
def test_all_time_is_counted_once(rows):
    found = spells([0, 5, 9], [50, 40, 9], *rows)
    assert found.seconds.sum() == pytest.approx(50 + 35)
    assert (found.seconds >= 0).all()
