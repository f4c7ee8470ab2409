"""Where each ticket that was picked over in a room stands: the newest decision on it, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.rooms.picking.rules import waits_in
from swarm.rooms.picking.tables import Pick
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Handover, Ticket

Place = Literal["waiting", "taken", "swarmed", "left"]


@dataclass(frozen=True, slots=True)
class Picked:
    """The newest decision on a ticket, and the offer that it made, if it did."""

    pick: Pick
    handover: Handover | None

    def place(self, kind: str, *, fits: bool) -> Place | None:
        """Where the ticket stands; None where the decision came to nothing and it does not wait.

        `fits` tells whether it fits the rule of the room's `kind` now. What was given back without
        an owner waits in a dispatch room again; a backlog room is done with what it decided.
        """
        decision = self.pick.decision
        if decision == "left":
            return "left"
        if decision == "offered":
            if self.handover is not None and self.handover.answer == "accepted":
                decision = "taken"
            else:
                return "waiting" if fits else None
        if fits and kind == "dispatch":
            return "waiting"
        return "swarmed" if decision == "swarmed" else "taken"


def picked_in(session: Session, swarm_id: int) -> dict[int, Picked]:
    """The newest decision on each ticket that was picked over in a room, by its number."""
    newest = select(func.max(Pick.id)).where(Pick.swarm_id == swarm_id).group_by(Pick.ticket_number)
    rows = session.execute(
        select(Pick, Handover)
        .outerjoin(Handover, Handover.id == Pick.handover_id)
        .where(Pick.id.in_(newest))
        .order_by(Pick.id.desc())
    )
    return {row.Pick.ticket_number: Picked(row.Pick, row.Handover) for row in rows}


def fitting_among(
    session: Session, swarm: Swarm, numbers: Collection[int], now: datetime
) -> set[int]:
    """Those of these tickets that fit the room's rule at `now`."""
    found = select(Ticket.number).where(Ticket.number.in_(numbers), waits_in(swarm, now))
    return set(session.scalars(found))


def places_of(
    swarm: Swarm, picked: dict[int, Picked], fitting: set[int]
) -> dict[int, Place | None]:
    """Where each ticket that was picked over stands, given those that fit the room's rule."""
    return {number: one.place(swarm.kind, fits=number in fitting) for number, one in picked.items()}


def count_places(
    session: Session, swarm: Swarm, places: dict[int, Place | None], now: datetime
) -> Counter[Place]:
    """How many tickets stand where, those included that nobody has decided on yet."""
    counted: Counter[Place] = Counter(one for one in places.values() if one is not None)
    settled = [number for number, place in places.items() if place != "waiting"]
    waiting = select(func.count()).select_from(Ticket).where(waits_in(swarm, now))
    counted["waiting"] = session.scalar(waiting.where(Ticket.number.not_in(settled))) or 0
    return counted
