from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from swarm.commands.report import report
from swarm.db import Base, Database
from swarm.migrating import upgrade
from swarm.tickets.tables import Ticket

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SWARM_DATABASE_URL", url)
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "var"))
    upgrade(url)
    database = Database(url)
    assert Base.metadata.tables
    with database.write() as session:
        for day in range(4):
            made = START + timedelta(days=day)
            session.add(
                Ticket(
                    summary="s",
                    product="Shop",
                    created_at=made,
                    updated_at=made,
                    status="solved",
                    solved_at=made + timedelta(hours=2),
                    process="tier" if day else "swarm",
                    priority="urgent" if day == 1 else "low",
                )
            )
    database.close()


def run(*arguments):
    return CliRunner().invoke(report, arguments, catch_exceptions=False)


def test_the_overview_as_json_is_the_whole_report(desk):
    page = json.loads(run("overview", "--json").stdout)
    assert page["tickets"]["value"] == 4
    assert page["flow"]["resolve"]["median"]["value"] == 2


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--from", "2026-03-03"], 3),
        (["--to", "2026-03-03"], 1),
        (["--priority", "urgent"], 1),
        (["--priority", "urgent", "--priority", "low"], 4),
        (["--process", "tier"], 3),
    ],
)
def test_a_selection_is_made_by_options(desk, options, count):
    assert json.loads(run("overview", *options, "--json").stdout)["tickets"]["value"] == count


def test_the_comparison_says_what_it_is(desk):
    page = json.loads(run("comparison", "--json").stdout)
    assert page["badge"] == "observational"
    assert [side["tickets"]["value"] for side in page["sides"]] == [1, 3]


def test_a_person_reads_a_table_with_rule_and_cautions(desk):
    result = run("comparison", "--product", "Shop")
    assert result.exit_code == 0
    assert result.stdout.startswith("All tickets, product Shop.")
    assert "Observational" in result.stdout
    wide = CliRunner(env={"COLUMNS": "200"})
    asked = ["comparison", "--product", "Shop"]
    assert "There are no such" in wide.invoke(report, asked, catch_exceptions=False).stdout
    wide = wide.invoke(report, ["overview"], catch_exceptions=False)
    assert "flow resolve median" in wide.stdout
    assert "2 to 2" not in wide.stdout


def test_an_unknown_priority_is_wrong_use(desk):
    assert run("overview", "--priority", "huge").exit_code == 2
