"""A fix that solved a swarm is told to those who met the same symptom before, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import Line, append, lock_streams
from swarm.activity.tables import ActivityLine
from swarm.people.tables import Person
from swarm.rooms.advice.asking import text_of
from swarm.rooms.adviser import Adviser
from swarm.rooms.reaching.wishes import those_without
from swarm.rooms.tables import Closure, Contribution, Member, Swarm
from swarm.tickets.access import may_see, owners_of
from swarm.tickets.tables import Outcome, Ticket

KINDS: tuple[str, ...] = ("swarm_closed",)
LEAST = 0.5
"""Tickets that are less alike are another symptom."""
MOST_TICKETS, MOST_PEOPLE = 5, 3
SHOWN_FOR = timedelta(days=3)


class AlikeNotice(BaseModel):
    """A ticket that was solved in a swarm, like one that I worked on; `similarity` is 0 to 1."""

    ticket: int
    summary: str
    like: int
    similarity: float
    at: datetime


def with_adviser(adviser: Adviser) -> Callable[[Session, Line], None]:
    """The listener that asks the adviser's model which solved tickets are alike."""

    def work(session: Session, line: Line) -> None:
        noun, _, number = line.stream.partition("/")
        closure = session.get(Closure, int(number)) if noun == "swarms" else None
        if closure is None or not closure.solved or closure.cancelled:
            return
        swarm = session.get_one(Swarm, closure.swarm_id)
        ticket = session.get_one(Ticket, swarm.ticket_number)
        near = adviser.current(session).model.nearest(
            text_of(ticket), k=MOST_TICKETS + 1, least=LEAST
        )
        met = [
            (int(one.ticket), round(one.similarity, 3))
            for one in near
            if one.ticket != str(ticket.number)
        ][:MOST_TICKETS]
        _tell(session, ticket, _who_met(session, swarm, ticket, met))

    return work


def _who_met(
    session: Session, swarm: Swarm, ticket: Ticket, met: list[tuple[int, float]]
) -> dict[int, tuple[int, float]]:
    """Whom to tell, each with the ticket on which they met it; at most `MOST_PEOPLE`."""
    owners = owners_of(session, [number for number, _ in met])
    there = set(session.scalars(select(Member.person_id).where(Member.swarm_id == swarm.id)))
    found: dict[int, tuple[int, float]] = {}
    for number, similarity in met:
        helped = session.scalars(
            select(Contribution.person_id)
            .join(Swarm, Swarm.id == Contribution.swarm_id)
            .where(Swarm.ticket_number == number)
            .order_by(Contribution.id)
        )
        owner = owners.get(number)
        for one in [*([owner.id] if owner else []), *helped]:
            if one not in there:
                found.setdefault(one, (number, similarity))
    without = those_without(session, list(found), "alike")
    wanted = [one for one in found if one not in without and _may_know(session, one, ticket)]
    return {one: found[one] for one in wanted[:MOST_PEOPLE]}


def _may_know(session: Session, person_id: int, ticket: Ticket) -> bool:
    person = session.get_one(Person, person_id)
    return person.staff and may_see(person, ticket)


def _tell(session: Session, ticket: Ticket, people: dict[int, tuple[int, float]]) -> None:
    lock_streams(session, [f"people/{one}" for one in people])
    for person in sorted(people, key=str):
        like, similarity = people[person]
        told = exists().where(
            ActivityLine.stream == f"people/{person}",
            ActivityLine.kind == "symptom_solved",
            ActivityLine.data["ticket"].as_integer() == ticket.number,
        )
        if not session.scalar(select(told)):
            append(
                session, f"people/{person}", "symptom_solved", None,
                ticket=ticket.number, like=like, similarity=similarity,
            )  # fmt: skip


def solved_alike(session: Session, actor: Person) -> list[AlikeNotice]:
    """What was solved in the last three days like something that the actor met, newest first."""
    lines = session.scalars(
        select(ActivityLine)
        .where(
            ActivityLine.stream == f"people/{actor.id}",
            ActivityLine.kind == "symptom_solved",
            ActivityLine.at > clock.now() - SHOWN_FOR,
        )
        .order_by(ActivityLine.seq.desc())
        .limit(MOST_TICKETS)
    ).all()
    numbers = [line.data["ticket"] for line in lines]
    ended = select(Outcome.ticket_number).where(Outcome.undone_at.is_(None))
    query = select(Ticket).where(Ticket.number.in_(numbers), Ticket.number.in_(ended))
    tickets = {one.number: one for one in session.scalars(query) if may_see(actor, one)}
    return [
        AlikeNotice(
            ticket=line.data["ticket"],
            summary=tickets[line.data["ticket"]].summary,
            like=line.data["like"],
            similarity=line.data["similarity"],
            at=line.at,
        )
        for line in lines
        if line.data["ticket"] in tickets
    ]
