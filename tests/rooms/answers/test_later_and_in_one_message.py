"""Beside yes and no: later, at a moment; and help in one message, credited, without joining."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.answers.one_message import answer_in_message, erase_answer
from swarm.rooms.answers.postponing import FURTHEST, MOST, postpone_invitation, return_invitations
from swarm.rooms.board.tables import Mark
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import (
    answer_invitation,
    expire_invitations,
    withdraw_invitation,
)
from swarm.rooms.queries import read_activity, read_swarm
from swarm.rooms.waiting import invitations_of
from tests.rooms.conftest import MORNING, SECRET

if TYPE_CHECKING:
    from swarm.rooms.tables import Invitation

HOUR = timedelta(hours=1)


def waiting(floor: Any) -> list[int]:
    return [one.id for one in invitations_of(floor.session, floor.expert).items]


def put_off(floor: Any, call: Invitation, hours: float = 2, **more: Any) -> Invitation:
    until = clock.now() + hours * HOUR
    return postpone_invitation(floor.session, floor.expert, call.id, until, **more)


def answer(floor: Any, call: Invitation, body: str = "Press both keys") -> Invitation:
    return answer_in_message(floor.session, floor.expert, call.id, body, secret=SECRET)


def test_a_call_that_was_put_off_comes_back_with_its_time_to_answer(floor: Any) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    put_off(floor, call)
    assert waiting(floor) == []
    (shown,) = read_swarm(floor.session, floor.owner, swarm.id).invitations
    assert (shown.later_at, shown.postponed, shown.answer) == (MORNING + 2 * HOUR, 1, None)
    assert call.expires_at == MORNING + 2 * HOUR + timedelta(minutes=15)
    assert expire_invitations(floor.session, MORNING + HOUR) == 0
    assert return_invitations(floor.session, MORNING + HOUR) == 0
    with clock.at(MORNING + 2 * HOUR):
        assert return_invitations(floor.session, clock.now()) == 1
        assert return_invitations(floor.session, clock.now()) == 0
        assert waiting(floor) == [call.id]
    for stream in (f"swarms/{swarm.id}", f"people/{floor.expert.id}"):
        kinds = floor.kinds(stream)
        assert kinds[-2:] == ["invitation_postponed", "invitation_returned"]


def test_one_that_was_put_off_can_be_answered_before(floor: Any) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    put_off(floor, call)
    answer_invitation(floor.session, floor.expert, call.id, "accepted")
    assert floor.expert.id in floor.members(swarm)
    with clock.at(MORNING + 3 * HOUR):
        assert return_invitations(floor.session, clock.now()) == 0


def test_a_call_is_put_off_three_times_and_within_a_week(floor: Any) -> None:
    call = floor.invite(floor.swarm(), floor.expert)
    for wrong in (timedelta(0), -HOUR, FURTHEST + HOUR):
        with pytest.raises(Invalid):
            postpone_invitation(floor.session, floor.expert, call.id, clock.now() + wrong)
    for turn in range(MOST):
        put_off(floor, call, 1 + turn)
    put_off(floor, call, MOST)  # the same again
    with pytest.raises(Conflict):
        put_off(floor, call, 9)
    with pytest.raises(NotFound):
        postpone_invitation(floor.session, floor.other, call.id, clock.now() + HOUR)


def test_help_in_one_message_is_said_marked_and_credited_without_joining(floor: Any) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    for _ in range(2):
        answer(floor, call)
    assert (call.answer, floor.members(swarm).keys()) == ("answered", {floor.owner.id})
    lines = read_activity(floor.session, floor.owner, swarm.id).items
    (said,) = [line for line in lines if line.kind == "message_posted"]
    assert (said.actor, said.data["body"]) == (floor.expert.id, "Press both keys")
    assert said.data["invitation"] == call.id
    assert floor.session.get(Mark, (said.data["message"], "knowledge")) is not None
    with pytest.raises(NotFound):
        read_activity(floor.session, floor.expert, swarm.id)
    with pytest.raises(Conflict):
        answer(floor, call, "Other words")
    close_swarm(
        floor.session, floor.owner, swarm.id, summary="Both keys", solved=False,
        credits=[Credit(floor.expert.id, "knowledge", said.data["message"])],
    )  # fmt: skip
    assert "credited" in floor.kinds(f"people/{floor.expert.id}")


def test_only_those_asked_answer_and_only_while_it_waits(floor: Any) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    with pytest.raises(NotFound):
        answer_in_message(floor.session, floor.other, call.id, "x", secret=SECRET)
    with pytest.raises(Invalid):
        answer(floor, call, "  ")
    guest = floor.invite(swarm, floor.guest)
    with pytest.raises(NotAllowed):
        answer_in_message(floor.session, floor.guest, guest.id, "x", secret=SECRET)
    withdraw_invitation(floor.session, floor.owner, call.id)
    with pytest.raises(Conflict):
        answer(floor, call)


@pytest.mark.both
def test_whoever_helped_in_one_message_erases_it_without_joining(floor: Any) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    answer(floor, call)
    shown = read_swarm(floor.session, floor.expert, swarm.id).my_answer
    assert shown is not None
    assert (shown.invitation, "both keys" in shown.html) == (call.id, True)
    assert read_swarm(floor.session, floor.other, swarm.id).my_answer is None
    for verb in range(2):
        erase_answer(floor.session, floor.expert, call.id)
        assert floor.kinds(f"swarms/{swarm.id}").count("message_deleted") == 1, verb
    said = [line for line in read_activity(floor.session, floor.owner, swarm.id).items
            if line.kind == "message_posted"]  # fmt: skip
    assert [line.data["body"] for line in said] == [None]
    assert read_swarm(floor.session, floor.expert, swarm.id).my_answer is None
    assert floor.session.query(Mark).count() == 0


def test_nobody_erases_the_answer_of_another_and_none_is_there_before(floor: Any) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    with pytest.raises(Conflict):
        erase_answer(floor.session, floor.expert, call.id)
    answer(floor, call)
    with pytest.raises(NotAllowed):
        erase_answer(floor.session, floor.owner, call.id)
    with pytest.raises(NotFound):
        erase_answer(floor.session, floor.other, call.id)


def test_who_answers_does_not_see_who_reads_so_guests_do_not(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.guest)
    answer(floor, floor.invite(swarm, floor.expert))
    assert "both keys" not in "".join(
        line.model_dump_json() for line in read_activity(floor.session, floor.guest, swarm.id).items
    )


STEPS = st.lists(
    st.tuples(st.sampled_from(["later", "yes", "no", "message", "withdraw", "wait"]),
              st.integers(1, 6)),
    max_size=8,
)  # fmt: skip


@given(steps=STEPS)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_call_has_one_end_and_waits_only_while_it_is_due(
    floor: Any, steps: list[tuple[str, int]]
) -> None:
    now = MORNING
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    ended: str | None = None
    for step, hours in steps:
        with clock.at(now):
            try:
                if step == "later":
                    put_off(floor, call, hours)
                elif step == "message":
                    answer(floor, call)
                elif step == "withdraw":
                    withdraw_invitation(floor.session, floor.owner, call.id)
                elif step == "wait":
                    now += hours * HOUR
                    return_invitations(floor.session, now)
                    expire_invitations(floor.session, now)
                else:
                    said = "accepted" if step == "yes" else "declined"
                    answer_invitation(floor.session, floor.expert, call.id, said)
            except Conflict:
                assert step == "later" or call.answer is not None
        if ended is not None:
            assert call.answer == ended
        ended = call.answer
        with clock.at(now):
            due = call.answer is None and (call.later_at is None or call.later_at <= now)
            assert (call.id in waiting(floor)) == (due and call.expires_at > now)
    ends = ("invitation_answered", "invitation_expired", "invitation_withdrawn")
    over = [kind for kind in floor.kinds(f"swarms/{swarm.id}") if kind in ends]
    assert len(over) == (call.answer is not None)
