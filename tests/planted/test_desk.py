"""What is planted is what the generator says, and the same again for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest

from swarm.planted.desk import START, Desk, Plan, plant_desk
from swarm.planted.work import TIER_OF

DAY = 86_400.0
PLAN = Plan(seed=3, tickets=1_200, people=60, skills=20)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return plant_desk(PLAN)


def test_the_seed_decides_everything(desk: Desk) -> None:
    again = plant_desk(PLAN)
    assert [one.ticket for one in again.tickets] == [one.ticket for one in desk.tickets]
    assert [one.done for one in again.tickets] == [one.done for one in desk.tickets]
    other = plant_desk(Plan(seed=4, tickets=20, people=60, skills=20))
    assert other.tickets[0].ticket != desk.tickets[0].ticket


def test_only_those_help_who_are_there_and_know_what_is_needed(desk: Desk) -> None:
    workers = {one.name: one for one in desk.workers}
    for one in desk.tickets:
        day = (one.ticket.created_at - START) / DAY
        for helper in one.ticket.helpers:
            assert helper in one.chances
            assert helper != one.ticket.owner
            assert any(workers[helper].level(skill, day) > 0 for skill in one.needs)


def test_heroes_are_asked_most(desk: Desk) -> None:
    asked = Counter(helper for one in desk.tickets for helper in one.ticket.helpers)
    heroes = {one.name for one in desk.workers[: PLAN.heroes]}
    assert {name for name, _ in asked.most_common(3)} & heroes


def test_people_come_and_go_and_take_up_other_subjects(desk: Desk) -> None:
    assert any(one.joined > PLAN.days / 2 for one in desk.workers)
    assert any(one.left < PLAN.days for one in desk.workers)
    turned = [one for one in desk.workers if len({known.since for known in one.known}) > 1]
    assert turned
    first, last = desk.true_skills(1), desk.true_skills(PLAN.days - 1)
    assert first - last
    assert last - first


def test_the_tier_follows_from_the_kind_whoever_did_it(desk: Desk) -> None:
    assert all(one.done.tier == TIER_OF[one.done.kind] for one in desk.tickets)
    assert {one.done.tier for one in desk.tickets} == set(TIER_OF.values())
    usual = sum(desk.usual_tier(one.by) == one.done.tier for one in desk.tickets)
    assert 0.2 < usual / len(desk.tickets) <= 0.65


def test_the_record_says_less_than_the_truth(desk: Desk) -> None:
    told = sum(bool(one.done.facts) for one in desk.tickets) / len(desk.tickets)
    assert 0.4 < told < 0.7
    assert all(one.done.facts <= {one.done.kind} for one in desk.tickets)
    assert any(not one.done.words for one in desk.tickets)
    assert any(not one.ticket.skills for one in desk.tickets)
    assert any(set(one.ticket.skills) - set(one.needs) for one in desk.tickets)
    assert any(not one.ticket.components for one in desk.tickets)
