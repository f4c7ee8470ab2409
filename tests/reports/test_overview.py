from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Invalid, NotAllowed, NotFound
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import read_comparison
from swarm.reports.export import figures_of
from swarm.reports.listing import list_behind
from swarm.reports.overview import read_overview
from swarm.tiers.actions import override_touch


def overview(history, **rule):
    return read_overview(history.session, None, Cohort(**rule))


@pytest.mark.both
def test_a_desk_in_numbers(full):
    page = overview(full)
    assert (page.tickets.value, page.open.value, page.solved.value) == (23, 2, 21)
    assert page.flow.first_response.median.value == pytest.approx(1)
    assert page.flow.first_response.curve.censored == 1
    assert page.flow.resolve.curve.events == 21
    assert page.reopened.value == pytest.approx(1 / 23)
    assert page.sla.response.count == 13
    assert page.sla.response.value == pytest.approx(12 / 13)
    assert page.sla.resolution.value == pytest.approx(8 / 12)
    assert (page.swarms.opened.value, page.swarms.people_mean.value) == (4, 2)
    assert page.swarms.solved.value == pytest.approx(3 / 4)
    assert (page.satisfaction.score.value, page.satisfaction.score.count) == (5, 2)
    assert page.satisfaction.asked.value == pytest.approx(3 / 21)


@pytest.mark.both
def test_the_sources_counters_and_our_counts_are_apart(full):
    page = overview(full)
    assert page.source is not None
    assert page.source.cases.value == 10
    assert page.source.reassigned.value == pytest.approx(6 / 10)
    assert page.source.sla_kept.value == pytest.approx(5 / 10)
    assert [group.tickets.value for group in page.source.by_count] == [4, 3, 3]
    assert [group.median_resolve.count for group in page.source.by_count] == [3, 3, 3]
    # hours by source are from `opened`, the start of the history: 20.5 + hour
    assert page.source.by_count[1].median_resolve.value == pytest.approx(24.5)
    assert [group.tickets.value for group in page.reassignments.by_count] == [15, 3, 5]
    assert page.reassignments.two_groups.value == pytest.approx(4 / 23)
    assert page.reassignments.ping_pong.value == pytest.approx(5 / 23)
    assert page.reassignments.mean.value == pytest.approx((3 + 2 * 5) / 23)


def test_every_number_leads_to_its_tickets(full):
    reports = [
        overview(full),
        overview(full, product="Shop"),
        overview(full, process="tier"),
        read_comparison(full.session, None, Cohort()),
    ]
    followed = 0
    for report in reports:
        for name, figure in figures_of(report):
            assert figure.value is not None or figure.why, name
            if figure.tickets is None:
                continue
            page = follow(full, figure.tickets)
            assert page.count >= 1 or figure.value == 0, name
            # Touches, their minutes and swarms are more than their tickets.
            if not name.startswith(("swarms", "effort")) and not name.endswith("tier minutes"):
                hits = figure.count
                if figure.unit == "share":
                    hits = round((figure.value or 0) * figure.count)
                assert page.count == hits, name
                assert page.rule.split(".")[0] in figure.rule or "minutes" in name, name
                followed += 1
    assert followed > 100


def follow(history, link):
    address = urlsplit(link)
    assert address.path == "/reports/tickets"
    asked = dict(parse_qsl(address.query))
    measure = asked.pop("measure")
    return list_behind(history.session, None, Cohort(**asked), measure)


def test_an_interval_holds_its_value(full):
    for report in (overview(full), read_comparison(full.session, None, Cohort())):
        for name, figure in figures_of(report):
            if figure.value is not None and figure.low is not None:
                assert figure.low <= figure.value, name
            if figure.value is not None and figure.high is not None:
                assert figure.value <= figure.high, name


def test_an_empty_desk_says_so_everywhere(history):
    page = overview(history)
    assert page.tickets.value == 0
    assert page.source is None
    assert page.source_why is not None
    assert page.weeks == []
    assert page.flow.resolve.curve.points == []
    assert page.flow.first_response.median.why == "There are no such tickets."
    for name, figure in figures_of(page):
        assert figure.value == 0 or figure.why, name


def test_what_a_history_does_not_tell_is_not_measured(history):
    history.ticket(0, solved=5, channel="import", status="closed")
    history.ticket(0, channel="import", status="closed", closed_at=history.at(3))
    page = overview(history)
    assert page.flow.first_response.median.value is None
    assert page.flow.first_response.median.why == "The desk of origin does not tell replies."
    assert "Not measured" in (page.sla.resolution.why or "")
    assert page.satisfaction.score.why == "Not measured: nobody was asked."
    assert len(page.notes) == 2
    history.rating(history.ticket(0), None)
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert overview(history).satisfaction.score.why == (
            "Not measured: 1 were asked and none answered."
        )


