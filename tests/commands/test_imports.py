"""`swarm import people` and `swarm import tickets`."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.activity.lines import count_lines, head_of, read_lines
from swarm.commands.imports import imports
from swarm.db import Database
from swarm.errors import Invalid
from swarm.people.aliases import match_alias
from swarm.people.tables import Alias, Person, Team
from swarm.rooms.tables import Closure, Member, Swarm
from swarm.skills.tables import Evidence, Skill
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
HELPED = {
    "id": 7,
    "project": "gp",
    "components": ["builtin/cat-file.c", "Documentation"],
    "created_at": "2015-06-22T10:45:17",
    "summary": "cat-file: buffer",
    "description": "Slow.",
    "owner": "gp-1",
    "collaborators": ["gp-2", "gp-3", "gp-1"],
}

Run = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SWARM_DATABASE_URL", url)
    monkeypatch.setenv("SWARM_VAR", str(tmp_path / "var"))
    return url


@pytest.fixture
def run(url: str) -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(imports, [str(one) for one in arguments], catch_exceptions=False)

    return run


@pytest.fixture
def look(url: str) -> Iterator[Callable[[], Session]]:
    """Read sessions on the imported desk."""
    opened: list[Any] = []

    def look() -> Session:
        database = Database(url)
        session = Session(database.engine)
        opened.extend([session, database])
        return session

    yield look
    for one in opened:
        one.close()


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def summary(result: Result) -> dict[str, Any]:
    return dict(json.loads(result.stdout))


def test_tickets_that_were_handed_along_need_no_mapping(
    run: Run, look: Callable[[], Session], tmp_path: Path
) -> None:
    file = write(tmp_path / "t.jsonl", RESOLVED)
    told = summary(run("tickets", file, "--skills-from", 1, "--json"))
    assert (told["source"], told["imported"], told["people_made"]) == ("eclipse", 1, 3)
    session = look()
    ticket = session.scalars(select(Ticket)).one()
    assert (ticket.external_id, ticket.component, ticket.process) == ("2025", "Editor", "tiered")
    assert ticket.created_at.isoformat() == "2001-10-10T22:24:47+00:00"
    owners = session.execute(
        select(Person.name).join(Ownership, Ownership.owner_id == Person.id).order_by(Ownership.id)
    ).all()
    assert [row.name for row in owners] == ["eng-1", "eng-2", "eng-3"]
    shown = session.execute(
        select(Person.name, Skill.name, Evidence.kind)
        .join(Evidence, Evidence.person_id == Person.id)
        .join(Skill, Skill.id == Evidence.skill_id)
    ).all()
    assert [tuple(row) for row in shown] == [("eng-3", "Editor", "solved")]
    assert head_of(session, f"tickets/{ticket.number}") == count_lines(
        session, f"tickets/{ticket.number}"
    )


def test_tickets_with_helpers_become_swarms_that_have_ended(
    run: Run, look: Callable[[], Session], tmp_path: Path
) -> None:
    told = summary(
        run("tickets", write(tmp_path / "t.jsonl", HELPED), "--skills-from", 1, "--json")
    )
    assert (told["source"], told["swarms"], told["evidence"]) == ("git-swarms", 1, 3)
    session = look()
    swarm = session.scalars(select(Swarm)).one()
    roles = session.execute(
        select(Person.name, Member.role).join(Member, Member.person_id == Person.id)
    ).all()
    assert sorted(tuple(row) for row in roles) == [
        ("gp-1", "owner"),
        ("gp-2", "collaborator"),
        ("gp-3", "collaborator"),
    ]
    assert session.get_one(Closure, swarm.id).solved
    kinds = session.execute(
        select(Evidence.kind, func.count()).group_by(Evidence.kind).order_by(Evidence.kind)
    ).all()
    assert [tuple(row) for row in kinds] == [("contributed", 2), ("solved", 1)]
    room = read_lines(session, f"swarms/{swarm.id}")
    assert [line.kind for line in room.items] == [
        "swarm_opened",
        *["member_joined"] * 3,
        "swarm_closed",
    ]
    assert room.head == 5
    stream = read_lines(session, f"tickets/{swarm.ticket_number}")
    assert [line.seq for line in stream.items] == list(range(1, stream.head + 1))
    assert [line.kind for line in stream.items][-2:] == ["swarm_opened", "swarm_closed"]


@pytest.mark.parametrize("row", [RESOLVED, HELPED])
def test_repeating_an_import_doubles_nothing(
    run: Run, look: Callable[[], Session], tmp_path: Path, row: dict[str, Any]
) -> None:
    def counts() -> list[int]:
        session = look()
        tables = (Ticket, Ownership, Person, Alias, Evidence, Skill, Swarm, Member)
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    file = write(tmp_path / "t.jsonl", row, row)
    run("tickets", file, "--skills-from", 1)
    first = counts()
    again = summary(run("tickets", file, "--skills-from", 1, "--json"))
    assert (again["imported"], again["known"], again["evidence"]) == (0, 2, 0)
    assert counts() == first
    assert first[0] == 1


def test_old_names_are_evidence_and_never_here(
    run: Run, look: Callable[[], Session], tmp_path: Path
) -> None:
    run("tickets", write(tmp_path / "t.jsonl", RESOLVED), "--skills-from", 1)
    session = look()
    assert session.scalars(select(Person).where(Person.left_at.is_(None))).all() == []
    assert session.scalars(select(Person.email)).all() == [None] * 3
    boss = Person(
        name="New",
        email="new@example.org",
        created_at=session.scalars(select(Person.created_at)).first(),
    )
    session.add(boss)
    session.flush()
    alias = session.scalars(select(Alias).where(Alias.name == "eng-3")).one()
    match_alias(session, None, alias, boss)
    assert session.scalars(select(Evidence.person_id)).all() == [boss.id]
    session.rollback()


def test_every_unusable_row_is_told_with_line_and_reason(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "t.jsonl.gz"
    rows = [
        json.dumps(RESOLVED),
        "{broken",
        "[1]",
        json.dumps({**RESOLVED, "id": 1, "summary": " ", "description": ""}),
        json.dumps({**RESOLVED, "id": 2, "created_at": "yesterday"}),
        json.dumps({**RESOLVED, "id": 3, "created_at": "0001-01-01T00:00:00+14:00"}),
        json.dumps({**RESOLVED, "id": 4, "summary": "nul \x00"}),
        json.dumps({**RESOLVED, "id": 5, "summary": "half \ud800"}),
        json.dumps({**RESOLVED, "id": "x" * 121}),
        "",
        json.dumps({**RESOLVED, "id": 6}),
    ]
    with gzip.open(file, "wt") as out:
        out.write("\n".join(rows))
    rejects = tmp_path / "rejects.csv"
    result = run("tickets", file, "--rejects", rejects, "--json")
    assert result.exit_code == 0
    assert (summary(result)["imported"], summary(result)["rejected"]) == (2, 8)
    with rejects.open() as kept:
        told = list(csv.DictReader(kept))
    assert [int(row["line"]) for row in told] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert told[0]["reason"] == "not JSON"
    assert "created_at" in told[3]["reason"]
    assert "line 2: not JSON" in result.stderr
    assert "8 rows could not be used" in result.stderr


def test_a_file_of_no_known_shape_says_what_to_do(run: Run, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="--mapping"):
        run("tickets", write(tmp_path / "t.jsonl", {"id": 1}))


def test_nothing_usable_ends_with_an_error(run: Run, tmp_path: Path) -> None:
    assert run("tickets", write(tmp_path / "t.jsonl", {**RESOLVED, "id": ""})).exit_code == 1


@pytest.mark.parametrize(
    ("name", "export"),
    [
        ("zendesk", "zendesk-tickets.jsonl"),
        ("jira", "jira-issues.csv"),
        ("servicenow", "servicenow-incidents.csv"),
    ],
)
def test_the_worked_examples_are_read_whole(run: Run, name: str, export: str) -> None:
    result = run("tickets", EXAMPLES / export, "--mapping", EXAMPLES / f"{name}.toml", "--json")
    told = summary(result)
    assert (told["source"], told["imported"], told["rejected"]) == (name, 3, 0)
    assert told["swarms"] == 1


def test_a_zendesk_ticket_comes_with_all_it_had(run: Run, look: Callable[[], Session]) -> None:
    run("people", EXAMPLES / "people.csv", "--mapping", EXAMPLES / "people.toml")
    run(
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
    run: Run, look: Callable[[], Session]
) -> None:
    run("people", EXAMPLES / "people.csv", "--mapping", EXAMPLES / "people.toml")
    told = summary(
        run(
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
    run: Run, look: Callable[[], Session]
) -> None:
    arguments = ("people", EXAMPLES / "people.csv", "--mapping", EXAMPLES / "people.toml")
    assert summary(run(*arguments, "--json"))["added"] == 5
    again = summary(run(*arguments, "--json"))
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


def test_people_without_a_mapping_have_our_own_columns(
    run: Run, look: Callable[[], Session], tmp_path: Path
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
    result = run("people", file, "--json")
    assert (summary(result)["added"], summary(result)["rejected"]) == (2, 4)
    assert "line 4: name: nothing in name" in result.stderr
    assert "line 5: email: not a mail address" in result.stderr
    assert "line 6: role: 'king' is not in the mapping" in result.stderr
    assert "line 7: 2 columns where the header has 3" in result.stderr
    old = look().scalars(select(Person).where(Person.name == "Old Name")).one()
    assert old.left_at is not None
    again = summary(run("people", file, "--json"))
    assert (again["added"], again["known"]) == (0, 2)


def test_a_summary_is_said_in_words(run: Run, tmp_path: Path) -> None:
    said = run("tickets", write(tmp_path / "t.jsonl", RESOLVED)).stdout
    assert "1 tickets of eclipse imported" in said
    assert "3 people were not known" in said
    file = tmp_path / "p.csv"
    file.write_text("name,email,role\nAda,ada@example.org,agent\n")
    assert run("people", file).stdout.startswith("1 people added")
