"""What goes wrong is found when it does, and no earlier; each sees what is theirs to mend."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import NotAllowed
from swarm.people.tables import Absence, Person
from swarm.reports.exceptions import ALONE, FREE, SILENT, WITHIN, read_exceptions
from swarm.rooms.answers.postponing import postpone_invitation
from swarm.rooms.closing import close_swarm
from swarm.tickets.creating import create_ticket
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Ownership
from tests.rooms.conftest import MORNING, Floor

MINUTE = timedelta(minutes=1)


@pytest.fixture
def floor(session: Any, make: Any) -> Any:
    """The people of a small desk on a working morning."""
    with clock.at(MORNING):
        yield Floor(session, make)


def told(floor: Floor, moment: Any, who: Person | None = None) -> list[tuple[str, int]]:
    with clock.at(moment):
        found = read_exceptions(floor.session, who or floor.manager)
    return [(one.kind, one.ticket) for one in found.items]


@pytest.mark.both
def test_an_ask_that_nobody_answers_is_told_after_half_an_hour(floor: Floor) -> None:
    swarm = floor.swarm()
    call = floor.invite(swarm, floor.expert, minutes=60)
    number = swarm.ticket_number
    assert told(floor, MORNING + ALONE - MINUTE) == []
    assert told(floor, MORNING + ALONE) == [("unanswered", number)]
    assert told(floor, MORNING + ALONE, floor.owner) == [("unanswered", number)]
    assert told(floor, MORNING + ALONE, floor.other) == []
    postpone_invitation(floor.session, floor.expert, call.id, MORNING + timedelta(hours=2))
    assert told(floor, MORNING + ALONE) == []


@pytest.mark.both
def test_a_swarm_stalls_when_nobody_says_anything(floor: Floor) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    with clock.at(MORNING + timedelta(hours=1)):
        floor.post(swarm, floor.expert, "Odd")
        said = clock.now()
    assert told(floor, said + SILENT - MINUTE) == []
    with clock.at(said + SILENT):
        (row,) = read_exceptions(floor.session, floor.manager).items
    assert (row.kind, row.swarm, row.since) == ("stalled", swarm.id, said)
    assert row.owner is not None
    assert row.owner.name == "Olga Owner"
    close_swarm(floor.session, floor.owner, swarm.id, summary="Done", solved=False)
    assert told(floor, said + SILENT) == []


@pytest.mark.both
def test_a_ticket_without_an_owner_is_told_after_an_hour(floor: Floor) -> None:
    ticket, _ = create_ticket(floor.session, floor.requester, summary="Blank")
    assert told(floor, MORNING + FREE - MINUTE) == []
    assert told(floor, MORNING + FREE) == [("unowned", ticket.number)]
    assert told(floor, MORNING + FREE, floor.expert) == []


@pytest.mark.both
def test_a_ticket_bounces_when_it_had_three_owners_in_a_week(floor: Floor) -> None:
    ticket = floor.ticket()
    for day, who in enumerate((floor.expert, floor.other), 1):
        at = MORNING + timedelta(days=day)
        open_one = floor.session.query(Ownership).filter_by(ended_at=None).one()
        open_one.ended_at = at
        floor.session.add(
            Ownership(ticket_number=ticket.number, owner_id=who.id, how="handover", started_at=at)
        )
        floor.session.flush()
    last = MORNING + timedelta(days=2)
    with clock.at(last):
        (row,) = read_exceptions(floor.session, floor.manager).items
    assert (row.kind, row.count, row.since) == ("bouncing", 3, last)
    assert told(floor, last, floor.other) == [("bouncing", ticket.number)]
    assert told(floor, MORNING + WITHIN) == []


@pytest.mark.both
@pytest.mark.parametrize("how", ["left", "away"])
def test_an_owner_who_is_gone_is_told_while_they_are(floor: Floor, how: str) -> None:
    ticket = floor.ticket()
    if how == "left":
        floor.owner.left_at = MORNING
    else:
        back = MORNING + timedelta(days=3)
        floor.session.add(Absence(person_id=floor.owner.id, starts_at=MORNING, ends_at=back))
        floor.session.flush()
        assert told(floor, back) == []
    floor.session.flush()
    assert told(floor, MORNING + MINUTE) == [("owner_gone", ticket.number)]


def test_what_is_solved_goes_wrong_no_more_and_outsiders_see_nothing(floor: Floor) -> None:
    ticket = floor.ticket()
    floor.owner.left_at = MORNING
    floor.session.flush()
    solve_ticket(floor.session, floor.manager, ticket, "Wear", "Roller")
    assert told(floor, MORNING + WITHIN) == []
    for who in (floor.guest, floor.requester):
        with pytest.raises(NotAllowed):
            read_exceptions(floor.session, who)
