from __future__ import annotations

import numpy as np
import pytest

from swarm.errors import Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.reports.effects import where
from swarm.reports.effects.behind import counts_of, effect_tickets, parts_of
from swarm.reports.effects.effect import compared, estimate_effect
from swarm.reports.effects.study import Study
from swarm.reports.listing import list_behind


def two_ways(seed: int = 3, size: int = 400) -> Study:
    """In one category swarmed tickets last half as long, in another twice; a third is small."""
    chance = np.random.default_rng(seed)
    kinds = np.array(["Network"] * size + ["Printing"] * size + ["Rare"] * 40, dtype=object)
    treated = chance.random(len(kinds)) < 0.5
    pull = np.where(kinds == "Network", 0.5, np.where(kinds == "Printing", 2.0, 1.0))
    return Study(
        treated=treated,
        hours=chance.gamma(4, 5.0, len(kinds)) * np.where(treated, pull, 1.0),
        happened=np.full(len(kinds), True),
        cluster=np.arange(len(kinds)) % 25,
        covariates={"category": kinds},
    )


@pytest.fixture
def page(session, monkeypatch):
    study = two_ways()
    monkeypatch.setattr(where, "load_study", lambda *_: type("L", (), {"study": study})())
    return where.read_where(session, None, Cohort())


def test_where_swarming_lost_stands_beside_where_it_won(page):
    told = {group.name: group.verdict for group in page.groups}
    assert told == {"Network": "faster", "Printing": "slower", "Rare": "untold"}


def test_a_group_that_is_too_small_says_so_with_its_counts(page):
    rare = next(group for group in page.groups if group.name == "Rare")
    assert rare.ratio.value is None
    assert rare.why.startswith("There are ")
    assert rare.swarm.value + rare.tier.value == 40


def test_each_group_leads_to_the_tickets_of_either_side(page):
    network = page.groups[0]
    assert "category=Network" in network.swarm.tickets
    assert "process=swarm" in network.swarm.tickets
    assert "process=tier" in network.tier.tickets


def test_intervals_that_are_looked_at_together_are_wider_than_one_alone(page):
    network = page.groups[0]
    found = where.estimate_effect(two_ways().take(np.arange(400))).adjusted
    assert page.together == 2
    assert network.ratio.value == pytest.approx(found.value)
    assert network.ratio.low < found.low < found.high < network.ratio.high
    assert found.together_with(0) == pytest.approx((found.low, found.high))


def test_only_managers_read_it(session, noon):
    agent = Person(name="Ann", role="agent", created_at=noon)
    with pytest.raises(NotAllowed):
        where.read_where(session, agent, Cohort())


def test_tickets_that_could_go_one_way_only_are_left_out_and_counted():
    chance = np.random.default_rng(1)
    kinds = np.array(["both"] * 600 + ["swarm only"] * 200, dtype=object)
    treated = np.where(kinds == "both", chance.random(800) < 0.5, True)
    study = Study(
        treated=treated,
        hours=chance.gamma(2, 5.0, 800),
        happened=np.arange(800) % 10 > 0,
        cluster=np.arange(800) % 40,
        covariates={"category": kinds},
    )
    inside = estimate_effect(study).about
    parts = parts_of(study, inside)
    counts = counts_of(study, inside, Cohort())
    assert parts["excluded"].sum() == counts.excluded.value == 200
    assert counts.swarm.value + counts.tier.value == 600
    assert counts.open.value == (parts["swarm"] | parts["tier"])[~study.happened].sum()
    assert "effect%3Aexcluded" in counts.excluded.tickets
    rest = study.take(kinds == "both")
    assert counts_of(rest, compared(rest), Cohort()).excluded.tickets is None


def test_the_tickets_of_a_part_are_listed(history):
    tickets = [history.ticket(hour, solved=hour + 4) for hour in range(3)]
    history.ticket(5, process="tier")
    assert effect_tickets(history.session, Cohort(), "swarm") == [t.number for t in tickets]
    assert effect_tickets(history.session, Cohort(), "excluded") == []
    assert effect_tickets(history.session, Cohort(), "nothing") == []
    behind = list_behind(history.session, None, Cohort(), "effect:tier", cursor=None, limit=9)
    assert behind.count == 1
    with pytest.raises(Invalid):
        list_behind(history.session, None, Cohort(), "effects:tier", cursor=None, limit=9)
