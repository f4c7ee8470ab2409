"""The desk's record as matching reads it: solved tickets, statements.

A few queries over whole tables, whatever the number of tickets. Persons and tickets become
strings of their ids, skills go by their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from swarm.matching.evidence import SolvedTicket, Statement, StatementKind
from swarm.rooms.advice.candidates import read_people
from swarm.rooms.advice.naming import read_names, with_named
from swarm.rooms.advice.objected import Objected
from swarm.rooms.tables import ON_TICKET, Contribution, Member, Swarm
from swarm.skills.needs import SURE
from swarm.skills.objections import counts
from swarm.skills.tables import Evidence, EvidenceKind, Need, Skill, SkillAlias
from swarm.tickets.tables import Outcome, Ownership, Status, Ticket
from swarm.tiers.tables import Touch

STATED: dict[str, StatementKind] = {
    EvidenceKind.CLAIMED: "claimed",
    EvidenceKind.ENDORSED: "endorsed",
    EvidenceKind.TRAINED: "trained",
    EvidenceKind.WROTE: "wrote_article",
}

ENDED = (Status.SOLVED, Status.CLOSED)

Numbers = Collection[int] | None
"""Ticket numbers to read, None for all."""


@dataclass(frozen=True, slots=True)
class History:
    """One cut of the record. `skill_ids` gives the id of each skill name; `other_names` what else
    some skills are called, by name."""

    tickets: list[SolvedTicket] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    skill_ids: dict[str, int] = field(default_factory=dict)
    other_names: dict[str, list[str]] = field(default_factory=dict)


def read_history(session: Session, *, newest: int | None = None) -> History:
    """Everything that matching learns from; `newest` limits it to so many tickets."""
    numbers: list[int] | None = None
    if newest is not None:
        numbers = list(
            session.scalars(
                select(Ticket.number)
                .where(Ticket.status.in_(ENDED))
                .order_by(
                    func.coalesce(Ticket.solved_at, Ticket.created_at).desc(), Ticket.number.desc()
                )
                .limit(newest)
            )
        )
    names, people = skill_names(session), read_people(session)
    return History(
        tickets=with_named(read_solved(session, numbers, names), read_names(session, people)),
        statements=read_statements(session, names),
        people=list(people),
        skill_ids={name: skill_id for skill_id, name in names.items()},
        other_names=_other_names(session, names),
    )


def _other_names(session: Session, names: dict[int, str]) -> dict[str, list[str]]:
    rows = session.execute(
        select(SkillAlias.skill_id, SkillAlias.name).order_by(SkillAlias.name)
    ).all()
    found: defaultdict[str, list[str]] = defaultdict(list)
    for skill_id, alias in rows:
        if skill_id in names:
            found[names[skill_id]].append(alias)
    return dict(found)


def skill_names(session: Session) -> dict[int, str]:
    """The names of the skills in use by id."""
    rows = session.execute(
        select(Skill.id, Skill.name).where(Skill.retired_at.is_(None)).order_by(Skill.name)
    )
    return {row.id: row.name for row in rows}


def read_statements(session: Session, names: dict[int, str], *, after: int = 0) -> list[Statement]:
    """What people say about skills, oldest first; `after` is an evidence id to begin behind.

    Without what its subject objects to.
    """
    rows = session.execute(
        select(
            Evidence.person_id,
            Evidence.skill_id,
            Evidence.kind,
            Evidence.at,
            func.coalesce(Evidence.article_id, Evidence.given_by).label("source"),
        )
        .where(Evidence.kind.in_(STATED), Evidence.id > after, counts())
        .order_by(Evidence.at, Evidence.id)
    )
    return [
        Statement(
            person=str(row.person_id),
            skill=names[row.skill_id],
            kind=STATED[row.kind],
            at=row.at.timestamp(),
            source=None if row.source is None else str(row.source),
        )
        for row in rows
        if row.skill_id in names
    ]


def read_solved(session: Session, numbers: Numbers, names: dict[int, str]) -> list[SolvedTicket]:
    """The solved tickets as evidence, oldest first. Duplicates and withdrawn ones show nothing.

    Who objects to a skill that a ticket shows is not named on it.
    """
    owners = _owners(session, numbers)
    came = _grouped(
        session,
        numbers,
        ON_TICKET,
        Member.person_id,
        Member.joined_at,
        and_(Member.swarm_id == Swarm.id, Member.role.not_in(("observer", "learner"))),
    )
    touched = _grouped(
        session,
        numbers,
        Touch.ticket_number,
        Touch.person_id,
        Touch.started_at,
        true(),
    )
    credited = _grouped(
        session,
        numbers,
        ON_TICKET,
        Contribution.person_id,
        Contribution.at,
        Contribution.swarm_id == Swarm.id,
    )
    skills, objected = _skills(session, numbers, names), Objected(session, names)
    return [
        _solved(
            row,
            owners[row.number],
            [*came[row.number], *touched[row.number], *credited[row.number]],
            credited[row.number],
            skills,
            objected,
        )
        for row in _tickets(session, numbers)
    ]


def _tickets(session: Session, numbers: Numbers) -> Iterable[_Row]:
    query = (
        select(
            Ticket.number,
            Ticket.created_at,
            Ticket.solved_at,
            Ticket.summary,
            Ticket.description,
            Ticket.product,
            Ticket.component,
            Ticket.category,
            Outcome.by_id,
        )
        .outerjoin(
            Outcome, and_(Outcome.ticket_number == Ticket.number, Outcome.undone_at.is_(None))
        )
        .where(
            # Not every desk of origin tells when: imported work counts from its beginning then.
            Ticket.status.in_(ENDED),
            or_(Outcome.how.is_(None), Outcome.how == "solved"),
            _among(Ticket.number, numbers),
        )
        .order_by(Ticket.created_at, Ticket.number)
    )
    return [_Row(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    created_at: datetime
    solved_at: datetime | None
    summary: str
    description: str
    product: str | None
    component: str | None
    category: str | None
    solver: int | None


def _solved(
    row: _Row,
    owners: list[int],
    others: list[int],
    credited: list[int],
    skills: dict[int, list[str]],
    objected: Objected,
) -> SolvedTicket:
    shown, at = skills.get(row.number, ()), row.solved_at or row.created_at
    solver = owners[-1] if owners else row.solver
    named = {one for one in (*owners, solver, *others) if one is not None}
    left = set(objected.left(named, shown, at))
    owner = owners[0] if owners and owners[0] in left else None
    resolver = solver if solver in left else None
    helpers = dict.fromkeys(one for one in (*owners[1:-1], *others) if one in left)
    return SolvedTicket(
        id=str(row.number),
        created_at=row.created_at.timestamp(),
        solved_at=row.solved_at.timestamp() if row.solved_at else None,
        summary=row.summary,
        description=row.description,
        product=row.product or "",
        components=(row.component,) if row.component else (),
        owner=None if owner is None else str(owner),
        resolver=None if resolver is None else str(resolver),
        helpers=tuple(str(one) for one in helpers if one not in (owner, resolver)),
        skills=tuple(shown),
        credited=tuple(str(one) for one in credited if one in left),
        category=row.category,
    )


def _owners(session: Session, numbers: Numbers) -> defaultdict[int, list[int]]:
    """The owners of each ticket one after the other, as often as each had it."""
    rows = session.execute(
        select(Ownership.ticket_number, Ownership.owner_id)
        .where(_among(Ownership.ticket_number, numbers))
        .order_by(Ownership.ticket_number, Ownership.started_at, Ownership.id)
    )
    owners: defaultdict[int, list[int]] = defaultdict(list)
    for number, owner in rows:
        owners[number].append(owner)
    return owners


def _grouped(
    session: Session,
    numbers: Numbers,
    number: InstrumentedAttribute[int],
    person: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    at: InstrumentedAttribute[datetime],
    rule: ColumnElement[bool],
) -> defaultdict[int, list[int]]:
    """The people of each ticket, once each, in the order in which they first came."""
    first = func.min(at)
    rows = session.execute(
        select(number, person)
        .where(rule, _among(number, numbers))
        .group_by(number, person)
        .order_by(number, first, person)
    )
    people: defaultdict[int, list[int]] = defaultdict(list)
    for ticket, one in rows:
        if one is not None:
            people[ticket].append(one)
    return people


def _skills(session: Session, numbers: Numbers, names: dict[int, str]) -> dict[int, list[str]]:
    """What each ticket needed, and what work on it showed."""
    needed = select(Need.ticket_number, Need.skill_id).where(
        Need.removed.is_(False),
        or_(Need.by_id.is_not(None), Need.probability >= SURE),
        _among(Need.ticket_number, numbers),
    )
    shown = select(Evidence.ticket_number, Evidence.skill_id).where(
        Evidence.kind.in_((EvidenceKind.SOLVED, EvidenceKind.CONTRIBUTED)),
        Evidence.ticket_number.is_not(None),
        _among(Evidence.ticket_number, numbers),
    )
    both: defaultdict[int, set[str]] = defaultdict(set)
    for number, skill_id in session.execute(needed.union(shown)):
        if skill_id in names:
            both[number].add(names[skill_id])
    return {number: sorted(skills) for number, skills in both.items()}


def _among(
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], numbers: Numbers
) -> ColumnElement[bool]:
    return true() if numbers is None else column.in_(numbers)
