from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.tiers.folding import IDLE, Act, belongs, fold, minutes_between

START = datetime(2026, 3, 4, 9, tzinfo=UTC)


def act(minute: float, seq: int = 1, stream: str = "tickets/1") -> Act:
    return Act(START + timedelta(minutes=minute), stream, seq)


def test_acts_half_an_hour_apart_are_one_stretch():
    (stretch,) = fold([act(0, 1), act(30, 2), act(55, 5)])
    assert (stretch.first_seq, stretch.last_seq, stretch.minutes) == (1, 5, 55)


def test_a_longer_pause_is_not_counted_as_work():
    stretches = fold([act(0, 1), act(10, 2), act(40.1, 3)])
    assert [(s.first_seq, s.last_seq, s.minutes) for s in stretches] == [(1, 2, 10), (3, 3, 2)]


def test_a_lone_act_counts_two_minutes():
    assert minutes_between(START, START) == 2
    assert minutes_between(START, START + timedelta(seconds=90)) == 2
    assert minutes_between(START, START + timedelta(seconds=150)) == 2.5


def test_a_stretch_goes_on_in_the_swarm_and_keeps_the_name_of_its_beginning():
    (stretch,) = fold([act(0, 4), act(5, 1, "swarms/2"), act(9, 5)])
    assert (stretch.stream, stretch.first_seq, stretch.last_seq, stretch.minutes) == (
        "tickets/1", 4, 5, 9,
    )  # fmt: skip


@given(
    st.lists(st.tuples(st.integers(0, 600), st.sampled_from(["a", "b"])), max_size=30), st.randoms()
)
def test_stretches_hold_every_act_once_whatever_their_order(steps, random):
    acts = [act(minute, seq, stream) for seq, (minute, stream) in enumerate(steps, 1)]
    shuffled = list(acts)
    random.shuffle(shuffled)
    stretches = fold(shuffled)
    assert stretches == fold(acts)
    for one in acts:
        assert sum(stretch.start <= one.at <= stretch.end for stretch in stretches) == 1
    for one, two in pairwise(stretches):
        assert two.start - one.end > IDLE


@pytest.mark.parametrize(("minute", "inside"), [(-31, False), (-30, True), (40, True), (41, False)])
def test_an_act_belongs_as_long_as_the_pause_is_short_enough(minute, inside):
    assert belongs(START, START + timedelta(minutes=10), act(minute).at) is inside
