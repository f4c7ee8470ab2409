"""What a dispatch or backlog room shows: the tickets that wait, and what was decided on others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.access import Standing
from swarm.rooms.picking.access import find_picking
from swarm.rooms.picking.cards import Counts, DecidedTicket, PickCard, Queue, QueuedTicket
from swarm.rooms.picking.rules import OLD, STILL, waits_in
from swarm.rooms.picking.standing import (
    Picked,
    Place,
    count_places,
    fitting_among,
    picked_in,
    places_of,
)
from swarm.rooms.tables import Swarm
from swarm.tickets.listing import URGENT_FIRST
from swarm.tickets.rows import TicketRow, rows_of
from swarm.tickets.tables import Ticket

MOST_WAITING, MOST_DECIDED = 100, 200

_URGENCY = case({str(one): place for place, one in enumerate(URGENT_FIRST)}, value=Ticket.priority)


def read_queue(session: Session, actor: Person, swarm_id: int) -> Queue:
    """The queue of a room. Raises NotFound, Conflict as `find_picking` does."""
    standing = find_picking(session, actor, swarm_id)
    swarm, now = standing.swarm, clock.now()
    picked = picked_in(session, swarm_id)
    fitting = fitting_among(session, swarm, picked, now)
    places = places_of(swarm, picked, fitting)
    counted = count_places(session, swarm, places, now)
    settled = [number for number, place in places.items() if place not in (None, "waiting")]
    waiting = _waiting(session, swarm, settled)
    decided = _tickets(session, settled[:MOST_DECIDED])
    names = _names(session, picked.values())
    rows = {row.number: row for row in rows_of(session, actor, [*waiting, *decided])}
    return Queue(
        rule=rule_in_words(swarm),
        counts=_counts(counted),
        waiting=[
            QueuedTicket(
                ticket=rows[one.number],
                pick=card_of(picked[one.number], names) if one.number in picked else None,
                can=_rights(standing, rows[one.number], picked.get(one.number)),
            )
            for one in waiting
        ],
        decided=[
            DecidedTicket(
                ticket=rows[one.number],
                pick=card_of(picked[one.number], names),
                can=_rights(
                    standing,
                    rows[one.number],
                    picked[one.number],
                    open_to=places[one.number] == "left" and one.number in fitting,
                ),
            )
            for one in decided
        ],
    )


def count_queue(session: Session, swarm: Swarm) -> Counts:
    """How many tickets wait in a room now, and what became of the others."""
    now, picked = clock.now(), picked_in(session, swarm.id)
    places = places_of(swarm, picked, fitting_among(session, swarm, picked, now))
    return _counts(count_places(session, swarm, places, now))


def _counts(counted: Counter[Place]) -> Counts:
    return Counts(
        waiting=counted["waiting"],
        taken=counted["taken"],
        swarmed=counted["swarmed"],
        left=counted["left"],
    )


def rule_in_words(swarm: Swarm) -> str:
    """Which tickets wait in the room, as a sentence."""
    if swarm.kind == "dispatch":
        return "New and open tickets that nobody owns."
    return (
        "Tickets that are owned or wait for their requester, and are"
        f" {OLD.days} days old or were not touched for {STILL.days} days."
    )


def _waiting(session: Session, swarm: Swarm, settled: Sequence[int]) -> list[Ticket]:
    # What waits longest comes first in a backlog, what is most urgent where work is given out.
    order = (Ticket.updated_at,) if swarm.kind == "backlog" else (_URGENCY, Ticket.created_at)
    found = session.scalars(
        select(Ticket)
        .where(waits_in(swarm, clock.now()), Ticket.number.not_in(settled))
        .order_by(*order, Ticket.number)
        .limit(MOST_WAITING)
    )
    return list(found)


def _tickets(session: Session, numbers: Sequence[int]) -> list[Ticket]:
    found = session.scalars(select(Ticket).where(Ticket.number.in_(numbers)))
    by_number = {one.number: one for one in found}
    return [by_number[number] for number in numbers]


def _names(session: Session, picked: Collection[Picked]) -> dict[int, PersonRef]:
    offered = [one.handover.to_id for one in picked if one.handover is not None]
    return refs(session, [*(one.pick.by_id for one in picked), *offered])


def card_of(picked: Picked, names: Mapping[int, PersonRef]) -> PickCard:
    """A decision as an answer."""
    pick, handover = picked.pick, picked.handover
    return PickCard(
        id=pick.id,
        decision=pick.decision,
        by=names[pick.by_id],
        at=pick.at,
        why=pick.why,
        to=names[handover.to_id] if handover else None,
        answer=handover.answer if handover else None,
        handover=handover.id if handover else None,
        swarm=pick.opened_id,
    )


def _rights(
    standing: Standing, row: TicketRow, picked: Picked | None, *, open_to: bool = True
) -> dict[str, bool]:
    """What the reader may decide on a ticket, where it is open to a decision."""
    may, me = standing.picks and open_to, standing.person
    free, mine = row.owner is None, row.owner is not None and row.owner.id == me.id
    offer = picked.handover if picked else None
    offered = offer is not None and offer.answered_at is None and offer.may_be_taken_back_by(me)
    return {
        "take": may and (free or mine),
        "offer": may and (free or mine or me.manages),
        "swarm": may and (free or mine),
        "leave": may,
        "withdraw": offered,
    }
