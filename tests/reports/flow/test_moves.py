"""Small logs, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swarm.reports.flow import moves
from swarm.reports.flow.moves import FEW, edges, transfers, travel, with_step


def ids(*values):
    return np.array(values, dtype=np.int64)


def log(paths):
    """Paths by ticket as two arrays."""
    tickets = [ticket for ticket, path in paths.items() for _ in path]
    holders = [ord(one) for path in paths.values() for one in path]
    return ids(*tickets), ids(*holders)


def test_moves_ping_pong_and_loops_are_three_things():
    found = travel(*log({1: "A", 2: "AB", 3: "ABA", 4: "ABCA", 5: "ABAB", 6: "AABBA"}))
    assert found.numbers.tolist() == [1, 2, 3, 4, 5, 6]
    assert found.moves.tolist() == [0, 1, 2, 3, 3, 2]
    assert found.bounces.tolist() == [0, 0, 1, 0, 2, 1]
    assert found.loops.tolist() == [0, 0, 1, 1, 2, 1]


def test_an_empty_log_has_no_travel():
    assert travel(ids(), ids()).numbers.size == 0
    assert edges(ids(), ids())[2].size == 0
    with pytest.raises(ValueError, match="one holder"):
        travel(ids(1), ids())


def test_handovers_are_counted_and_lead_to_their_tickets():
    tickets, holders = log({1: "ABA", 2: "AB", 3: "B"})
    start, end, counts = edges(tickets, holders)
    assert list(zip(start.tolist(), end.tolist(), counts.tolist(), strict=True)) == [
        (ord("A"), ord("B"), 2), (ord("B"), ord("A"), 1),
    ]  # fmt: skip
    assert with_step(tickets, holders, ord("A"), ord("B")).tolist() == [1, 2]
    assert with_step(tickets, holders, ord("B"), ord("A")).tolist() == [1]


@pytest.mark.parametrize("most", [0, FEW])
def test_handovers_are_the_same_however_many_holders_there_are(monkeypatch, most):
    monkeypatch.setattr(moves, "FEW", most)
    start, end, counts = edges(*log({1: "ABACA", 2: "AB", 3: "CA", 4: "CAB"}))
    told = ["".join(map(chr, pair)) for pair in zip(start.tolist(), end.tolist(), strict=True)]
    assert (told, counts.tolist()) == (["AB", "CA", "AC", "BA"], [3, 3, 1, 1])


@settings(deadline=None)
@given(st.lists(st.text("ABC", min_size=1, max_size=9), min_size=1, max_size=6))
def test_a_simple_count_agrees(paths):
    found = travel(*log(dict(enumerate(paths))))
    for place, path in enumerate(paths):
        short = "".join(b for a, b in zip(" " + path, path, strict=False) if a != b)
        assert found.moves[place] == len(short) - 1
        assert found.bounces[place] == sum(a == c for a, c in zip(short, short[2:], strict=False))
        assert found.loops[place] == len(short) - len(set(short))


def test_transfers_keep_their_shape():
    numbers, moves, bounces = transfers(*log({7: "ABA"}))
    assert (numbers.tolist(), moves.tolist(), bounces.tolist()) == ([7], [2], [1])
