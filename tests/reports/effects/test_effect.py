from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from swarm.reports.effects.effect import estimate_effect
from swarm.reports.effects.refusing import BY_THEN
from swarm.reports.effects.study import Study


def test_it_finds_what_was_planted_where_the_plain_difference_does_not(plant):
    found = estimate_effect(plant(tickets=4_000, owners=200))
    assert found.refusals == ()
    assert found.adjusted.low < 1.3 < found.adjusted.high
    assert found.raw.low > 1.5
    assert found.adjusted.tier_hours / found.adjusted.swarm_hours == pytest.approx(
        found.adjusted.value
    )


def test_weighting_brings_the_sides_together(plant):
    found = estimate_effect(plant(tickets=2_000))
    worst = found.balance[0]
    assert worst.name == "difficulty"
    assert abs(worst.before) > 0.5
    assert abs(worst.after) < 0.1
    assert sum(found.overlap.swarm) + sum(found.overlap.tier) == 2_000


def test_the_same_tickets_give_the_same_answer(plant):
    assert estimate_effect(plant()) == estimate_effect(plant())


def test_without_rounds_the_variance_is_that_of_ever_more_draws(plant):
    study = plant(tickets=1_000)
    none, many = (estimate_effect(study, rounds=rounds) for rounds in (0, 20_000))
    assert none.adjusted.error == pytest.approx(many.adjusted.error, rel=0.02)
    assert none.raw.error == pytest.approx(many.raw.error, rel=0.02)
    assert none.adjusted.value == many.adjusted.value


def test_the_order_of_tickets_does_not_matter(plant):
    study = plant(tickets=1_000)
    one, other = (
        estimate_effect(study.take(order), rounds=0)
        for order in (np.argsort(study.hours), np.random.default_rng(1).permutation(1_000))
    )
    assert one.adjusted.value == pytest.approx(other.adjusted.value)
    assert one.adjusted.error == pytest.approx(other.adjusted.error)
    assert one.raw.value == pytest.approx(other.raw.value)
    assert estimate_effect(study, unadjusted=False).raw is None


def test_with_lots_the_adjusted_and_the_plain_ratio_agree(plant):
    found = estimate_effect(plant(tickets=4_000, confounding=0.0))
    assert found.adjusted.value == pytest.approx(found.raw.value, rel=0.05)


def test_nine_in_ten_intervals_or_more_hold_the_truth(plant):
    truth = 1.0
    told = [estimate_effect(plant(seed, tickets=400, faster=1.0), rounds=100) for seed in range(60)]
    held = [one.adjusted.low <= truth <= one.adjusted.high for one in told if one.adjusted]
    naive = [one.raw.low <= truth <= one.raw.high for one in told]
    assert len(held) > 50
    assert np.mean(held) > 0.85
    assert np.mean(naive) < 0.5


def test_difficulty_that_was_not_written_down_leaves_its_mark(plant):
    study = plant(tickets=4_000)
    blind = replace(study, covariates={"priority": study.covariates["priority"]})
    found = estimate_effect(blind)
    assert found.adjusted.low > 1.3
    assert found.e_value_of_interval > 1


def small(count: int, **more) -> Study:
    columns = {
        "treated": np.arange(2 * count) % 2 == 0,
        "hours": np.arange(2 * count) + 1.0,
        "happened": np.full(2 * count, True),
        "cluster": np.arange(2 * count) // 2 % 20,
        "covariates": {},
    }
    return Study(**(columns | more))


def test_few_tickets_are_refused_in_plain_words():
    found = estimate_effect(small(20))
    assert found.adjusted is None
    assert found.refusals[0] == "There are 20 tickets of the swarm process; 50 are needed."
    assert found.raw is not None
    assert found.needed is not None


def test_few_solved_and_few_owners_are_refused():
    unsolved = estimate_effect(small(60, happened=np.arange(120) < 20))
    assert unsolved.refusals[0] == "10 tickets of the swarm process are solved; 30 are needed."
    alone = estimate_effect(small(60, cluster=np.full(120, 1)))
    assert "had 1 owners; 5 are needed" in alone.refusals[0]
    nothing = estimate_effect(small(60, happened=np.full(120, False)))
    assert nothing.raw is None
    assert nothing.needed is None


def test_a_covariate_that_is_mostly_unknown_is_refused():
    labels = np.array(["a"] * 60 + [""] * 60, dtype=object)
    found = estimate_effect(small(60, covariates={"product": labels}))
    assert found.refusals == (
        "The product is not known for 50% of the tickets, so it cannot be adjusted for.",
    )


def test_sides_of_different_kinds_are_refused():
    treated = np.arange(400) % 2 == 0
    labels = np.where(treated, "shop", "till").astype(object)
    found = estimate_effect(small(200, covariates={"product": labels}))
    assert found.adjusted is None
    assert "different kinds of tickets" in found.refusals[0]
    assert "0% of those of the swarm process" in found.refusals[0]
    assert found.overlap.outside == 400


def test_a_refusal_names_the_sides_as_what_they_are():
    late = estimate_effect(small(20), sides=BY_THEN)
    assert late.refusals == (
        "There are 20 tickets in a swarm by then; 50 are needed.",
        "There are 20 tickets in none by then; 50 are needed.",
    )


def test_what_weighting_does_not_balance_is_refused(plant, monkeypatch):
    monkeypatch.setattr("swarm.reports.effects.effect.MOST_UNLIKE", 0.0)
    found = estimate_effect(plant())
    assert found.adjusted is None
    assert found.refusals[0].startswith("After weighting the sides still differ in difficulty")
    assert found.balance


def test_where_no_time_passes_nothing_is_said():
    found = estimate_effect(small(60, hours=np.zeros(120)))
    assert found.refusals == ("No time passed on one of the sides.",)
    assert found.raw is None
