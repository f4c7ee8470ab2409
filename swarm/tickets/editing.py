"""Changing what a ticket says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from swarm.errors import Conflict, Invalid
from swarm.people.tables import Person, Role, Team
from swarm.tickets.access import check_staff, hold, lock_tellings
from swarm.tickets.clocks import set_clocks
from swarm.tickets.restricted.restricting import check_free
from swarm.tickets.states import check_not_closed
from swarm.tickets.tables import Priority, Ticket
from swarm.tickets.telling import note, tell_requester

TEXTS = ("summary", "description", "product", "component", "category")
FIELDS = (*TEXTS, "priority", "team", "requester")


def change_ticket(
    session: Session, actor: Person, ticket: Ticket, changes: Mapping[str, Any]
) -> list[str]:
    """Set some of FIELDS; team and requester by id, or None for nobody.

    Returns the names of what really changed, which one line of activity names too. A new
    priority or team sets the clocks anew.
    """
    check_staff(actor)
    hold(session, ticket)
    check_not_closed(ticket.status)
    check_free(session, ticket, set(changes))
    changed = [name for name, value in changes.items() if _set(session, ticket, name, value)]
    if not changed:
        return []
    if {"priority", "team"} & set(changed):
        set_clocks(session, ticket)
    lock_tellings(session, ticket)
    note(session, ticket, "ticket_changed", actor, fields=sorted(changed))
    if {"summary", "requester"} & set(changed):
        tell_requester(session, ticket, actor)
    return sorted(changed)


def categorize_ticket(session: Session, actor: Person, ticket: Ticket, category: str) -> None:
    """Give a ticket the category that was suggested; the same again changes nothing.

    Raises Conflict where it has another by now: what somebody said is not written over by a guess;
    Invalid for none.
    """
    check_staff(actor)
    if not category.strip():
        raise Invalid("Name a category.", fields={"category": "is empty"})
    hold(session, ticket)
    if ticket.category and ticket.category != category:
        raise Conflict(
            "The ticket has a category by now.",
            code="has_category",
            current={"category": ticket.category},
        )
    change_ticket(session, actor, ticket, {"category": category})


def _set(session: Session, ticket: Ticket, name: str, value: Any) -> bool:
    column = {"team": "team_id", "requester": "requester_id"}.get(name, name)
    checked = _check(session, name, value)
    if getattr(ticket, column) == checked:
        return False
    setattr(ticket, column, checked)
    return True


def _check(session: Session, name: str, value: Any) -> Any:
    if name == "summary" and not (value or "").strip():
        raise Invalid("A ticket needs a summary.", fields={"summary": "is empty"})
    if name == "priority":
        return str(Priority(value))
    if name == "team" and value is not None and session.get(Team, value) is None:
        raise Invalid("There is no such team.", fields={"team": "unknown"})
    if name == "requester" and value is not None:
        person = session.get(Person, value)
        if person is None or person.left_at is not None or person.role == Role.GUEST:
            raise Invalid("This person cannot ask.", fields={"requester": "unknown"})
    if name == "description":
        return value or ""
    return value.strip() or None if isinstance(value, str) else value
