"""What is kept of tickets equals what their record says, however and whenever it was kept."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import select

from swarm import clock
from swarm.activity.lines import append
from swarm.activity.tables import Due
from swarm.db import Database
from swarm.reports.aggregates import reading
from swarm.reports.aggregates.counting import count_tickets
from swarm.reports.aggregates.entries import IN_ORDER, SORTS
from swarm.reports.aggregates.growth import LEARNED, OFFERED, SOLO
from swarm.reports.aggregates.keeping import KINDS, LISTENER, keep, missing, tickets_of, work
from swarm.reports.aggregates.reading import look, read_part
from swarm.reports.aggregates.tables import TicketAggregate
from swarm.reports.cohorts import Cohort
from swarm.reports.overview import read_overview
from swarm.skills.tables import Need, Skill
from swarm.tickets.tables import Ticket

RULES = (
    {}, {"product": "Shop"}, {"process": "tier"}, {"process": "swarm"}, {"source": "old desk"},
    {"priority": ("high", "urgent")}, {"product": "No such"}, {"team": 7}, {"category": "x"},
)  # fmt: skip


def keep_all(history):
    numbers = sorted(history.session.scalars(select(Ticket.number)))
    assert keep(history.session, numbers) == len(numbers)
    return numbers


def same(one, other):
    assert one.number.tolist() == other.number.tolist()
    for name, column in one.columns.items():
        np.testing.assert_array_equal(column, other.columns[name], name)
    for sort in SORTS:
        assert told(one.entries[sort], sort) == told(other.entries[sort], sort), sort


def told(entries, sort):
    """What each ticket has of one sort, in the order of time where that counts."""
    found = {at: [] for at in entries.at.tolist()}
    for at, entry in zip(entries.at.tolist(), entries.values.tolist(), strict=True):
        found[at].append(str(entry))
    return found if sort in IN_ORDER else {at: sorted(some) for at, some in found.items()}


@pytest.mark.both
def test_kept_figures_equal_those_counted_from_the_record_for_any_selection(full):
    keep_all(full)
    rules = [Cohort(**rule) for rule in RULES]
    rules += [Cohort(start=full.at(3)), Cohort(start=full.at(2), end=full.at(8.5))]
    assert look(full.session).mark
    for cohort in rules:
        same(read_part(full.session, cohort), count_tickets(full.session, cohort.conditions()))


@pytest.mark.both
def test_a_report_is_the_same_before_and_after_its_figures_are_kept(full):
    with clock.at(clock.now()):
        before = read_overview(full.session, None, Cohort())
        keep_all(full)
        assert read_overview(full.session, None, Cohort()) == before


@pytest.mark.both
def test_what_waits_to_be_counted_is_counted_while_it_is_read(full):
    keep_all(full)
    full.session.info["due_kinds"] = {kind: [LISTENER] for kind in KINDS}
    ticket = full.session.get(Ticket, 3)
    ticket.reopened = 5
    append(full.session, "tickets/3", "ticket_reopened")
    found = read_part(full.session, Cohort())
    assert found.columns["reopened"][found.number == 3] == [5]
    same(found, count_tickets(full.session))
    assert look(full.session).mark is None


@pytest.mark.both
def test_changed_and_new_tickets_are_read_beside_what_is_known(full, monkeypatch):
    keep_all(full)
    whole = look(full.session).stored
    for most in (100, 0):
        monkeypatch.setattr(reading, "MERGED_FROM", most)
        full.session.get(Ticket, 2).reopened += 1
        new = full.ticket(30, product="Shop")
        keep(full.session, [2, new.number])
        stored = look(full.session).stored
        assert stored.size == whole.size + 1
        assert stored.stamp > whole.stamp
        whole = stored
        for rule in RULES:
            cohort = Cohort(**rule)
            same(read_part(full.session, cohort), count_tickets(full.session, cohort.conditions()))


def test_figures_that_were_read_ahead_are_not_read_again(full, monkeypatch):
    numbers = keep_all(full)
    full.session.commit()
    database = Database(str(full.session.get_bind().engine.url))
    assert reading.read_ahead(database) == len(numbers)
    monkeypatch.setattr(reading, "_follow", None)
    with database.read() as session:
        assert len(read_part(session, Cohort())) == len(numbers)
    database.close()


def test_tickets_that_nobody_counted_yet_are_counted_while_they_are_read(full):
    numbers = keep_all(full)
    new = full.ticket(30)
    assert list(full.session.scalars(missing())) == [new.number]
    assert read_part(full.session, Cohort()).number.tolist() == [*numbers, new.number]


def test_lines_lead_to_their_tickets(full):
    session = full.session
    assert tickets_of(session, ["tickets/4", "swarms/1", "teams/3"]) == {4, 1}
    bob = 2
    mine = tickets_of(session, [f"people/{bob}"])
    assert {1, 4, 7, 10} <= mine  # their swarms and touches
    assert len(mine) == 14  # and what was imported with them as owner
    work(session, [append(session, f"people/{bob}", "person_matched")])
    assert set(session.scalars(select(TicketAggregate.ticket_number))) == mine


def test_who_grew_at_which_skill_and_who_solved_alone_is_kept_of_each_ticket(full):
    keep_all(full)
    start, solved = full.start.timestamp(), full.at(3 + 1).timestamp()
    growth = read_part(full.session, Cohort()).entries["growth"]
    found = {at + 1: entry for at, entry in zip(growth.at.tolist(), growth.values.tolist(),
                                                strict=True)}  # fmt: skip
    cleo, skill = 3, 1
    assert found == {
        1: (skill, cleo, LEARNED, start),
        2: (skill, cleo, SOLO, solved),
        4: (skill, cleo, OFFERED, start),  # where a swarm helped nobody solved alone
        5: (skill, cleo, SOLO, full.at(4 + 2 + 4).timestamp()),
    }


def test_what_became_part_of_another_skill_is_counted_anew(full):
    keep_all(full)
    other = full.add(Skill(name="Cash desks", created_at=full.start))
    for need in full.session.scalars(select(Need)):
        need.skill_id = other.id
    full.session.flush()
    lines = [append(full.session, f"skills/{other.id}", "skill_absorbed", skill=1)]
    assert "skill_absorbed" in KINDS
    assert tickets_of(full.session, [f"skills/{other.id}"]) == {1, 2, 4, 5}
    work(full.session, lines)
    growth = read_part(full.session, Cohort()).entries["growth"]
    assert set(growth.values["skill"].tolist()) == {other.id}


def test_counting_twice_or_nothing_changes_no_figure(full):
    keep_all(full)
    first = read_part(full.session, Cohort())
    keep_all(full)
    assert keep(full.session, []) == keep(full.session, [999]) == 0
    same(read_part(full.session, Cohort()), first)
    assert not full.session.scalars(select(Due)).all()
