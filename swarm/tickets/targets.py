"""Response and resolution targets: shown, and set by administrators."""

from __future__ import annotations

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import append
from swarm.errors import Invalid
from swarm.people.access import check_administers, may_administer
from swarm.people.tables import Person
from swarm.tickets.clocks import set_clocks, target_of
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Priority, Target, Ticket

STREAM = "desk/targets"


class TargetCard(BaseModel):
    """Working minutes to the first response, to the solution, and between two words."""

    priority: Priority
    response_minutes: int
    resolution_minutes: int
    next_word_minutes: int


class TargetList(BaseModel):
    """The targets of every priority, the most urgent first."""

    items: list[TargetCard]
    can: dict[str, bool]


def list_targets(session: Session, actor: Person) -> TargetList:
    """What is promised, the defaults where nobody set anything."""
    return TargetList(
        items=[
            TargetCard.model_validate(target_of(session, priority), from_attributes=True)
            for priority in reversed(Priority)
        ],
        can={"edit": may_administer(actor)},
    )


def set_target(session: Session, actor: Person | None, wanted: TargetCard) -> bool:
    """Set the targets of one priority; False when they were so already.

    Tickets that still run are measured by the new targets from then on. Raises NotAllowed,
    and Invalid where the solution is due before the first response.
    """
    check_administers(actor)
    if wanted.resolution_minutes < wanted.response_minutes:
        raise Invalid(
            "A ticket cannot be solved before it is answered.",
            fields={"resolution_minutes": "at least as long as the response"},
        )
    kept = target_of(session, wanted.priority)
    if TargetCard.model_validate(kept, from_attributes=True) == wanted:
        return False
    session.merge(Target(**wanted.model_dump()))
    session.flush()
    running = select(Ticket).where(
        Ticket.priority == wanted.priority, Ticket.status.in_(LIVE), Ticket.paused_at.is_(None)
    )
    for ticket in session.scalars(running.order_by(Ticket.number).with_for_update(key_share=True)):
        set_clocks(session, ticket)
    append(
        session,
        STREAM,
        "target_changed",
        actor.id if actor else None,
        **wanted.model_dump(mode="json"),
    )
    return True
