"""One skill becomes part of another, and skills have to do with one another."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.skills.evidence import add_evidence, claim_skill, note_interest
from swarm.skills.needs import needs_of, state_need
from swarm.skills.objections import object_to, shut_edges
from swarm.skills.order.merging import merge_skills
from swarm.skills.order.relations import all_related, related_to, set_related
from swarm.skills.order.tree import read_taxonomy
from swarm.skills.queries import read_skill
from swarm.skills.tables import Evidence, EvidenceKind, Interest, ObjectionKind
from swarm.skills.taxonomy import add_skill, change_skill, find_skill, skills_called


@pytest.fixture
def labels(bench: Any) -> Any:
    """A second skill, called `zebra` too, that shares people and tickets with Printers."""
    labels = add_skill(bench.session, bench.admin, "Labels", aliases=["zebra"])
    ticket = bench.ticket()
    for skill in (labels, bench.skill):
        add_evidence(
            bench.session, bench.anna.id, skill.id, EvidenceKind.SOLVED, at=clock.now(),
            ticket=ticket.number,
        )  # fmt: skip
        claim_skill(bench.session, bench.anna, skill.id)
        note_interest(bench.session, bench.otto, skill.id)
        state_need(bench.session, bench.anna, ticket, skill.id)
    other = bench.ticket()
    add_evidence(
        bench.session, bench.otto.id, labels.id, EvidenceKind.SOLVED, at=clock.now(),
        ticket=other.number,
    )  # fmt: skip
    state_need(bench.session, bench.anna, other, labels.id)
    bench.tickets = (ticket, other)
    return labels


def facts(bench: Any) -> list[tuple[int, int, str]]:
    rows = bench.session.execute(select(Evidence.person_id, Evidence.skill_id, Evidence.kind))
    return sorted(tuple(row) for row in rows)


@pytest.mark.both
def test_everything_that_names_it_names_the_other_once(bench: Any, labels: Any) -> None:
    object_to(bench.session, bench.anna, labels.id, ObjectionKind.HIDDEN)
    kept = merge_skills(bench.session, bench.admin, labels.id, bench.skill.id)
    assert kept.id == bench.skill.id
    assert facts(bench) == sorted(
        [
            (bench.anna.id, kept.id, "solved"),
            (bench.anna.id, kept.id, "claimed"),
            (bench.otto.id, kept.id, "solved"),
        ]
    )
    assert [one.skill_id for one in bench.session.scalars(select(Interest))] == [kept.id]
    assert [[need.skill_id for need in needs_of(bench.session, one.number)] for one in
            bench.tickets] == [[kept.id], [kept.id]]  # fmt: skip
    assert [edge.skill for edge in shut_edges(bench.session)] == [kept.id]
    assert skills_called(bench.session, ["ZEBRA", "labels"]) == [kept.id]
    assert find_skill(bench.session, labels.id).retired_at is not None
    page = read_skill(bench.session, bench.anna, labels.id)
    assert page.merged_into is not None
    assert page.merged_into.name == "Printers"
    told = [read_lines(bench.session, f"skills/{one}").items[-1] for one in (labels.id, kept.id)]
    assert [(one.kind, one.data) for one in told] == [
        ("skill_merged", {"into": kept.id}),
        ("skill_absorbed", {"skill": labels.id}),
    ]
    assert bench.lines(bench.otto)[-1].data == {"skill": labels.id, "into": kept.id}


def test_a_merge_is_for_administrators_and_once(bench: Any, labels: Any) -> None:
    with pytest.raises(NotAllowed):
        merge_skills(bench.session, bench.anna, labels.id, bench.skill.id)
    with pytest.raises(Invalid):
        merge_skills(bench.session, bench.admin, labels.id, labels.id)
    with pytest.raises(Invalid):
        merge_skills(bench.session, bench.admin, labels.id, 999)
    with pytest.raises(NotFound):
        merge_skills(bench.session, bench.admin, 999, labels.id)
    merge_skills(bench.session, None, labels.id, bench.skill.id)
    with pytest.raises(Conflict):
        merge_skills(bench.session, bench.admin, labels.id, bench.skill.id)
    with pytest.raises(Conflict):
        change_skill(bench.session, bench.admin, labels.id, {"retired": False})


def test_a_skill_merged_into_one_below_it_leaves_no_ring(bench: Any) -> None:
    top = add_skill(bench.session, None, "Devices")
    change_skill(bench.session, None, bench.skill.id, {"broader": top.id})
    low = add_skill(bench.session, None, "Labels", broader=bench.skill.id)
    lowest = add_skill(bench.session, None, "Rollers", broader=low.id)
    merge_skills(bench.session, None, bench.skill.id, lowest.id)
    tree = read_taxonomy(bench.session, bench.admin)
    assert [(one.name, one.depth) for one in tree.items] == [
        ("Devices", 0),
        ("Rollers", 1),
        ("Labels", 2),
    ]
    assert tree.can == {"edit": True}


def test_relations_go_both_ways_and_move_with_a_merge(bench: Any) -> None:
    one, other = (add_skill(bench.session, None, name) for name in ("Labels", "Drivers"))
    set_related(bench.session, bench.admin, bench.skill.id, [one.id, other.id, bench.skill.id])
    set_related(bench.session, bench.admin, bench.skill.id, [other.id, one.id])
    assert related_to(bench.session, bench.skill.id) == [other.id, one.id]  # by name
    assert related_to(bench.session, one.id) == [bench.skill.id]
    merge_skills(bench.session, None, bench.skill.id, one.id)
    assert all_related(bench.session) == {one.id: {other.id}, other.id: {one.id}}
    set_related(bench.session, bench.admin, one.id, [])
    assert all_related(bench.session) == {}
    with pytest.raises(NotAllowed):
        set_related(bench.session, bench.anna, one.id, [other.id])
    with pytest.raises(Invalid):
        set_related(bench.session, bench.admin, one.id, [999])
    changed = read_lines(bench.session, f"skills/{one.id}").items[-1]
    assert (changed.kind, changed.data) == ("skill_changed", {"fields": ["related"]})


def test_the_tree_shows_retired_ones_when_asked(bench: Any, labels: Any) -> None:
    merge_skills(bench.session, None, labels.id, bench.skill.id)
    assert [one.name for one in read_taxonomy(bench.session, bench.admin).items] == ["Printers"]
    whole = read_taxonomy(bench.session, bench.admin, retired=True)
    assert [(one.name, one.merged_into and one.merged_into.name) for one in whole.items] == [
        ("Labels", "Printers"),
        ("Printers", None),
    ]
    assert (whole.count, whole.cut) == (2, False)
