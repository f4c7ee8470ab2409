"""Calling somebody in: sent, seen, answered, withdrawn, expired."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.invitations import (
    Basis,
    answer_invitation,
    expire_invitations,
    invite_person,
    see_invitation,
    withdraw_invitation,
)
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.offers import make_offer
from swarm.rooms.tables import Invitation

REASON = {"text": "Solved 4 similar tickets", "link": "/tickets/3", "tickets": [3]}


def test_an_invitation_reaches_the_person_wherever_they_are(floor: Any) -> None:
    swarm = floor.swarm()
    basis = Basis(reasons=[REASON], place=2, model="abc+1")
    invitation = floor.invite(swarm, floor.expert, note="You know printers", basis=basis)
    assert (invitation.reasons, invitation.place, invitation.model) == ([REASON], 2, "abc+1")
    received = floor.lines(f"people/{floor.expert.id}")[-1]
    assert received.kind == "invitation_received"
    assert received.data == {
        "invitation": invitation.id,
        "swarm": swarm.id,
        "ticket": swarm.ticket_number,
    }
    sent = floor.lines(f"swarms/{swarm.id}")[-1]
    assert sent.data == {"invitation": invitation.id, "person": floor.expert.id}
    assert "printers" not in sent.model_dump_json() + received.model_dump_json()


def test_minutes_to_answer_are_working_minutes_of_the_invited(floor: Any) -> None:
    team = floor.make.team()
    late = floor.make.person(name="Lena Late", team=team)
    swarm = floor.swarm()
    with clock.at(datetime(2026, 3, 6, 16, 55, tzinfo=UTC)):  # Friday, five minutes to go
        invitation = floor.invite(swarm, late, minutes=15)
    assert invitation.expires_at == datetime(2026, 3, 9, 9, 10, tzinfo=UTC)


def test_the_first_look_is_noted_once(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    see_invitation(floor.session, floor.expert, invitation.id)
    with clock.at(clock.now() + timedelta(minutes=1)):
        see_invitation(floor.session, floor.expert, invitation.id)
    assert invitation.seen_at == clock.now()
    assert floor.kinds(f"swarms/{swarm.id}").count("invitation_seen") == 1


def test_a_yes_makes_a_member_at_once(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    answer_invitation(floor.session, floor.expert, invitation.id, "accepted")
    assert floor.members(swarm)[floor.expert.id] == "collaborator"
    assert floor.kinds(f"swarms/{swarm.id}")[-2:] == ["invitation_answered", "member_joined"]
    over = floor.lines(f"people/{floor.expert.id}")[-1]
    assert (over.kind, over.data["why"]) == ("invitation_over", "accepted")
    assert invitation.seen_at == clock.now()


def test_the_reason_of_a_no_stays_out_of_the_activity(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    answer_invitation(floor.session, floor.expert, invitation.id, "declined", "On a train")
    assert invitation.reason == "On a train"
    assert floor.expert.id not in floor.members(swarm)
    lines = floor.lines(f"swarms/{swarm.id}") + floor.lines(f"people/{floor.expert.id}")
    assert "train" not in "".join(line.model_dump_json() for line in lines)


def test_the_same_answer_again_changes_nothing_and_another_is_a_conflict(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    answer_invitation(floor.session, floor.expert, invitation.id, "accepted")
    before = floor.kinds(f"swarms/{swarm.id}")
    answer_invitation(floor.session, floor.expert, invitation.id, "accepted")
    assert floor.kinds(f"swarms/{swarm.id}") == before
    with pytest.raises(Conflict) as refused:
        answer_invitation(floor.session, floor.expert, invitation.id, "declined")
    assert refused.value.current == {"answer": "accepted"}
    with pytest.raises(Invalid):
        answer_invitation(floor.session, floor.expert, invitation.id, "perhaps")


def test_nobody_answers_for_another(floor: Any) -> None:
    invitation = floor.invite(floor.swarm(), floor.expert)
    for somebody, denied in (
        (floor.other, NotFound), (floor.manager, NotFound), (floor.owner, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(denied):
            answer_invitation(floor.session, somebody, invitation.id, "accepted")
    with pytest.raises(NotFound):
        see_invitation(floor.session, floor.expert, 999)


def test_a_guest_joins_as_a_guest(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.guest)
    assert floor.members(swarm)[floor.guest.id] == "guest"


@pytest.mark.parametrize(
    ("who", "what"), [("requester", "is a requester"), ("gone", "has left"), ("nobody", "unknown")]
)
def test_some_people_cannot_be_asked(floor: Any, who: str, what: str) -> None:
    floor.gone = floor.make.person(name="Gina Gone", left_at=clock.now())
    person = 999 if who == "nobody" else getattr(floor, who).id
    with pytest.raises(Invalid) as refused:
        invite_person(floor.session, floor.owner, floor.swarm().id, person)
    assert refused.value.fields == {"person": what}


def test_a_person_has_one_open_invitation_a_swarm(floor: Any) -> None:
    swarm = floor.swarm()
    first = floor.invite(swarm, floor.expert)
    with pytest.raises(Conflict) as refused:
        floor.invite(swarm, floor.expert)
    assert refused.value.code == "already_invited"
    assert refused.value.current is not None
    assert refused.value.current["invitation"] == first.id
    answer_invitation(floor.session, floor.expert, first.id, "declined")
    assert floor.invite(swarm, floor.expert).id != first.id


def test_the_database_itself_refuses_a_second_open_invitation(floor: Any) -> None:
    swarm = floor.swarm()
    first = floor.invite(swarm, floor.expert)
    floor.session.add(
        Invitation(
            swarm_id=swarm.id,
            person_id=floor.expert.id,
            by_id=floor.owner.id,
            sent_at=first.sent_at,
            expires_at=first.expires_at,
        )
    )
    with pytest.raises(IntegrityError):
        floor.session.flush()
    floor.session.rollback()


def test_members_and_those_who_offered_are_not_invited(floor: Any) -> None:
    swarm = floor.swarm()
    with pytest.raises(Conflict) as refused:
        floor.invite(swarm, floor.owner)
    assert refused.value.code == "already_member"
    make_offer(floor.session, floor.expert, swarm.id)
    with pytest.raises(Conflict) as refused:
        floor.invite(swarm, floor.expert)
    assert refused.value.code == "offer_waiting"


def test_an_observer_who_is_invited_speaks_afterwards(floor: Any) -> None:
    swarm = floor.swarm()
    observe_swarm(floor.session, floor.manager, swarm.id)
    floor.join(swarm, floor.manager)
    assert floor.members(swarm)[floor.manager.id] == "collaborator"


def test_only_the_owner_invites(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    for somebody in (floor.expert, floor.other, floor.manager):
        with pytest.raises(NotAllowed):
            invite_person(floor.session, somebody, swarm.id, floor.other.id)
    for outsider in (floor.guest, floor.requester):
        with pytest.raises(NotFound):
            invite_person(floor.session, outsider, swarm.id, floor.other.id)


def test_an_invitation_is_withdrawn_once(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    for somebody, denied in ((floor.expert, NotAllowed), (floor.other, NotFound)):
        with pytest.raises(denied):
            withdraw_invitation(floor.session, somebody, invitation.id)
    withdraw_invitation(floor.session, floor.owner, invitation.id)
    withdraw_invitation(floor.session, floor.owner, invitation.id)
    assert floor.kinds(f"swarms/{swarm.id}").count("invitation_withdrawn") == 1
    with pytest.raises(Conflict):
        answer_invitation(floor.session, floor.expert, invitation.id, "accepted")
    with pytest.raises(NotFound):
        withdraw_invitation(floor.session, floor.owner, 999)


def test_an_answered_invitation_is_not_withdrawn(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    answer_invitation(floor.session, floor.expert, invitation.id, "accepted")
    with pytest.raises(Conflict) as refused:
        withdraw_invitation(floor.session, floor.owner, invitation.id)
    assert refused.value.current == {"answer": "accepted"}


def test_invitations_expire_once_and_only_when_due(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    later = invitation.expires_at
    assert expire_invitations(floor.session, later - timedelta(seconds=1)) == 0
    assert expire_invitations(floor.session, later) == 1
    assert expire_invitations(floor.session, later) == 0
    assert invitation.answer == "expired"
    assert floor.lines(f"people/{floor.expert.id}")[-1].data["why"] == "expired"
    assert floor.kinds(f"swarms/{swarm.id}").count("invitation_expired") == 1


def test_a_late_answer_is_refused_before_the_ticker_has_come(floor: Any) -> None:
    invitation = floor.invite(floor.swarm(), floor.expert)
    with (
        clock.at(invitation.expires_at),
        pytest.raises(Conflict) as refused,
    ):
        answer_invitation(floor.session, floor.expert, invitation.id, "accepted")
    assert refused.value.current == {"answer": "expired"}


def test_a_removed_person_can_be_invited_again(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    remove_member(floor.session, floor.owner, swarm.id, floor.expert.id)
    floor.join(swarm, floor.expert)
    assert floor.members(swarm)[floor.expert.id] == "collaborator"
