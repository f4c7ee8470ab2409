"""`swarm import people`, and the worked examples of docs/examples."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import Invalid
from swarm.people.tables import Person, Team
from swarm.tickets.tables import Outcome, Ownership, Rating, Reply, Tag, Ticket

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
RESOLVED = {
    "id": 2025,
    "project": "UI",
    "product": "Platform",
    "component": "Editor",
    "created_at": "2001-10-10T22:24:47",
    "summary": "Wrong page name",
    "description": "It should be “Source”.",
    "status": "resolved fixed",
    "resolver": "eng-3",
    "participants": ["eng-1", "eng-2", "eng-3"],
    "went_through_queue": False,
    "handovers": 2,
}
Run = Callable[..., Result]


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def summary(result: Result) -> dict[str, Any]:
    return dict(json.loads(result.stdout))


@pytest.mark.parametrize(
    ("name", "export"),
    [
        ("zendesk", "zendesk-tickets.jsonl"),
        ("jira", "jira-issues.csv"),
        ("servicenow", "servicenow-incidents.csv"),
    ],
)
def test_the_worked_examples_are_read_whole(bring: Run, name: str, export: str) -> None:
    result = bring("tickets", EXAMPLES / export, "--mapping", EXAMPLES / f"{name}.toml", "--json")
    told = summary(result)
    assert (told["source"], told["imported"], told["rejected"]) == (name, 3, 0)
    assert told["swarms"] == 1


def test_a_zendesk_ticket_comes_with_all_it_had(bring: Run, look: Callable[[], Session]) -> None:
    bring("people", EXAMPLES / "people.csv", "--mapping", EXAMPLES / "people.toml")
    bring(
        "tickets",
        EXAMPLES / "zendesk-tickets.jsonl",
        "--mapping",
        EXAMPLES / "zendesk.toml",
    )
    session = look()
    first, second, third = session.scalars(select(Ticket).order_by(Ticket.number))
    assert (first.status, first.priority, first.product) == ("closed", "high", "Warehouse")
    assert first.first_response_at is not None
    assert first.first_response_at.isoformat() == "2025-03-04T08:25:00+00:00"
    assert session.scalars(select(Outcome.fix)).one().startswith("The thermal ribbon")
    assert session.scalars(select(Rating.score)).one() == 5
    assert sorted(session.scalars(select(Tag.name))) == ["packing", "printer", "sign-in"]
    replies = session.execute(
        select(Reply.public).where(Reply.ticket_number == first.number).order_by(Reply.id)
    ).all()
    assert [row.public for row in replies] == [True, False]
    assert (second.status, third.status) == ("waiting", "new")
    assert session.get_one(Person, third.requester_id).role == "requester"


def test_owners_are_found_by_the_names_that_people_were_imported_with(
    bring: Run, look: Callable[[], Session]
) -> None:
    bring("people", EXAMPLES / "people.csv", "--mapping", EXAMPLES / "people.toml")
    told = summary(
        bring(
            "tickets",
            EXAMPLES / "jira-issues.csv",
            "--mapping",
            EXAMPLES / "jira.toml",
            "--json",
        )
    )
    assert told["people_made"] == 1
    session = look()
    jonas = session.scalars(select(Person).where(Person.email == "jonas.weber@desk.example")).one()
    assert set(session.scalars(select(Ownership.owner_id))) == {jonas.id}
    assert jonas.left_at is None


def test_people_are_added_once_with_team_role_and_names(
    bring: Run, look: Callable[[], Session]
) -> None:
    arguments = ("people", EXAMPLES / "people.csv", "--mapping", EXAMPLES / "people.toml")
    assert summary(bring(*arguments, "--json"))["added"] == 5
    again = summary(bring(*arguments, "--json"))
    assert (again["added"], again["known"], again["names"]) == (0, 5, 0)
    session = look()
    people = {row.name: row for row in session.scalars(select(Person))}
    assert {name: row.role for name, row in people.items()} == {
        "Jonas Weber": "agent",
        "Aiko Sato": "agent",
        "Luis Prado": "agent",
        "Mara Lind": "manager",
        "Petra Novak": "requester",
    }
    assert people["Luis Prado"].left_at is not None
    assert people["Aiko Sato"].time_zone == "Asia/Tokyo"
    assert [team.name for team in session.scalars(select(Team))] == ["Data platform"]


def test_people_without_their_mapping_are_told_which_column_is_missing(bring: Run) -> None:
    with pytest.raises(Invalid) as refused:
        bring("people", EXAMPLES / "people.csv")
    assert "no column called name and none called role" in refused.value.detail
    assert "It has: Full name, Email, Groups, Team" in refused.value.detail
    assert "--mapping FILE.toml" in refused.value.detail


def test_people_without_a_mapping_have_our_own_columns(
    bring: Run, look: Callable[[], Session], tmp_path: Path
) -> None:
    file = tmp_path / "p.csv"
    file.write_text(
        "name,email,role\n"
        "Ada,ada@example.org,agent\n"
        "Old Name,,agent\n"
        ",x@example.org,agent\n"
        "Bob,not an address,agent\n"
        "Cy,cy@example.org,king\n"
        "too,few\n"
    )
    result = bring("people", file, "--json")
    assert (summary(result)["added"], summary(result)["rejected"]) == (2, 4)
    assert "line 4: name: nothing in name" in result.stderr
    assert "line 5: email: not a mail address" in result.stderr
    assert "line 6: role: 'king' is not in the mapping" in result.stderr
    assert "line 7: 2 columns where the header has 3" in result.stderr
    old = look().scalars(select(Person).where(Person.name == "Old Name")).one()
    assert old.left_at is not None
    again = summary(bring("people", file, "--json"))
    assert (again["added"], again["known"]) == (0, 2)


def test_a_summary_is_said_in_words(bring: Run, tmp_path: Path) -> None:
    said = bring("tickets", write(tmp_path / "t.jsonl", RESOLVED)).stdout
    assert "1 ticket of eclipse imported" in said
    assert "3 people without an account" in said
    file = tmp_path / "p.csv"
    file.write_text("name,email,role\nAda,ada@example.org,agent\n")
    assert bring("people", file).stdout.startswith("1 person added")
