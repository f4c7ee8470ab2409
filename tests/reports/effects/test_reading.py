from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swarm.reports.effects.reading import (
    anytime_interval,
    e_value,
    e_value_of_interval,
    tickets_for_experiment,
    tickets_needed,
)


def test_the_e_value_is_the_published_one():
    # VanderWeele & Ding 2017: a risk ratio of 3.9 gives 7.26.
    assert e_value(3.9) == pytest.approx(7.26, abs=0.01)
    assert e_value(1) == 1


@given(st.floats(0.05, 20))
def test_slower_is_explained_away_as_hardly_as_faster(ratio):
    assert e_value(ratio) == pytest.approx(e_value(1 / ratio))
    assert e_value(ratio) >= max(ratio, 1 / ratio)


def test_an_interval_that_holds_one_needs_nothing_to_be_explained_away():
    assert e_value_of_interval(0.9, 1.6) == 1
    assert e_value_of_interval(1.2, 1.6) == e_value(1.2)
    assert e_value_of_interval(0.5, 0.8) == e_value(0.8)


def test_half_the_error_needs_a_quarter_of_the_tickets():
    assert tickets_needed(0.2, 100) == pytest.approx(4 * tickets_needed(0.1, 100), rel=0.02)


def test_the_planned_number_finds_the_difference_four_times_in_five():
    each = tickets_for_experiment(1.0) // 2
    chance = np.random.default_rng(3)
    sides = [chance.exponential(scale, (400, each)) for scale in (1 / 1.2, 1.0)]
    swarm, tier = (side.mean(axis=1) for side in sides)
    error = np.sqrt(sum(side.var(axis=1) / side.mean(axis=1) ** 2 for side in sides) / each)
    assert (np.log(tier / swarm) / error > 1.96).mean() == pytest.approx(0.8, abs=0.06)


@pytest.mark.parametrize(
    "wrong", [{"spread": 0}, {"spread": 1, "share": 1}, {"spread": 1, "ratio": 1}]
)
def test_what_cannot_be_planned_is_refused(wrong):
    with pytest.raises(ValueError, match="share"):
        tickets_for_experiment(**wrong)


def test_a_ratio_of_times_is_positive():
    with pytest.raises(ValueError, match="positive"):
        e_value(0)


def test_looking_after_every_ticket_seldom_finds_what_is_not_there():
    chance = np.random.default_rng(8)
    counts = np.arange(100, 2_001, 25)
    wrong = naive = 0
    for _ in range(200):
        means = chance.normal(size=2_000).cumsum()[counts - 1] / counts
        ends = [
            anytime_interval(float(np.exp(mean)), count**-0.5, int(count))
            for mean, count in zip(means, counts, strict=True)
        ]
        wrong += any(not low <= 1 <= high for low, high in ends)
        naive += bool((np.abs(means) * np.sqrt(counts) > 1.96).any())
    assert wrong <= 0.05 * 200
    assert naive > 0.2 * 200
