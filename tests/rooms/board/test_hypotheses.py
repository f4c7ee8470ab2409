"""Hypotheses on a swarm's board: put there, judged, supported, taken off."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.board import hypotheses
from swarm.rooms.board.hypotheses import (
    add_hypothesis,
    erase_hypothesis,
    judge_hypothesis,
    support_hypothesis,
    unsupport_hypothesis,
)
from swarm.rooms.board.reading import read_board
from swarm.rooms.board.tables import Support, Verdict
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import observe_swarm
from swarm.rooms.messages import delete_message


@pytest.fixture
def swarm(floor: Any) -> Any:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    return swarm


def suppose(floor: Any, swarm: Any, text: str = "The cable", **more: Any) -> int:
    added: int = add_hypothesis(floor.session, floor.expert, swarm.id, text, **more).id
    return added


def judge(floor: Any, swarm: Any, one: int, state: Any, reason: str = "") -> None:
    judge_hypothesis(floor.session, floor.owner, swarm.id, one, state, reason)


def kinds(floor: Any, swarm: Any) -> list[str]:
    lines = floor.kinds(f"swarms/{swarm.id}")
    return [kind for kind in lines if kind.startswith("hypothesis")]


@pytest.mark.both
def test_the_board_tells_what_is_open_ruled_out_and_confirmed_and_why(
    floor: Any, swarm: Any
) -> None:
    said = floor.post(swarm, floor.expert, "It *wobbles*").line
    cable = suppose(floor, swarm, " The cable ", message_id=said.data["message"])
    roller, other = suppose(floor, swarm, "The roller"), suppose(floor, swarm, "The driver")
    judge(floor, swarm, cable, "ruled_out", "Another one changed nothing")
    judge(floor, swarm, roller, "confirmed")
    board = read_board(floor.session, floor.owner, swarm.id)
    assert [(one.id, one.text, one.state) for one in board.hypotheses] == [
        (cable, "The cable", "ruled_out"),
        (roller, "The roller", "confirmed"),
        (other, "The driver", "open"),
    ]
    assert board.counts == {"open": 1, "ruled_out": 1, "confirmed": 1}
    first = board.hypotheses[0]
    assert first.author.name == "Eva Expert"
    assert [(one.reason, one.by.name) for one in first.verdicts] == [
        ("Another one changed nothing", "Olga Owner")
    ]
    (spoken,) = first.messages
    assert (spoken.seq, spoken.text) == (said.seq, "It wobbles")
    assert kinds(floor, swarm) == [
        *["hypothesis_added"] * 3, "hypothesis_ruled_out", "hypothesis_confirmed",
    ]  # fmt: skip


def test_its_lines_hold_references_and_no_words(floor: Any, swarm: Any) -> None:
    cable = suppose(floor, swarm, "hunter2")
    judge(floor, swarm, cable, "ruled_out", "hunter2 again")
    lines = [one for one in floor.lines(f"swarms/{swarm.id}") if one.kind.startswith("hypo")]
    assert lines[0].data == {"hypothesis": cable}
    assert lines[1].data.keys() == {"hypothesis", "verdict"}


@pytest.mark.both
def test_what_was_judged_is_opened_with_a_reason_before_it_is_judged_otherwise(
    floor: Any, swarm: Any
) -> None:
    cable = suppose(floor, swarm)
    for _ in range(2):
        judge(floor, swarm, cable, "ruled_out")
    with pytest.raises(Conflict) as refused:
        judge(floor, swarm, cable, "confirmed")
    assert refused.value.current == {"hypothesis": cable, "state": "ruled_out"}
    with pytest.raises(Invalid):
        judge(floor, swarm, cable, "open", " ")
    with pytest.raises(Invalid):
        judge(floor, swarm, cable, "open", "x" * 1_001)
    judge(floor, swarm, cable, "open", "The other cable was broken too")
    judge(floor, swarm, cable, "confirmed")
    (card,) = read_board(floor.session, floor.expert, swarm.id).hypotheses
    assert [one.state for one in card.verdicts] == ["ruled_out", "open", "confirmed"]
    assert kinds(floor, swarm)[1:] == [
        "hypothesis_ruled_out", "hypothesis_reopened", "hypothesis_confirmed",
    ]  # fmt: skip


@pytest.mark.both
def test_a_message_speaks_for_it_once_and_no_more_when_it_is_erased(floor: Any, swarm: Any) -> None:
    cable = suppose(floor, swarm)
    one, two = (floor.post(swarm, floor.owner, word).line.data["message"] for word in "ab")
    for _ in range(2):
        support_hypothesis(floor.session, floor.expert, swarm.id, cable, one)
    support_hypothesis(floor.session, floor.expert, swarm.id, cable, two)
    for _ in range(2):
        unsupport_hypothesis(floor.session, floor.owner, swarm.id, cable, two)
    (card,) = read_board(floor.session, floor.owner, swarm.id).hypotheses
    assert [said.message for said in card.messages] == [one]
    assert kinds(floor, swarm)[1:] == [
        "hypothesis_supported", "hypothesis_supported", "hypothesis_unsupported",
    ]  # fmt: skip
    delete_message(floor.session, floor.owner, swarm.id, one)
    assert floor.session.scalars(select(Support)).all() == []
    with pytest.raises(Invalid):
        support_hypothesis(floor.session, floor.expert, swarm.id, cable, one)
    elsewhere = floor.post(floor.swarm(), floor.owner, "x").line.data["message"]
    with pytest.raises(Invalid):
        suppose(floor, swarm, message_id=elsewhere)


@pytest.mark.both
def test_taken_off_its_words_and_reasons_are_gone_and_its_lines_stay(
    floor: Any, swarm: Any
) -> None:
    cable = suppose(floor, swarm)
    judge(floor, swarm, cable, "ruled_out", "hunter2")
    floor.join(swarm, floor.other)
    with pytest.raises(NotAllowed):
        erase_hypothesis(floor.session, floor.other, swarm.id, cable)
    erase_hypothesis(floor.session, floor.owner, swarm.id, cable)
    floor.session.expire_all()
    board = read_board(floor.session, floor.owner, swarm.id)
    assert board.hypotheses == []
    assert board.counts == {"open": 0, "ruled_out": 0, "confirmed": 0}
    assert floor.session.scalars(select(Verdict.reason)).all() == [""]
    assert kinds(floor, swarm)[-1] == "hypothesis_erased"
    with pytest.raises(NotFound):
        judge(floor, swarm, cable, "open", "Again")


def test_only_members_who_speak_write_and_guests_do_not_even_read(floor: Any, swarm: Any) -> None:
    cable = suppose(floor, swarm)
    floor.join(swarm, floor.guest)
    observe_swarm(floor.session, floor.manager, swarm.id)
    for who, refusal in (
        (floor.guest, NotFound),
        (floor.other, NotFound),
        (floor.requester, NotFound),
        (floor.manager, NotAllowed),
    ):
        with pytest.raises(refusal):
            add_hypothesis(floor.session, who, swarm.id, "x")
        with pytest.raises(refusal):
            judge_hypothesis(floor.session, who, swarm.id, cable, "confirmed")
    assert len(read_board(floor.session, floor.manager, swarm.id).hypotheses) == 1
    for who in (floor.guest, floor.other):
        with pytest.raises(NotFound):
            read_board(floor.session, who, swarm.id)
    second = floor.swarm()
    with pytest.raises(NotFound):
        judge_hypothesis(floor.session, floor.owner, second.id, cable, "confirmed")
    close_swarm(floor.session, floor.owner, swarm.id, summary="Over", solved=False)
    with pytest.raises(Conflict):
        suppose(floor, swarm)
    assert len(read_board(floor.session, floor.owner, swarm.id).hypotheses) == 1


def test_a_board_has_an_end(floor: Any, swarm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hypotheses, "MOST", 1)
    for text in (" ", "x" * 501):
        with pytest.raises(Invalid):
            suppose(floor, swarm, text)
    first = suppose(floor, swarm)
    with pytest.raises(Invalid):
        suppose(floor, swarm)
    erase_hypothesis(floor.session, floor.expert, swarm.id, first)
    suppose(floor, swarm)
