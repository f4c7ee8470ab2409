"""`swarm import tickets`."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.activity.lines import count_lines, head_of, read_lines
from swarm.errors import Invalid
from swarm.people.aliases import match_alias
from swarm.people.tables import Alias, Person
from swarm.rooms.tables import Closure, Member, Swarm
from swarm.skills.tables import Evidence, Skill
from swarm.tickets.tables import Ownership, Ticket

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


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def summary(result: Result) -> dict[str, Any]:
    return dict(json.loads(result.stdout))


def test_tickets_that_were_handed_along_need_no_mapping(
    bring: Run, look: Callable[[], Session], tmp_path: Path
) -> None:
    file = write(tmp_path / "t.jsonl", RESOLVED)
    told = summary(bring("tickets", file, "--skills-from", 1, "--json"))
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
    bring: Run, look: Callable[[], Session], tmp_path: Path
) -> None:
    told = summary(
        bring("tickets", write(tmp_path / "t.jsonl", HELPED), "--skills-from", 1, "--json")
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
    bring: Run, look: Callable[[], Session], tmp_path: Path, row: dict[str, Any]
) -> None:
    def counts() -> list[int]:
        session = look()
        tables = (Ticket, Ownership, Person, Alias, Evidence, Skill, Swarm, Member)
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    file = write(tmp_path / "t.jsonl", row, row)
    bring("tickets", file, "--skills-from", 1)
    first = counts()
    again = summary(bring("tickets", file, "--skills-from", 1, "--json"))
    assert (again["imported"], again["known"], again["evidence"]) == (0, 2, 0)
    assert counts() == first
    assert first[0] == 1


def test_old_names_are_evidence_and_never_here(
    bring: Run, look: Callable[[], Session], tmp_path: Path
) -> None:
    bring("tickets", write(tmp_path / "t.jsonl", RESOLVED), "--skills-from", 1)
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


def test_every_unusable_row_is_told_with_line_and_reason(bring: Run, tmp_path: Path) -> None:
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
    result = bring("tickets", file, "--rejects", rejects, "--json")
    assert result.exit_code == 0
    assert (summary(result)["imported"], summary(result)["rejected"]) == (2, 8)
    with rejects.open() as kept:
        told = list(csv.DictReader(kept))
    assert [int(row["line"]) for row in told] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert told[0]["reason"] == "not JSON"
    assert "created_at" in told[3]["reason"]
    assert "line 2: not JSON" in result.stderr
    assert "8 rows could not be used" in result.stderr


def test_a_file_of_no_known_shape_says_what_to_do(bring: Run, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="--mapping"):
        bring("tickets", write(tmp_path / "t.jsonl", {"id": 1}))


def test_nothing_usable_ends_with_an_error(bring: Run, tmp_path: Path) -> None:
    assert bring("tickets", write(tmp_path / "t.jsonl", {**RESOLVED, "id": ""})).exit_code == 1
