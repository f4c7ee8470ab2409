"""The usual message is posted as any other; what is unusual is left to the long way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.messages import post_message, post_usual
from swarm.rooms.tables import Message
from tests.rooms.conftest import SECRET

Refusal = type[Exception]


def usual(floor: Any, swarm: Any, person: Any, client_id: str = "one", body: str = "Hello") -> Any:
    return post_usual(floor.session, person.id, swarm.id, client_id, body, secret=SECRET)


@pytest.mark.both
def test_it_is_the_same_message_line_and_row_either_way(floor: Any) -> None:
    swarm = floor.swarm()
    words = "See #7 for `it`"
    short = usual(floor, swarm, floor.owner, "short", words)
    long = floor.post(swarm, floor.owner, words, "long")
    assert short.new
    assert long.line.seq == short.line.seq + 1
    assert set(short.line.data) == set(long.line.data)
    assert short.line.data["html"] == long.line.data["html"]
    columns = Message.__table__.columns
    own = {"id", "client_id", "seq", "at"}
    shared = [column for column in columns if column.name not in own]
    rows = floor.session.execute(select(*shared).where(Message.swarm_id == swarm.id)).all()
    assert len(rows) == 2
    assert rows[0] == rows[1]
    # Said again by either way, it is the message that is there.
    again = floor.post(swarm, floor.owner, words, "short")
    assert (again.new, again.line) == (False, short.line)
    assert usual(floor, swarm, floor.owner, "long") is None


def left_the_firm(floor: Any, _swarm: Any) -> Any:
    floor.session.execute(
        update(Person).where(Person.id == floor.expert.id).values(left_at=clock.now())
    )
    floor.session.refresh(floor.expert)
    return floor.expert


def removed(floor: Any, swarm: Any) -> Any:
    remove_member(floor.session, floor.owner, swarm.id, floor.expert.id)
    return floor.expert


def watching(floor: Any, swarm: Any) -> Any:
    observe_swarm(floor.session, floor.manager, swarm.id)
    return floor.manager


def in_a_closed_room(floor: Any, swarm: Any) -> Any:
    close_swarm(floor.session, floor.owner, swarm.id, summary="Over", solved=True)
    return floor.owner


def made_a_requester(floor: Any, _swarm: Any) -> Any:
    floor.expert.role = "requester"
    floor.session.flush()
    return floor.expert


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (lambda floor, _swarm: floor.other, NotFound),
        (left_the_firm, NotFound),
        (removed, NotFound),
        (made_a_requester, NotFound),
        (watching, NotAllowed),
        (in_a_closed_room, Conflict),
    ],
)
def test_who_may_not_post_is_left_to_the_long_way_which_refuses(
    floor: Any, who: Callable[[Any, Any], Any], refusal: Refusal
) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    person = who(floor, swarm)
    assert usual(floor, swarm, person) is None
    with pytest.raises(refusal):
        post_message(floor.session, person, swarm.id, "one", "Hello", secret=SECRET)
    assert "message_posted" not in floor.kinds(f"swarms/{swarm.id}")


@pytest.mark.parametrize(
    ("client_id", "body"),
    [("one", "  "), ("", "Hello"), ("x" * 65, "Hello"), ("one", "x" * 20_001)],
)
def test_what_is_malformed_is_left_to_the_long_way(floor: Any, client_id: str, body: str) -> None:
    swarm = floor.swarm()
    assert usual(floor, swarm, floor.owner, client_id, body) is None
    with pytest.raises(Invalid):
        post_message(floor.session, floor.owner, swarm.id, client_id, body, secret=SECRET)


def test_who_names_somebody_goes_the_long_way_and_a_guest_too(floor: Any) -> None:
    swarm = floor.swarm()
    assert usual(floor, swarm, floor.owner, body="@Eva, do you know it?") is None
    floor.join(swarm, floor.guest)
    assert usual(floor, swarm, floor.guest) is None
    assert floor.post(swarm, floor.guest, "Hello").new
