"""What waits for a person, most pressing first, and why each ticket is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from swarm import clock
from swarm.people.conflicts import opposed_teams
from swarm.people.tables import Absence, Person, Role
from swarm.tickets.filters import is_owned, visible_to
from swarm.tickets.rows import TicketRow, rows_of
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Handover, Outcome, Ownership, Rating, Status, Ticket

PAGE = 50
RECENT = timedelta(days=14)

Reasons = Mapping[int, str]
"""Ticket numbers, each with the reason for showing it."""


class InboxSection(BaseModel):
    """Tickets that are shown for one kind of reason; `more` tells that there are others."""

    key: str
    title: str
    why: str
    items: list[TicketRow]
    more: bool


class Inbox(BaseModel):
    """Every section that holds something, the most pressing first."""

    sections: list[InboxSection]


class _Reader:
    """Reads one person's sections; a ticket stands in the first that claims it."""

    def __init__(self, session: Session, person: Person) -> None:
        self.session = session
        self.person = person
        self.shown: set[int] = set()
        self.sections: list[InboxSection] = []

    def add(
        self,
        key: str,
        title: str,
        why: str,
        *where: ColumnElement[bool],
        reasons: Reasons | None = None,
        order: tuple[Any, ...] = (Ticket.due_at, Ticket.number),
    ) -> None:
        """Read a section; `why` is the reason of those that `reasons` does not name."""
        query = select(Ticket).where(visible_to(self.person), *where)
        found = self.session.scalars(
            query.where(Ticket.number.not_in(self.shown)).order_by(*order).limit(PAGE + 1)
        ).all()
        if not found:
            return
        rows = rows_of(self.session, self.person, found[:PAGE])
        for row in rows:
            row.why = (reasons or {}).get(row.number, why)
        self.shown.update(row.number for row in rows)
        more = len(found) > PAGE
        self.sections.append(InboxSection(key=key, title=title, why=why, items=rows, more=more))


def read_inbox(
    session: Session,
    person: Person,
    *,
    rooms: Reasons | None = None,
    fits: Reasons | None = None,
    queues: Reasons | None = None,
) -> Inbox:
    """The inbox of a person.

    `rooms` are tickets of open swarms that the person is in, `fits` unowned ones that what
    they know speaks for, `queues` those that wait in their own tier's queue; all are told from
    above, where rooms, skills and tiers are known.
    """
    reader = _Reader(session, person)
    if person.role == Role.REQUESTER:
        _asked(reader)
    elif person.staff:
        _pressing(reader)
        _helping(reader, rooms or {})
        _queued(reader, queues or {})
        _free(reader, fits or {})
        _ending(reader)
    return Inbox(sections=reader.sections)


def overdue_words(session: Session, person: Person, now: datetime) -> list[TicketRow]:
    """The tickets whose requester should have heard from this owner by `now`."""
    tickets = session.scalars(
        select(Ticket)
        .where(owned_by(person.id), Ticket.next_word_by <= now, _stands(*LIVE))
        .order_by(Ticket.next_word_by, Ticket.number)
        .limit(PAGE)
    ).all()
    return rows_of(session, person, tickets)


def owned_by(person_id: int) -> ColumnElement[bool]:
    """Whether this person is answerable for the ticket now."""
    return Ticket.number.in_(
        select(Ownership.ticket_number).where(
            Ownership.owner_id == person_id, Ownership.ended_at.is_(None)
        )
    )


def _stands(*statuses: Status) -> ColumnElement[bool]:
    """Whether the ticket has one of these statuses, asked so that no index answers it.

    A third of all tickets may be open: an index of statuses reads and sorts them all, where
    the owner's few tickets, or the order of what is due, lead straight to a page.
    """
    return Ticket.status.concat("").in_(statuses)


def _pressing(reader: _Reader) -> None:
    mine = owned_by(reader.person.id)
    reader.add(
        "overdue_words",
        "A word is overdue",
        "You own it, and its requester should have heard from you by now.",
        mine,
        Ticket.next_word_by <= clock.now(),
        _stands(*LIVE),
        order=(Ticket.next_word_by, Ticket.number),
    )
    reasons = _handover_reasons(reader)
    reader.add(
        "handovers",
        "Offered to you",
        "You are asked to become the owner.",
        Ticket.number.in_(reasons),
        reasons=reasons,
    )
    reader.add("mine", "Yours", "You own it.", mine, _stands(Status.OPEN))


def _helping(reader: _Reader, rooms: Reasons) -> None:
    reader.add(
        "rooms",
        "Swarms you are in",
        "You are a member of its swarm.",
        Ticket.number.in_(rooms),
        reasons=rooms,
    )
    reader.add(
        "waiting",
        "Waiting for the requester",
        "You own it, and the requester is to answer.",
        owned_by(reader.person.id),
        _stands(Status.WAITING),
    )


