"""A desk for measuring: rooms with as many members as wanted, each with a token."""

from __future__ import annotations

import secrets
from typing import Any

from swarm import clock
from swarm.accounts.actions import issue_token
from swarm.db import Database
from swarm.migrating import upgrade
from swarm.people.tables import Person
from swarm.rooms.members import join_swarm
from swarm.rooms.opening import open_swarm
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket

Room = dict[str, Any]


def fill(url: str, shape: list[int]) -> tuple[list[Room], list[tuple[str, str]]]:
    """Make rooms with `shape[n]` members each in an empty database.

    Returns the rooms (`stream`, `path`, `tokens`: the owner's first) and everybody's own stream
    with their token.
    """
    upgrade(url)
    database = Database(url)
    rooms, people = [], []
    for members in shape:
        with database.write() as session:
            crowd = [_person(session) for _ in range(members)]
            owner, _ = crowd[0]
            ticket, _ = create_ticket(session, owner, summary="Measured", description="Measured")
            take_ticket(session, owner, ticket)
            swarm = open_swarm(session, owner, ticket.number, help_needed="Be measured")
            for person, _ in crowd[1:]:
                join_swarm(session, owner.id, swarm.id, person.id, "collaborator", "invited")
            rooms.append(
                {
                    "stream": f"swarms/{swarm.id}",
                    "path": f"/api/swarms/{swarm.id}/messages",
                    "tokens": [token for _, token in crowd],
                }
            )
            people += [(f"people/{person.id}", token) for person, token in crowd]
    database.close()
    return rooms, people


def _person(session: Any) -> tuple[Person, str]:
    number = secrets.token_hex(5)
    person = Person(
        name=f"Member {number}", email=f"{number}@example.org", role="agent", created_at=clock.now()
    )
    session.add(person)
    session.flush()
    return person, issue_token(session, None, person, "bench").secret
