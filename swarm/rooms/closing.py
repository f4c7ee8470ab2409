"""Close a swarm with what was learned, and credit those whose help counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.activity.tables import ActivityLine
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.rooms.access import (
    Standing,
    find_card,
    hold_swarm,
    require_command,
    stream_of,
)
from swarm.rooms.answers.ending import end_invitations
from swarm.rooms.answers.one_message import helpers_by_message
from swarm.rooms.offers import end_offers
from swarm.rooms.tables import Closure, Contribution, Invitation, Member, Message, Offer, Swarm
from swarm.tickets.access import hold
from swarm.tickets.solving import solve_ticket, standing_outcome
from swarm.tickets.states import ENDED
from swarm.tickets.tables import Outcome, Status, Ticket

CREDITS = ("hypothesis", "ruled_out", "unblocked", "fix", "knowledge")


@dataclass(frozen=True, slots=True)
class Credit:
    """One person's help and its kind; `message` is where it was given, if in the room."""

    person: int
    kind: str
    message: int | None = None


def close_swarm(
    session: Session,
    actor: Person,
    swarm_id: int,
    *,
    summary: str,
    solved: bool,
    ruled_out: str = "",
    credits: Sequence[Credit] = (),  # noqa: A002 - the contract's word; nobody needs the built-in
    cause: str = "",
    fix: str = "",
) -> Closure:
    """End the swarm: outcome, credits, waiting invitations and offers; solve the ticket if solved.

    `fix` is the summary where it is not told; a cause that is not told can be written later. Raises
    NotFound, NotAllowed for anybody but the owner, Conflict when it is closed, Invalid when
    somebody who was never in is credited.
    """
    standing = find_card(session, actor, swarm_id)
    hold(session, standing.ticket)
    people = people_told(session, swarm_id, credits) | {standing.ticket.requester_id}
    further = [f"people/{person}" for person in people if person is not None]
    standing = hold_swarm(session, actor, swarm_id, f"tickets/{standing.ticket.number}", *further)
    require_command(standing)
    if not summary.strip():
        raise Invalid("Say how it ended.", fields={"summary": "is empty"})
    _check_credits(session, swarm_id, credits)
    closure = Closure(
        swarm_id=swarm_id,
        summary=summary,
        solved=solved,
        ruled_out=ruled_out,
        by_id=actor.id,
        at=clock.now(),
    )
    _end(session, actor.id, closure)
    given = _given(session, swarm_id)
    for credit in credits:
        # A swarm that was opened again keeps what was credited before.
        if (credit.person, credit.kind) not in given:
            _credit(session, actor, standing, credit)
    _tell(session, closure, standing.ticket.number)
    if solved and standing.ticket.status not in (Status.SOLVED, Status.CLOSED):
        solve_ticket(
            session, actor, standing.ticket, cause, fix.strip() or summary, swarm_id=swarm_id
        )
    return closure


def end_swarms_of(session: Session, number: int, actor_id: int | None) -> None:
    """Close what is still open on a ticket that ended, uncredited.

    The summary is the ticket's fix, or, where another swarm found that, where it was found: a
    room is not told to have solved what it did not. `actor_id` is whoever ended the ticket. A
    swarm that ended the ticket itself is closed already; a ticket that was reopened meanwhile
    keeps its swarms.
    """
    ticket = session.get_one(Ticket, number)
    hold(session, ticket)
    outcome = standing_outcome(session, number)
    if outcome is None or ticket.status not in ENDED:
        return
    swarms = _open_on(session, number)
    people = {one for swarm in swarms for one in people_told(session, swarm.id)}
    streams = {f"tickets/{number}", *(stream_of(swarm.id) for swarm in swarms)}
    lock_streams(session, [*streams, *(f"people/{one}" for one in people)])
    found_in = room_that_ended(session, outcome)
    for swarm in _open_on(session, number):
        closure = Closure(
            swarm_id=swarm.id,
            summary=_summary_of(outcome, found_in),
            solved=outcome.how == "solved" and found_in is None,
            by_id=actor_id or swarm.opened_by,
            at=clock.now(),
        )
        end_swarm(session, closure, number, found_in)


def end_swarm(
    session: Session, closure: Closure, number: int | None, found_in: int | None = None
) -> None:
    """End a swarm on ticket `number` (None: on none) without credits.

    The caller holds all it tells. `found_in` is the other swarm that solved the ticket, if one did.
    """
    _end(session, closure.by_id, closure)
    _tell(session, closure, number, found_in)


