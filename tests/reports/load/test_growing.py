"""First growth seats and what came of them, against a plain walk through the same entries."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.aggregates.entries import SORTS, Entries, nothing_of
from swarm.reports.aggregates.growth import LEARNED, OFFERED, SOLO
from swarm.reports.aggregates.parts import RECORD, Part
from swarm.reports.load.growing import seats_of

GROWN = st.tuples(
    st.integers(0, 9), st.integers(1, 3), st.integers(1, 3),
    st.sampled_from([LEARNED, OFFERED, SOLO]), st.integers(0, 6),
)  # fmt: skip
"""The place of a ticket; skill, person, how, and when."""
PAIRS = st.tuples(st.integers(1, 3), st.integers(1, 5))


def part_of(grown):
    columns = {name: np.zeros(10, RECORD[name]) for name in RECORD.names}
    entries = {sort: nothing_of(sort) for sort in SORTS}
    at = np.array([place for place, *_ in grown], dtype=np.int64)
    values = np.array([tuple(said) for _, *said in grown], dtype=SORTS["growth"])
    return Part(np.arange(10) + 70, columns, entries | {"growth": Entries(values, at)})


def walked(grown, wishes):
    first, found = {}, []
    for place, skill, person, how, at in sorted(grown, key=lambda one: (one[4], one[0])):
        wished = wishes.get((person, skill), np.inf) <= at
        if how == LEARNED or (how == OFFERED and wished):
            first.setdefault((person, skill), (at, place + 70))
    for (person, skill), (at, ticket) in first.items():
        later = [
            (when, place + 70) for place, *who, how, when in grown
            if who == [skill, person] and how == SOLO and when > at
        ]  # fmt: skip
        found.append((person, skill, ticket, at, min(later)[1] if later else None))
    return found


@given(st.lists(GROWN, max_size=30), st.dictionaries(PAIRS, st.floats(0, 6)))
def test_seats_and_their_solo_solutions_are_those_of_a_plain_walk(grown, wishes):
    found = [
        (seat.person, seat.skill, seat.ticket, seat.at.timestamp(), seat.solo)
        for seat in seats_of(part_of(grown), wishes)
    ]
    assert sorted(found, key=repr) == sorted(walked(grown, wishes), key=repr)
