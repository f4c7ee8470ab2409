from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from swarm.errors import NotAllowed
from swarm.people.tables import Person
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.effect import estimate_effect
from swarm.reports.effects.page import read_effect
from swarm.reports.effects.saying import sentence_of
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.policies.tables import ProcessAssignment, ProcessPolicy


@pytest.fixture
def manager(session, noon):
    person = Person(name="Mia", role="manager", created_at=noon)
    session.add(person)
    session.flush()
    return person


@pytest.fixture
def desk(session, noon, manager):
    """A hundred and sixty tickets of eight owners, half of them tiered and slower by a half."""
    chance = np.random.default_rng(2)
    owners = [Person(name=f"P{n}", role="agent", created_at=noon) for n in range(8)]
    session.add_all(owners)
    session.flush()
    start = noon - timedelta(days=200)
    for place in range(160):
        tiered = bool(chance.random() < 0.5)
        created = start + timedelta(days=place)
        hours = float(chance.gamma(4, 5.0)) * (1.5 if tiered else 1)
        ticket = Ticket(
            summary="Broken", status="solved", process="tier" if tiered else "swarm",
            priority=str(chance.choice(["low", "normal"])), product="Shop",
            created_at=created, updated_at=created, solved_at=created + timedelta(hours=hours),
        )  # fmt: skip
        session.add(ticket)
        session.flush()
        session.add(
            Ownership(ticket_number=ticket.number, owner_id=owners[place % 8].id, how="taken",
                      started_at=created, ended_at=None)
        )  # fmt: skip
        if not tiered and place % 3 == 0:
            soon = created + timedelta(hours=1)
            session.add(Swarm(ticket_number=ticket.number, help_needed="h",
                              opened_by=owners[0].id, opened_at=soon))  # fmt: skip
    session.flush()
    return session


def test_a_page_says_the_effect_with_its_interval_and_what_it_was_adjusted_for(desk, manager):
    page = read_effect(desk, manager, Cohort())
    assert page.badge == "observational"
    assert page.experiment is None
    assert page.counts.swarm.value == page.effect.swarm_count
    assert page.log_rank.p < 0.05
    assert page.effect.now is None
    assert page.effect.adjusted.value > 1.2
    assert "times as fast as tiered ones of the same kind (95%:" in page.effect.sentence
    assert page.effect.covariates == ["priority", "time of the week", "date"]
    assert page.effect.swarm_count + page.effect.tier_count == 160
    assert page.effect.overlap.rule.startswith("Tickets with less than 5%")


def test_swarms_opened_on_the_way_are_judged_apart(desk, manager):
    later = read_effect(desk, manager, Cohort()).later
    assert later.swarm_count < 40
    assert later.adjusted is None
    assert later.now.startswith("What can be said now, without any claim of cause: ")
    assert later.sentence.startswith("No adjusted effect is printed: There are ")
    assert later.detectable.startswith("A difference of 20% would need about ")


def test_an_empty_selection_says_so_and_nothing_breaks(desk, manager):
    page = read_effect(desk, manager, Cohort(product="None such"))
    assert page.effect.refusals[0] == "There are 0 tickets of the swarm process; 50 are needed."
    assert page.effect.raw is None
    assert page.effect.detectable is None


def test_lots_are_analysed_as_they_fell(desk, manager, noon):
    desk.add(
        ProcessPolicy(version=1, made_at=noon, rules=[], otherwise="experiment", by_choice=False,
                      share=0.5, seed="s", start_tier="L1", limits=[])
    )  # fmt: skip
    desk.flush()
    for ticket in desk.query(Ticket).all():
        desk.add(
            ProcessAssignment(ticket_number=ticket.number, policy_version=1, process=ticket.process,
                              how="randomized", share=0.5, draw=0.1, at=noon)
        )  # fmt: skip
    desk.flush()
    page = read_effect(desk, manager, Cohort())
    assert page.badge == "randomized"
    assert page.experiment.count == 160
    low, high = page.experiment.low_anytime, page.experiment.high_anytime
    assert low < page.experiment.ratio.low < page.experiment.ratio.high < high
    assert page.experiment.sentence.startswith(
        "By lot, tickets of the swarm process were resolved "
    )


def test_an_experiment_that_has_just_begun_says_nothing_yet(desk, manager, noon):
    desk.add(
        ProcessPolicy(version=1, made_at=noon, rules=[], otherwise="experiment", by_choice=False,
                      share=0.5, seed="s", start_tier="L1", limits=[])
    )  # fmt: skip
    desk.flush()
    desk.add(ProcessAssignment(ticket_number=1, policy_version=1, process="swarm",
                               how="randomized", share=0.5, draw=0.1, at=noon))  # fmt: skip
    desk.flush()
    page = read_effect(desk, manager, Cohort())
    assert page.badge == "observational"
    assert page.experiment.ratio is None
    assert page.experiment.sentence == (
        "Lots were drawn for 1 tickets; too few are solved to say anything yet."
    )


@pytest.mark.parametrize(
    ("faster", "verdict"),
    [
        (1.6, ": faster, as far"),
        (0.6, ": slower than tiered ones"),
        (1.0, "not yet distinguishable"),
    ],
)
def test_the_sentence_never_says_more_than_the_interval(plant, faster, verdict):
    effect = estimate_effect(plant(tickets=1_500, faster=faster, confounding=0.0))
    assert verdict in sentence_of(effect)


def test_only_managers_read_it(desk, noon):
    agent = Person(name="Ann", role="agent", created_at=noon)
    desk.add(agent)
    desk.flush()
    with pytest.raises(NotAllowed):
        read_effect(desk, agent, Cohort())
