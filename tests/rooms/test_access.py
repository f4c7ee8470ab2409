"""Who may see, read, speak, lead and follow: every role, every relation."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.rooms.access import (
    find_card,
    find_room,
    may_follow,
    require_command,
    require_open,
    require_reading,
    stand,
)
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import observe_swarm, remove_member

NOTHING = ""
RIGHTS = ("card", "reads", "posts", "commands", "offer", "observe", "leave", "answer")


def rights(floor: Any, swarm: Any, person: Any) -> str:
    """The rights of a person, as words."""
    one = stand(floor.session, person, swarm.id)
    has = (
        one.sees_card,
        one.reads,
        one.posts,
        one.commands,
        one.may_offer,
        one.may_observe,
        one.may_leave,
        one.may_answer,
    )
    return " ".join(right for right, given in zip(RIGHTS, has, strict=True) if given)


def related(floor: Any, swarm: Any, relation: str, role: str) -> Any:
    """A person of `role` who stands in `relation` to the swarm."""
    if relation == "owner":
        return floor.owner
    person = floor.make.person(role, f"{role} {relation}")
    if relation == "invited":
        floor.invite(swarm, person)
    elif relation in ("member", "removed", "left", "gone"):
        floor.join(swarm, person)
    elif relation == "observer":
        observe_swarm(floor.session, person, swarm.id)
    if relation == "removed":
        remove_member(floor.session, floor.owner, swarm.id, person.id)
    elif relation == "left":
        remove_member(floor.session, person, swarm.id, person.id)
    elif relation == "gone":
        person.left_at = clock.now()
    return person


@pytest.mark.parametrize(
    ("role", "relation", "while_open", "once_closed"),
    [
        ("agent", "owner", "card reads posts commands", "card reads"),
        ("agent", "none", "card offer", "card"),
        ("agent", "invited", "card answer", "card"),
        ("agent", "member", "card reads posts leave", "card reads"),
        ("agent", "left", "card offer", "card"),
        ("agent", "removed", "card offer", "card"),
        ("agent", "gone", NOTHING, NOTHING),
        ("manager", "none", "card offer observe", "card"),
        ("manager", "observer", "card reads leave", "card reads"),
        ("manager", "member", "card reads posts leave", "card reads"),
        ("administrator", "none", "card offer observe", "card"),
        ("guest", "none", NOTHING, NOTHING),
        ("guest", "invited", "card answer", NOTHING),
        ("guest", "member", "card reads posts leave", "card reads"),
        ("guest", "removed", NOTHING, NOTHING),
        ("guest", "left", NOTHING, NOTHING),
        ("requester", "none", NOTHING, NOTHING),
    ],
)
def test_rights_by_role_and_relation(
    floor: Any, role: str, relation: str, while_open: str, once_closed: str
) -> None:
    swarm = floor.swarm()
    person = related(floor, swarm, relation, role)
    assert rights(floor, swarm, person) == while_open
    assert may_follow(floor.session, person, f"swarms/{swarm.id}") == ("reads" in while_open)
    close_swarm(floor.session, floor.owner, swarm.id, summary="Over", solved=False)
    assert rights(floor, swarm, person) == once_closed
    assert may_follow(floor.session, person, f"swarms/{swarm.id}") == ("reads" in once_closed)


def test_the_requester_of_the_ticket_sees_nothing_of_its_room(floor: Any) -> None:
    swarm = floor.swarm()
    assert rights(floor, swarm, floor.requester) == NOTHING
    with pytest.raises(NotFound):
        find_card(floor.session, floor.requester, swarm.id)


def test_a_member_who_became_a_requester_reads_nothing_any_more(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    floor.expert.role = "requester"
    assert rights(floor, swarm, floor.expert) == NOTHING


def test_rooms_are_found_by_members_and_cards_by_colleagues(floor: Any) -> None:
    swarm = floor.swarm()
    assert find_room(floor.session, floor.owner, swarm.id).swarm.id == swarm.id
    assert find_card(floor.session, floor.other, swarm.id).role is None
    with pytest.raises(NotFound):
        find_room(floor.session, floor.other, swarm.id)
    for nobody in (0, 999):
        with pytest.raises(NotFound):
            find_card(floor.session, floor.owner, nobody)


def test_commands_need_the_lead_and_an_open_swarm(floor: Any) -> None:
    swarm = floor.swarm()
    require_command(stand(floor.session, floor.owner, swarm.id))
    with pytest.raises(NotAllowed):
        require_command(stand(floor.session, floor.other, swarm.id))
    close_swarm(floor.session, floor.owner, swarm.id, summary="Over", solved=False)
    with pytest.raises(Conflict):
        require_open(stand(floor.session, floor.owner, swarm.id))


@pytest.mark.parametrize(
    "stream",
    ["swarms/999", "swarms/0", "swarms/01", "swarms/", "swarms/1/2", "swarms/-1", "swarms/1 ",
     "swarms/1\n", "swarms/99999999999999999999", "swarms/٣", "tickets/1", "people/1", "",
     "swarm/1"],
)  # fmt: skip
def test_what_is_no_room_of_mine_cannot_be_followed(floor: Any, stream: str) -> None:
    floor.swarm()
    assert not may_follow(floor.session, floor.owner, stream)


def test_who_sees_the_card_alone_is_not_shown_what_members_are(floor: Any) -> None:
    swarm = floor.swarm()
    require_reading(stand(floor.session, floor.owner, swarm.id))
    with pytest.raises(NotAllowed):
        require_reading(stand(floor.session, floor.other, swarm.id))
