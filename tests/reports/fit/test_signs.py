from __future__ import annotations

import numpy as np
import pytest

from swarm.reports.fit.breaking_even import break_even
from swarm.reports.fit.signs import SIGNS, verdict_of
from swarm.reports.survival import Estimate

BY_KEY = {sign.key: sign for sign in SIGNS}


@pytest.mark.parametrize(
    ("key", "found", "speaks"),
    [
        ("minutes", Estimate(15.1), "swarm"),
        ("minutes", Estimate(15.0), "tier"),
        ("new", Estimate(0.31), "swarm"),
        ("severe", Estimate(0.05), "tier"),
        ("passed_on", Estimate(0.6), "swarm"),
        ("falling", Estimate(-0.2, -0.3, -0.1), "swarm"),
        ("falling", Estimate(-0.2, -0.5, 0.1), "tier"),
        ("new", Estimate(None), None),
    ],
)
def test_each_sign_turns_at_its_limit(key, found, speaks):
    assert BY_KEY[key].speaks(found) == speaks


@pytest.mark.parametrize(
    ("spoken", "verdict"),
    [
        (["swarm"] * 3 + ["tier"] * 2, "swarm"),
        (["swarm"] * 2 + ["tier"] * 3, "tier"),
        (["swarm"] * 2 + ["tier"] * 2, "either"),
        (["swarm", "swarm", None, None, None], "untold"),
        (["tier", "tier", "tier", None, None], "tier"),
    ],
)
def test_most_signs_decide_and_few_say_nothing(spoken, verdict):
    assert verdict_of(spoken) == verdict


def test_a_swarm_of_the_break_even_size_costs_what_tiers_cost():
    chance = np.random.default_rng(1)
    people = chance.integers(1, 5, 200).astype(float)
    swarm, tier = people * chance.normal(10, 1, 200), chance.normal(40, 5, 300)
    found = break_even(swarm, people, tier)
    assert found.value == pytest.approx(4.0, rel=0.05)
    assert found.low < found.value < found.high
    assert found.high - found.low < 0.5
    assert break_even(swarm, people, tier) == found


def test_its_interval_holds_the_truth_also_where_costs_are_skewed():
    chance, held = np.random.default_rng(3), []
    for _ in range(400):
        people = chance.integers(1, 5, 60).astype(float)
        found = break_even(people * chance.gamma(2, 5, 60), people, chance.gamma(1, 40, 60))
        held.append(found.low <= 4.0 <= found.high)
    assert 0.91 <= np.mean(held) <= 0.98


def test_few_tickets_and_work_that_costs_nothing_break_even_nowhere():
    some = np.full(30, 5.0)
    assert break_even(some[:19], some[:19], some).value is None
    assert break_even(some, some, some[:19]).value is None
    assert break_even(some * 0, some, some).value is None
    assert break_even(some, some, some * 0) == Estimate(0.0)
