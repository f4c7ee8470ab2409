"""What imported tickets show about people: who solved and who helped, by skill.

A component or product that is called like a skill is that skill. What is known already is not
written again, so that an import can be repeated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from swarm.activity.lines import append
from swarm.commands.importing.rooms import CAME_BY
from swarm.db import Database
from swarm.errors import Conflict
from swarm.rooms.tables import ON_TICKET, Member, Swarm
from swarm.skills.tables import Evidence, EvidenceKind
from swarm.skills.taxonomy import add_skill, skills_called
from swarm.tickets.tables import Ownership, Status, Ticket

BATCH = 1_000
ENDED = (Status.SOLVED, Status.CLOSED)
Fact = tuple[int, int, str, int]
"""Person, skill, kind, ticket."""


def add_skills(session: Session, source: str, least: int) -> int:
    """A skill for each component with at least `least` ended tickets, where none is called so."""
    rows = session.execute(
        select(Ticket.component, func.count())
        .where(Ticket.source == source, Ticket.status.in_(ENDED), Ticket.component.is_not(None))
        .group_by(Ticket.component)
        .having(func.count() >= least)
        .order_by(Ticket.component)
    ).all()
    added = 0
    for component in [row.component for row in rows if row.component]:
        if not skills_called(session, [component]):
            try:
                add_skill(session, None, component[:80], aliases=[component])
            except Conflict:
                continue
            added += 1
    return added


def write_evidence(database: Database, source: str, progress: Callable[[int, int], None]) -> int:
    """Write the evidence of every ended ticket of `source`; returns how much of it is new."""
    with database.read() as session:
        whole = session.scalar(select(func.count()).select_from(Ticket).where(*_ended(source))) or 0
    done = written = last = 0
    skills: dict[tuple[str | None, str | None], list[int]] = {}
    while True:
        with database.write() as session:
            tickets = session.execute(
                select(
                    Ticket.number,
                    Ticket.component,
                    Ticket.product,
                    func.coalesce(
                        Ticket.solved_at, Ticket.created_at, type_=Ticket.created_at.type
                    ).label("at"),
                )
                .where(*_ended(source), Ticket.number > last)
                .order_by(Ticket.number)
                .limit(BATCH)
            ).all()
            if not tickets:
                return written
            for row in tickets:
                key = (row.component, row.product)
                if key not in skills:
                    skills[key] = skills_called(session, key)
            used = {row.number: skills[row.component, row.product] for row in tickets}
            moments = {row.number: row.at for row in tickets}
            written += _write(session, used, moments)
        last, done = tickets[-1].number, done + len(tickets)
        progress(done, whole)


def _ended(source: str) -> tuple[Any, ...]:
    return Ticket.source == source, Ticket.status.in_(ENDED)


def _write(session: Session, used: dict[int, list[int]], moments: dict[int, datetime]) -> int:
    numbers = [number for number, skills in used.items() if skills]
    people = [
        *((number, person, EvidenceKind.SOLVED) for number, person in _solvers(session, numbers)),
        *(
            (number, person, EvidenceKind.CONTRIBUTED)
            for number, person in _helpers(session, numbers)
        ),
    ]
    known = _known(session, numbers)
    facts: Sequence[Fact] = [
        (person, skill, kind, number)
        for number, person, kind in people
        for skill in used[number]
        if (person, skill, kind, number) not in known
    ]
    if facts:
        session.execute(
            insert(Evidence),
            [
                {
                    "person_id": person,
                    "skill_id": skill,
                    "kind": kind,
                    "ticket_number": number,
                    "at": moments[number],
                }
                for person, skill, kind, number in facts
            ],
        )
    _tell(session, facts)
    return len(facts)


def _solvers(session: Session, numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The last owner of each ticket: who had it when it was solved."""
    rows = session.execute(
        select(Ownership.ticket_number, Ownership.owner_id)
        .where(Ownership.ticket_number.in_(numbers))
        .order_by(Ownership.ticket_number, Ownership.started_at, Ownership.id)
    )
    return {row.ticket_number: row.owner_id for row in rows}.items()


def _helpers(session: Session, numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    rows = session.execute(
        select(ON_TICKET, Member.person_id)
        .join(Member, Member.swarm_id == Swarm.id)
        .where(
            Swarm.ticket_number.in_(numbers),
            Member.came_by == CAME_BY,
            Member.role != "owner",
        )
    )
    return [(number, person) for number, person in rows]


def _known(session: Session, numbers: Sequence[int]) -> set[Fact]:
    rows = session.execute(
        select(Evidence.person_id, Evidence.skill_id, Evidence.kind, Evidence.ticket_number).where(
            Evidence.ticket_number.in_(numbers)
        )
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows if row[3] is not None}


def _tell(session: Session, facts: Sequence[Fact]) -> None:
    # One line a person and batch: a line for each fact of ten years would bury their stream.
    shown: dict[int, Counter[str]] = defaultdict(Counter)
    for person, _, kind, _ in facts:
        shown[person][str(kind)] += 1
    for person in sorted(shown):
        append(session, f"people/{person}", "evidence_imported", None, **dict(shown[person]))
