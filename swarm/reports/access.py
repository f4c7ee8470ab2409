"""Who may read reports."""

from __future__ import annotations

from swarm.errors import NotAllowed, NotFound
from swarm.people.tables import Person


def check_reads(actor: Person | None) -> None:
    """Raise unless `actor` may read reports; None is the command line."""
    if actor is None or actor.manages:
        return
    if not actor.staff:
        raise NotFound
    raise NotAllowed("Reports are for managers and administrators.")
