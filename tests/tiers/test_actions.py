from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.tickets.tables import Ticket
from swarm.tiers.actions import (
    leave_queue,
    move_to_group,
    override_touch,
    record_touch,
    undo_override,
)
from swarm.tiers.drafts import NewHolder, NewMap, write_map
from swarm.tiers.queries import read_touch, read_touches
from swarm.tiers.rules import DEFAULT_RULES, DEFAULT_TIERS
from swarm.tiers.tables import QueueStay, Touch


@pytest.fixture
def ticket(session, noon):
    row = Ticket(summary="Printer", created_at=noon, updated_at=noon)
    session.add(row)
    session.flush()
    return row


def record(session, ticket, person, noon, **more):
    return record_touch(
        session,
        ticket.number,
        person,
        started_at=noon,
        ended_at=noon + timedelta(minutes=9),
        **more,
    )


@pytest.mark.both
def test_a_ticket_is_in_one_queue_at_a_time(session, ticket, noon):
    for minute, group in enumerate(("First line", "First line", "Network")):
        with clock.at(noon + timedelta(minutes=minute)):
            move_to_group(session, ticket.number, group, tier="L1" if "First" in group else None)
    with clock.at(noon + timedelta(minutes=9)):
        leave_queue(session, ticket.number)
    session.flush()
    stays = session.scalars(select(QueueStay).order_by(QueueStay.id)).all()
    assert [(stay.group_name, stay.tier) for stay in stays] == [
        ("First line", "L1"), ("Network", "unknown"),
    ]  # fmt: skip
    assert stays[0].ended_at == stays[1].started_at
    assert stays[1].ended_at == noon + timedelta(minutes=9)
    lines = read_lines(session, f"tickets/{ticket.number}").items
    moves = [line.data for line in lines if line.kind == "group_changed"]
    assert moves == [
        {"from": None, "to": "First line"}, {"from": "First line", "to": "Network"},
    ]  # fmt: skip


def test_stated_work_is_a_line_and_a_touch(session, make, ticket, noon):
    agent = make.person()
    touch = record(session, ticket, agent, noon, minutes=7, tier_of_work="L2", reason="Said so")
    (line,) = [
        one for one in read_lines(session, touch.stream).items if one.kind == "work_recorded"
    ]
    assert (touch.first_seq, touch.measured, touch.minutes) == (line.seq, "recorded", 7)
    assert line.data["tier"] == "L2"
    assert touch.tier_of_person == "unknown"


def test_who_did_stated_work_may_be_unknown_while_the_group_tells_the_tier(
    session, make, ticket, noon
):
    write_map(
        session,
        make.person("manager"),
        NewMap(
            tiers=list(DEFAULT_TIERS),
            rules=list(DEFAULT_RULES),
            holders=[NewHolder(tier="L2", group="Network")],
        ),
    )
    touch = record(session, ticket, None, noon, group="Network")
    assert (touch.person_id, touch.tier_of_person, touch.map_version) == (None, "L2", 1)


def test_a_managers_word_stands_beside_what_was_found(session, make, ticket, noon):
    manager = make.person("manager", "Mia")
    touch = record(session, ticket, make.person(), noon, tier_of_work="L2")
    override_touch(session, manager, touch.id, "L3", "They changed the code.")
    override_touch(session, manager, touch.id, "L1", "No, a setting.")
    card = read_touch(session, touch)
    assert card.tier_of_work == "L2"
    assert card.override is not None
    assert (card.override.tier_of_work, card.override.reason) == ("L1", "No, a setting.")
    assert card.override.by is not None
    assert card.override.by.name == "Mia"
    lines = read_lines(session, f"tickets/{ticket.number}").items
    said = [line.data for line in lines if line.kind == "touch_overridden"]
    assert said == [{"touch": touch.id, "tier": "L3"}, {"touch": touch.id, "tier": "L1"}]


def test_a_tier_that_the_map_does_not_have_is_refused(session, make, ticket, noon):
    touch = record(session, ticket, make.person(), noon)
    with pytest.raises(Invalid):
        override_touch(session, make.person("manager"), touch.id, "L9", "why")
    override_touch(session, make.person("manager"), touch.id, "unknown", "Nobody knows.")


def test_who_may_correct_and_who_may_look(session, make, ticket, noon):
    touch = record(session, ticket, make.person(), noon)
    with pytest.raises(NotAllowed):
        override_touch(session, make.person("agent"), touch.id, "L1", "why")
    with pytest.raises(NotFound):
        override_touch(session, make.person("manager"), touch.id + 1, "L1", "why")
    for role in ("requester", "guest"):
        with pytest.raises(NotFound):
            override_touch(session, make.person(role), touch.id, "L1", "why")
        with pytest.raises(NotFound):
            read_touches(session, make.person(role), ticket.number)
    with pytest.raises(NotFound):
        read_touches(session, make.person(), ticket.number + 1)
    assert read_touches(session, make.person(), ticket.number).can == {"override": False}


def test_touches_are_listed_in_the_order_of_time(session, make, ticket, noon):
    agent = make.person(name="Ann")
    later = record(session, ticket, agent, noon + timedelta(hours=1))
    earlier = record(session, ticket, agent, noon, group="Network")
    page = read_touches(session, make.person("administrator"), ticket.number)
    assert [card.id for card in page.items] == [earlier.id, later.id]
    assert page.items[0].person is not None
    assert (page.items[0].person.name, page.items[0].group) == ("Ann", "Network")
    assert session.get(Touch, earlier.id) is not None


@pytest.mark.both
def test_a_correction_is_taken_back_and_the_one_before_it_counts_again(session, make, ticket, noon):
    manager, agent = make.person("manager"), make.person()
    touch = record(session, ticket, agent, noon, tier_of_work="L1")
    for tier in ("L2", "L3"):
        override_touch(session, manager, touch.id, tier, f"It was {tier}")
    undo_override(session, manager, touch.id)
    assert read_touch(session, touch).override.tier_of_work == "L2"
    undo_override(session, manager, touch.id)
    assert read_touch(session, touch).override is None
    with pytest.raises(Conflict):
        undo_override(session, manager, touch.id)
    with pytest.raises(NotAllowed):
        undo_override(session, agent, touch.id)
    kinds = [line.kind for line in read_lines(session, touch.stream).items]
    assert kinds.count("override_undone") == 2
    page = read_touches(session, agent, ticket.number)
    assert "30 minutes apart" in page.rule
    assert [tier.key for tier in page.tiers][:2] == ["L0", "L1"]
