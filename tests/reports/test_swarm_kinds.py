"""Swarms counted by their kind: which tickets, which of their swarms, and where that leads."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from swarm.reports.aggregates.keeping import keep
from swarm.reports.choices import read_choices
from swarm.reports.cohorts import SWARMS, Cohort
from swarm.reports.comparison import read_comparison
from swarm.reports.listing import list_behind
from swarm.reports.overview import read_overview
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ticket

SEVERE = Cohort(swarm_kind="severity")


@pytest.fixture(params=["counted", "kept"])
def both_kinds(full, request):
    """Four tickets with ad-hoc swarms; the first has a severity swarm of three people too."""
    session = full.session
    ticket = session.scalars(
        select(Ticket).join(Swarm, Swarm.ticket_number == Ticket.number).order_by(Ticket.number)
    ).first()
    people = [full.person(name=name) for name in ("Dan", "Eve", "Fay")]
    full.swarm(ticket, *people, solved=True).kind = "severity"
    session.flush()
    if request.param == "kept":
        keep(session, sorted(session.scalars(select(Ticket.number))))
    return full, ticket.number


@pytest.mark.both
def test_only_tickets_with_that_kind_and_only_such_swarms_are_counted(both_kinds):
    desk, number = both_kinds
    page = read_overview(desk.session, None, SEVERE)
    assert (page.tickets.value, page.swarms.opened.value) == (1, 1)
    assert (page.swarms.people_mean.value, page.swarms.people_median.value) == (3, 3)
    assert (page.swarms.solved.value, page.swarms.solved.count) == (1, 1)
    assert page.rule == "All tickets, with a severity swarm (no other swarms are counted)."
    assert page.filter == {"swarm_kind": "severity"}
    every = read_overview(desk.session, None, Cohort()).swarms
    adhoc = read_overview(desk.session, None, Cohort(swarm_kind="ad_hoc")).swarms
    assert (every.opened.value, every.people_mean.value) == (5, (4 * 2 + 3) / 5)
    assert (adhoc.opened.value, adhoc.people_mean.value, adhoc.solved.count) == (4, 2, 4)
    assert number


@pytest.mark.both
def test_its_numbers_lead_to_exactly_those_tickets(both_kinds):
    desk, number = both_kinds
    swarms = read_overview(desk.session, None, SEVERE).swarms
    for figure in (swarms.opened, swarms.solved, swarms.people_mean):
        asked = dict(parse_qsl(urlsplit(figure.tickets).query))
        assert asked.pop("swarm_kind") == "severity"
        found = list_behind(desk.session, None, SEVERE, asked["measure"])
        assert [one.number for one in found.items] == [number]
        assert found.things == 1


@pytest.mark.both
def test_a_kind_that_no_ticket_had_is_a_quiet_month(both_kinds):
    desk, _ = both_kinds
    page = read_overview(desk.session, None, Cohort(swarm_kind="backlog"))
    assert (page.tickets.value, page.swarms.opened.value) == (0, 0)
    assert page.swarms.people_mean.why == "No swarm was opened."


def test_pages_that_compare_processes_pass_over_it_and_say_so(both_kinds):
    desk, _ = both_kinds
    page = read_comparison(desk.session, None, SEVERE)
    assert page.cautions[0].startswith("The filter by kind of swarm does not apply")
    assert page.filter == {}
    assert page.sides == read_comparison(desk.session, None, Cohort()).sides


def test_it_is_offered_among_the_filters_where_it_occurs(both_kinds):
    desk, _ = both_kinds
    assert read_choices(desk.session, None).swarm_kinds == ["ad_hoc", "severity"]


@pytest.mark.parametrize("kind", SWARMS)
def test_each_kind_has_words_and_an_address(session, kind):
    cohort = Cohort(swarm_kind=kind)
    assert SWARMS[kind] in cohort.words(session)
    assert f"swarm_kind={kind}" in cohort.link("swarmed")
    assert Cohort.of_query(cohort.query()) == cohort
