"""The words on a ticket as screens show them: replies, and offers of its ownership."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.queries import PersonRef
from swarm.people.tables import Person
from swarm.tickets.tables import Handover, Reply, Ticket

PAGE = 200


class ReplyCard(BaseModel):
    """A public reply or a private note; body and html are None where the words were erased."""

    id: int
    author: PersonRef | None
    public: bool
    body: str | None
    html: str | None
    at: datetime
    client_id: str | None


class Replies(BaseModel):
    """A stretch of replies, oldest first; `earlier` tells whether there are older ones."""

    items: list[ReplyCard]
    earlier: bool


class TicketRef(BaseModel):
    """A ticket as other things name it."""

    number: int
    summary: str
    status: str
    priority: str


class HandoverCard(BaseModel):
    """An ownership offered; `why` is `offered`, or `absence` where the desk itself offers it.

    `from` is the owner and `by` who offers it, each None where there is none.
    """

    id: int
    ticket: TicketRef
    from_: PersonRef | None = Field(serialization_alias="from")
    by: PersonRef | None
    to: PersonRef
    why: str
    tried: str
    still_open: str
    promised: str
    next_word_by: datetime | None
    offered_at: datetime
    answered_at: datetime | None
    answer: str | None
    reason: str


def newest_replies(
    session: Session, ticket: Ticket, *, notes: bool, before: int | None = None, limit: int = PAGE
) -> tuple[list[ReplyCard], bool]:
    """The last `limit` replies before reply number `before`, and whether older ones exist."""
    query = select(Reply, Person).outerjoin(Person, Person.id == Reply.author_id)
    query = query.where(Reply.ticket_number == ticket.number)
    if not notes:
        query = query.where(Reply.public.is_(True))
    if before is not None:
        query = query.where(Reply.id < before)
    rows = session.execute(query.order_by(Reply.id.desc()).limit(limit + 1)).all()
    cards = [reply_card(reply, author) for reply, author in rows[:limit]]
    return cards[::-1], len(rows) > limit


def reply_card(reply: Reply, author: Person | None) -> ReplyCard:
    """A reply as screens show it."""
    return ReplyCard(
        id=reply.id,
        author=PersonRef(id=author.id, name=author.name) if author else None,
        public=reply.public,
        body=reply.body,
        html=reply.html,
        at=reply.at,
        client_id=reply.client_id,
    )


def card_of(session: Session, handover: Handover, ticket: Ticket) -> HandoverCard:
    """An offer as screens show it."""
    to = session.get_one(Person, handover.to_id)
    return HandoverCard(
        id=handover.id,
        ticket=TicketRef(
            number=ticket.number,
            summary=ticket.summary,
            status=ticket.status,
            priority=ticket.priority,
        ),
        from_=_ref(session, handover.from_id),
        by=_ref(session, handover.by_id),
        to=PersonRef(id=to.id, name=to.name),
        why=handover.why,
        tried=handover.tried,
        still_open=handover.still_open,
        promised=handover.promised,
        next_word_by=ticket.next_word_by,
        offered_at=handover.offered_at,
        answered_at=handover.answered_at,
        answer=handover.answer,
        reason=handover.reason,
    )


def _ref(session: Session, person_id: int | None) -> PersonRef | None:
    person = session.get(Person, person_id) if person_id is not None else None
    return PersonRef(id=person.id, name=person.name) if person else None


def waiting_handovers(session: Session, person: Person) -> list[HandoverCard]:
    """The offers that wait for this person's answer, oldest first."""
    rows = session.execute(
        select(Handover, Ticket)
        .join(Ticket, Ticket.number == Handover.ticket_number)
        .where(Handover.to_id == person.id, Handover.answered_at.is_(None))
        .order_by(Handover.id)
    )
    return [card_of(session, handover, ticket) for handover, ticket in rows]
