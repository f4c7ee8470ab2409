"""What goes wrong right now: asks without an answer, stalled swarms, tickets that nobody holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, and_, exists, func, null, select
from sqlalchemy.orm import Session, aliased

from swarm import clock
from swarm.errors import NotAllowed
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Absence, Person
from swarm.rooms.severity.tables import Severity
from swarm.rooms.tables import Closure, Invitation, Member, Message, Swarm
from swarm.tickets.severity.rule import rule_in_force
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ownership, Ticket

Kind = Literal["unanswered", "stalled", "unowned", "bouncing", "owner_gone", "uncalled", "word_due"]

ALONE = timedelta(minutes=30)
"""So long an owner may sit in an open swarm alone."""
SILENT = timedelta(hours=4)
"""So long nobody says anything in a swarm before it counts as stalled."""
FREE = timedelta(hours=1)
"""So long a ticket may be without an owner."""
BOUNCES, WITHIN = 3, timedelta(days=7)
"""Three owners within a week."""
MOST = 100


class ExceptionRow(BaseModel):
    """One thing that goes wrong: which ticket, whose, since when; `swarm` where it is one's room.

    `count` is how many owners a bouncing ticket had within the week.
    """

    kind: Kind
    ticket: int
    summary: str
    priority: str
    swarm: int | None
    owner: PersonRef | None
    since: datetime
    count: int | None


class Exceptions(BaseModel):
    """What goes wrong, the oldest of each kind first, at most 100 of a kind.

    `mine` tells that only one's own is here.
    """

    items: list[ExceptionRow]
    mine: bool


def read_exceptions(session: Session, actor: Person) -> Exceptions:
    """Everything for managers, their own for those who own tickets. Raises NotAllowed."""
    if not actor.staff:
        raise NotAllowed("Only people of the desk see this.")
    now, mine = clock.now(), not actor.manages
    rows = [
        row
        for kind, query in _questions(session, now)
        for row in _ask(session, kind, query, actor if mine else None)
    ]
    names = refs(session, [owner for _, owner in rows])
    items = [
        one.model_copy(update={"owner": names[owner]} if owner is not None else {})
        for one, owner in rows
    ]
    return Exceptions(items=items, mine=mine)


def _questions(session: Session, now: datetime) -> Iterator[tuple[Kind, Select[Any]]]:
    yield "unanswered", _unanswered(now)
    yield "stalled", _stalled(now)
    yield "unowned", _unowned(now)
    yield "bouncing", _bouncing(now)
    yield "owner_gone", _owner_gone(now)
    yield "uncalled", _uncalled(session)
    yield "word_due", _word_due(now)


def _ask(
    session: Session, kind: Kind, query: Select[Any], only: Person | None
) -> list[tuple[ExceptionRow, int | None]]:
    if only is not None:
        query = query.where(Ownership.owner_id == only.id)
    found = session.execute(query.limit(MOST)).all()
    return [
        (
            ExceptionRow(
                kind=kind,
                ticket=row.number,
                summary=row.summary,
                priority=row.priority,
                swarm=row.swarm,
                owner=None,
                since=row.since,
                count=row.count_of,
            ),
            row.owner_id,
        )
        for row in found
    ]


def _telling(since: Any, *, swarm: Any = None, count: Any = None) -> Select[Any]:
    """Live tickets with what a row tells, each beside the ownership that runs, if one does."""
    held = and_(Ownership.ticket_number == Ticket.number, Ownership.ended_at.is_(None))
    return (
        select(
            Ticket.number,
            Ticket.summary,
            Ticket.priority,
            (null() if swarm is None else swarm).label("swarm"),
            Ownership.owner_id,
            since.label("since"),
            (null() if count is None else count).label("count_of"),
        )
        .outerjoin(Ownership, held)
        .where(Ticket.status.in_(LIVE))
        .order_by(since, Ticket.number)
    )


def _in_swarms(since: Any) -> Select[Any]:
    still = ~exists().where(Closure.swarm_id == Swarm.id)
    return _telling(since, swarm=Swarm.id).join(
        Swarm, and_(Swarm.ticket_number == Ticket.number, still)
    )


def _helped() -> ColumnElement[bool]:
    """Whether somebody is in the swarm who neither owns it nor only watches."""
    return exists().where(
        Member.swarm_id == Swarm.id,
        Member.left_at.is_(None),
        Member.role.not_in(("owner", "observer")),
    )


def _unanswered(now: datetime) -> Select[Any]:
    put_off = exists().where(
        Invitation.swarm_id == Swarm.id,
        Invitation.answer.is_(None),
        Invitation.later_at.is_not(None),
    )
    return _in_swarms(Swarm.opened_at).where(Swarm.opened_at <= now - ALONE, ~_helped(), ~put_off)


def _stalled(now: datetime) -> Select[Any]:
    last = select(func.max(Message.at)).where(Message.swarm_id == Swarm.id).scalar_subquery()
    since = func.coalesce(last, Swarm.opened_at)
    return _in_swarms(since).where(_helped(), since <= now - SILENT)


def _unowned(now: datetime) -> Select[Any]:
    freed = (
        select(func.max(Ownership.ended_at))
        .where(Ownership.ticket_number == Ticket.number)
        .correlate(Ticket)
        .scalar_subquery()
    )
    since = func.coalesce(freed, Ticket.created_at)
    return _telling(since).where(Ownership.id.is_(None), since <= now - FREE)


def _bouncing(now: datetime) -> Select[Any]:
    started = aliased(Ownership)
    lately = (
        select(
            started.ticket_number,
            func.count().label("owners"),
            func.max(started.started_at).label("last"),
        )
        .where(started.started_at > now - WITHIN)
        .group_by(started.ticket_number)
        .having(func.count() >= BOUNCES)
        .subquery()
    )
    return _telling(lately.c.last, count=lately.c.owners).join(
        lately, lately.c.ticket_number == Ticket.number
    )


def _owner_gone(now: datetime) -> Select[Any]:
    away = (
        select(func.min(Absence.starts_at))
        .where(
            Absence.person_id == Ownership.owner_id,
            Absence.starts_at <= now,
            Absence.ends_at > now,
        )
        .correlate(Ownership)
        .scalar_subquery()
    )
    since = func.coalesce(Person.left_at, away)
    owner = Person.id == Ownership.owner_id
    return _telling(since).join(Person, owner).where(since.is_not(None))


def _uncalled(session: Session) -> Select[Any]:
    """Severe tickets whose swarm waits for an owner: nobody was on call."""
    rule = rule_in_force(session)
    severe = Ticket.priority.in_(rule.priorities if rule.opens else ())
    return _telling(Ticket.created_at).where(Ownership.id.is_(None), severe)


def _word_due(now: datetime) -> Select[Any]:
    said = _in_swarms(Severity.due_at).join(Severity, Severity.swarm_id == Swarm.id)
    return said.where(Severity.due_at <= now)
