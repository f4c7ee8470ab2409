"""How a ticket ends, and how it comes back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.tickets.access import (
    check_answerable,
    check_ended_by,
    check_staff,
    hold,
    last_owner_of,
    lock_tellings,
    open_ownership,
)
from swarm.tickets.clocks import owe_nobody
from swarm.tickets.lapsing import lapse_handover, open_handover
from swarm.tickets.moving import move_ticket
from swarm.tickets.ownership import change_owner, end_ownership
from swarm.tickets.relations import relate_duplicate
from swarm.tickets.states import check_live, check_step
from swarm.tickets.tables import Outcome, Rating, Status, Ticket
from swarm.tickets.telling import note, tell

WAYS = ("solved", "duplicate", "withdrawn", "declined")
"""How a ticket may end; only `solved` needs both a cause and a fix."""


def solve_ticket(
    session: Session,
    actor: Person,
    ticket: Ticket,
    cause: str,
    fix: str,
    how: str = "solved",
    swarm_id: int | None = None,
    duplicate_of: Ticket | None = None,
) -> Outcome:
    """End the work on a ticket: by its owner or a manager, with cause and fix.

    A swarm that solved it (`swarm_id`) may leave the cause untold, for `write_cause`. Ends
    the ownership and asks the requester the one question. A duplicate needs the ticket that it
    repeats. Raises Conflict where the ticket is not being worked on.
    """
    _check_words({"fix": fix} if swarm_id else {"cause": cause, "fix": fix}, how, duplicate_of)
    hold(session, ticket, *([duplicate_of] if duplicate_of else []))
    check_live(ticket.status)
    ownership = open_ownership(session, ticket.number)
    if ownership is None:
        raise Conflict("Nobody owns this ticket yet. Take it first.", current={"owner": None})
    check_answerable(actor, ownership)
    offered = open_handover(session, ticket.number)
    lock_tellings(session, ticket, *(offered.sides if offered else ()))
    if duplicate_of is not None:
        relate_duplicate(session, actor, ticket, duplicate_of)
    outcome = Outcome(how=how, cause=cause.strip(), fix=fix.strip())
    _end(session, actor, ticket, outcome, swarm_id)
    owe_nobody(ticket, ownership.owner_id, outcome.at)
    _ask_rating(session, ticket, ownership.owner_id)
    return outcome


def write_cause(session: Session, actor: Person, ticket: Ticket, cause: str) -> None:
    """Write down why it happened where its solution did not say: by its last owner or a manager.

    Raises Invalid for an empty cause, Conflict where there is no solution or its cause is told.
    """
    check_ended_by(session, actor, ticket.number)
    if not cause.strip():
        raise Invalid("Say why it happened.", fields={"cause": "is empty"})
    hold(session, ticket)
    outcome = standing_outcome(session, ticket.number)
    if outcome is None or outcome.how != "solved":
        raise Conflict("The ticket is not solved.", current={"status": ticket.status})
    if outcome.cause:
        raise Conflict("Its cause is written down.", current={"cause": outcome.cause})
    outcome.cause = cause.strip()
    note(session, ticket, "cause_written", actor, outcome=outcome.id)


def reopen_ticket(session: Session, actor: Person, ticket: Ticket) -> None:
    """Take a solved ticket up again: by its requester or anybody of the desk."""
    if actor.id != ticket.requester_id:
        check_staff(actor)
    hold(session, ticket)
    if ticket.status in (Status.OPEN, Status.WAITING, Status.NEW):
        raise Conflict("The ticket is not solved.", current={"status": ticket.status})
    check_step(ticket.status, Status.OPEN)
    owner = last_owner_of(session, ticket.number)
    lock_tellings(session, ticket, owner.id if owner else None)
    owner_id = reopen_held(session, actor, ticket)
    tell(session, owner_id, "ownership_given", actor, ticket=ticket.number)


def reopen_held(session: Session, actor: Person, ticket: Ticket) -> int | None:
    """Reopen a held, solved ticket; its last owner, unless gone, owns it again.

    Returns that owner's id.
    """
    outcome = standing_outcome(session, ticket.number)
    if outcome is not None:
        outcome.undone_at = clock.now()
    ticket.solved_at = None
    ticket.reopened += 1
    note(session, ticket, "ticket_reopened", actor)
    move_ticket(session, actor, ticket, Status.OPEN)
    owner = last_owner_of(session, ticket.number)
    if owner is None or not owner.staff or owner.left_at is not None:
        return None
    change_owner(session, actor, ticket, owner, how="reopened", why="")
    return owner.id


def close_ticket(session: Session, actor: Person, ticket: Ticket) -> None:
    """Close a solved ticket for good: by its requester or anybody of the desk."""
    if actor.id != ticket.requester_id:
        check_staff(actor)
    hold(session, ticket)
    check_step(ticket.status, Status.CLOSED)
    lock_tellings(session, ticket)
    ticket.closed_at = clock.now()
    note(session, ticket, "ticket_closed", actor)
    move_ticket(session, actor, ticket, Status.CLOSED)


def set_status(session: Session, actor: Person, ticket: Ticket, status: str) -> None:
    """Set `open`, `waiting` or `closed`; solving and reopening have verbs of their own.

    Setting what already is changes nothing.
    """
    hold(session, ticket)
    if ticket.status == status:
        return
    if status == Status.CLOSED:
        close_ticket(session, actor, ticket)
        return
    check_live(ticket.status)
    ownership = open_ownership(session, ticket.number)
    check_answerable(actor, ownership)
    if ownership is None:
        raise Conflict("Nobody owns this ticket yet. Take it first.", current={"owner": None})
    lock_tellings(session, ticket)
    move_ticket(session, actor, ticket, Status(status))


def rate_ticket(
    session: Session, actor: Person, ticket: Ticket, score: int, comment: str = ""
) -> Rating:
    """The requester's answer to the one question, 1 (bad) to 5 (good); they may change it."""
    if actor.id != ticket.requester_id:
        raise NotAllowed("Only the requester rates a ticket.")
    hold(session, ticket)
    rating = session.get(Rating, ticket.number)
    if rating is None or ticket.solved_at is None:
        raise Conflict("There is nothing to rate yet.", current={"status": ticket.status})
    rating.score, rating.comment, rating.answered_at = score, comment, clock.now()
    owner = last_owner_of(session, ticket.number)
    lock_tellings(session, ticket, owner.id if owner else None)
    note(session, ticket, "ticket_rated", actor, score=score)
    return rating


