"""Public replies to the requester, and private notes among colleagues."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from swarm import clock, markdown
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.tickets.access import (
    check_answerable,
    check_ended_by,
    hold,
    lock_tellings,
    open_ownership,
)
from swarm.tickets.clocks import promise_word, respond, set_due
from swarm.tickets.moving import move_ticket
from swarm.tickets.solving import reopen_held
from swarm.tickets.states import ENDED, check_live, check_not_closed
from swarm.tickets.tables import Ownership, Reply, Status, Ticket
from swarm.tickets.telling import note, tell

LONGEST_PROMISE = 366 * 86_400
"""Seconds."""


def post_reply(
    session: Session,
    actor: Person,
    ticket: Ticket,
    body: str,
    *,
    public: bool = True,
    client_id: str | None = None,
    wait: bool = False,
    next_word_by: datetime | None = None,
) -> tuple[Reply, bool]:
    """Say something on a ticket; `wait` then sets it waiting for the requester.

    Returns the reply and whether it was made now: the same `client_id` with the same words
    gives the reply that is there, with other words a Conflict. The requester's answer takes
    a waiting ticket up again and reopens a solved one. The first public reply of the desk is
    the first response; whoever solved a ticket may still give it, and the ticket stays solved.
    """
    if not body.strip():
        raise Invalid("Say something.", fields={"body": "is empty"})
    hold(session, ticket)
    if client_id is not None and (known := find_reply(session, actor, ticket, client_id)):
        return _repeat(known, body, public=public), False
    check_not_closed(ticket.status)
    ownership = open_ownership(session, ticket.number)
    asking = public and actor.id == ticket.requester_id and not _answers(actor, ownership)
    if not public and not actor.staff:
        raise NotAllowed("Notes are for the desk.")
    if public and not asking:
        _check_speaks(session, actor, ticket, ownership)
    if wait or next_word_by is not None:
        _check_promise(actor, ticket, ownership, next_word_by)
    lock_tellings(session, ticket, ownership.owner_id if ownership else None)
    reply = Reply(public=public, body=body, client_id=client_id)
    _write(session, actor, ticket, reply)
    if asking:
        _heard(session, actor, ticket, reply, ownership)
    elif public:
        _answered(session, actor, ticket, reply, ownership)
    if next_word_by is not None:
        _promise(session, actor, ticket, next_word_by)
    if wait and ticket.status == Status.OPEN:
        move_ticket(session, actor, ticket, Status.WAITING)
    return reply, True


def publish_reply(session: Session, actor: Person, ticket: Ticket, reply: Reply) -> Reply:
    """Say something to the requester for who may speak for the desk on this ticket.

    Whoever calls holds the ticket and the streams it tells, and checked the right to it.
    """
    check_live(ticket.status)
    _write(session, actor, ticket, reply)
    _answered(session, actor, ticket, reply, open_ownership(session, ticket.number))
    return reply


def set_next_word(session: Session, actor: Person, ticket: Ticket, by: datetime | None) -> None:
    """The owner says when the requester hears from them next; None is the usual time from now.

    Promising the same again changes nothing, and no history tells of it.
    """
    hold(session, ticket)
    _check_promise(actor, ticket, open_ownership(session, ticket.number), by)
    promised = ticket.next_word_by
    if by is None:
        promise_word(session, ticket, clock.now())
        by = ticket.next_word_by
    if by != promised:
        _promise(session, actor, ticket, by)


def _check_promise(
    actor: Person, ticket: Ticket, ownership: Ownership | None, by: datetime | None
) -> None:
    check_live(ticket.status)
    check_answerable(actor, ownership)
    if ownership is None:
        raise Conflict("Nobody owns this ticket yet.", current={"owner": None})
    ahead = (by - clock.now()).total_seconds() if by is not None else 1
    if not 0 < ahead <= LONGEST_PROMISE:
        raise Invalid("The next word lies ahead.", fields={"by": "must be within the next year"})


def _answers(actor: Person, ownership: Ownership | None) -> bool:
    return ownership is not None and ownership.owner_id == actor.id


def _check_speaks(
    session: Session, actor: Person, ticket: Ticket, ownership: Ownership | None
) -> None:
    if ticket.status in ENDED:
        check_ended_by(session, actor, ticket.number)
    else:
        check_answerable(actor, ownership)


def find_reply(session: Session, actor: Person, ticket: Ticket, client_id: str) -> Reply | None:
    """What the actor said under this client id."""
    return session.scalar(
        select(Reply).where(
            Reply.ticket_number == ticket.number,
            Reply.author_id == actor.id,
            Reply.client_id == client_id,
        )
    )


def _repeat(known: Reply, body: str, *, public: bool) -> Reply:
    if known.body != body or known.public != public:
        refuse_other_words(known)
    return known


def refuse_other_words(known: Reply) -> NoReturn:
    """Raises the Conflict of other words under the client id with which `known` was said."""
    raise Conflict(
        "Other words were sent under this client id.",
        code="client_id_used",
        current={"reply": known.id},
    )


def _write(session: Session, actor: Person, ticket: Ticket, reply: Reply) -> None:
    reply.ticket_number, reply.author_id, reply.at = ticket.number, actor.id, clock.now()
    reply.html = markdown.render(reply.body or "")
    try:
        with session.begin_nested():
            session.add(reply)
            session.flush()
    except IntegrityError as error:
        known = find_reply(session, actor, ticket, reply.client_id) if reply.client_id else None
        raise Conflict(
            "The same reply was sent at the same moment. Look again.",
            current={"reply": known.id if known else None},
        ) from error
    note(session, ticket, "reply_posted", actor, reply=reply.id, public=reply.public)


def _heard(
    session: Session, actor: Person, ticket: Ticket, reply: Reply, ownership: Ownership | None
) -> None:
    owner = ownership.owner_id if ownership else None
    if ticket.status == Status.WAITING:
        move_ticket(session, actor, ticket, Status.OPEN)
    elif ticket.status == Status.SOLVED:
        owner = reopen_held(session, actor, ticket)
    tell(session, owner, "ticket_answered", actor, ticket=ticket.number, reply=reply.id)


def _answered(
    session: Session, actor: Person, ticket: Ticket, reply: Reply, ownership: Ownership | None
) -> None:
    respond(session, ticket, reply.at)
    if ownership is not None:
        promise_word(session, ticket, reply.at)
    facts = {"ticket": ticket.number, "reply": reply.id}
    tell(session, ticket.requester_id, "ticket_answered", actor, **facts)


def _promise(session: Session, actor: Person, ticket: Ticket, by: datetime | None) -> None:
    ticket.next_word_by = by
    set_due(ticket)
    note(session, ticket, "next_word_set", actor, by=by.isoformat() if by else None)