@pytest.mark.both
def test_effort_is_told_by_work_and_by_person_and_a_correction_counts(full, make):
    before = overview(full).effort
    assert {t.tier: (t.touches.value, t.minutes.value) for t in before.of_work} == {
        "L0": (0, 0), "L1": (12, 120), "L2": (4, 20), "L3": (0, 0), "L4": (0, 0),
        "unknown": (10, None),
    }  # fmt: skip
    assert {t.tier: t.touches.value for t in before.of_person} == {
        "L0": 0, "L1": 12, "L2": 0, "L3": 0, "L4": 0, "unknown": 14,
    }  # fmt: skip
    assert {m.how: m.touches.value for m in before.measured} == {
        "activity": 16, "recorded": 0, "status": 10,
    }  # fmt: skip
    page = list_behind(full.session, None, Cohort(), "work:L2")
    touch = full.touch(full.ticket(), tier_of_work="L1")
    manager = make.person("manager")
    override_touch(full.session, manager, touch.id, "L2", "first")
    override_touch(full.session, manager, touch.id, "L3", "better")
    full.session.flush()
    after = {t.tier: t.touches.value for t in overview(full).effort.of_work}
    assert (after["L1"], after["L2"], after["L3"]) == (12, 4, 1)
    assert list_behind(full.session, None, Cohort(), "work:L3").count == 1
    assert page.count == 4


def test_tiers_of_other_maps_are_shown_by_their_key(history):
    history.touch(history.ticket(), tier_of_work="T9", tier_of_person="")
    tiers = [tier.tier for tier in overview(history).effort.of_work]
    assert tiers == ["L0", "L1", "L2", "L3", "L4", "T9", "unknown"]


def test_weeks_begin_on_monday_and_leave_none_out(history):
    # the history begins on Saturday, 28 February 2026
    history.ticket(0, solved=1)
    history.ticket(40)
    history.ticket(60)
    history.ticket(24 * -14)
    weeks = overview(history).weeks
    assert [(w.week, w.created, w.solved) for w in weeks] == [
        (date(2026, 2, 9), 1, 0), (date(2026, 2, 16), 0, 0), (date(2026, 2, 23), 1, 1),
        (date(2026, 3, 2), 2, 0),
    ]  # fmt: skip


def test_facts_are_remembered_until_the_next_line(history):
    history.ticket(0)
    assert overview(history).tickets.value == 1
    append(history.session, "tickets/1", "ticket_changed", fields=["priority"])
    history.ticket(0)
    assert overview(history).tickets.value == 2


def test_remembered_facts_grow_old(history):
    ticket = history.ticket(99)
    overview(history)
    ticket.priority = "urgent"
    history.session.flush()
    first = overview(history).flow.resolve.curve.risk_table[-1].t
    with clock.at(clock.now() + timedelta(hours=10)):
        later = overview(history).flow.resolve.curve.risk_table[-1].t
    assert later == pytest.approx(first + 10, abs=0.1)


def test_only_managers_read_reports(history, make):
    read_overview(history.session, make.person("manager"), Cohort())
    read_overview(history.session, make.person("administrator"), Cohort())
    with pytest.raises(NotAllowed):
        read_overview(history.session, make.person("agent"), Cohort())
    for role in ("requester", "guest"):
        for read in (read_overview, read_comparison):
            with pytest.raises(NotFound):
                read(history.session, make.person(role), Cohort())


def test_the_list_behind_a_number_is_paged_without_gaps(full):
    seen, cursor = [], None
    while True:
        page = list_behind(full.session, None, Cohort(), "resolve", cursor=cursor, limit=5)
        seen += [item.number for item in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == page.count == 23
    assert seen == sorted(set(seen), reverse=True)


def test_a_ticket_behind_a_number_brings_its_value_and_owner(full):
    page = list_behind(full.session, None, Cohort(process="tier"), "reassigned", limit=100)
    assert {item.owner.name for item in page.items if item.owner} == {"Bob", "Cleo"}
    assert [item.value for item in page.items] == [2, 2, 1, 2, 1, 2, 2, 1]
    resolve = list_behind(full.session, None, Cohort(process="tier"), "resolve", limit=100)
    assert resolve.items[-1].value is None
    assert np.isfinite(resolve.items[0].value or np.nan)


@pytest.mark.parametrize("measure", ["", "money", "work:", "salary:L1", "work:" + "x" * 20])
def test_a_measure_that_there_is_not_is_refused(history, measure):
    with pytest.raises(Invalid) as refusal:
        list_behind(history.session, None, Cohort(), measure)
    assert set(refusal.value.fields or {}) == {"measure"}


def test_few_selections_are_remembered(history):
    from swarm.reports import memory

    for day in range(memory.KEPT + 3):
        overview(history, start=history.at(24 * day))
    assert len(memory._kept) <= memory.KEPT
