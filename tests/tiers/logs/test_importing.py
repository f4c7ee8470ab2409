from __future__ import annotations

import pytest
from sqlalchemy import select

from swarm import clock
from swarm.activity.lines import append
from swarm.activity.tables import ActivityLine, Due, Stream
from swarm.people.tables import Alias, Person
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.actions import override_touch
from swarm.tiers.tables import ImportedCase, QueueStay, SourceFigure, Touch, TouchOverride
from tests.tiers.logs.conftest import WHOLE, all_of, plain_mapping, row


def lines_of(log, stream):
    with log.database.read() as session:
        return session.scalars(
            select(ActivityLine).where(ActivityLine.stream == stream).order_by(ActivityLine.seq)
        ).all()


@pytest.mark.both
def test_a_case_becomes_a_ticket_with_its_whole_history(log):
    summary = log.load(*WHOLE)
    assert (summary.rows, summary.cases, summary.imported, summary.people_made) == (5, 1, 1, 4)
    (ticket,) = all_of(log, Ticket)
    assert (ticket.process, ticket.source, ticket.external_id) == ("tier", "old desk", "A1")
    assert (ticket.status, ticket.priority, ticket.category) == ("closed", "normal", "Printing")
    assert ticket.summary == "Printing of A1"
    assert ticket.created_at.isoformat() == "2026-02-01T08:55:00+00:00"
    assert ticket.solved_at.isoformat() == "2026-02-01T11:55:00+00:00"
    assert ticket.closed_at.isoformat() == "2026-02-03T12:00:00+00:00"
    lines = lines_of(log, f"tickets/{ticket.number}")
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    assert [line.kind for line in lines] == [
        "ticket_created", "group_changed",
        "group_changed", "ownership_started", "status_changed",
        "group_changed", "ownership_ended", "ownership_started",
        "status_changed", "ticket_solved",
        "status_changed", "ticket_closed", "ownership_ended",
    ]  # fmt: skip
    assert lines[2].data == {"from": "First line", "to": "Second line"}
    with log.database.read() as session:
        assert session.get_one(Stream, f"tickets/{ticket.number}").head == len(lines)
        assert not session.scalars(select(Due)).all()


@pytest.mark.both
def test_owners_queues_and_the_sources_own_figures_are_kept(log):
    log.load(*WHOLE)
    names = {person.id: person.name for person in all_of(log, Person)}
    owners = all_of(log, Ownership)
    assert [names[stay.owner_id] for stay in owners] == ["bob", "cleo"]
    assert [stay.ended_why for stay in owners] == ["reassigned", "closed"]
    queues = all_of(log, QueueStay)
    assert [(q.group_name, q.tier) for q in queues] == [
        ("First line", "L1"), ("Second line", "L2"), ("First line", "L1"),
    ]  # fmt: skip
    assert all(stay.ended_at is not None for stay in (*owners, *queues))
    (figure,) = all_of(log, SourceFigure)
    assert (figure.reassignments, figure.reopens, figure.sla_kept) == (2, 0, False)
    assert (figure.resolved_at - figure.opened_at).total_seconds() == 3 * 3600


def test_touches_say_who_worked_in_which_tier_and_not_for_how_long(log):
    log.load(*WHOLE)
    names = {person.id: person.name for person in all_of(log, Person)}
    touches = all_of(log, Touch)
    assert [(names[t.person_id], t.group_name, t.tier_of_person) for t in touches] == [
        ("ann", "First line", "L1"), ("bob", "Second line", "L2"), ("bob", "First line", "L1"),
        ("cleo", "First line", "L1"), ("robot", "First line", "L1"),
    ]  # fmt: skip
    assert {(t.minutes, t.measured, t.tier_of_work) for t in touches} == {
        (None, "status", "unknown")
    }


def test_people_of_the_old_desk_have_left_until_somebody_matches_them(log):
    log.load(*WHOLE)
    people = all_of(log, Person)
    assert all(person.left_at is not None and person.email is None for person in people)
    assert {alias.name for alias in all_of(log, Alias)} == {"ann", "bob", "cleo", "robot"}


