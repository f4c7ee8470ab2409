from __future__ import annotations

import numpy as np
import pytest

from swarm.reports.twins.imagining import MOST_STOPS, Twins, interval
from swarm.reports.twins.journeys import Journey, Stop
from tests.reports.twins.conftest import journey


@pytest.fixture(scope="module")
def twins(journeys):
    return Twins.fit(journeys)


def test_a_twin_goes_the_way_that_tickets_like_it_went(twins):
    shop = twins.draw({"product": "Shop"}, first="L1 Front", seed=1)
    till = twins.draw({"product": "Till"}, first="L1 Front", seed=1)
    assert shop.hops.mean() > 0.75
    assert till.hops.mean() < 0.25
    assert shop.likely(1)[0][0] == ("L1 Front", "L2 Back")
    assert till.likely(1)[0][0] == ("L1 Front",)
    assert shop.hours.mean() > 3 * till.hours.mean()


def test_where_it_begins_is_drawn_where_nobody_tells(twins):
    drawn = twins.draw({"product": "Shop"}, seed=2)
    assert {path[0] for path in drawn.paths} == {"L1 Front"}
    assert sum(share for _, share in drawn.likely(9)) == pytest.approx(1)


def test_minutes_and_cost_come_with_the_stops_that_were_drawn(twins):
    drawn = twins.draw({"product": "Shop"}, first="L1 Front", seed=3)
    assert np.array_equal(drawn.minutes, 10 * (drawn.hops + 1))
    assert np.array_equal(drawn.cost, 5 * (drawn.hops + 1))


def test_a_cost_that_is_not_known_stays_unknown():
    told = [journey(number, "Shop", ("A", 1.0)) for number in range(30)]
    assert np.isnan(Twins.fit(told).draw({}, first="A").cost).all()


def test_the_same_ticket_has_the_same_twin(twins):
    first, again = (twins.draw({"product": "Shop"}, seed=7) for _ in range(2))
    assert first.paths == again.paths
    assert np.array_equal(first.hours, again.hours)


def test_four_of_five_ways_lie_within_the_interval(twins):
    drawn = twins.draw({"product": "Shop"}, first="L1 Front", seed=4)
    low, high = interval(drawn.hours)
    assert np.mean((drawn.hours >= low) & (drawn.hours <= high)) == pytest.approx(0.8, abs=0.02)


def test_a_ring_of_queues_ends_all_the_same():
    ring = [journey(n, "Shop", *[("A", 1.0), ("B", 1.0)] * 20) for n in range(40)]
    drawn = Twins.fit(ring).draw({}, first="A")
    assert drawn.hops.max() == MOST_STOPS - 1


def test_the_chance_to_be_passed_on_is_told_of_known_queues(twins):
    shop = twins.passed_on("L1 Front", {"product": "Shop"}, later=False)
    assert shop > 0.75
    assert twins.passed_on("L2 Back", {"product": "Shop"}, later=True) < 0.1
    assert twins.passed_on("nowhere", {}, later=False) is None


def test_a_ticket_that_has_not_come_yet_is_foretold_from_the_start(twins):
    assert twins.ever_passed_on({"product": "Shop"}) > 0.75
    assert twins.ever_passed_on({"product": "Till"}) < 0.25


def test_what_a_value_adds_to_the_hours_is_learned():
    chance = np.random.default_rng(3)
    told = []
    for number in range(400):
        slow = number % 2 == 0
        hours = float(chance.lognormal(2 if slow else 0, 0.2))
        told.append(Journey(str(number), number * 9e4, number * 9e4 + 1, {"kind": "ab"[slow]},
                            [Stop("A", hours)]))  # fmt: skip
    twins = Twins.fit(told)
    slow, fast = (np.median(twins.draw({"kind": kind}, first="A").hours) for kind in "ba")
    assert slow > 2 * fast
