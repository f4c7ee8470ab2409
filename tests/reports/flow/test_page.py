"""A small desk whose every number of the flow was counted by hand."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from swarm.activity.lines import append
from swarm.activity.tables import ActivityLine
from swarm.errors import Invalid, NotAllowed
from swarm.reports.cohorts import Cohort
from swarm.reports.flow.log import flow_tickets
from swarm.reports.flow.page import read_flow
from swarm.reports.listing import list_behind
from swarm.tickets.tables import Ownership
from swarm.tiers.drafts import DEFAULT_MAP, NewHolder, write_map


@pytest.fixture
def desk(history):
    ann, bob = history.person(name="Ann"), history.person(name="Bob")
    manager = history.person("manager")
    holders = [NewHolder(tier=f"L{n}", pattern=f"*line {n}") for n in (1, 2, 3)]
    write_map(history.session, manager, DEFAULT_MAP.model_copy(update={"holders": holders}))
    first = history.ticket(0, solved=10, process="tier")  # 1: one owner, one queue
    history.owners(first, ann)
    history.queues(first, "line 1")
    second = history.ticket(0, solved=20, process="tier")  # 2: ping-pong of both
    history.owners(second, ann, bob, ann)
    history.queues(second, "line 1", "line 2", "line 1")
    third = history.ticket(0, process="tier")  # 3: in order, still open
    history.owners(third, bob, ann)
    history.queues(third, "line 1", "line 2", "line 3")
    fourth = history.ticket(0, solved=4, process="tier")  # 4: unknown group, nobody
    history.queues(fourth, "elsewhere")
    return history


def flow(desk, **more):
    return read_flow(desk.session, desk.person("manager"), Cohort(**more))


def numbers(desk, figure):
    measure = figure.tickets.split("measure=")[1].split("&")[0].replace("%3A", ":")
    return [row.number for row in list_behind(desk.session, None, Cohort(), measure).items][::-1]


@pytest.mark.both
def test_every_number_is_what_was_counted_by_hand_and_leads_to_its_tickets(desk):
    report = flow(desk)
    assert report.first_assignment.value == pytest.approx(1 / 2)
    assert numbers(desk, report.first_assignment) == [1]
    person, group, tier = report.levels
    assert (person.tickets.value, person.reassigned.value) == (3, pytest.approx(2 / 3))
    assert person.ping_pong.value == pytest.approx(1 / 3)
    assert numbers(desk, person.ping_pong) == [2]
    assert person.mean.value == pytest.approx(1)
    assert (group.tickets.value, group.mean.value) == (4, 1)
    assert numbers(desk, group.loops) == [2]
    assert numbers(desk, group.tickets) == [1, 2, 3, 4]
    assert (tier.tickets.value, numbers(desk, tier.reassigned)) == (3, [2, 3])
    steps = {step.key: step.tickets for step in report.order}
    assert {key: one.value for key, one in steps.items()} == {
        "front": pytest.approx(1 / 3), "in_order": pytest.approx(1 / 3), "skipped": 0.0,
        "backward": pytest.approx(1 / 3),
    }  # fmt: skip
    assert numbers(desk, steps["backward"]) == [2]
    assert (report.order_untold, flow_tickets(desk.session, Cohort(), "order-untold")) == (1, [4])
    assert report.conforming.value == pytest.approx(2 / 3)
    assert (report.two_groups.value, numbers(desk, report.two_groups)) == (0.5, [2, 3])
    assert numbers(desk, report.conforming) == [1, 3]
    (handover, *_) = [one for one in group.handovers if one.to == "line 2"]
    assert (handover.origin, handover.times.value, numbers(desk, handover.times)) == (
        "line 1", 2, [2, 3],
    )  # fmt: skip


def test_waiting_is_told_by_its_cause(desk):
    session = desk.session
    ticket = desk.ticket(10, solved=20, process="tier")
    ann = desk.person(name="Cid")
    desk.add(
        Ownership(
            ticket_number=ticket.number, owner_id=ann.id, how="taken", started_at=desk.at(12),
            ended_at=desk.at(20),
        )
    )  # fmt: skip
    for hour, to, cause in ((14, "waiting", None), (15, "open", "vendor"), (18, "open", None)):
        line = append(
            session, f"tickets/{ticket.number}", "status_changed", ann.id,
            **{"from": "open", "to": to, "cause": cause},
        )  # fmt: skip
        session.execute(
            update(ActivityLine)
            .where(ActivityLine.stream == line.stream, ActivityLine.seq == line.seq)
            .values(at=desk.at(hour))
        )
    session.flush()
    report = flow(desk, start=desk.at(5))
    hours = {wait.cause: wait.hours.value for wait in report.waits}
    assert hours == {"queue": 2.0, "work": 4.0, "requester": 1.0, "vendor": 3.0}
    assert report.wait_user.value == pytest.approx(0.1)
    assert flow_tickets(session, Cohort(), "wait-vendor") == [ticket.number]


def test_an_empty_selection_says_why_there_is_nothing(desk):
    report = flow(desk, product="Nothing")
    assert (report.tickets, report.first_assignment.value, report.wait_user.value) == (
        0, None, None,
    )  # fmt: skip
    assert report.conforming.why == "None of these tickets was in a queue."
    assert report.source is None


def test_tiers_that_the_map_does_not_tell_are_not_guessed(desk):
    report = flow(desk, map_version=0)
    assert (report.conforming.value, report.order_untold) == (None, 4)
    assert "does not tell the tiers" in report.conforming.why


def test_what_is_no_measure_has_no_tickets_and_agents_read_nothing(desk):
    session = desk.session
    for wrong in ("wait-moon", "step-person-a-b", "moved-moon", "odd-person"):
        assert flow_tickets(session, Cohort(), wrong) == []
    with pytest.raises(NotAllowed):
        read_flow(session, desk.person(), Cohort())
    with pytest.raises(Invalid):
        list_behind(session, None, Cohort(), "flow:")
