"""A swarm that is not needed is cancelled with a reason; one that is over can go on."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.queries import read_swarm
from swarm.rooms.reopening import cancel_swarm, reopen_swarm
from swarm.tickets.solving import reopen_ticket


@pytest.mark.both
def test_a_cancelled_swarm_takes_back_what_waits_and_credits_nobody(floor: Any) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert)
    cancel_swarm(floor.session, floor.owner, swarm.id, " A false alarm ")
    assert call.answer == "withdrawn"
    page = read_swarm(floor.session, floor.owner, swarm.id)
    assert page.closure is not None
    assert (page.open, page.closure.cancelled, page.closure.summary) == (
        False, True, "A false alarm",
    )  # fmt: skip
    for stream in (f"swarms/{swarm.id}", f"tickets/{swarm.ticket_number}"):
        last = floor.lines(stream)[-1]
        assert (last.kind, last.data["cancelled"], last.data["solved"]) == (
            "swarm_closed", True, False,
        )  # fmt: skip
        assert "false alarm" not in last.model_dump_json()


@pytest.mark.both
def test_a_swarm_that_goes_on_has_its_people_and_keeps_how_it_had_ended(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    credit = Credit(floor.expert.id, "fix")
    close_swarm(
        floor.session, floor.owner, swarm.id, summary="Roller", solved=False, credits=[credit]
    )
    kept = reopen_swarm(floor.session, floor.owner, swarm.id, "It came back")
    assert (kept.summary, kept.reason, kept.cancelled) == ("Roller", "It came back", False)
    floor.post(swarm, floor.expert, "Again the roller")
    page = read_swarm(floor.session, floor.owner, swarm.id)
    assert (page.open, page.can["reopen"], page.can["cancel"]) == (True, False, True)
    close_swarm(
        floor.session, floor.owner, swarm.id, summary="A new one", solved=False, credits=[credit]
    )
    assert floor.kinds(f"swarms/{swarm.id}").count("contribution_credited") == 1


def test_only_the_owner_does_either_and_with_a_reason(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    for verb in (cancel_swarm, reopen_swarm):
        with pytest.raises(NotAllowed):
            verb(floor.session, floor.expert, swarm.id, "x")
        with pytest.raises(NotFound):
            verb(floor.session, floor.guest, swarm.id, "x")
    with pytest.raises(Conflict):
        reopen_swarm(floor.session, floor.owner, swarm.id, "x")
    with pytest.raises(Invalid):
        cancel_swarm(floor.session, floor.owner, swarm.id, "  ")
    cancel_swarm(floor.session, floor.owner, swarm.id, "x")
    with pytest.raises(Conflict):
        cancel_swarm(floor.session, floor.owner, swarm.id, "x")
    with pytest.raises(Invalid):
        reopen_swarm(floor.session, floor.owner, swarm.id, "  ")


def test_a_swarm_goes_on_only_while_its_ticket_is_worked_on(floor: Any) -> None:
    ticket = floor.ticket()
    swarm = floor.swarm(ticket)
    close_swarm(floor.session, floor.owner, swarm.id, summary="Roller", solved=True)
    assert not read_swarm(floor.session, floor.owner, swarm.id).can["reopen"]
    reopen_ticket(floor.session, floor.owner, ticket)
    reopen_swarm(floor.session, floor.owner, swarm.id, "It came back")
    another = floor.swarm(ticket, help_needed="And who knows rollers?")
    assert another.id != swarm.id
