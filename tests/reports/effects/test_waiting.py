from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.effects.waiting import horizon_of, restricted_times
from swarm.reports.survival import kaplan_meier, restricted_mean

times = st.lists(st.tuples(st.floats(0, 100), st.booleans()), min_size=2, max_size=60)


def arrays(pairs):
    hours, happened = zip(*pairs, strict=True)
    return np.array(hours), np.array(happened)


@given(times, st.floats(0.5, 90))
def test_their_mean_is_the_area_under_the_curve(pairs, horizon):
    hours, happened = arrays(pairs)
    area = restricted_mean(kaplan_meier(hours, happened), horizon)
    assert restricted_times(hours, happened, horizon).mean() == pytest.approx(area, abs=1e-6)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=60), st.floats(0.5, 90))
def test_where_all_are_solved_they_are_the_times_cut_at_the_horizon(hours, horizon):
    hours = np.array(hours)
    told = restricted_times(hours, np.full(len(hours), True), horizon)
    assert told == pytest.approx(np.minimum(hours, horizon), abs=1e-6)


def test_they_are_close_to_leaving_one_out():
    chance = np.random.default_rng(4)
    hours, happened = chance.exponential(10, 80), chance.random(80) < 0.7
    whole = restricted_mean(kaplan_meier(hours, happened), 12)
    rest = [
        kaplan_meier(np.delete(hours, place), np.delete(happened, place)) for place in range(80)
    ]
    left_out = np.array([80 * whole - 79 * restricted_mean(curve, 12) for curve in rest])
    told = restricted_times(hours, happened, 12)
    assert np.corrcoef(told, left_out)[0, 1] > 0.999
    assert np.abs(told - left_out).max() < 0.6


def test_the_horizon_ends_where_a_side_has_few_left_to_watch():
    hours = np.concatenate([np.arange(1.0, 101), np.arange(1.0, 41)])
    treated = np.arange(140) >= 100
    happened = np.full(140, True)
    assert horizon_of(hours, happened, treated) == 40
    happened[-1] = False  # the last swarmed ticket is open: beyond the tenth last nothing is sure
    assert horizon_of(hours, happened, treated) == 31
    assert horizon_of(hours[:100], happened[:100], treated[:100]) == 0
