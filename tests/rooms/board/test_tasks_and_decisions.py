"""Tasks of a swarm, and what it has to decide next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.rooms.board import tasks
from swarm.rooms.board.cards import TaskCard
from swarm.rooms.board.decisions import end_decision, set_decision
from swarm.rooms.board.reading import read_board
from swarm.rooms.board.tasks import add_task, change_task, erase_task
from swarm.rooms.members import observe_swarm, remove_member


@pytest.fixture
def swarm(floor: Any) -> Any:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    return swarm


def only(floor: Any, swarm: Any) -> TaskCard:
    (card,) = read_board(floor.session, floor.owner, swarm.id).tasks
    return card


@pytest.mark.both
def test_a_task_is_given_to_a_member_and_ticked_off(floor: Any, swarm: Any) -> None:
    due = clock.now() + timedelta(hours=2)
    task = add_task(floor.session, floor.owner, swarm.id, " Ask the vendor ").id
    assert (only(floor, swarm).text, only(floor, swarm).assignee) == ("Ask the vendor", None)
    change = {"assignee": floor.expert.id, "due": due}
    for _ in range(2):
        change_task(floor.session, floor.owner, swarm.id, task, **change)
    for _ in range(2):
        change_task(floor.session, floor.expert, swarm.id, task, done=True)
    card = only(floor, swarm)
    assert card.assignee is not None
    assert card.assignee.name == "Eva Expert"
    assert card.due == due
    assert card.done_by is not None
    assert card.done_by.name == "Eva Expert"
    assert card.done_at == clock.now()
    change_task(floor.session, floor.owner, swarm.id, task, done=False, text="Call them")
    card = only(floor, swarm)
    assert (card.text, card.done_at, card.done_by) == ("Call them", None, None)
    change_task(floor.session, floor.owner, swarm.id, task, assignee=None, due=None)
    assert (only(floor, swarm).assignee, only(floor, swarm).due) == (None, None)
    lines = floor.lines(f"swarms/{swarm.id}")[-6:]
    assert [(one.kind, one.data) for one in lines] == [
        ("task_added", {"task": task}),
        ("task_changed", {"task": task, "person": floor.expert.id, "due": due.isoformat()}),
        ("task_done", {"task": task}),
        ("task_changed", {"task": task, "person": floor.expert.id, "due": due.isoformat()}),
        ("task_reopened", {"task": task}),
        ("task_changed", {"task": task}),
    ]


def test_only_who_takes_part_is_given_a_task(floor: Any, swarm: Any) -> None:
    observe_swarm(floor.session, floor.manager, swarm.id)
    for who in (floor.other, floor.manager):
        with pytest.raises(Invalid) as refused:
            add_task(floor.session, floor.owner, swarm.id, "x", assignee=who.id)
        assert refused.value.fields == {"assignee": "is not in the swarm"}
    task = add_task(floor.session, floor.owner, swarm.id, "x", assignee=floor.expert.id).id
    # Who has left keeps it until somebody takes it: that it was theirs is worth knowing.
    remove_member(floor.session, floor.owner, swarm.id, floor.expert.id)
    change_task(floor.session, floor.owner, swarm.id, task, assignee=floor.expert.id, text="y")
    card = only(floor, swarm)
    assert card.assignee is not None
    assert card.assignee.id == floor.expert.id
    with pytest.raises(Invalid):
        change_task(floor.session, floor.owner, swarm.id, task, assignee=floor.other.id)


@pytest.mark.both
def test_a_task_is_taken_away_by_its_author_or_the_owner(
    floor: Any, swarm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "MOST", 1)
    task = add_task(floor.session, floor.owner, swarm.id, "x").id
    with pytest.raises(Invalid):
        add_task(floor.session, floor.owner, swarm.id, "y")
    with pytest.raises(NotAllowed):
        erase_task(floor.session, floor.expert, swarm.id, task)
    erase_task(floor.session, floor.owner, swarm.id, task)
    assert read_board(floor.session, floor.owner, swarm.id).tasks == []
    assert floor.lines(f"swarms/{swarm.id}")[-1].kind == "task_erased"
    with pytest.raises(NotFound):
        change_task(floor.session, floor.owner, swarm.id, task, done=True)
    with pytest.raises(NotFound):
        add_task(floor.session, floor.other, swarm.id, "x")


@pytest.mark.both
def test_one_decision_stands_at_a_time_and_whoever_is_in_changes_it(floor: Any, swarm: Any) -> None:
    for _ in range(2):
        set_decision(floor.session, floor.owner, swarm.id, " Swap the printer? ")
    set_decision(floor.session, floor.expert, swarm.id, "Call the vendor?")
    decision = read_board(floor.session, floor.owner, swarm.id).decision
    assert decision is not None
    assert (decision.text, decision.by.name) == ("Call the vendor?", "Eva Expert")
    for _ in range(2):
        end_decision(floor.session, floor.owner, swarm.id)
    assert read_board(floor.session, floor.owner, swarm.id).decision is None
    assert floor.kinds(f"swarms/{swarm.id}")[-3:] == [
        "decision_set", "decision_set", "decision_ended",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        set_decision(floor.session, floor.other, swarm.id, "x")
    with pytest.raises(Invalid):
        set_decision(floor.session, floor.owner, swarm.id, " ")
