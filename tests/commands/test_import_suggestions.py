"""What an imported history does for suggestions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from swarm import clock
from swarm.db import Database
from swarm.people.actions import add_person
from swarm.people.aliases import match_alias
from swarm.people.tables import Alias, Person
from swarm.rooms.advice.suggestions import suggest_people
from swarm.rooms.adviser import Adviser
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.tables import Ticket


def history() -> str:
    """Printers are solved by eng-1 and tunnels by eng-2, twenty times each."""
    rows: list[dict[str, Any]] = []
    for number in range(40):
        printer = number % 2 == 0
        rows.append(
            {
                "id": number,
                "component": "Printing" if printer else "Network",
                "created_at": f"2026-01-{number // 2 + 1:02}T09:00:00",
                "summary": f"Label printer {number} prints blank labels"
                if printer
                else f"VPN tunnel {number} drops every hour",
                "resolver": "eng-1" if printer else "eng-2",
                "participants": [],
            }
        )
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_old_work_is_suggested_once_its_name_is_matched(
    bring: Callable[..., Any], import_url: str, tmp_path: Path
) -> None:
    (tmp_path / "old.jsonl").write_text(history())
    assert bring("tickets", tmp_path / "old.jsonl").exit_code == 0
    database = Database(import_url)
    adviser = Adviser(database)
    with database.write() as session:
        owner = add_person(session, None, name="Ola", email="o@example.org", role="agent")
        nora = add_person(session, None, name="Nora", email="n@example.org", role="agent")
        ticket, _ = create_ticket(session, owner, summary="Printer prints blank labels again")
        take_ticket(session, owner, ticket)
        number, nora_id = ticket.number, nora.id
    adviser.refit()

    def suggested() -> list[tuple[str, int]]:
        with database.read() as session:
            current = session.get_one(Ticket, number)
            items = suggest_people(session, adviser.current(session), current, None).items
            return [(item.person.name, len(item.reasons[0].tickets)) for item in items]

    assert suggested() == [("Nora", 0)]
    with database.write() as session:
        alias = session.scalars(select(Alias).where(Alias.name == "eng-1")).one()
        match_alias(session, None, alias, session.get_one(Person, nora_id))
    assert adviser.wants_fit(clock.now() + timedelta(minutes=2))
    adviser.refit()
    ((name, tickets),) = suggested()
    assert name == "Nora"
    assert tickets > 0
    database.close()
