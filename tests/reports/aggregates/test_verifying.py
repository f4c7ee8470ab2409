"""Whatever is spoilt in what is kept is found, by ticket and figure."""

from __future__ import annotations

import json
from contextlib import nullcontext

import numpy as np
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from swarm import clock
from swarm.activity.lines import append
from swarm.commands import figures
from swarm.commands.figures import reports
from swarm.reports.aggregates.entries import SORTS
from swarm.reports.aggregates.keeping import keep
from swarm.reports.aggregates.parts import RECORD
from swarm.reports.aggregates.tables import TicketAggregate, TouchKind
from swarm.reports.aggregates.verifying import Difference, verify
from swarm.tickets.tables import Ticket


def differences(session) -> list[Difference]:
    found: list[Difference] = []
    verdict = verify(session, found.append, lambda _: None)
    assert verdict.waiting == 0
    assert verdict.tickets == session.scalar(select(func.count()).select_from(Ticket))
    assert verdict.differences == len(found)
    return found


@pytest.fixture
def kept(full):
    """A desk whose figures are all kept."""
    keep(full.session, list(full.session.scalars(select(Ticket.number))))
    assert by_rows(full.session) == []
    return full.session


def by_rows(session) -> list[tuple[int, str]]:
    session.flush()
    return [(one.ticket, one.figure) for one in differences(session) if one.by == "rows"]


def test_each_spoilt_figure_is_found_by_ticket_and_name(kept):
    row = kept.get_one(TicketAggregate, 1)
    whole, unknown = row.figures, []
    for name in RECORD.names or ():
        record = np.frombuffer(whole, dtype=RECORD).copy()
        if record[name].dtype.kind == "f":
            record[name] = np.nan_to_num(record[name]) + 1
        else:
            record[name] = ~record[name]
        row.figures = record.tobytes()
        if by_rows(kept) != [(1, name)]:
            unknown.append(name)
    assert unknown == []


def test_spoilt_work_swarms_and_missing_rows_are_found(kept):
    kept.get_one(TicketAggregate, 1).swarms = b""
    second = kept.get_one(TicketAggregate, 2)
    second.work *= 2
    kept.delete(kept.get_one(TicketAggregate, 3))
    assert by_rows(kept) == [(3, "every figure"), (2, "work"), (1, "people of its swarms")]


def test_spoilt_trails_are_found_by_ticket_and_name(kept):
    names = {
        "steps": "its touches in order", "owners": "its owners in order",
        "queues": "its queues in order", "spells": "what its time went into",
        "growth": "growth seats and solo solutions",
    }  # fmt: skip
    for sort, name in names.items():
        row = next(row for row in kept.scalars(select(TicketAggregate)) if getattr(row, sort))
        whole = getattr(row, sort)
        spoilt = np.frombuffer(whole, dtype=SORTS[sort]).copy()
        field = {"steps": "end", "queues": "word", "spells": "seconds", "growth": "at"}.get(sort)
        (spoilt[field] if field else spoilt)[0] += 2
        for said in (spoilt.tobytes(), b"", whole * 2):
            setattr(row, sort, said)
            assert by_rows(kept) == [(row.ticket_number, name)]
        setattr(row, sort, whole)
    assert by_rows(kept) == []


def test_a_kind_of_touch_that_says_something_else_is_found(kept):
    first = kept.scalars(select(TouchKind).where(TouchKind.said.contains("L1"))).first()
    first.said = first.said.replace("L1", "L9")
    assert {figure for _, figure in by_rows(kept)} == {"work", "its touches in order"}


def test_lines_are_heard_where_rows_agree(kept):
    """What was put into the rows alone is found too: the lines do not tell it."""
    found = [one for one in differences(kept) if one.ticket == 1]
    assert {one.by for one in found} == {"lines"}
    assert {"created", "solved", "swarms", "touches"} <= {one.figure for one in found}


def test_the_command_says_what_differs_and_fails(running, monkeypatch, tmp_path):
    database = running.desk.database
    with database.write() as session:
        session.add(Ticket(summary="New", created_at=clock.now(), updated_at=clock.now()))
    with database.write() as session:
        append(session, "tickets/1", "ticket_created")
    monkeypatch.setattr(figures, "open_database", lambda: nullcontext(database))
    run = CliRunner().invoke
    waits = run(reports, ["verify", "--json"])
    assert (waits.exit_code, json.loads(waits.output)["waiting"]) == (0, 1)
    assert running.worklist.drain_last() == 1
    assert run(reports, ["verify"]).exit_code == 0
    with database.write() as session:
        session.get_one(TicketAggregate, 1).swarms = b"\1\0\0\0"
    told = run(reports, ["verify"])
    assert told.exit_code == 1
    assert "ticket 1: people of its swarms is kept as 1, counted from rows: None" in told.output
    assert json.loads(run(reports, ["verify", "--json"]).output)["differing"][0]["ticket"] == 1
    assert run(reports, ["rebuild"]).output == "counted 1 tickets\n"
    assert run(reports, ["verify"]).exit_code == 0
