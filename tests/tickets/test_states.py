"""The state machine is what its page says."""

from __future__ import annotations

import pytest

from swarm.errors import Conflict
from swarm.tickets.states import (
    ENDED,
    LIVE,
    STEPS,
    check_live,
    check_not_closed,
    check_step,
    may_step,
)
from swarm.tickets.tables import Status

DOCUMENTED = {
    ("new", "open"),
    ("open", "waiting"),
    ("waiting", "open"),
    ("open", "solved"),
    ("waiting", "solved"),
    ("solved", "open"),
    ("solved", "closed"),
}


@pytest.mark.parametrize("start", list(Status))
@pytest.mark.parametrize("end", list(Status))
def test_only_documented_steps_are_taken(start: Status, end: Status) -> None:
    assert may_step(start, end) is ((start.value, end.value) in DOCUMENTED)
    if may_step(start, end):
        check_step(start, end)
    else:
        with pytest.raises(Conflict) as refusal:
            check_step(start, end)
        assert refusal.value.current == {"status": start.value}


def test_every_status_has_its_steps_and_is_live_or_ended() -> None:
    assert set(STEPS) == set(Status)
    assert set(Status) == LIVE | ENDED
    assert not LIVE & ENDED


def test_what_ended_is_not_live_and_what_is_closed_stays_closed() -> None:
    for status in Status:
        if status in LIVE:
            check_live(status)
        else:
            with pytest.raises(Conflict):
                check_live(status)
    check_not_closed(Status.SOLVED)
    with pytest.raises(Conflict):
        check_not_closed(Status.CLOSED)