def standing_outcome(session: Session, number: int) -> Outcome | None:
    """How the ticket ended, unless it was reopened since."""
    return session.scalar(
        select(Outcome).where(Outcome.ticket_number == number, Outcome.undone_at.is_(None))
    )


def _check_words(words: dict[str, str], how: str, duplicate_of: Ticket | None) -> None:
    if how not in WAYS:
        raise Invalid("No ticket ends like that.", fields={"how": "one of " + ", ".join(WAYS)})
    if (how == "duplicate") != (duplicate_of is not None):
        raise Invalid(
            "A duplicate names the ticket that it repeats.",
            fields={"duplicate_of": "goes with how = duplicate"},
        )
    missing = {name: "is empty" for name, text in words.items() if not text.strip()}
    if missing and how == "solved":
        raise Invalid("Write down cause and fix: the next person needs them.", fields=missing)


def _end(
    session: Session, actor: Person, ticket: Ticket, outcome: Outcome, swarm_id: int | None
) -> None:
    outcome.ticket_number, outcome.by_id, outcome.at = ticket.number, actor.id, clock.now()
    session.add(outcome)
    session.flush()
    lapse_handover(session, actor, ticket)
    end_ownership(session, actor, ticket, why="solved")
    ticket.next_word_by = None
    swarm = {"swarm": swarm_id} if swarm_id is not None else {}
    facts = {"outcome": outcome.id, "how": outcome.how, **swarm}
    note(session, ticket, "ticket_solved", actor, **facts)
    # The pause that ends with the solution is taken off the targets before they are final.
    move_ticket(session, actor, ticket, Status.SOLVED)
    ticket.solved_at = outcome.at


def _ask_rating(session: Session, ticket: Ticket, owner_id: int) -> None:
    if ticket.requester_id is None or ticket.requester_id == owner_id:
        return
    rating = session.get(Rating, ticket.number) or Rating(ticket_number=ticket.number)
    rating.asked_at, rating.answered_at = clock.now(), None
    rating.score, rating.comment = None, ""
    session.add(rating)
