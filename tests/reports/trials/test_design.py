from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from swarm.errors import NotAllowed
from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.study import Study
from swarm.reports.listing import list_behind
from swarm.reports.trials.design import Wish, read_design
from swarm.reports.trials.running import experiment_of, looks_at
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy


@pytest.fixture
def desk(history):
    """Ten tickets a week over eight weeks, every fifth of them urgent."""
    chance = np.random.default_rng(5)
    for place in range(80):
        created = place * 7 * 24 / 10
        history.ticket(
            created,
            solved=created + float(chance.gamma(4, 5.0)),
            priority="urgent" if place % 5 == 0 else "normal",
            process="tier" if place % 2 else "swarm",
        )
    return history


def draw(history, numbers):
    history.add(
        ProcessPolicy(version=1, made_at=history.start, rules=[], otherwise="experiment",
                      by_choice=False, share=0.5, seed="s", start_tier="L1", limits=[])
    )  # fmt: skip
    for number in numbers:
        history.add(
            ProcessAssignment(ticket_number=number, policy_version=1, process="swarm",
                              how="randomized", share=0.5, draw=0.1, at=history.start)
        )  # fmt: skip


def test_a_plan_is_made_from_the_desks_own_tickets(desk):
    page = read_design(desk.session, None, Cohort(), Wish())
    assert page.weekly.value == pytest.approx(8, rel=0.1)
    assert page.weekly.count == 64
    assert 0.3 < page.spread.value < 0.7
    assert page.wished.ratio == 1.2
    assert page.wished.weeks == pytest.approx(page.wished.tickets / page.weekly.value)
    assert page.wished.by == page.as_of + timedelta(weeks=page.wished.weeks)
    assert [one.ratio for one in page.others] == [1.1, 1.2, 1.3, 1.5, 2.0]
    assert [one.weeks for one in page.reach] == [4, 8, 13, 26, 52]
    assert page.running is None
    assert page.looks == []


def test_what_a_plan_is_made_from_is_a_click_away(desk):
    page = read_design(desk.session, None, Cohort(), Wish())
    for figure, part in ((page.weekly, "eligible"), (page.spread, "solved")):
        measure = f"effect:{part}"
        assert figure.over == Cohort().link(measure)
        assert list_behind(desk.session, None, Cohort(), measure).count == figure.count


def test_a_larger_difference_and_less_sureness_need_fewer_tickets(desk):
    usual = read_design(desk.session, None, Cohort(), Wish()).wished.tickets
    assert read_design(desk.session, None, Cohort(), Wish(ratio=1.5)).wished.tickets < usual
    assert read_design(desk.session, None, Cohort(), Wish(power=0.6)).wished.tickets < usual
    assert read_design(desk.session, None, Cohort(), Wish(share=0.2)).wished.tickets > usual


def test_without_tickets_there_is_no_plan_and_it_says_why(history):
    page = read_design(history.session, None, Cohort(), Wish())
    assert page.wished is None
    assert page.spread.why.startswith("Fewer than 30 eligible tickets are solved")
    assert page.weekly.value == 0


def test_a_difference_too_small_for_ten_years_has_no_day(desk):
    wished = read_design(desk.session, None, Cohort(), Wish(ratio=1.02)).wished
    assert wished.weeks > 520
    assert wished.by is None


def test_a_running_experiment_is_read_week_by_week(desk):
    draw(desk, range(1, 81))
    page = read_design(desk.session, None, Cohort(), Wish())
    assert page.running.count == 80
    assert page.looks[-1].count == 80
    assert [one.week for one in page.looks] == sorted({one.week for one in page.looks})
    assert (page.looks[-1].low, page.looks[-1].high) == pytest.approx(
        (page.running.low_anytime, page.running.high_anytime)
    )


def test_a_look_knows_nothing_of_what_came_after_it():
    chance = np.random.default_rng(2)
    came = np.arange(60) * 24.0
    hours = chance.gamma(4, 8.0, 60)
    study = Study(np.arange(60) % 2 == 0, hours, np.full(60, True), np.arange(60), {})
    early = looks_at(study, came)[:2]
    other = np.where(came > 24 * 14, hours * 50, hours)
    changed = Study(study.treated, other, study.happened, study.cluster, {})
    assert looks_at(changed, came)[:2] == early
    assert looks_at(study.take(np.zeros(60, dtype=bool)), came[:0]) == []


def test_an_experiment_in_which_no_time_passed_says_nothing_yet():
    still = Study(np.arange(8) % 2 == 0, np.zeros(8), np.full(8, True), np.arange(8), {})
    assert "too few are solved" in experiment_of(still).sentence
    assert looks_at(still, np.zeros(8)) == []


def test_only_managers_plan(session, noon):
    agent = Person(name="Ann", role="agent", created_at=noon)
    with pytest.raises(NotAllowed):
        read_design(session, agent, Cohort(), Wish())
