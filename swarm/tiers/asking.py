"""The one question about a tier that only somebody who did the work can answer.

Where neither a rule nor the classifier can tell the tier of work that ended a ticket, its last
owner is asked which of the likely ones it was. The answer is a word like a manager's correction:
it counts from then on, and is learned from.
"""

from __future__ import annotations

from pydantic import BaseModel
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append, lock_streams
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.access import find_ticket
from swarm.tiers.map import tiers_of
from swarm.tiers.rules import UNKNOWN
from swarm.tiers.tables import Touch, TouchOverride

ANSWERED = "The owner was asked, and said so."


class TierAnswer(BaseModel):
    """A tier that the work may have been."""

    key: str
    name: str
    meaning: str


class TierQuestion(BaseModel):
    """Between which tiers the work on a ticket stands, likeliest first; empty: nothing is asked."""

    choices: list[TierAnswer]


def read_question(session: Session, actor: Person, number: int) -> TierQuestion:
    """What the actor can be asked about a ticket that ended. Raises NotFound.

    Empty for whoever is not its last owner.
    """
    ticket = find_ticket(session, actor, number)
    open_ones = _open_touches(session, ticket) if _was_theirs(session, actor, ticket) else []
    likely = open_ones[-1].choices.split(",") if open_ones else []
    known = {card.key: card for card in tiers_of(session)}
    return TierQuestion(
        choices=[
            TierAnswer(key=key, name=known[key].name, meaning=known[key].meaning)
            for key in likely
            if key in known
        ]
    )


def answer_question(session: Session, actor: Person, number: int, tier: str) -> None:
    """Say which of the likely tiers the work was.

    Raises NotFound; NotAllowed for whoever is not its last owner; Conflict where nothing is
    asked; Invalid for a tier that is none of the likely ones.
    """
    ticket = find_ticket(session, actor, number)
    if not _was_theirs(session, actor, ticket):
        raise NotAllowed("Only the last owner of a ticket is asked.")
    lock_streams(session, [f"tickets/{number}"])
    asked = _open_touches(session, ticket)
    if not asked:
        raise Conflict("Nothing is asked about this ticket.", current={"choices": []})
    if tier not in {one.key for one in read_question(session, actor, number).choices}:
        raise Invalid("Choose one of the likely tiers.", fields={"tier": "is none of them"})
    for touch in asked:
        session.add(
            TouchOverride(
                touch_id=touch.id,
                tier_of_work=tier,
                by_id=actor.id,
                reason=ANSWERED,
                at=clock.now(),
            )
        )
        facts = {"touch": touch.id, "tier": tier}
        append(session, f"tickets/{number}", "touch_overridden", actor.id, **facts)


def _was_theirs(session: Session, actor: Person, ticket: Ticket) -> bool:
    last = session.scalar(
        select(Ownership.owner_id)
        .where(Ownership.ticket_number == ticket.number)
        .order_by(Ownership.started_at.desc(), Ownership.id.desc())
        .limit(1)
    )
    return last == actor.id


def _open_touches(session: Session, ticket: Ticket) -> list[Touch]:
    """Work on an ended ticket whose tier is unknown but narrowed down, and nobody told."""
    if ticket.solved_at is None:
        return []
    said = exists().where(TouchOverride.touch_id == Touch.id, TouchOverride.undone_at.is_(None))
    return list(
        session.scalars(
            select(Touch)
            .where(
                Touch.ticket_number == ticket.number,
                Touch.tier_of_work == UNKNOWN,
                Touch.choices != "",
                ~said,
            )
            .order_by(Touch.resolving, Touch.ended_at, Touch.id)
        )
    )
