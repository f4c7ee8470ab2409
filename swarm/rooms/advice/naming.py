"""Who is named in the words of tickets: people who may be suggested, by their full names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.matching.evidence import SolvedTicket
from swarm.matching.named import Names
from swarm.people.tables import Person

LEARNED_FROM = 5_000
"""The newest tickets that are read for names: enough to tell what being named is worth."""


def read_names(session: Session, people: Sequence[str]) -> Names:
    """What these people are called."""
    wanted = set(people)
    rows = session.execute(select(Person.id, Person.name).order_by(Person.id))
    return Names((row.name, str(row.id)) for row in rows if str(row.id) in wanted)


def with_named(tickets: Sequence[SolvedTicket], names: Names) -> list[SolvedTicket]:
    """The same tickets, the newest of them with whom their words name."""
    older = max(0, len(tickets) - LEARNED_FROM)
    return [*tickets[:older], *(replace(one, named=names.found(one)) for one in tickets[older:])]
