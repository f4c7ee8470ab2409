from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from swarm.people.tables import Team
from swarm.tickets.tables import Ticket
from swarm.tiers.actions import record_touch

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAGES = ("/reports/overview", "/reports/comparison", "/reports/filters", "/reports/overview.csv",
         "/reports/comparison.csv", "/reports/tickets?measure=tickets")  # fmt: skip


@pytest.fixture
def tickets(office):
    """Six tickets, a day apart, three of them tiered, with a touch each."""
    with office.database.write() as session:
        team = Team(name="Payments", hours={})
        session.add(team)
        session.flush()
        for day in range(6):
            made = START + timedelta(days=day)
            ticket = Ticket(
                summary=f"Ticket of day {day}", created_at=made, updated_at=made, status="solved",
                solved_at=made + timedelta(hours=day + 1), process="tier" if day % 2 else "swarm",
                team_id=team.id if day < 2 else None, priority="high" if day == 3 else "normal",
                product="=1+1" if day == 0 else "Shop", source="Old desk" if day == 5 else None,
            )  # fmt: skip
            session.add(ticket)
            session.flush()
            record_touch(session, ticket.number, None, started_at=made, ended_at=made, minutes=5)
        return team.id


@pytest.fixture
def manager(office):
    return office.person("manager")


@pytest.mark.both
def test_the_overview_answers_in_figures(tickets, manager):
    page = manager.get("/reports/overview").json
    assert page["tickets"]["value"] == 6
    assert set(page["tickets"]) == {
        "value", "count", "rule", "unit", "low", "high", "tickets", "over", "why",
    }  # fmt: skip
    assert page["flow"]["resolve"]["median"]["value"] == 3
    assert page["flow"]["resolve"]["curve"]["points"][0] == {
        "t": 0, "s": 1, "low": 1, "high": 1, "at_risk": 6,
    }  # fmt: skip
    assert page["effort"]["of_work"][-1]["touches"]["value"] == 6
    assert page["source"] is None


@pytest.mark.both
def test_the_comparison_answers_with_both_sides(tickets, manager):
    page = manager.get("/reports/comparison").json
    assert page["badge"] == "observational"
    assert [side["tickets"]["value"] for side in page["sides"]] == [3, 3]
    assert page["effort"]["measured_alike"] is True
    assert {row["key"] for row in page["rows"]} >= {"resolve_median", "reopened", "sla_resolution"}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("from=2026-03-03", 5),
        ("to=2026-03-03", 1),
        ("from=2026-03-03T09:00:00Z&to=2026-03-04T10:00:00%2B01:00", 1),
        ("priority=high", 1),
        ("priority=high,normal", 6),
        ("priority=high&priority=normal", 6),
        ("process=tier", 3),
        ("product=Shop", 5),
        ("source=Old+desk", 1),
    ],
)
def test_a_filter_is_part_of_the_address(tickets, manager, query, count):
    assert manager.get(f"/reports/overview?{query}").json["tickets"]["value"] == count


def test_a_team_is_a_filter_too(tickets, manager):
    page = manager.get(f"/reports/overview?team={tickets}").json
    assert (page["tickets"]["value"], page["rule"]) == (2, "All tickets, team Payments.")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=yesterday", "from"),
        ("from=2026-03-03T09:00:00", "from"),
        ("to=0001-01-01", "to"),
        ("from=9999-12-31", "from"),
        ("from=2026-13-45", "from"),
        ("from=2026-03-04&to=2026-03-03", "to"),
        ("from=2026-03-04&to=2026-03-04", "to"),
        ("priority=huge", "priority"),
        ("team=4711", "team"),
        ("product=Nothing", "product"),
        ("component=Nothing", "component"),
        ("category=Nothing", "category"),
        ("source=Nothing", "source"),
        ("process=magic", "process"),
        ("team=0", "team"),
        ("team=x", "team"),
        ("product=", "product"),
        ("product=" + "x" * 81, "product"),
        ("colour=red", "colour"),
        ("from=2026-03-03&from=2026-03-04", "from"),
    ],
)
def test_a_filter_that_cannot_be_used_names_its_field(manager, query, field):
    answer = manager.get(f"/reports/overview?{query}")
    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.json["fields"])


def test_the_tickets_behind_a_number_are_a_list_in_pages(tickets, manager):
    link = manager.get("/reports/overview").json["solved"]["tickets"]
    first = manager.get(f"{link}&limit=4").json
    assert (first["count"], len(first["items"])) == (6, 4)
    rest = manager.get(f"{link}&limit=4&cursor={first['next']}").json
    assert [item["number"] for item in first["items"] + rest["items"]] == [6, 5, 4, 3, 2, 1]
    assert rest["next"] is None
    assert first["items"][0]["value"] == 6


