from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from swarm.errors import NotAllowed, NotFound
from swarm.reports.cohorts import Cohort
from swarm.reports.listing import list_behind
from swarm.reports.shift.report import read_ledger
from swarm.reports.shift.sheet import ledger_rows
from swarm.reports.shift.small import swarm_ledger, ticket_ledger
from swarm.tickets.tables import Ticket
from swarm.tiers.drafts import DEFAULT_MAP, write_map
from swarm.tiers.tables import Touch


@pytest.fixture
def desk(history):
    """One swarmed ticket that went L1, L2, L1 and one tiered one that stayed at L1."""
    manager = history.person("manager")
    new = DEFAULT_MAP.model_copy(update={"rates": {"L1": 30.0, "L2": 60.0}, "currency": "EUR"})
    write_map(history.session, manager, new)
    ann, bob = history.person(name="Ann"), history.person(name="Bob")
    swarmed = history.ticket(0, solved=10)
    room = history.swarm(swarmed, ann, bob)
    known = {"map_version": 1, "minutes": 30.0}

    def touch(ticket, person, hour, **more):
        at = history.start + timedelta(hours=hour)
        return history.add_touch(ticket, person, at, **(known | more))

    touch(swarmed, ann, 1, tier_of_work="L1", tier_of_person="L1")
    touch(
        swarmed, bob, 3, tier_of_work="L2", tier_of_person="L2", stream=f"swarms/{room.id}",
        minutes=60.0,
    )  # fmt: skip
    touch(swarmed, ann, 8, tier_of_work="L1", tier_of_person="L1")
    tiered = history.ticket(0, solved=5, process="tier")
    touch(tiered, ann, 1, tier_of_work="L1", tier_of_person="L1")
    history.room, history.manager = room, manager
    return history


def tiers(side):
    return {t.tier: (t.elapsed.value, t.resolved.value) for t in side.tiers}


@pytest.mark.both
def test_effort_elapsed_time_and_cost_are_told_by_tier(desk):
    report = read_ledger(desk.session, desk.manager, Cohort())
    assert (report.whole.tickets, report.swarm.tickets, report.tier.tickets) == (2, 1, 1)
    assert tiers(report.swarm)["L1"] == (2.0 + 2.0, 1.0)
    assert tiers(report.swarm)["L2"] == (5.0, 0.0)
    assert tiers(report.tier)["L1"] == (4.0, 1.0)
    # 90 minutes at L1 (position 1 of 5) and 60 at L2 (position 2)
    assert report.whole.shift_left.value == pytest.approx((90 * 0.75 + 60 * 0.5) / 150)
    assert (report.would_be.value, report.would_be.count) == (1, 1)
    costs = {row.tier: row.cost.value for row in report.whole.effort.of_person if row.cost}
    assert (costs["L1"], costs["L2"]) == (pytest.approx(45.0), pytest.approx(60.0))
    assert (report.measured_alike, report.map_version) == (True, 1)


def test_every_number_of_the_ledger_leads_to_its_tickets(desk):
    def behind(measure):
        page = list_behind(desk.session, desk.manager, Cohort(), measure)
        return sorted(row.number for row in page.items)

    assert behind("ledger:would_be") == [1]
    assert behind("ledger:resolved-L1") == [1, 2]
    assert behind("ledger:resolved-L2") == []
    assert behind("ledger:elapsed-L2") == [1]
    assert behind("ledger:elapsed-unknown") == []
    assert behind("ledger:shifted") == [1, 2]
    for touch in desk.session.scalars(select(Touch).where(Touch.ticket_number == 2)):
        touch.tier_of_work = "unknown"
    desk.session.flush()
    assert behind("ledger:shifted") == [1]


def test_a_ticket_and_a_swarm_have_ledgers_of_their_own(desk):
    whole = ticket_ledger(desk.session, desk.manager, 1)
    found = {share.tier: share for share in whole.tiers}
    assert (whole.touches, whole.timed, whole.currency) == (3, 3, "EUR")
    assert (found["L1"].work_minutes, found["L1"].cost, found["L1"].elapsed_hours) == (60, 30, 4)
    assert (found["L2"].person_touches, found["L2"].cost) == (1, 60)
    room = swarm_ledger(desk.session, desk.manager, desk.room.id)
    assert (room.touches, [s.tier for s in room.tiers if s.work_touches]) == (1, ["L2"])


def test_the_sheet_of_a_ledger_has_a_row_for_each_tier_after_its_rule(desk):
    ledger = ticket_ledger(desk.session, desk.manager, 1)
    rows = ledger_rows(ledger, "Ticket 1")
    assert rows[:2] == [("selection", "Ticket 1"), ("rule", ledger.rule)]
    head = rows.index(()) + 1
    assert rows[head][-1] == "cost, EUR"
    assert [row[0] for row in rows[head + 1 :]] == [share.tier for share in ledger.tiers]
    found = {row[0]: row for row in rows[head + 1 :]}
    assert (found["L1"][3], found["L1"][4], found["L1"][7]) == (60, 4, 30)
    ledger.note, ledger.currency = "Not measured alike.", None
    rows = ledger_rows(ledger, "Ticket 1")
    assert ("note", "Not measured alike.") in rows
    assert len(rows[-1]) == 7


def test_a_ledger_says_where_its_work_was_not_measured_alike(desk):
    assert ticket_ledger(desk.session, desk.manager, 1).note is None
    ticket, person = desk.session.get_one(Ticket, 1), desk.person(name="Cid")
    at = desk.start + timedelta(hours=9)
    desk.add_touch(ticket, person, at, measured="status", minutes=None)
    note = ticket_ledger(desk.session, desk.manager, 1).note
    assert note is not None
    assert note.startswith("Not measured alike (")
    assert "changes of status only" in note


def test_ledgers_are_for_managers_and_of_what_is_there(desk):
    with pytest.raises(NotAllowed):
        ticket_ledger(desk.session, desk.person(), 1)
    for question, number in ((ticket_ledger, 99), (swarm_ledger, 99)):
        with pytest.raises(NotFound):
            question(desk.session, desk.manager, number)
    empty = read_ledger(desk.session, desk.manager, Cohort(product="Nothing"))
    assert (empty.whole.shift_left.value, empty.would_be.value) == (None, None)
    assert not empty.measured_alike
