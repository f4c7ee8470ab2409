from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from swarm.commands.import_events import events
from swarm.db import Database
from swarm.errors import Conflict, Invalid
from swarm.tickets.tables import Ticket

MAPPING = """
source = "old desk"
[columns]
case = "case"
time = "at"
actor = "who"
group = "group"
status = "state"
[status]
New = "new"
Done = "closed"
"""
LOG = """case,at,who,group,state
A1,2026-02-01T09:00,ann,Desk,New
A1,2026-02-01T10:00,bob,Network,Done
B2,2026-02-01T10:00,ann,Desk,Odd
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("SWARM_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.db'}")
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "var"))
    (tmp_path / "mapping.toml").write_text(MAPPING)
    (tmp_path / "log.csv").write_text(LOG)
    return tmp_path


def run(files, *options):
    arguments = [str(files / "log.csv"), "--mapping", str(files / "mapping.toml"), *options]
    return CliRunner().invoke(events, arguments, catch_exceptions=False)


def test_a_log_is_imported_into_a_desk_that_does_not_exist_yet(files):
    result = run(files)
    assert result.exit_code == 0
    assert "3 events of 2 cases read: 1 imported, 0 continued, 0 already here, 1 left out." in (
        result.stdout
    )
    assert "2 people of old desk were not known before" in result.stdout
    assert "line 4, case B2: status: 'Odd' is not in the mapping" in result.stdout
    database = Database(f"sqlite:///{files / 'desk.db'}")
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 1
    database.close()


def test_the_summary_as_json_is_one_object(files):
    summary = json.loads(run(files, "--json").stdout)
    assert {key: summary[key] for key in ("rows", "cases", "imported", "cases_left_out")} == {
        "rows": 3, "cases": 2, "imported": 1, "cases_left_out": 1,
    }  # fmt: skip
    assert summary["seconds"] >= 0
    assert summary["peak_megabytes"] > 10
    again = json.loads(run(files, "--json").stdout)
    assert (again["imported"], again["unchanged"], again["people_made"]) == (0, 1, 0)


def test_refused_rows_are_written_with_line_and_reason(files):
    run(files, "--rejects", str(files / "rejects.csv"))
    with (files / "rejects.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["line", "case", "reason"],
        ["4", "B2", "status: 'Odd' is not in the mapping"],
    ]


def test_refused_rows_cannot_become_formulas(files):
    (files / "log.csv").write_text(LOG.replace("B2", "=HYPERLINK(1)"))
    run(files, "--rejects", str(files / "rejects.csv"))
    with (files / "rejects.csv").open(newline="") as file:
        assert list(csv.reader(file))[1][1] == "'=HYPERLINK(1)"


def test_a_mapping_that_does_not_fit_imports_nothing(files):
    (files / "mapping.toml").write_text(MAPPING.replace('"who"', '"nobody"'))
    with pytest.raises(Invalid, match="no column nobody"):
        run(files)


def test_a_desk_of_another_version_is_left_alone(files):
    run(files)
    database = Database(f"sqlite:///{files / 'desk.db'}")
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    database.close()
    with pytest.raises(Conflict, match="swarm migrate"):
        run(files)


def test_a_database_that_cannot_be_reached_is_said_in_words(files, monkeypatch):
    monkeypatch.setenv("SWARM_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    with pytest.raises(Conflict, match="cannot be reached"):
        run(files)
