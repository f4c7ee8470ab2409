from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.power import NormalIndPower

from swarm.reports.effects.study import Study
from swarm.reports.trials.planning import detectable_ratio, spread_of, tickets_by_ratio


def plain(hours: np.ndarray, happened: np.ndarray | None = None) -> Study:
    count = len(hours)
    return Study(
        treated=np.zeros(count, dtype=bool),
        hours=hours,
        happened=np.full(count, True) if happened is None else happened,
        cluster=np.arange(count),
        covariates={},
    )


def test_the_spread_is_that_of_the_times_themselves():
    hours = np.random.default_rng(1).gamma(4, 5.0, 4_000)
    assert spread_of(plain(hours)) == pytest.approx(0.5, rel=0.1)


def test_too_few_solved_tickets_tell_no_spread():
    hours = np.arange(1.0, 60.0)
    assert spread_of(plain(hours, np.arange(59) < 29)) is None
    assert spread_of(plain(np.zeros(40))) is None


def test_the_ratio_that_so_many_tickets_show_needs_so_many_tickets():
    for ratio, tickets in tickets_by_ratio(0.9, (1.1, 1.3, 2.0), share=0.3, power=0.9):
        found = detectable_ratio(0.9, tickets, share=0.3, power=0.9)
        assert found == pytest.approx(ratio, rel=0.01)
        assert found <= ratio


def test_the_power_of_a_plan_is_that_of_statsmodels():
    [(ratio, tickets)] = tickets_by_ratio(0.8, (1.25,), share=0.5, power=0.8)
    power = NormalIndPower().power(np.log(ratio) / 0.8, tickets / 2, 0.05, ratio=1)
    assert power == pytest.approx(0.8, abs=0.003)
