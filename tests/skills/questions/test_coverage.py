"""Where one person alone knows, and what nobody does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.skills.evidence import claim_skill, note_interest
from swarm.skills.needs import record_found, remove_need, state_need
from swarm.skills.objections import object_to
from swarm.skills.questions.gaps import read_gaps
from swarm.skills.questions.holding import holdings
from swarm.skills.questions.risks import read_risks
from swarm.skills.tables import ObjectionKind
from swarm.skills.taxonomy import add_skill, change_skill
from tests.skills.questions.test_learners import show


@pytest.mark.both
def test_a_skill_that_hangs_on_one_person_names_who_could_back_up(bench: Any) -> None:
    show(bench, bench.anna, bench.skill, 5)
    show(bench, bench.otto, bench.skill, 1)
    nina = bench.make.person(name="Nina New")
    note_interest(bench.session, nina, bench.skill.id)
    spread = add_skill(bench.session, None, "Mail")
    for person in (bench.anna, bench.otto, nina, bench.make.person(), bench.make.person()):
        show(bench, person, spread)
    state_need(bench.session, bench.anna, bench.ticket(), bench.skill.id)
    found = read_risks(bench.session)
    (risk,) = found.items
    assert (risk.skill.name, risk.person.name, risk.holders) == ("Printers", "Anna Agent", 2)
    assert (risk.share, risk.fewest, risk.open_needs) == (pytest.approx(5 / 6, abs=1e-3), 1, 1)
    assert [(one.person.name, one.wants) for one in risk.backups] == [
        ("Nina New", True),
        ("Otto Other", False),
    ]
    assert (found.alone, found.skills) == (1, 2)


def test_the_most_needed_risk_comes_first(bench: Any) -> None:
    mail = add_skill(bench.session, None, "Mail")
    show(bench, bench.anna, mail)
    show(bench, bench.anna, bench.skill)
    assert [one.skill.name for one in read_risks(bench.session).items] == ["Mail", "Printers"]
    state_need(bench.session, bench.anna, bench.ticket(), bench.skill.id)
    assert [one.skill.name for one in read_risks(bench.session).items] == ["Printers", "Mail"]


def test_what_is_old_contested_or_only_said_is_no_strength(bench: Any) -> None:
    claim_skill(bench.session, bench.otto, bench.skill.id)
    with clock.at(clock.now() - timedelta(days=3000)):
        show(bench, bench.anna, bench.skill, 5)
    assert read_risks(bench.session).items == []
    show(bench, bench.anna, bench.skill)
    assert len(read_risks(bench.session).items) == 1
    object_to(bench.session, bench.anna, bench.skill.id, ObjectionKind.CONTESTED)
    assert read_risks(bench.session).items == []
    holding = holdings(bench.session)[bench.skill.id]
    assert (set(holding.said), holding.proven) == ({bench.otto.id}, {})


@pytest.mark.both
def test_what_open_tickets_need_and_nobody_has_shown_is_a_gap(bench: Any) -> None:
    gone = bench.make.person(name="Gil Gone")
    show(bench, gone, bench.skill)
    ticket = bench.ticket()
    state_need(bench.session, bench.anna, ticket, bench.skill.id)
    assert read_gaps(bench.session).items == []
    gone.left_at = clock.now()
    claim_skill(bench.session, bench.otto, bench.skill.id)
    note_interest(bench.session, bench.anna, bench.skill.id)
    found = read_gaps(bench.session)
    (gap,) = found.items
    assert (gap.skill.name, gap.waiting, found.needed) == ("Printers", 1, 1)
    assert [one.number for one in gap.tickets] == [ticket.number]
    named = [[one.name for one in people] for people in (gap.claimed, gap.wants, gap.left)]
    assert named == [["Otto Other"], ["Anna Agent"], ["Gil Gone"]]
    remove_need(bench.session, bench.anna, ticket, bench.skill.id)
    assert read_gaps(bench.session).needed == 0


def test_unsure_needs_and_retired_skills_are_no_gap(bench: Any) -> None:
    ticket = bench.ticket()
    record_found(bench.session, ticket, {bench.skill.id: 0.3})
    assert read_gaps(bench.session).items == []
    record_found(bench.session, ticket, {bench.skill.id: 0.7})
    assert len(read_gaps(bench.session).items) == 1
    change_skill(bench.session, None, bench.skill.id, {"retired": True})
    assert read_gaps(bench.session).items == []


def test_work_and_words_are_held_apart(bench: Any) -> None:
    show(bench, bench.anna, bench.skill)
    claim_skill(bench.session, bench.anna, bench.skill.id)
    holding = holdings(bench.session, [bench.skill.id])[bench.skill.id]
    assert holding.proven[bench.anna.id] == pytest.approx(1.0)
    assert 0 < holding.said[bench.anna.id] < 1
