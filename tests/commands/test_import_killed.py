"""An import that is killed has written whole cases only, and goes on where it was."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

from sqlalchemy import func, select

from swarm.activity.tables import ActivityLine, Stream
from swarm.db import Database
from swarm.reports.aggregates.tables import TicketAggregate
from swarm.tickets.tables import Ticket
from swarm.tiers.tables import ImportedCase, Touch

CASES, EVENTS = 2_500, 3
MAPPING = """
source = "old desk"
[columns]
case = "case"
time = "at"
actor = "who"
status = "state"
[status]
New = "new"
Open = "open"
Done = "closed"
"""


def import_of(folder):
    return [sys.executable, "-m", "swarm", "import", "events", str(folder / "log.csv"),
            "--mapping", str(folder / "mapping.toml"), "--json"]  # fmt: skip


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def wait_for_tickets(database, process):
    """Until some tickets are there, and the process that writes them still runs."""
    while process.poll() is None:
        with database.read() as session:
            if count(session, Ticket):
                return
        time.sleep(0.01)
    raise AssertionError("The import ended before anybody could kill it.")


def test_a_killed_import_leaves_whole_cases_and_the_next_one_brings_the_rest(import_url, tmp_path):
    (tmp_path / "mapping.toml").write_text(MAPPING)
    rows = [
        f"C{case},2026-02-{1 + case % 27:02}T{9 + event:02}:00,agent {case % 40},{state}"
        for case in range(CASES)
        for event, state in enumerate(("New", "Open", "Done"))
    ]
    (tmp_path / "log.csv").write_text("\n".join(["case,at,who,state", *rows]))
    database = Database(import_url)
    with subprocess.Popen(import_of(tmp_path), stdout=subprocess.DEVNULL) as process:
        wait_for_tickets(database, process)
        process.send_signal(signal.SIGKILL)
    with database.read() as session:
        there = count(session, Ticket)
        assert 0 < there < CASES
        whole = select(func.count()).where(ImportedCase.events == EVENTS)
        assert session.scalar(whole) == there == count(session, TicketAggregate)
        said = select(func.count()).select_from(ActivityLine).group_by(ActivityLine.stream)
        heads = select(Stream.head).where(Stream.name.like("tickets/%"))
        assert sorted(session.scalars(said)) == sorted(session.scalars(heads))
        assert len(set(session.scalars(select(Touch.ticket_number)))) == there
    again = subprocess.run(import_of(tmp_path), capture_output=True, check=True, text=True)
    summary = json.loads(again.stdout)
    assert (summary["imported"], summary["unchanged"]) == (CASES - there, there)
    with database.read() as session:
        assert count(session, Ticket) == CASES == count(session, ImportedCase)
    database.close()
