"""A guest's link: one room, one person, one use, an end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.accounts.actions import note_seen
from swarm.accounts.queries import find_by_secret
from swarm.accounts.tables import SignIn
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
from swarm.people.tables import Person
from swarm.rooms.closing import close_swarm
from swarm.rooms.members import remove_member
from swarm.rooms.outside.ending import expire_passes
from swarm.rooms.outside.passes import MOST, list_passes, make_pass, revoke_pass, use_pass
from swarm.rooms.outside.tables import GuestPass

if TYPE_CHECKING:
    from tests.rooms.outside.conftest import Visited


def make(floor: Any, swarm: int, **more: Any) -> tuple[GuestPass, str]:
    wish = {"name": "Rolf of Rivet", "kind": "requester", "hours": 2, **more}
    return make_pass(floor.session, floor.owner, swarm, **wish)


def test_a_link_lets_in_once_and_is_kept_as_a_hash(floor: Any) -> None:
    swarm = floor.swarm()
    found, secret = make(floor, swarm.id)
    assert secret not in (found.secret_hash, "")
    assert floor.members(swarm).keys() == {floor.owner.id}
    _, issued = use_pass(floor.session, secret)
    assert floor.members(swarm)[found.person_id] == "guest"
    assert issued.row.expires_at == found.expires_at
    for again in (secret, "made up"):
        with pytest.raises(NotSignedIn):
            use_pass(floor.session, again)
    (card,) = list_passes(floor.session, floor.owner, swarm.id).items
    assert (card.person.name, card.state) == ("Rolf of Rivet", "here")


def test_a_session_in_use_still_ends_with_the_pass(floor: Any) -> None:
    found, secret = make(floor, floor.swarm().id)
    _, issued = use_pass(floor.session, secret)
    signed_in = find_by_secret(floor.session, issued.secret)
    assert signed_in is not None
    note_seen(floor.session, signed_in, days=14)
    floor.session.refresh(issued.row)
    assert issued.row.expires_at == found.expires_at
    with clock.at(clock.now() + timedelta(hours=2)):
        assert find_by_secret(floor.session, issued.secret) is None


@pytest.mark.parametrize("how", ["revoked", "removed", "left", "expired"])
def test_every_end_takes_everything(visited: Visited, how: str) -> None:
    floor, swarm, found = visited.floor, visited.swarm, visited.found
    if how == "revoked":
        revoke_pass(floor.session, floor.owner, swarm.id, found.id)
        revoke_pass(floor.session, floor.owner, swarm.id, found.id)
    elif how == "removed":
        remove_member(floor.session, floor.owner, swarm.id, visited.guest.id)
    elif how == "left":
        remove_member(floor.session, visited.guest, swarm.id, visited.guest.id)
    else:
        later = clock.now() + timedelta(hours=4)
        assert expire_passes(floor.session, later) == 1
        assert expire_passes(floor.session, later) == 0
    assert visited.guest.id not in floor.members(swarm)
    assert visited.guest.left_at is not None
    live = select(SignIn.id).where(
        SignIn.person_id == visited.guest.id, SignIn.revoked_at.is_(None)
    )
    assert floor.session.scalars(live).all() == []
    ended = [line for line in floor.lines(f"swarms/{swarm.id}") if line.kind == "guest_ended"]
    assert [line.data["why"] for line in ended] == [how]
    (card,) = list_passes(floor.session, floor.owner, swarm.id).items
    assert card.state == "ended"


def test_a_link_that_was_never_used_ends_without_a_word_of_a_member(floor: Any) -> None:
    swarm = floor.swarm()
    found, secret = make(floor, swarm.id)
    revoke_pass(floor.session, floor.owner, swarm.id, found.id)
    assert "member_removed" not in floor.kinds(f"swarms/{swarm.id}")
    with pytest.raises(NotSignedIn):
        use_pass(floor.session, secret)


def test_a_link_is_void_once_it_is_old_or_the_swarm_is_over(floor: Any) -> None:
    swarm = floor.swarm()
    _, secret = make(floor, swarm.id)
    with clock.at(clock.now() + timedelta(hours=2)), pytest.raises(NotSignedIn):
        use_pass(floor.session, secret)
    found, other = make(floor, swarm.id)
    close_swarm(floor.session, floor.owner, swarm.id, summary="Done", solved=False)
    with pytest.raises(NotSignedIn):
        use_pass(floor.session, other)
    with pytest.raises(Conflict):
        make(floor, swarm.id)
    revoke_pass(floor.session, floor.owner, swarm.id, found.id)
    assert found.ended_at is not None


def test_only_the_owner_lets_in_and_members_of_the_desk_see_who(visited: Visited) -> None:
    floor, swarm = visited.floor, visited.swarm.id
    wish = {"name": "X", "kind": "vendor", "hours": 1}
    for who, refusal in (
        (floor.expert, NotAllowed), (floor.other, NotAllowed), (visited.guest, NotAllowed),
        (floor.requester, NotFound),
    ):  # fmt: skip
        with pytest.raises(refusal):
            make_pass(floor.session, who, swarm, **wish)
    with pytest.raises(NotAllowed):
        revoke_pass(floor.session, floor.expert, swarm, visited.found.id)
    assert list_passes(floor.session, floor.expert, swarm).items
    for who in (floor.other, visited.guest):
        with pytest.raises(NotFound):
            list_passes(floor.session, who, swarm)
    with pytest.raises(NotFound):
        revoke_pass(floor.session, floor.owner, swarm, 999)


def test_what_makes_no_pass_is_refused(floor: Any) -> None:
    swarm = floor.swarm().id
    for wrong in ({"kind": "friend"}, {"hours": 0}, {"hours": 721}):
        with pytest.raises(Invalid):
            make(floor, swarm, **wrong)
    for _ in range(MOST):
        make(floor, swarm)
    with pytest.raises(Conflict):
        make(floor, swarm)


def test_who_came_by_a_link_is_called_into_no_other_room(visited: Visited) -> None:
    other = visited.floor.swarm(visited.floor.ticket())
    guest = visited.floor.session.get_one(Person, visited.guest.id)
    with pytest.raises(Invalid):
        visited.floor.invite(other, guest)