@pytest.mark.parametrize(
    "query",
    [
        "measure=nonsense",
        "",
        "measure=open&cursor=!!",
        "measure=open&swarm_kind=party",
        "measure=open&limit=101",
        "measure=work:",
        "measure=work:" + "L" * 13,
        "measure=colour:L1",
        "measure=created_week:yesterday",
        "measure=solved_week:9999-12-31",
        "measure=resolve_after:soon",
        "measure=resolve_after:nan",
        "measure=resolve_after:inf",
    ],
)
def test_a_list_that_there_is_not_is_refused(tickets, manager, query):
    assert manager.get(f"/reports/tickets?{query}").status_code == 422


SHEETS = (
    "overview",
    "comparison",
    "effect",
    "effect/groups",
    "flow",
    "ledger",
    "experiment",
    "fit",
)


def test_sheets_are_downloads_without_formulas(tickets, manager):
    for name in SHEETS:
        answer = manager.get(f"/reports/{name}.csv?product=%3D1%2B1")
        assert answer.status_code == 200
        assert answer.mimetype == "text/csv"
        assert f'filename="{name.replace("/", "-")}.csv"' in answer.headers["Content-Disposition"]
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith("=")]
        assert "All tickets, product =1+1." in cells


@pytest.mark.parametrize("name", SHEETS)
def test_a_report_can_be_taken_as_a_workbook(tickets, manager, name):
    answer = manager.get(f"/reports/{name}.xlsx?product=%3D1%2B1")
    assert answer.status_code == 200
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    assert f'filename="{name.replace("/", "-")}.xlsx"' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
        texts = parts.read("xl/sharedStrings.xml").decode()
        assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
    assert "All tickets, product =1+1." in texts


def test_the_pickers_name_what_occurs(tickets, manager):
    choices = manager.get("/reports/filters").json
    assert choices["products"] == ["=1+1", "Shop"]
    assert choices["teams"] == [{"id": tickets, "name": "Payments"}]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("agent", 403), ("requester", 404), ("guest", 404), (None, 401)],
)
def test_reports_are_for_managers(office, page, role, status):
    caller = office.person(role) if role else office.stranger()
    assert caller.get(page).status_code == status


def test_somebody_who_left_reads_no_reports(office, manager, monkeypatch):
    from swarm.api import beside
    from swarm.people.tables import Person

    def leave(session, person):
        raise AssertionError("must not be asked")

    with office.database.write() as session:
        session.get_one(Person, manager.person).left_at = START
    from swarm.errors import NotSignedIn

    with pytest.raises(NotSignedIn):
        beside._ask(office.running.desk.settings.database, manager.person, leave)


def test_a_saved_cohort_is_read_by_its_version_and_goes_with_no_filter(tickets, manager):
    rule = {"name": "Payments", "rule": {"product": "Shop", "priority": "high,urgent"}}
    saved = manager.post("/reports/cohorts", rule).json
    changed = {"name": "Payments", "rule": {"product": "Shop"}}
    assert manager.put(f"/reports/cohorts/{saved['id']}", changed).json["versions"][0]["rule"] == (
        "All tickets, product Shop."
    )
    address = f"/reports/comparison?saved={saved['id']}"
    assert manager.get(f"{address}&saved_version=1").json["filter"] == {
        "product": "Shop", "priority": "high,urgent",
    }  # fmt: skip
    assert manager.get(address).json["rule"].startswith("Payments, version 2: ")
    assert manager.get(f"{address}&product=Shop").json["fields"] == {"saved": "goes with no filter"}
    assert manager.get(f"{address}&saved_version=3").status_code == 404
    wrong = manager.post("/reports/cohorts", {"name": "X", "rule": {"colour": "red"}})
    assert (wrong.status_code, list(wrong.json["fields"])) == (422, ["rule.colour"])
    assert [one["name"] for one in manager.get("/reports/cohorts").json["items"]] == ["Payments"]


def test_a_report_by_mail_is_wished_for_changed_and_ended_by_its_reader(tickets, manager, office):
    wish = {
        "page": "flow", "filter": {"product": "Shop"}, "every": "month", "day": 1, "hour": 7,
        "format": "xlsx",
    }  # fmt: skip
    made = manager.post("/reports/schedules", wish).json
    assert (made["rule"], made["zone"]) == ("All tickets, product Shop.", "UTC")
    path = f"/reports/schedules/{made['id']}"
    assert manager.put(path, {**wish, "every": "week", "day": 6}).json["every"] == "week"
    for change in ({"every": "week", "day": 7}, {"day": 0}, {"filter": {"from": "2026-01-01"}}):
        assert manager.put(path, {**wish, **change}).status_code == 422
    assert office.person("manager").delete(path).status_code == 404
    assert manager.delete(path).status_code == 204
    assert manager.get("/reports/schedules").json["items"] == []
