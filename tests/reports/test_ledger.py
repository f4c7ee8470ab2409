from __future__ import annotations

import pytest

from swarm.reports.cohorts import Cohort
from swarm.reports.effort import effort_of
from swarm.reports.ledger import load_work, touches_by_ticket
from swarm.tiers.actions import override_touch
from swarm.tiers.drafts import NewHolder, NewMap, write_map

TIERS = [("L1", "Desk", ""), ("L2", "Experts", ""), ("L3", "Makers", "")]


@pytest.fixture
def two_maps(history):
    """Version 1 with three tiers, version 2 in which L1 and L2 are one and a team holds L3."""
    manager = history.person("manager")
    agent = history.person()
    first = NewMap(
        tiers=TIERS,
        rules=[("known_fix", "L1"), ("specialist", "L2")],
        holders=[NewHolder(tier="L1", person=agent.id)],
        rates={"L1": 30.0, "L2": 60.0},
        currency="EUR",
    )
    second = NewMap(
        tiers=[("L12", "Desk", ""), TIERS[2]],
        rules=[("specialist", "L3"), ("known_fix", "L12")],
        holders=[NewHolder(tier="L3", person=agent.id)],
        merged={"L1": "L12", "L2": "L12"},
        rates={"L3": 90.0},
        currency="EUR",
    )
    write_map(history.session, manager, first)
    ticket = history.ticket()
    sure = {"confidence": 1.0, "map_version": 1, "minutes": 20.0}
    history.touch(ticket, agent, tier_of_person="L1", facts="known_fix", **sure)
    history.touch(ticket, agent, tier_of_work="L2", tier_of_person="L1", facts="specialist", **sure)
    learned = {"confidence": 0.8, "map_version": 1}
    history.touch(history.ticket(), agent, tier_of_work="L2", tier_of_person="L1", **learned)
    stated = {"measured": "status", "minutes": None, "map_version": 1}
    history.touch(ticket, tier_of_person="L2", group_name="Old desk", **stated)
    write_map(history.session, manager, second)
    return history


def tiers(history, version, column="of_work"):
    effort = effort_of(
        history.session, work := load_work(history.session, Cohort(map_version=version)),
        Cohort(map_version=version),
    )  # fmt: skip
    assert sum(one.touches for one in work) == 4
    return {row.tier: row.touches.value for row in getattr(effort, column) if row.touches.value}


@pytest.mark.both
def test_a_report_is_told_by_the_version_that_it_names(two_maps):
    assert tiers(two_maps, 1) == {"L1": 2, "L2": 2}
    assert tiers(two_maps, 2) == {"L12": 3, "L3": 1}
    assert tiers(two_maps, None) == tiers(two_maps, 2)
    assert tiers(two_maps, 1, "of_person") == {"L1": 3, "L2": 1}
    assert tiers(two_maps, 2, "of_person") == {"L3": 3, "L12": 1}


def test_every_number_leads_to_its_tickets_under_either_version(two_maps):
    session = two_maps.session
    old, new = Cohort(map_version=1), Cohort()
    assert sorted(touches_by_ticket(session, old, "work", "L2")) == [1, 2]
    assert sorted(touches_by_ticket(session, new, "work", "L3")) == [1]
    assert sorted(touches_by_ticket(session, new, "work", "L2")) == []
    assert sorted(touches_by_ticket(session, new, "person", "L3")) == [1, 2]
    assert sorted(touches_by_ticket(session, new, "measured", "status")) == [1]


def test_a_correction_is_followed_through_a_merge(two_maps):
    manager = two_maps.person("manager")
    override_touch(two_maps.session, manager, 2, "L12", "It was the desk")
    assert tiers(two_maps, 2) == {"L12": 4}


def test_cost_follows_the_persons_tier_and_needs_a_rate(two_maps):
    def costs(version):
        cohort = Cohort(map_version=version)
        effort = effort_of(two_maps.session, load_work(two_maps.session, cohort), cohort)
        assert all(row.cost is None for row in effort.of_work)
        return effort.currency, {
            row.tier: (row.cost.value, row.cost.why) for row in effort.of_person if row.cost
        }

    currency, first = costs(1)
    assert currency == "EUR"
    assert first["L1"] == (pytest.approx(50 / 60 * 30), None)
    assert first["L2"][0] is None
    assert "how long" in first["L2"][1]
    _, second = costs(2)
    assert second["L3"][0] == pytest.approx(50 / 60 * 90)
    assert "No hourly rate" in second["L12"][1]
