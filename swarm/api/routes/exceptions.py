"""What goes wrong right now."""

from __future__ import annotations

from swarm.api.door import STAFF, Ask, Door
from swarm.reports.exceptions import Exceptions, read_exceptions

door = Door("exceptions")


@door.get("/exceptions", who=STAFF, answers=Exceptions)
def read(ask: Ask) -> Exceptions:
    """What goes wrong: all of it for managers, in one's own tickets for everybody else."""
    return read_exceptions(ask.session, ask.actor)