def test_a_name_that_was_matched_is_that_person(log):
    with log.database.write() as session:
        ann = Person(name="Ann Other", role="agent", created_at=clock.now())
        session.add(ann)
        session.flush()
        session.add(Alias(source="old desk", name="ann", person_id=ann.id))
    log.load(row())
    assert [touch.person_id for touch in all_of(log, Touch)] == [ann.id]
    assert len(all_of(log, Person)) == 1


@pytest.mark.both
def test_the_same_file_again_doubles_nothing(log):
    path = log.write(*WHOLE, row(case="B2"))
    log.read(path)
    before = [len(all_of(log, t)) for t in (Ticket, Person, Alias, Touch, ActivityLine, Ownership)]
    again = log.read(path)
    assert (again.imported, again.unchanged, again.people_made) == (0, 2, 0)
    assert before == [
        len(all_of(log, t)) for t in (Ticket, Person, Alias, Touch, ActivityLine, Ownership)
    ]


@pytest.mark.both
def test_a_longer_export_continues_a_case_as_if_read_at_once(log):
    log.load(*WHOLE[:2])
    summary = log.load(*WHOLE)
    assert (summary.continued, summary.imported) == (1, 0)
    (ticket,) = all_of(log, Ticket)
    piecemeal = [
        (line.seq, line.kind, line.at, line.data)
        for line in lines_of(log, f"tickets/{ticket.number}")
    ]
    touches = [(t.first_seq, t.last_seq, t.group_name) for t in all_of(log, Touch)]
    owners = [(o.started_at, o.ended_at) for o in all_of(log, Ownership)]
    assert ticket.status == "closed"
    whole = log.read(log.write(*WHOLE), plain_mapping(source="other desk"))
    assert whole.imported == 1
    other = next(t for t in all_of(log, Ticket) if t.source == "other desk")
    assert [(n, kind, at) for n, kind, at, _ in piecemeal] == [
        (line.seq, line.kind, line.at) for line in lines_of(log, f"tickets/{other.number}")
    ]
    with log.database.read() as session:
        fresh = session.scalars(select(Touch).where(Touch.ticket_number == other.number)).all()
        assert touches == [(t.first_seq, t.last_seq, t.group_name) for t in fresh]
        mine = session.scalars(select(Ownership).where(Ownership.ticket_number == other.number))
        assert owners == [(o.started_at, o.ended_at) for o in mine]


def test_a_managers_correction_survives_the_continuation_of_its_case(log, make_manager):
    log.load(*WHOLE[:2])
    touch = all_of(log, Touch)[0]
    with log.database.write() as session:
        override_touch(session, make_manager(session), touch.id, "L1", "It was a password.")
    assert log.load(*WHOLE).continued == 1
    assert [word.touch_id for word in all_of(log, TouchOverride)] == [touch.id]
    lines = lines_of(log, f"tickets/{touch.ticket_number}")
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))


@pytest.fixture
def make_manager():
    def make(session):
        person = Person(name="Mia", role="manager", created_at=clock.now())
        session.add(person)
        session.flush()
        return person

    return make


def test_a_case_that_was_worked_on_here_is_not_overwritten(log):
    log.load(*WHOLE[:2])
    (ticket,) = all_of(log, Ticket)
    with log.database.write() as session:
        append(session, f"tickets/{ticket.number}", "tag_added", tag="kept")
    summary = log.load(*WHOLE)
    assert (summary.continued, summary.cases_left_out) == (0, 1)
    assert "worked on here" in log.rejected[0][2]


def test_a_case_whose_past_changed_is_refused(log):
    log.load(*WHOLE[:2])
    summary = log.load(row(who="somebody else"), *WHOLE[1:])
    assert summary.cases_left_out == 1
    assert log.rejected == [(2, "A1", "its earlier events differ from those imported before")]


def test_a_ticket_that_came_in_another_way_keeps_its_history(log):
    with log.database.write() as session:
        now = clock.now()
        session.add(
            Ticket(
                summary="By API",
                source="old desk",
                external_id="A1",
                created_at=now,
                updated_at=now,
            )
        )
    assert log.load(row()).cases_left_out == 1
    assert "another way" in log.rejected[0][2]
    assert not all_of(log, ImportedCase)
