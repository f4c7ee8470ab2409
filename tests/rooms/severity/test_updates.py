"""Words on how it stands: due by the clock, said to the requester and to stakeholders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.reports.exceptions import read_exceptions
from swarm.rooms.queries import read_activity, read_swarm
from swarm.rooms.severity.giving import give_duty
from swarm.rooms.severity.reading import updates_for
from swarm.rooms.severity.updates import (
    add_stakeholder,
    announce_due_updates,
    plan_updates,
    post_update,
    remove_stakeholder,
)
from swarm.tickets.tables import Reply
from tests.rooms.conftest import MORNING

HOUR = timedelta(hours=1)


@pytest.fixture
def swarm(watch: Any, make: Any) -> Any:
    watch.boss = make.person("manager", "Bea Boss")
    watch.peer = make.person("requester", "Pia Peer", email="pia@firm.example")
    watch.requester.email = "rita@firm.example"
    watch.rule(opens=False, people=(watch.boss.id,), organization=True)
    return watch.swarm(kind="severity")


@pytest.mark.both
def test_a_word_goes_to_the_requester_and_to_every_stakeholder(watch: Any, swarm: Any) -> None:
    ticket = swarm.ticket_number
    said = post_update(watch.session, watch.caller, swarm.id, "u1", "We found **it**.")
    assert post_update(watch.session, watch.caller, swarm.id, "u1", "We found **it**.") is said
    (reply,) = watch.session.scalars(select(Reply).where(Reply.ticket_number == ticket))
    assert (reply.author_id, reply.public) == (watch.caller.id, True)
    for person in (watch.boss, watch.peer):
        last = watch.lines(f"people/{person.id}")[-1]
        assert (last.kind, last.data) == (
            "status_updated", {"ticket": ticket, "update": said.id},
        )  # fmt: skip
        (update,) = updates_for(watch.session, person).items
        assert (update.ticket, "<strong>it</strong>" in update.html) == (ticket, True)
    assert updates_for(watch.session, watch.other).items == []
    card = read_swarm(watch.session, watch.owner, swarm.id).severity
    assert card is not None
    assert (card.updates, card.last_at) == (1, MORNING)
    assert [(one.person.name, one.why) for one in card.stakeholders] == [
        ("Bea Boss", "rule"), ("Pia Peer", "organization"),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        post_update(watch.session, watch.caller, swarm.id, "u1", "Something else")


@pytest.mark.both
def test_a_word_is_due_by_the_clock_told_once_and_stands_on_the_board(
    watch: Any, swarm: Any
) -> None:
    assert announce_due_updates(watch.session, MORNING + HOUR - timedelta(seconds=1)) == 0
    with clock.at(MORNING + HOUR):
        assert announce_due_updates(watch.session, clock.now()) == 1
        assert announce_due_updates(watch.session, clock.now()) == 0
        assert watch.kinds(f"people/{watch.caller.id}")[-1] == "update_due"
        (row,) = [
            one
            for one in read_exceptions(watch.session, watch.manager).items
            if one.kind == "word_due"
        ]
        assert (row.swarm, row.since) == (swarm.id, MORNING + HOUR)
        give_duty(watch.session, watch.owner, swarm.id, "communicator", watch.owner.id)
        post_update(watch.session, watch.owner, swarm.id, "u1", "Still at it.")
    with clock.at(MORNING + 2 * HOUR):
        announce_due_updates(watch.session, clock.now())
    assert "update_due" in watch.kinds(f"people/{watch.owner.id}")


def test_how_often_is_the_owners_and_the_leads_to_say(watch: Any, swarm: Any) -> None:
    plan_updates(watch.session, watch.caller, swarm.id, 30)
    card = read_swarm(watch.session, watch.owner, swarm.id).severity
    assert card is not None
    assert (card.every_minutes, card.due_at) == (30, MORNING + HOUR / 2)
    watch.join(swarm, watch.expert)
    for verb in (
        lambda: plan_updates(watch.session, watch.expert, swarm.id, 60),
        lambda: post_update(watch.session, watch.expert, swarm.id, "u1", "x"),
        lambda: add_stakeholder(watch.session, watch.expert, swarm.id, watch.expert.id),
    ):
        with pytest.raises(NotAllowed):
            verb()
    give_duty(watch.session, watch.owner, swarm.id, "communicator", watch.expert.id)
    with pytest.raises(NotAllowed):
        plan_updates(watch.session, watch.expert, swarm.id, 60)
    post_update(watch.session, watch.expert, swarm.id, "u1", "x")


def test_stakeholders_are_chosen_and_guests_are_none(watch: Any, swarm: Any) -> None:
    with clock.at(MORNING + HOUR):
        add_stakeholder(watch.session, watch.owner, swarm.id, watch.other.id)
        add_stakeholder(watch.session, watch.owner, swarm.id, watch.other.id)
    remove_stakeholder(watch.session, watch.owner, swarm.id, watch.boss.id)
    card = read_swarm(watch.session, watch.owner, swarm.id).severity
    assert card is not None
    assert [one.person.name for one in card.stakeholders] == ["Pia Peer", "Otto Other"]
    with pytest.raises(Invalid):
        add_stakeholder(watch.session, watch.owner, swarm.id, watch.guest.id)
    assert watch.kinds(f"swarms/{swarm.id}").count("stakeholder_added") == 3


def test_people_of_a_mail_host_for_anybody_are_no_organization(watch: Any, make: Any) -> None:
    watch.requester.email = "rita@gmail.com"
    make.person("requester", "A stranger", email="stranger@gmail.com")
    watch.rule(opens=False, organization=True)
    card = read_swarm(
        watch.session, watch.owner, watch.swarm(watch.ticket(), kind="severity").id
    ).severity
    assert card is not None
    assert card.stakeholders == []


def test_guests_learn_nothing_of_it(watch: Any, swarm: Any) -> None:
    watch.join(swarm, watch.guest)
    post_update(watch.session, watch.owner, swarm.id, "u1", "x")
    lines = read_activity(watch.session, watch.guest, swarm.id).items
    assert lines[-1].kind == "withheld"
