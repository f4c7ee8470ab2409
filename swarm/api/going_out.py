"""Whether what is to leave the desk for people elsewhere does so."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.api.findings import Finding, ok, warning
from swarm.config import Settings
from swarm.outbox.tables import Outgoing


def check_outbox(session: Session, settings: Settings) -> Finding:
    """Whether anything was given up, and whether mail is set up at all."""
    counted = select(Outgoing.state, func.count().label("rows")).group_by(Outgoing.state)
    rows = {row.state: row.rows for row in session.execute(counted)}
    if dead := rows.get("dead", 0):
        return warning(
            "outbox",
            f"{dead} mails or pushes could not be delivered.",
            "See Administration, On its way, for why; send them again once that is mended.",
        )
    if not settings.mails:
        return ok("outbox", "No mail server is set: the desk sends no mail and promises none.")
    return ok("outbox", f"Mail goes out; waiting: {rows.get('waiting', 0)}.")
