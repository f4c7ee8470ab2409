"""Duties are given by who leads, handed over, taken up where free, and end with a stay."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.rooms.invitations import invite_person, withdraw_invitation
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.queries import read_swarm
from swarm.rooms.severity.duties import duties_of
from swarm.rooms.severity.giving import give_duty


@pytest.fixture
def swarm(watch: Any) -> Any:
    watch.rule(opens=False)
    swarm = watch.swarm(kind="severity")
    watch.join(swarm, watch.expert)
    return swarm


@pytest.mark.both
def test_duties_are_given_handed_over_and_given_back(watch: Any, swarm: Any) -> None:
    give = watch.session, watch.caller, swarm.id
    give_duty(*give, "communicator", watch.expert.id)
    give_duty(watch.session, watch.expert, swarm.id, "communicator", watch.owner.id)
    give_duty(watch.session, watch.owner, swarm.id, "lead", watch.expert.id)
    assert duties_of(watch.session, swarm.id) == {
        "lead": watch.expert.id,
        "communicator": watch.owner.id,
    }
    give_duty(watch.session, watch.owner, swarm.id, "communicator", None)
    assert "communicator" not in duties_of(watch.session, swarm.id)
    told = [line.data for line in watch.lines(f"swarms/{swarm.id}") if line.kind == "duty_given"]
    assert told[-1] == {"duty": "communicator", "person": None, "before": watch.owner.id}
    before = len(told)
    give_duty(watch.session, watch.owner, swarm.id, "lead", watch.expert.id)
    assert watch.kinds(f"swarms/{swarm.id}").count("duty_given") == before


def test_a_free_duty_is_taken_up_by_any_member_but_not_given_to_others(
    watch: Any, swarm: Any
) -> None:
    give_duty(watch.session, watch.expert, swarm.id, "scribe", watch.expert.id)
    for name, person in (("communicator", watch.caller.id), ("lead", watch.expert.id)):
        with pytest.raises(NotAllowed):
            give_duty(watch.session, watch.expert, swarm.id, name, person)


def test_only_members_who_take_part_have_duties(watch: Any, swarm: Any) -> None:
    observe_swarm(watch.session, watch.manager, swarm.id)
    watch.join(swarm, watch.guest)
    for person in (watch.manager, watch.guest, watch.other):
        with pytest.raises(Invalid):
            give_duty(watch.session, watch.owner, swarm.id, "scribe", person.id)
    with pytest.raises(NotAllowed):
        give_duty(watch.session, watch.manager, swarm.id, "scribe", watch.manager.id)
    with pytest.raises(NotAllowed):
        give_duty(watch.session, watch.other, swarm.id, "scribe", watch.other.id)
    assert read_swarm(watch.session, watch.guest, swarm.id).severity is None


def test_a_duty_ends_with_the_stay_and_exists_in_severity_swarms_only(
    watch: Any, swarm: Any
) -> None:
    remove_member(watch.session, watch.caller, swarm.id, watch.caller.id)
    assert duties_of(watch.session, swarm.id) == {}
    with pytest.raises(Conflict):
        give_duty(
            watch.session, watch.owner, watch.swarm(watch.ticket()).id, "lead", watch.owner.id
        )


def test_who_leads_a_severity_swarm_invites_without_owning_its_ticket(
    watch: Any, swarm: Any
) -> None:
    lead = watch.caller
    assert duties_of(watch.session, swarm.id)["lead"] == lead.id
    call = invite_person(watch.session, lead, swarm.id, watch.other.id)
    assert call.by_id == lead.id
    assert read_swarm(watch.session, lead, swarm.id).can["invite"]
    withdraw_invitation(watch.session, lead, call.id)
    assert not read_swarm(watch.session, watch.expert, swarm.id).can["invite"]
    with pytest.raises(NotAllowed):
        invite_person(watch.session, watch.expert, swarm.id, watch.other.id)
