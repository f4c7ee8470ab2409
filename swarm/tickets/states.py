"""The state machine of a ticket.

new ──take──▶ open ◀──────▶ waiting        waiting: for the requester; the clocks stand
               │  ▲             │
             solve └──reopen──┐ │ solve
               ▼              │ ▼
             solved ◀─────────┴─┘
               │
             close
               ▼
             closed                        the end: a new question is a new ticket
"""

from __future__ import annotations

from collections.abc import Mapping

from swarm.errors import Conflict
from swarm.tickets.tables import Status

STEPS: Mapping[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.OPEN}),
    Status.OPEN: frozenset({Status.WAITING, Status.SOLVED}),
    Status.WAITING: frozenset({Status.OPEN, Status.SOLVED}),
    Status.SOLVED: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset(),
}

LIVE = frozenset({Status.NEW, Status.OPEN, Status.WAITING})
"""Somebody still has something to do."""
ENDED = frozenset({Status.SOLVED, Status.CLOSED})


def may_step(start: str, end: str) -> bool:
    """Whether a ticket may go from one status to the other."""
    return Status(end) in STEPS[Status(start)]


def check_step(start: str, end: str) -> None:
    """Raise Conflict, naming the status, where the step is not part of the machine."""
    if not may_step(start, end):
        raise Conflict(
            f"The ticket is {start}; it cannot become {end}.", current={"status": str(start)}
        )


def check_live(status: str) -> None:
    """Raise Conflict unless somebody still has something to do on the ticket."""
    if status not in LIVE:
        raise Conflict(f"The ticket is {status}.", current={"status": str(status)})


def check_not_closed(status: str) -> None:
    """Raise Conflict where the ticket is closed for good."""
    if status == Status.CLOSED:
        raise Conflict(
            "The ticket is closed. Open a new one and relate the two.", current={"status": "closed"}
        )
