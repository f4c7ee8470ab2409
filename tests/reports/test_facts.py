from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from swarm.reports.around import spread
from swarm.reports.cohorts import Cohort
from swarm.reports.facts import load_facts


def load(history, **rule):
    return load_facts(history.session, Cohort(**rule))


@pytest.mark.both
def test_times_are_hours_from_creation_and_open_tickets_are_watched_until_now(history):
    history.ticket(10, responded=11, solved=15)
    history.ticket(20)
    history.ticket(30, status="closed", closed_at=history.at(34))
    history.ticket(40, status="closed", updated_at=history.at(45))
    facts = load(history)
    assert facts.solved_hours == pytest.approx([5, np.nan, np.nan, np.nan], nan_ok=True)
    assert facts.response_hours == pytest.approx([1, np.nan, np.nan, np.nan], nan_ok=True)
    assert facts.seen_hours == pytest.approx([5, 80, 4, 5])
    assert facts.ended.tolist() == [True, False, True, True]


def test_a_reopened_ticket_is_not_solved_by_its_old_moment(history):
    history.ticket(0, solved=5, status="open")
    facts = load(history)
    assert np.isnan(facts.solved).all()
    assert facts.seen_hours == pytest.approx([100])


@pytest.mark.both
def test_targets_are_kept_missed_or_not_yet_decided(history):
    history.ticket(0, responded=1, respond_by=1, solved=3, resolve_by=2)
    history.ticket(0, respond_by=99, resolve_by=101)
    history.ticket(0, respond_by=99, resolve_by=99, status="waiting", paused_at=history.at(50))
    history.ticket(0, respond_by=49, resolve_by=49, status="waiting", paused_at=history.at(50))
    history.ticket(0, respond_by=49, resolve_by=99, solved=50, paused_at=history.at(50))
    history.ticket(0, respond_by=51, resolve_by=99, solved=50, paused_at=history.at(50))
    history.ticket(0, respond_by=101, resolve_by=99, solved=50, paused_at=history.at(50))
    history.ticket(0)
    history.ticket(0, respond_by=1, resolve_by=1, channel="import")
    facts, nan = load(history), np.nan
    assert facts.response_kept == pytest.approx([1, 0, nan, 0, 0, 0, nan, nan, nan], nan_ok=True)
    assert facts.resolution_kept == pytest.approx([0, nan, nan, 0, 1, 1, 1, nan, nan], nan_ok=True)


@pytest.mark.both
def test_a_transfer_of_owner_and_group_is_one_move(history):
    ann, bob = history.person(), history.person()
    both = history.ticket()
    history.owners(both, ann, bob)
    history.queues(both, "First", "Second")
    bounced = history.ticket()
    history.queues(bounced, "First", "Second", "First", "First", "Second")
    history.owners(history.ticket(), ann)
    facts = load(history)
    assert facts.moves.tolist() == [1, 3, 0]
    assert facts.group_moves.tolist() == [1, 3, 0]
    assert facts.bounces.tolist() == [0, 2, 0]


@pytest.mark.both
def test_people_touches_swarms_ratings_and_the_sources_figures_stand_beside_their_ticket(history):
    ann, bob = history.person(), history.person()
    history.ticket()
    ticket = history.ticket()
    for person in (ann, bob, ann):
        history.touch(ticket, person)
    history.swarm(ticket, ann)
    history.rating(ticket, 4)
    history.source(ticket, 1.5, reassignments=2, reopens=1, sla_kept=True)
    facts = load(history)
    for name, value in {
        "people": 2, "touches": 3, "swarms": 1, "score": 4, "asked": True, "source_moves": 2,
        "source_reopens": 1, "source_kept": 1, "source_hours": 1.5,
    }.items():  # fmt: skip
        assert getattr(facts, name)[1] == value, name
        assert not getattr(facts, name)[0] or np.isnan(getattr(facts, name)[0]), name


RULES = {
    "start": {"start": 2}, "end": {"end": 2}, "product": {"product": "Shop"},
    "component": {"component": "Cart"}, "category": {"category": "Bug"},
    "priority": {"priority": ("high", "urgent")}, "process": {"process": "tier"},
    "source": {"source": "old"},
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_a_selection_holds_the_tickets_of_its_rule_and_no_others(history, name):
    rule = dict(RULES[name])
    inside = {"created": 1.0} if name == "end" else {"created": 3.0}
    for field in ("start", "end"):
        if field in rule:
            rule[field] = history.at(rule[field])
    fits = {k: v[0] if isinstance(v, tuple) else v for k, v in rule.items() if k == name}
    wanted = history.ticket(
        **inside, **{k: v for k, v in fits.items() if k not in ("start", "end")}
    )
    history.ticket({"start": 1.0, "end": 2.0}.get(name, 3.0), priority="low")
    assert load(history, **rule).number.tolist() == [wanted.number]


def test_a_selection_by_team_takes_only_its_work_along(history, make):
    team, ann, bob = make.team(), history.person(), history.person()
    other = history.ticket()
    mine = history.ticket(team_id=team.id)
    for ticket in (other, mine):
        history.owners(ticket, ann, bob)
        history.touch(ticket, ann)
        history.queues(ticket, "a", "b")
        history.swarm(ticket, ann)
    facts = load(history, team=team.id)
    assert facts.number.tolist() == [mine.number]
    assert (facts.moves[0], facts.touches[0], facts.swarms[0]) == (1, 1, 1)


def test_a_desk_without_tickets_has_facts_of_nothing(history):
    facts = load(history)
    assert len(facts) == 0
    assert len(facts.where(np.array([], dtype=bool))) == 0


def test_a_solution_before_the_creation_counts_as_no_time(history):
    history.ticket(10, solved=9, responded=8)
    facts = load(history)
    assert (facts.solved_hours[0], facts.response_hours[0]) == (0, 0)


def test_values_are_put_beside_their_tickets():
    number = np.array([2, 5, 9])
    assert spread(number, np.array([5, 7, 99]), np.array([1, 2, 3])).tolist() == [0, 1, 0]
    assert spread(np.array([], dtype=int), np.array([5]), np.array([1])).tolist() == []


def test_a_rule_is_said_in_words(history, make):
    team = make.team("Payments")
    rule = Cohort(
        start=history.start, end=history.start + timedelta(days=1), team=team.id, product="Shop",
        priority=("high", "urgent"), process="swarm",
    )  # fmt: skip
    assert rule.words(history.session) == (
        "Tickets created from 2026-02-28 08:00 UTC before 2026-03-01 08:00 UTC, team Payments,"
        " product Shop, priority high or urgent, worked without tiers."
    )
    assert Cohort().words(history.session) == "All tickets."
    assert Cohort(team=99).words(history.session) == "All tickets, team 99."
    assert rule.query()["from"] == "2026-02-28T08:00:00+00:00"
    assert "measure=open&team=" in rule.link("open")
