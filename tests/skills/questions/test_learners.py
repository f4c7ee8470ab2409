"""Who could learn a skill fastest."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.errors import NotFound
from swarm.skills.evidence import add_evidence, note_interest
from swarm.skills.objections import object_to
from swarm.skills.order.relations import relate
from swarm.skills.questions.learners import read_learners
from swarm.skills.tables import EvidenceKind, ObjectionKind
from swarm.skills.taxonomy import add_skill, change_skill


def show(bench: Any, person: Any, skill: Any, times: int = 1, tickets: Any = None) -> list[Any]:
    """The person solved so many tickets that show the skill."""
    tickets = tickets or [bench.ticket() for _ in range(times)]
    for ticket in tickets:
        add_evidence(
            bench.session, person.id, skill.id, EvidenceKind.SOLVED, at=clock.now(),
            ticket=ticket.number,
        )  # fmt: skip
    return tickets


def names(bench: Any) -> list[str]:
    return [one.person.name for one in read_learners(bench.session, bench.skill.id).items]


@pytest.mark.both
def test_whoever_wants_to_stands_first_then_whoever_is_nearest(bench: Any) -> None:
    related, loose = (add_skill(bench.session, None, name) for name in ("Labels", "Mail"))
    relate(bench.session, bench.skill.id, [related.id])
    nina = bench.make.person(name="Nina Near")
    wim = bench.make.person(name="Wim Wants")
    show(bench, nina, related, 4)
    show(bench, bench.otto, loose, 4)
    note_interest(bench.session, wim, bench.skill.id)
    found = read_learners(bench.session, bench.skill.id)
    assert [(one.person.name, one.wants) for one in found.items] == [
        ("Wim Wants", True),
        ("Nina Near", False),
    ]
    near = found.items[1]
    assert [(step.skill.name, step.tie) for step in near.steps] == [("Labels", "related")]
    assert 0 < near.nearness <= 1
    assert found.items[0].nearness == 0


def test_whoever_knows_it_is_no_learner_and_whoever_left_is_none(bench: Any) -> None:
    beside = add_skill(bench.session, None, "Labels", broader=bench.skill.id)
    show(bench, bench.anna, bench.skill, 3)
    show(bench, bench.anna, beside, 3)
    gone = bench.make.person(name="Gil Gone", left_at=clock.now())
    show(bench, gone, beside)
    show(bench, bench.otto, beside)
    assert names(bench) == ["Otto Other"]
    object_to(bench.session, bench.otto, beside.id, ObjectionKind.CONTESTED)
    assert names(bench) == []


@pytest.mark.both
def test_skills_that_the_same_tickets_showed_lie_beside_one_another(bench: Any) -> None:
    drivers = add_skill(bench.session, None, "Drivers")
    tickets = show(bench, bench.anna, bench.skill, 3)
    show(bench, bench.otto, drivers, tickets=tickets)
    show(bench, bench.otto, drivers, 1)
    (beside,) = read_learners(bench.session, bench.skill.id).neighbours
    assert (beside.skill.name, beside.tie, beside.tickets) == ("Drivers", "together", 3)
    assert beside.closeness == pytest.approx(3 / (3 * 4) ** 0.5, abs=1e-3)
    once = add_skill(bench.session, None, "Paper")
    show(bench, bench.otto, once, tickets=tickets[:1])
    assert len(read_learners(bench.session, bench.skill.id).neighbours) == 1


def test_the_taxonomy_tells_what_lies_beside_a_skill(bench: Any) -> None:
    top = add_skill(bench.session, None, "Devices")
    change_skill(bench.session, None, bench.skill.id, {"broader": top.id})
    below = add_skill(bench.session, None, "Labels", broader=bench.skill.id)
    sibling = add_skill(bench.session, None, "Scanners", broader=top.id)
    retired = add_skill(bench.session, None, "Fax", broader=top.id)
    change_skill(bench.session, None, retired.id, {"retired": True})
    found = read_learners(bench.session, bench.skill.id).neighbours
    assert [(one.skill.id, one.tie) for one in found] == [
        (below.id, "narrower"),
        (top.id, "broader"),
        (sibling.id, "sibling"),
    ]
    with pytest.raises(NotFound):
        read_learners(bench.session, 999)