def room_that_ended(session: Session, outcome: Outcome) -> int | None:
    """The swarm that ended its ticket with this outcome; None where it ended on its own page."""
    stream = f"tickets/{outcome.ticket_number}"
    ends = session.scalars(
        select(ActivityLine.data).where(
            ActivityLine.stream == stream, ActivityLine.kind == "ticket_solved"
        )
    )
    return next((end.get("swarm") for end in ends if end.get("outcome") == outcome.id), None)


def _open_on(session: Session, number: int) -> Sequence[Swarm]:
    return session.scalars(
        select(Swarm)
        .outerjoin(Closure, Closure.swarm_id == Swarm.id)
        .where(Swarm.ticket_number == number, Closure.swarm_id.is_(None))
        .order_by(Swarm.id)
    ).all()


def _summary_of(outcome: Outcome, found_in: int | None) -> str:
    if found_in is not None:
        return f"The ticket was solved in another room: #{found_in}."
    return outcome.fix or outcome.cause or f"The ticket ended: {outcome.how}."


def _end(session: Session, actor_id: int, closure: Closure) -> None:
    session.add(closure)
    end_invitations(session, actor_id, closure.swarm_id)
    end_offers(session, actor_id, closure.swarm_id)


def people_told(session: Session, swarm_id: int, given: Sequence[Credit] = ()) -> set[int | None]:
    """The ids of those who are told that a swarm ends: who was asked, offered, or is credited."""
    waiting: list[Sequence[int | None]] = [
        session.scalars(
            select(table.person_id).where(table.swarm_id == swarm_id, table.answer.is_(None))
        ).all()
        for table in (Invitation, Offer)
    ]
    return {person for people in waiting for person in people} | {one.person for one in given}


def _check_credits(session: Session, swarm_id: int, given: Sequence[Credit]) -> None:
    were_in = set(
        session.scalars(
            select(Member.person_id).where(Member.swarm_id == swarm_id, Member.role != "observer")
        )
    )
    were_in |= helpers_by_message(session, swarm_id)
    said_here = set(session.scalars(select(Message.id).where(Message.swarm_id == swarm_id)))
    for place, credit in enumerate(given):
        if credit.kind not in CREDITS:
            raise Invalid("No such credit.", fields={f"credits.{place}.kind": "unknown"})
        if credit.person not in were_in:
            raise Invalid(
                "Only people who were in the swarm, or answered it, can be credited.",
                fields={f"credits.{place}.person": "was not in the swarm"},
            )
        if credit.message is not None and credit.message not in said_here:
            raise Invalid(
                "This message is not of this swarm.",
                fields={f"credits.{place}.message": "not in this swarm"},
            )
    if len({(credit.person, credit.kind) for credit in given}) < len(given):
        raise Invalid("The same credit was given twice.", fields={"credits": "given twice"})


def _given(session: Session, swarm_id: int) -> set[tuple[int, str]]:
    query = select(Contribution.person_id, Contribution.kind)
    rows = session.execute(query.where(Contribution.swarm_id == swarm_id))
    return {(row.person_id, row.kind) for row in rows}


def _credit(session: Session, actor: Person, standing: Standing, credit: Credit) -> None:
    session.add(
        Contribution(
            swarm_id=standing.swarm.id,
            person_id=credit.person,
            kind=credit.kind,
            message_id=credit.message,
            by_id=actor.id,
            at=clock.now(),
        )
    )
    said_in = {} if credit.message is None else {"message": credit.message}
    append(
        session,
        f"people/{credit.person}",
        "credited",
        actor.id,
        swarm=standing.swarm.id,
        ticket=standing.ticket.number,
        kind=credit.kind,
    )
    append(
        session,
        stream_of(standing.swarm.id),
        "contribution_credited",
        actor.id,
        person=credit.person,
        kind=credit.kind,
        **said_in,
    )


def _tell(
    session: Session, closure: Closure, number: int | None, found_in: int | None = None
) -> None:
    swarm_id = closure.swarm_id
    how: dict[str, Any] = {"solved": closure.solved}
    if closure.cancelled:
        how["cancelled"] = True
    if found_in is not None:
        how["found_in"] = found_in
    append(session, stream_of(swarm_id), "swarm_closed", closure.by_id, **how)
    if number is not None:
        append(session, f"tickets/{number}", "swarm_closed", closure.by_id, swarm=swarm_id, **how)
