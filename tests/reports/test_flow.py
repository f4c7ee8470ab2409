import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.flow import transfers


def count_plainly(path):
    stays = [who for place, who in enumerate(path) if place == 0 or path[place - 1] != who]
    back = sum(1 for a, b in zip(stays, stays[2:], strict=False) if a == b)
    return len(stays) - 1, back


@given(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=9), max_size=8))
def test_transfers_and_bounces_are_what_a_plain_count_says(paths):
    tickets = np.array([n for n, path in enumerate(paths, 1) for _ in path], dtype=np.int64)
    holders = np.array([who for path in paths for who in path], dtype=np.int64)
    numbers, moves, bounces = transfers(tickets, holders)
    assert numbers.tolist() == list(range(1, len(paths) + 1))
    assert list(zip(moves.tolist(), bounces.tolist(), strict=True)) == [
        count_plainly(path) for path in paths
    ]


def test_each_return_counts_once():
    tickets, holders = np.array([7] * 4), np.array([1, 2, 1, 2])
    assert [found.tolist() for found in transfers(tickets, holders)] == [[7], [3], [2]]


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one holder"):
        transfers(np.array([1]), np.array([], dtype=np.int64))
