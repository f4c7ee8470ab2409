"""Figures in columns: cut, joined and renewed, nothing made before it is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from swarm.reports.aggregates.entries import SIZE, SORTS, WORK, Entries, nothing_of
from swarm.reports.aggregates.parts import RECORD, Lazy, Part, renew, run_of


def part(*tickets):
    """Of each ticket its number, how often it was reopened, and the people of its swarms."""
    numbers = np.array([number for number, _, _ in tickets], dtype=np.int64)
    columns = {name: np.zeros(len(tickets), RECORD[name]) for name in RECORD.names}
    columns["reopened"] = np.array([again for _, again, _ in tickets], dtype=np.int32)
    sizes = [people for _, _, swarms in tickets for people in swarms]
    at = np.repeat(np.arange(len(tickets)), [len(swarms) for _, _, swarms in tickets])
    work = np.zeros(len(sizes), WORK)
    work["touches"] = sizes
    entries = {sort: nothing_of(sort) for sort in SORTS}
    entries |= {"work": Entries(work, at), "swarms": Entries(np.array(sizes, SIZE), at)}
    return Part(numbers, columns, entries)


def told(one):
    swarms_of = one.entries["swarms"]
    swarms = {number: [] for number in one.number.tolist()}
    for at, people in zip(swarms_of.at.tolist(), swarms_of.values.tolist(), strict=True):
        swarms[one.number[at].item()].append(people)
    assert sorted(one.work["touches"].tolist()) == sorted(swarms_of.values.tolist())
    again = one.columns["reopened"].tolist()
    return [(n, a, sorted(swarms[n])) for n, a in zip(one.number.tolist(), again, strict=True)]


OLD = [(2, 0, [3]), (4, 1, []), (7, 0, [2, 5])]


@pytest.mark.parametrize(
    "newer", [[(4, 9, [8])], [(7, 1, []), (9, 0, [4])], [(1, 1, [6]), (7, 2, [1])], []]
)
def test_newer_figures_stand_in_the_place_of_the_older_ones_of_the_same_tickets(newer):
    whole = {ticket[0]: ticket for ticket in [*OLD, *newer]}
    found = renew(part(*OLD), part(*newer))
    assert told(found) == [whole[number] for number in sorted(whole)]
    assert told(renew(part(), part(*newer))) == newer


def test_those_that_stand_side_by_side_are_seen_where_they_are_and_not_copied():
    one = part(*OLD)
    some = one.where(np.array([False, True, True]))
    assert told(some) == OLD[1:]
    assert np.shares_memory(some.columns["reopened"], one.columns["reopened"])
    assert told(one.where(np.array([True, False, True]))) == [OLD[0], OLD[2]]
    assert one.where(np.ones(3, bool)) is one
    assert len(np.arange(3)[run_of(np.zeros(3, bool))]) == 0


def test_a_column_is_made_once_and_only_when_it_is_asked_for():
    made = []

    def make(name):
        made.append(name)
        return np.array([1])

    columns = Lazy(("a", "b"), make)
    assert not made
    assert columns["a"] is columns["a"]
    assert (made, list(columns), len(columns)) == (["a"], ["a", "b"], 2)
    with pytest.raises(KeyError):
        columns["c"]
