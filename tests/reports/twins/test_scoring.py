from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.twins.scoring import crps, judge, split
from tests.reports.twins.conftest import journey


def test_a_twin_is_nearer_than_the_average_of_its_category(journeys):
    learned, held = split(journeys)
    scored, paths = judge(learned, held, "category")
    assert len(held) == 80
    for measure in ("hops", "hours"):
        assert scored[measure].twin.mean() < 0.6 * scored[measure].average.mean()
        assert scored[measure].twin.mean() < 0.8 * scored[measure].spread.mean()
    assert 0.7 < scored["hours"].held.mean() < 0.95
    assert paths.mean() > 0.8


def test_nothing_is_learned_from_what_had_not_ended_when_the_first_judged_one_came():
    told = [
        journey(number, "Shop", ("A", 24.0 * 30 if number == 3 else 1.0)) for number in range(40)
    ]
    learned, held = split(told)
    assert [one.id for one in held] == [str(number) for number in range(32, 40)]
    assert "3" not in {one.id for one in learned}
    assert len(learned) == 31
    assert split([]) == ([], [])


def test_a_category_that_was_never_seen_is_told_by_all(journeys):
    learned, held = split(journeys)
    other = [type(one)(one.id, one.at, one.ended_at, {"category": "?"}, one.stops) for one in held]
    assert judge(learned, other, "category")[0]["hops"].average.mean() > 0


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_the_score_of_one_number_is_its_distance(value, truth):
    assert crps(np.array([value]), truth) == pytest.approx(abs(value - truth), abs=1e-9)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=30), st.floats(-50, 50))
def test_the_score_is_that_of_the_definition(values, truth):
    drawn = np.array(values)
    apart = np.abs(drawn[:, None] - drawn[None, :]).mean() / 2
    assert crps(drawn, truth) == pytest.approx(np.abs(drawn - truth).mean() - apart, abs=1e-9)
    assert crps(drawn, truth) >= -1e-9
