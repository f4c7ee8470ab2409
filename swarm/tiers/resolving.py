"""Who solved a ticket: the work of theirs says which tier the ticket was."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.tickets.tables import Outcome
from swarm.tiers.streams import streams_of

RULE = (
    "The work that resolved a ticket is that of whoever was credited with the fix in a swarm; where"
    " nobody was, that of who wrote the solution down."
)
FIX = "fix"
"""The kind of credit that is given for a solution."""


def resolvers(session: Session, number: int, outcome: Outcome | None) -> frozenset[int]:
    """The people who solved ticket `number`, by the rule above; nobody while it is open.

    A credit from before the ticket was last reopened is for a fix that did not hold: it counts
    only where nobody was credited since and the same swarm solved the ticket again.
    """
    if outcome is None:
        return frozenset()
    own, *rooms = streams_of(session, number)
    given = session.execute(
        select(ActivityLine.stream, ActivityLine.at, ActivityLine.data).where(
            ActivityLine.stream.in_(rooms), ActivityLine.kind == "contribution_credited"
        )
    ).all()
    fixes = [row for row in given if row.data.get("kind") == FIX and row.data.get("person")]
    if fixes:
        reopened = _reopened_at(session, number)
        found = {row.data["person"] for row in fixes if row.at >= reopened}
        again = None if found else _solved_in(session, own, outcome.id)
        found |= {row.data["person"] for row in fixes if row.stream == again}
        if found:
            return frozenset(found)
    return frozenset(() if outcome.by_id is None else (outcome.by_id,))


def _reopened_at(session: Session, number: int) -> datetime:
    last = session.scalar(
        select(func.max(Outcome.undone_at)).where(Outcome.ticket_number == number)
    )
    return last or datetime.min.replace(tzinfo=UTC)


def _solved_in(session: Session, own: str, outcome: int) -> str | None:
    """The stream of the swarm whose end brought this outcome."""
    ends = session.scalars(
        select(ActivityLine.data).where(
            ActivityLine.stream == own, ActivityLine.kind == "ticket_solved"
        )
    )
    rooms = [end.get("swarm") for end in ends if end.get("outcome") == outcome]
    return f"swarms/{rooms[-1]}" if rooms and rooms[-1] is not None else None
