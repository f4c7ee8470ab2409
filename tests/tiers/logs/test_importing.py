from __future__ import annotations

import pytest
from sqlalchemy import func, select

from swarm.activity.tables import ActivityLine, Due, Stream
from swarm.errors import Invalid
from swarm.people.tables import Alias, Person
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.actions import override_touch
from swarm.tiers.logs import spool
from swarm.tiers.tables import ImportedCase, QueueStay, SourceFigure, Touch, TouchOverride
from tests.tiers.logs.conftest import Log, plain_mapping, row

SOLVED = {"moves": "2", "kept": "false", "solved": "1/2/2026 11:55"}
WHOLE = (
    row(),
    row(at="1/2/2026 09:10", who="bob", holder="bob", group="Second line", state="Active"),
    row(at="1/2/2026 11:00", who="bob", holder="cleo", state="Active", moves="2"),
    row(at="1/2/2026 12:00", who="cleo", holder="cleo", state="Resolved", **SOLVED),
    row(at="3/2/2026 12:00", who="robot", holder="cleo", state="Closed", **SOLVED),
)


def all_of(log: Log, table):
    with log.database.read() as session:
        return session.scalars(select(table)).unique().all()


def lines_of(log: Log, stream: str):
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
        ann = Person(name="Ann Other", role="agent", created_at=spool_moment())
        session.add(ann)
        session.flush()
        session.add(Alias(source="old desk", name="ann", person_id=ann.id))
    log.load(row())
    assert [touch.person_id for touch in all_of(log, Touch)] == [ann.id]
    assert len(all_of(log, Person)) == 1


def spool_moment():
    from swarm import clock

    return clock.now()


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
        person = Person(name="Mia", role="manager", created_at=spool_moment())
        session.add(person)
        session.flush()
        return person

    return make


def test_a_case_that_was_worked_on_here_is_not_overwritten(log):
    log.load(*WHOLE[:2])
    (ticket,) = all_of(log, Ticket)
    with log.database.write() as session:
        from swarm.activity.lines import append

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
        now = spool_moment()
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


def test_no_case_is_imported_by_half(log):
    summary = log.load(
        row(case="A1"),
        row(case="B2"),
        row(case="A1", at="not a time"),
        row(case="A1", state="Closed"),
    )
    assert (summary.imported, summary.cases_left_out, summary.rows_refused) == (1, 1, 3)
    assert [ticket.external_id for ticket in all_of(log, Ticket)] == ["B2"]
    assert sorted(log.rejected) == [
        (2, "A1", "line 4 of its case cannot be used"),
        (4, "A1", "time: 'not a time' is not a moment in the form %d/%m/%Y %H:%M"),
        (5, "A1", "line 4 of its case cannot be used"),
    ]


def test_rows_of_a_case_may_lie_anywhere_in_the_file(log):
    scattered = [WHOLE[3], row(case="B2"), WHOLE[0], WHOLE[4], row(case="C3"), WHOLE[2], WHOLE[1]]
    assert log.load(*scattered).imported == 3
    with log.database.read() as session:
        number = session.scalars(select(Ticket.number).where(Ticket.external_id == "A1")).one()
        kinds = session.scalar(
            select(func.count()).where(
                ActivityLine.stream == f"tickets/{number}", ActivityLine.kind == "group_changed"
            )
        )
    assert kinds == 3


def test_a_gzipped_file_is_read_as_it_is(log):
    assert log.load(*WHOLE, zipped=True).imported == 1


def test_a_file_that_breaks_off_imports_nothing(log):
    path = log.write(*WHOLE, zipped=True)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(Invalid, match="breaks off"):
        log.read(path)
    assert not all_of(log, Ticket)


def test_a_mapping_that_names_a_missing_column_is_refused(log):
    with pytest.raises(Invalid, match=r"no column who \(columns.actor\)"):
        log.load("A1,1/2/2026 09:00", header="case,at")


def test_an_empty_file_is_refused(log):
    path = log.write()
    path.write_bytes(b"")
    with pytest.raises(Invalid, match="no header"):
        log.read(path)


def test_a_case_too_long_for_memory_is_left_out(log, monkeypatch):
    monkeypatch.setattr(spool, "MOST_EVENTS", 2)
    summary = log.load(row(), row(), row(), row(case="B2"))
    assert (summary.imported, summary.cases_left_out, summary.rows_refused) == (1, 1, 3)
    assert "more than 2 events" in log.rejected[0][2]


def test_bytes_that_do_not_belong_spoil_only_their_cases(log):
    path = log.write(row("A1"), row("B2"), row("C3"), row("D4", who="dee"), row("D4"))
    path.write_bytes(
        path.read_bytes()
        .replace(b"B2,", b"B\xff,")
        .replace(b"C3,", b"C\x00,")
        .replace(b"dee", b"\xff")
    )
    assert log.read(path).imported == 1
    assert log.rejected == [
        (3, "", "bytes that are not utf-8-sig"),
        (4, "", "a zero byte"),
        (5, "D4", "bytes that are not utf-8-sig"),
        (6, "D4", "line 5 of its case cannot be used"),
    ]


def test_a_line_without_end_is_refused_before_anything_is_written(log):
    path = log.write(row())
    path.write_bytes(path.read_bytes() + b"x" * 1_000_001)
    with pytest.raises(Invalid, match="longer than 1,000,000"):
        log.read(path)
    assert not all_of(log, Ticket)


def test_a_field_without_end_spoils_its_row(log):
    summary = log.load(row(), 'B2,"' + "x" * 200_000, row("C3"))
    assert summary.imported == 2
    assert log.rejected == [(3, "", "not a row of CSV")]


def test_an_empty_line_is_no_row(log):
    assert log.load(row(), "", row("B2")).rows == 2
