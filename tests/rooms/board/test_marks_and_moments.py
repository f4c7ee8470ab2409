"""Messages marked as help, and the key moments of a swarm."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.rooms.board import moments
from swarm.rooms.board.decisions import set_decision
from swarm.rooms.board.hypotheses import add_hypothesis, erase_hypothesis, judge_hypothesis
from swarm.rooms.board.marks import mark_message, unmark_message
from swarm.rooms.board.moments import moments_of, read_moments
from swarm.rooms.board.reading import read_board
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import observe_swarm
from swarm.rooms.messages import delete_message
from swarm.rooms.talk.pins import pin_message, unpin_message


@pytest.fixture
def swarm(floor: Any) -> Any:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    return swarm


def say(floor: Any, swarm: Any, words: str, who: Any = None) -> int:
    message: int = floor.post(swarm, who or floor.expert, words).line.data["message"]
    return message


def marked(floor: Any, swarm: Any) -> list[tuple[str, str, str | None]]:
    marks = read_board(floor.session, floor.owner, swarm.id).marks
    return [(one.said.author.name, one.kind, one.said.text) for one in marks]


def told(floor: Any, swarm: Any) -> list[tuple[str, str | None]]:
    items = read_moments(floor.session, floor.owner, swarm.id).items
    return [(one.kind, one.text) for one in items]


@pytest.mark.both
def test_a_message_is_marked_once_a_kind_by_whoever_speaks_and_unmarked_by_any(
    floor: Any, swarm: Any
) -> None:
    message = say(floor, swarm, "Change the *roller*")
    for _ in range(2):
        mark_message(floor.session, floor.owner, swarm.id, message, "fix")
    mark_message(floor.session, floor.expert, swarm.id, message, "knowledge")
    assert marked(floor, swarm) == [
        ("Eva Expert", "fix", "Change the roller"),
        ("Eva Expert", "knowledge", "Change the roller"),
    ]
    for _ in range(2):
        unmark_message(floor.session, floor.owner, swarm.id, message, "knowledge")
    assert marked(floor, swarm) == [("Eva Expert", "fix", "Change the roller")]
    lines = floor.lines(f"swarms/{swarm.id}")[-3:]
    assert [(one.kind, one.data) for one in lines] == [
        ("message_marked", {"message": message, "mark": "fix"}),
        ("message_marked", {"message": message, "mark": "knowledge"}),
        ("message_unmarked", {"message": message, "mark": "knowledge"}),
    ]
    delete_message(floor.session, floor.expert, swarm.id, message)
    assert marked(floor, swarm) == []
    with pytest.raises(Conflict):
        mark_message(floor.session, floor.owner, swarm.id, message, "fix")


def test_who_may_not_write_on_the_board_marks_nothing(floor: Any, swarm: Any) -> None:
    message = say(floor, swarm, "Change it")
    floor.join(swarm, floor.guest)
    observe_swarm(floor.session, floor.manager, swarm.id)
    for who, refusal in (
        (floor.guest, NotFound),
        (floor.other, NotFound),
        (floor.manager, NotAllowed),
    ):
        with pytest.raises(refusal):
            mark_message(floor.session, who, swarm.id, message, "fix")
        with pytest.raises(refusal):
            unmark_message(floor.session, who, swarm.id, message, "fix")
    with pytest.raises(NotFound):
        mark_message(floor.session, floor.owner, swarm.id, message, "praise")


@pytest.mark.both
def test_the_key_moments_tell_how_a_swarm_got_where_it_is(floor: Any, swarm: Any) -> None:
    cable = add_hypothesis(floor.session, floor.expert, swarm.id, "The cable").id
    roller = add_hypothesis(floor.session, floor.expert, swarm.id, "The roller").id
    judge_hypothesis(floor.session, floor.owner, swarm.id, cable, "ruled_out")
    judge_hypothesis(floor.session, floor.owner, swarm.id, roller, "confirmed")
    set_decision(floor.session, floor.owner, swarm.id, "Buy one?")
    fix = say(floor, swarm, "Change the roller")
    mark_message(floor.session, floor.owner, swarm.id, fix, "fix")
    mark_message(floor.session, floor.owner, swarm.id, fix, "knowledge")
    pin_message(floor.session, floor.owner, swarm.id, fix)
    judge_hypothesis(floor.session, floor.owner, swarm.id, cable, "open", "Seen again")
    close_swarm(floor.session, floor.owner, swarm.id, summary="A new roller", solved=False)
    assert told(floor, swarm) == [
        ("opened", None),
        ("joined", None),
        ("ruled_out", "The cable"),
        ("confirmed", "The roller"),
        ("decision", "Buy one?"),
        ("fix", "Change the roller"),
        ("pinned", "Change the roller"),
        ("reopened", "The cable"),
        ("closed", None),
    ]
    joined = read_moments(floor.session, floor.owner, swarm.id).items[1]
    assert joined.person is not None
    assert joined.person.name == "Eva Expert"


def test_what_was_taken_back_or_erased_is_no_moment(
    floor: Any, swarm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = say(floor, swarm, "One"), say(floor, swarm, "Two")
    for message in (one, two):
        mark_message(floor.session, floor.owner, swarm.id, message, "fix")
        pin_message(floor.session, floor.owner, swarm.id, message)
    unmark_message(floor.session, floor.owner, swarm.id, one, "fix")
    unpin_message(floor.session, floor.owner, swarm.id, one)
    assert told(floor, swarm)[2:] == [("fix", "Two"), ("pinned", "Two")]
    delete_message(floor.session, floor.expert, swarm.id, two)
    assert told(floor, swarm)[2:] == []
    cable = add_hypothesis(floor.session, floor.expert, swarm.id, "hunter2").id
    judge_hypothesis(floor.session, floor.owner, swarm.id, cable, "ruled_out")
    erase_hypothesis(floor.session, floor.expert, swarm.id, cable)
    assert told(floor, swarm)[2:] == [("ruled_out", None)]
    monkeypatch.setattr(moments, "SHOWN", 1)
    assert [one.kind for one in moments_of(floor.session, swarm.id)] == ["ruled_out"]
    with pytest.raises(NotFound):
        read_moments(floor.session, floor.other, swarm.id)