def _queued(reader: _Reader, queues: Reasons) -> None:
    if queues:
        reader.add(
            "queue",
            "In your queue",
            "It waits in your tier's queue.",
            Ticket.number.in_(queues),
            ~is_owned(),
            reasons=queues,
        )


def _free(reader: _Reader, fits: Reasons) -> None:
    person, before = reader.person, len(reader.sections)
    # What is live has something due: so the section is read off the index of what is due.
    free = (Ticket.due_at.is_not(None), _stands(Status.NEW, Status.OPEN), ~is_owned())
    reader.add(
        "fits",
        "Nobody owns it, and you know this",
        "What it needs is what you have shown.",
        *free,
        Ticket.number.in_(fits),
        reasons=fits,
    )
    if person.team_id is not None:
        why = "Nobody owns it, and it is for your team."
        reader.add("team", "For your team", why, *free, Ticket.team_id == person.team_id)
    elsewhere = () if person.manages else (Ticket.team_id.is_(None),)
    why = "Nobody owns it, and nobody's team was named." if elsewhere else "Nobody owns it."
    reader.add("unowned", "Without an owner", why, *free, *elsewhere)
    if len(reader.sections) == before:
        # Nobody is left without a start: whoever finds nothing nearer may take any of them.
        _elsewhere(reader, free)


def _elsewhere(reader: _Reader, free: tuple[ColumnElement[bool], ...]) -> None:
    team = reader.person.team_id
    opposed = opposed_teams(reader.session, [team]) if team is not None else set()
    why = "Nobody owns it. It is for another team, and you may take it."
    reader.add("elsewhere", "For other teams", why, *free, Ticket.team_id.not_in(opposed))


def _ending(reader: _Reader) -> None:
    person, now = reader.person, clock.now()
    if person.manages:
        reader.add(
            "orphaned",
            "The owner is gone",
            "Its owner has left, or is away and nobody stands in.",
            _stands(*LIVE),
            Ticket.number.in_(_orphaned(now)),
        )
    reader.add(
        "solved",
        "Solved by you, not closed yet",
        "You solved it; the requester may still answer.",
        Ticket.status == Status.SOLVED,
        Ticket.solved_at >= now - RECENT,
        Ticket.number.in_(
            select(Outcome.ticket_number).where(
                Outcome.by_id == person.id, Outcome.undone_at.is_(None)
            )
        ),
        order=(Ticket.solved_at.desc(), Ticket.number),
    )


def _asked(reader: _Reader) -> None:
    newest = (Ticket.updated_at.desc(), Ticket.number)
    waiting, solved = _stands(Status.WAITING), Ticket.status == Status.SOLVED
    reader.add("answer", "We wait for you", "Its owner asked you something.", waiting, order=newest)
    reader.add(
        "rate",
        "Was this solved well?",
        "It was solved; tell us how it went.",
        solved,
        Ticket.number.in_(select(Rating.ticket_number).where(Rating.answered_at.is_(None))),
        order=newest,
    )
    reader.add("asked", "Yours", "You asked it.", _stands(*LIVE), order=newest)


def _handover_reasons(reader: _Reader) -> dict[int, str]:
    giver = aliased(Person)
    rows = reader.session.execute(
        select(Handover.ticket_number, Handover.why, Person.name, giver.name)
        .outerjoin(Person, Person.id == Handover.from_id)
        .outerjoin(giver, giver.id == Handover.by_id)
        .where(Handover.to_id == reader.person.id, Handover.answered_at.is_(None))
    )
    return {number: _offered(why, name, by) for number, why, name, by in rows}


def _offered(why: str, name: str | None, by: str | None) -> str:
    if name is None:
        return f"Nobody owns it, and {by or 'somebody'} asks you to."
    if why == "absence":
        return f"{name} is away, and you stand in."
    return f"{name} asks you to become the owner."


def _orphaned(now: datetime) -> Select[int]:
    away = (
        select(Absence.id)
        .where(
            Absence.person_id == Person.id,
            Absence.starts_at <= now,
            Absence.ends_at > now,
        )
        .exists()
    )
    offered = (
        select(Handover.id)
        .where(Handover.ticket_number == Ownership.ticket_number, Handover.answered_at.is_(None))
        .exists()
    )
    return (
        select(Ownership.ticket_number)
        .join(Person, Person.id == Ownership.owner_id)
        .where(Ownership.ended_at.is_(None), or_(Person.left_at.is_not(None), and_(away, ~offered)))
    )
