"""The rule of severity at work: what is severe gets a swarm, with who is on call in it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.people.tables import Person
from swarm.rooms.opening import start_swarm
from swarm.rooms.severity.gathering import called_for, has_one
from swarm.tickets.access import hold, lock_tellings, open_ownership
from swarm.tickets.ownership import change_owner
from swarm.tickets.severity.rule import rule_in_force
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ticket
from swarm.tickets.telling import tell

KINDS = ("ticket_created", "ticket_changed", "ownership_started")
CHANGES = frozenset({"priority", "team"})


def work(session: Session, line: Line) -> None:
    """Open a severity swarm where the rule says so; once for each ticket.

    A ticket that nobody owns becomes that of who is on call. Where nobody is, it waits for an
    owner, and stands on the exceptions board.
    """
    if line.kind == "ticket_changed" and not CHANGES & set(line.data.get("fields", ())):
        return
    rule = rule_in_force(session)
    if not rule.opens:
        return
    ticket = session.get_one(Ticket, int(line.stream.partition("/")[2]))
    hold(session, ticket)
    severe = ticket.priority in rule.priorities and ticket.status in LIVE
    if not severe or has_one(session, ticket.number):
        return
    owner = _owner(session, ticket, called_for(session, ticket, rule))
    if owner is not None:
        needed = f"{ticket.summary}\n\nOpened because its priority is {ticket.priority}."
        start_swarm(session, None, ticket, owner, kind="severity", help_needed=needed, by_rule=True)


def _owner(session: Session, ticket: Ticket, called: Person | None) -> int | None:
    ownership = open_ownership(session, ticket.number)
    if ownership is not None:
        lock_tellings(session, ticket, called.id if called else None)
        return ownership.owner_id
    if called is None:
        return None
    lock_tellings(session, ticket, called.id)
    change_owner(session, None, ticket, called, how="on_call", why="")
    tell(session, called.id, "ownership_given", None, ticket=ticket.number)
    return called.id
