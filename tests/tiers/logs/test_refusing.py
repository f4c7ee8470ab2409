from __future__ import annotations

import pytest
from sqlalchemy import func, select

from swarm.activity.tables import ActivityLine
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.tickets.tables import Ticket
from swarm.tiers.logs import spool
from tests.tiers.logs.conftest import WHOLE, all_of, row


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


@pytest.mark.parametrize(
    ("field", "name", "why"),
    [
        ("who", "an\u202ena", "actor: a name holds signs that turn the direction"),
        ("holder", "\u3164\u3164", "owner: a name shows no letter"),
        ("who", "an\x07na", "actor: a name holds control signs"),
    ],
)
def test_a_name_that_nobody_could_read_spoils_its_case(log, field, name, why):
    summary = log.load(row("A1", **{field: name}), row("B2", who="Ännä O'Neill-李"))
    assert (summary.imported, summary.cases_left_out) == (1, 1)
    assert log.rejected == [(2, "A1", why)]
    named = {person.name for person in all_of(log, Person)}
    assert named == {"Ännä O'Neill-李"}


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
