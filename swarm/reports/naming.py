"""Whether a selection names what there is: a false name would read like a quiet month."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import Invalid
from swarm.people.tables import Team
from swarm.reports.cohorts import Cohort
from swarm.tickets.tables import Ticket

VALUES = ("product", "component", "category", "source")


def check_names(session: Session, cohort: Cohort) -> None:
    """Raise Invalid, with the fields at fault, for a selection that no ticket can ever fit.

    That is a team that there is not, a value that no ticket has, and a period that ends before
    it begins.
    """
    faults = {
        name: "is not what any ticket has"
        for name in VALUES
        if getattr(cohort, name) is not None and not _occurs(session, name, getattr(cohort, name))
    }
    if cohort.team is not None and session.get(Team, cohort.team) is None:
        faults["team"] = "is not a team"
    if cohort.start is not None and cohort.end is not None and cohort.start >= cohort.end:
        faults["to"] = "is not after from"
    if faults:
        told = "; ".join(f"{name} {what}" for name, what in faults.items())
        raise Invalid(f"This selection holds nothing: {told}.", fields=faults)


def _occurs(session: Session, name: str, value: str) -> bool:
    found = select(Ticket.number).where(getattr(Ticket, name) == value).limit(1)
    return session.scalar(found) is not None
