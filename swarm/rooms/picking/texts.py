"""Joins to the lines of decisions what they are about, and the word with which one was made."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.rooms.picking.tables import Pick
from swarm.tickets.tables import Ticket


def join_picks(session: Session, lines: Sequence[Line]) -> None:
    """Fill `summary` (the ticket's, as it is now) and `why` into lines of kind `ticket_picked`."""
    wanted = [line for line in lines if line.kind == "ticket_picked"]
    if not wanted:
        return
    rows = session.execute(
        select(Pick.id, Pick.why, Ticket.summary)
        .join(Ticket, Ticket.number == Pick.ticket_number)
        .where(Pick.id.in_([line.data["pick"] for line in wanted]))
    )
    said = {row.id: {"why": row.why, "summary": row.summary} for row in rows}
    for line in wanted:
        line.data |= said.get(line.data["pick"], {"why": "", "summary": ""})
